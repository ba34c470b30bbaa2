"""Draws layers in small steps, so that the window never waits for a whole map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtGui import QBrush, QPainter, QPen, QTransform

from ui.map.clip import clipped, thinned
from ui.map.dots import draw_dots
from ui.map.flat import distinct, starts_of
from ui.map.layer import Layer
from ui.map.layer_data import Box, Floats, Ints
from ui.map.pack import HIDDEN, Level, Pack, meeting
from ui.map.part import HUGE, Part, Paths
from ui.map.paths import path_of, rings_of
from ui.map.sheet import Sheet, wants_vectors
from ui.map.stamps import largest
from ui.map.view import View, grown

REACH = 12_000  # pixels from the view, beyond which shapes are cut: Qt's own limit is 32,767
AROUND = 64  # pixels around the view that are drawn too: wider than any pen
PIECE = 4000  # vertices of an outline drawn in one step

Outlines = list[tuple[QTransform, Paths]]


def draw(
    painter: QPainter, layers: Sequence[Layer], view: View, *, sheets: bool = True
) -> Iterator[None]:
    """Draws the layers from the lowest to the highest; yields after each small step.

    Args:
        painter: its own coordinates are the pixels of ``view``.
        layers: the lowest first.
        view: what is drawn.
        sheets: whether insides are put on a sheet first, where the painter writes pixels; for a few
            features that costs more than it gains.
    """
    for layer in layers:
        if layer.visible and layer.opacity > 0 and layer.palette:
            painter.setOpacity(layer.opacity)
            yield from _layer(painter, layer, view, sheets=sheets)
    painter.setOpacity(1.0)


def _layer(painter: QPainter, layer: Layer, view: View, *, sheets: bool) -> Iterator[None]:
    """Insides and dots of all features, then their outlines, which no inside covers."""
    around = 2 * largest(layer.palette, view.dpr)
    if not any(_is_seen(part, view, around) for part in layer.parts):
        return
    looks = Looks(layer, view)
    outlines: Outlines = []
    sheet = Sheet(view, around) if sheets and not wants_vectors(painter) else None
    try:
        onto = painter if sheet is None else sheet.painter
        for part in layer.parts:
            level = part.pack.best(view.pixel)
            yield from _insides(onto, looks, outlines, part, level, view)
        for part in layer.parts:
            level = part.pack.best(view.pixel)
            yield from draw_dots(painter, sheet, layer, part, level, view)
        if sheet is not None:
            sheet.lay(painter)
            yield
    finally:
        if sheet is not None:
            sheet.close()
    for matrix, paths in outlines:
        painter.save()
        painter.setTransform(matrix, combine=True)
        looks.stroke(painter, paths)
        painter.restore()
        yield


def _is_seen(part: Part, view: View, around: int) -> bool:
    """Whether anything of a part may be in a view, or so many pixels around it."""
    level = part.pack.best(view.pixel)
    near = part.pack.units(grown(view, around + 2))
    return len(meeting(level.chunk_boxes, near)) + len(meeting(level.dot_boxes, near)) > 0


def transform(pack: Pack, view: View) -> QTransform:
    """From a pack's units to pixels, y downwards."""
    scale = pack.unit / view.pixel
    ((x, y),) = view.places(np.array([pack.origin])).tolist()
    return QTransform(scale, 0, 0, -scale, x, y)


def _insides(
    painter: QPainter, looks: Looks, outlines: Outlines, part: Part, level: Level, view: View
) -> Iterator[None]:
    """Fills a level's shapes, and says what is to be outlined."""
    pack = part.pack
    near = pack.units(grown(view, 2))
    reach = pack.units(grown(view, REACH))
    matrix = transform(pack, view)
    for chunk in meeting(level.chunk_boxes, near).tolist():
        box = level.chunk_boxes[chunk]
        far = (box[:2] < reach[:2]).any() or (box[2:] > reach[2:]).any()
        if far or _vertices(level, chunk) > HUGE:
            yield from _cut(painter, looks, outlines, part, level, chunk, view)
            continue
        paths = part.paths(level, chunk)
        if pack.kind == "polygon":
            painter.save()
            painter.setTransform(matrix, combine=True)
            looks.fill(painter, paths)
            painter.restore()
        outlines.append((matrix, paths))
        yield


class Looks:
    """A layer's brushes and pens for one drawing, made as they are needed."""

    def __init__(self, layer: Layer, view: View) -> None:
        self._layer, self._view = layer, view
        self._brushes: dict[int, QBrush | None] = {}
        self._pens: dict[int, QPen | None] = {}

    def _brush(self, style: int) -> QBrush | None:
        if style not in self._brushes:
            look = self._layer.look(style)
            self._brushes[style] = look.brush() if look.fill and not self._layer.hollow else None
        return self._brushes[style]

    def _pen(self, style: int) -> QPen | None:
        if style not in self._pens:
            look, view = self._layer.look(style), self._view
            pen = look.pen(view.dpr, hairlines=view.hairlines) if look.stroke else None
            self._pens[style] = pen
        return self._pens[style]

    def fill(self, painter: QPainter, paths: Paths) -> None:
        """Fills paths, each in its look."""
        # Antialiased, one large path fills 50 times slower; and shared borders would shine through.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for style, path in paths:
            brush = self._brush(style)
            if brush is not None:
                painter.fillPath(path, brush)

    def stroke(self, painter: QPainter, paths: Paths) -> None:
        """Outlines paths, each in its look."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for style, path in paths:
            pen = self._pen(style)
            if pen is not None:
                painter.strokePath(path, pen)


def _vertices(level: Level, chunk: int) -> int:
    first, last = level.rings[level.chunks[chunk]], level.rings[level.chunks[chunk + 1]]
    return int(level.starts[last]) - int(level.starts[first])


def _cut(
    painter: QPainter,
    looks: Looks,
    outlines: Outlines,
    part: Part,
    level: Level,
    chunk: int,
    view: View,
) -> Iterator[None]:
    """A chunk with shapes that reach far, or of very many vertices."""
    begin, end = int(level.chunks[chunk]), int(level.chunks[chunk + 1])
    boxes = part.pack.boxes[level.feature[begin:end]]
    seen = meeting(boxes, part.pack.units(grown(view, 2))) + begin
    styles = part.style[level.feature[seen]]
    for style in distinct(styles[styles != HIDDEN]).tolist():
        pieces = [cut_shape(part, level, shape, view) for shape in seen[styles == style].tolist()]
        yield
        pieces = [(xy, starts) for xy, starts in pieces if len(xy)]
        if not pieces:
            continue
        if part.pack.kind == "polygon":
            xy = np.concatenate([xy for xy, _ in pieces])
            lengths = np.concatenate([np.diff(starts) for _, starts in pieces])
            looks.fill(painter, [(style, path_of(xy, starts_of(lengths)))])
            yield
        for xy, starts in pieces:
            for some, some_starts in _outline(xy, starts):
                outlines.append((QTransform(), [(style, path_of(some, some_starts))]))
            yield


def cut_shape(part: Part, level: Level, shape: int, view: View) -> tuple[Floats, Ints]:
    """One shape in pixels of a view, cut to a little more than the view."""
    pack = part.pack
    around = pack.units(grown(view, AROUND))
    xy, starts = rings_of(level, np.array([shape]))
    if len(xy) > HUGE:
        box: Box = tuple(around.tolist())
        xy, starts = thinned(xy, starts, *part.blocks(level, shape), box)
    places = view.places(pack.metres(xy))
    limits = (-AROUND, -AROUND, view.width + AROUND, view.height + AROUND)
    return clipped(places, starts, limits, closed=pack.kind == "polygon")


def _outline(xy: Floats, starts: Ints) -> Iterator[tuple[Floats, Ints]]:
    """Rings or lines in pieces of at most ``PIECE`` vertices, each from where the last ended."""
    if len(xy) <= PIECE:
        yield xy, starts
        return
    for begin, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        for at in range(begin, max(end - 1, begin + 1), PIECE):
            some = xy[at : min(at + PIECE + 1, end)]
            yield some, np.array([0, len(some)])
