"""Bare numbers that the rest of their column makes doubtful: 1 beside 0.35, 6 beside 3.5亩."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from greenshield.domain.fields import specs
from greenshield.formats.ledger_bad import Bad, plain
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.ledger_numbers import bare_number, own_unit, written
from greenshield.formats.sheet_grid import Cell, Row


def doubtful(
    columns: Sequence[ColumnMapping], records: Sequence[tuple[int, Row]]
) -> Mapping[int, Bad]:
    """What is to be said of the bare numbers of a column, by 0-based column.

    Under percentages a number between 0 and 1 shows that fractions stand there, so that a 1 may
    be all or a hundredth; under a header without a unit, cells with one leave open which the
    others have.
    """
    known = specs("issue")
    out: dict[int, Bad] = {}
    for column in columns:
        spec = known.get(column.field or "")
        if spec is None or spec.type not in ("int", "decimal"):
            continue
        if spec.unit == "percent" and any(map(_is_part, _cells(records, column.index))):
            out[column.index] = Bad("ledger_percent_ambiguous")
        elif spec.unit in ("m2", "yuan") and not column.unit:
            cells = map(written, _cells(records, column.index))
            texts = {cell for cell in cells if isinstance(cell, str)}
            units = sorted({unit for text in texts if (unit := own_unit(text))})
            if units:
                out[column.index] = Bad("ledger_unit_mixed", {"units": "、".join(units)})
    return out


def is_meant(cell: Cell, bad: Bad) -> bool:
    """Whether a cell is one of the bare numbers of which a column's doubt speaks."""
    number = bare_number(cell)
    if not number:
        return False
    return bad.code != "ledger_percent_ambiguous" or 0 < number <= 1


def _is_part(cell: Cell) -> bool:
    if isinstance(cell, str) and "." not in plain(cell):
        return False
    number = bare_number(cell)
    return number is not None and 0 < number < 1


def _cells(records: Sequence[tuple[int, Row]], index: int) -> list[Cell]:
    return [row[index] for _, row in records if index < len(row) and row[index] is not None]
