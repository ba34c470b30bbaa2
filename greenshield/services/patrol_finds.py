"""What a patrol found becomes a clue: where it is, of which patrol, with the photos taken there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import shapely

from greenshield.domain import dates, fields
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.field_spec import number
from greenshield.domain.state import EntityState
from greenshield.geo import ellipsoid
from greenshield.project import identity
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services import (
    calendar,
    issues,
    lookup,
    patrol_county,
    patrols,
    photo_import,
    photo_match,
    photo_original,
    photo_ties,
)
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session
from greenshield.services.shape_typed import Shapes

NEAR_M: Final = 100.0
"""So near to a find a photo of the same days may show it. No rule sets it."""
_SOURCE: Final = "patrol"
_LOOSE: Final = """
SELECT p.sha256, p.lon, p.lat, p.taken_at FROM photo p
JOIN rtree_photo_geom r ON r.id = p.fid
WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? AND NOT p.void
AND p.sha256 IS NOT NULL AND p.sha256 NOT IN (SELECT photo FROM photo_tag WHERE NOT removed)
"""


@dataclass(frozen=True, slots=True)
class Find:
    """A clue that a patrol found.

    Attributes:
        issue_id: of the clue.
        clue_no: its number; our own where none was given.
        patrol: the patrol's id.
        photos: hashes of those that were tied.
        near: hashes of others that were taken near it in the patrol's days and are tied to
            nothing, the nearest first: to be tied by a person.
        remarks: code and parameters of what its place told, or that it has none.
        problems: of photos that were brought in.
        changes: one for the clue, one for its ties.
    """

    issue_id: str
    clue_no: str
    patrol: str
    photos: tuple[str, ...]
    near: tuple[str, ...]
    remarks: tuple[tuple[str, dict[str, Any]], ...]
    problems: tuple[Problem, ...]
    changes: tuple[Changes, ...]


def find(
    session: Session,
    word: str,
    given: Mapping[str, object],
    *,
    on: str,
    photos: Sequence[str] = (),
    shapes: Shapes | None = None,
    progress: Progress = SILENT,
) -> Find:
    """Makes a clue of what a patrol found.

    Source, day, campaign and patrol follow from the patrol; the place from the first photo that
    has one where none is given. Without a number the clue gets one of its own, which no other
    laptop gives.

    Args:
        session: who found it, where.
        word: which patrol.
        given: field -> value as typed, as of ``issue new``.
        on: the day on which it was found, ISO.
        photos: files, which are imported, and beginnings of hashes of photos that are there; they
            are tied as of before.
        shapes: how a typed shape is to be read.
        progress: of the photos' import.

    Raises:
        UsageError: no such patrol, field or photo; ``patrol_is_void``; ``patrol_find_given``: what
            follows from the patrol was given otherwise; ``patrol_find_ahead``: the day is still to
            come; as of ``issues.create``.
        SurroundingsError: as of ``photo_import.import_photos``.
    """
    project = session.project
    patrol = patrols.standing(project, word)
    named = dict(fields.by_ids("issue", given))
    for name in ("source_code", "patrol_id"):
        if name in named:
            raise UsageError("patrol_find_given", field=name)
    named.setdefault("clue_no", _own_number(on))
    # What can't be read is refused before anything is brought in.
    typed = issues.settable(project, named, Shapes(shapes.crs if shapes else None))
    _refuse_ahead(str(typed.get("found_on") or on), on)
    hashes, problems = _taken(session, photos, progress)
    values: dict[str, object] = {"found_on": on} | _of_patrol(patrol, named)
    if not {"lon", "lat", "geom"} & named.keys():
        values |= _place_of(project, hashes, patrol.scope)
    values |= {**named, "source_code": _SOURCE, "patrol_id": patrol.entity_id}
    if patrol_county.is_county(patrol.scope):  # a city's officer finds it for the patrol's county
        values = {"division_code": patrol.scope} | values
    made = issues.create(session, values, on, shapes)
    changes = [made.changes]
    if hashes:
        tied = photo_ties.tag_all(session, hashes, made.issue_id, phase="before", progress=progress)
        changes.append(tied.changes)
    near = near_to(project, patrol, made.issue_id)
    remarks = (
        *made.remarks,
        *_placeless(project, made.issue_id, hashes),
        *_of_other_days(project, hashes, patrol, on),
    )
    return Find(made.issue_id, str(named["clue_no"]), patrol.entity_id, tuple(hashes), near,
                remarks, problems, tuple(changes))  # fmt: skip


def near_to(project: Project, patrol: EntityState, issue_id: str) -> tuple[str, ...]:
    """The hashes of photos that may show a find: near it, of the patrol's days, tied to nothing."""
    place = _middle(project, issue_id)
    if place is None:
        return ()
    found = []
    for row in project.rows(_LOOSE, *photo_match.box_round(*place, NEAR_M)):
        day = dates.day_of(row["taken_at"])
        first, last = patrol.get("planned_from") or "", patrol.get("planned_to") or "9999"
        if day is None or not str(first) <= day <= str(last):
            continue
        away = float(ellipsoid.geod().inv(*place, row["lon"], row["lat"])[2])
        if away <= NEAR_M:
            found.append((away, str(row["sha256"])))
    return tuple(dict.fromkeys(sha256 for _, sha256 in sorted(found)))


def _refuse_ahead(*days: str) -> None:
    today = calendar.today()
    for day in days:
        if day > today:
            raise UsageError("patrol_find_ahead", on=day, today=today, field="found_on")


def _placeless(
    project: Project, issue_id: str, hashes: Sequence[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """That nobody can tell where a find lies, for nothing says so."""
    if _middle(project, issue_id) is None:
        yield ("patrol_find_placeless", {"n": len(hashes)}) if hashes else ("patrol_find_bare", {})


def _of_other_days(
    project: Project, hashes: Sequence[str], patrol: EntityState, on: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """A remark on each photo that was not taken in the patrol's days, nor when it was found."""
    first, last = (str(patrol.get(name) or on) for name in ("planned_from", "planned_to"))
    for sha256 in hashes:
        photo = project.photo(sha256, patrol.scope)
        day = None if photo is None else dates.day_of(photo.get("taken_at"))
        if photo is None or day is None or min(first, on) <= day <= max(last, on):
            continue
        away = date.fromisoformat(day) - date.fromisoformat(on)
        name = photo_original.name_of(project, sha256)
        told = {"photo": name, "taken": day, "days": abs(away.days), "first": first, "last": last}
        yield "patrol_photo_of_other_day", told


def _own_number(on: str) -> str:
    """A clue number that no other laptop gives: the day, and the end of a fresh id."""
    return f"XC{on.replace('-', '')}-{identity.fresh()[-6:]}"


def _of_patrol(patrol: EntityState, named: Mapping[str, object]) -> dict[str, object]:
    """The campaign of the patrol, where none is given."""
    campaign = patrol.get("campaign_id")
    if "campaign_id" in named or not isinstance(campaign, str) or not campaign:
        return {}
    return {"campaign_id": campaign}


def _taken(
    session: Session, photos: Sequence[str], progress: Progress
) -> tuple[list[str], tuple[Problem, ...]]:
    """The hashes of photos: of those that the project has, and of files that it takes in now."""
    files = [each for each in photos if Path(each).is_file()]
    known = {e: lookup.photo_sha256(session.project, e) for e in photos if e not in files}
    problems: list[Problem] = []
    for each in files:
        done = photo_import.import_photos(session, [Path(each)], progress=progress)
        if len(done.photos) != 1:
            raise UsageError("patrol_photo_refused", file=Path(each).name)
        problems += done.problems
        known[each] = done.photos[0]
    return list(dict.fromkeys(known[each] for each in photos)), tuple(problems)


def _place_of(project: Project, hashes: Sequence[str], scope: str) -> dict[str, object]:
    for sha256 in hashes:
        photo = project.photo(sha256, scope)
        lon, lat = (None, None) if photo is None else map(number, map(photo.get, ("lon", "lat")))
        if lon is not None and lat is not None:
            return {"lon": lon, "lat": lat, "source_crs": "EPSG:4490"}
    return {}


def _middle(project: Project, issue_id: str) -> tuple[float, float] | None:
    """A place in the patch, degrees."""
    issue = project.issue(issue_id)
    shape = None if issue is None else from_field(issue.get("geom"), project.media)
    if shape is not None and not shape.is_empty:
        point = shapely.point_on_surface(shape)
        return float(point.x), float(point.y)
    lon, lat = (None, None) if issue is None else map(number, map(issue.get, ("lon", "lat")))
    return None if lon is None or lat is None else (lon, lat)
