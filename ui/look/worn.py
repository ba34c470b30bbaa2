"""Colours and icons that a widget wears by their role, and that follow every change of theme.

A palette set by hand is lost as soon as the application's style sheet is put on anew, and a
picture keeps the colour that it was drawn in. So a widget is told which roles it wears, and the
theme dresses all of them at the end of each change.
"""

from __future__ import annotations

from string import Template
from typing import Any

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui.look import colours, icons

_PALETTE, _ICON, _RULES = "worn_palette", "worn_icon", "worn_rules"
_BARE = ""  # the role of no colour at all: what is beneath shows


def wear(widget: QWidget, part: QPalette.ColorRole, role: str) -> None:
    """Give a part of a widget the colour of a role, now and after every change of theme.

    Args:
        widget: what wears it.
        part: of its palette.
        role: of :mod:`ui.look.colours`; "" for none, so that what lies beneath shows.

    Raises:
        KeyError: no scheme has such a role.
    """
    _colour(role)
    worn = dict(widget.property(_PALETTE) or {})
    if worn.get(part.name) != role:
        widget.setProperty(_PALETTE, worn | {part.name: role})
    _dress(widget)


def wear_icon(label: QLabel, name: str, role: str = "text") -> None:
    """Show a drawing in the colour of a role, as high as the label's letters."""
    label.setProperty(_ICON, [name, role])
    _dress(label)


def wear_rules(widget: QWidget, rules: str) -> None:
    """Give a widget a style sheet of its own, with ``$role`` where a colour stands."""
    widget.setProperty(_RULES, rules)
    _dress(widget)


def dress_all(app: QApplication) -> None:
    """Dress every widget in the colours that are in force."""
    for widget in app.allWidgets():
        _dress(widget)


def _dress(widget: QWidget) -> None:
    worn: dict[str, str] = widget.property(_PALETTE) or {}
    if worn:
        palette = QPalette()  # what is not set here stays the theme's
        for part, role in worn.items():
            palette.setColor(QPalette.ColorRole[part], _colour(role))
        widget.setPalette(palette)
    icon: Any = widget.property(_ICON)
    if icon and isinstance(widget, QLabel):
        name, role = icon
        side, ratio = widget.fontMetrics().height(), widget.devicePixelRatioF()
        widget.setPixmap(icons.pixmap(name, side, colours.role(role), ratio))
    rules: str = widget.property(_RULES) or ""
    if rules:
        widget.setStyleSheet(Template(rules).substitute(colours.scheme().roles))


def _colour(role: str) -> QColor:
    return QColor(0, 0, 0, 0) if role == _BARE else colours.role(role)
