"""The standing views as tabs, each with how many issues it holds now."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTabBar, QWidget

from greenshield.domain.ledger_filter import VIEWS
from ui.look import colours
from ui.widgets.translated import Translated
from ui.words import number, translate

ORDER = (*VIEWS, "")
"""The views from left to right; the last shows everything."""


SHARES = ("clues", "issues", "closed")  # every issue but a void one stands in one of them


def title(view: str) -> str:
    """What a view is called."""
    return {
        "clues": translate("Ledger", "Clues"),
        "issues": translate("Ledger", "Issues"),
        "closed": translate("Ledger", "Closed"),
        "overdue": translate("Ledger", "Rectification overdue"),
        "check_overdue": translate("Ledger", "Check overdue"),
        "due": translate("Ledger", "Due this month"),
        "mine": translate("Ledger", "Mine"),
        "": translate("Ledger", "All"),
    }[view]


def tip(view: str) -> str:
    """What a view shows. A suspended issue is where it was before."""
    return {
        "clues": translate("Ledger", "From the first clue to the field check, and those dismissed"),
        "issues": translate("Ledger", "Registered and being put right"),
        "closed": translate("Ledger", "Closed, filed, or under a look-back"),
        "overdue": translate("Ledger", "Past the deadline of the rectification, and not accepted"),
        "check_overdue": translate("Ledger", "Sent to be checked by a day that is past"),
        "due": translate("Ledger", "Not accepted, with the deadline in this month"),
        "mine": translate("Ledger", "Open issues that were sent to me"),
        "": translate("Ledger", "Every issue, void ones too"),
    }[view]


class ViewTabs(Translated, QTabBar):
    """One tab a view.

    Signals:
        view_chosen: by the user: the view's name.
    """

    view_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = {}
        self.setObjectName("ledger.views")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        for _ in ORDER:
            self.addTab("")
        self.currentChanged.connect(lambda at: self.view_chosen.emit(ORDER[at]))
        self.retranslate()

    def view(self) -> str:
        """The view that is shown."""
        return ORDER[self.currentIndex()]

    def set_view(self, view: str) -> None:
        """Shows a view, without a signal."""
        with QSignalBlocker(self):
            self.setCurrentIndex(ORDER.index(view) if view in ORDER else 0)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many issues each view holds."""
        self._counts = dict(counts)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets names, counts and tips."""
        self.setAccessibleName(translate("Ledger", "Standing views"))
        for at, view in enumerate(ORDER):
            count = self._counts.get(view)
            told = title(view) if count is None else f"{title(view)}  {number(count)}"
            void = self._void()
            if not view and void:  # or the three others would not make up all
                told = translate("Ledger", "{all} ({n} void)").format(all=told, n=number(void))
            self.setTabText(at, told)
            self.setTabToolTip(at, tip(view))
        self._colour()

    def _void(self) -> int:
        """How many issues stand in none of the three views that share them all out."""
        return self._counts.get("", 0) - sum(self._counts.get(view, 0) for view in SHARES)

    def changeEvent(self, event: QEvent) -> None:
        """What is overdue is told in the theme's own colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        for view in ("overdue", "check_overdue"):
            colour = colours.role("overdue") if self._counts.get(view) else QColor()
            self.setTabTextColor(ORDER.index(view), colour)
