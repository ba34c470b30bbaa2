"""The sheet of charts: progress by county, closings by month, key problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from greenshield.reports.summary import Key, SummaryTable, TableRow
from greenshield.reports.summary_formulas import quoted
from greenshield.reports.summary_looks import COUNT, HEAD_ROW, Looks, print_setup
from greenshield.reports.summary_months import Month
from greenshield.reports.summary_table import FIRST

_COLOURS: Final = {
    "not_started": "#9AA5AD",
    "rectifying": "#E8A33D",
    "awaiting": "#F2D16B",
    "accepted": "#9CC9E3",
    "publicity": "#4C93C3",
    "closed": "#4E9A57",
    "rebound": "#C7483F",
    "suspended": "#CDBFD9",
    "adopted_done": "#B9D8B4",
}
_PLAN, _REAL, _KEY = "#B7C4CC", "#4E9A57", "#E8A33D"
_MOST_BARS = 40
_BACK, _AHEAD = 24, 12  # months around the cut-off date that can be told apart in a chart
_DATA = 15  # the column where the charts' figures begin
_WIDE, _GAP = 930, 30  # pixels
_ROW_HIGH = 20  # pixels


@dataclass(frozen=True, slots=True)
class Tables:
    """What the charts are drawn of, and where it stands.

    Attributes:
        rows: the summary's table, whose rows stand from ``FIRST`` on in ``summary``.
        places: column of each key there.
        months: in ``month_sheet`` from ``FIRST`` on.
    """

    table: SummaryTable
    summary: str
    places: dict[Key, int]
    months: tuple[Month, ...]
    month_sheet: str


def write(made: Tables, looks: Looks, *, formulas: bool) -> None:
    """Writes the sheet; nothing but a sentence where there is no problem."""
    words = looks.words["charts"]
    sheet = looks.book.add_worksheet(words["sheet"])
    looks.heading(sheet, words["title"], "cutoff_charts")
    sheet.hide_gridlines(2)
    shown = _shown_rows(made.table)
    if not shown:
        looks.put(sheet, HEAD_ROW, 0, words["nothing"], looks.format(look="plain"))
        return
    top = HEAD_ROW
    top = _progress(sheet, made, shown, looks, top, formulas=formulas)
    top = _closings(sheet, made, looks, top)
    last = _key_problems(sheet, made, looks, top, formulas=formulas)
    print_setup(sheet, 1, small=True)
    sheet.set_portrait()
    sheet.print_area(0, 0, last, _DATA - 1)


def _shown_rows(table: SummaryTable) -> list[tuple[int, TableRow]]:
    """Counties with problems and their rows; cities or provinces where these are too many."""
    for kind in ("county", "city", "province"):
        rows = [
            (line, row)
            for line, row in enumerate(table.rows, FIRST)
            if row.kind == kind and row.values[("total", "problems")]
        ]
        if len(rows) <= _MOST_BARS:
            return rows
    return rows


def _progress(
    sheet: Any, made: Tables, shown: list[tuple[int, TableRow]], looks: Looks, top: int,
    *, formulas: bool,
) -> int:  # fmt: skip
    """Bars of the problems by progress; the row below the chart."""
    codes = [key for key in made.places if key[0] == "progress"]
    used = [key for key in codes if any(row.values[key] for _, row in shown)]
    for column, key in enumerate(used, _DATA + 1):
        looks.put(sheet, top, column, looks.column(*key), looks.format(look="head"))
    for at, (line, row) in enumerate(shown, top + 1):
        looks.put(sheet, at, _DATA, looks.division(row.code), looks.format())
        for column, key in enumerate(used, _DATA + 1):
            there = (line, made.places[key])
            _figure(sheet, made.summary, (at, column), there, row.values[key], looks,
                    formulas=formulas)  # fmt: skip
    chart = looks.book.add_chart({"type": "bar", "subtype": "stacked"})
    last = top + len(shown)
    own = sheet.get_name()
    for column, key in enumerate(used, _DATA + 1):
        chart.add_series({
            "name": [own, top, column],
            "categories": [own, top + 1, _DATA, last, _DATA],
            "values": [own, top + 1, column, last, column],
            "fill": {"color": _COLOURS[key[1]]},
            "border": {"color": "#FFFFFF", "width": 0.5},
            "gap": 45,
        })  # fmt: skip
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 9}})
    chart.set_x_axis(_counts(looks))
    return _place(sheet, chart, looks, "progress", top, 150 + 26 * len(shown))


def _closings(sheet: Any, made: Tables, looks: Looks, top: int) -> int:
    """Columns of what was due and closed in each month around the cut-off date."""
    cutoff = date.fromisoformat(looks.source.cutoff)
    now = cutoff.year * 12 + cutoff.month
    near = [
        line
        for line, month in enumerate(made.months, FIRST)
        if month.first is not None
        and -_BACK <= month.first.year * 12 + month.first.month - now <= _AHEAD
    ]
    if not near:
        return top
    chart = looks.book.add_chart({"type": "column"})
    for column, colour in ((1, _PLAN), (3, _REAL)):
        chart.add_series({
            "name": [made.month_sheet, HEAD_ROW, column],
            "categories": [made.month_sheet, near[0], 0, near[-1], 0],
            "values": [made.month_sheet, near[0], column, near[-1], column],
            "fill": {"color": colour},
            "gap": 60,
            "overlap": 0,
        })  # fmt: skip
    rotation = -45 if len(near) > 12 else 0
    chart.set_x_axis({"num_font": {"size": 9, "rotation": rotation}, "text_axis": True,
                      "num_format": "yyyy-mm"})  # fmt: skip
    chart.set_y_axis(_counts(looks))
    return _place(sheet, chart, looks, "closings", top, 300)


def _key_problems(sheet: Any, made: Tables, looks: Looks, top: int, *, formulas: bool) -> int:
    """Bars of the problems of each key type in all provinces."""
    totals = made.table.totals
    codes = [key for key in made.places if key[0] == "key_problem" and key[1]]
    if not any(totals[key] for key in codes):
        return top
    provinces = [n for n, row in enumerate(made.table.rows, FIRST) if row.kind == "province"]
    head = looks.words["column"]["total.problems"]
    looks.put(sheet, top, _DATA + 1, head, looks.format(look="head"))
    for at, key in enumerate(codes, top + 1):
        looks.put(sheet, at, _DATA, looks.column(*key), looks.format())
        cells = [xl_rowcol_to_cell(line, made.places[key]) for line in provinces]
        formula = "+".join(f"{quoted(made.summary)}!{cell}" for cell in cells)
        value, look = float(totals[key]), looks.format(COUNT)
        if formulas:
            sheet.write_formula(at, _DATA + 1, f"={formula}", look, value)
        else:
            sheet.write_number(at, _DATA + 1, value, look)
    chart = looks.book.add_chart({"type": "bar"})
    own, last = sheet.get_name(), top + len(codes)
    chart.add_series({
        "name": [own, top, _DATA + 1],
        "categories": [own, top + 1, _DATA, last, _DATA],
        "values": [own, top + 1, _DATA + 1, last, _DATA + 1],
        "fill": {"color": _KEY},
        "data_labels": {"value": True},
        "gap": 45,
    })  # fmt: skip
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 9}})
    chart.set_x_axis(_counts(looks))
    chart.set_legend({"none": True})
    return _place(sheet, chart, looks, "key_problems", top, 110 + 26 * len(codes))


def _figure(
    sheet: Any, summary: str, at: tuple[int, int], there: tuple[int, int], value: Any,
    looks: Looks, *, formulas: bool,
) -> None:  # fmt: skip
    look = looks.format(COUNT)
    if formulas:
        formula = f"={quoted(summary)}!{xl_rowcol_to_cell(*there)}"
        sheet.write_formula(*at, formula, look, float(value))
    else:
        sheet.write_number(*at, float(value), look)


def _counts(looks: Looks) -> dict[str, Any]:
    """An axis of counts: whole numbers, quiet lines."""
    name = looks.words["charts"]["problems"]
    return {
        "num_format": "#,##0",
        "min": 0,
        "major_gridlines": {"visible": True, "line": {"color": "#E3E6E8", "width": 0.75}},
        "line": {"none": True},
        "name": name,
        "name_font": {"size": 9, "bold": False},
        "num_font": {"size": 9},
    }


def _place(sheet: Any, chart: Any, looks: Looks, title: str, top: int, high: int) -> int:
    chart.set_title({"name": looks.words["charts"][title], "name_font": {"size": 12}})
    if title != "key_problems":
        chart.set_legend({"position": "bottom", "font": {"size": 9}})
    chart.set_size({"width": _WIDE, "height": high})
    sheet.insert_chart(top, 0, chart)
    return top + (high + _GAP) // _ROW_HIGH + 1
