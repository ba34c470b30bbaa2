"""What photo-patch matching takes and gives: photos, candidates, matches, and arrays of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from greenshield.geo.ellipsoid import Floats
from greenshield.geo.view import FOV_DEG

Day = datetime.date | str | None
Geometries = npt.NDArray[np.object_]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Views = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class PhotoPlace:
    """Where and when a photo was taken.

    Attributes:
        lon: degrees, EPSG:4490.
        lat: degrees.
        azimuth_deg: which way the camera faced, clockwise from true north, or None.
        error_m: how far off the position may be, or None where unknown.
        taken_on: the day (a date or ISO text), or None.
        fov_deg: the horizontal angle of view.
        dop: dilution of precision, for photos that tell no error; or None.
        footprint_m: for a camera that looks straight down, the radius on the ground that it sees;
            the azimuth doesn't count then. None for the others.
        camera: which camera took it, or who; photos without one have no neighbours.
        moment_s: when, seconds of a clock that all photos of a camera share, or None.
        by_hand: a person placed it, and nothing measured where it was taken.
    """

    lon: float
    lat: float
    azimuth_deg: float | None = None
    error_m: float | None = None
    taken_on: Day = None
    fov_deg: float = FOV_DEG
    dop: float | None = None
    footprint_m: float | None = None
    camera: str = ""
    moment_s: float | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Candidates:
    """Patches that photos may belong to.

    Attributes:
        geometries: lon/lat in degrees; None and empty ones match nothing.
        ids: for equal ranks: the smaller id comes first, on every machine. May be left out.
        due: the day by which each is to be checked, or None. May be left out.
        since: the day from which each is somebody's work, or None. May be left out.
        until: the day on which that ended, None while it goes on. May be left out.
    """

    geometries: Sequence[BaseGeometry | None] | Geometries
    ids: Sequence[str] = ()
    due: Sequence[Day] = ()
    since: Sequence[Day] = ()
    until: Sequence[Day] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One patch that a photo may show.

    Attributes:
        index: the patch's place among the candidates.
        score: 0 to 1, see ``match_score.py``.
        distance_m: from the photo's position to the patch, 0 inside.
        inside: whether the position lies in the patch.
        in_view: whether the camera looked at it; None where it doesn't say.
        reasons: message codes with their values.
    """

    index: int
    score: float
    distance_m: float
    inside: bool
    in_view: bool | None
    reasons: tuple[tuple[str, dict[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Pairs of photo and patch, by photo, best first. All arrays have shape (n,).

    ``in_view`` is 1, 0, or -1 where the photo doesn't say; ``days`` is how far the photo's day
    lies from the patch's time, NaN where unknown; ``lent`` is the mean score of the photo's
    ``neighbours``, NaN where it has none.
    """

    photo_index: Ints
    patch_index: Ints
    score: Floats
    distance_m: Floats
    inside: Bools
    in_view: Views
    days: Floats
    lent: Floats
    neighbours: Ints

    def rows(self, wanted: Ints) -> Ranked:
        """Some of the pairs, in that order."""
        return Ranked(
            self.photo_index[wanted],
            self.patch_index[wanted],
            self.score[wanted],
            self.distance_m[wanted],
            self.inside[wanted],
            self.in_view[wanted],
            self.days[wanted],
            self.lent[wanted],
            self.neighbours[wanted],
        )


class Places:
    """Photos as arrays, one row each; NaN and NaT stand for what is unknown."""

    def __init__(self, photos: Sequence[PhotoPlace]) -> None:
        """Takes the photos' values apart."""
        self.lonlat = np.array([(p.lon, p.lat) for p in photos], dtype=np.float64).reshape(-1, 2)
        self.azimuth = np.array([p.azimuth_deg for p in photos], dtype=np.float64)
        self.error = np.abs(np.array([p.error_m for p in photos], dtype=np.float64))
        self.dop = np.array([p.dop for p in photos], dtype=np.float64)
        self.fov = np.nan_to_num([p.fov_deg for p in photos], nan=FOV_DEG)
        self.footprint = np.array([p.footprint_m for p in photos], dtype=np.float64)
        self.taken = days64([p.taken_on for p in photos])
        self.camera = [p.camera for p in photos]
        self.moment = np.array([p.moment_s for p in photos], dtype=np.float64)
        edge = np.array([180.0, 89.0])
        self.usable: Bools = np.logical_and.reduce(np.abs(self.lonlat) <= edge, axis=1)


class Times:
    """The times of patches as arrays, NaT where unknown."""

    def __init__(self, candidates: Candidates) -> None:
        """Takes the candidates' days apart."""
        none: list[Day] = [None] * len(candidates.geometries)
        self.due = days64(candidates.due if len(candidates.due) else none)
        self.since = days64(candidates.since if len(candidates.since) else none)
        self.until = days64(candidates.until if len(candidates.until) else none)


def days64(values: Sequence[Day]) -> npt.NDArray[np.datetime64]:
    """Days as datetime64[D]; NaT where there is none, or none that can be read."""
    known: dict[Day, np.datetime64] = {}
    out = np.full(len(values), np.datetime64("NaT"), dtype="datetime64[D]")
    for i, value in enumerate(values):
        if not value:
            continue
        if value not in known:
            try:
                known[value] = np.datetime64(str(value)[:10], "D")
            except ValueError:
                known[value] = np.datetime64("NaT")
        out[i] = known[value]
    return out
