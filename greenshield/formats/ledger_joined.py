"""Days that a sheet keeps in columns of their own: 年, 月 and 日 side by side make one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from greenshield.domain.errors import Problem
from greenshield.domain.fields import specs
from greenshield.formats.ledger_bad import plain
from greenshield.formats.ledger_model import EXTRA, JOINED, UNDECIDED, ColumnMapping
from greenshield.formats.ledger_words import Words
from greenshield.formats.sheet_grid import Cell, CellError, Row, shown

_PARTS: Final = "年月日"
_PART: Final = re.compile(r"(.*?)[\s(\[【]*([年月日])(?:份|度)?[)\]】]?", re.DOTALL)
_ENDS: Final = ("", "时间", "日期", "年份")  # 建设年 is of 建设时间
_DAYS: Final = frozenset(
    [i for i, spec in specs("issue").items() if spec.type in ("date", "partial_date")]
    + [name for name, kind in EXTRA.items() if kind == "date"]
)


@dataclass(frozen=True, slots=True)
class _Day:
    """Columns that make one day together, in the order 年, 月, 日."""

    field: str
    columns: tuple[int, ...]


def joined(
    columns: Sequence[ColumnMapping],
    problems: Sequence[Problem],
    records: Sequence[tuple[int, Row]],
    words: Words,
    file: str,
) -> tuple[tuple[ColumnMapping, ...], list[Problem], list[tuple[int, Row]]]:
    """Joins columns side by side that are headed 年, 月 and perhaps 日 of one day.

    The first of them gets the field and the whole day as its text; a part that is open leaves
    the day partial, and one that does not fit leaves a text that no day is read from.

    Args:
        columns: as their headers were understood; what a person decided stays.
        problems: remarks on them; those on columns that are joined fall away.
        records: 1-based row and cells; left as they are.
        words: synonyms.
        file: its name, for the remark.

    Returns:
        The columns, the remarks with one for each day, and the records.
    """
    days = list(_days(columns, words))
    if not days:
        return tuple(columns), list(problems), list(records)
    out, labels = list(columns), set()
    told = []
    for day in days:
        first, *others = (columns[n] for n in day.columns)
        out[first.index] = replace(first, field=day.field, confidence=0.95, by="header")
        for other in others:
            out[other.index] = replace(other, field=None, confidence=0.0, by=JOINED)
        labels |= {columns[n].label for n in day.columns}
        params = {"columns": "、".join(columns[n].label for n in day.columns)}
        told.append(Problem("ledger_day_joined", file, None, first.label, params, fatal=False))
    left = [p for p in problems if p.code != "ledger_column_twice" or p.column not in labels]
    return tuple(out), [*left, *told], [(n, _with_days(row, days)) for n, row in records]


def _days(columns: Sequence[ColumnMapping], words: Words) -> Iterator[_Day]:
    """The days of which each part has its column, but for those that another column gives whole."""
    parts = {c.index: _part(c, words) for c in columns}
    taken = {c.field: c.index for c in columns if c.field}
    for column in columns:
        field, part = parts[column.index]
        if not field or part != "年":
            continue
        mine = [column.index]
        for letter in _PARTS[1:]:
            if parts.get(mine[-1] + 1) != (field, letter):
                break
            mine.append(mine[-1] + 1)
        if len(mine) > 1 and taken.get(field, column.index) in mine:
            yield _Day(field, tuple(mine))


def _part(column: ColumnMapping, words: Words) -> tuple[str, str]:
    """The field of days of which a column has a part, and which; ("", "") for none."""
    *groups, last = plain(column.header).split("/")
    found = _PART.fullmatch(last) if column.by in UNDECIDED else None
    if found is None:
        return "", ""
    for stem in (found[1], *(f"{group}{found[1]}" for group in reversed(groups))):
        for end in _ENDS:
            field = words.field(f"{stem}{end}")[0] if stem else ""
            if field in _DAYS:
                return field, found[2]
    return "", ""


def _with_days(row: Row, days: Sequence[_Day]) -> Row:
    out = list(row)
    for day in days:
        cells = [row[n] if n < len(row) else None for n in day.columns]
        first = day.columns[0]
        if first < len(out):
            out[first] = _text(cells)
        elif any(cell is not None for cell in cells):
            out += [*[None] * (first - len(out)), _text(cells)]
    return out


def _text(cells: Sequence[Cell]) -> Cell:
    """One day of its parts: 2016年5月3日; of open parts at its end it has none."""
    error = next((cell for cell in cells if isinstance(cell, CellError)), None)
    if error is not None:
        return error
    texts = [_number(cell, part) for cell, part in zip(cells, _PARTS, strict=False)]
    while texts and not texts[-1]:
        texts.pop()
    if not texts:
        return None
    return "".join(f"{text or '?'}{part}" for text, part in zip(texts, _PARTS, strict=False))


def _number(cell: Cell, part: str) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return plain(shown(cell)).strip().removesuffix(part)
