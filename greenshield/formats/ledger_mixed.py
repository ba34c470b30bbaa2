"""What the rest of a column makes doubtful: 1 beside 0.35, 6 beside 3.5亩, a day among words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TypeGuard

from greenshield.domain.errors import Problem
from greenshield.domain.fields import specs
from greenshield.formats.ledger_bad import Bad, plain
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.ledger_numbers import bare_number, own_unit, written
from greenshield.formats.sheet_grid import BriefDay, Cell, Row


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


def among_words(
    columns: Sequence[ColumnMapping], records: Sequence[tuple[int, Row]]
) -> frozenset[int]:
    """Columns of long texts that hold whole days beside other things, 0-based."""
    known = specs("issue")
    out = set()
    for column in columns:
        spec = known.get(column.field or "")
        if spec is not None and spec.type == "text" and spec.many_lines:
            are = {isinstance(cell, dt.date) for cell in _cells(records, column.index)}
            if len(are) > 1:
                out.add(column.index)
    return frozenset(out)


def days_without_year(
    columns: Sequence[ColumnMapping], records: Sequence[tuple[int, Row]], file: str
) -> list[Problem]:
    """A remark on each column of days of which the sheet does not show the year.

    Who types ``3-5`` or ``3月5日`` gives none: the program adds that in which it was typed.
    """
    known = specs("issue")
    out = []
    for column in columns:
        spec = known.get(column.field or "")
        if spec is None or spec.type not in ("date", "partial_date"):
            continue
        cells = ((n, row[column.index]) for n, row in records if column.index < len(row))
        found = [(number, cell.year) for number, cell in cells if _lacks_year(cell)]
        if found:
            told = {
                "count": len(found), "first": found[0][0],
                "years": "、".join(map(str, sorted({year for _, year in found}))),
            }  # fmt: skip
            out.append(Problem("ledger_days_without_year", file, None, column.label, told, False))
    return out


def _lacks_year(cell: Cell) -> TypeGuard[BriefDay]:
    return type(cell) is BriefDay and cell.shows == "md"


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
