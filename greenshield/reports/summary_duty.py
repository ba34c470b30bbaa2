"""The summary by responsible unit 责任单位 and person 责任人, for audits.

A person stands under a unit: two of one name in two units are two. Spellings that differ by
width, by blanks or by capitals alone are one, shown as the first of them; a text that names
several stays one text. The issues stand in a sheet of their own, numbered by unit and person, and
the tables add them up by these numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from greenshield.reports.fast_sheet import Line, Long, Value
from greenshield.reports.summary import (
    PROGRESS,
    SUMS,
    Counted,
    Key,
    Number,
    SummaryTable,
    TableRow,
    summed,
)
from greenshield.reports.summary_drills import (
    FIRST,
    LEAD,
    Back,
    Column,
    Drill,
    as_day,
    counting,
    heads,
)
from greenshield.reports.summary_looks import CODE, DAY, TEXT, Looks

KEYS: tuple[Key, ...] = (
    ("total", "problems"),
    *(("progress", code) for code in PROGRESS),
    ("apart", "overdue"),
    *(("sum", code) for code in SUMS),
)
"""The summary's columns that units and persons have too."""
_NUMBERS = ("unit_no", "duty_unit", "person_no", "duty_person")
_BLANKS = re.compile(r"\s+")
# Between Chinese characters a blank is layout: 张　三 is 张三.
_LAYOUT = re.compile(r"(?<=[\u2e80-\u9fff]) (?=[\u2e80-\u9fff])")


@dataclass(frozen=True, slots=True)
class Duties:
    """Problems by those who answer for them.

    Attributes:
        units: kind ``unit``, the code its number from 1, the name "" where none is filled in.
        persons: kind ``person``, likewise.
        unit_of: the name of each person's unit, in the order of ``persons``.
        lines: each problem with the numbers of its unit and person, rising.
    """

    units: tuple[TableRow, ...]
    persons: tuple[TableRow, ...]
    unit_of: tuple[str, ...]
    lines: tuple[tuple[Counted, int, int], ...]


def divide(table: SummaryTable) -> Duties:
    """Groups the problems; who is not filled in comes last."""
    members: dict[tuple[str, str], list[Counted]] = {}
    shown: dict[str, str] = {}
    for one in table.drill:
        if ("total", "problems") not in one[1]:
            continue
        spellings = spelled(one[0].duty_unit), spelled(one[0].duty_person)
        keys = _folded(spellings[0]), _folded(spellings[1])
        for key, spelling in zip(keys, spellings, strict=True):
            shown.setdefault(key, spelling)
        members.setdefault(keys, []).append(one)
    order = sorted(members, key=lambda keys: (not keys[0], keys[0], not keys[1], keys[1]))
    unit_no = {unit: n for n, unit in enumerate(dict.fromkeys(keys[0] for keys in order), 1)}
    persons, lines = [], []
    inside: dict[str, list[Mapping[Key, Number]]] = {unit: [] for unit in unit_no}
    for number, keys in enumerate(order, 1):
        added = [one[1] for one in members[keys]]
        inside[keys[0]] += added
        persons.append(_row("person", number, shown[keys[1]], added))
        lines += [(one, unit_no[keys[0]], number) for one in members[keys]]
    units = [_row("unit", number, shown[unit], inside[unit]) for unit, number in unit_no.items()]
    return Duties(
        tuple(units), tuple(persons), tuple(shown[keys[0]] for keys in order), tuple(lines)
    )


def spelled(name: str) -> str:
    """A unit's or person's name without the blanks that are layout."""
    return _LAYOUT.sub("", _BLANKS.sub(" ", name.strip()))


def _folded(name: str) -> str:
    """What spellings have in common that differ by width, blanks or capitals alone."""
    return spelled(unicodedata.normalize("NFKC", name)).casefold()


def total(duties: Duties) -> TableRow:
    """All of them together."""
    return _row("total", 0, "", (one[1] for one, _, _ in duties.lines))


def plan(duties: Duties, looks: Looks) -> Drill:
    """The sheet of the problems that units and persons answer for."""
    columns = tuple(counting(key, looks) for key in KEYS)
    lines = tuple(one for one, _, _ in duties.lines)
    return Drill("duty", looks.words["drill_sheet"]["duty"], columns, lines, len(_heads(looks)))


def unit_column() -> int:
    """Where the drill-down has the unit's number."""
    return _NUMBERS.index("unit_no")


def person_column() -> int:
    """Where the drill-down has the person's number."""
    return _NUMBERS.index("person_no")


def write(
    drill: Drill, duties: Duties, number: int, known: Mapping[str, tuple[Value, ...]],
    looks: Looks, back: Back,
) -> Long:  # fmt: skip
    """Writes the sheet's heads and sums; its rows are for ``fast_sheet.fill``."""
    sheet = looks.book.add_worksheet(drill.sheet)
    heads(sheet, drill, (*_heads(looks), *drill.columns), looks, back)
    unfilled = looks.words["sheet"]["unfilled"]
    cells = drill.cells()
    lines = []
    for one, unit_no, person_no in duties.lines:
        unit, person = duties.units[unit_no - 1].name, duties.persons[person_no - 1].name
        who: tuple[Value, ...] = (unit_no, unit or unfilled, person_no, person or unfilled)
        lead = (*who, *known[one[0].issue_id], as_day(one[0].deadline))
        lines.append(Line(lead, cells(one)))
    return Long(number, FIRST, drill.before + len(drill.columns), lines)


def _heads(looks: Looks) -> list[Column]:
    words = looks.words["drill"]
    numbers = {"unit_no": CODE, "person_no": CODE, "deadline": DAY, "code": CODE}
    return [
        Column(name, words[name], numbers.get(name, TEXT), lambda _: None)
        for name in (*_NUMBERS, *LEAD, "deadline")
    ]


def _row(kind: str, number: int, name: str, added: Iterable[Mapping[Key, Number]]) -> TableRow:
    wanted = set(KEYS)
    kept = ({key: value for key, value in one.items() if key in wanted} for one in added)
    return TableRow(kind, str(number), name, summed(kept, KEYS))
