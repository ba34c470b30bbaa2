"""Where to stand outside a patch so that it fits into the picture: geometry alone, many at once.

A place in direction θ from the patch's middle, d metres off and looking back at the middle, sees a
corner that lies a metres towards it and l metres aside under the angle atan(l / (d - a)). The patch
fits between two edges φ from the middle of the picture from d = max(a + l / tan φ) on. Only the
convex hull's corners can be the ones that decide. Nothing is known of roads, slopes or rivers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.geo import distances, ellipsoid
from greenshield.geo.ellipsoid import Floats

MOST: Final = 3  # places told of a patch
APART_DEG: Final = 60.0  # between two of them, seen from the patch
_WAYS: Final = 16
_PULLS: Final = 4  # turns in which places are drawn in to where they may lie
_CLOSE_M: Final = 0.5

_Geometries = npt.NDArray[np.object_]
_Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the places round each patch; all arrays have shape (n,).

    Attributes:
        fov_deg: the camera's horizontal angle of view.
        fill: which part of it the patch may take, up to 1.
        least_m, most_m: how far outside the patch they are to lie.
        azimuth_deg: which way to look if that can be, clockwise from true north; NaN for any.
    """

    fov_deg: Floats
    fill: Floats
    least_m: Floats
    most_m: Floats
    azimuth_deg: Floats


@dataclass(frozen=True, slots=True)
class Standpoints:
    """Places to stand, best first; arrays of shape (n, ``MOST``), NaN where there are fewer.

    Attributes:
        lon, lat: degrees EPSG:4490.
        azimuth_deg: which way to look: at the patch's middle, clockwise from true north.
        gap_m: from there to the patch.
        whole: whether all of the patch is in the picture.
    """

    lon: Floats
    lat: Floats
    azimuth_deg: Floats
    gap_m: Floats
    whole: _Flags


def propose(patches: npt.ArrayLike, wanted: Wanted, here: Floats | None = None) -> Standpoints:
    """Places round patches from which they can be taken.

    Args:
        patches: lon/lat in degrees EPSG:4490, none of them empty, shape (n,).
        wanted: what is asked of the places.
        here: where somebody stands, degrees, shape (2,): places near by come first.
    """
    shapes: _Geometries = np.asarray(patches, dtype=object)
    plane = _Plane(shapes)
    ways = _ways(wanted.azimuth_deg)
    off, whole = _distances(plane, ways, wanted)
    metres = off[..., None] * _heading(ways)
    worth = np.where(whole, off, 1e6 + plane.fits(ways, wanted) - off)
    if here is not None and len(shapes):
        walk = np.linalg.norm(metres - plane.metres(here)[:, None, :], axis=2)
        worth = np.where(whole, walk, worth)
    turned = np.abs(np.mod(ways + 180.0 - wanted.azimuth_deg[:, None] + 180.0, 360.0) - 180.0)
    worth = np.where(np.isnan(turned), worth, worth + 1e7 * np.round(turned))
    worth = np.where(np.isfinite(off), worth, np.inf)
    return _told(shapes, plane, ways, off, whole, _chosen(worth, ways), wanted.most_m)


class _Plane:
    """Patches in metres east and north of the middle of each."""

    def __init__(self, shapes: _Geometries) -> None:
        hulls = shapely.convex_hull(shapely.force_2d(shapes))
        middles = shapely.get_coordinates(shapely.centroid(hulls)).reshape(-1, 2)
        self.middles = middles
        m, p = ellipsoid.radii(np.radians(middles[:, 1]))
        self._scale = np.radians(np.column_stack([p, m]))
        corners, self._of = shapely.get_coordinates(hulls, return_index=True)
        self._corners = (corners - middles[self._of]) * self._scale[self._of]
        self._starts = np.flatnonzero(np.r_[True, np.diff(self._of) > 0][: len(self._of)])
        self.hulls: _Geometries = shapely.set_coordinates(hulls, self._corners)

    def metres(self, lonlat: Floats) -> Floats:
        """A place in the plane of each patch, shape (n, 2)."""
        out: Floats = (lonlat - self.middles) * self._scale
        return out

    def degrees(self, metres: Floats, of: npt.NDArray[np.intp]) -> Floats:
        """Places in the planes of some patches, shape (k, 2), in degrees lon/lat."""
        out: Floats = self.middles[of] + metres / self._scale[of]
        return out

    def reach(self, ways: Floats) -> Floats:
        """How far each patch reaches in each direction, shape (n, ways)."""
        return self._most(self._towards(ways))

    def fits(self, ways: Floats, wanted: Wanted) -> Floats:
        """From how far off each patch fits into the picture, shape (n, ways)."""
        half = np.radians(np.clip(wanted.fov_deg * wanted.fill, 2.0, 170.0) / 2)
        angle = np.radians(ways)[self._of]
        aside = np.abs(self._corners[:, :1] * np.cos(angle) - self._corners[:, 1:] * np.sin(angle))
        return self._most(self._towards(ways) + aside / np.tan(half)[self._of, None])

    def _towards(self, ways: Floats) -> Floats:
        angle = np.radians(ways)[self._of]
        east, north = self._corners[:, :1], self._corners[:, 1:]
        out: Floats = east * np.sin(angle) + north * np.cos(angle)
        return out

    def _most(self, values: Floats) -> Floats:
        if not len(self._starts):
            return values
        out: Floats = np.maximum.reduceat(values, self._starts, axis=0)
        return out


def _ways(azimuth_deg: Floats) -> Floats:
    """Directions from each patch to the places, one of them against its azimuth."""
    first = np.nan_to_num(azimuth_deg) + 180.0
    out: Floats = np.mod(first[:, None] + np.arange(_WAYS) * (360.0 / _WAYS), 360.0)
    return out


def _heading(ways: Floats) -> Floats:
    angle = np.radians(ways)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1)


def _distances(plane: _Plane, ways: Floats, wanted: Wanted) -> tuple[Floats, _Flags]:
    """How far off the middle to stand in each direction, NaN for nowhere; whether all is seen."""
    least = plane.reach(ways) + wanted.least_m[:, None]
    fits = plane.fits(ways, wanted)
    off = np.maximum(fits, least)
    hulls = np.broadcast_to(plane.hulls[:, None], off.shape)
    most = np.broadcast_to(wanted.most_m[:, None], off.shape)
    heading = _heading(ways)
    gap = _gaps(off, heading, hulls)
    for _ in range(_PULLS):
        far = gap > most
        if not far.any():
            break
        off[far] = np.maximum(off[far] - (gap[far] - most[far]), least[far])
        gap[far] = _gaps(off[far], heading[far], hulls[far])
    return np.where(gap <= most + _CLOSE_M, off, np.nan), off >= fits - _CLOSE_M


def _gaps(off: Floats, heading: Floats, hulls: _Geometries) -> Floats:
    out: Floats = shapely.distance(shapely.points(off[..., None] * heading), hulls)
    return out


def _chosen(worth: Floats, ways: Floats) -> npt.NDArray[np.intp]:
    """The best directions, each well apart from those before it, shape (n, MOST); -1 for none."""
    rows = np.arange(len(worth))
    out = np.full((len(worth), MOST), -1, dtype=np.intp)
    left = worth.copy()
    for nth in range(MOST if len(worth) else 0):
        best = np.argmin(left, axis=1)
        there = np.isfinite(left[rows, best])
        out[there, nth] = best[there]
        near = distances.angles_between(ways, ways[rows, best][:, None]) < APART_DEG
        left[near] = np.inf
    return out


def _told(
    shapes: _Geometries, plane: _Plane, ways: Floats, off: Floats, whole: _Flags,
    chosen: npt.NDArray[np.intp], most_m: Floats,
) -> Standpoints:  # fmt: skip
    of, nth = np.nonzero(chosen >= 0)
    way = chosen[of, nth]
    lonlat, gap, drawn = _drawn_in(shapes, plane, of, off[of, way], ways[of, way], most_m[of])
    lon, lat, azimuth, gaps = (np.full(chosen.shape, np.nan) for _ in range(4))
    seen = np.zeros(chosen.shape, dtype=bool)
    lon[of, nth], lat[of, nth] = lonlat[:, 0], lonlat[:, 1]
    azimuth[of, nth] = np.mod(ways[of, way] + 180.0, 360.0)
    gaps[of, nth] = gap
    seen[of, nth] = whole[of, way] & ~drawn
    return Standpoints(lon, lat, azimuth, gaps, seen)


def _drawn_in(
    shapes: _Geometries, plane: _Plane, of: npt.NDArray[np.intp], off: Floats, way: Floats,
    most_m: Floats,
) -> tuple[Floats, Floats, _Flags]:  # fmt: skip
    """Places with their gap to the patch itself; those in whose way its hull bulges come nearer.

    Returns:
        Degrees lon/lat, metres, and which were moved.
    """
    heading, start = _heading(way), off
    lonlat = plane.degrees(off[:, None] * heading, of)
    gap = distances.distances_m(lonlat[:, 0], lonlat[:, 1], shapes[of])
    for _ in range(_PULLS):
        far = gap > most_m + _CLOSE_M
        if not far.any():
            break
        off = np.where(far, off - (gap - most_m), off)
        lonlat[far] = plane.degrees(off[far, None] * heading[far], of[far])
        gap[far] = distances.distances_m(lonlat[far, 0], lonlat[far, 1], shapes[of[far]])
    return lonlat, gap, off < start
