"""Excel's XML of 2003 (SpreadsheetML), another common content of an ``.xls``."""

from __future__ import annotations

import datetime as dt
import io
import re
from functools import lru_cache
from xml.etree import ElementTree

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_formats import NumberFormat
from greenshield.formats.sheet_grid import (
    BriefDay,
    Cell,
    CellError,
    Grid,
    Merge,
    Percent,
    Row,
    Workbook,
    trimmed,
)
from greenshield.formats.sheet_package import attribute, declares, local
from greenshield.formats.sheet_serial import (
    brief,
    is_date,
    is_percent,
    is_time,
    moment,
    time_or_span,
)

MAX_CELLS = 5_000_000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d{1,7}):(\d\d):(\d\d(?:\.\d+)?)", re.ASCII)
# Formats that have a name of their own there, by the code of what they show.
NAMED = {
    "General Number": "General", "General": "General", "Fixed": "0.00", "Standard": "#,##0.00",
    "Currency": "#,##0.00", "Euro Currency": "#,##0.00", "Scientific": "0.00E+00",
    "Percent": "0.00%", "General Date": "yyyy-mm-dd hh:mm", "Long Date": "yyyy-mm-dd",
    "Medium Date": "d-mmm-yy", "Short Date": "yyyy-mm-dd", "Long Time": "h:mm:ss",
    "Medium Time": "h:mm", "Short Time": "h:mm", "Yes/No": '"Yes";"Yes";"No"',
    "True/False": '"True";"True";"False"', "On/Off": '"On";"On";"Off"',
}  # fmt: skip
_NO_DAY = dt.date(1899, 12, 31)  # of a time alone


def read_xml(data: bytes, name: str) -> Workbook:
    """Reads all worksheets of an XML workbook.

    Raises:
        UnreadableError: ``sheet_damaged`` (broken XML, or a document type, which no workbook
            has), ``sheet_too_many_cells``.
    """
    if declares(data):
        raise UnreadableError("sheet_damaged", file=name)
    reader = _Reader(name)
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(data), events=("start", "end")):
            if event == "start":
                reader.start(element)
            else:
                reader.end(element)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise UnreadableError("sheet_damaged", file=name) from None
    return Workbook(name, "xml", tuple(reader.grids), date1904=reader.date1904)


class _Reader:
    """Takes cells as their elements end, and lets go of each row's elements."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.grids: list[Grid] = []
        self.sheet = ""
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self.row = self.column = -1
        self.count = 0
        self.date1904 = False
        self.codes: dict[str, str] = {}  # number formats, by style
        self.crossed: dict[str, bool] = {}  # whether its text is struck through, by style
        self.hidden: set[int] = set()
        self.struck: set[tuple[int, int]] = set()
        self.table = self.line = ""  # the styles of the table and of the row
        self.columns: dict[int, str] = {}  # likewise of columns
        self.reach = 0  # the first column that nothing was said of yet

    def start(self, element: ElementTree.Element) -> None:
        tag = local(element.tag)
        if tag == "Worksheet":
            self.sheet = attribute(element, "Name")
            self.rows, self.merges, self.row = [], [], -1
            self.hidden, self.struck = set(), set()
        elif tag == "Table":
            self.table, self.columns, self.reach = attribute(element, "StyleID"), {}, 0
        elif tag == "Column":
            self._column(element)
        elif tag == "Row":
            self.row = _index(element, self.row)
            self.column, self.line = -1, attribute(element, "StyleID")
            if self.row >= _LAST_ROW:
                raise UnreadableError("sheet_damaged", file=self.name)
            if attribute(element, "Hidden") == "1":
                self.hidden.add(self.row)
            self.rows.extend([] for _ in range(self.row + 1 - len(self.rows)))

    def end(self, element: ElementTree.Element) -> None:
        tag = local(element.tag)
        if tag == "Style":
            self._style(element)
        elif tag == "Date1904":
            self.date1904 = True
        elif tag == "Cell":
            self._cell(element)
        elif tag == "Row":
            self.row += _more(element)
            element.clear()
        elif tag == "Worksheet":
            self.grids.append(
                Grid(
                    self.sheet, trimmed(self.rows), tuple(self.merges),
                    hidden_rows=frozenset(self.hidden), struck=frozenset(self.struck),
                )
            )  # fmt: skip
            element.clear()

    def _style(self, element: ElementTree.Element) -> None:
        """A style without a format of its own has that of its parent, which stands before it."""
        parent = attribute(element, "Parent")
        codes = [attribute(e, "Format") for e in element if local(e.tag) == "NumberFormat"]
        code = codes[0] if codes else self.codes.get(parent, "")
        fonts = [attribute(e, "StrikeThrough") == "1" for e in element if local(e.tag) == "Font"]
        if name := attribute(element, "ID"):  # others stand in conditional formats
            self.codes[name] = NAMED.get(code, code)
            self.crossed[name] = fonts[0] if fonts else self.crossed.get(parent, False)

    def _column(self, element: ElementTree.Element) -> None:
        first = _index(element, self.reach - 1)
        after = min(first + _more(element) + 1, _LAST_COLUMN)
        if name := attribute(element, "StyleID"):
            self.columns |= dict.fromkeys(range(max(first, self.reach), after), name)
        self.reach = max(self.reach, after)

    def _style_of(self, cell: ElementTree.Element) -> str:
        """The style of a cell: its own, else that of its row, its column or the table."""
        own = attribute(cell, "StyleID") or self.line
        return own or self.columns.get(self.column, self.table)

    def _cell(self, element: ElementTree.Element) -> None:
        self.column = column = _index(element, self.column)
        across = int(attribute(element, "MergeAcross") or 0)
        down = int(attribute(element, "MergeDown") or 0)
        self.count += 1
        if self.count > MAX_CELLS:
            raise UnreadableError("sheet_too_many_cells", file=self.name, limit=MAX_CELLS)
        if self.row < 0 or not 0 <= column + across < _LAST_COLUMN or down > _LAST_ROW:
            raise UnreadableError("sheet_damaged", file=self.name)
        value = next((_value(e) for e in element if local(e.tag) == "Data"), None)
        if value is not None:
            style = self._style_of(element)
            if code := self.codes.get(style):
                value = _shown(value, code, self.date1904)
            row = self.rows[self.row]
            row.extend([None] * (column + 1 - len(row)))
            row[column] = value
            if self.crossed.get(style):
                self.struck.add((self.row, column))
        if across > 0 or down > 0:
            self.merges.append(Merge(self.row, column, self.row + down, column + across))
        self.column += across


def _index(element: ElementTree.Element, before: int) -> int:
    """The 0-based place: ``ss:Index`` where it is given, else the next one."""
    given = attribute(element, "Index")
    return int(given) - 1 if given else before + 1


def _more(element: ElementTree.Element) -> int:
    """How many rows or columns like it, without cells, follow one without being named."""
    return max(0, int(attribute(element, "Span") or 0))


def _moment(match: re.Match[str]) -> Cell:
    """A day, a day and time, a time of day, or a span, which may have any number of hours."""
    day = dt.date.fromisoformat(match[1])
    after = dt.timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=float(match[4]))
    whole = dt.datetime.combine(day, dt.time()) + after
    if day > _NO_DAY:
        return whole if after else day
    return whole.time() if after < dt.timedelta(1) else after


def _shown(value: Cell, code: str, date1904: bool) -> Cell:
    """What a cell of this format shows; numbers that stand for a day are days."""
    if type(value) is dt.date and (part := brief(code)):
        return BriefDay.of(value, part)
    if not isinstance(value, float):
        return value
    if is_percent(code):
        return Percent(value)
    if is_time(code):
        return time_or_span(value, date1904=date1904) or value
    if is_date(code):
        day = moment(value, date1904=date1904) or value
        return _shown(day, code, date1904) if type(day) is dt.date else day
    added = _format(code)
    return value if added is None else added.shown(value)


_format = lru_cache(256)(NumberFormat.of)


def _value(element: ElementTree.Element) -> Cell:
    text = "".join(element.itertext())
    kind = attribute(element, "Type")
    if kind == "Number":
        return float(text)
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "Error":
        return CellError(text)
    if kind == "DateTime" and (match := _MOMENT.fullmatch(text.strip())):
        return _moment(match)
    return text if text.strip() else None
