"""What runs in the worker for boundaries.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.services.area_diff import AreaChange
    from ui.map.shown import Shown

DIFFERENCE = "areas:difference"
MISFITS = "areas:misfits"
CHANGES = ("added", "dropped", "moved", "kept")
FAULTS = ("overlap", "gap", "sliver", "outside", "uncovered")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions compared.

    Attributes:
        sides: as they were asked for.
        items: each boundary, as ``area_diff.plain`` has it; each of its ``changes`` has an ``id``.
        shown: the changes as a guest of the map.
    """

    sides: tuple[str, str]
    items: list[dict[str, Any]] = field(default_factory=list)
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """How zones fit together.

    Attributes:
        day: on which they are in force.
        items: each misfit: ``id``, ``kind``, ``code`` and ``params`` of its sentence, ``area``,
            ``zones`` (names), ``area_m2``, ``pieces``, ``width_m``.
        shown: the pieces as a guest of the map.
        zones: how many were judged.
    """

    day: str
    items: list[dict[str, Any]] = field(default_factory=list)
    shown: tuple[Shown, ...] = ()
    zones: int = 0


def boundaries(work: Work) -> list[dict[str, Any]]:
    """Every boundary version with its zones, as ``area_list.items`` gives them.

    Those that were taken out of force are there with the others.
    """
    from greenshield.services import area_list

    return area_list.items(work.project, voided=True)


def about(work: Work, boundary: str) -> dict[str, Any]:
    """One version in full, as ``area_list.about`` tells it.

    Raises:
        UsageError: it is gone.
    """
    from greenshield.services import area_list

    return area_list.about(work.project, boundary)


def judged_by(work: Work, ids: list[str]) -> list[str]:
    """The numbers of the issues of which a move was judged by any of these boundaries."""
    from greenshield.services import area_void

    return area_void.judged_by(work.project, ids)


def void(work: Work, boundary: str, reason: str, zones_only: bool, restore: bool) -> Outcome:
    """Takes a version or a zone out of force, or puts it back; how many boundaries and zones.

    Raises:
        RefusedError, UsageError: as ``area_void.void``.
    """
    from greenshield.services import area_void

    done = area_void.void(work.session, boundary, reason, zones_only=zones_only, restore=restore)
    return Outcome((len(done.areas), len(done.zones)), done.changes)


def compare(work: Work, old: str, new: str) -> Compared:
    """Compares two sides, each as ``area_diff.compare`` takes it.

    Raises:
        UsageError: a side that is none.
    """
    from greenshield.services import area_diff

    found = area_diff.compare(work.project, old, new, work.progress)
    items = [area_diff.plain(one) for one in found]
    for at, item in enumerate(items):
        for number, change in enumerate(item["changes"]):
            change["id"] = f"{at}.{number}"
    return Compared((old, new), items, _changes(found))


def save_difference(work: Work, old: str, new: str, file: Path, lang: str) -> None:
    """Writes a comparison as a layer or a table, by the file's ending.

    Raises:
        UsageError: a side that is none, an ending that nobody knows.
        SurroundingsError: no room, no permission.
    """
    from greenshield.services import area_diff, area_diff_out

    found = area_diff.compare(work.project, old, new, work.progress)
    area_diff_out.write(found, file, lang)


def check(work: Work, day: str) -> Checked:
    """Judges the zones in force on a day; "" for what has no end."""
    from greenshield.services import area_check, legal_context
    from ui.map import calls_guests

    found = area_check.check(work.project, day or legal_context.NEWEST, work.progress)
    items = [
        {
            "id": str(at),
            "kind": one.misfit.kind,
            "code": one.code,
            "params": one.params,
            "area": one.area,
            "zones": [zone.name or zone.id for zone in one.zones],
            "area_m2": one.misfit.m2,
            "pieces": one.misfit.pieces,
            "width_m": one.misfit.width_m,
        }
        for at, one in enumerate(found)
    ]
    shapes = np.array([*(one.misfit.shape for one in found), None], dtype=object)[:-1]
    shown = calls_guests.sheets(
        MISFITS, shapes, [str(at) for at in range(len(found))],
        labels=[one.area for one in found], styles=FAULTS,
        style=[FAULTS.index(one.misfit.kind) for one in found],
    )  # fmt: skip
    zones = area_check.count(work.project, day or legal_context.NEWEST)
    return Checked(day, items, shown, zones)


def _changes(found: list[AreaChange]) -> tuple[Shown, ...]:
    """Every change of a comparison, as the map draws it."""
    from ui.map import calls_guests

    ids: list[str] = []
    labels: list[str] = []
    changes = []
    for at, one in enumerate(found):
        for number, change in enumerate(one.difference.changes):
            ids.append(f"{at}.{number}")
            labels.append(one.name)
            changes.append(change)
    shapes = np.array([*(change.shape for change in changes), None], dtype=object)[:-1]
    return calls_guests.sheets(
        DIFFERENCE, shapes, ids, labels=labels, styles=CHANGES,
        style=[CHANGES.index(change.kind) for change in changes],
    )  # fmt: skip
