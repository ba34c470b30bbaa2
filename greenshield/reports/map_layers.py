"""Draws polygons and lines on the canvas of a map picture."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from PIL import Image, ImageDraw
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from greenshield.reports.map_frame import Frame
from greenshield.reports.map_style import LayerStyle

ZOOM = 2
"""The canvas is drawn this much larger and reduced, which smooths every edge alike."""

Point = tuple[float, float]


def draw_layer(canvas: Image.Image, frame: Frame, shape: BaseGeometry, style: LayerStyle) -> None:
    """Fill and outline one geometry (EPSG:4490) as its style says."""
    placed = frame.on_canvas(shape, ZOOM)
    if style.fill is not None:
        _fill(canvas, placed, style.fill, style.alpha)
    pen = ImageDraw.Draw(canvas)
    for line in _lines(placed):
        draw_line(pen, line, style)


def draw_line(pen: ImageDraw.ImageDraw, points: list[Point], style: LayerStyle) -> None:
    """A line in canvas px, whole or dashed, in the style's colour and width."""
    width = style.width * ZOOM
    if style.dash is None:
        pen.line(points, fill=style.line, width=width, joint="curve")
        return
    for dash in _dashes(points, style.dash[0] * ZOOM, style.dash[1] * ZOOM):
        pen.line(dash, fill=style.line, width=width)


def _fill(
    canvas: Image.Image, shape: BaseGeometry, colour: tuple[int, int, int], alpha: int
) -> None:
    mask = Image.new("L", canvas.size, 0)
    pen = ImageDraw.Draw(mask)
    # The largest first: an island in a hole is painted after the hole is cut.
    for polygon in sorted(_polygons(shape), key=lambda p: -p.area):
        pen.polygon(_points(polygon.exterior), fill=alpha)
        for ring in polygon.interiors:
            pen.polygon(_points(ring), fill=0)
    stain(canvas, mask, colour)


def stain(canvas: Image.Image, mask: Image.Image, colour: tuple[int, int, int]) -> None:
    """Lay a colour over the canvas as thick as the mask says, touching only where it says so."""
    box = mask.getbbox()
    if box is not None:
        canvas.paste(colour, box, mask.crop(box))


def _polygons(shape: BaseGeometry) -> Iterator[Polygon]:
    for part in shapely.get_parts(shape):
        if isinstance(part, Polygon):
            if not part.is_empty:
                yield part
        elif hasattr(part, "geoms"):
            yield from _polygons(part)


def _lines(shape: BaseGeometry) -> Iterator[list[Point]]:
    for part in shapely.get_parts(shape):
        if isinstance(part, Polygon) and not part.is_empty:
            yield _points(part.exterior)
            for ring in part.interiors:
                yield _points(ring)
        elif isinstance(part, LineString) and not part.is_empty:
            yield _points(part)
        elif hasattr(part, "geoms"):
            yield from _lines(part)


def _points(line: BaseGeometry) -> list[Point]:
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(line)]


def _dashes(points: list[Point], on: float, off: float) -> Iterator[list[Point]]:
    """Cut a line into pieces of length ``on`` with gaps of ``off``, corners kept."""
    line = np.asarray(points)
    if len(line) < 2:
        return
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    for start in np.arange(0.0, along[-1], on + off):
        stop = min(start + on, along[-1])
        inner = (along > start) & (along < stop)
        ends = np.array([start, stop])
        x, y = (np.interp(ends, along, line[:, axis]) for axis in (0, 1))
        yield [(x[0], y[0]), *map(tuple, line[inner].tolist()), (x[1], y[1])]
