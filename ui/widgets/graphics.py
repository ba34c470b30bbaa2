"""What of pyqtgraph our classes are made from, with its types: pyqtgraph itself tells none.

Only what we use is told; tests run the real classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QFont, QPen, QResizeEvent
    from PySide6.QtWidgets import (
        QGraphicsItem,
        QGraphicsObject,
        QGraphicsView,
        QWidget,
    )

    Levels = list[tuple[float, list[float]]]

    class GraphicsObject(QGraphicsObject):
        """An item of a plot."""

    class GraphicsView(QGraphicsView):
        """A view whose scene knows clicks and drags."""

        def __init__(self, parent: QWidget | None = None, useOpenGL: bool | None = None) -> None:
            """Without OpenGL where ``useOpenGL`` is False."""

        def setCentralItem(self, item: QGraphicsItem) -> None:
            """The item that fills the view."""

        def setBackground(self, background: QColor) -> None:
            """The colour behind all items."""

        def resizeEvent(self, event: QResizeEvent | None) -> None:
            """None where the range was set without a change of size."""

    class AxisItem(QGraphicsItem):
        """An axis of a plot."""

        def __init__(self, orientation: str) -> None:
            """At ``left``, ``bottom``, ``right`` or ``top``."""

        def tickValues(self, minVal: float, maxVal: float, size: float) -> Levels:
            """Where marks stand, by the distance between them."""

        def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
            """What stands at them."""

        def setTicks(self, ticks: list[list[tuple[float, str]]]) -> None:
            """Fixed marks."""

        def setWidth(self, w: int | None = None) -> None:
            """Pixels across."""

        def setPen(self, pen: QPen) -> None:
            """The axis and its grid."""

        def setTextPen(self, pen: QPen) -> None:
            """The words at the marks."""

        def setStyle(self, *, tickFont: QFont, tickLength: int, **others: Any) -> None:
            """How it looks."""

else:
    from pyqtgraph import AxisItem, GraphicsObject, GraphicsView

__all__ = ["AxisItem", "GraphicsObject", "GraphicsView"]
