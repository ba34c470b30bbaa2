"""Highlights above the map: selection and hover, without drawing the map again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ui.map.backing import Backing
from ui.map.drawing import draw
from ui.map.layer import Layer
from ui.map.layer_data import Ints
from ui.map.map_item import painted_view
from ui.map.pack import HIDDEN
from ui.map.part import Part
from ui.map.style import Style
from ui.map.view import View
from ui.map.world_item import WorldItem

FEW = 50  # features: so many are painted with each frame, more into a picture of their own
LIGHT = 20_000  # vertices of them
WIDE = 300_000  # vertices: more are outlined by the thinnest pen, which costs a fourteenth


@dataclass(frozen=True, slots=True)
class Highlight:
    """What is highlighted.

    Attributes:
        layer: the layer.
        features: its features.
        style: their look: outline, its width, fill; the dot of what is drawn as one.
    """

    layer: Layer
    features: Ints | Sequence[int]
    style: Style


class HighlightItem(WorldItem):
    """Features of one layer in another look.

    Attributes:
        backing: the picture that many features are drawn into, in slices as the map itself; None
            where they are few.
    """

    def __init__(self, view: Callable[[], View | None]) -> None:
        super().__init__()
        self.backing: Backing | None = None
        self._view = view
        self._shown: Highlight | None = None
        self._layer: Layer | None = None
        self.setZValue(10)

    def set(self, highlight: Highlight) -> None:
        """Shows other features."""
        self._shown = highlight
        self.refresh()

    def refresh(self) -> None:
        """After the layer changed."""
        if self._shown is None:
            return
        of, features = self._shown.layer, np.asarray(self._shown.features, dtype=np.int64)
        lit = np.zeros(len(of), np.bool_)
        lit[features] = True
        parts, vertices = [], 0
        for part in of.parts:
            style = np.where(lit[part.index] & (part.style != HIDDEN), 0, HIDDEN).astype(np.uint8)
            parts.append(Part(part.pack, part.index, style))
            vertices += _vertices(parts[-1]) if vertices <= WIDE else 0
        look = self._shown.style
        if vertices > WIDE:
            look = Style(look.fill, look.stroke, 1.0, dash=False, dot=look.dot, hatch=look.hatch)
        self._layer = Layer(of.parts[0].pack, [look])
        self._layer.parts = parts
        if len(features) <= FEW and vertices <= LIGHT:
            self.backing = None
        elif self.backing is None:
            self.backing = Backing(self._draw, transparent=True)
            self.show_view()
        else:
            self.backing.renew()
        self.update()

    def show_view(self) -> None:
        """After the view changed."""
        view = self._view()
        if self.backing is not None and view is not None:
            self.backing.show(view)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paints what is in the view."""
        del option
        view = self._view()
        if view is None or self._shown is None or not self._shown.layer.visible:
            return
        painter.save()
        if widget is None:
            self._paint_all(painter, painted_view(painter, view))
        else:
            painter.resetTransform()
            painter.scale(1 / view.dpr, 1 / view.dpr)
            if self.backing is not None:
                self.backing.paint(painter)
            else:
                self._paint_all(painter, view)
        painter.restore()

    def _paint_all(self, painter: QPainter, view: View) -> None:
        for _ in self._draw(painter, view, sheets=False):
            pass

    def _draw(self, painter: QPainter, view: View, *, sheets: bool = True) -> Iterator[None]:
        if self._layer is not None and self._shown is not None:
            self._layer.hollow = self._shown.layer.hollow
            yield from draw(painter, [self._layer], view, sheets=sheets)


def _vertices(part: Part) -> int:
    """Of the features that show, in the finest level."""
    full = part.pack.full
    shapes = np.flatnonzero(part.style[full.feature] != HIDDEN)
    first, last = full.rings[shapes], full.rings[shapes + 1]
    return int((full.starts[last] - full.starts[first]).sum(dtype=np.int64))
