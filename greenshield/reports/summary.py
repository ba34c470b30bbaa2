"""The county summary 汇总表, as numbers: one row an issue in, a table of counties and totals out.

Every column of a total is the sum of its counties, and every county the sum of its issues, by
construction: each row is turned into its contributions once (``contributions``), and both the
table and the drill-down sheet are made from these.

How issues are counted (domain.md D, and ours where it is silent):

* A *problem* is an issue from ``registered`` on. A clue not yet registered, a dismissed one and
  a void one are none; void issues have a column of their own. A suspended issue counts where it
  came from (:mod:`greenshield.domain.views`, as the ledger's views do): a clue as a clue, one
  under a look-back as closed, and a problem in the column of the suspended.
* The columns of progress are disjoint and add up to the problems.
* An adopted issue (历史导入) whose acceptance an old ledger claims was never evidenced here: it
  stands in a column of its own. It is a problem as any other, and raises neither rate.
* 整改完成率 = (accepted + publicity + closed) / problems: accepted or later, and evidenced.
  销号率 = closed / problems. Both divide by all problems, adopted ones among them.
* Overdue (逾期) is a problem past its deadline of which the rectification is not done.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from greenshield.domain import views

Number = int | float | Decimal

PROGRESS = (
    "not_started",
    "rectifying",
    "awaiting",
    "accepted",
    "publicity",
    "closed",
    "rebound",
    "suspended",
    "adopted_done",
)
COMPLETED = ("accepted", "publicity", "closed")
"""The columns of progress that count as completed (整改完成率)."""
UNDONE = frozenset({"not_started", "rectifying", "awaiting", "rebound", "suspended"})
_PROGRESS_OF_STATE = {
    "registered": "not_started",
    "planned": "not_started",
    "rectifying": "rectifying",
    "self_checked": "awaiting",
    "city_reviewed": "awaiting",
    "accepted": "accepted",
    "publicized": "publicity",
    "suspended": "suspended",
}
UNPLACED = "000000"
"""Stands for the county, city and province of an issue whose division isn't filled in."""
GROUPED = ("key_problem", "zone", "level", "source")
CLUE = ("issued", "checked", "true", "not_true", "other")
APART = ("adopted", "adopted_closed", "overdue", "void")
SUMS = ("area_m2", "demolished_m2", "restored_m2", "fine_yuan", "accountable", "referrals")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One issue as the summary counts it.

    Attributes:
        came_from: of a suspended one, or one under a look-back, the state before; else "".
        division_code: of the county, at least 6 digits (a local extension may follow).
        zone_codes: all zones that the patch meets; a patch on a border counts once, under its
            zones together.
        clue: True where it came as a clue from above (下发), not as a ledger row; of a clue that
            was split or merged, those that stand in its place count instead.
        checked: True where a field check is on record.
        verdict: ``true``, ``not_true``, ``other``, or "" while unknown.
        adopted: True where some step that its state rests on is an old ledger's claim.
        accepted_here: True for an adopted one of which the acceptance is no mere claim: made
            here, or proved when it was filed.
        rebound: True while it is open again after a look-back (反弹).
        overdue: at the cut-off date.
        closed_on: the day of the move that closed it here; "" for one that an old ledger closed.
        duty_unit, duty_person: 责任单位, 责任人, as they are written.
        area_m2, demolished_m2, restored_m2: m² on the ellipsoid; counted to 0.1 m².
    """

    issue_id: str
    state: str
    division_code: str
    number: str = ""
    name: str = ""
    area_name: str = ""
    zone_codes: tuple[str, ...] = ()
    level: str = ""
    source: str = ""
    key_problem: str = ""
    clue: bool = False
    checked: bool = False
    verdict: str = ""
    adopted: bool = False
    accepted_here: bool = False
    rebound: bool = False
    overdue: bool = False
    deadline: str = ""
    closed_on: str = ""
    duty_unit: str = ""
    duty_person: str = ""
    came_from: str = ""
    area_m2: Number | None = None
    demolished_m2: Number | None = None
    restored_m2: Number | None = None
    fine_yuan: Number | str | None = None
    accountable: int = 0
    referrals: int = 0


@dataclass(frozen=True, slots=True)
class SummaryPatrol:
    """One patrol 常态化巡查 as the summary counts it.

    Attributes:
        inspectors: their names.
        planned_from, planned_to, done_on: ISO days, "" for none.
        state: of ``domain.patrols.STATES`` but ``void``, at the cut-off date.
        route_m, covered_m, walked_m: the planned route, of it what was walked, and all that was
            walked; metres on the ellipsoid.
        finds: how many issues it found.
    """

    patrol_id: str
    division_code: str
    name: str
    state: str
    area_name: str = ""
    inspectors: str = ""
    planned_from: str = ""
    planned_to: str = ""
    done_on: str = ""
    route_m: float = 0.0
    covered_m: float = 0.0
    walked_m: float = 0.0
    finds: int = 0


@dataclass(frozen=True, slots=True)
class SummaryInput:
    """The rows, the words for divisions, and the cut-off date.

    Attributes:
        cutoff: ISO date; what has a day is told as of its end.
        divisions: division code -> name, for counties, cities (``220500``), provinces (``220000``).
        codes: column group (``GROUPED``) -> codes that have a column even where nothing counts.
    """

    rows: tuple[SummaryRow, ...]
    cutoff: str
    project: str = ""
    divisions: Mapping[str, str] | None = None
    codes: Mapping[str, tuple[str, ...]] | None = None
    patrols: tuple[SummaryPatrol, ...] = ()


Key = tuple[str, str]
"""Column group and column, such as ``("zone", "core+buffer")``."""


Counted = tuple[SummaryRow, Mapping[Key, Number]]
"""An issue, and what it adds to which column."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of the table. ``kind`` is ``county``, ``city`` or ``province``."""

    kind: str
    code: str
    name: str
    values: Mapping[Key, Number]

    def share(self, part: Iterable[Key], whole: Key) -> float | None:
        """Part ÷ whole as a fraction, None where the whole is nothing."""
        total = self.values[whole]
        return float(sum(self.values[key] for key in part)) / float(total) if total else None


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """The table, and per issue what it adds to which column.

    Attributes:
        columns: every column, in order.
        rows: counties under their city, then the city, the province after its cities.
        drill: the input's row and its contributions.
        totals: of all provinces together.
    """

    columns: tuple[Key, ...]
    rows: tuple[TableRow, ...]
    drill: tuple[Counted, ...]
    totals: Mapping[Key, Number]


def tabulate(source: SummaryInput) -> SummaryTable:
    """Count everything. A pure function; rows in any order give the same table."""
    ordered = sorted(source.rows, key=lambda r: (county_of(r), r.number, r.issue_id))
    drill = tuple((row, contributions(row)) for row in ordered)
    columns = _columns(drill, source.codes or {})
    members: dict[str, list[Mapping[Key, Number]]] = {}
    for row, added in drill:
        members.setdefault(county_of(row), []).append(added)
    names = source.divisions or {}
    counties = {code: summed(members[code], columns) for code in sorted(members)}
    rows = tuple(_lines(counties, members, columns, names))
    return SummaryTable(columns, rows, drill, summed((added for _, added in drill), columns))


def contributions(row: SummaryRow) -> dict[Key, Number]:
    """What one issue adds to which column."""
    out: dict[Key, Number] = {}
    if row.clue:
        out[("clue", "issued")] = 1
        if row.checked:
            out[("clue", "checked")] = 1
            verdict = {"true": "true", "not_true": "not_true"}.get(row.verdict, "other")
            out[("clue", verdict)] = 1
    if row.state == "void":
        out[("apart", "void")] = 1
    progress = progress_of(row)
    if not progress:
        return out
    out[("total", "problems")] = 1
    out[("progress", progress)] = 1
    for group in GROUPED:
        out[(group, group_value(row, group))] = 1
    if row.adopted:
        out[("apart", "adopted")] = 1
        if progress == "adopted_done" and stands_in(row) == "closed":
            out[("apart", "adopted_closed")] = 1
    if row.overdue and progress in UNDONE:
        out[("apart", "overdue")] = 1
    _add_sums(row, out)
    return out


def county_of(row: SummaryRow) -> str:
    """The code of the county that an issue counts in."""
    return row.division_code or UNPLACED


def progress_of(row: SummaryRow) -> str:
    """The one column of progress that an issue stands in, "" where it is no problem."""
    return _progress(row.state, row.came_from, row.rebound, row.adopted and not row.accepted_here)


@lru_cache(maxsize=1024)
def _progress(state: str, came_from: str, rebound: bool, claimed: bool) -> str:
    """Issues that are alike in this are judged once."""
    if not views.is_problem(state, came_from):
        return ""
    closed = views.is_closed(state, came_from)
    progress = "closed" if closed else _PROGRESS_OF_STATE[state]
    if progress in UNDONE:
        return "rebound" if rebound else progress
    return "adopted_done" if claimed else progress


def stands_in(row: SummaryRow) -> str:
    """The ledger's standing view that an issue is in, "" for a void one."""
    return views.view(row.state, row.came_from)


def group_value(row: SummaryRow, group: str) -> str:
    """The column of a group that an issue counts in; "" for what isn't filled in."""
    if group == "zone":
        return "+".join(sorted(set(row.zone_codes)))
    return str(getattr(row, group))


def _add_sums(row: SummaryRow, out: dict[Key, Number]) -> None:
    for name in ("area_m2", "demolished_m2", "restored_m2"):
        value = getattr(row, name)
        if value is not None and math.isfinite(value):
            out[("sum", name)] = round(float(value), 1)
    fine = _money(row.fine_yuan)
    if fine:
        out[("sum", "fine_yuan")] = fine
    for name in ("accountable", "referrals"):
        if getattr(row, name):
            out[("sum", name)] = getattr(row, name)


def _money(value: Number | str | None) -> Decimal:
    """Yuan, exact; what is no number is nothing."""
    try:
        exact = Decimal(str(value)) if value is not None else Decimal(0)
    except InvalidOperation:
        return Decimal(0)
    return exact if exact.is_finite() else Decimal(0)


def _columns(drill: Iterable[Counted], codes: Mapping[str, tuple[str, ...]]) -> tuple[Key, ...]:
    """Fixed columns, and one for every value that occurs or that was asked for."""
    columns: list[Key] = [("clue", c) for c in CLUE]
    columns.append(("total", "problems"))
    seen = {key for _, added in drill for key in added}
    for group in GROUPED:
        asked = list(codes.get(group, ()))
        found = sorted(c for g, c in seen if g == group and c not in asked and c)
        columns += [(group, c) for c in (*asked, *found)]
        if (group, "") in seen:
            columns.append((group, ""))
    columns += [("progress", c) for c in PROGRESS]
    columns += [("apart", c) for c in APART]
    return (*columns, *(("sum", c) for c in SUMS))


def summed(added: Iterable[Mapping[Key, Number]], columns: tuple[Key, ...]) -> dict[Key, Number]:
    """Column by column; areas by an exact float sum, so that no order changes a total."""
    parts: dict[Key, list[Number]] = {key: [] for key in columns}
    for one in added:
        for key, value in one.items():
            parts[key].append(value)
    return {key: _sum_of(key, values) for key, values in parts.items()}


def _sum_of(key: Key, values: list[Number]) -> Number:
    if key == ("sum", "fine_yuan"):
        return sum((Decimal(str(v)) for v in values), Decimal(0))
    if key[0] == "sum" and key[1].endswith("_m2"):
        return math.fsum(float(v) for v in values)
    return sum(int(v) for v in values)


def _lines(
    counties: Mapping[str, dict[Key, Number]],
    members: Mapping[str, list[Mapping[Key, Number]]],
    columns: tuple[Key, ...],
    names: Mapping[str, str],
) -> Iterable[TableRow]:
    provinces: dict[str, dict[str, list[str]]] = {}
    for code in counties:
        provinces.setdefault(code[:2], {}).setdefault(code[:4], []).append(code)
    for province, cities in provinces.items():
        for city, codes in cities.items():
            for code in codes:
                yield TableRow("county", code, names.get(code, code), counties[code])
            inside = [one for code in codes for one in members[code]]
            yield _total("city", f"{city}00", inside, columns, names)
        inside = [one for codes in cities.values() for code in codes for one in members[code]]
        yield _total("province", f"{province}0000", inside, columns, names)


def _total(
    kind: str,
    code: str,
    added: list[Mapping[Key, Number]],
    columns: tuple[Key, ...],
    names: Mapping[str, str],
) -> TableRow:
    return TableRow(kind, code, names.get(code, code), summed(added, columns))
