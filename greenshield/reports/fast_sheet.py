"""Long sheets of a workbook: rows put into what xlsxwriter wrote, many times faster than by it.

xlsxwriter writes the workbook with its heads, widths, filters and charts, and in each long sheet
*sample rows* of blank cells, one for each look that rows have, in the formats of the columns. Once
it is closed, all from the sample rows on gives way to the real ones, written as the part of the
file that they are (ECMA-376, 18.3.1.73 row, 18.3.1.4 c, 18.3.1.40 f, 18.4.8 si). Texts go into
the table of shared strings, so they are never formulas.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from greenshield.reports.phrasing import printable


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its ``=``, and what it comes to."""

    text: str
    value: float | str


Value = str | int | float | Decimal | date | Formula | None
"""None leaves the cell out, "" leaves it blank in its format."""
LONGEST = 32_000  # characters of a cell; Excel's own limit is 32,767

_DAY_ZERO = date(1899, 12, 30).toordinal()
_SHEETS = "xl/worksheets/"
_STRINGS = "xl/sharedStrings.xml"
_COUNTS = re.compile(r' count="\d+" uniqueCount="(\d+)"')
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
_STYLE = re.compile(r'<c r="([A-Z]+)\d+" s="(\d+)"')
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_TEXT = ' t="s"'
_ROW = "\0"  # stands for the row's number; no printable text holds it
_LEVEL = 2  # of compression: 6 makes files a sixth smaller in three times the time


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the cells of its first columns, which other sheets may share, and some of the rest.

    Attributes:
        lead: from the first column on.
        rest: column and value, columns rising; columns that are left out stay empty.
        sample: which of the sample rows has its formats, from 0.
    """

    lead: tuple[Value, ...]
    rest: Sequence[tuple[int, Value]]
    sample: int = 0


@dataclass(frozen=True, slots=True)
class Long:
    """The rows of a long sheet.

    Attributes:
        number: of the sheet in the workbook, from 1.
        first: the first sample row, from 0; the first row goes there.
        width: how many columns.
        samples: how many sample rows there are.
    """

    number: int
    first: int
    width: int
    lines: Sequence[Line]
    samples: int = 1


def fill(content: bytes, sheets: Sequence[Long]) -> bytes:
    """The workbook with its long sheets filled; equal input gives equal bytes.

    Args:
        content: as xlsxwriter wrote it, with sample rows in each of the sheets.
        sheets: what belongs there.
    """
    wanted = {f"{_SHEETS}sheet{sheet.number}.xml": sheet for sheet in sheets if sheet.lines}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        strings = _Strings(source.read(_STRINGS).decode("utf-8"))
        leads: _Leads = {}
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename in wanted:
                sheet = wanted[entry.filename]
                part = _filled(part.decode("utf-8"), sheet, strings, leads).encode("utf-8")
            if entry.filename.startswith(_SHEETS):
                strings.uses += part.count(_TEXT.encode())
            if entry.filename != _STRINGS:
                target.writestr(_still(entry), part, compresslevel=_LEVEL)
        table = _still(source.getinfo(_STRINGS))
        target.writestr(table, strings.xml().encode("utf-8"), compresslevel=_LEVEL)
    return out.getvalue()


_Leads = dict[tuple[str, ...], dict[int, str]]
"""The cells of leads by their styles and by the identity of the lead, for all sheets."""


class _Strings:
    """The table of shared strings, with those that are added."""

    def __init__(self, xml: str) -> None:
        found = _COUNTS.search(xml)
        self._xml = xml
        self._first = int(found[1]) if found else 0
        self.uses = 0
        self._index: dict[str, int] = {}

    def cell(self, text: str) -> str:
        """What stands in a cell for the text, after its style."""
        known = self._index.setdefault(text, len(self._index))
        return f"{_TEXT}><v>{self._first + known}</v></c>"

    def xml(self) -> str:
        """The whole table."""
        added = "".join(map(_item, self._index))
        unique = self._first + len(self._index)
        counts = f' count="{self.uses}" uniqueCount="{unique}"'
        return _COUNTS.sub(counts, self._xml, count=1).replace("</sst>", f"{added}</sst>")


def _item(text: str) -> str:
    plain = escape(printable(text)[:LONGEST])
    # Excel reads _x000D_ as a character of that number: what is written so is meant so.
    plain = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", plain)
    keep = ' xml:space="preserve"' if plain != plain.strip() else ""
    return f"<si><t{keep}>{plain}</t></si>"


def _filled(xml: str, sheet: Long, strings: _Strings, every: _Leads) -> str:
    """A sheet's part of the file with its rows; ``every`` keeps what the next ones share."""
    letters = [xl_col_to_name(column) for column in range(sheet.width)]
    start, end = xml.index(f'<row r="{sheet.first + 1}"'), xml.index("</sheetData>")
    heads = []
    for sample in xml[start:end].split("</row>")[: sheet.samples]:
        styles = dict(_STYLE.findall(sample))
        heads.append([f'<c r="{at}{_ROW}" s="{styles.get(at, "0")}"' for at in letters])
    rows = []
    leads: dict[tuple[int, int], dict[int, str]] = {}
    for number, line in enumerate(sheet.lines, sheet.first + 1):
        head = heads[line.sample]
        known = leads.get((line.sample, len(line.lead)))
        if known is None:
            known = every.setdefault(tuple(head[: len(line.lead)]), {})
            leads[line.sample, len(line.lead)] = known
        lead = known.get(id(line.lead))
        if lead is None:
            lead = "".join([_cell(head[n], value, strings) for n, value in enumerate(line.lead)])
            known[id(line.lead)] = lead
        rest = "".join([_cell(head[n], value, strings) for n, value in line.rest])
        rows.append(f'<row r="{_ROW}">{lead}{rest}</row>'.replace(_ROW, str(number)))
    written = "".join(rows)
    last = max(sheet.first + len(rows), 1)
    whole = f'<dimension ref="A1:{letters[-1]}{last}"/>'
    return _DIMENSION.sub(whole, f"{xml[:start]}{written}{xml[end:]}", count=1)


def _cell(head: str, value: Value, strings: _Strings) -> str:
    kind = type(value)
    if kind is int:
        return f"{head}><v>{value}</v></c>"
    if isinstance(value, str):
        return head + strings.cell(value) if value else f"{head}/>"
    if value is None:
        return ""
    if isinstance(value, Formula):
        is_text = isinstance(value.value, str)
        shown = escape(value.value) if isinstance(value.value, str) else repr(value.value)
        kept = ' t="str"' if is_text else ""
        return f"{head}{kept}><f>{escape(value.text)}</f><v>{shown}</v></c>"
    if isinstance(value, date):
        return f"{head}><v>{value.toordinal() - _DAY_ZERO}</v></c>"
    return f"{head}><v>{float(value)!r}</v></c>"


def _still(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The same entry at the same time, without what another machine would write otherwise."""
    still = zipfile.ZipInfo(entry.filename, entry.date_time)
    still.compress_type = zipfile.ZIP_DEFLATED
    still.create_system = 3
    still.external_attr = 0o600 << 16
    return still
