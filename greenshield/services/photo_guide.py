"""The way from where somebody stands to where a shot is taken, and the order of many shots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats
from greenshield.services.photo_difference import turned
from greenshield.services.photo_stand import Place, Stand, Target, magnetic

THERE_M: Final = 5.0  # as near as a phone's receiver can tell


@dataclass(frozen=True, slots=True)
class Guide:
    """The way to a stand.

    Attributes:
        distance_m: to go.
        bearing_deg: the way there, clockwise from true north.
        magnetic_deg: the same by a compass, None where no model tells.
        turn_deg: how far to turn from where one faces, right positive; None where that is unknown.
            At the place it is the turn to where to look, elsewhere that to the way there.
        is_there: whether one stands as near as receivers can tell.
    """

    distance_m: float
    bearing_deg: float
    magnetic_deg: float | None
    turn_deg: float | None
    is_there: bool


def guide(here: Place, stand: Stand, on: date, facing_deg: float | None = None) -> Guide:
    """The way from a place to a stand.

    Args:
        here: lon/lat, degrees EPSG:4490.
        stand: where to go.
        on: the day of the compass.
        facing_deg: which way one faces, clockwise from true north.
    """
    bearing, _, metres = ellipsoid.geod().inv(*here, stand.lon, stand.lat)
    is_there = metres <= max(THERE_M, min(stand.error_m or 0.0, 2 * THERE_M))
    way = round(bearing % 360.0, 1) % 360.0
    aim = stand.azimuth_deg if is_there else way
    turn = None if facing_deg is None or aim is None else round(turned(facing_deg, aim), 1)
    return Guide(round(metres, 1), way, magnetic(*here, way, on), turn, bool(is_there))


def in_order(targets: Sequence[Target], here: Place | None) -> list[Target]:
    """Targets in the order to go: to the nearest issue that is left, and there from shot to shot.

    Without a place to begin at, the westernmost comes first. What has no place comes last, as it
    was.
    """
    by_issue: dict[str, list[Target]] = {}
    for target in targets:
        by_issue.setdefault(target.issue_id, []).append(target)
    groups = list(by_issue.values())
    places = [next((_at(t) for t in group if t.stands), None) for group in groups]
    placed = [n for n, place in enumerate(places) if place is not None]
    out: list[Target] = []
    at = here
    for n in _walk(np.array([places[n] for n in placed], dtype=np.float64).reshape(-1, 2), here):
        shots = groups[placed[n]]
        standing = [t for t in shots if t.stands]
        spots = np.array([_at(t) for t in standing], dtype=np.float64)
        went = [standing[m] for m in _walk(spots, at)]
        out += went + [t for t in shots if not t.stands]
        at = _at(went[-1])
    return out + [t for n, group in enumerate(groups) if places[n] is None for t in group]


def _at(target: Target) -> Place:
    return target.stands[0].lon, target.stands[0].lat


def _walk(spots: Floats, here: Place | None) -> Iterator[int]:
    """The spots' numbers, each the nearest to the one before."""
    if len(spots) < 2:
        yield from range(len(spots))
        return
    scale = np.cos(np.radians(spots[:, 1].mean()))
    x, y = spots[:, 0] * scale, spots[:, 1].copy()
    numbers = np.arange(len(spots))
    first = int(np.argmin(x))
    at = (x[first], y[first]) if here is None else (here[0] * scale, here[1])
    for left in range(len(spots), 0, -1):
        east, north = x[:left] - at[0], y[:left] - at[1]
        nearest = int(np.argmin(east * east + north * north))
        yield int(numbers[nearest])
        at = x[nearest], y[nearest]
        for column in (x, y, numbers):  # the last one takes its place
            column[nearest] = column[left - 1]
