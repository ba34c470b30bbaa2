"""Types as a person does: keys for Latin letters, the input method for Chinese."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def type_into(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Replaces what stands in an editor by a text, then leaves no list of a completer open."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if not text:
        qtbot.keyClick(widget, Qt.Key.Key_Delete)
    elif text.isascii() and "\n" not in text:
        qtbot.keyClicks(widget, text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def click(qtbot: QtBot, widget: QWidget) -> None:
    """Presses and releases the left button in the middle of a widget."""
    assert widget.isVisible(), widget.objectName()
    assert widget.isEnabled(), widget.objectName()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
