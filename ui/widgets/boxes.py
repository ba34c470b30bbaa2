"""Boxes that tell something, or ask something short: every one of the window is made here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

Icon = QMessageBox.Icon
Role = QMessageBox.ButtonRole


def box(
    parent: QWidget | None, name: str, icon: Icon, told: str, more: str = "", title: str = ""
) -> QMessageBox:
    """A box that deletes itself when it is closed; whoever makes it adds buttons and opens it.

    Args:
        parent: the widget it lies over.
        name: its object name.
        icon: what kind of news it is.
        told: what it says. Names from files are text, whatever they hold: nothing is markup.
        more: what to do, or what follows from it.
        title: of its window, "" for none.
    """
    made = QMessageBox(parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.setObjectName(name)
    made.setWindowTitle(title)
    made.setIcon(icon)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(told)
    made.setInformativeText(more)
    return made
