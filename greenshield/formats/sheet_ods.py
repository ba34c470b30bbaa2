"""OpenDocument spreadsheets. Read here and not by calamine, which loses their merged cells."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_formats import beside
from greenshield.formats.sheet_grid import (
    NOT_COUNTED,
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
from greenshield.formats.sheet_package import Package, attribute, declares, local

MAX_CELLS = 10_000_000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_NAME = re.compile(r"[^\W\d_\u4e00-\u9fff]{3}")  # of a month, such as Mar
_DURATION = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


def read_ods(package: Package) -> Workbook:
    """Reads all tables of an OpenDocument spreadsheet.

    Raises:
        UnreadableError: ``sheet_encrypted``, ``sheet_damaged``, ``sheet_bomb``,
            ``sheet_too_many_cells``.
    """
    name = package.name
    if package.has("META-INF/manifest.xml"):
        manifest = package.held("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise UnreadableError("sheet_encrypted", file=name)
    return read_flat_ods(package.held("content.xml"), name)


def read_flat_ods(data: bytes, name: str) -> Workbook:
    """Reads the XML of an OpenDocument spreadsheet, also that of a flat one (``.fods``).

    Raises:
        UnreadableError: ``sheet_damaged``, ``sheet_too_many_cells``.
    """
    if declares(data):
        raise UnreadableError("sheet_damaged", file=name)
    reader = _Reader(name)
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(data), events=("start", "end")):
            (reader.start if event == "start" else reader.end)(element)
    except (ElementTree.ParseError, ValueError, LookupError, OverflowError):
        raise UnreadableError("sheet_damaged", file=name) from None
    return Workbook(name, "ods", tuple(reader.grids))


class _Reader:
    """Takes rows as their elements end. Repeats count only where they hold something."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.grids: list[Grid] = []
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self.skipped = 0  # empty rows not yet written
        self.hidden: set[int] = set()
        self.struck: set[tuple[int, int]] = set()
        self.crossed: set[str] = set()  # styles whose text is struck through
        self.count = 0
        self.depth = 0

    def start(self, element: ElementTree.Element) -> None:
        if local(element.tag) == "table":
            self.depth += 1
            if self.depth == 1:
                self.rows, self.merges, self.skipped = [], [], 0
                self.hidden, self.struck = set(), set()

    def end(self, element: ElementTree.Element) -> None:
        tag = local(element.tag)
        if tag == "table-row" and self.depth == 1:
            self._row(element)
            element.clear()
        elif tag == "style":
            if any(_is_struck(e) for e in element):
                self.crossed.add(attribute(element, "name"))
        elif tag == "table":
            self.depth -= 1
            if self.depth == 0:
                name = attribute(element, "name")
                self.grids.append(
                    Grid(
                        name, trimmed(self.rows), tuple(self.merges),
                        hidden_rows=frozenset(self.hidden), struck=frozenset(self.struck),
                    )
                )  # fmt: skip
            element.clear()

    def _row(self, element: ElementTree.Element) -> None:
        repeat = int(attribute(element, "number-rows-repeated") or 1)
        top = len(self.rows) + self.skipped
        row = self._cells(element, top)
        if not row:
            self.skipped += repeat
            return
        if top + repeat > _LAST_ROW or repeat < 1:
            raise UnreadableError("sheet_damaged", file=self.name)
        self._add(len(row) * repeat + self.skipped)
        self.rows.extend([] for _ in range(self.skipped))
        self.skipped = 0
        self.rows.extend(list(row) for _ in range(repeat))
        if attribute(element, "visibility") in ("collapse", "filter"):
            self.hidden.update(range(top, top + repeat))

    def _cells(self, element: ElementTree.Element, top: int) -> Row:
        row: Row = []
        column = 0
        for cell in element.iter():
            tag = local(cell.tag)
            if tag not in ("table-cell", "covered-table-cell"):
                continue
            repeat = int(attribute(cell, "number-columns-repeated") or 1)
            value = _value(cell)
            if value is not None:
                if not 0 < repeat <= _LAST_COLUMN or column + repeat > _LAST_COLUMN:
                    raise UnreadableError("sheet_damaged", file=self.name)
                row.extend([None] * (column - len(row)))
                row.extend([value] * repeat)
                if self.crossed and self._is_crossed(cell):
                    self.struck.update((top, n) for n in range(column, column + repeat))
            across = int(attribute(cell, "number-columns-spanned") or 1)
            down = int(attribute(cell, "number-rows-spanned") or 1)
            if tag == "table-cell" and (across > 1 or down > 1):
                self.merges.append(Merge(top, column, top + down - 1, column + across - 1))
            column += repeat
        return row

    def _is_crossed(self, cell: ElementTree.Element) -> bool:
        """Whether a cell or a part of its text is struck through."""
        return any(attribute(part, "style-name") in self.crossed for part in cell.iter())

    def _add(self, cells: int) -> None:
        self.count += cells
        if self.count > MAX_CELLS:
            raise UnreadableError("sheet_too_many_cells", file=self.name, limit=MAX_CELLS)


def _is_struck(properties: ElementTree.Element) -> bool:
    style = attribute(properties, "text-line-through-style")
    kind = attribute(properties, "text-line-through-type")
    return style != "none" and (style or kind) not in ("", "none")


def _value(cell: ElementTree.Element) -> Cell:
    kinds = [v for k, v in cell.attrib.items() if local(k) == "value-type"]
    kind = next(iter(kinds), "")
    number = attribute(cell, "value")
    if kind == "percentage":
        return Percent(float(number))
    if kind in ("float", "currency"):
        return beside(float(number), _text(cell))
    if kind == "boolean":
        return attribute(cell, "boolean-value") == "true"
    if kind == "date":
        with suppress(ValueError):  # a day that no calendar has stays the text that is shown
            moment = dt.datetime.fromisoformat(attribute(cell, "date-value"))
            return moment if moment.time() != dt.time() else _day(moment.date(), _text(cell))
    if kind == "time":
        match = _DURATION.fullmatch(attribute(cell, "time-value"))
        if match:
            days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
            return dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    text = _text(cell)
    if "error" in kinds:  # so LibreOffice marks a failed formula, beside a text of it
        return CellError(text)
    if not kind and not text and attribute(cell, "formula"):
        return CellError(NOT_COUNTED)
    return text if text.strip() else None


def _day(day: dt.date, text: str) -> dt.date:
    """A day, with the part of it that the text beside it shows."""
    rest = [int(digits) for digits in re.findall(r"\d{1,4}", text)]
    named = _NAME.search(text) is not None
    parts = len(rest) + named
    if not rest or parts > 2:
        return day
    for part in (day.day,) if named else (day.day, day.month):
        if part in rest:
            rest.remove(part)
    if day.year in rest or day.year % 100 in rest:
        return BriefDay.of(day, "ym" if parts == 2 else "y")
    return BriefDay.of(day, "md")


def _text(cell: ElementTree.Element) -> str:
    return "\n".join(_paragraph(e) for e in cell if local(e.tag) == "p")


def _paragraph(element: ElementTree.Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag = local(child.tag)
        if tag == "s":
            yield " " * min(int(attribute(child, "c") or 1), 1000)
        elif tag in ("tab", "line-break"):
            yield "\t" if tag == "tab" else "\n"
        elif tag not in ("annotation", "note"):
            yield from _pieces(child)
        yield child.tail or ""
