"""What bare coordinates may be: the systems under which they land in China.

Used where a file declares no coordinate system, or one that its numbers contradict. Every
system that Chinese surveying uses is tried, in both axis orders, and judged by where it would
put the shapes: in the province of the project where that is known, else in China.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from greenshield.geo import gauss_kruger as gk
from greenshield.geo.provinces import CHINA, MAINLAND, Box, box_of

XY = NDArray[np.float64]
SHOWN = 8  # proposals in one sentence
SAMPLE = 100_000  # coordinates looked at; enough for quantiles of any file


@lru_cache(maxsize=256)
def name_of(code: str) -> str:
    """What a system is called in EPSG's register, "" where it is not known there."""
    try:
        return str(CRS.from_user_input(code).name)
    except CRSError:
        return ""


@dataclass(frozen=True, slots=True)
class Extent:
    """Where most of a file's coordinates lie, in its own units (x to the right, y up).

    The outermost twentieth on each side is left out, so that stray places don't decide.
    """

    xmin: float
    ymin: float
    xmax: float
    ymax: float

    @property
    def in_degrees(self) -> bool:
        """True where the numbers can be degrees lon/lat."""
        return max(abs(self.xmin), abs(self.xmax)) <= 360 and self.ymin >= -90 and self.ymax <= 90

    def swapped(self) -> Extent:
        """The extent with x and y exchanged."""
        return Extent(self.ymin, self.xmin, self.ymax, self.xmax)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the numbers: an EPSG code, and whether x and y change places."""

    epsg: int
    swapped: bool = False

    def __str__(self) -> str:
        return f"EPSG:{self.epsg}"


def extent_of(xy: XY) -> Extent | None:
    """The extent of (n, 2) coordinates; None where no coordinate is finite."""
    xy = xy[:: max(1, len(xy) // SAMPLE)]
    xy = xy[np.isfinite(xy).all(axis=1)]
    if not len(xy):
        return None
    low = np.quantile(xy, 0.05, axis=0, method="lower")
    high = np.quantile(xy, 0.95, axis=0, method="higher")
    return Extent(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


@lru_cache(maxsize=256)
def _to_degrees(epsg: int) -> Transformer:
    crs = CRS.from_epsg(epsg)
    return Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)


def lonlat_box(extent: Extent, transformer: Transformer) -> Box | None:
    """The box in degrees that a transformer makes of an extent; None where it can't."""
    xs = np.linspace(extent.xmin, extent.xmax, 5)
    ys = np.linspace(extent.ymin, extent.ymax, 5)
    gx, gy = np.meshgrid(xs, ys)
    lon, lat = transformer.transform(gx.ravel(), gy.ravel())
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        return None
    return Box(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))


def _within(inner: Box, outer: Box, margin: float) -> bool:
    return outer.holds(inner.west, inner.south, margin) and outer.holds(
        inner.east, inner.north, margin
    )


def degrees_in_china(extent: Extent) -> bool:
    """True where the numbers read as degrees lon/lat lie in China."""
    return _within(Box(extent.xmin, extent.ymin, extent.xmax, extent.ymax), CHINA, 0.0)


def zone_of(extent: Extent) -> int | None:
    """The zone number that all eastings (x) begin with, or None."""
    west, east = int(extent.xmin // 1_000_000), int(extent.xmax // 1_000_000)
    if west != east or gk.code_with_prefix(gk.CGCS2000, west) is None:
        return None
    return west


def _candidates(extent: Extent) -> list[int]:
    """EPSG codes worth trying for one axis order, likeliest first."""
    codes: list[int] = []
    zone = zone_of(extent)
    if zone is not None:
        found = (gk.code_with_prefix(datum, zone) for datum in gk.DATUMS)
        codes += [code for code in found if code is not None]
    if extent.xmin >= 100_000 and extent.xmax <= 900_000:
        for datum in gk.DATUMS:
            meridians = range(gk.FIRST_MERIDIAN, 136, 3)
            found = (gk.code_of_meridian(datum, m) for m in meridians)
            codes += [code for code in found if code is not None]
        codes += range(32643, 32654)  # WGS 84 / UTM, zones 43 N to 53 N
    codes.append(3857)
    return codes


def readings(extent: Extent, division: str | None = None) -> list[Reading]:
    """Every reading that puts the numbers in the division's province, or in China.

    Args:
        extent: of the file's coordinates.
        division: code of the project's division (GB/T 2260); its province narrows the choice.

    Returns:
        The readings, likeliest first; empty where the numbers fit nothing known.
    """
    province = box_of(division)
    found: list[Reading] = []
    for swapped in (False, True):
        seen = extent.swapped() if swapped else extent
        if seen.in_degrees and _within(
            Box(seen.xmin, seen.ymin, seen.xmax, seen.ymax), province or CHINA, 1.0
        ):
            found.append(Reading(4490, swapped))
        for code in _candidates(seen):
            box = lonlat_box(seen, _to_degrees(code))
            if box is not None and _within(box, province or MAINLAND, 0.5):
                found.append(Reading(code, swapped))
    if not found and province is not None:
        return readings(extent)
    if not found and extent.in_degrees:
        found = [Reading(4490), Reading(4326)]
    return found


def place_of(extent: Extent, code: str, division: str | None = None) -> Box | None:
    """Where ``EPSG:n`` puts numbers, in the axis order that makes sense; None where neither does.

    Args:
        extent: of the file's coordinates.
        code: one of those that :func:`readings` proposes.
        division: as of :func:`readings`.
    """
    epsg = int(code.removeprefix("EPSG:"))
    geographic = CRS.from_epsg(epsg).is_geographic
    for bounds, margin in ((box_of(division) or CHINA, 0.5), (CHINA, 0.5)):
        for seen in (extent, extent.swapped()):
            if geographic:
                box = Box(seen.xmin, seen.ymin, seen.xmax, seen.ymax) if seen.in_degrees else None
            else:
                box = lonlat_box(seen, _to_degrees(epsg))
            if box is not None and _within(box, bounds, margin):
                return box
    return None
