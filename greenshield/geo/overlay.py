"""Which patches lie in which areas, and with how much of their surface.

For 35,000 patches and 3,000 zones: boxes first (an R-tree), then the areas' prepared
predicates, and only patches that straddle a border are cut. Cutting is done in the
lon/lat plane, as every map draws the borders.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.geo.ellipsoid import Floats
from greenshield.geo.measures import areas_m2, straight_areas_m2

_Geometries = npt.NDArray[np.object_]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
_ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Overlay:
    """Pairs of a patch and an area that it meets, ordered by patch, then area.

    Attributes:
        patch_index: which patch, shape (n,).
        area_index: which area, shape (n,).
        area_m2: the patch's surface within the area, shape (n,), exact: slivers are
            the caller's to judge. 0 for points and lines.
        inside: whether the whole patch lies in the area, shape (n,).
        patch_area_m2: every patch's whole surface, shape (patches,).
    """

    patch_index: Ints
    area_index: Ints
    area_m2: Floats
    inside: Bools
    patch_area_m2: Floats

    @property
    def share(self) -> Floats:
        """The part of the patch that lies in the area, 0 to 1, shape (n,).

        Patches without a surface (points, lines) count 1 where they are inside, else 0.
        """
        whole = self.patch_area_m2[self.patch_index]
        bare = np.where(self.inside, 1.0, 0.0)
        return np.divide(self.area_m2, whole, out=bare, where=whole > 0)

    def of(self, patch: int) -> slice:
        """Where one patch's pairs stand."""
        start, stop = np.searchsorted(self.patch_index, [patch, patch + 1])
        return slice(int(start), int(stop))


def overlay(patches: npt.ArrayLike, areas: npt.ArrayLike) -> Overlay:
    """Overlays patches with areas.

    Pieces add up: over areas that cover a patch without overlapping each other the sum is the
    patch's own area. For that a piece counts as its share of the patch, both measured
    with edges straight in the lon/lat plane, times the patch's geodesic area.

    Args:
        patches: valid polygons, multipolygons, points or lines, lon/lat in degrees; None and
            empty ones meet nothing.
        areas: valid polygons or multipolygons.

    Returns:
        All pairs with a common surface; for points and lines all pairs that meet. A mere
        touch along the border is no pair.
    """
    shapes: _Geometries = np.array(patches, dtype=object, ndmin=1)
    zones: _Geometries = np.array(areas, dtype=object, ndmin=1)
    whole = areas_m2(shapes)
    p, a, within = _meeting(shapes, zones)
    flat = shapely.get_dimensions(shapes[p]) < 2
    inside = within | flat
    inside[flat & ~within] = shapely.covers(zones[a[flat & ~within]], shapes[p[flat & ~within]])
    area = np.where(inside, whole[p], 0.0)
    straddling = np.flatnonzero(~inside & ~flat)
    if len(straddling):
        straight = straight_areas_m2(cut(shapes[p[straddling]], zones[a[straddling]]))
        full = straight_areas_m2(shapes[p[straddling]])
        ratio = np.divide(straight, full, out=np.zeros(len(straddling)), where=full > 0)
        area[straddling] = whole[p[straddling]] * np.minimum(ratio, 1.0)
        # Only a patch of which nothing was cut off may be covered.
        most = straddling[ratio > 1 - _ROUNDING]
        inside[most] = shapely.covers(zones[a[most]], shapes[p[most]])
    keep = flat | (area > 0)
    return Overlay(p[keep], a[keep], area[keep], inside[keep], whole)


def _meeting(shapes: _Geometries, zones: _Geometries) -> tuple[Ints, Ints, Bools]:
    """Pairs of a patch and an area that meet, and whether the patch lies in the area's interior.

    Boxes first; then what is properly contained, of which no further question is asked.
    """
    shapely.prepare(zones)
    a, p = shapely.STRtree(shapes).query(zones)
    within: Bools = shapely.contains_properly(zones[a], shapes[p])
    meets = within.copy()
    meets[~within] = shapely.intersects(zones[a[~within]], shapes[p[~within]])
    p, a, within = p[meets], a[meets], within[meets]
    order = np.lexsort((a, p))
    return p[order], a[order], within[order]


def cut(shapes: _Geometries, zones: _Geometries) -> _Geometries:
    """What pairs of polygons have in common, in the lon/lat plane; what is invalid is mended."""
    try:
        out: _Geometries = shapely.intersection(shapes, zones)
    except shapely.GEOSException:  # somebody's shape is invalid after all: mend just those
        out = shapely.intersection(valid(shapes), valid(zones))
    return out


def valid(shapes: _Geometries) -> _Geometries:
    """Shapes, those that are invalid mended by the rule of ``repair``."""
    bad = ~shapely.is_valid(shapes)
    mended = shapes.copy()
    mended[bad] = shapely.make_valid(shapes[bad], method="structure", keep_collapsed=False)
    return mended
