"""Finds a row by its number while one types in the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from greenshield.domain.ledger_filter import Sort
from ui.desk import Desk
from ui.ledger import calls
from ui.ledger.model import LedgerModel
from ui.ledger.table import LedgerTable


class Finding(QObject):
    """Goes to the next row whose number has what was typed.

    Args:
        desk: where is asked.
        model, table: where the row stands.
        shown: the filter and the order of what is shown.
    """

    def __init__(
        self, desk: Desk, model: LedgerModel, table: LedgerTable,
        shown: Callable[[], tuple[dict[str, Any], Sort]],
    ) -> None:  # fmt: skip
        super().__init__(table)
        self._desk, self._model, self._table, self._shown = desk, model, table, shown

    def look_for(self, typed: str) -> None:
        """Looks from the current row on; from the one before it where one goes on typing."""
        info = self._desk.info
        if info is None or not typed:
            return
        after = self._table.current_key() if len(typed) == 1 else self._before_current()
        wanted, sort = self._shown()
        self._desk.ask(
            calls.find_number, wanted, info.actor_id, sort, typed, after,
            done=lambda key: self._table.go_to(key) if key else None, key="ledger.find",
        )  # fmt: skip

    def _before_current(self) -> int:
        """While one goes on typing, the row that was found may still be the one."""
        row = self._table.currentIndex().row()
        return self._model.keys.at(row - 1) if row > 0 else 0
