"""A widget that says everything anew when the language changes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent


class Translated:
    """Placed before the Qt base class: calls ``retranslate`` at each change of language.

    The widget calls it once itself, at the end of its ``__init__``.
    """

    def retranslate(self) -> None:
        """Sets every text of the widget. Widgets override it."""

    def changeEvent(self, event: QEvent) -> None:
        """Passes the change on and says everything anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        base: Any = super()
        base.changeEvent(event)
