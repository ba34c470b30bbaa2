"""Types the cells of a list by the field catalogue; what can't be taken is a remark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.codes import CodeTables
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.fields import CATALOGUE, parse
from greenshield.formats.ledger_bad import Bad
from greenshield.formats.ledger_dates import parse_date
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.ledger_numbers import SHOWN_OTHERWISE
from greenshield.formats.ledger_values import MADE_DAY, is_empty, is_made_day
from greenshield.formats.ledger_words import Words
from greenshield.formats.sheet_grid import BriefDay, Cell, CellError, Formatted, Row, shown

LONGEST = 200
_EXACT = 1e15  # beyond, a number has lost digits of what was typed


@dataclass(slots=True)
class Cells:
    """Reads the cells of one list.

    Attributes:
        kind: whose fields they are.
        file: its name, for problems.
        columns: those that are fields of ``kind``, or plain words (``plain``).
        words: for nothing.
        tables: code tables.
        plain: fields that ``kind`` does not have and that are taken as one line of text.
        typed, date1904: as ``Listed`` tells.
        problems: a remark for each cell that was left out.
    """

    kind: str
    file: str
    columns: Sequence[ColumnMapping]
    words: Words
    tables: CodeTables
    plain: frozenset[str] = frozenset()
    typed: bool = True
    date1904: bool = False
    problems: list[Problem] = field(default_factory=list)

    def read(self, number: int, row: Row) -> dict[str, Any]:
        """Field -> typed value of one row; what is empty or can't be taken is absent."""
        out: dict[str, Any] = {}
        for column in self.columns:
            name = column.field
            if name is None or (name not in self.plain and name not in CATALOGUE[self.kind]):
                continue
            cell = row[column.index] if column.index < len(row) else None
            if cell is None or (isinstance(cell, str) and is_empty(cell, self.words)):
                continue
            value = self._value(name, cell)
            if isinstance(value, Bad):
                params = {"seen": shown(cell)[:80], "field": name, **value.params}
                self.problems.append(
                    Problem(value.code, self.file, number, column.label, params, fatal=False)
                )
            elif value not in (None, ""):
                out[name] = value
        return out

    def _value(self, name: str, cell: Cell) -> Any:
        if isinstance(cell, CellError):
            return Bad("ledger_cell_error")
        if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _EXACT:
            return Bad("ledger_number_too_long")
        if type(cell) is Formatted and cell.unlike:
            return Bad(SHOWN_OTHERWISE)
        if name in self.plain:
            return Bad(MADE_DAY) if type(cell) is BriefDay else one_line(cell)
        spec = CATALOGUE[self.kind][name]
        if spec.type in ("date", "partial_date"):
            day = parse_date(cell, typed=self.typed, date1904=self.date1904)
            if isinstance(day, str) and spec.type == "date" and len(day) < 10:
                return Bad("ledger_date_partial", {"understood": day})
            return day
        if spec.type == "text" and is_made_day(cell, spec):
            return Bad(MADE_DAY)
        text = shown(cell).strip()
        if not spec.many_lines:
            text = one_line(cell)
        try:
            return parse(self.kind, name, text, self.tables)
        except UsageError as refusal:
            accepted = {"accepted": refusal.params.get("accepted", "")}
            coded = spec.type in ("code", "codes")
            return Bad("ledger_code_unknown" if coded else "ledger_value_refused", accepted)


def one_line(cell: Cell) -> str:
    """A cell as one line of text: ``12.0`` of a number column is ``12``, or as it is shown."""
    text = cell.isoformat() if isinstance(cell, dt.date) else shown(cell)
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())[:LONGEST]
