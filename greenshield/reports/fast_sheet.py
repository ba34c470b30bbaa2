"""Long sheets of a workbook: rows put into what xlsxwriter wrote, many times faster than by it.

xlsxwriter writes the workbook with its heads, widths, filters and charts, and in each long sheet
one *sample row* of blank cells in the formats of the columns. Once it is closed the sample row
gives way to the real rows, written as the part of the file that it is (ECMA-376, 18.3.1.73 row,
18.3.1.4 c, 18.4.8 si). Texts go into the table of shared strings, so they are never formulas.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from greenshield.reports.phrasing import printable

Value = str | int | float | Decimal | date | None
LONGEST = 32_000  # characters of a cell; Excel's own limit is 32,767

_DAY_ZERO = date(1899, 12, 30).toordinal()
_STRINGS = "xl/sharedStrings.xml"
_COUNTS = re.compile(r' count="\d+" uniqueCount="(\d+)"')
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
_STYLE = re.compile(r'<c r="([A-Z]+)\d+" s="(\d+)"')
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_ROW = "\0"  # stands for the row's number; no printable text holds it
_LEVEL = 4  # of compression: 6 makes files a tenth smaller in twice the time


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the cells of its first columns, which other sheets may share, and some of the rest.

    Attributes:
        lead: from the first column on.
        rest: column -> value, columns rising; columns that are left out stay empty.
    """

    lead: tuple[Value, ...]
    rest: Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class Long:
    """The rows of a long sheet.

    Attributes:
        number: of the sheet in the workbook, from 1.
        first: the sample row, from 0; the first row goes there.
        width: how many columns.
    """

    number: int
    first: int
    width: int
    lines: Sequence[Line]


def fill(content: bytes, sheets: Sequence[Long]) -> bytes:
    """The workbook with its long sheets filled; equal input gives equal bytes.

    Args:
        content: as xlsxwriter wrote it, with a sample row in each of the sheets.
        sheets: what belongs there.
    """
    wanted = {f"xl/worksheets/sheet{sheet.number}.xml": sheet for sheet in sheets}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as target,
    ):
        strings = _Strings(source.read(_STRINGS).decode("utf-8"))
        leads: _Leads = {}
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename in wanted:
                sheet = wanted[entry.filename]
                part = _filled(part.decode("utf-8"), sheet, strings, leads).encode("utf-8")
            if entry.filename != _STRINGS:
                target.writestr(_still(entry), part)
        target.writestr(_still(source.getinfo(_STRINGS)), strings.xml().encode("utf-8"))
    return out.getvalue()


_Leads = dict[tuple[str, ...], dict[int, str]]
"""The cells of leads by their styles and by the identity of the lead, for all sheets."""


class _Strings:
    """The table of shared strings, with those that are added."""

    def __init__(self, xml: str) -> None:
        found = _COUNTS.search(xml)
        self._xml = xml
        self._first = int(found[1]) if found else 0
        self._index: dict[str, int] = {}
        self.uses = 0

    def cell(self, text: str) -> str:
        """What stands in a cell for the text, after its style."""
        known = self._index.setdefault(text, len(self._index))
        return f' t="s"><v>{self._first + known}</v></c>'

    def xml(self) -> str:
        """The whole table."""
        added = "".join(map(_item, self._index))
        unique = self._first + len(self._index)
        counts = f' count="{unique + self.uses}" uniqueCount="{unique}"'
        return _COUNTS.sub(counts, self._xml, count=1).replace("</sst>", f"{added}</sst>")


def _item(text: str) -> str:
    plain = escape(printable(text)[:LONGEST])
    # Excel reads _x000D_ as a character of that number: what is written so is meant so.
    plain = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", plain)
    keep = ' xml:space="preserve"' if plain != plain.strip() else ""
    return f"<si><t{keep}>{plain}</t></si>"


def _filled(xml: str, sheet: Long, strings: _Strings, every: _Leads) -> str:
    """A sheet's part of the file with its rows; ``every`` keeps what the next ones share."""
    sample = re.search(rf'<row r="{sheet.first + 1}".*?</row>', xml)
    if sample is None:
        return xml
    styles = dict(_STYLE.findall(sample[0]))
    letters = [xl_col_to_name(column) for column in range(sheet.width)]
    heads = [f'<c r="{letter}{_ROW}" s="{styles.get(letter, "0")}"' for letter in letters]
    shared = min((len(line.lead) for line in sheet.lines), default=0)
    leads = every.setdefault(tuple(heads[:shared]), {})
    rows = []
    for number, line in enumerate(sheet.lines, sheet.first + 1):
        lead = leads.get(id(line.lead))
        if lead is None:
            lead = "".join(map(_cell, heads, line.lead, [strings] * len(line.lead)))
            leads[id(line.lead)] = lead
        rest = "".join([_cell(heads[n], value, strings) for n, value in line.rest.items()])
        rows.append(f'<row r="{_ROW}">{lead}{rest}</row>'.replace(_ROW, str(number)))
    written = "".join(rows)
    strings.uses += written.count(' t="s"')
    last = max(sheet.first + len(rows), 1)
    xml = f"{xml[: sample.start()]}{written}{xml[sample.end() :]}"
    whole = f'<dimension ref="A1:{letters[-1]}{last}"/>'
    return _DIMENSION.sub(whole, xml, count=1)


def _cell(head: str, value: Value, strings: _Strings) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return head + strings.cell(value)
    if isinstance(value, date):
        value = value.toordinal() - _DAY_ZERO
    elif isinstance(value, Decimal):
        value = float(value)
    return f"{head}><v>{value!r}</v></c>"


def _still(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The same entry at the same time, without what another machine would write otherwise."""
    still = zipfile.ZipInfo(entry.filename, entry.date_time)
    still.compress_type = zipfile.ZIP_DEFLATED
    still.create_system = 3
    still.external_attr = 0o600 << 16
    return still
