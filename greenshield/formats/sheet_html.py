"""Tables of web pages: what many systems hand out with the ending ``.xls``."""

from __future__ import annotations

import email
import email.policy
import re
from html.parser import HTMLParser

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_grid import Grid, Merge, Row, Workbook, trimmed
from greenshield.formats.sheet_text import decode

MAX_CELLS = 5_000_000
_MAX_COLUMNS = 16_384
_MAX_SPAN = 1000  # as browsers cut it, HTML standard 4.9.11
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)


def read_html(data: bytes, name: str, encoding: str | None = None) -> Workbook:
    """Reads each table of a page as a sheet; a web archive (MHTML) is unpacked first.

    Raises:
        UnreadableError: ``sheet_no_cells``, ``sheet_too_many_cells``, ``sheet_encoding_wrong``,
            ``sheet_encoding_unknown``.
    """
    if data[:64].lstrip().lower().startswith(b"mime-version:"):
        data = _unpacked(data, name)
    if encoding is None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        declared = _CHARSET.search(data[:8192])
        if declared is not None:
            encoding = declared[1].decode().lower()
            encoding = "gb18030" if encoding in ("gb2312", "gbk") else encoding
    try:
        text, used = decode(data, name, encoding)
    except UnreadableError:  # the page's own claim may be wrong
        text, used = decode(data, name)
    parser = _Tables(name)
    parser.feed(text)
    parser.close()
    grids = [
        Grid(f"{n}", trimmed(table.rows), tuple(table.merges))
        for n, table in enumerate(parser.done, 1)
    ]
    return Workbook(name, "html", tuple(grid for grid in grids if grid.rows), used)


def _unpacked(data: bytes, name: str) -> bytes:
    """The parts of a web archive that hold tables, joined."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = []
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and b"<table" in body.lower():
                pages.append(body)
    if not pages:
        raise UnreadableError("sheet_no_cells", file=name)
    return b"\n".join(pages)


class _Table:
    """One table while it is read."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self.taken: dict[int, int] = {}  # column -> first row that it is free in
        self.column = 0

    def start_row(self) -> None:
        self.rows.append([])
        self.column = 0

    def add(self, text: str, across: int, down: int) -> None:
        if not self.rows:
            self.start_row()
        top = len(self.rows) - 1
        while self.taken.get(self.column, 0) > top:
            self.column += 1
        left = self.column
        if left + across > _MAX_COLUMNS:
            return
        row = self.rows[-1]
        row.extend([None] * (left + 1 - len(row)))
        row[left] = text or None
        if down > 1:
            self.taken.update(dict.fromkeys(range(left, left + across), top + down))
        if across > 1 or down > 1:
            self.merges.append(Merge(top, left, top + down - 1, left + across - 1))
        self.column = left + across


class _Tables(HTMLParser):
    """Collects tables; a table inside a cell becomes a sheet of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.done: list[_Table] = []
        self.open: list[_Table] = []
        self.text: list[str] | None = None
        self.span = (1, 1)
        self.count = 0
        self.skip = 0

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 (its signature)
        """Passes over ``<![if …]>`` and the like up to its end, as browsers do.

        HTML standard 13.2.5.42; the library's own reading raises where no name follows.
        """
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.skip += 1
        elif tag == "table":
            self._close_cell()
            self.open.append(_Table())
            self.done.append(self.open[-1])
        elif not self.open:
            return
        elif tag == "tr":
            self._close_cell()
            self.open[-1].start_row()
        elif tag in ("td", "th"):
            self._close_cell()
            given = dict(attrs)
            self.span = (_span(given.get("colspan")), _span(given.get("rowspan")))
            self.text = []
        elif tag in ("br", "p", "div") and self.text:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.skip = max(0, self.skip - 1)
        elif tag in ("td", "th", "tr"):
            self._close_cell()
        elif tag == "table" and self.open:
            self._close_cell()
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.text is not None and not self.skip:
            self.text.append(re.sub(r"[\t\r\n ]+", " ", data))

    def _close_cell(self) -> None:
        if self.text is None or not self.open:
            return
        self.count += 1
        if self.count > MAX_CELLS:
            raise UnreadableError("sheet_too_many_cells", file=self.name, limit=MAX_CELLS)
        text = "".join(self.text).replace("\u00a0", " ").strip()
        self.open[-1].add(text, *self.span)
        self.text = None


def _span(value: str | None) -> int:
    text = (value or "1").strip()
    return min(max(int(text), 1), _MAX_SPAN) if text.isascii() and text.isdigit() else 1
