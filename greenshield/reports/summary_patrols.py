"""The sheets 巡查 and 巡查明细: the patrols of each county, city and province, and each by itself.

A patrol counts from the first day of its plan on. Shares of counties, cities and provinces are
those of all their routes together, not means of shares. Projects without patrols have no such
sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from greenshield.domain.patrols import STATES as ALL_STATES
from greenshield.reports.summary import SummaryPatrol
from greenshield.reports.summary_county import addable, named
from greenshield.reports.summary_drills import as_day
from greenshield.reports.summary_formulas import Span, link, total_of, visible_total
from greenshield.reports.summary_looks import (
    CODE,
    COUNT,
    DAY,
    HEAD_ROW,
    KILOMETRES,
    SHARE,
    TEXT,
    Looks,
    print_setup,
)

STATES: Final = tuple(state for state in ALL_STATES if state != "void")
_FIRST: Final = HEAD_ROW + 1
_M_PER_KM: Final = 1000
_FIGURES: Final = ("number", *STATES, "route_km", "covered_km", "share", "walked_km", "finds")
_SIDE: Final = 2  # columns before the figures: county, code
_TOTAL_ROW: Final = HEAD_ROW - 1


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the sheet of single patrols; ``figure`` where the counties add it up."""

    name: str
    number: str
    width: float
    value: Callable[[SummaryPatrol], Any]
    figure: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the sheet of counties.

    Attributes:
        kind: ``county``, ``city`` or ``province``.
        code: of the division.
        counties: the codes of those in it.
        parts: the lines that a city or a province adds up.
    """

    kind: str
    code: str
    counties: frozenset[str]
    parts: tuple[int, ...] = ()


def _columns(looks: Looks) -> tuple[_Column, ...]:
    def state(code: str) -> Callable[[SummaryPatrol], int | None]:
        return lambda p: 1 if p.state == code else None

    return (
        _Column("division", TEXT, 16, lambda p: looks.division(p.division_code)),
        _Column("code", CODE, 10, lambda p: looks.division_code(p.division_code)),
        _Column("name", TEXT, 30, lambda p: p.name),
        _Column("area", TEXT, 24, lambda p: p.area_name),
        _Column("inspectors", TEXT, 16, lambda p: p.inspectors),
        _Column("planned_from", DAY, 11, lambda p: as_day(p.planned_from)),
        _Column("planned_to", DAY, 11, lambda p: as_day(p.planned_to)),
        _Column("done_on", DAY, 11, lambda p: as_day(p.done_on)),
        _Column("state", TEXT, 10, lambda p: looks.label("patrol_state", p.state)),
        _Column("number", COUNT, 8, lambda _: 1, "number"),
        *(_Column(s, COUNT, 9, state(s), s) for s in STATES),
        _Column("route_km", KILOMETRES, 14, lambda p: _km(p.route_m), "route_km"),
        _Column("covered_km", KILOMETRES, 14, lambda p: _km(p.covered_m), "covered_km"),
        _Column("share", SHARE, 9, lambda p: _share(p.covered_m, p.route_m)),
        _Column("walked_km", KILOMETRES, 14, lambda p: _km(p.walked_m), "walked_km"),
        _Column("finds", COUNT, 10, lambda p: p.finds, "finds"),
    )


def write(looks: Looks, *, drill: bool, formulas: bool) -> None:
    """Writes both sheets.

    Args:
        looks: the workbook and what is counted.
        drill: the single patrols too.
        formulas: the counties' figures calculate in them.
    """
    patrols = sorted(
        looks.source.patrols, key=lambda p: (p.division_code, p.planned_from, p.name, p.patrol_id)
    )
    _counties(patrols, looks, drill=drill, formulas=drill and formulas)
    if drill:
        _single(patrols, looks, formulas=formulas)


def _counties(
    patrols: Sequence[SummaryPatrol], looks: Looks, *, drill: bool, formulas: bool
) -> None:
    words, columns = looks.words["patrols"], _columns(looks)
    sheet = looks.book.add_worksheet(words["sheet"])
    looks.heading(sheet, words["title"], "cutoff_patrols")
    for place, name in enumerate(("division", "code", *_FIGURES)):
        looks.put(sheet, HEAD_ROW, place, words[name], looks.format(look="head"))
        sheet.set_column(place, place, 22 if place == 0 else 16 if name.endswith("_km") else 11)
    if drill:
        there = link(words["single"])
        sheet.write_url(HEAD_ROW, 0, there, looks.format(look="link"), words["division"])
    sheet.set_row(HEAD_ROW, 45)
    rows = tuple(_rows(p.division_code for p in patrols))
    distinct = addable(row.code for row in rows if row.kind == "county") if formulas else set()
    spans = {
        column.figure: Span(words["single"], n, _FIRST, _FIRST + len(patrols) - 1)
        for n, column in enumerate(columns)
        if column.figure
    }
    group = Span(words["single"], 1, _FIRST, _FIRST + len(patrols) - 1)
    for line, row in enumerate(rows, _FIRST):
        look = "" if row.kind == "county" else row.kind
        looks.put(sheet, line, 0, named(row.kind, row.code, looks), looks.format(look=look))
        looks.put(sheet, line, 1, looks.division_code(row.code), looks.format(CODE, look))
        added = _added([p for p in patrols if p.division_code in row.counties], columns)
        made: dict[str, str] = {}
        if formulas and row.parts:
            made = {f: total_of(_SIDE + n, row.parts) for n, f in enumerate(_FIGURES)}
        elif row.code in distinct:
            at = xl_rowcol_to_cell(line, 1, col_abs=True)
            made = {f: f"SUMIFS({s.text()},{group.text()},{at})" for f, s in spans.items()}
        _figures(sheet, line, added, made, looks, look)
    sheet.freeze_panes(_FIRST, 1)
    print_setup(sheet, HEAD_ROW, small=True)


def _rows(divisions: Iterable[str]) -> Iterator[_Row]:
    """Counties, after those of a city the city, and after these the province."""
    counties = sorted(set(divisions))
    line = _FIRST
    cities: list[int] = []
    for n, code in enumerate(counties):
        after = counties[n + 1] if n + 1 < len(counties) else ""
        yield _Row("county", code, frozenset([code]))
        line += 1
        if after[:4] == code[:4]:
            continue
        mine = frozenset(c for c in counties if c[:4] == code[:4])
        yield _Row("city", f"{code[:4]}00", mine, tuple(range(line - len(mine), line)))
        cities.append(line)
        line += 1
        if after[:2] == code[:2]:
            continue
        mine = frozenset(c for c in counties if c[:2] == code[:2])
        yield _Row("province", f"{code[:2]}0000", mine, tuple(cities))
        cities = []
        line += 1


def _figures(
    sheet: Any, row: int, added: dict[str, float], made: dict[str, str], looks: Looks, look: str
) -> None:
    for place, figure in enumerate(_FIGURES, _SIDE):
        number = KILOMETRES if figure.endswith("_km") else SHARE if figure == "share" else COUNT
        shown = looks.format(number, look)
        if figure == "share":
            share = _share(added["covered_km"], added["route_km"])
            route, covered = (
                xl_rowcol_to_cell(row, _SIDE + _FIGURES.index(n))
                for n in ("route_km", "covered_km")
            )
            formula = f'IF({route}=0,"",{covered}/{route})'
            value: float | str = "" if share is None else share
        else:
            formula, value = made.get(figure, ""), added[figure]
        if made:
            sheet.write_formula(row, place, f"={formula}", shown, value)
        else:
            looks.put(sheet, row, place, value, shown)


def _single(patrols: Sequence[SummaryPatrol], looks: Looks, *, formulas: bool) -> None:
    words, columns = looks.words["patrols"], _columns(looks)
    sheet = looks.book.add_worksheet(words["single"])
    looks.heading(sheet, words["single_title"], "cutoff_patrols")
    back = link(words["sheet"])
    sheet.write_url(_TOTAL_ROW, 0, back, looks.format(look="back"), words["back"])
    looks.put(sheet, _TOTAL_ROW, 1, looks.words["sheet"]["sum"], looks.format(look="province"))
    added = _added(patrols, columns)
    last = _FIRST + len(patrols) - 1
    for place, column in enumerate(columns):
        looks.put(sheet, HEAD_ROW, place, words[column.name], looks.format(look="head"))
        sheet.set_column(place, place, column.width)
        if column.figure:
            shown = looks.format(column.number, "province")
            total = visible_total(Span(words["single"], place, _FIRST, last))
            if formulas:
                sheet.write_formula(_TOTAL_ROW, place, f"={total}", shown, added[column.figure])
            else:
                sheet.write_number(_TOTAL_ROW, place, added[column.figure], shown)
        for line, patrol in enumerate(patrols, _FIRST):
            looks.put(sheet, line, place, column.value(patrol), looks.format(column.number))
    sheet.set_row(HEAD_ROW, 45)
    sheet.autofilter(HEAD_ROW, 0, last, len(columns) - 1)
    sheet.freeze_panes(_FIRST, 3)
    print_setup(sheet, HEAD_ROW)


def _added(patrols: Sequence[SummaryPatrol], columns: Sequence[_Column]) -> dict[str, float]:
    return {
        column.figure: sum(column.value(p) or 0 for p in patrols)
        for column in columns
        if column.figure
    }


def _km(metres: float) -> float:
    """Kilometres to the metre, so that rows add up to what is shown of them."""
    return round(metres / _M_PER_KM, 3)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
