"""What the map shows, from the lowest to the highest: background, underlays, layers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from ui.map.dots import prepare_dots
from ui.map.drawing import draw
from ui.map.layer import Layer, around
from ui.map.layer_data import Box, Floats
from ui.map.pack import meeting
from ui.map.underlay import Placed, draw_underlays
from ui.map.view import View

LOOSE = ("photo", "track", "marker")  # one wrong position among them must not leave the rest a dot
NEAR = 75_000.0  # metres of the projection, some 50 km on the ground: they count so near the rest
ABOUT = 300_000.0  # from the middle one, where there are photos and tracks alone
AHEAD = (0.743, 1.346, 0.55, 1.81)  # what one turn of the wheel, and two, make of a pixel


class Stack:
    """What the map shows.

    Attributes:
        layers: the lowest first.
        underlays: the lowest first, all below the layers.
        split: Web Mercator metres, x of the split between left and right underlays, or None.
        background: the colour of where nothing is.
        hollow: whether layers are drawn as outlines alone, so that imagery shows through.
    """

    def __init__(self) -> None:
        self.layers: list[Layer] = []
        self.underlays: list[Placed] = []
        self.split: float | None = None
        self.background = QColor("#ffffff")
        self.hollow = False

    def find(self, name: str) -> Layer | None:
        """The layer of this name."""
        return next((layer for layer in self.layers if layer.name == name), None)

    def put(self, layer: Layer) -> None:
        """In the place of the layer of the same name, or on top."""
        layer.hollow = self.hollow
        for at, old in enumerate(self.layers):
            if old.name == layer.name:
                layer.visible, layer.opacity = old.visible, old.opacity
                self.layers[at] = layer
                return
        self.layers.append(layer)

    def set_hollow(self, hollow: bool) -> None:
        """Whether layers are drawn as outlines alone."""
        self.hollow = hollow
        for layer in self.layers:
            layer.hollow = hollow

    def order(self, names: list[str]) -> None:
        """Puts layers in this order, the lowest first; those not named stay above, as they are."""
        rank = {name: at for at, name in enumerate(names)}
        self.layers.sort(key=lambda layer: rank.get(layer.name, len(rank)))

    def box(self) -> Box | None:
        """Around all layers that show, metres; None where nothing has a place.

        Of photos, tracks and guests what lies near the rest counts, be that shown or not.
        """
        home = around([layer.box() for layer in self.layers if not _is_loose(layer)])
        near = None if home is None else _grown(home, NEAR)
        if near is None:
            loose = [layer.boxes() for layer in self.layers if _is_loose(layer)]
            near = _about_the_middle(np.concatenate(loose)) if loose else None
        shown = [layer for layer in self.layers if layer.visible]
        near_shown = [
            layer.box() if not _is_loose(layer) or near is None else layer.box_in(near)
            for layer in shown
        ]
        return around(near_shown) or around([layer.box() for layer in shown])

    def draw(self, painter: QPainter, view: View, *, background: bool = True) -> Iterator[None]:
        """Draws a view in small steps; the painter's coordinates are the pixels of it."""
        if background:
            painter.fillRect(QRectF(0, 0, view.width, view.height), self.background)
        yield from draw_underlays(painter, list(self.underlays), view, self.split)
        yield from draw(painter, list(self.layers), view)

    def prepare(self, view: View) -> Iterator[None]:
        """Makes paths ready for the views that the next turns of the wheel would show."""
        for factor in AHEAD:
            x, y = view.centre
            wide, high = view.width * view.pixel * factor / 2, view.height * view.pixel * factor / 2
            box = (x - wide, y - high, x + wide, y + high)
            for layer in list(self.layers):
                for part in layer.parts if layer.visible else ():
                    yield from prepare_dots(layer, part, replace(view, pixel=view.pixel * factor))
                    level = part.pack.best(view.pixel * factor)
                    for chunk in meeting(level.chunk_boxes, part.pack.units(box)).tolist():
                        if not part.is_ready(level, chunk):
                            part.paths(level, chunk)
                            yield


def _is_loose(layer: Layer) -> bool:
    return layer.loose or layer.name in LOOSE


def _grown(box: Box, by: float) -> Box:
    x0, y0, x1, y1 = box
    return x0 - by, y0 - by, x1 + by, y1 + by


def _about_the_middle(boxes: Floats) -> Box | None:
    """A box about the middle one of some, by x and by y each."""
    if not len(boxes):
        return None
    x0, y0, x1, y1 = np.median(boxes, axis=0).tolist()
    return _grown((x0, y0, x1, y1), ABOUT)
