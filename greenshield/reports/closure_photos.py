"""The photo pages of a closure report: copies, captions, before/after pairs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from greenshield.domain.errors import Problem
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.dossier_ground import ImageryEntry, PairEntry, PhotoEntry
from greenshield.reports.phrasing import Phrasing, printable
from greenshield.reports.pictures import MANY, SIZES, PictureCopy, made_copy
from greenshield.reports.word_file import Picture

_HALF_PAGE = (75.0, 80.0)
_FULL_PAGE = (146.0, 104.0)  # two with their captions on a page
_THREADS: Final = min(4, os.cpu_count() or 1)
"""Hashing, decoding and scaling let other threads run; each holds one photo in memory."""

_Wanted = tuple[str, int | None]
"""A picture's SHA-256, and the longest side of its copy, px."""


class PhotoPages:
    """Makes the photo part of the context, each photo decoded once, from now on in threads.

    Args:
        dossier: whose photos.
        phrasing: words of the report's language.
        words: section ``[photo]`` of the word table.
        size: how large the copies are, a key of ``pictures.SIZES``.

    Attributes:
        problems: photos that could not be shown, each said in the report as well.
    """

    def __init__(
        self, dossier: ClosureDossier, phrasing: Phrasing, words: Mapping[str, str], size: str
    ) -> None:
        self._dossier = dossier
        self._phrasing = phrasing
        self._words = words
        self._size = SIZES[size]
        self._pixels = self._size.photo if len(dossier.photos) <= MANY else self._size.many
        self._numbers = {(p.phase, p.sha256): n for n, p in enumerate(dossier.photos, 1)}
        self._tied = {(p.phase, p.sha256): p for p in dossier.photos}
        self._copies = self._begin_copies()
        self.problems: list[Problem] = []

    def pairs(self) -> list[dict[str, Any]]:
        """The before/after pairs: a title and two photos."""
        out = []
        for order, pair in enumerate(self._dossier.pairs, 1):
            before, after = (self._tied.get(end) for end in _ends(pair))
            if before is None or after is None:
                continue
            angle = "" if pair.angle is None else f"{pair.angle:.0f}"
            distance = "" if pair.distance_m is None else f"{pair.distance_m:.0f}"
            title = self._words["pair"].format(
                number=order,
                before=self._numbers[("before", pair.before)],
                after=self._numbers[("after", pair.after)],
                angle=self._words["angle"].format(angle=angle) if angle else "",
                distance=self._words["distance"].format(distance=distance) if distance else "",
            )
            out.append({"title": title, "a": self._photo(before), "b": self._photo(after)})
        return out

    def others(self) -> list[dict[str, Any]]:
        """The photos that no pair shows, each phase's own, two to a line (``b`` may be None)."""
        paired = {end for pair in self._dossier.pairs for end in _ends(pair)}
        rest = [self._photo(p) for end, p in self._tied.items() if end not in paired]
        return [
            {"a": rest[i], "b": rest[i + 1] if i + 1 < len(rest) else None}
            for i in range(0, len(rest), 2)
        ]

    def note(self) -> str:
        """That the pictures are copies, and where the originals are."""
        return self._words["copies" if self._pixels is not None else "copies_full"]

    def imagery(self) -> list[dict[str, Any]]:
        """The pictures from above, each the width of the page."""
        return [self._image(entry) for entry in self._dossier.imagery]

    def _begin_copies(self) -> dict[_Wanted, Future[PictureCopy | Problem]]:
        """Has each picture decoded once for all phases, while the caller does other work."""
        wanted: dict[_Wanted, Path | None] = {}
        for photo in self._dossier.photos:
            wanted[photo.sha256, self._pixels] = photo.path
        for image in self._dossier.imagery:
            wanted[image.sha256, self._size.above] = image.path
        # Copies of full size take three bytes a pixel each: one after the other.
        pool = ThreadPoolExecutor(_THREADS if self._size.photo is not None else 1)
        decode = self._dossier.decode
        begun = {
            (sha256, longest): pool.submit(made_copy, path, sha256, decode, self._size, longest)
            for (sha256, longest), path in wanted.items()
        }
        pool.shutdown(wait=False)
        return begun

    def _image(self, entry: ImageryEntry) -> dict[str, Any]:
        title = self._words["imagery"].format(
            phase=self._phase(entry.phase),
            when=self._phrasing.date(entry.taken_on),
            source=self._phrasing.text(entry.source),
        )
        found = self._copies[entry.sha256, self._size.above].result()
        return {
            "title": title,
            "note": printable(entry.note),
            "hash": entry.sha256,
            **self._embedded(found, _FULL_PAGE, title),
        }

    def _photo(self, photo: PhotoEntry) -> dict[str, Any]:
        title = self._title(photo)
        return {
            "number": self._numbers[(photo.phase, photo.sha256)],
            "title": title,
            "caption": self._caption(photo),
            "hash": photo.sha256,
            **self._embedded(self._copy(photo), _HALF_PAGE, title),
        }

    def _copy(self, photo: PhotoEntry) -> PictureCopy | Problem:
        """The picture, or what hinders it."""
        return self._copies[photo.sha256, self._pixels].result()

    def _embedded(
        self, found: PictureCopy | Problem, box: tuple[float, float], alt: str
    ) -> dict[str, Any]:
        """The picture fitted into a box of mm, or the sentence that stands in its place."""
        if isinstance(found, Problem):
            if found not in self.problems:
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
            number=self._numbers[(photo.phase, photo.sha256)],
            phase=self._phase(photo.phase),
            kind=self._words["kind"].format(kind=kind) if kind else "",
        )

    def _caption(self, photo: PhotoEntry) -> str:
        say, words, doubt = self._phrasing, self._words, photo.doubt
        told = "" if doubt is None else self._dossier.tell(doubt.code, doubt.params, say.lang)
        lines = [
            *([say.text(told)] if told else []),
            *([say.word("older", issue=say.text(photo.older))] if photo.older else []),
            words["taken"].format(
                when=say.moment(photo.taken_at),
                source=self._source("time_source", photo.taken_at_source),
            ),
            words["where"].format(
                where=say.position(photo.lon, photo.lat),
                source=self._source("position_source", photo.position_source),
            ),
            words["azimuth"].format(azimuth=say.azimuth(photo.azimuth), north=self._north(photo)),
        ]
        if photo.taker:
            lines.append(words["taker"].format(taker=say.text(photo.taker)))
        lines.append(words["hash"].format(sha256=photo.sha256))
        for name, odd in (("warnings", photo.warnings), ("doubts", photo.doubts)):
            noted = "; ".join(self._dossier.tell(w.code, w.params, say.lang) for w in odd)
            if noted:
                lines.append(words[name].format(**{name: say.text(noted)}))
        return "\n".join(lines)

    def _north(self, photo: PhotoEntry) -> str:
        """How the azimuth from true north was found, where it isn't simply the file's."""
        north, words = photo.north, self._words
        if photo.azimuth is None:
            return ""
        if north.source == "magnetic" and north.declination is not None:
            return words["north_turned"].format(
                magnetic=f"{north.magnetic or 0.0:.0f}",
                declination=f"{north.declination:+.1f}".replace("-", "−"),
                model=self._phrasing.text(north.model),
            )
        if north.source == "gimbal":
            return words["north_gimbal"]
        return words["north_magnetic"] if north.is_magnetic else ""

    def _source(self, table: str, code: str) -> str:
        if not code:
            return ""
        return self._words["source"].format(source=self._phrasing.code(table, code))


def _ends(pair: PairEntry) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("before", pair.before), ("after", pair.after)
