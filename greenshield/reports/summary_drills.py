"""The sheets of single issues behind the summary: one for each group of its columns.

A drill-down holds the issues that count in its group, each with what it adds to which column;
the summary's formulas add these up. A plan is made first, so that the summary, which comes first
in the workbook, knows where everything will stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from greenshield.domain.workflow import STATES
from greenshield.reports.fast_sheet import Line, Long, Value
from greenshield.reports.summary import (
    APART,
    CLUE,
    GROUPED,
    SUMS,
    UNPLACED,
    Counted,
    Key,
    Number,
    SummaryTable,
    county_of,
)
from greenshield.reports.summary_formulas import Source, Span, visible_total
from greenshield.reports.summary_looks import CODE as NUMBERED
from greenshield.reports.summary_looks import (
    COUNT,
    DAY,
    HEAD_ROW,
    MONEY,
    ON_A_PAGE,
    SQUARE_METRES,
    TEXT,
    Looks,
    print_setup,
)

LEAD = ("number", "name", "division", "code", "area_name", "state")
"""The columns that every drill-down begins with."""
CODE = LEAD.index("code")
FIRST = HEAD_ROW + 1
_TOTAL_ROW = HEAD_ROW - 1
_first = itemgetter(0)
_FEW = 5  # columns that are looked up one by one, which is faster than to look what fits them
_WIDTHS = {
    "number": 21, "name": 26, "area_name": 24, "duty_unit": 24, "duty_person": 12,
    "key_problem": 22, "zone": 20, "progress": 18, "source": 16,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a drill-down beside those that all have.

    Attributes:
        name: of its words.
        heading: what stands over it.
        number: its number format.
        value: what it shows of an issue.
        key: the summary's column that it adds up to, if it does.
    """

    name: str
    heading: str
    number: str
    value: Callable[[Counted], Value]
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """What a sheet of single issues takes from the summary.

    Attributes:
        totals: of all its columns.
        links: where they stand.
        home: the summary itself, as a link; "" where there is none.
        formulas: False for sums that stand still.
    """

    totals: Mapping[Key, Number]
    links: Mapping[Key, str]
    home: str = ""
    formulas: bool = True


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill-down: its sheet's name, columns and issues.

    Attributes:
        group: of the summary's columns.
        before: how many columns stand before ``columns``.
    """

    group: str
    sheet: str
    columns: tuple[Column, ...]
    lines: tuple[Counted, ...]
    before: int = len(LEAD)

    def span(self, column: int) -> Span:
        """A column of the issues; one empty row where there is none."""
        return Span(self.sheet, column, FIRST, FIRST + max(len(self.lines), 1) - 1)

    def place(self, name: str) -> int:
        """Where one of its own columns stands."""
        return self.before + [column.name for column in self.columns].index(name)

    def cells(self) -> Callable[[Counted], list[tuple[int, Value]]]:
        """What its own columns show of an issue, and where; without those that show nothing."""
        places = {c.key: n for n, c in enumerate(self.columns, self.before) if c.key is not None}
        others = [(n, c.value) for n, c in enumerate(self.columns, self.before) if c.key is None]
        few = len(places) <= _FEW and max((n for n, _ in others), default=-1) < min(
            places.values(), default=0
        )
        in_order = tuple(places.items()) if few else ()

        def of(one: Counted) -> list[tuple[int, Value]]:
            found: list[tuple[int, Value]] = []
            for n, shows in others:
                shown = shows(one)
                if shown is not None and shown != "":
                    found.append((n, shown))
            added = one[1]
            if in_order:  # few columns are asked for, rather than all that the issue adds to
                for key, place in in_order:
                    if key in added:
                        found.append((place, added[key]))
                return found
            for key, value in added.items():
                place = places.get(key, -1)
                if place >= 0:
                    found.append((place, value))
            if len(found) > 1:
                found.sort(key=_first)
            return found

        return of

    def sources(self, groups: int = CODE) -> dict[Key, Source]:
        """Where the figures of its keys stand, beside the column ``groups``."""
        return {
            column.key: Source(self.span(self.before + n), self.span(groups))
            for n, column in enumerate(self.columns)
            if column.key is not None
        }


def plan(table: SummaryTable, looks: Looks) -> tuple[Drill, ...]:
    """A drill-down for each group of columns, in their order."""
    words, names = looks.words["drill"], looks.words["drill_sheet"]
    told = {
        "deadline": Column("deadline", words["deadline"], DAY, lambda c: as_day(c[0].deadline)),
        "closed_on": Column("closed_on", words["closed_on"], DAY, closed_on),
        "duty_unit": Column("duty_unit", words["duty_unit"], TEXT, lambda c: c[0].duty_unit),
        "duty_person": Column(
            "duty_person", words["duty_person"], TEXT, lambda c: c[0].duty_person
        ),
        "late": Column("late", words["late"], COUNT, _closed_late),
        "days_over": Column("days_over", words["days_over"], COUNT, _days_over(looks)),
    }
    groups: list[tuple[str, list[Key], tuple[str, ...]]] = [
        ("clue", [("clue", code) for code in CLUE], ()),
        ("total", [("total", "problems")], ("deadline", "duty_unit", "duty_person")),
        *((group, [key for key in table.columns if key[0] == group], ()) for group in GROUPED),
        (
            "progress",
            [key for key in table.columns if key[0] == "progress"],
            ("deadline", "closed_on", "late"),
        ),
        (
            "overdue",
            [("apart", "overdue")],
            ("deadline", "days_over", "duty_unit", "duty_person"),
        ),
        ("apart", [("apart", code) for code in APART if code != "overdue"], ()),
        ("area", [("sum", code) for code in SUMS if code.endswith("_m2")], ()),
        ("money", [("sum", code) for code in SUMS if not code.endswith("_m2")], ()),
    ]
    return tuple(
        Drill(
            group,
            names[group],
            (*(told[name] for name in beside), *(counting(key, looks) for key in keys)),
            tuple(one for one in table.drill if any(key in one[1] for key in keys)),
        )
        for group, keys, beside in groups
    )


def leads(table: SummaryTable, looks: Looks) -> dict[str, tuple[Value, ...]]:
    """The first cells of each issue, by its id: the same in every drill-down."""
    out: dict[str, tuple[Value, ...]] = {}
    for row, _ in table.drill:
        state = STATES.get(row.state)
        word = row.state if state is None else state.zh if looks.lang == "zh" else state.en
        code = county_of(row)
        out[row.issue_id] = (
            row.number or row.issue_id,
            row.name,
            "" if code == UNPLACED else looks.division(code),
            looks.division_code(code),
            row.area_name,
            word,
        )
    return out


def write(
    drill: Drill, number: int, known: Mapping[str, tuple[Value, ...]], looks: Looks, back: Back,
) -> Long:  # fmt: skip
    """Writes a drill-down's heads and sums; its rows are for ``fast_sheet.fill``.

    Args:
        drill: what it shows.
        number: of the sheet, from 1.
        known: of ``leads``.
        looks: the workbook.
        back: of its sums.
    """
    words = looks.words["drill"]
    sheet = looks.book.add_worksheet(drill.sheet)
    lead = [Column(name, words[name], _number(name), lambda _: None) for name in LEAD]
    heads(sheet, drill, (*lead, *drill.columns), looks, back)
    cells = drill.cells()
    lines = [Line(known[one[0].issue_id], cells(one)) for one in drill.lines]
    return Long(number, FIRST, drill.before + len(drill.columns), lines)


def heads(
    sheet: Any,
    drill: Drill,
    columns: Sequence[Column],
    looks: Looks,
    back: Back,
) -> None:
    """Title, sums, headings, the sample row, widths, filter and print set-up of a long sheet."""
    words = looks.words["sheet"]
    title = words["all_title"] if drill.group == "all" else f"{words['drill_title']}{drill.sheet}"
    looks.heading(sheet, title, "cutoff_drill")
    if back.home:
        sheet.write_url(_TOTAL_ROW, 0, back.home, looks.format(look="back"), words["back"])
    looks.put(sheet, _TOTAL_ROW, 1, words["sum"], looks.format(look="province"))
    for place, column in enumerate(columns):
        looks.put(sheet, HEAD_ROW, place, column.heading, looks.format(look="head"))
        if column.key is not None:
            _sum(sheet, drill, place, column, looks, back)
        sheet.write_blank(FIRST, place, None, looks.format(column.number, "plain"))
        sheet.set_column(place, place, _WIDTHS.get(column.name, 12.5))
    sheet.set_row(HEAD_ROW, 45)
    last = FIRST + max(len(drill.lines), 1) - 1
    sheet.autofilter(HEAD_ROW, 0, last, len(columns) - 1)
    sheet.freeze_panes(FIRST, 2)
    sheet.hide_gridlines(0)  # they are printed too: cells have no borders
    print_setup(sheet, HEAD_ROW, pages=-(-len(columns) // ON_A_PAGE))


def _sum(sheet: Any, drill: Drill, place: int, column: Column, looks: Looks, back: Back) -> None:
    """A column's sum, which leads to the summary where it stands there."""
    if column.key is None:
        return
    there = back.links.get(column.key)
    shown = looks.format(column.number, "province_link" if there else "province")
    if there:
        sheet.write_url(_TOTAL_ROW, place, there, shown, "0")
    total = float(back.totals[column.key])
    if back.formulas:
        formula = f"={visible_total(drill.span(place))}"
        sheet.write_formula(_TOTAL_ROW, place, formula, shown, total)
    else:
        sheet.write_number(_TOTAL_ROW, place, total, shown)


def as_day(text: str) -> date | str:
    """A date that Excel can carry, else the text."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text) and text >= "1900-03-01":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def counting(key: Key, looks: Looks) -> Column:
    """The column of what issues add to one of the summary's."""
    group, code = key
    words = looks.words
    if group == "sum":
        heading = words["drill"][code]
        number = SQUARE_METRES if code.endswith("_m2") else MONEY if "yuan" in code else COUNT
    else:
        heading, number = looks.column(group, code), COUNT
    return Column(f"{group}.{code}", heading, number, lambda one: one[1].get(key), key)


def closed_on(one: Counted) -> Value:
    """The day on which a problem that is closed was; None for one that was opened anew."""
    return as_day(one[0].closed_on) if ("progress", "closed") in one[1] else None


def _closed_late(one: Counted) -> Value:
    closed, due = closed_on(one), as_day(one[0].deadline)
    late = isinstance(closed, date) and isinstance(due, date) and due < closed
    return 1 if late else None


def _days_over(looks: Looks) -> Callable[[Counted], Value]:
    cutoff = as_day(looks.source.cutoff)

    def days(one: Counted) -> Value:
        due = as_day(one[0].deadline)
        if isinstance(due, date) and isinstance(cutoff, date):
            return (cutoff - due).days
        return None

    return days


def _number(name: str) -> str:
    return NUMBERED if name == "code" else TEXT
