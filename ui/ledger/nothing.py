"""What the ledger says where it has no row to show, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.empty_state import EmptyState
from ui.widgets.translated import Translated
from ui.words import translate


class Nothing(Translated, EmptyState):
    """Stands in the table's place.

    Signals:
        clear_wanted: every issue is to be shown.
        clue_wanted: a clue is to be entered.
    """

    clear_wanted = Signal()
    clue_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("table", parent)
        self.setObjectName("ledger.nothing")
        self._why = (0, "", False)
        self.acted.connect(self._on_acted)

    def tell_why(self, total: int, view: str, filtered: bool) -> None:
        """Says it.

        Args:
            total: how many issues the project holds.
            view: the standing view.
            filtered: a filter is set beside it.
        """
        self._why = (total, view, filtered)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets the words."""
        total, view, filtered = self._why
        if not total:
            self.tell(
                translate("Ledger", "No clue is in this project yet"),
                translate("Ledger", "Import a ledger or the patches of a survey from the menu "
                          "File, or drop the file on the window; or enter a clue by hand."),
                translate("Ledger", "New clue…"),
            )  # fmt: skip
        elif filtered:
            self.tell(
                translate("Ledger", "No issue fits this filter"),
                translate("Ledger", "Take one of the conditions away, or all of them."),
                translate("Ledger", "Show all"),
            )
        else:
            self.tell(self._of_view(view), "", translate("Ledger", "Show all"))

    def _of_view(self, view: str) -> str:
        return {
            "overdue": translate("Ledger", "No rectification is overdue"),
            "check_overdue": translate("Ledger", "No check is overdue"),
            "due": translate("Ledger", "Nothing is due this month"),
            "mine": translate("Ledger", "Nothing was sent to you"),
            "closed": translate("Ledger", "No issue is closed yet"),
            "issues": translate("Ledger", "No clue was registered as an issue yet"),
            "clues": translate("Ledger", "No clue is open"),
        }.get(view, translate("Ledger", "No issue fits this filter"))

    def _on_acted(self) -> None:
        (self.clear_wanted if self._why[0] else self.clue_wanted).emit()
