"""Texts that tell data, in which Qt would read more: markup in tips, keys in menus and buttons."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """A tool tip that shows a text as it stands, tags and all, line by line."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


def literal(text: str) -> str:
    """A text for a menu or button that shows it as it stands: no letter after & becomes a key."""
    return text.replace("&", "&&")
