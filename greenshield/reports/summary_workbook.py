"""Writes the summary 汇总表 as an Excel workbook: the table, its drill-down, how it counts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from greenshield.domain.workflow import STATES
from greenshield.reports.dossier import LabelFunction
from greenshield.reports.phrasing import M2_PER_HA, MU_PER_HA, printable
from greenshield.reports.stationery import Stationery, Words, words_of
from greenshield.reports.summary import (
    COMPLETED,
    GROUPED,
    UNPLACED,
    Key,
    SummaryInput,
    SummaryRow,
    SummaryTable,
    TableRow,
    county_of,
    group_value,
    progress_of,
    tabulate,
)
from greenshield.reports.writing import file_day, write_whole

_LONGEST = 32_000  # Excel's own limit is 32,767
_A3, _A4 = 8, 9
_SCALE = 65  # percent
_ON_A_PAGE = 16  # columns beside the two that are repeated, at this scale
_HEADER_NAME = 60  # characters of the project's name; Excel's headers end at 255
_NOTES_WIDE, _NOTES_FIT = 74, 70  # half-width characters: of the column, and surely on a line
_LINE_HIGH = 15.0  # points
_YUAN_PER_WAN = 10_000
_TABLES = {
    "key_problem": "key_problem",
    "zone": "zone",
    "level": "area_level",
    "source": "source",
}
_COMPLETED: tuple[Key, ...] = tuple(("progress", code) for code in COMPLETED)
_CLOSED: tuple[Key, ...] = (("progress", "closed"),)

Cell = tuple[str, str, str, Callable[[TableRow], Any]]
"""Group, heading, number format, and how to take the value from a table row."""


def write_summary(
    source: SummaryInput,
    out: Path,
    *,
    label: LabelFunction,
    stationery: Stationery,
    lang: str = "zh",
) -> SummaryTable:
    """Write the workbook in one step; equal input gives equal bytes.

    Text is always written as text, so a name such as ``=cmd|…`` stays a name.

    Args:
        source: the issues and the cut-off date.
        out: the .xlsx to write.
        label: words for codes of the tables ``key_problem``, ``zone``, ``area_level``, ``source``.
        stationery: the words of the workbook.
        lang: ``zh`` or ``en``.

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
    writer = _Writer(book, words, label, lang, source)
    writer.summary(table)
    writer.drill(table)
    writer.notes()
    book.close()
    write_whole(out, content.getvalue())
    return table


class _Writer:
    """One workbook in the making: its formats and words."""

    def __init__(
        self, book: Any, words: Words, label: LabelFunction, lang: str, source: SummaryInput
    ) -> None:
        self._book = book
        self._words = words
        self._label = label
        self._lang = lang
        self._source = source
        base = {"font_name": "宋体" if lang == "zh" else "Calibri", "font_size": 10, "border": 1}
        self._base = base | {"valign": "vcenter"}
        self._formats: dict[tuple[str, str], Any] = {}

    def _format(self, number: str = "", look: str = "") -> Any:
        """A format by number format and look (``head``, ``total``, ``title``, ``plain``)."""
        if (number, look) not in self._formats:
            looks: dict[str, dict[str, Any]] = {
                "": {},
                "head": {"bold": True, "bg_color": "#EDEFF1", "align": "center", "text_wrap": True},
                "city": {"bold": True, "bg_color": "#F5F7EC"},
                "province": {"bold": True, "bg_color": "#E3ECD8"},
                "title": {"bold": True, "font_size": 15, "border": 0},
                "plain": {"border": 0},
            }
            settings = self._base | looks[look] | ({"num_format": number} if number else {})
            self._formats[(number, look)] = self._book.add_format(settings)
        return self._formats[(number, look)]

    def _code(self, table: str, code: str) -> str:
        if not code:
            return self._words["sheet"]["unfilled"]
        plus = self._words["sheet"]["plus"]
        return plus.join(self._label(table, part, self._lang) or part for part in code.split("+"))

    def _put(self, sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
        """A value by its type: text is never read as a formula, a link or a number."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, printable(value)[:_LONGEST], look)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, look)
        else:
            sheet.write_number(row, column, float(value), look)

    def _heading(self, sheet: Any, second: str) -> None:
        words, source = self._words["sheet"], self._source
        sheet.write_string(0, 0, words["title"], self._format(look="title"))
        told = words[second].format(project=source.project, cutoff=source.cutoff)
        sheet.write_string(1, 0, printable(told)[:_LONGEST], self._format(look="plain"))

    def summary(self, table: SummaryTable) -> None:
        """The sheet of counties, cities and provinces."""
        words = self._words["sheet"]
        sheet = self._book.add_worksheet(words["summary"])
        self._heading(sheet, "cutoff")
        cells = self._cells(table)
        for column, key in enumerate(("division", "code")):
            sheet.merge_range(2, column, 3, column, words[key], self._format(look="head"))
        self._group_heads(sheet, [c[0] for c in cells])
        for column, (_, heading, _, _) in enumerate(cells, 2):
            self._put(sheet, 3, column, heading, self._format(look="head"))
        for line, row in enumerate(table.rows, 4):
            look = "" if row.kind == "county" else row.kind
            name = words["unfilled"] if row.code == UNPLACED else row.name
            if row.kind != "county":
                key = row.kind if row.name != row.code else f"{row.kind}_unnamed"
                name = words[key].format(name=name)
            self._put(sheet, line, 0, name, self._format(look=look))
            self._put(sheet, line, 1, row.code, self._format(look=look))
            for column, (_, _, number, take) in enumerate(cells, 2):
                self._put(sheet, line, column, take(row), self._format(number, look))
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 10)
        for column, (group, _, _, _) in enumerate(cells, 2):
            sheet.set_column(column, column, 12.5 if group == "area" else 11)
        sheet.set_row(3, 60)
        sheet.freeze_panes(4, 2)
        _print_setup(sheet, 3)
        self._print_in_parts(sheet, cells, len(table.rows) + 3)

    def _print_in_parts(self, sheet: Any, cells: list[Cell], last: int) -> None:
        """Pages side by side: on one page's width nobody could read so many columns.

        Each page bears the divisions, and the title as its header: across the repeated columns
        it would be cut.
        """
        sheet.set_print_scale(_SCALE)
        sheet.print_area(2, 0, last, len(cells) + 1)
        sheet.repeat_rows(2, 3)
        sheet.repeat_columns(0, 1)
        sheet.set_v_pagebreaks([2 + first for first in _page_starts([c[0] for c in cells])])
        words, source = self._words["sheet"], self._source
        project = printable(source.project)[:_HEADER_NAME]
        told = words["cutoff"].format(project=project, cutoff=source.cutoff).replace("&", "&&")
        sheet.set_header(f"&L&B&14{words['title']}&B\n&9{told}", {"margin": 0.35})
        sheet.set_margins(left=0.5, right=0.5, top=1.0)

    def _group_heads(self, sheet: Any, groups: Sequence[str]) -> None:
        start = 0
        while start < len(groups):
            stop = start
            while stop + 1 < len(groups) and groups[stop + 1] == groups[start]:
                stop += 1
            title, look = self._words["group"][groups[start]], self._format(look="head")
            if stop > start:
                sheet.merge_range(2, start + 2, 2, stop + 2, title, look)
            else:
                self._put(sheet, 2, start + 2, title, look)
            start = stop + 1

    def _cells(self, table: SummaryTable) -> list[Cell]:
        """Every column of the summary sheet, in order."""
        heads = self._words["column"]
        out: list[Cell] = []
        for key in table.columns:
            group, code = key
            if group == "sum" and code.endswith("_m2"):
                out += self._area_cells(key)
            elif group == "sum":
                out.append(_sum_cell(key, heads[f"sum.{code}"]))
            else:
                heading = heads.get(f"{group}.{code}")
                if group in GROUPED:
                    heading = self._code(_TABLES[group], code)
                out.append((group, heading or code, "#,##0", _taker(key)))
            if key == ("clue", "checked"):
                checked, issued = ("clue", "checked"), ("clue", "issued")
                out.append(("clue", heads["clue.rate"], "0.0%", _rate((checked,), issued)))
            if key == ("apart", "void"):
                whole = ("total", "problems")
                done, closed = _rate(_COMPLETED, whole), _rate(_CLOSED, whole)
                out.append(("rate", heads["rate.completed"], "0.0%", done))
                out.append(("rate", heads["rate.closed"], "0.0%", closed))
        return out

    def _area_cells(self, key: Key) -> list[Cell]:
        heads = self._words["column"]
        hectares = _taker(key, over=M2_PER_HA, places=4)
        mu = _taker(key, MU_PER_HA, M2_PER_HA, places=2)
        return [
            ("area", heads[f"sum.{key[1]}.ha"], "#,##0.0000", hectares),
            ("area", heads[f"sum.{key[1]}.mu"], "#,##0.00", mu),
        ]

    def drill(self, table: SummaryTable) -> None:
        """One line an issue; its columns add up to the totals of the summary sheet."""
        sheet = self._book.add_worksheet(self._words["sheet"]["drill"])
        self._heading(sheet, "cutoff_drill")
        heads = self._words["drill"]
        for column, heading in enumerate(heads.values()):
            self._put(sheet, 2, column, heading, self._format(look="head"))
        number, day = self._format("#,##0"), "yyyy-mm-dd"
        area, money = self._format("#,##0.0"), self._format("#,##0.00")
        for line, (row, added) in enumerate(table.drill, 3):
            values = self._drill_values(row, added)
            for column, name in enumerate(heads):
                value = values[name]
                look = area if name.endswith("_m2") else money if name.endswith("_yuan") else number
                if isinstance(value, date):
                    look = self._format(day)
                elif isinstance(value, str):
                    look = self._format()
                self._put(sheet, line, column, value, look)
        last = max(3, len(table.drill) + 2)
        sheet.autofilter(2, 0, last, len(heads) - 1)
        sheet.set_column(0, 3, 20)
        sheet.set_column(4, len(heads) - 1, 12)
        sheet.freeze_panes(3, 1)
        _print_setup(sheet, 2)

    def _drill_values(self, row: SummaryRow, added: Any) -> dict[str, Any]:
        names = self._source.divisions or {}
        state, progress = STATES.get(row.state), progress_of(row)
        code = county_of(row)
        city = f"{code[:4]}00"
        column = self._words["column"]
        verdict = next((c for c in ("true", "not_true", "other") if ("clue", c) in added), "")
        values: dict[str, Any] = {
            "number": row.number or row.issue_id,
            "name": row.name,
            "area_name": row.area_name,
            "division": "" if code == UNPLACED else names.get(code, code),
            "code": row.division_code,
            "city": "" if code == UNPLACED else names.get(city, city),
            "state": row.state,
            "progress": column[f"progress.{progress}"] if progress else "",
            "clue": added.get(("clue", "issued")),
            "checked": added.get(("clue", "checked")),
            "verdict": column[f"clue.{verdict}"] if verdict else "",
            "problem": added.get(("total", "problems")),
            "deadline": _as_date(row.deadline),
        }
        if state is not None:
            values["state"] = state.zh if self._lang == "zh" else state.en
        for group in GROUPED:
            values[group] = self._code(_TABLES[group], group_value(row, group)) if progress else ""
        for name in ("adopted", "adopted_closed", "overdue", "void"):
            values[name] = added.get(("apart", name))
        for group, name in (key for key in added if key[0] == "sum"):
            values[name] = added[(group, name)]
        return dict.fromkeys(self._words["drill"]) | values

    def notes(self) -> None:
        """How the columns are counted."""
        sheet = self._book.add_worksheet(self._words["sheet"]["notes"])
        font = {"font_name": self._base["font_name"], "font_size": 11}
        wrap = self._book.add_format({"text_wrap": True, "valign": "top", **font})
        sheet.set_column(0, 0, _NOTES_WIDE)
        for line, text in enumerate(self._words["notes"].values()):
            lines = -(-sum(2 if ord(char) > 0x2E80 else 1 for char in text) // _NOTES_FIT)
            sheet.set_row(line, _LINE_HIGH * lines + 4)  # not every program fits it by itself
            sheet.write_string(line, 0, text, wrap)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)


def _page_starts(groups: Sequence[str]) -> list[int]:
    """The columns that begin a printed page: groups stay whole where one page holds them."""
    starts, first = [], 0
    for column in range(1, len(groups) + 1):
        if column - first <= _ON_A_PAGE:
            continue
        start = column - 1
        while start > first and groups[start] == groups[start - 1]:
            start -= 1
        first = start if start > first else column - 1
        starts.append(first)
    return starts


def _taker(key: Key, times: int = 1, over: int = 1, places: int = 6) -> Callable[[TableRow], Any]:
    """A column's value, as it is or in another unit with so many decimal places."""
    if times == over:
        return lambda row: row.values[key]
    return lambda row: round(float(row.values[key]) * times / over, places)


def _rate(part: tuple[Key, ...], whole: Key) -> Callable[[TableRow], float | None]:
    def share(row: TableRow) -> float | None:
        found = row.share(part, whole)
        return None if found is None else round(found, 4)

    return share


def _sum_cell(key: Key, heading: str) -> Cell:
    if key[1] == "fine_yuan":
        return ("money", heading, "#,##0.00", _taker(key, over=_YUAN_PER_WAN))
    return ("money", heading, "#,##0", _taker(key))


def _as_date(text: str) -> date | str:
    """A date that Excel can carry, else the text."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text) and text >= "1900-03-01":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _print_setup(sheet: Any, last_head: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, last_head)
    sheet.set_footer("&C&P / &N")
