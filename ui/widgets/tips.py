"""Tool tips that tell data: Qt takes whatever looks like markup for markup, names of files too."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """A tool tip that shows a text as it stands, tags and all, line by line."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
