"""Copies rows as text: columns parted by tabs under their titles, and as a table for documents.

Rows that are not in the window are told by the worker, some hundred at a time, so that even
the whole ledger can be copied while one works on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from greenshield.domain.ledger_columns import Column, columns
from ui.desk import Desk
from ui.ledger import calls, cells
from ui.ledger.answer import Keys
from ui.tasks.task import Task
from ui.widgets import clipboard
from ui.words import translate

_HTML_UP_TO = 5000  # rows; a longer table makes documents stall that one pastes into


class Copying:
    """One copy under way.

    Args:
        desk: where rows are asked for.
        names: the columns, in order.
        as_of: the day that deadlines are told for.
        done: gets how many rows were copied.
    """

    def __init__(
        self, desk: Desk, names: Sequence[str], as_of: str, done: Callable[[int], None]
    ) -> None:
        self._desk, self._names, self._as_of, self._done = desk, list(names), as_of, done
        self._columns: list[Column] = [columns()[name] for name in names]
        self._copied = Copied([cells.title(column) for column in self._columns])

    def start(self, keys: Keys) -> Task:
        """Asks for the rows; the clipboard is set when all are there."""
        return self._desk.ask(
            calls.tell_rows, keys, self._names, self._as_of, told=self._on_told,
            done=lambda _: self._on_done(), key="ledger.copy",
            title=translate("Ledger", "Copying rows"),
        )  # fmt: skip

    def _on_told(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            self._copied.add([cells.text(column, row, self._as_of) for column in self._columns])

    def _on_done(self) -> None:
        clipboard.put(self._copied.text(), self._copied.html())
        self._done(self._copied.count)


class Copied:
    """Rows that become text as they come, so that nothing is left to do at the end."""

    def __init__(self, titles: list[str]) -> None:
        self.count = 0
        self._lines: list[str] = []
        self._html: list[str] = []
        self._add(titles, "th")

    def add(self, line: list[str]) -> None:
        """One row's cells."""
        self.count += 1
        self._add(line, "td")

    def text(self) -> str:
        """The rows as text with tabs."""
        return "\n".join([*self._lines, ""])

    def html(self) -> str:
        """The rows as a table, "" where they are too many."""
        return f"<table>{''.join(self._html)}</table>" if self.count <= _HTML_UP_TO else ""

    def _add(self, line: list[str], tag: str) -> None:
        self._lines.append("\t".join(cell.replace("\t", " ") for cell in line))
        if self.count <= _HTML_UP_TO:
            cells_told = "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in line)
            self._html.append(f"<tr>{cells_told}</tr>")
