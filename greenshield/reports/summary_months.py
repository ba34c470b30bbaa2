"""The sheet 按时序销号: how many problems should be closed in each month, and how many were.

A month's plan are the problems whose deadline lies in it, but those that an old ledger claims to
be done. Closed are those that were closed here in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from greenshield.reports.summary import SummaryTable
from greenshield.reports.summary_drills import Drill, as_day
from greenshield.reports.summary_formulas import total_of
from greenshield.reports.summary_looks import (
    COUNT,
    HEAD_ROW,
    MONTH,
    SPARSE,
    TEXT,
    Looks,
    print_setup,
)

COLUMNS: Final = ("due", "closed_of_due", "closed", "late")
FIRST = HEAD_ROW + 1
_MOST_YEARS = 20  # after the cut-off date: a deadline in 2199 is a slip of the pen
_MOST_MONTHS = 240  # told one by one; more are told as far as anything was due or closed
_UNFILLED = "none"


@dataclass(frozen=True, slots=True)
class Month:
    """The counts of a month, of none (``first`` None), or of all.

    Attributes:
        due: problems whose deadline lies in it.
        closed_of_due: of these, how many are closed.
        closed: problems closed in it.
        late: of these, how many after their deadline.
    """

    first: date | None
    due: int = 0
    closed_of_due: int = 0
    closed: int = 0
    late: int = 0


def count(table: SummaryTable, cutoff: str) -> tuple[Month, ...]:
    """Every month from the first to the last; then what has no month, if there is any."""
    counts: dict[str, Counter[date | None]] = {name: Counter() for name in COLUMNS}
    for row, added in table.drill:
        if ("total", "problems") not in added or ("progress", "adopted_done") in added:
            continue
        closed = ("progress", "closed") in added
        due, done = as_day(row.deadline), as_day(row.closed_on) if closed else None
        month = _month(due, cutoff)
        counts["due"][month] += 1
        counts["closed_of_due"][month] += closed
        if closed:
            month = _month(done, cutoff)
            counts["closed"][month] += 1
            late = isinstance(due, date) and isinstance(done, date) and due < done
            counts["late"][month] += late
    found = {month for counted in counts.values() for month, n in counted.items() if n}
    months = [Month(m, **{n: counts[n][m] for n in COLUMNS}) for m in _every(found)]
    if None in found:
        months.append(Month(None, **{name: counts[name][None] for name in COLUMNS}))
    return tuple(months)


def write(months: tuple[Month, ...], progress: Drill | None, looks: Looks) -> str:
    """Writes the sheet; its name.

    Args:
        months: of ``count``.
        progress: the drill-down that its formulas count in; None for values alone.
        looks: the workbook.
    """
    words = looks.words["months"]
    sheet = looks.book.add_worksheet(words["sheet"])
    looks.heading(sheet, words["title"], "cutoff_months")
    sheet.set_row(HEAD_ROW, 34)
    for column, name in enumerate(("month", *COLUMNS)):
        looks.put(sheet, HEAD_ROW, column, words[name], looks.format(look="head"))
        sheet.set_column(column, column, 16)
    for line, month in enumerate(months, FIRST):
        named = month.first or words[_UNFILLED]
        looks.put(sheet, line, 0, named, looks.format(MONTH if month.first else TEXT))
        for column, name in enumerate(COLUMNS, 1):
            known = progress is not None and month.first is not None
            formula = _formula(name, line, progress) if known else None
            _number(sheet, line, column, formula, getattr(month, name), looks.format(SPARSE))
    last = FIRST + len(months)
    looks.put(sheet, last, 0, looks.words["sheet"]["sum"], looks.format(look="province"))
    for column, name in enumerate(COLUMNS, 1):
        rows = range(FIRST, last)
        formula = f"={total_of(column, rows)}" if progress is not None and rows else None
        total = sum(getattr(month, name) for month in months)
        _number(sheet, last, column, formula, total, looks.format(COUNT, "province"))
    sheet.freeze_panes(FIRST, 1)
    print_setup(sheet, HEAD_ROW, small=True)
    return str(words["sheet"])


def _number(sheet: Any, row: int, column: int, formula: str | None, value: int, look: Any) -> None:
    if formula is None:
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_formula(row, column, formula, look, value)


def _formula(name: str, line: int, progress: Drill | None) -> str | None:
    """Counts in the drill-down by progress what lies in the month of the row."""
    if progress is None:
        return None
    start = xl_rowcol_to_cell(line, 0, col_abs=True)
    due = progress.span(progress.place("deadline")).text()
    done = progress.span(progress.place("closed_on")).text()
    closed = progress.span(progress.place("progress.closed")).text()
    adopted = progress.span(progress.place("progress.adopted_done")).text()

    def inside(days: str) -> str:
        return f'{days},">="&{start},{days},"<"&EDATE({start},1)'

    if name == "due":
        return f"=COUNTIFS({inside(due)})-COUNTIFS({inside(due)},{adopted},1)"
    if name == "closed_of_due":
        return f"=COUNTIFS({inside(due)},{closed},1)"
    if name == "late":
        late = progress.span(progress.place("late")).text()
        return f"=COUNTIFS({inside(done)},{late},1)"
    return f"=COUNTIFS({inside(done)})"


def _month(day: date | str | None, cutoff: str) -> date | None:
    if not isinstance(day, date) or day.year > int(cutoff[:4]) + _MOST_YEARS:
        return None
    return day.replace(day=1)


def _every(found: set[date | None]) -> list[date]:
    known = sorted(month for month in found if month is not None)
    if not known:
        return []
    first, last = (month.year * 12 + month.month - 1 for month in (known[0], known[-1]))
    if last - first >= _MOST_MONTHS:
        return known
    return [date(n // 12, n % 12 + 1, 1) for n in range(first, last + 1)]
