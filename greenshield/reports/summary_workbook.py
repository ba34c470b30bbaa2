"""Writes the summary 汇总表 as an Excel workbook.

Its tables count by formulas in sheets of single issues, one for each group of columns; every
formula carries its value, so that it is there where nothing calculates.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from greenshield.reports import (
    fast_sheet,
    summary_all,
    summary_charts,
    summary_county,
    summary_drills,
    summary_duty,
    summary_months,
    summary_notes,
    summary_patrols,
    summary_table,
)
from greenshield.reports.dossier import LabelFunction
from greenshield.reports.fast_sheet import Long
from greenshield.reports.stationery import Stationery, words_of
from greenshield.reports.summary import Key, SummaryInput, SummaryTable, tabulate
from greenshield.reports.summary_cells import Cell, Formulas, columns
from greenshield.reports.summary_drills import Back, Drill
from greenshield.reports.summary_formulas import Source, link
from greenshield.reports.summary_looks import CODE, HEAD_ROW, Looks
from greenshield.reports.summary_table import Row, Side
from greenshield.reports.writing import file_day, write_whole

ROWS: Final = ("county", "unit", "person")
"""What the tables can have a row for."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the workbook is to hold.

    Attributes:
        by: the tables, of ``ROWS``.
        drills: the sheets of single issues; without them all figures are values.
        formulas: figures that calculate; else values.
        groups: a sheet of issues for each group of columns, months and charts; else of issues
            just the one sheet of all, and figures are values.
    """

    by: tuple[str, ...] = ROWS
    drills: bool = True
    formulas: bool = True
    groups: bool = True

    @property
    def calculates(self) -> bool:
        """True where figures are formulas: they need the sheets that they count in."""
        return self.formulas and self.drills and self.groups


ONE_ISSUE: Final = Layout(by=("county",), formulas=False, groups=False)
"""For a workbook of a single issue, of which there is nothing to drill down to."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: the table, and the names of the sheets in their order."""

    table: SummaryTable
    sheets: tuple[str, ...]


def write_summary(
    source: SummaryInput,
    out: Path,
    *,
    label: LabelFunction,
    stationery: Stationery,
    lang: str = "zh",
    layout: Layout | None = None,
) -> Summary:
    """Write the workbook in one step; equal input gives equal bytes.

    Text is always written as text, so a name such as ``=cmd|…`` stays a name.

    Args:
        source: the issues and the cut-off date.
        out: the .xlsx to write.
        label: words for codes of the tables ``key_problem``, ``zone``, ``area_level``, ``source``.
        stationery: the words of the workbook.
        lang: ``zh`` or ``en``.
        layout: which sheets; by default all of them, with formulas.

    Raises:
        UsageError: ``report_language_unknown``, ``report_is_folder``, ``report_folder_missing``.
        SurroundingsError: ``report_unwritable``.
    """
    words = words_of(stationery.summary_words, lang)
    table = tabulate(source)
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    title = words["sheet"]["title"]
    book.set_properties(
        {"title": title, "author": "Green Shield", "created": file_day(source.cutoff)}
    )
    looks = Looks(book, words, label, lang, source)
    made = _Book(table, looks, layout or Layout())
    made.write()
    sheets = tuple(str(sheet.get_name()) for sheet in book.worksheets())
    book.close()
    write_whole(out, fast_sheet.fill(content.getvalue(), made.long))
    return Summary(table, sheets)


class _Book:
    """One workbook in the making: what is planned of it, and the long sheets to fill."""

    def __init__(self, table: SummaryTable, looks: Looks, layout: Layout) -> None:
        self._table = table
        self._looks = looks
        self._layout = layout
        self._cells = columns(table, looks)
        self._drills = summary_drills.plan(table, looks)
        self._all = summary_all.plan(table, looks)
        self._duties = summary_duty.divide(table)
        self._duty = summary_duty.plan(self._duties, looks)
        self._side = summary_county.side(looks)
        self.long: list[Long] = []

    def write(self) -> None:
        """Every sheet that the layout asks for."""
        by, looks = self._layout.by, self._looks
        if "county" in by:
            self._county()
        if "unit" in by:
            self._duty_table("unit", summary_duty.unit_column())
        if "person" in by:
            self._duty_table("person", summary_duty.person_column())
        if "county" in by and self._layout.groups:
            self._months_and_charts()
            if looks.source.patrols:
                drills, calculates = self._layout.drills, self._layout.calculates
                summary_patrols.write(looks, drill=drills, formulas=calculates)
        if self._layout.drills:
            self._long_sheets()
        summary_notes.write(looks)

    def _county(self) -> None:
        looks, words = self._looks, self._looks.words["sheet"]
        sources = {key: at for drill in self._drills for key, at in drill.sources().items()}
        formulas = Formulas(self._cells, len(self._side), sources)
        rows = summary_county.rows(
            self._table, looks, formulas if self._layout.calculates else None
        )
        shown = self._drills if self._layout.drills and self._layout.groups else ()
        groups = {drill.group: drill.sheet for drill in shown if drill.lines}
        groups |= {"rate": groups["progress"]} if "progress" in groups else {}
        made = summary_table.Sheet(
            words["summary"], words["title"], self._side, self._cells, groups, _places(shown),
            parts=True,
        )  # fmt: skip
        self.long.append(summary_table.write(made, self._next(), rows, looks))

    def _duty_table(self, kind: str, groups: int) -> None:
        looks, words = self._looks, self._looks.words["duty"]
        wanted = set(summary_duty.KEYS)
        cells = [c for c in self._cells if (c.key or c.of or c.whole) in wanted and c.group]
        side = [Side(words["number"], 6, CODE), Side(words[kind], 30)]
        found = self._duties.units
        if kind == "person":
            found = self._duties.persons
            side = [side[0], Side(words[kind], 14), Side(words["unit"], 30)]
        sources = {
            key: Source(at.values, at.groups.beside(groups))
            for key, at in self._duty.sources().items()
        }
        rows = self._duty_rows(kind, cells, tuple(side), sources)
        made = summary_table.Sheet(
            words[f"{kind}_sheet"], words[f"{kind}_title"], tuple(side), cells,
            dict.fromkeys((c.group for c in cells), self._duty.sheet)
            if self._layout.drills and found else {},
            _places([self._duty]) if self._layout.drills and found else {},
        )  # fmt: skip
        self.long.append(summary_table.write(made, self._next(), rows, looks))

    def _duty_rows(
        self, kind: str, cells: Sequence[Cell], side: tuple[Side, ...], sources: dict[Key, Source]
    ) -> list[Row]:
        words = self._looks.words["sheet"]
        found = self._duties.units if kind == "unit" else self._duties.persons
        formulas = Formulas(cells, len(side), sources)
        adds = self._layout.calculates
        rows = []
        for line, row in enumerate(found, summary_table.FIRST):
            names: tuple[Any, ...] = (row.name or words["unfilled"],)
            if kind == "person":
                unit = self._duties.unit_of[line - summary_table.FIRST]
                names = (*names, unit or words["unfilled"])
            made = formulas.of_group(f"$A{line + 1}") if adds else None
            rows.append(Row("", (int(row.code), *names), row, made))
        if found:
            lines = range(summary_table.FIRST, summary_table.FIRST + len(found))
            blank = [""] * (len(side) - 2)
            total = summary_duty.total(self._duties)
            made = formulas.of_rows(lines) if adds else None
            rows.append(Row("province", ("", words["sum"], *blank), total, made))
        return rows

    def _months_and_charts(self) -> None:
        looks = self._looks
        progress = next(drill for drill in self._drills if drill.group == "progress")
        months = summary_months.count(self._table, looks.source.cutoff)
        named = summary_months.write(months, progress if self._layout.calculates else None, looks)
        places = {
            cell.key: len(self._side) + n
            for n, cell in enumerate(self._cells)
            if cell.key is not None
        }
        summary = looks.words["sheet"]["summary"]
        drawn = summary_charts.Tables(self._table, summary, places, months, named)
        summary_charts.write(drawn, looks, formulas=self._layout.calculates)

    def _long_sheets(self) -> None:
        looks, by = self._looks, self._layout.by
        known, back = summary_drills.leads(self._table, looks), self._back()
        groups = "county" in by and self._layout.groups
        drills = [self._all, *(self._drills if groups else ())]
        for drill in drills:
            self.long.append(summary_drills.write(drill, self._next(), known, looks, back))
        if {"unit", "person"} & set(by):
            made = summary_duty.write(self._duty, self._duties, self._next(), known, looks, back)
            self.long.append(made)

    def _back(self) -> Back:
        """Where each column stands in the summary."""
        totals, formulas = self._table.totals, self._layout.formulas
        if "county" not in self._layout.by:
            return Back(totals, {}, formulas=formulas)
        summary = self._looks.words["sheet"]["summary"]
        links = {
            cell.key: link(summary, HEAD_ROW, len(self._side) + n)
            for n, cell in enumerate(self._cells)
            if cell.key is not None
        }
        return Back(totals, links, link(summary), formulas)

    def _next(self) -> int:
        """The number that the next sheet will have."""
        return len(self._looks.book.worksheets()) + 1


def _places(drills: Sequence[Drill]) -> dict[Key, str]:
    """Where each key's column stands in its drill-down, as links."""
    return {
        column.key: link(drill.sheet, HEAD_ROW - 1, drill.before + n)
        for drill in drills
        if drill.lines
        for n, column in enumerate(drill.columns)
        if column.key is not None
    }
