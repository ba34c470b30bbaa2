"""Mends a shape from outside into a valid multipolygon, and says what was done.

The rule, in this order:

1. None, empty, and coordinates that are NaN, infinite or off the globe: unusable, as are
   points and lines. Curves were stroked when they were read (``wkb_curves.py``).
2. Z and M are dropped.
3. Polygons are taken out of collections; points and lines among them are left out.
4. What stands across the 180th meridian or round a pole is brought into the plane from -180° to
   180°, see ``antimeridian.py``.
5. What GEOS calls invalid goes through its *structure* method: each ring is made valid on its
   own, shells are united, holes are subtracted. Where two parts of a multipolygon overlap,
   the overlap is thus kept once; the older *linework* method would cut it out as a hole. Spikes and
   parts that collapse to lines are left out (``keep_collapsed=False``).

A shape that is valid keeps every vertex in its order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.mended import code_of
from greenshield.geo import antimeridian, crossings, invalid
from greenshield.geo.measures import area_m2, areas_m2

MOST_VERTICES: Final = 20_000_000  # of a shape; to test it takes some hundred bytes each
_PARTS: Final = 50_000  # of a shape, looked at at once


@dataclass(frozen=True, slots=True)
class Remark:
    """What was found or done: a stable code and the values of its message."""

    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A shape as it can be kept.

    Attributes:
        geometry: a valid 2D multipolygon; empty where the shape is unusable.
        changed: whether the outline differs from the one given (dropped heights don't count).
        remarks: what was found and done, the gravest first.
        m2: ellipsoidal area of ``geometry``; what an invalid one had by its rings as given is
            told by its remark.
    """

    geometry: BaseGeometry
    changed: bool
    remarks: tuple[Remark, ...]
    m2: float

    @property
    def usable(self) -> bool:
        """Whether there is a shape left."""
        return not self.geometry.is_empty

    @property
    def reason(self) -> str:
        """The code of the gravest remark, or ""."""
        return self.remarks[0].code if self.remarks else ""


def repair(geometry: BaseGeometry | None) -> Repaired:
    """Mends one shape by the rule above. Never raises for a bad shape.

    Args:
        geometry: lon/lat in degrees (EPSG:4490).

    Returns:
        The shape and remarks: ``geometry_missing``, ``geometry_empty``, ``geometry_not_finite``,
        ``geometry_out_of_range``, ``geometry_not_polygon``, ``geometry_collapsed``,
        ``geometry_too_large``, ``geometry_too_tangled`` and ``geometry_unmendable`` where it is
        unusable, else a code of ``domain.mended``, ``geometry_antimeridian_cut``,
        ``geometry_parts_dropped`` and ``geometry_z_dropped``.
    """
    unusable = _unusable(geometry)
    if unusable is not None or geometry is None:
        return _nothing(unusable or Remark("geometry_missing", {}))
    notes: list[Remark] = []
    if geometry.has_z or shapely.has_m(geometry):
        notes.append(Remark("geometry_z_dropped", {}))
    flat = shapely.force_2d(geometry)
    polygons, dropped = _polygons(flat)
    if dropped:
        notes.insert(0, Remark("geometry_parts_dropped", {"count": dropped}))
    given = shapely.MultiPolygon(polygons)
    before = area_m2(given)
    if not all(map(antimeridian.fits, polygons)) and crossings.too_many(given):
        return _nothing(Remark("geometry_too_tangled", {"at": _somewhere(given)}))
    brought, rolled = antimeridian.within(polygons)
    if rolled:
        notes.insert(0, Remark("geometry_antimeridian_cut", {}))
        given = shapely.MultiPolygon(brought)
        if given.is_empty:
            return _nothing(Remark("geometry_collapsed", {}))
    if shapely.is_valid(given):
        m2 = area_m2(given) if rolled else before
        return Repaired(given, bool(dropped or rolled), tuple(notes), m2)
    return _made_valid(given, before, notes)


def repair_many(geometries: Sequence[BaseGeometry | None]) -> list[Repaired]:
    """Mends shapes as :func:`repair`, those that need nothing all at once."""
    shapes = np.array([*geometries, None], dtype=object)[:-1]
    plain = _plain(shapes)
    whole = shapes[plain]
    single = shapely.get_type_id(whole) == 3
    whole[single] = shapely.multipolygons(whole[single][:, np.newaxis])
    areas = areas_m2(whole).tolist()
    ready = iter(zip(whole, areas, strict=True))
    out = []
    for shape, is_plain in zip(shapes, plain, strict=True):
        if is_plain:
            kept, m2 = next(ready)
            out.append(Repaired(kept, False, (), m2))
        else:
            out.append(repair(shape))
    return out


def _plain(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
    """Which shapes :func:`repair` would keep as they are; a False is no verdict yet."""
    box = shapely.bounds(shapes)
    west, south, east, north = box.T
    kind = shapely.get_type_id(shapes)
    with np.errstate(invalid="ignore"):
        good = (west >= -180) & (east <= 180) & (east - west <= 180)  # so no edge is longer
        good &= (south >= -90) & (north <= 90)
    good &= shapely.get_num_coordinates(shapes) <= MOST_VERTICES
    good &= ((kind == 3) | (kind == 6)) & ~shapely.has_z(shapes) & ~shapely.has_m(shapes)
    good[good] = shapely.is_valid(shapes[good])  # so all coordinates are finite
    several = np.flatnonzero(good & (shapely.get_num_geometries(shapes) > 1))
    good[several] = [not _has_empty_part(shape) for shape in shapes[several]]
    out: npt.NDArray[np.bool_] = good
    return out


def _has_empty_part(shape: BaseGeometry) -> bool:
    count = shapely.get_num_geometries(shape)
    return any(
        shapely.is_empty(
            shapely.get_geometry(shape, np.arange(first, min(first + _PARTS, count)))
        ).any()
        for first in range(0, count, _PARTS)
    )


def _made_valid(given: BaseGeometry, before: float, notes: list[Remark]) -> Repaired:
    why = invalid.reason(shapely.is_valid_reason(given))
    if crossings.too_many(given):
        at = why["at"] or _somewhere(given)
        return _nothing(Remark("geometry_too_tangled", {"at": at}))
    try:
        mended = shapely.make_valid(given, method="structure", keep_collapsed=False)
    except shapely.GEOSException as error:
        return _nothing(Remark("geometry_unmendable", {"why": str(error)}))
    kept = shapely.MultiPolygon(_polygons(mended)[0])
    if kept.is_empty:
        return _nothing(Remark("geometry_collapsed", {}))
    if not shapely.is_valid(kept):
        return _nothing(Remark("geometry_unmendable", dict(why)))
    after = area_m2(kept)
    values = {**why, "before_m2": round(before, 2), "after_m2": round(after, 2)}
    notes.insert(0, Remark(code_of(before, after), values))
    return Repaired(kept, True, tuple(notes), after)


def _somewhere(shape: BaseGeometry) -> str:
    """Its first corner, for people."""
    lon, lat = shapely.get_coordinates(shape)[0]
    return f"{lon:.6f}, {lat:.6f}"


def _unusable(geometry: BaseGeometry | None) -> Remark | None:
    if geometry is None:
        return Remark("geometry_missing", {})
    if geometry.is_empty:
        return Remark("geometry_empty", {})
    vertices = int(shapely.get_num_coordinates(geometry))
    if vertices > MOST_VERTICES:
        return Remark("geometry_too_large", {"vertices": vertices, "limit": MOST_VERTICES})
    xy = shapely.get_coordinates(geometry)
    if not np.isfinite(xy).all():
        return Remark("geometry_not_finite", {})
    # 360: a shape across the antimeridian may be written on one side of it.
    off = (np.abs(xy[:, 0]) > 360) | (np.abs(xy[:, 1]) > 90)
    if off.any():
        lon, lat = xy[off][0]
        return Remark("geometry_out_of_range", {"lon": float(lon), "lat": float(lat)})
    if not _polygons(geometry)[0]:
        return Remark("geometry_not_polygon", {"type": geometry.geom_type})
    return None


def _polygons(geometry: BaseGeometry) -> tuple[list[BaseGeometry], int]:
    """The polygons in a shape, in order, and how many other parts it has. Empty parts go."""
    parts = shapely.get_parts(geometry)
    while (shapely.get_type_id(parts) > 3).any():
        parts = shapely.get_parts(parts)
    parts = parts[~shapely.is_empty(parts)]
    polygonal = shapely.get_type_id(parts) == 3
    return list(parts[polygonal]), int((~polygonal).sum())


def _nothing(remark: Remark) -> Repaired:
    return Repaired(shapely.MultiPolygon(), True, (remark,), 0.0)
