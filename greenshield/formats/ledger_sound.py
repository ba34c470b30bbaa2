"""How many of a column's first values can be read as a field: the other half of confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from greenshield.domain.codes import CodeTables
from greenshield.domain.fields import specs
from greenshield.formats.ledger_bad import Bad
from greenshield.formats.ledger_model import PLACE, ColumnMapping, is_derived
from greenshield.formats.ledger_place import read_coordinate, read_lonlat, read_shape
from greenshield.formats.ledger_units import unit_of
from greenshield.formats.ledger_values import NO_NUMBER, is_empty, reader
from greenshield.formats.ledger_words import Words
from greenshield.formats.sheet_grid import Cell, Row, shown

SAMPLE = 200  # rows


@dataclass(frozen=True, slots=True)
class Samples:
    """The first rows of a table, and how cells are read.

    Attributes:
        rows: at most ``SAMPLE``.
        words: synonyms.
        codes: the project's code tables.
        typed: False for text tables.
        date1904: the workbook counts days from 1904.
    """

    rows: Sequence[Row]
    words: Words
    codes: CodeTables
    typed: bool = True
    date1904: bool = False

    def values(self, index: int) -> list[Cell]:
        """What a 0-based column holds, cells that stand for nothing left out."""
        cells = (row[index] for row in self.rows if index < len(row))
        return [
            c for c in cells
            if c is not None and not (isinstance(c, str) and is_empty(c, self.words))
        ]  # fmt: skip

    def share(self, column: ColumnMapping, field: str) -> float:
        """The share of a column's values that can be read as a field; 1.0 where it has none."""
        read = self._reader(replace(column, field=field))
        return _share(not isinstance(read(value), Bad) for value in self.values(column.index))

    def taken(self, column: ColumnMapping) -> float:
        """The same of a column's own field; another system's number is kept as an outside one."""
        field, read = column.field or "", self._reader(column)
        found = map(read, self.values(column.index))
        foreign = field == "issue_no"
        return _share(
            not isinstance(value, Bad) or (foreign and value.code not in NO_NUMBER)
            for value in found
        )

    def has_any(self, column: ColumnMapping) -> bool:
        """Whether any value is a code of the column's field, be it one that nobody enters."""
        table = self.codes.table(specs("issue")[column.field or ""].code_table)
        return any(table.find(shown(value)) is not None for value in self.values(column.index))

    def sound(self, index: int, header: str, field: str) -> float:
        """How well a column fits a field of that two columns are named; 0.0 for an empty one."""
        column = ColumnMapping(index, "", header, field, unit_of(header, field), 1.0)
        filled = len(self.values(index)) / max(len(self.rows), 1)
        return min(self.share(column, field), filled)

    def _reader(self, column: ColumnMapping) -> Callable[[Cell], object]:
        field = column.field or ""
        if field == "lonlat":
            return lambda cell: read_lonlat(shown(cell))
        if field == "shape_text":
            return lambda cell: read_shape(shown(cell))
        if field in ("lon", "lat"):
            return read_coordinate
        if field in PLACE or is_derived(field):
            return shown
        return reader(column, self.words, self.codes, typed=self.typed, date1904=self.date1904)


def with_share(columns: Sequence[ColumnMapping], samples: Samples) -> tuple[ColumnMapping, ...]:
    """The columns, none surer than the share of its values that can be read."""
    return tuple(
        replace(c, confidence=round(min(c.confidence, samples.taken(c)), 3)) if c.field else c
        for c in columns
    )


def _share(fits: Iterable[bool]) -> float:
    told = list(fits)
    return sum(told) / len(told) if told else 1.0
