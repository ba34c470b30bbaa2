"""The place of a room's panel beside the map."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from ui.look import theme

_FEATURES = (
    QDockWidget.DockWidgetFeature.DockWidgetClosable
    | QDockWidget.DockWidgetFeature.DockWidgetMovable
    | QDockWidget.DockWidgetFeature.DockWidgetFloatable
)


class Dock(QDockWidget):
    """A dock that is fixed and has no title in field mode.

    A title's buttons are far too small for a glove, its tab names the panel already, and a small
    screen has no line to spare.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._no_title = QWidget(self)
        self._no_title.hide()
        self._wear()

    def changeEvent(self, event: QEvent) -> None:
        """The title goes and comes with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._wear()

    def _wear(self) -> None:
        field = theme.is_field()
        if field == (self.titleBarWidget() is not None):
            return
        if field:
            self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
            self.setTitleBarWidget(self._no_title)
        else:
            self.setFeatures(_FEATURES)
            self.setTitleBarWidget(None)  # type: ignore[arg-type]  # the stubs know no None
            self._no_title.hide()
