"""A change of everything that is seen, drawn once: as it was before, then as it is after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


@contextmanager
def drawn_once(app: QApplication) -> Iterator[None]:
    """Draws no window while it runs, and each of them at its end, all widgets in their places.

    The pointer waits meanwhile. What asks for its layout anew gets it before anything is drawn:
    otherwise widgets of the new size would be seen in the places of the old.
    """
    shown = [w for w in app.topLevelWidgets() if w.isVisible() and w.updatesEnabled()]
    app.setOverrideCursor(Qt.CursorShape.WaitCursor)
    for window in shown:
        window.setUpdatesEnabled(False)
    try:
        yield
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    finally:
        for window in shown:
            _draw(window)
        app.restoreOverrideCursor()


def _draw(window: QWidget) -> None:
    if isValid(window):
        window.setUpdatesEnabled(True)
        window.repaint()
