"""What the ledger says where it has no row to show, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.ledger.views import SHARES, title
from ui.widgets.empty_state import EmptyState
from ui.widgets.translated import Translated
from ui.words import plural, translate


class Nothing(Translated, EmptyState):
    """Stands in the table's place.

    Signals:
        clear_wanted: every issue is to be shown.
        clue_wanted: a clue is to be entered.
        view_wanted: the filter is to be seen in another view, which has hits.
    """

    clear_wanted = Signal()
    clue_wanted = Signal()
    view_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("table", parent)
        self.setObjectName("ledger.nothing")
        self._why = (0, "", False)
        self._elsewhere: tuple[str, int] | None = None
        self.acted.connect(self._on_acted)

    def tell_why(self, total: int, view: str, filtered: bool, hits: Mapping[str, int]) -> None:
        """Says it.

        Args:
            total: how many issues the project holds.
            view: the standing view.
            filtered: a filter is set beside it.
            hits: how many issues fit the filter in each view.
        """
        self._why = (total, view, filtered)
        self._elsewhere = _other_view(hits) if filtered and view else None
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
        elif self._elsewhere is not None:
            there, count = self._elsewhere
            name = title(there)
            told = plural(
                count,
                translate("Ledger", "{n} issue of another view does."),
                translate("Ledger", "{n} issues of other views do."),
            )
            self.tell(
                translate("Ledger", "No issue of '{view}' fits this filter").format(
                    view=title(view)
                ),
                told, translate("Ledger", "Go to '{view}'").format(view=name),
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
        if self._elsewhere is not None:
            self.view_wanted.emit(self._elsewhere[0])
            return
        (self.clear_wanted if self._why[0] else self.clue_wanted).emit()


def _other_view(hits: Mapping[str, int]) -> tuple[str, int] | None:
    """The one view that has all hits, else that of everything, and how many; None without any."""
    every = hits.get("", 0)
    there = next((view for view in SHARES if hits.get(view, 0) == every), "")
    return (there, every) if every else None
