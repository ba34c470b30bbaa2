"""Units that stand beside a table instead of in its headers: a row of units, a line 单位：亩."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from greenshield.domain.errors import Problem
from greenshield.domain.fields import specs
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.ledger_numbers import UNITS, unit_in, unit_text, unknown_unit
from greenshield.formats.sheet_grid import Row

# Signs of a row of units that tell no amount's unit: degrees, and how a day is written.
_OTHERS = frozenset(("度", "°", "年月日", "年/月/日", "度分秒", "文字", "米", "m"))
_KINDS = {"m2": "area", "yuan": "money"}
_OWN = {"m2": "m2", "yuan": "元"}
_NAMED = sorted((u for u, (kind, _) in UNITS.items() if kind in _KINDS.values()), key=len)
_UNIT = "|".join(map(re.escape, reversed(_NAMED)))
_SAID = re.compile(
    rf"(?:单位|以|按|均为)[\s:为是均]*((?:{_UNIT})(?:\s*[、,/和及]\s*(?:{_UNIT}))*)"
    r"(?=$|[\s)\]】;。,计为])"
)


def unit_of(header: str, field: str | None) -> str:
    """The unit of a column; of an area or money also one that is not known, "" for none.

    A cell under a unit that is not known is not taken. Under the field's own id, as our exports
    have it, stand the ledger's own units.
    """
    spec = specs("issue").get(field or "")
    if spec is None or spec.unit not in _KINDS:
        return unit_in(header) or ""
    if header == spec.id:
        return _OWN[spec.unit]
    return unit_in(header) or unknown_unit(header, _KINDS[spec.unit])


def with_meanings(
    columns: Iterable[ColumnMapping], meanings: Mapping[str, str]
) -> tuple[ColumnMapping, ...]:
    """Gives columns without a unit the one in what a table beside the file calls them.

    Args:
        columns: as their headers were understood.
        meanings: header -> what the column is called there, such as 遥感面积（m²）.
    """
    return tuple(
        replace(c, unit=unit_of(meanings.get(c.header, ""), c.field))
        if _kind(c) and not c.unit
        else c
        for c in columns
    )


def row_of_units(row: Row) -> dict[int, str]:
    """Column -> unit of a row that holds units alone, in brackets or not; empty for any other."""
    out: dict[int, str] = {}
    for column, cell in enumerate(row):
        if cell is None:
            continue
        text = (
            unit_text(cell).strip("()[]【】 ").removeprefix("单位").lstrip(": ")
            if isinstance(cell, str)
            else None
        )
        if text is None or (text not in UNITS and text not in _OTHERS):
            return {}
        if text in UNITS and text not in _OTHERS:
            out[column] = text
    return out


def with_units_said(
    columns: Sequence[ColumnMapping], lines: Iterable[tuple[int, Row]], file: str
) -> tuple[tuple[ColumnMapping, ...], list[Problem]]:
    """Gives columns of areas and money without a unit the one that a line beside the table names.

    Where the lines name two for one kind, a bare number has none of them.

    Args:
        columns: as their headers were understood.
        lines: 1-based rows above the header and notes below the table.
        file: its name, for remarks.

    Returns:
        The columns, and a remark for each that got its unit so.
    """
    bare = [c for c in columns if not c.unit and _kind(c)]
    said = _said(lines) if bare else {}
    out, problems = [], []
    for column in columns:
        units, row = said.get(_kind(column), ("", 0)) if column in bare else ("", 0)
        if units:
            params = {"unit": units, "row": row}
            problems.append(
                Problem("ledger_unit_of_line", file, None, column.label, params, fatal=False)
            )
        out.append(replace(column, unit=units) if units else column)
    return tuple(out), problems


def _kind(column: ColumnMapping) -> str:
    spec = specs("issue").get(column.field or "")
    return _KINDS.get(spec.unit, "") if spec is not None else ""


def _said(lines: Iterable[tuple[int, Row]]) -> dict[str, tuple[str, int]]:
    """Kind of amount -> the units that lines name for it, joined by ``/``, and the first row."""
    found: dict[str, dict[str, int]] = {}
    for number, row in lines:
        for cell in row:
            if not isinstance(cell, str):
                continue
            for match in _SAID.finditer(unit_text(cell)):
                for unit in re.split(r"\s*[、,/和及]\s*", match[1]):
                    found.setdefault(UNITS[unit][0], {}).setdefault(unit, number)
    out = {}
    for kind, units in found.items():
        different = {UNITS[unit]: unit for unit in reversed(units)}
        names = [unit for unit in units if unit in different.values()]
        out[kind] = ("/".join(names), units[names[0]])
    return out
