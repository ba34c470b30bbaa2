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
    """

    lon: float
    lat: float
    azimuth_deg: float | None = None
    error_m: float | None = None
    taken_on: Day = None
    fov_deg: float = FOV_DEG


@dataclass(frozen=True, slots=True)
class Candidates:
    """Patches that photos may belong to.

    Attributes:
        geometries: lon/lat in degrees; None and empty ones match nothing.
        ids: for equal ranks: the smaller id comes first, on every machine. May be left out.
        due: the day by which each is to be checked, or None. May be left out.
    """

    geometries: Sequence[BaseGeometry | None] | Geometries
    ids: Sequence[str] = ()
    due: Sequence[Day] = ()


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

    ``in_view`` is 1, 0, or -1 where the photo doesn't say; ``days`` is NaN where unknown.
    """

    photo_index: Ints
    patch_index: Ints
    score: Floats
    distance_m: Floats
    inside: Bools
    in_view: npt.NDArray[np.int8]
    days: Floats


class Places:
    """Photos as arrays, one row each; NaN and NaT stand for what is unknown."""

    def __init__(self, photos: Sequence[PhotoPlace]) -> None:
        """Takes the photos' values apart."""
        self.lonlat = np.array([(p.lon, p.lat) for p in photos], dtype=np.float64).reshape(-1, 2)
        self.azimuth = np.array([p.azimuth_deg for p in photos], dtype=np.float64)
        self.error = np.abs(np.array([p.error_m for p in photos], dtype=np.float64))
        self.fov = np.nan_to_num([p.fov_deg for p in photos], nan=FOV_DEG)
        self.taken = days64([p.taken_on for p in photos])
        edge = np.array([180.0, 89.0])
        self.usable: Bools = np.logical_and.reduce(np.abs(self.lonlat) <= edge, axis=1)


def days64(values: Sequence[Day]) -> npt.NDArray[np.datetime64]:
    """Days as datetime64[D]; NaT where there is none, or none that can be read."""
    out = np.full(len(values), np.datetime64("NaT"), dtype="datetime64[D]")
    for i, value in enumerate(values):
        if value:
            try:
                out[i] = np.datetime64(str(value)[:10], "D")
            except ValueError:
                continue
    return out
