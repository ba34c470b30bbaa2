"""Closed lines as the areas that they go round, in files of programs that draw nothing else.

Apps for walking and flying, and map programs that export paths, write a boundary as a track or a
path that ends where it began. Where a KML or GPX layer holds no polygon but such lines, they
are the outlines. A line that stays open is closed by nobody, and lines of other formats (contours,
roads) go round nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem
from greenshield.formats import vectors_kind as kinds
from greenshield.formats.vectors import VectorFile
from greenshield.formats.vectors_rings import nested

_FORMATS: Final = (kinds.KML, kinds.GPX)
_POLYGONS: Final = frozenset(("Polygon", "MultiPolygon"))
_CORNERS: Final = 4  # with the first once more


def with_outlines(file: VectorFile) -> VectorFile:
    """The file with its closed lines as polygons and a remark, where it holds no polygons.

    Args:
        file: as read.
    """
    if file.driver not in _FORMATS or any(_is_area(f.geometry) for f in file.features):
        return file
    features = [replace(f, geometry=_filled(f.geometry)) for f in file.features]
    count = sum(_is_area(f.geometry) for f in features)
    if not count:
        return file
    remark = Problem("boundary_lines_filled", file.name, params={"count": count}, fatal=False)
    return replace(file, features=features, problems=[*file.problems, remark])


def _is_area(geometry: BaseGeometry | None) -> bool:
    if geometry is None:
        return False
    return any(part.geom_type in _POLYGONS for part in _parts(geometry))


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """The simple parts of a shape, collections within collections taken apart."""
    parts = [geometry]
    while any(shapely.get_type_id(part) == shapely.GeometryType.GEOMETRYCOLLECTION
              for part in parts):  # fmt: skip
        parts = list(shapely.get_parts(parts))
    return list(shapely.get_parts(parts))


def _filled(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """A feature whose lines are all closed as polygons, else itself."""
    if geometry is None:
        return None
    lines = [part for part in _parts(geometry) if part.geom_type == "LineString"]
    corners = [shapely.get_coordinates(line) for line in lines]
    if not lines or not all(len(xy) >= _CORNERS and (xy[0] == xy[-1]).all() for xy in corners):
        return geometry
    rings = [shapely.linearrings(xy) for xy in corners]
    return nested(np.array([*rings, None], dtype=object)[:-1])[0]
