"""What the room of boundary markers asks of the worker.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ui.tasks.work import Outcome, Work


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which markers are to be listed.

    Attributes:
        conditions: codes, "" for those of which none is known; all where there are none.
        kind: a code, or "".
        area: an area's id, or "".
        text: words in it.
        voided: those that were voided, instead of the others.
    """

    conditions: tuple[str, ...] = ()
    kind: str = ""
    area: str = ""
    text: str = ""
    voided: bool = False

    def __bool__(self) -> bool:
        """Whether it leaves any out."""
        return self != Wanted()


@dataclass(frozen=True, slots=True)
class Line:
    """One marker of the list; ``photos`` of the inspection that counts."""

    id: str
    number: str
    kind: str
    area: str
    condition: str
    condition_on: str
    inspections: int
    set_on: str
    place: str
    photos: int
    lon: float | None
    lat: float | None
    void: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The list: its lines, how many markers there are in all, id and name of their areas."""

    lines: tuple[Line, ...]
    total: int
    areas: tuple[tuple[str, str], ...]


def lines(work: Work, wanted: Wanted) -> Listed:
    """The markers that are wanted, by area and number."""
    from greenshield.services import marker_list

    project = work.project
    found = marker_list.items(
        project, conditions=wanted.conditions, kind=wanted.kind, area_id=wanted.area,
        voided=wanted.voided, text=wanted.text,
    )  # fmt: skip
    total, areas = marker_list.overview(project)
    return Listed(tuple(_line(item, wanted.voided) for item in found), total, areas)


def one(work: Work, marker_id: str) -> dict[str, Any]:
    """A marker whole, as ``marker_list.one``, with its ``fields`` as they stand.

    Raises:
        UsageError: there is none of this id.
    """
    from greenshield.domain import fields
    from greenshield.services import marker_list

    found = marker_list.one(work.project, marker_list.find(work.project, marker_id))
    state = work.project.state("marker", marker_id)
    held = {n: None if state is None else state.get(n) for n in fields.specs("marker")}
    return found | {"fields": held}


def near(work: Work, marker_id: str) -> list[str]:
    """The photos tied to nothing that were taken near a marker, the nearest first."""
    from greenshield.services import marker_photos

    return marker_photos.near(work.project, marker_id)


def thumbnails(work: Work, photos: Sequence[str], size: int) -> None:
    """Tells each photo's hash with its thumbnail (JPEG), None where there is none."""
    from greenshield.domain.errors import GreenShieldError
    from greenshield.services import photo_thumbnails

    def made(sha256: str, data: bytes | None, _: GreenShieldError | None) -> None:
        work.tell((sha256, data))

    photo_thumbnails.thumbnails(work.project, list(photos), made, size, work.progress)


def inspect(
    work: Work, marker_id: str, condition: str, day: str, remark: str, photos: Sequence[str]
) -> Outcome:
    """Puts an inspection on record; the value is its id, and remarks on photos and day.

    Raises:
        UsageError, SurroundingsError: as ``markers.inspect``.
    """
    from greenshield.services import markers

    done = markers.inspect(
        work.session, marker_id, condition=condition, day=day, photos=photos, remark=remark,
        progress=work.progress,
    )  # fmt: skip
    return Outcome((done.check_id, (*done.problems, *done.doubts)), done.changes)


def correct(work: Work, marker_id: str, given: dict[str, Any]) -> Outcome:
    """Corrects fields; the value is what they were.

    Raises:
        RefusedError, UsageError: as ``markers.set_fields``.
    """
    from greenshield.services import markers

    state = work.project.state("marker", marker_id)
    before = {name: None if state is None else state.get(name) for name in given}
    _, changes = markers.set_fields(work.session, marker_id, given)
    return Outcome(before, changes)


def void(work: Work, marker_id: str, check: str, reason: str, restore: bool) -> Outcome:
    """Takes a marker, or one inspection of it, out of the lists, or puts it back.

    Raises:
        RefusedError, UsageError: as ``markers.void``.
    """
    from greenshield.services import markers

    which, changes = markers.void(
        work.session, marker_id, reason=reason, check=check, restore=restore
    )
    return Outcome(which, changes)


def _line(item: dict[str, Any], voided: bool) -> Line:
    return Line(
        item["id"], item["number"] or "", item["marker_kind"] or "", item["area"] or "",
        item["condition"] or "", item["condition_on"] or "", item["inspections"],
        item["set_on"] or "", item["place_name"] or "", len(item["photos"]), item["lon"],
        item["lat"], voided,
    )  # fmt: skip
