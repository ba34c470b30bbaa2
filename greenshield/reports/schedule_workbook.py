"""The schedule 按时序销号 as a workbook: by month, as a chart, county by month, line by line.

Counts are numbers and sums are formulas that bear their value, so that a program that does not
calculate shows them too. A month to come has its plan alone.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_range

from greenshield.domain import closing_plan
from greenshield.domain.closing_plan import COLUMNS, Line, Plan
from greenshield.reports.phrasing import printable
from greenshield.reports.writing import file_day

_MONTH_WIDTH, _NAME_WIDTH = 11, 22
_HEAD, _TITLE, _TOTAL, _PLAIN, _SIDE = "head", "title", "total", "plain", "side"
_LOOKS: Final[Mapping[str, dict[str, Any]]] = {
    "": {},
    _HEAD: {"bold": True, "bg_color": "#EDEFF1", "align": "center", "text_wrap": True},
    _TITLE: {"bold": True, "font_size": 15, "border": 0},
    _TOTAL: {"bold": True, "bg_color": "#E3ECD8"},
    _SIDE: {"text_wrap": True},
    _PLAIN: {"border": 0, "text_wrap": True, "valign": "top"},
}
_BELOW_CHART = 28
_PLANNED, _CLOSED = "#7C93A8", "#4C8C4A"


@dataclass(frozen=True, slots=True)
class Words:
    """What the workbook says in its language.

    Attributes:
        title: over every sheet.
        told: the cut-off day, in words.
        sheets: the names of the sheets: by month, chart, county by month, lines.
        month, county, total: heads.
        columns: the heads of ``closing_plan.COLUMNS``.
        rows: the sides of a county's two rows: planned, closed.
        notes: sentences below the chart.
        unplaced: the name of issues without a county.
        font: of all cells.
    """

    title: str
    told: str
    sheets: tuple[str, str, str, str]
    month: str
    county: str
    total: str
    columns: tuple[str, ...]
    rows: tuple[str, str]
    notes: tuple[str, ...]
    unplaced: str
    font: str


def content(plan: Plan, words: Words) -> bytes:
    """The workbook's bytes; equal input gives equal bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    created = file_day(plan.as_of)
    book.set_properties({"title": words.title, "author": "Green Shield", "created": created})
    writer = _Writer(book, plan, words)
    writer.by_month()
    writer.by_county()
    writer.line_by_line()
    book.close()
    return out.getvalue()


class _Writer:
    """One workbook in the making."""

    def __init__(self, book: Any, plan: Plan, words: Words) -> None:
        self._book, self._plan, self._words = book, plan, words
        self._formats: dict[str, Any] = {}
        self._ahead = closing_plan.month_of(plan.as_of)

    def by_month(self) -> None:
        """All counties, a row a month; the chart has a sheet of its own."""
        sheet = self._sheet(0)
        sheet.repeat_rows(2)
        heads = (self._words.month, *self._words.columns)
        self._heads(sheet, heads)
        sheet.set_column(0, 0, _MONTH_WIDTH, None)
        sheet.set_column(1, len(COLUMNS), 12, None)
        first = 3
        for at, line in enumerate(self._plan.months, first):
            sheet.write_string(at, 0, line.month, self._format(_SIDE))
            self._counts(sheet, at, 1, line)
        last = first + len(self._plan.months) - 1
        self._sums(sheet, last + 1, 1, first, last, self._plan.months)
        sheet.write_string(last + 1, 0, self._words.total, self._format(_TOTAL))
        sheet.freeze_panes(first, 1)
        beside = self._sheet(1)
        beside.set_column(0, len(COLUMNS), 14)
        self._chart(beside, first, last)
        for at, note in enumerate(self._words.notes, _BELOW_CHART):
            beside.merge_range(at, 0, at, len(COLUMNS), note, self._format(_PLAIN))
            beside.set_row(at, 30)

    def by_county(self) -> None:
        """Two rows a county, planned and closed, a column a month; a block for each year."""
        sheet = self._sheet(2)
        sheet.set_column(0, 0, _NAME_WIDTH)
        sheet.set_column(1, 1, 10)
        sheet.set_column(2, 14, 9)
        at = 2
        for year in dict.fromkeys(line.month[:4] for line in self._plan.months):
            months = [f"{year}-{month:02d}" for month in range(1, 13)]
            self._heads(sheet, (self._words.county, "", *months, self._words.total), at)
            at += 1
            for county, lines in _grouped(self._plan.lines):
                by_month = {line.month: line for line in lines}
                name = self._name(county)
                sheet.merge_range(at, 0, at + 1, 0, name, self._format(_SIDE))
                for n, what in enumerate(("due", "closed")):
                    sheet.write_string(at + n, 1, self._words.rows[n], self._format(_SIDE))
                    self._year(sheet, at + n, [by_month.get(m) for m in months], what)
                at += 2
            at += 1

    def _year(self, sheet: Any, at: int, lines: Sequence[Line | None], what: str) -> None:
        """Twelve months and their sum; months that are not told stay empty."""
        values = [None if line is None else self._value(line, what) for line in lines]
        for column, value in enumerate(values, 2):
            self._number(sheet, at, column, value)
        formula, bold = f"=SUM({xl_range(at, 2, at, 13)})", self._format(_TOTAL)
        sheet.write_formula(at, 14, formula, bold, sum(value or 0 for value in values))

    def line_by_line(self) -> None:
        """Every month of every county in which something is due, closed or carried."""
        sheet = self._sheet(3)
        self._heads(sheet, (self._words.county, self._words.month, *self._words.columns))
        sheet.repeat_rows(2)
        sheet.set_column(0, 0, _NAME_WIDTH)
        sheet.set_column(1, 1, _MONTH_WIDTH)
        sheet.set_column(2, 1 + len(COLUMNS), 12)
        at = 3
        for line in self._plan.lines:
            if any(getattr(line.counts, name) for name in COLUMNS):
                sheet.write_string(at, 0, self._name(line.county), self._format(_SIDE))
                sheet.write_string(at, 1, line.month, self._format(_SIDE))
                self._counts(sheet, at, 2, line)
                at += 1
        if at > 3:
            sheet.autofilter(2, 0, at - 1, 1 + len(COLUMNS))
        sheet.freeze_panes(3, 2)

    def _sheet(self, number: int) -> Any:
        sheet = self._book.add_worksheet(self._words.sheets[number])
        sheet.write_string(0, 0, printable(self._words.title), self._format(_TITLE))
        sheet.set_row(0, 24)
        told = self._book.add_format({"font_name": self._words.font, "font_size": 10})
        sheet.write_string(1, 0, self._words.told, told)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet

    def _heads(self, sheet: Any, heads: Sequence[str], at: int = 2) -> None:
        sheet.set_row(at, 32)
        for column, head in enumerate(heads):
            sheet.write_string(at, column, head, self._format(_HEAD))

    def _counts(self, sheet: Any, at: int, first: int, line: Line) -> None:
        for column, name in enumerate(COLUMNS, first):
            self._number(sheet, at, column, self._value(line, name))

    def _value(self, line: Line, name: str) -> int | None:
        """A count; None for what a month to come does not know."""
        known = line.month <= self._ahead or name == "due" or bool(getattr(line.counts, name))
        value: int | None = getattr(line.counts, name)
        return value if known else None

    def _number(self, sheet: Any, at: int, column: int, value: int | None) -> None:
        if value is None:
            sheet.write_blank(at, column, None, self._format(""))
        else:
            sheet.write_number(at, column, value, self._format(""))

    def _sums(
        self, sheet: Any, at: int, first: int, top: int, bottom: int, lines: Sequence[Line]
    ) -> None:
        """A row of sums; what is carried from month to month adds up to nothing."""
        summed, look = closing_plan.summed(lines), self._format(_TOTAL)
        for column, name in enumerate(COLUMNS, first):
            if name == "carried":
                sheet.write_blank(at, column, None, look)
                continue
            formula = f"=SUM({xl_range(top, column, bottom, column)})"
            sheet.write_formula(at, column, formula, look, getattr(summed, name))

    def _chart(self, sheet: Any, top: int, bottom: int) -> None:
        chart = self._book.add_chart({"type": "column"})
        name = self._words.sheets[0]
        font = {"name": self._words.font, "size": 9}
        for column, colour in ((1, _PLANNED), (2, _CLOSED)):
            chart.add_series({
                "name": [name, 2, column],
                "categories": [name, top, 0, bottom, 0],
                "values": [name, top, column, bottom, column],
                "fill": {"color": colour}, "border": {"none": True}, "gap": 60, "overlap": 0,
            })  # fmt: skip
        chart.set_legend({"position": "top", "font": font})
        chart.set_x_axis({"num_font": font | {"rotation": -45}})
        chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": True,
                          "line": {"color": "#D9DDE1"}}, "num_format": "0"})  # fmt: skip
        chart.set_size({"width": 960, "height": 480})
        sheet.insert_chart(2, 0, chart)

    def _name(self, county: str) -> str:
        return printable(self._plan.names.get(county) or (county.strip("0") and county)
                         or self._words.unplaced)  # fmt: skip

    def _format(self, look: str) -> Any:
        if look not in self._formats:
            base = {"font_name": self._words.font, "font_size": 10, "border": 1,
                    "valign": "vcenter"}  # fmt: skip
            self._formats[look] = self._book.add_format(base | dict(_LOOKS[look]))
        return self._formats[look]


def _grouped(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    out: dict[str, list[Line]] = {}
    for line in lines:
        out.setdefault(line.county, []).append(line)
    return list(out.items())
