"""The photos of an open project in memory, kept in step with its events.

A hundred thousand photos take seconds to read and milliseconds to filter, so whoever asks again
and again keeps a book: events that came since the last question say what has to be read anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from greenshield.domain import dates
from greenshield.domain.errors import UsageError
from greenshield.project.project import Project
from greenshield.services import (
    lookup,
    marker_photos,
    photo_astray,
    photo_choices,
    photo_near,
    photo_trust,
)
from greenshield.services.photo_facts import OFFSET_SQL

ONLY: Final = ("all", "needs_choice", "untagged", "no_position", "warning", "issue", "near")
SORTS: Final = ("time", "newest", "name", "added")
TRAITS: Final = ("source", "camera", "day")
"""By what photos are sorted into heaps: where their position is from ("" without one), make and
model of the camera, and the day they were taken on in Chinese time; "" where that is unknown."""
_MANY: Final = 5_000  # changed photos or issues from which all are read anew
_AT_ONCE: Final = 500
_PHOTOS: Final = f"""
SELECT p.id, p.sha256, p.fid, p.name, p.taken_at, p.lon, p.lat, p.position_error_m, p.void,
p.position_source, p.make, p.model,
p.warnings IS NOT NULL AND p.warnings != '[]' AS warned,
{OFFSET_SQL} FROM photo p WHERE p.sha256 IS NOT NULL
"""
_TIES: Final = "SELECT issue_id, photo FROM photo_tag WHERE NOT removed"
# Which patches lie where: the sum changes with any of them.
_PATCHES: Final = """
SELECT count(*) AS n, total(r.minx * 7 + r.miny * 5 + r.maxx * 3 + r.maxy) AS s
FROM rtree_issue_geom r JOIN issue i ON i.fid = r.id WHERE NOT i.void AND i.state != 'void'
"""
_AREAS: Final = """
SELECT count(*) AS n, total(r.minx * 7 + r.miny * 5 + r.maxx * 3 + r.maxy) AS s
FROM rtree_area_geom r JOIN area a ON a.fid = r.id WHERE NOT a.void
"""
_NEWS: Final = """
SELECT DISTINCT entity_type, entity_id FROM event
WHERE rowid > ? AND entity_type IN ('photo', 'issue', 'marker_check')
"""


@dataclass(frozen=True, slots=True)
class Keys:
    """Which photos a screen shows, in its order.

    Attributes:
        hashes: in order.
        counts: how many there are of each of ``ONLY``.
    """

    hashes: list[str]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Photo:
    """What filters and orders ask of a photo; ``time`` puts undated ones last."""

    sha256: str
    fid: int
    name: str
    time: tuple[bool, str, str, str]
    is_placed: bool
    is_warned: bool  # by what its file tells
    traits: tuple[str, str, str]  # its values of ``TRAITS``


_ORDERS: Final[dict[str, Callable[[_Photo], Any]]] = {
    "time": lambda p: p.time,
    "newest": lambda p: p.time[1:],
    "name": lambda p: (p.name.casefold(), p.sha256),
    "added": lambda p: p.fid,
}
_BACKWARDS: Final = frozenset(("newest", "added"))


class PhotoBook:
    """The photos of one project; asked on the thread that opened it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._last = -1
        self._patches: tuple[Any, ...] = ()
        self._areas: tuple[Any, ...] = ()
        self._photos: dict[str, _Photo] = {}
        self._by_id: dict[str, str] = {}  # of the row that stands for a hash
        self._near: set[str] = set()
        self._far: set[str] = set()
        self._ties: dict[str, frozenset[str]] = {}
        self._of_markers: frozenset[str] = frozenset()
        # What follows from the photos alone, until one of them changes.
        self._orders: dict[str, list[str]] = {}
        self._stood: tuple[str, set[str], set[str], set[str]] | None = None

    def keys(
        self,
        *,
        only: str = "all",
        sort: str = "time",
        issue: str = "",
        text: str = "",
        among: Collection[str] | None = None,
        traits: Mapping[str, str] = MappingProxyType({}),
    ) -> Keys:
        """The photos that a filter leaves, and how many each filter would.

        Args:
            only: one of ``ONLY``: ``needs_choice`` are tied to no issue and near one, and no
                inspection of a marker names them; ``warning`` those with a remark or a doubt;
                ``issue`` those tied to ``issue``; ``near`` those tied to none within reach of
                it, the nearest first, then those tied to it.
            sort: one of ``SORTS``: by the moment they were taken (undated last), the newest
                first, by name, or as they came, the last first.
            issue: for ``only="issue"`` and ``"near"``, and their counts.
            text: a part of the file name; counts heed it too.
            among: hashes: no others are told or counted, as those of one import.
            traits: values of some of ``TRAITS``, likewise.

        Raises:
            UsageError: an unknown filter, order or trait, or an unknown or ambiguous issue.
        """
        if only not in ONLY:
            raise UsageError("photo_filter_unknown", given=only, known=", ".join(ONLY))
        if sort not in SORTS:
            raise UsageError("photo_sort_unknown", given=sort, known=", ".join(SORTS))
        chosen_issue = lookup.issue_id(self._project, issue) if issue else ""
        with self._project.snapshot():
            self._refresh()
        every, lost, warned = self._standing(text.strip().casefold())
        warned = warned | (photo_trust.of_photos(self._project).keys() & every)
        tied: set[str] = set(self._of_markers).union(*self._ties.values())
        untagged = every - tied
        sets = {
            "all": every,
            "untagged": untagged,
            "needs_choice": untagged & self._near,
            "no_position": lost,
            "warning": warned,
            "issue": every & self._ties.get(chosen_issue, frozenset()),
        }
        if among is not None or traits:
            inside = self._inside(every, among, traits)
            sets = {name: some & inside for name, some in sets.items()}
            untagged = sets["untagged"]
        nearest = photo_near.untied(self._project, chosen_issue) if chosen_issue else []
        first = [h for h in nearest if h in untagged]
        sets["near"] = sets["issue"].union(first)
        listed, wanted = self._ordered(sort), sets["issue" if only == "near" else only]
        found = listed if len(wanted) == len(listed) else [h for h in listed if h in wanted]
        ahead = first if only == "near" else []
        return Keys([*ahead, *found], {name: len(sets[name]) for name in ONLY})

    def heaps(self) -> dict[str, dict[str, int]]:
        """How many photos there are of each value of each of ``TRAITS``."""
        with self._project.snapshot():
            self._refresh()
        out: dict[str, dict[str, int]] = {}
        for at, name in enumerate(TRAITS):
            out[name] = dict(sorted(Counter(p.traits[at] for p in self._photos.values()).items()))
        return out

    def _inside(
        self, every: set[str], among: Collection[str] | None, traits: Mapping[str, str]
    ) -> set[str]:
        unknown = next((name for name in traits if name not in TRAITS), None)
        if unknown is not None:
            raise UsageError("photo_filter_unknown", given=unknown, known=", ".join(TRAITS))
        inside = every if among is None else every.intersection(among)
        wanted = [(TRAITS.index(name), value) for name, value in traits.items()]
        return {
            h for h in inside if all(self._photos[h].traits[at] == value for at, value in wanted)
        }

    def _standing(self, word: str) -> tuple[set[str], set[str], set[str]]:
        """Photos whose name holds a word: all, those without a place, those with a remark."""
        if self._stood is None or self._stood[0] != word:
            some = [p for p in self._photos.values() if not word or word in p.name.casefold()]
            self._stood = (
                word,
                {p.sha256 for p in some},
                {p.sha256 for p in some if not p.is_placed},
                {p.sha256 for p in some if p.is_warned or p.sha256 in self._far},
            )
        return self._stood[1:]

    def _ordered(self, sort: str) -> list[str]:
        """All photos in an order, sorted when the photos are others than before."""
        if sort not in self._orders:
            listed = sorted(self._photos.values(), key=_ORDERS[sort], reverse=sort in _BACKWARDS)
            self._orders[sort] = [p.sha256 for p in listed]
        return self._orders[sort]

    # Keeping in step ----------------------------------------------------------------------

    def _refresh(self) -> None:
        last = self._project.rows("SELECT coalesce(max(rowid), 0) AS n FROM event")[0]["n"]
        if last == self._last:
            return
        photos, issues, checks = self._news()
        if self._last < 0 or len(photos) > _MANY or len(issues) > _MANY:
            self._read_all()
        else:
            if photos:
                self._read_photos(photos)
            if issues:
                self._read_ties(issues)
            if checks:
                self._of_markers = marker_photos.all_named(self._project)
        if issues or not self._patches or self._areas != self._areas_now():
            self._look_around()
        self._last = last

    def _news(self) -> tuple[list[str], list[str], list[str]]:
        """The photos, issues and inspections of markers of which events came."""
        if self._last < 0:
            return [], [], []
        rows = self._project.rows(_NEWS, self._last)
        by_type: dict[str, list[str]] = {"photo": [], "issue": [], "marker_check": []}
        for row in rows:
            by_type[row["entity_type"]].append(row["entity_id"])
        return by_type["photo"], by_type["issue"], by_type["marker_check"]

    def _read_all(self) -> None:
        self._photos, self._by_id, self._ties = {}, {}, {}
        self._near, self._far = set(), set()
        self._take(self._project.rows(_PHOTOS))
        self._of_markers = marker_photos.all_named(self._project)
        self._patches = ()  # asks for the near ones anew
        ties: dict[str, set[str]] = {}
        for row in self._project.rows(_TIES):
            ties.setdefault(row["issue_id"], set()).add(row["photo"])
        self._ties = {issue: frozenset(photos) for issue, photos in ties.items()}

    def _read_photos(self, ids: Sequence[str]) -> None:
        hashes: set[str] = set()
        for part in _parts(ids):
            marks = ",".join("?" * len(part))
            sql = f"SELECT DISTINCT sha256 FROM photo WHERE id IN ({marks})"
            hashes |= {r["sha256"] for r in self._project.rows(sql, *part) if r["sha256"]}
            hashes |= {self._by_id[i] for i in part if i in self._by_id}
        rows: list[dict[str, Any]] = []
        for part in _parts(sorted(hashes)):
            for sha256 in part:
                gone = self._photos.pop(sha256, None)
                if gone is not None:
                    self._near.discard(sha256)
                    self._far.discard(sha256)
            marks = ",".join("?" * len(part))
            rows += self._project.rows(f"{_PHOTOS} AND p.sha256 IN ({marks})", *part)
        self._take(rows)
        self._near |= photo_choices.near_a_patch(self._project, _spots(rows))
        self._far |= set(photo_astray.far_km(self._project, rows))

    def _take(self, rows: Iterable[dict[str, Any]]) -> None:
        """Notes photos; of several rows of the same bytes the first stands for all."""
        self._orders.clear()
        self._stood = None
        for row in rows:
            sha256 = row["sha256"]
            self._by_id[row["id"]] = sha256
            known = self._photos.get(sha256)
            if row["void"] or (known is not None and known.fid < row["fid"]):
                continue
            name, taken = row["name"] or "", _taken(row)
            self._photos[sha256] = _Photo(
                sha256, row["fid"], name, (not taken, taken, name, sha256),
                row["lon"] is not None and row["lat"] is not None, bool(row["warned"]),
                (row["position_source"] or "", _camera(row), taken[:10]),
            )  # fmt: skip

    def _read_ties(self, issues: Sequence[str]) -> None:
        for part in _parts(issues):
            marks = ",".join("?" * len(part))
            ties: dict[str, set[str]] = {issue: set() for issue in part}
            for row in self._project.rows(f"{_TIES} AND issue_id IN ({marks})", *part):
                ties[row["issue_id"]].add(row["photo"])
            self._ties |= {issue: frozenset(photos) for issue, photos in ties.items()}

    def _look_around(self) -> None:
        """Asks which photos are near a patch, and which near nothing, where these are others."""
        patches, areas = tuple(self._project.rows(_PATCHES)[0].values()), self._areas_now()
        if (patches, areas) == (self._patches, self._areas):
            return
        placed = self._project.rows(f"{_PHOTOS} AND NOT p.void AND p.lon IS NOT NULL")
        if patches != self._patches:
            self._near = photo_choices.near_a_patch(self._project, _spots(placed))
        self._far = set(photo_astray.far_km(self._project, placed))
        self._patches, self._areas, self._stood = patches, areas, None

    def _areas_now(self) -> tuple[Any, ...]:
        return tuple(self._project.rows(_AREAS)[0].values())


def _camera(row: dict[str, Any]) -> str:
    """Make and model; a model that names its make stands alone."""
    make, model = (row["make"] or "").strip(), (row["model"] or "").strip()
    return model if model.casefold().startswith(make.casefold()) else f"{make} {model}".strip()


def _taken(row: dict[str, Any]) -> str:
    """When a photo was taken, in Chinese time; the usual forms need no reading."""
    taken, offset = row["taken_at"] or "", row["taken_at_offset"] or ""
    if len(taken) == len("2026-01-01T00:00:00") and offset in ("", "+08:00"):
        return str(taken)
    return dates.china_time(taken, offset)


def _spots(rows: Iterable[dict[str, Any]]) -> list[photo_choices.Spot]:
    return photo_choices.spots_of(r for r in rows if not r["void"])


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
