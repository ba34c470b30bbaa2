"""The sheet 明细: every issue of the summary on one line, with all that is counted of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from greenshield.reports.fast_sheet import Value
from greenshield.reports.summary import (
    GROUPED,
    UNPLACED,
    Counted,
    Key,
    SummaryTable,
    county_of,
    group_value,
    progress_of,
)
from greenshield.reports.summary_drills import Column, Drill, as_day, closed_on
from greenshield.reports.summary_looks import COUNT, DAY, MONEY, SQUARE_METRES, TEXT, Looks

# Columns that add up to a column of the summary, by their name here.
_KEYS: Final[dict[str, Key]] = {
    "clue": ("clue", "issued"),
    "checked": ("clue", "checked"),
    "problem": ("total", "problems"),
    "adopted": ("apart", "adopted"),
    "adopted_closed": ("apart", "adopted_closed"),
    "overdue": ("apart", "overdue"),
    "void": ("apart", "void"),
    "area_m2": ("sum", "area_m2"),
    "demolished_m2": ("sum", "demolished_m2"),
    "restored_m2": ("sum", "restored_m2"),
    "fine_yuan": ("sum", "fine_yuan"),
    "accountable": ("sum", "accountable"),
    "referrals": ("sum", "referrals"),
}
_VERDICTS = ("true", "not_true", "other")


def plan(table: SummaryTable, looks: Looks) -> Drill:
    """The sheet's columns and issues."""
    words, column = looks.words["drill"], looks.words["column"]
    texts: dict[str, Callable[[Counted], Value]] = {
        "city": lambda one: _city(one, looks),
        "progress": lambda one: column.get(f"progress.{progress_of(one[0])}", ""),
        "verdict": lambda one: next(
            (column[f"clue.{code}"] for code in _VERDICTS if ("clue", code) in one[1]), ""
        ),
        "duty_unit": lambda one: one[0].duty_unit,
        "duty_person": lambda one: one[0].duty_person,
        **{group: _grouped(group, looks) for group in GROUPED},
    }
    days: dict[str, Callable[[Counted], Value]] = {
        "deadline": lambda one: as_day(one[0].deadline),
        "closed_on": closed_on,
    }
    order = (
        "city", "progress", *GROUPED, "clue", "checked", "verdict", "problem", "adopted",
        "adopted_closed", "overdue", "void", "deadline", "closed_on", "duty_unit", "duty_person",
        "area_m2", "demolished_m2", "restored_m2", "fine_yuan", "accountable", "referrals",
    )  # fmt: skip
    columns = []
    for name in order:
        if name in _KEYS:
            columns.append(_summing(name, words[name]))
        elif name in days:
            columns.append(Column(name, words[name], DAY, days[name]))
        else:
            columns.append(Column(name, words[name], TEXT, texts[name]))
    return Drill("all", looks.words["sheet"]["drill"], tuple(columns), table.drill)


def _summing(name: str, heading: str) -> Column:
    key = _KEYS[name]
    number = SQUARE_METRES if name.endswith("_m2") else MONEY if "yuan" in name else COUNT
    return Column(name, heading, number, lambda one: one[1].get(key), key)


def _grouped(group: str, looks: Looks) -> Callable[[Counted], Value]:
    words: dict[str, str] = {}

    def value(one: Counted) -> Value:
        if not progress_of(one[0]):
            return ""
        code = group_value(one[0], group)
        if code not in words:
            words[code] = looks.code(group, code)
        return words[code]

    return value


def _city(one: Counted, looks: Looks) -> str:
    code = county_of(one[0])
    return "" if code == UNPLACED else looks.division(f"{code[:4]}00")
