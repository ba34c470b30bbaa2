"""Draws polygons and lines on the canvas of a map picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
Colour = tuple[int, int, int]
Layer = tuple[BaseGeometry, LayerStyle]
"""What to draw, EPSG:4490, and how."""


def draw_layers(frame: Frame, layers: Sequence[Layer], paper: Colour) -> Image.Image:
    """A canvas of the frame's size times ``ZOOM`` with these layers on paper, lowest first.

    Every fill lies below every line: a patch does not stain the boundary that crosses it. So fills
    are laid on at the frame's own size, a quarter of the canvas: lines cover their edges.
    """
    ground = Image.new("RGB", (frame.width, frame.height), paper)
    for shape, style in layers:
        if style.fill is not None:
            _fill(ground, frame.on_canvas(shape, 1), style.fill, style.alpha)
    canvas = ground.resize((frame.width * ZOOM, frame.height * ZOOM), Image.Resampling.NEAREST)
    pen = ImageDraw.Draw(canvas)
    for shape, style in layers:
        for line in _lines(frame.on_canvas(shape, ZOOM)):
            draw_line(pen, line, style)
    return canvas


def draw_line(pen: ImageDraw.ImageDraw, points: list[Point], style: LayerStyle) -> None:
    """A line in canvas px, whole or dashed, in the style's colour and width."""
    width = style.width * ZOOM
    if style.dash is None:
        pen.line(points, fill=style.line, width=width, joint="curve")
        return
    for dash in _dashes(points, style.dash[0] * ZOOM, style.dash[1] * ZOOM):
        pen.line(dash, fill=style.line, width=width)


def _fill(canvas: Image.Image, shape: BaseGeometry, colour: Colour, alpha: int) -> None:
    mask = Image.new("L", canvas.size, 0)
    pen = ImageDraw.Draw(mask)
    # The largest first: an island in a hole is painted after the hole is cut.
    for polygon in sorted(_polygons(shape), key=lambda p: -p.area):
        pen.polygon(_points(polygon.exterior), fill=alpha)
        for ring in polygon.interiors:
            pen.polygon(_points(ring), fill=0)
    stain(canvas, mask, colour)


def stain(canvas: Image.Image, mask: Image.Image, colour: Colour) -> None:
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
