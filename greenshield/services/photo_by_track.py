"""Places photos that are in the project already by tracks: first what it would do, then that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from greenshield.domain.errors import UsageError
from greenshield.project.project import Project
from greenshield.services import lookup, photo_placing, tagging
from greenshield.services.photo_cameras import camera_of, is_camera
from greenshield.services.photo_facts import by_camera_clock
from greenshield.services.photo_placing import Placed
from greenshield.services.photo_rows import photo_fields
from greenshield.services.photo_track import Walk
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session

NO_TIME: Final = "photo_without_measured_time"
BY_TRACK: Final = "track"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a track puts a photo.

    Attributes:
        photo: its SHA-256.
        file: its name.
        lon: degrees EPSG:4490.
        lat: likewise.
        error_m: an estimate, metres.
        gap_s: seconds between the two points of the track about it.
        track: the track's name.
        offset_s: what was added to the camera's clock, seconds.
        again: a track placed it before.
        moves_day: its clock is put right onto another day, so that none is proven.
    """

    photo: str
    file: str
    lon: float
    lat: float
    error_m: float
    gap_s: float
    track: str
    offset_s: float
    again: bool
    moves_day: bool


@dataclass(frozen=True, slots=True)
class Left:
    """A photo that the tracks do not place: why, as code and parameters."""

    photo: str
    file: str
    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What placing by tracks would do.

    Attributes:
        spots: photos that it would place, in order of time.
        left: those that it would not.
        asked: how many photos were looked at.
        cameras: by whose clocks their times are told.
    """

    spots: tuple[Spot, ...]
    left: tuple[Left, ...]
    asked: int
    cameras: frozenset[str] = frozenset()

    @property
    def largest_gap_s(self) -> float:
        """The longest gap that a photo lies in, seconds."""
        return max((s.gap_s for s in self.spots), default=0.0)

    @property
    def largest_error_m(self) -> float:
        """The largest error, metres."""
        return max((s.error_m for s in self.spots), default=0.0)


def plan(
    project: Project,
    walk: Walk,
    photos: Sequence[str] = (),
    *,
    again: bool = False,
    camera: str = "",
) -> Plan:
    """What the tracks tell of photos that have no position.

    Args:
        project: where they are.
        walk: the tracks, and how to use them.
        photos: beginnings of their SHA-256; all of the project where there is none.
        again: also those that a track placed before, such as with another clock offset.
        camera: only those of this camera, as ``photo_cameras.is_camera`` knows it.

    Raises:
        UsageError: an unknown photo, or a camera of which no photo waits (``camera_unknown``);
            so is one that has an offset and no photo at all in the project.
    """
    wanted = {lookup.photo_sha256(project, p) for p in photos} if photos else None
    rows = [row for row in _rows(project, again) if wanted is None or row["sha256"] in wanted]
    _refuse_strangers(project, walk, rows)
    if camera:
        rows = _of_camera(rows, camera)
    timed, left = [], []
    for row in rows:
        at = walk.moment_ms(row)
        if at is None:
            left.append(_left(row, NO_TIME, {}))
        else:
            timed.append((at, row))
    timed.sort(key=lambda one: (one[0], one[1]["sha256"]))
    found = walk.spots(np.array([at for at, _ in timed], dtype=np.int64))
    spots = []
    for n, (_, row) in enumerate(timed):
        code, params = walk.why_not(found, n)
        if code:
            left.append(_left(row, code, params))
            continue
        spots.append(
            Spot(
                row["sha256"],
                str(row.get("name") or ""),
                round(float(found.lon[n]), 9),
                round(float(found.lat[n]), 9),
                round(float(found.error_m[n]), 1),
                float(found.gap_s[n]),
                walk.trails[int(found.trail[n])].name,
                walk.offset(row).total_seconds(),
                row.get("position_source") == BY_TRACK,
                walk.moves_day(row),
            )
        )
    clocks = frozenset(camera_of(row) for _, row in timed if by_camera_clock(row))
    return Plan(tuple(spots), tuple(left), len(rows), clocks)


def carry_out(session: Session, walk: Walk, found: Plan, progress: Progress = SILENT) -> Placed:
    """Places the photos of a plan, all of them or none; undone by ``photo_placing.put_back``.

    Raises:
        RefusedError: a move in force relied on the position of one of them.
        UsageError: a photo that is gone.
    """
    states = [tagging.photo_state(session.project, spot.photo) for spot in found.spots]
    known = [{n: f.value for n, f in s.fields.items() if f.value is not None} for s in states]
    moments = [walk.moment_ms(fields) or 0 for fields in known]
    spots = walk.spots(np.array(moments, dtype=np.int64))
    wanted: list[photo_placing.Wanted] = []
    for n, state in enumerate(states):
        if not spots.why_not(n):
            place, told = walk.placed(spots, n, known[n])
            wanted.append((state, {**place, "datum": None}, told))
    return photo_placing.set_places(session, wanted, progress)


def _rows(project: Project, again: bool) -> list[dict[str, Any]]:
    where = "p.lon IS NULL"
    if again:
        where = f"({where} OR p.position_source = '{BY_TRACK}')"
    return photo_fields(project, where)


def _of_camera(rows: list[dict[str, Any]], camera: str) -> list[dict[str, Any]]:
    found = [row for row in rows if is_camera(camera_of(row), camera)]
    if not found:
        raise _unknown(camera, rows)
    return found


def _refuse_strangers(project: Project, walk: Walk, rows: list[dict[str, Any]]) -> None:
    """Refuses an offset of a camera that took nothing here: its name is misspelt."""
    if walk.strangers(camera_of(row) for row in rows):
        every = photo_fields(project)
        for camera in walk.strangers(camera_of(row) for row in every):
            raise _unknown(camera, every)


def _unknown(camera: str, rows: list[dict[str, Any]]) -> UsageError:
    known = ", ".join(sorted({camera_of(row) for row in rows} - {""}))
    return UsageError("camera_unknown", camera=camera, known=known or "—")


def _left(row: Mapping[str, Any], code: str, params: dict[str, Any]) -> Left:
    return Left(str(row["sha256"]), str(row.get("name") or ""), code, params)
