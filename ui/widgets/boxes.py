"""Boxes that tell something, or ask something short: every one of the window is made here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.look import colours, icons

Icon = QMessageBox.Icon
Role = QMessageBox.ButtonRole

# Kind of news -> its drawing and the role of its colour, as a notice in the window has them.
_DRAWN = {
    Icon.Information: ("info", "info"), Icon.Question: ("question", "accent"),
    Icon.Warning: ("warning", "warning"), Icon.Critical: ("error", "danger"),
}  # fmt: skip
_LINES = 2.2  # the height of the drawing


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
    drawing, role = _DRAWN[icon]
    side = round(made.fontMetrics().height() * _LINES)
    made.setIconPixmap(icons.pixmap(drawing, side, colours.role(role), made.devicePixelRatioF()))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(told)
    made.setInformativeText(more)
    return made
