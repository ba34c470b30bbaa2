"""The planned route of a patrol as a person gives it: WKT, or a file that holds lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem, UnreadableError, UsageError
from greenshield.formats.tracks import read_track
from greenshield.geo import measures
from greenshield.project.project import Project
from greenshield.project.projection.geometry import to_field
from greenshield.services import lookup

_OF_RECEIVERS: Final = frozenset((".gpx", ".nmea", ".nme", ".nma", ".log"))
_SHOWN: Final = 60
_MOST_TEXT: Final = 2_000_000
LEAST_M: Final = 1.0
MOST_M: Final = 2_000_000.0
"""Longer than across the largest province: a file of everything, or coordinates of another kind."""


def field_value(project: Project, raw: str, crs: str | None, remarks: list[Problem]) -> Any:
    """The value of ``geom`` of a patrol.

    Args:
        project: where a large one is kept.
        raw: WKT of lines in degrees lon/lat, EPSG:4490; or ``@`` and the name of a file that
            holds lines: GPX, NMEA, or any vector file.
        crs: of a vector file that says none or a wrong one, ``EPSG:n``.
        remarks: what the file's reader remarked is added here.

    Raises:
        UsageError: ``patrol_route_unread``; ``patrol_route_no_line``;
            ``patrol_route_not_degrees``; ``patrol_route_length``.
        UnreadableError, SurroundingsError: the file can't be read.
    """
    given = raw.strip()
    if given.startswith("@"):
        shapes = list(_of_file(project, Path(given[1:]), crs, remarks))
    else:
        shapes = [_of_text(given)]
    lines = [line for shape in shapes for line in _lines(shape)]
    if not lines:
        raise UsageError("patrol_route_no_line", seen=given[:_SHOWN])
    route = shapely.force_2d(shapely.MultiLineString(lines))
    xy = shapely.get_coordinates(route)
    if not np.isfinite(xy).all() or np.abs(xy[:, 0]).max() > 180 or np.abs(xy[:, 1]).max() > 90:
        raise UsageError("patrol_route_not_degrees", seen=given[:_SHOWN])
    metres = float(measures.length_m(route))
    if not LEAST_M <= metres <= MOST_M:
        raise UsageError("patrol_route_length", seen=given[:_SHOWN], metres=round(metres))
    return to_field(route, project.media)


def _of_text(text: str) -> BaseGeometry:
    if len(text) > _MOST_TEXT:
        raise UsageError("patrol_route_unread", seen=text[:_SHOWN])
    try:
        return shapely.from_wkt(text)
    except shapely.errors.ShapelyError as error:
        raise UsageError("patrol_route_unread", seen=text[:_SHOWN]) from error


def _of_file(
    project: Project, path: Path, crs: str | None, remarks: list[Problem]
) -> Iterator[BaseGeometry]:
    if path.suffix.casefold() in _OF_RECEIVERS:
        track = read_track(path)
        xy = np.column_stack([track.lon, track.lat])
        for segment in track.segments:
            if segment.stop - segment.start > 1:
                yield shapely.LineString(xy[segment.start : segment.stop])
        return
    from greenshield.formats.vectors import read_vectors  # GDAL is slow to load, seldom asked

    found = read_vectors(path, crs=crs, division=lookup.division(project), prefer_polygons=False)
    fatal = [problem for problem in found.problems if problem.fatal]
    if fatal and not any(f.geometry is not None for f in found.features):
        raise UnreadableError(fatal[0].code, **{"file": path.name, **fatal[0].params})
    remarks += [problem for problem in found.problems if not problem.fatal]
    yield from (f.geometry for f in found.features if f.geometry is not None)


def _lines(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """The lines of a shape, those of collections too; a polygon is none."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "GeometryCollection":
            yield from _lines(part)
        elif part.geom_type == "LineString" and not part.is_empty:
            yield part
