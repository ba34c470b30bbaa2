"""Cuts the patch of an issue: along lines, by an outline, or by the shapes of a file.

What comes of it are shapes alone, for whoever splits the issue to look at and to number; whether
they may take the place of the patch is judged by the split (``lineage_shapes``).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import UsageError
from greenshield.domain.state import IssueState
from greenshield.geo import measures, repair
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services import lookup

MOST: Final = 200  # parts
_NOTHING_M2: Final = 0.01  # what a cut leaves of less ground than a hand is of rounding alone
_LINES: Final = ("LineString", "MultiLineString")
_AREAS: Final = ("Polygon", "MultiPolygon")


def patch_of(project: Project, old: IssueState) -> BaseGeometry:
    """The patch of an issue, degrees lon/lat in EPSG:4490.

    Raises:
        UsageError: ``lineage_no_patch``: it has none that could be cut.
    """
    patch = from_field(old.get("geom"), project.media)
    if patch is None or patch.geom_type not in _AREAS:
        raise UsageError("lineage_no_patch", issue=old.number)
    return patch


def along(patch: BaseGeometry, lines: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """The pieces of a patch between lines, from west to east.

    Args:
        patch: polygons, degrees lon/lat.
        lines: which cross it from border to border, alone or together.

    Raises:
        UsageError: ``lineage_line_misses``: they part nothing; ``lineage_many``.
    """
    edges = shapely.union_all([patch.boundary, *lines])
    faces = list(shapely.get_parts(shapely.polygonize(shapely.get_parts(edges).tolist())))
    inside = [face for face in faces if patch.contains(face.representative_point())]
    pieces = _ordered(inside)
    if len(pieces) <= len(_ordered(list(shapely.get_parts(patch)))):
        raise UsageError("lineage_line_misses")
    return pieces


def by_outline(patch: BaseGeometry, outline: BaseGeometry) -> list[BaseGeometry]:
    """What of a patch lies within an outline, and the rest of it.

    Raises:
        UsageError: ``lineage_outline_misses``: all of it or nothing does.
    """
    shape = repair.repair(outline).geometry
    within = _areas_of(shapely.intersection(patch, shape))
    rest = _areas_of(shapely.difference(patch, shape))
    if min(measures.area_m2(within), measures.area_m2(rest)) < _NOTHING_M2:
        raise UsageError("lineage_outline_misses")
    return [within, rest]


def from_file(
    project: Project, patch: BaseGeometry, path: Path, crs: str | None = None
) -> list[BaseGeometry]:
    """The parts that a file tells: its polygons, or the patch cut by an outline or along lines.

    One polygon alone is an outline: what of the patch lies within it is one part, the rest another.

    Args:
        project: whose division judges coordinates.
        patch: of the issue.
        path: anything that boundaries are read from.
        crs: ``EPSG:n``; None for what the file says.

    Raises:
        UsageError: a shape that can't be read, which is named with its row; none at all
            (``lineage_file_few``), more than may be (``lineage_many``), lines and areas at once
            (``lineage_file_mixed``); as :func:`along` and :func:`by_outline`.
        UnreadableError, SurroundingsError: the file can't be read.
    """
    from greenshield.formats.vectors import read_vectors  # GDAL is slow to load, seldom asked

    found = read_vectors(path, crs=crs, division=lookup.division(project), prefer_polygons=True)
    unread = {feature.number for feature in found.features if feature.geometry is None}
    for problem in found.problems:
        if problem.fatal or problem.row in unread:  # a part left out must not go unseen
            raise _unread(problem.file, problem.row, problem.code)
    shapes = [feature.geometry for feature in found.features if feature.geometry is not None]
    if len(shapes) > MOST:
        raise UsageError("lineage_many", n=len(shapes), most=MOST)
    lines = [shape for shape in shapes if shape.geom_type in _LINES]
    if lines and len(lines) == len(shapes):
        return along(patch, lines)
    if lines or any(shape.geom_type not in (*_AREAS, "GeometryCollection") for shape in shapes):
        raise UsageError("lineage_file_mixed", file=path.name)
    if not shapes:
        raise UsageError("lineage_file_few", file=path.name)
    areas = [_usable(shape, path.name, row) for row, shape in enumerate(shapes, 1)]
    return areas if len(areas) > 1 else by_outline(patch, areas[0])


def _unread(file: str, row: int | None, reason: str) -> UsageError:
    return UsageError("lineage_file_part", file=file, row=row or "?", reason=reason)


def _usable(shape: BaseGeometry, file: str, row: int) -> BaseGeometry:
    mended = repair.repair(shape)
    if not mended.usable:
        raise _unread(file, row, mended.reason)
    return mended.geometry


def _ordered(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Those that have ground, from west to east and then from south to north."""
    if len(shapes) > 50 * MOST:
        raise UsageError("lineage_many", n=len(shapes), most=MOST)
    there = [shape for shape in shapes if measures.area_m2(shape) >= _NOTHING_M2]
    if len(there) > MOST:
        raise UsageError("lineage_many", n=len(there), most=MOST)
    return sorted(there, key=lambda shape: (shape.centroid.x, shape.centroid.y))


def _areas_of(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of what a cut leaves, without lines and points that only touch."""
    parts = [part for part in _flat(shape) if part.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _flat(shape: BaseGeometry) -> list[BaseGeometry]:
    if shape.geom_type.startswith(("Multi", "GeometryCollection")):
        return [inner for part in shapely.get_parts(shape) for inner in _flat(part)]
    return [shape]
