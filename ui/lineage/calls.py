"""What the room of splits and merges asks of the worker.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.map.shown import Shown
from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.services.lineage import Replaced
    from greenshield.services.lineage_seen import Foreseen

GUEST = "lineage"
Corners = tuple[tuple[float, float], ...]
Remark = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Cut:
    """How a patch is to be parted.

    Attributes:
        corners: of what was drawn, degrees lon/lat; none where a file tells it.
        closed: they are an outline, and not a line.
        file: polygons of the parts, or lines that cross the patch.
    """

    corners: Corners = ()
    closed: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What goes with a split or a merge: the day, the reason, files that it rests on."""

    day: str
    reason: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lets:
    """What a split may do that is asked first: leave a rest out, reach beyond the old patch."""

    partly: bool = False
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: the issues to be shown, numbers, and what a person should look at."""

    issues: tuple[str, ...]
    numbers: tuple[str, ...]
    pending: bool
    remarks: tuple[Remark, ...]


def look_split(work: Work, issue: str, cut: Cut) -> tuple[Foreseen, tuple[Shown, ...]]:
    """What a split would make, and its parts as sheets of the guest ``GUEST``.

    Raises:
        GreenShieldError: the issue can't be split; nothing is parted; a file that can't be read.
    """
    import numpy as np
    import shapely

    from greenshield.services import lineage, lineage_cut, lineage_foreseen
    from ui.map import calls_guests

    project = work.project
    patch = lineage_cut.patch_of(project, lineage.replaceable(project, issue))
    if cut.file:
        shapes = lineage_cut.from_file(project, patch, Path(cut.file))
    elif cut.closed:
        shapes = lineage_cut.by_outline(patch, shapely.Polygon(cut.corners))
    else:
        shapes = lineage_cut.along(patch, [shapely.LineString(cut.corners)])
    seen = lineage_foreseen.split(project, issue, shapes)
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    labels = [part.clue_no for part in seen.parts]
    ids = [str(n) for n in range(1, len(shapes) + 1)]
    return seen, calls_guests.sheets(GUEST, array, ids, labels=labels)


def look_merge(work: Work, issues: Sequence[str]) -> tuple[Foreseen, tuple[Remark, ...]]:
    """What a merge would make, and which fields it would leave open.

    Raises:
        GreenShieldError: these can't be merged.
    """
    from greenshield.services import lineage_foreseen

    seen = lineage_foreseen.merge(work.project, issues)
    return seen, _remarks(seen.remarks)


def split(
    work: Work, issue: str, parts: Sequence[tuple[Mapping[str, str], tuple[str, ...]]],
    lets: Lets, wish: Wish,
) -> Outcome:  # fmt: skip
    """Splits an issue into parts: the fields of each as typed, and its shapes, WKB in hex."""
    import shapely

    from greenshield.geo import codec
    from greenshield.services import calendar, lineage
    from greenshield.services.lineage_carry import Part

    given = []
    for fields, shapes in parts:
        whole = shapely.union_all([codec.from_hex(shape) for shape in shapes])
        given.append(Part({**fields, "geom": codec.to_hex(whole)}))
    made = lineage.split(
        work.session, issue, given, on=calendar.day(wish.day), reason=wish.reason,
        documents=[Path(file) for file in wish.files], partly=lets.partly,
        beyond=lets.beyond,
    )  # fmt: skip
    return Outcome(_made(made), made.changes)


def merge(work: Work, issues: Sequence[str], whole: Mapping[str, str], wish: Wish) -> Outcome:
    """Merges issues into one with these fields, as typed."""
    from greenshield.services import calendar, lineage
    from greenshield.services.lineage_carry import Part

    made = lineage.merge(
        work.session, list(issues), Part(dict(whole)), on=calendar.day(wish.day),
        reason=wish.reason, documents=[Path(file) for file in wish.files],
    )  # fmt: skip
    return Outcome(_made(made), made.changes)


def _made(made: Replaced) -> Made:
    shown = made.old if made.pending else made.successors
    return Made(shown, made.numbers, made.pending, _remarks(made.remarks))


def _remarks(problems: Sequence[Any]) -> tuple[Remark, ...]:
    return tuple((p.code, {"file": p.file, "row": p.row} | dict(p.params)) for p in problems)
