"""Of which county each row of a list is: by its code, its county's name, a heading above it.

A name counts where it stands for one code without doubt. A row that would make an issue of a
county that is named and not known is refused; where nothing is named, it is of the project's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from greenshield.domain.errors import Problem
from greenshield.formats.ledger import LedgerFile, LedgerRow
from greenshield.formats.ledger_build import raw_names
from greenshield.formats.ledger_counties import bare, in_title, is_county, is_title, numbering
from greenshield.services.county_codes import CountyCodes

_NAMED: Final = 5  # names in a remark
_CODE: Final = "division_code"
_NAME: Final = "county_name"
_WORD: Final = re.compile("[\u4e00-\u9fff0-9]")
_CITIES: Final = ("市", "州", "盟", "地区")
_ABOVE: Final = ("city_name", "province_name")
USED: Final = frozenset((_NAME, *_ABOVE))
"""Columns that tell the county, or that it is none of another city's."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a row's county can't be told: a message's code and parameters, the field at fault."""

    code: str
    field: str
    params: dict[str, str | int]


@dataclass(slots=True)
class Counties:
    """Of which county the rows of one sheet are.

    Attributes:
        codes: row -> code, where a name or a heading tells it.
        unclear: row -> why it can't be told, with the column; such a row makes no issue.
        told: by what was named and the code that it stands for, the rows.
        differing: row -> what the project calls the code that it gives beside another name.
        assumed: the only county that the list names, taken as the project's own, or "".
        titled: a county that is not known, of which the lines above the table are, or "".
    """

    codes: dict[int, str] = field(default_factory=dict)
    unclear: dict[int, Unclear] = field(default_factory=dict)
    told: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    differing: dict[int, dict[str, object]] = field(default_factory=dict)
    assumed: str = ""
    titled: str = ""


@dataclass(frozen=True, slots=True)
class _Heading:
    """What stands above rows: a county's code, "" for one that is not known."""

    row: int
    name: str
    code: str


def of(
    file: LedgerFile, files: Sequence[LedgerFile], names: Mapping[str, str], division: str
) -> Counties:
    """Of which county the rows of a sheet are, where they say so.

    Args:
        file: the sheet as read.
        files: all sheets of the list that are read: they may name counties in one way alone.
        names: code -> name of divisions that the project knows.
        division: of the project.
    """
    known = CountyCodes(names, division)
    both = {
        (str(row.fields[_NAME]), str(row.fields[_CODE]))
        for sheet in files
        for row in sheet.rows
        if _CODE in row.fields and row.fields.get(_NAME)
    }
    for name, code in both:
        known.learn(name, code)
    if alone := _only_name(files, known, division):
        known.learn(alone, division)
    out = _counties(file, known, division)
    out.assumed = alone
    return out


def _only_name(files: Sequence[LedgerFile], known: CountyCodes, division: str) -> str:
    """The one name in a list of a county that nobody named: it is that county's; else ""."""
    if known.names_own or division.endswith("00"):
        return ""
    named = {str(row.fields[_NAME]) for f in files for row in f.rows if row.fields.get(_NAME)}
    said = set(map(bare, named))
    said |= {
        bare(s.text) for f in files for s in f.skipped if s.why == "section" and is_county(s.text)
    }
    said |= {bare(f.sheet) for f in files if is_county(f.sheet)}
    said |= {name for f in files for name, code in _titles(f, known) if not code}
    name = next(iter(said), "")
    return name if len(said) == 1 and is_county(name) and not known.find(name) else ""


def _counties(file: LedgerFile, known: CountyCodes, division: str) -> Counties:
    out = Counties()
    column = any(row.fields.get(_NAME) or row.fields.get(_CODE) for row in file.rows)
    keys = zip(file.columns, raw_names(file.columns), strict=True)
    coded = next((key for c, key in keys if c.field == _CODE), "")
    headings = _headings(file, known)
    if not column:
        headings[:0] = _title(file, known, division, out)
    above: str = ""  # the county of the row before
    at = -1
    refused = {row.row for row in file.turned_away}
    for row in sorted((*file.rows, *file.turned_away), key=lambda row: row.row):
        while at + 1 < len(headings) and headings[at + 1].row < row.row:
            at += 1
            above = ""
        heading = headings[at] if at >= 0 else None
        raw = "" if _CODE in row.fields else row.raw.get(coded, "")
        own = Counties() if row.row in refused else out  # it tells of those below it all the same
        _tell(own, row, known, heading, (raw, above if column else "", division))
        code = str(row.fields.get(_CODE) or own.codes.get(row.row) or "")
        above = code or str(row.fields.get(_NAME) or above)
    return out


def _tell(
    out: Counties, row: LedgerRow, known: CountyCodes, heading: _Heading | None,
    beside: tuple[str, str, str],
) -> None:  # fmt: skip
    """What one row says of its county.

    Args:
        out: where it is told.
        row: the row.
        known: names and codes.
        heading: above it.
        beside: what its cell of codes holds and is none; the county of the row above; the
            project's own.
    """
    raw, above, division = beside
    fields, name = row.fields, str(row.fields.get(_NAME) or (raw if _WORD.search(raw) else ""))
    at = _NAME if fields.get(_NAME) or not raw else _CODE
    parents = [str(fields[n]) for n in _ABOVE if fields.get(n)]
    if code := str(fields.get(_CODE) or ""):
        called = known.name_of(code)
        if name and called and known.find(name, parents) not in ("", code):
            out.differing[row.row] = {
                "name": name,
                "code": code,
                "known": "、".join(sorted(called)),
            }
    elif name:
        code = known.find(name, parents)
        if code:
            out.codes[row.row] = code
            out.told.setdefault((_NAME, name, code), []).append(row.row)
        else:
            out.unclear[row.row] = Unclear("ledger_county_unknown", at, {"county": name})
    elif heading is not None and heading.code:
        out.codes[row.row] = heading.code
        out.told.setdefault(("", heading.name, heading.code), []).append(row.row)
    elif heading is not None:
        params: dict[str, str | int] = {"county": heading.name, "heading": heading.row}
        out.unclear[row.row] = Unclear("ledger_county_heading_unknown", "", params)
    elif above not in ("", division):
        out.unclear[row.row] = Unclear("ledger_division_unclear", at, {"above": above})


def _headings(file: LedgerFile, known: CountyCodes) -> list[_Heading]:
    """The headings that name counties, from the top; the name of the sheet before all."""
    out: list[_Heading] = []
    above = {name for name, _ in _titles(file, known)}
    style = ""  # how headings of counties are numbered
    if is_county(file.sheet) or known.find(file.sheet, short=False):
        out += _heading(0, file.sheet, known)
    for skipped in file.skipped:
        if skipped.why != "section":
            continue
        titled = in_title(bare(skipped.text)) if is_title(skipped.text) else ()
        text = "".join(titled) or skipped.text
        if titled and titled[-1] in above and not known.find(text, short=False):
            continue  # the title of all, once more: told of the whole list
        if known.find(text, short=False) or is_county(text):
            style = numbering(skipped.text)
            out += _heading(skipped.row, text, known)
        elif style and numbering(skipped.text) == style:
            # 一、清河县 … 三、其他: the county above has ended.
            out.append(_Heading(skipped.row, bare(skipped.text), ""))
    return out


def _title(file: LedgerFile, known: CountyCodes, division: str, out: Counties) -> list[_Heading]:
    """What the lines above the table say of all its rows, where they name one county alone.

    Nothing where it is the project's own, of which rows are that say nothing.
    """
    titles = dict(_titles(file, known))
    if len(titles) != 1:
        return []
    ((name, code),) = titles.items()
    if not code:
        out.titled = name
    return [_Heading(0, name, code)] if code not in ("", division) else []


def _titles(file: LedgerFile, known: CountyCodes) -> Iterator[tuple[str, str]]:
    """The counties that lines above the table begin with, with code or "".

    A city that is not known may be the one that the county lies in.
    """
    for *parents, name in filter(None, map(in_title, file.above)):
        code = known.find(name, parents, short=False)
        if not (code and known.is_above(code)) and (code or not name.endswith(_CITIES)):
            yield name, code


def _heading(row: int, text: str, known: CountyCodes) -> Iterator[_Heading]:
    code = known.find(text, short=False)
    if not (code and known.is_above(code)):
        yield _Heading(row, bare(text), code)


def told(file: LedgerFile, counties: Counties, made: Iterable[int], division: str) -> list[Problem]:
    """Remarks on what was taken of names, and on rows that come to the project's own division.

    Args:
        file: the list as read.
        counties: of its rows.
        made: the rows that make an issue.
        division: of the project; of rows that give none.
    """
    labels = {c.field: c.label for c in file.columns if c.field}
    rows = {row.row: row for row in file.rows}
    column = labels.get(_CODE) or labels.get(_NAME, "")

    def remark(
        code: str, row: int | None, params: Mapping[str, object], at: str = column
    ) -> Problem:
        return Problem(code, file.name, row, at, dict(params), fatal=False)

    out = list(_by_name(file, counties, labels, division))
    if counties.assumed:
        params = {"name": counties.assumed, "division": division}
        out.append(remark("ledger_county_assumed", None, params, labels.get(_NAME, "")))
    name_at = labels.get(_NAME) or column
    out += [
        remark("ledger_county_differs", row, params, name_at)
        for row, params in counties.differing.items()
    ]
    silent = [n for n in made if _CODE not in rows[n].fields and n not in counties.codes]
    if column and any(row.fields.get(_CODE) or row.fields.get(_NAME) for row in file.rows):
        out += [remark("ledger_division_assumed", row, {"division": division}) for row in silent]
    elif silent:
        out += _sections(file, max(silent))
        if counties.titled and not counties.assumed:
            names = {"county": counties.titled, "division": division}
            out.append(remark("ledger_county_title_unknown", None, {**names, "rows": len(silent)}))
    return out


def _by_name(
    file: LedgerFile, counties: Counties, labels: Mapping[str, str], division: str
) -> Iterator[Problem]:
    """One remark for a column, one for the headings: which names were taken for which codes."""
    for column in (_NAME, ""):
        pairs = [
            (name, code, len(rows))
            for (at, name, code), rows in counties.told.items()
            if at == column
        ]
        if all(code == division for _, code, _ in pairs):
            continue  # it is the project's own county: nothing that would not be so without it
        said = [f"{name} → {code} ({count})" for name, code, count in pairs]
        yield Problem(
            "ledger_counties_by_name", file.name, None, labels.get(column, ""),
            {"names": _short(said)}, fatal=False,
        )  # fmt: skip


def _sections(file: LedgerFile, last: int) -> list[Problem]:
    """One remark on headings within the table: what they say is of the rows below them."""
    found = [skipped for skipped in file.skipped if skipped.why == "section" and skipped.row < last]
    if not found:
        return []
    params = {"names": _short([skipped.text for skipped in found])}
    return [Problem("ledger_sections_left", file.name, params=params, fatal=False)]


def _short(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
