"""What one does with the issues of the ledger: a new one, sending, showing, copying."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from greenshield.domain import workflow
from ui import words
from ui.desk import Desk
from ui.ledger.assign_dialog import AssignDialog
from ui.ledger.clue_dialog import ClueDialog
from ui.ledger.copying import Copying
from ui.ledger.export_dialog import ExportDialog
from ui.ledger.header_menu import Heads
from ui.ledger.model import LedgerModel
from ui.ledger.table import LedgerTable

_FEW = 200  # rows that are looked through at each selection
_SENT_TO = workflow.MOVES["assign"].sources + workflow.MOVES["reassign"].sources


class Deeds(QObject):
    """The deeds of the ledger's actions.

    Signals:
        made: there is a new clue: its issue, and what is to be said of it (codes, parameters).
        copied: so many rows are in the clipboard.

    Attributes:
        as_of: the day that the rows stand for; "" while there are none.
    """

    made = Signal(str, list)
    copied = Signal(int)

    def __init__(
        self, desk: Desk, model: LedgerModel, table: LedgerTable, heads: Heads, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._model, self._table, self._heads = desk, model, table, heads
        self._place = parent
        self._copying: Copying | None = None
        self.as_of = ""

    def stop(self) -> None:
        """The project is put away."""
        self.as_of, self._copying = "", None

    def may_write(self) -> bool:
        """Whether somebody acts here who may make a clue."""
        info = self._desk.info
        return info is not None and info.writable

    def may_assign(self) -> bool:
        """Whether the one who acts may send somebody to the selected issues."""
        info = self._desk.info
        if info is None or not info.writable or "county" not in info.roles:
            return False
        return bool(self._desk.selection.issues) and not self._are_all_past()

    def _are_all_past(self) -> bool:
        """Whether each selected issue is seen here to stand where nobody is sent any more."""
        keys = self._table.chosen_keys()
        if len(keys) != len(self._desk.selection.issues) or len(keys) > _FEW:
            return False
        rows = [self._model.known(int(key)) for key in keys]
        return all(row is not None and row["state"] not in _SENT_TO for row in rows)

    def new_clue(self) -> None:
        """Asks for the fields of a clue."""
        if self._desk.info is None:
            return
        dialog = ClueDialog(self._desk, self._place.window())
        dialog.made.connect(self.made)
        dialog.open()

    def assign(self) -> None:
        """Asks whom to send to the selected issues."""
        issues = self._desk.selection.issues
        if issues:
            # The rows may stand there since yesterday: a move is made on the day that it is.
            AssignDialog(self._desk, issues, words.today(), self._place.window()).open()

    def open_dossier(self) -> None:
        """Shows all about the current issue."""
        row = self._model.known(self._table.current_key())
        issue = row["id"] if row else self._desk.selection.current_issue
        if issue:
            self._desk.show.issue.emit(issue)

    def show_on_map(self) -> None:
        """Has the map show the selected issues."""
        if self._desk.selection.issues:
            self._desk.show.on_map.emit("issue", self._desk.selection.issues)

    def copy(self) -> None:
        """Copies the selected rows."""
        keys = self._table.chosen_keys()
        if len(keys) and self.as_of:
            self._copying = Copying(self._desk, self._heads.names(), self.as_of, self._on_copied)
            self._copying.start(keys)

    def export(self) -> None:
        """Asks where the rows are to be written, and as what."""
        if self._desk.info is not None:
            keys, chosen = self._model.keys.all(), self._table.chosen_keys()
            ExportDialog(self._desk, keys, chosen, self._place.window()).open()

    def _on_copied(self, count: int) -> None:
        self._copying = None
        self.copied.emit(count)
