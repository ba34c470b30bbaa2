"""Pictures below all layers, such as satellite images, and the split between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.map.view import View

Side = Literal["both", "left", "right"]


class Underlay(Protocol):
    """Something drawn below the layers.

    It tells the map that it has more to show by ``MapCanvas.redraw(box)``.
    """

    def draw(self, painter: QPainter, view: View) -> Iterator[None]:
        """Draws its part of a view, yielding after each step of at most 2 ms or so.

        The painter's coordinates are the pixels of ``view``; its state may be changed at will. What
        isn't there yet is left out, and asked for; it is drawn after ``redraw``.
        """
        ...


@dataclass(slots=True)
class Placed:
    """An underlay and where it shows: on both sides of the split, or on one."""

    item: Underlay
    side: Side = "both"


def draw_underlays(
    painter: QPainter, placed: list[Placed], view: View, split: float | None
) -> Iterator[None]:
    """Draws them, the first lowest.

    Args:
        painter: its coordinates are the pixels of ``view``.
        placed: the underlays.
        view: what is drawn.
        split: Web Mercator metres, x of the split; None where there is none.
    """
    for each in placed:
        painter.save()
        if split is not None and each.side != "both":
            at = round((split - view.left) / view.pixel)
            at = min(max(at, -1), view.width + 1)
            left = QRectF(-1, -1, at + 1, view.height + 2)
            right = QRectF(at, -1, view.width + 1 - at, view.height + 2)
            painter.setClipRect(left if each.side == "left" else right)
        try:
            yield from each.item.draw(painter, view)
        finally:
            painter.restore()
