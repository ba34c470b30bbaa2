"""What is to be known of a file's coordinate system before it is read, told loudly."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from greenshield.domain.errors import Problem
from ui.imports.problem_words import what_of
from ui.widgets.notice import Kind, Notice
from ui.words import translate

_TOLD = 2
# Nothing is wrong with these: what was decided is only to be looked at.
_QUIET = ("crs_from_numbers",)


class CrsNotice(Notice):
    """Hidden while the system is declared, fits the numbers, and leads to the project."""

    def __init__(self, parent: QWidget | None = None, *, below: bool = False) -> None:
        """Makes it; ``below``: the system is chosen on the same page, else on the one before."""
        self._below = below
        super().__init__(parent, closable=False)
        self.setObjectName("imports.crs_notice")

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Says what of a look at a file is about its coordinate system."""
        about = [p for p in problems if p.code.startswith("crs_") and not p.fatal]
        about.sort(key=lambda problem: problem.code in _QUIET)
        told = about[:_TOLD]
        if not told:
            self.clear()
            return
        kind: Kind = "info" if all(p.code in _QUIET for p in told) else "warning"
        self.tell(kind, "\n".join(map(what_of, told)), self._remedy_words())

    def _remedy_words(self) -> str:
        if self._below:
            return translate(
                "Imports", "Look at the map; where it is wrong, choose another system below."
            )
        return translate(
            "Imports", "Look at the map; where it is wrong, choose another system a page before."
        )
