"""Buttons that Qt names once, when it makes them, speak the language in force."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.words import QT_TRANSLATE_NOOP, translate

_NAMES = {
    "qt_dockwidget_floatbutton": QT_TRANSLATE_NOOP("Frame", "Float"),
    "qt_dockwidget_closebutton": QT_TRANSLATE_NOOP("Frame", "Close"),
    "ScrollLeftButton": QT_TRANSLATE_NOOP("Frame", "Scroll Left"),  # of tabs
    "ScrollRightButton": QT_TRANSLATE_NOOP("Frame", "Scroll Right"),
}


def call_buttons(within: QWidget) -> None:
    """Tells who reads no icon what the buttons of panels' titles and of rows of tabs do."""
    for name, called in _NAMES.items():
        for button in within.findChildren(QAbstractButton, name):
            button.setAccessibleName(translate("Frame", called))
