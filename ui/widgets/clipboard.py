"""Tables on the clipboard, and what becomes of them when the window goes."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_put: list[QMimeData] = []


def put(text: str, html: str = "") -> None:
    """Copies a text, and the same as HTML for who can paste it, where there is any."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    _put[:] = [data]
    QGuiApplication.clipboard().setMimeData(data)


def leave_as_text() -> None:
    """Leaves what was put there as plain text; called once, before the program ends.

    Qt's clipboard goes after Python has ended, and what Python made would be taken down by an
    interpreter that is gone: a crash.
    """
    clipboard = QGuiApplication.clipboard()
    if _put and clipboard.mimeData() is _put[0]:
        clipboard.setText(_put[0].text())
    _put.clear()
