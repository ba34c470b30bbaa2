"""Dialogs in tests of the window: found by their names, filled by keys, left by their buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk

WAIT_MS = 60_000
LEFT = Qt.MouseButton.LeftButton


def dialog(qtbot: QtBot, name: str) -> QDialog:
    """The dialog of that name, once it is shown."""

    def found() -> list[QWidget]:
        return [
            w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(found()), timeout=WAIT_MS)
    (shown,) = found()
    assert isinstance(shown, QDialog)
    return shown


def typed(qtbot: QtBot, box: QWidget, name: str, text: str) -> None:
    """Types into a line of a dialog, in place of what stands there."""
    line = box.findChild(QLineEdit, name)
    assert line is not None, name
    line.selectAll()
    if text.isascii():
        qtbot.keyClicks(line, text)
    else:  # Chinese comes from an input method, not from keys
        written = QInputMethodEvent()
        written.setCommitString(text)
        QApplication.sendEvent(line, written)


def press(qtbot: QtBot, box: QWidget, name: str) -> None:
    """Presses a button of a dialog."""
    button = box.findChild(QPushButton, name)
    assert button is not None, name
    assert button.isEnabled(), name
    qtbot.mouseClick(button, LEFT)


def gone(qtbot: QtBot, name: str) -> None:
    """Waits until a dialog is closed."""
    qtbot.waitUntil(
        lambda: (
            not any(
                w.objectName() == name and w.isVisible() for w in QApplication.topLevelWidgets()
            )
        ),
        timeout=WAIT_MS,
    )


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Waits for what waits for several changes, and for what that begins."""
    for _ in range(2):
        qtbot.wait(100)
        qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
