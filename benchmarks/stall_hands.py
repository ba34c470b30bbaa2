"""The hand on the mouse: a turn of the wheel, a move over the map."""

from __future__ import annotations

from typing import Any


def wheel(widget: Any, steps: int) -> None:
    """Turns the wheel over the middle of a widget; a step is a notch away from the user."""
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    at = QPointF(widget.rect().center())
    turned = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, turned)


def move(canvas: Any, n: int) -> None:
    """Moves the mouse to the nth of some places near the middle of the map."""
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest

    middle = canvas.viewport().rect().center()
    QTest.mouseMove(canvas.viewport(), middle + QPoint(n * 7 - 40, n * 3 - 20))
