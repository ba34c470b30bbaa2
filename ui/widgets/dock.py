"""The place of a room's panel beside the map."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QMainWindow, QWidget

from ui.look import theme
from ui.words import translate

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
        """The title goes and comes with the theme; its buttons speak the language in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._wear()
        elif event.type() == QEvent.Type.LanguageChange:
            self._call_buttons()

    def _call_buttons(self) -> None:
        """Tells who reads no icon what the title's buttons do: Qt does once, when it makes them."""
        buttons = {
            "qt_dockwidget_floatbutton": translate("Frame", "Float"),
            "qt_dockwidget_closebutton": translate("Frame", "Close"),
        }
        for name, called in buttons.items():
            if (button := self.findChild(QAbstractButton, name)) is not None:
                button.setAccessibleName(called)

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
