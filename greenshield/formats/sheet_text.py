"""Tables as text: csv, tsv and what else spreadsheets write with a delimiter."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from greenshield.domain.defused import as_meant
from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats.sheet_grid import Grid, Row, Workbook, trimmed

DELIMITERS = (",", "\t", ";", "|", "，")
MAX_CELLS = 40_000_000
_FIELD_LIMIT = 64 * 1024 * 1024
_SAMPLE_ROWS = 200
_NO_TEXT = frozenset(("Cc", "Cn", "Co"))
_SAMPLE_CHARS = 262_144
_LAST_PLANE = 0x10
_FEW = 20  # one zero byte in as many
_HINT = re.compile(r'"?sep=([^\r\n])"?(?:\r\n|\r|\n)', re.IGNORECASE)
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Text and the name of its encoding.

    A byte order mark decides; else zero bytes tell UTF-16 and UTF-32 from the rest; else UTF-8
    where every byte fits, GB18030 (of which GBK and GB2312 are parts) where every byte fits that.

    Raises:
        UnreadableError: ``sheet_encoding_unknown``, ``sheet_encoding_wrong`` (the named one does
            not fit), ``sheet_text_zeros`` (zero bytes among the letters), ``sheet_unknown_kind``
            for binary bytes.
    """
    if encoding is not None:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except (LookupError, UnicodeError):
            raise UnreadableError("sheet_encoding_wrong", file=name, encoding=encoding) from None
    data = _without_padding(data)
    for candidate in _candidates(data):
        try:
            text = data.decode(candidate)
        except UnicodeError:
            continue
        if not _is_text(text):
            if line := _stray_zero(data):
                raise UnreadableError("sheet_text_zeros", file=name, row=line)
            raise UnreadableError("sheet_unknown_kind", file=name, what="?")
        if candidate == "gb18030" and (damaged := _damaged_utf8(data)):
            return damaged, "utf-8"
        return text.removeprefix("\ufeff"), candidate
    if damaged := _damaged_utf8(data):
        return damaged, "utf-8"
    if line := _stray_zero(data):
        raise UnreadableError("sheet_text_zeros", file=name, row=line)
    code = "sheet_unknown_kind" if b"\0" in data else "sheet_encoding_unknown"
    raise UnreadableError(code, file=name, what="?")


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return ("utf-32",)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    head = data[:65536]
    if b"\0" in head:
        # No letter needs more than 21 of UTF-32's bits.
        if not any(head[3::4]) and max(head[2::4], default=255) <= _LAST_PLANE:
            return ("utf-32-le",)
        if not any(head[0::4]) and max(head[1::4], default=255) <= _LAST_PLANE:
            return ("utf-32-be",)
        # Delimiters and digits are ASCII: their zero byte comes second in LE, first in BE.
        first, second = head[0::2].count(0), head[1::2].count(0)
        if min(first, second) * 10 > max(first, second):
            return ()
        return ("utf-16-le",) if second > first else ("utf-16-be",)
    return ("utf-8", "gb18030")


def _without_padding(data: bytes) -> bytes:
    """The text without the zero bytes with which old programs fill up a file."""
    text = data.rstrip(b"\0")
    return data if b"\0" in text or not text else text


def _stray_zero(data: bytes) -> int:
    """The line of the first zero byte of what is a text without its few zeros; 0 for else."""
    at = data.find(b"\0")
    if at < 0 or data.count(b"\0") * _FEW > len(data):
        return 0
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.replace(b"\0", b"").decode(encoding)
        except UnicodeError:
            continue
        return data.count(b"\n", 0, at) + 1 if _is_text(text) else 0
    return 0


def _is_text(text: str) -> bool:
    """Whether decoded bytes are text: next to no control, private or unassigned characters."""
    head = text[:8192]
    odd = sum(unicodedata.category(c) in _NO_TEXT and c not in "\t\r\n\v\f" for c in head)
    return odd * 50 <= len(head) and "\0" not in text


def _damaged_utf8(data: bytes) -> str:
    """UTF-8 with a few broken bytes, as text with U+FFFD in their place; "" for anything else.

    GB18030 takes most byte pairs, so UTF-8 that was cut or patched would become wrong words in it.
    """
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    return text if good >= 4 * bad and bad and _is_text(text) else ""


def read_text(
    data: bytes, name: str, *, encoding: str | None = None, delimiter: str | None = None
) -> Workbook:
    """Reads a delimited text.

    Args:
        data: the file's bytes.
        name: its name.
        encoding: instead of the detected one.
        delimiter: instead of the detected one.

    Raises:
        UnreadableError: see :func:`decode`; ``sheet_too_many_cells``.
    """
    text, used = decode(data, name, encoding)
    if hint := _HINT.match(text):  # Excel's own
        delimiter, text = hint[1], text[hint.end() :]
    mark = delimiter or _sniff(text)
    problems: list[Problem] = []
    try:
        rows = _rows(text, mark, name, quotes=True)
    except csv.Error:
        # An open quote would swallow every row after it: quotes are then taken as letters.
        rows = _rows(text, mark, name, quotes=False)
        problems.append(Problem("sheet_quotes_unbalanced", name, fatal=False))
    if "\ufffd" in text:
        params = {"count": text.count("\ufffd"), "encoding": used}
        problems.append(Problem("sheet_bytes_replaced", name, params=params, fatal=False))
    stem = name.rsplit(".", 1)[0]
    return Workbook(name, "text", (Grid(stem, rows),), used, mark, tuple(problems))


def _parsed(
    text: str, delimiter: str, *, quotes: bool = True, strict: bool = False
) -> Iterator[list[str]]:
    csv.field_size_limit(_FIELD_LIMIT)
    # Lines are cut at \r, \n and \r\n alike; old Mac files have \r only.
    lines = io.StringIO(text, newline="")
    if not quotes:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    # A quote behind a blank is one too where files are written so: its commas are no delimiters.
    blank = f'{delimiter} "' in text[:_SAMPLE_CHARS]
    return csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=blank)


def _rows(text: str, delimiter: str, name: str, *, quotes: bool) -> list[Row]:
    rows: list[Row] = []
    count = 0
    for cells in _parsed(text, delimiter, quotes=quotes, strict=quotes):
        count += len(cells) + 1
        if count > MAX_CELLS:
            raise UnreadableError("sheet_too_many_cells", file=name, limit=MAX_CELLS)
        rows.append([_meant(cell) if cell.strip() else None for cell in cells])
    return trimmed(rows)


def _meant(cell: str) -> str:
    """A cell's text: ``="007"`` is how programs keep a spreadsheet from cutting the zeros."""
    if cell.startswith('="') and (match := _TEXT_FORMULA.fullmatch(cell)):
        return match[1].replace('""', '"')
    return as_meant(cell)


def _sniff(text: str) -> str:
    """The delimiter under which most of the first rows agree on a number of columns above one.

    How wide they are decides between equals only: a column of vertices, ``1 2;3 4;…``, is wider
    than the table that it stands in, and its header has no semicolon. So it is where a full-width
    comma, which any text holds, stands for a delimiter.
    """
    best, best_score = ",", (0, 0, 0)
    for mark in DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for number, cells in enumerate(_parsed(text[:_SAMPLE_CHARS], mark)):
                if number >= _SAMPLE_ROWS:
                    break
                if any(cell.strip() for cell in cells):
                    widths[len(cells)] += 1
        except csv.Error:
            continue
        wide = {width: n for width, n in widths.items() if width > 1}
        if not wide:
            continue
        width, agreeing = max(wide.items(), key=lambda item: (item[1], item[0]))
        score = (agreeing, mark.isascii(), width)
        if score > best_score:
            best, best_score = mark, score
    return best
