"""Units that stand in a column of their own beside the amounts: 面积 | 单位, 3 | 亩."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from greenshield.domain.fields import specs
from greenshield.formats.ledger_model import JOINED, UNDECIDED, ColumnMapping
from greenshield.formats.ledger_numbers import UNITS, bare_number, unit_text
from greenshield.formats.ledger_words import fold
from greenshield.formats.sheet_grid import Cell, Row, shown

_HEADERS: Final = frozenset(
    map(fold, ("单位", "面积单位", "计量单位", "数量单位", "金额单位", "罚款单位"))
)
_KINDS: Final = {"m2": "area", "yuan": "money"}


def with_units_beside(
    columns: Sequence[ColumnMapping], records: Sequence[tuple[int, Row]]
) -> tuple[tuple[ColumnMapping, ...], list[tuple[int, Row]]]:
    """Writes the units of such columns behind the numbers that stand right before them.

    A unit that is not known comes along too, so that the amount is left out and told; an amount
    without one is told among those that have one.

    Args:
        columns: as their headers were understood; what a person decided stays.
        records: 1-based row and cells; left as they are.
    """
    pairs = [
        amount.index
        for amount, beside in itertools.pairwise(columns)
        if _kind(amount)
        and beside.by in UNDECIDED
        and fold(beside.header.rpartition("/")[2]) in _HEADERS
        and _holds_units(records, beside.index, _kind(amount))
    ]
    if not pairs:
        return tuple(columns), list(records)
    out = list(columns)
    for at in pairs:
        out[at + 1] = replace(out[at + 1], field=None, confidence=0.0, by=JOINED)
    return tuple(out), [(number, _joined(row, pairs)) for number, row in records]


def _kind(column: ColumnMapping) -> str:
    """``area`` or ``money`` of a column of amounts whose header names no unit, else ""."""
    spec = specs("issue").get(column.field or "")
    return "" if spec is None or column.unit else _KINDS.get(spec.unit, "")


def _holds_units(records: Sequence[tuple[int, Row]], index: int, kind: str) -> bool:
    """Whether a column tells units: at least one of the kind is known, and none is of another."""
    texts = {_text(row, index) for _, row in records} - {""}
    known = {UNITS[text][0] for text in texts if text in UNITS}
    return known == {kind} and all(len(text) <= 6 and not text.isdigit() for text in texts)


def _joined(row: Row, pairs: Sequence[int]) -> Row:
    out = list(row)
    for at in pairs:
        unit = _text(row, at + 1)
        if unit and bare_number(row[at]) is not None:
            out[at] = f"{shown(row[at])}{unit}"
        elif unit and _differs(row[at], unit):
            out[at] = f"{shown(row[at])} {unit}"
    return out


def _differs(cell: Cell, unit: str) -> bool:
    """Whether a text names another unit than the one beside it, so that none can be taken."""
    text = unit_text(cell) if isinstance(cell, str) else ""
    return bool(text) and text[-1:].isalpha() and not text.endswith(unit)


def _text(row: Row, index: int) -> str:
    cell = row[index] if index < len(row) else None
    return unit_text(cell) if isinstance(cell, str) else ""
