"""Ties the table's selection to the one selection of the window, both ways."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from ui.desk import Desk
from ui.ledger import calls
from ui.ledger.answer import Keys
from ui.ledger.model import LedgerModel
from ui.ledger.table import LedgerTable
from ui.timers import pause


class Selecting(QObject):
    """Follows and leads the window's selection.

    Signals:
        hidden: how many of the selected issues the filter leaves out.
    """

    hidden = Signal(int)

    def __init__(self, desk: Desk, model: LedgerModel, table: LedgerTable) -> None:
        super().__init__(table)
        self._desk, self._model, self._table = desk, model, table
        # Keys and clicks come faster than ids need to be told.
        self._soon = pause(self, 0, self._tell)
        # Counts selections, here and elsewhere: a late answer to another one is nothing.
        self._generation = 0
        # What was selected here last: nobody need be asked for the keys of it.
        self._told: tuple[tuple[str, ...], Keys, int] | None = None
        table.chosen.connect(self._on_chosen)
        desk.selection.changed.connect(self._on_changed)

    def stop(self) -> None:
        """Tells nothing any more, as the project is put away."""
        self._generation += 1
        self._told = None
        self._soon.stop()

    def follow(self) -> None:
        """Selects in the table what is selected in the window."""
        self._generation += 1
        generation = self._generation
        wanted = self._desk.selection.issues
        if not wanted:
            self._table.choose(np.empty(0, np.int32))
            self.hidden.emit(0)
            return
        if self._told is not None and self._told[0] is wanted:
            self._choose(*self._told[1:])
            return
        self._desk.ask(
            calls.keys_of, wanted, done=lambda keys: self._on_keys(generation, keys),
            key="ledger.keys_of",
        )  # fmt: skip

    def _on_chosen(self) -> None:
        self._generation += 1
        self._soon.start()

    def _tell(self) -> None:
        generation = self._generation
        keys = self._table.chosen_keys()
        current = self._table.current_key()
        known = self._model.ids_at(self._table.chosen_rows())
        if known is not None:
            self._select(generation, keys, known, current)
        else:
            self._desk.ask(
                calls.ids, keys, key="ledger.ids",
                done=lambda ids: self._select(generation, keys, ids, current),
            )  # fmt: skip

    def _select(self, generation: int, keys: Keys, ids: list[str], current: int) -> None:
        if generation != self._generation:
            return
        at = np.flatnonzero(keys == current)
        known = len(at) and len(ids) == len(keys)
        shown = ids[int(at[0])] if known else ids[-1] if ids else ""
        self._desk.selection.select(issues=ids, current=shown, by=self, distinct=True)
        self._told = (self._desk.selection.issues, keys, current) if known else None
        self.hidden.emit(0)

    def _on_changed(self, by: object) -> None:
        if by is not self and self._desk.info is not None:
            self._soon.stop()
            self.follow()

    def _on_keys(self, generation: int, keys: dict[str, int]) -> None:
        if generation != self._generation:
            return
        chosen = self._desk.selection
        wanted = np.array(list(keys.values()), np.int32)
        self._choose(wanted, keys.get(chosen.current_issue, 0))

    def _choose(self, keys: Keys, current: int) -> None:
        self._table.choose(keys, current)
        shown = len(self._model.keys.rows_of(keys))
        self.hidden.emit(len(self._desk.selection.issues) - shown)
