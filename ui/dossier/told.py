"""A line at the top of the dossier: what was done, or why it was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from greenshield.domain.errors import GreenShieldError
from ui import words
from ui.timers import pause
from ui.widgets.notice import Notice

_SHOWN_MS = 8000  # what went well goes away by itself; what was refused stays until it is closed


class Told(Notice):
    """Hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.told")
        self._later = pause(self, _SHOWN_MS, self.clear)

    def told(self, code: str, params: dict[str, Any]) -> None:
        """Tells what was done and what to do next, by a code of the catalogue; "" for nothing."""
        if code:
            advice = words.remedy(code, params)
            self.tell("warning" if advice else "ok", words.sentence(code, params), advice)
            self._later.start()

    def say(self, text: str, kind: str = "ok") -> None:
        """Tells what went well, or is to be known."""
        self.tell("warning" if kind == "warning" else "ok", text)
        self._later.start()

    def refuse(self, error: GreenShieldError, beside: Callable[[str, str], bool]) -> None:
        """Tells why it was refused, also beside each field that is to blame.

        Args:
            error: what the core said.
            beside: tells a text beside a field; False where there is no such field.
        """
        lines = [words.sentence(error.code, error.params)]
        for missing in error.missing:
            told = words.sentence(missing.code, missing.params)
            if not beside(missing.field, told):
                lines.append(told)
        field = str(error.params.get("field") or "")
        advice = words.remedy(error.code, error.params)
        placed = bool(field and not error.missing and beside(field, advice or lines[0]))
        self._later.stop()
        self.tell("error", "\n".join(lines), "" if placed else advice)
