"""The photo pages of a closure report: copies, captions, before/after pairs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.domain.errors import Problem
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.dossier_parts import ImageryEntry, PhotoEntry
from greenshield.reports.phrasing import Phrasing, printable
from greenshield.reports.pictures import PictureCopy, scaled_copy
from greenshield.reports.word_file import Picture

_HALF_PAGE = (75.0, 80.0)
_FULL_PAGE = (160.0, 120.0)
_PHOTO_PIXELS = 1000  # 340 dots an inch at half a page; a fourth of a usual photo
_MANY = 40
_MANY_PIXELS = 800


class PhotoPages:
    """Makes the photo part of the context, each photo decoded once.

    Args:
        dossier: whose photos.
        phrasing: words of the report's language.
        words: section ``[photo]`` of the word table.

    Attributes:
        problems: photos that could not be shown, each said in the report as well.
    """

    def __init__(
        self, dossier: ClosureDossier, phrasing: Phrasing, words: Mapping[str, str]
    ) -> None:
        self._dossier = dossier
        self._phrasing = phrasing
        self._words = words
        self._pixels = _PHOTO_PIXELS if len(dossier.photos) <= _MANY else _MANY_PIXELS
        self._numbers = {p.sha256: n for n, p in reversed(list(enumerate(dossier.photos, 1)))}
        self._by_hash = {p.sha256: p for p in dossier.photos}
        self._shown: dict[str, dict[str, Any]] = {}
        self.problems: list[Problem] = []

    def numbered(self, sha256: str) -> str:
        """A photo's number in the report, or the start of its hash where it isn't in it."""
        number = self._numbers.get(sha256)
        return str(number) if number is not None else sha256[:12]

    def pairs(self) -> list[dict[str, Any]]:
        """The before/after pairs: a title and two photos."""
        out = []
        for order, pair in enumerate(self._dossier.pairs, 1):
            before, after = self._by_hash.get(pair.before), self._by_hash.get(pair.after)
            if before is None or after is None:
                continue
            angle = "" if pair.angle is None else f"{pair.angle:.0f}"
            distance = "" if pair.distance_m is None else f"{pair.distance_m:.0f}"
            title = self._words["pair"].format(
                number=order,
                before=self.numbered(pair.before),
                after=self.numbered(pair.after),
                angle=self._words["angle"].format(angle=angle) if angle else "",
                distance=self._words["distance"].format(distance=distance) if distance else "",
            )
            out.append({"title": title, "a": self._photo(before), "b": self._photo(after)})
        return out

    def others(self) -> list[dict[str, Any]]:
        """The photos that no pair shows, two to a line (``b`` may be None)."""
        paired = {sha for pair in self._dossier.pairs for sha in (pair.before, pair.after)}
        rest = [self._photo(p) for p in self._dossier.photos if p.sha256 not in paired]
        return [
            {"a": rest[i], "b": rest[i + 1] if i + 1 < len(rest) else None}
            for i in range(0, len(rest), 2)
        ]

    def imagery(self) -> list[dict[str, Any]]:
        """The pictures from above, each the width of the page."""
        return [self._image(entry) for entry in self._dossier.imagery]

    def _image(self, entry: ImageryEntry) -> dict[str, Any]:
        title = self._words["imagery"].format(
            phase=self._phase(entry.phase),
            when=self._phrasing.date(entry.taken_on),
            source=self._phrasing.text(entry.source),
        )
        found = scaled_copy(entry.path, entry.sha256)
        return {
            "title": title,
            "note": printable(entry.note),
            "hash": entry.sha256,
            **self._embedded(found, _FULL_PAGE, title),
        }

    def _photo(self, photo: PhotoEntry) -> dict[str, Any]:
        if photo.sha256 not in self._shown:
            found = scaled_copy(photo.path, photo.sha256, longest=self._pixels)
            self._shown[photo.sha256] = {
                "number": self._numbers[photo.sha256],
                "title": self._title(photo),
                "caption": self._caption(photo),
                "hash": photo.sha256,
                **self._embedded(found, _HALF_PAGE, self._title(photo)),
            }
        return self._shown[photo.sha256]

    def _embedded(
        self, found: PictureCopy | Problem, box: tuple[float, float], alt: str
    ) -> dict[str, Any]:
        """The picture fitted into a box of mm, or the sentence that stands in its place."""
        if isinstance(found, Problem):
            self.problems.append(found)
            lang = self._phrasing.lang
            return {"image": None, "absent": self._dossier.tell(found.code, found.params, lang)}
        width = min(box[0], box[1] * found.width / found.height)
        return {"image": Picture(found.jpeg, width, alt), "absent": ""}

    def _phase(self, phase: str) -> str:
        return self._phrasing.code("photo_phase", phase) if phase else self._words["no_phase"]

    def _title(self, photo: PhotoEntry) -> str:
        kind = self._phrasing.code("photo_kind", photo.kind) if photo.kind else ""
        return self._words["title"].format(
            number=self._numbers[photo.sha256],
            phase=self._phase(photo.phase),
            kind=self._words["kind"].format(kind=kind) if kind else "",
        )

    def _caption(self, photo: PhotoEntry) -> str:
        say, words = self._phrasing, self._words
        lines = [
            words["taken"].format(
                when=say.moment(photo.taken_at),
                source=self._source("time_source", photo.taken_at_source),
            ),
            words["where"].format(
                where=say.position(photo.lon, photo.lat),
                source=self._source("position_source", photo.position_source),
            ),
            words["azimuth"].format(azimuth=say.azimuth(photo.azimuth)),
        ]
        if photo.taker:
            lines.append(words["taker"].format(taker=say.text(photo.taker)))
        lines.append(words["hash"].format(sha256=photo.sha256[:16]))
        if photo.warnings:
            told = (self._dossier.tell(w.code, w.params, say.lang) for w in photo.warnings)
            lines.append(words["warnings"].format(warnings=say.text("; ".join(told))))
        return "\n".join(lines)

    def _source(self, table: str, code: str) -> str:
        if not code:
            return ""
        return self._words["source"].format(source=self._phrasing.code(table, code))
