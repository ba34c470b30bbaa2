"""What the fast reader does not tell about xls sheets: bounds, errors, percentages, days.

calamine trusts the sizes that a workbook states and asks for that memory at once; a damaged byte
is enough to end the process. So the records of the workbook's stream ([MS-XLS] 2.3) are walked
before; only those named below are looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_grid import NOT_COUNTED
from greenshield.formats.sheet_ole import stream, written
from greenshield.formats.sheet_serial import Styles
from greenshield.formats.sheet_xls_signs import WESTERN, Page, decoded
from greenshield.formats.sheet_xlsx_scan import Place, Scan

_BOF, _SHEET, _FORMAT, _XF, _DATE1904 = 0x0809, 0x0085, 0x041E, 0x00E0, 0x0022
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_LABEL, _LABEL_SST, _RICH, _DIMENSIONS, _FILEPASS = 0x0204, 0x00FD, 0x00D6, 0x0200, 0x002F
_FORMULAS = frozenset((_FORMULA, 0x0206, 0x0406))  # the latter of versions 3 and 4, seen in 8 too
_CELLS = frozenset((_NUMBER, _RK, _MULRK, _BOOLERR, _LABEL, _LABEL_SST, _RICH)) | _FORMULAS
_FONT, _STRUCK = 0x0031, 0x08
_ROW, _HIDDEN = 0x0208, 0x20
_ON_LOAD = 2  # flag of a formula: to be worked out when the file is opened
LAST_ROW, LAST_COLUMN = 65_536, 256
MAX_BLOCK = 20_000_000  # cells of all sheets together, as one dense block each
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!",
           42: "#N/A", 43: "#GETTING_DATA"}  # fmt: skip
_MAX_RECORDS = 20_000_000


STREAMS = ("Workbook", "Book")  # that hold a workbook, the newer first
_CODEPAGE, _RESULT, _END = 0x0042, 0x0207, 0x000A
_UNCALCED = 0x005E  # of a sheet that was saved before its formulas were worked out
_BYTES = (_SHEET, _LABEL, _RICH, _RESULT)  # whose texts version 5 holds as bytes


@dataclass(slots=True)
class XlsScan:
    """All sheets of a workbook.

    Attributes:
        sheets: by name what was found.
        date1904: whether days count from 1904.
        mended: where in the stream what is to stand instead, so that the reader takes the texts for
            what they are; None where all is true.
        codepage: of texts that are bytes; None for what the reader reads right.
        assumed: where nobody stated that code page, a text that was read in it; else "".
    """

    sheets: dict[str, Scan] = field(default_factory=dict)
    date1904: bool = False
    mended: tuple[int, bytes] | None = None
    codepage: int | None = None
    assumed: str = ""


def truthful(data: bytes, found: XlsScan) -> bytes:
    """The file with the code page that its texts have.

    Excel reads the texts of its version 8 as UTF-16 whatever the workbook states; the fast reader
    believes the workbook, and gives nonsense for what other programs wrote.
    """
    return data if found.mended is None else written(data, STREAMS, *found.mended)


def scan(data: bytes, name: str) -> XlsScan:
    """Looks once over a workbook.

    Raises:
        UnreadableError: ``sheet_damaged`` for what no workbook can hold, ``sheet_encrypted``,
            ``sheet_too_many_cells``.
    """
    book = stream(data, STREAMS)
    out = XlsScan()
    if book is None:
        raise UnreadableError("sheet_damaged", file=name)
    _settle(out, book)
    starts: dict[int, str] = {}
    formats: dict[int, str] = {}
    styles: list[int] = []
    crossed: list[int] = []
    struck: set[int] = set()
    fonts = 0
    stray = Scan()
    current: Scan | None = None
    shown = Styles()
    for at, kind, body in _records(book):
        if kind == _BOF and len(body) >= 4:
            if at in starts:
                current = out.sheets.setdefault(starts[at], Scan())
                shown = Styles.of(formats, styles, crossed)
        elif kind == _SHEET and len(body) >= 8:
            starts[struct.unpack_from("<I", body)[0]] = _sheet_name(body, out.codepage)
        elif kind == _DATE1904 and len(body) >= 2:
            out.date1904 = body[0] == 1
        elif kind == _FORMAT and len(body) >= 5:
            formats[struct.unpack_from("<H", body)[0]] = _format_text(body, out.codepage)
        elif kind == _XF and len(body) >= 4:
            styles.append(struct.unpack_from("<H", body, 2)[0])
            if struct.unpack_from("<H", body)[0] in struck:
                crossed.append(len(styles) - 1)
        elif kind == _FONT:
            struck |= {fonts} if len(body) >= 4 and body[2] & _STRUCK else set()
            fonts += 1 if fonts != 3 else 2  # there is no fifth font ([MS-XLS] 2.5.129)
        elif kind == _ROW and len(body) >= 16 and body[12] & _HIDDEN and current is not None:
            current.hidden.add(struct.unpack_from("<H", body)[0])
        elif kind == _UNCALCED and current is not None:
            current.old = True
        elif kind == _FILEPASS:
            raise UnreadableError("sheet_encrypted", file=name)
        elif kind == _DIMENSIONS:
            _check_stated_size(body, name)
        elif kind in _CELLS:
            # Cells outside of a known sheet count too: the reader may see them as one's.
            _cell(stray if current is None else current, kind, body, shown)
    _check_bounds([stray, *out.sheets.values()], name)
    return out


def _settle(out: XlsScan, book: bytes) -> None:
    """Settles in which code page the texts are, before any is read."""
    page = Page()
    wide = True
    for at, kind, body in _records(book):
        if kind == _BOF and at == 0 and len(body) >= 2:
            wide = struct.unpack_from("<H", body)[0] >= 0x0600
        elif kind == _CODEPAGE and len(body) == 2:
            page.stated, page.at = struct.unpack("<H", body)[0], at
        elif wide and kind == _END:
            break
        elif kind in _BYTES:
            page.texts.add(_bytes_of(kind, body))
    out.mended = page.mended(wide=wide)
    if not wide:
        assumed = page.texts.codepage(page.stated)
        out.codepage = (page.stated or WESTERN) if assumed is None else assumed
        out.assumed = "" if assumed is None else page.texts.sample(assumed)


def _bytes_of(kind: int, body: bytes) -> bytes:
    """The text of a record of version 5."""
    if kind == _SHEET:
        return body[7 : 7 + body[6]] if len(body) > 6 else b""
    at = 0 if kind == _RESULT else 6
    if len(body) < at + 2:
        return b""
    return body[at + 2 : at + 2 + struct.unpack_from("<H", body, at)[0]]


def _check_stated_size(body: bytes, name: str) -> None:
    form = {10: "<HHHH", 14: "<IIHH"}.get(len(body))
    if form is None:
        return
    first, last, left, right = struct.unpack_from(form, body)
    if last > LAST_ROW or right > LAST_COLUMN or first > last or left > right:
        raise UnreadableError("sheet_damaged", file=name)


def _check_bounds(scans: list[Scan], name: str) -> None:
    if any(scan.columns > LAST_COLUMN for scan in scans):
        raise UnreadableError("sheet_damaged", file=name)
    if sum(scan.rows * scan.columns for scan in scans) > MAX_BLOCK:
        raise UnreadableError("sheet_too_many_cells", file=name, limit=MAX_BLOCK)


def _records(book: bytes) -> Iterator[tuple[int, int, bytes]]:
    at, end = 0, len(book)
    for _ in range(_MAX_RECORDS):
        if at + 4 > end:
            return
        kind, size = struct.unpack_from("<HH", book, at)
        yield at, kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _cell(found: Scan, kind: int, body: bytes, shown: Styles) -> None:
    """Notes bounds, errors, percentages and days; cell records begin with row, column and style."""
    if len(body) < 6:
        return
    row, column, style = struct.unpack_from("<HHH", body)
    last = column + max(0, (len(body) - 12) // 6) if kind == _MULRK else column
    found.rows, found.columns = max(found.rows, row + 1), max(found.columns, last + 1)
    place = (row, column)
    if shown.struck and kind != _MULRK and style in shown.struck:
        found.struck.add(place)
    if len(body) < 8 or kind in (_LABEL, _LABEL_SST, _RICH):
        return
    if kind == _MULRK:
        for index in range((len(body) - 6) // 6):
            style, packed = struct.unpack_from("<HI", body, 4 + 6 * index)
            if style in shown.struck:
                found.struck.add((row, column + index))
            note_number(found, (row, column + index), style, rk(packed), shown)
    elif kind == _RK and len(body) >= 10:
        note_number(found, place, style, rk(struct.unpack_from("<I", body, 6)[0]), shown)
    elif kind == _NUMBER and len(body) >= 14:
        note_number(found, place, style, struct.unpack_from("<d", body, 6)[0], shown)
    elif kind == _BOOLERR and body[7] == 1:
        found.errors[place] = ERRORS.get(body[6], "#ERROR")
    elif kind in _FORMULAS and len(body) >= 16:
        _formula(found, place, style, kind, body, shown)


def _formula(found: Scan, place: Place, style: int, kind: int, body: bytes, shown: Styles) -> None:
    """A formula's result: a number, or by its last two bytes a text, a truth, an error, nothing."""
    found.formulas += 1
    found.formula = found.formula or place
    if body[12:14] == b"\xff\xff":
        if body[6] == 2:
            found.errors[place] = ERRORS.get(body[8], "#ERROR")
        elif kind != _FORMULA and body[6] == 0:  # its text stands in a record that nobody reads
            found.errors[place] = NOT_COUNTED
        return
    number = struct.unpack_from("<d", body, 6)[0]
    if not number and body[14] & _ON_LOAD:  # what programs write that work out nothing
        found.errors[place] = NOT_COUNTED
    note_number(found, place, style, number, shown)
    if kind != _FORMULA:
        found.numbers[place] = number


def rk(packed: int) -> float:
    """A number of four bytes ([MS-XLS] 2.5.217): whole or not, a hundredth of it or not."""
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole >= 1 << 29 else whole)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & ~3) << 32))[0]
    return number / 100 if packed & 1 else number


def note_number(found: Scan, place: Place, style: int, number: float, shown: Styles) -> None:
    """Notes how a number is shown.

    The number itself too where the fast reader might take it for a day: what it makes of one that
    is less than nothing, or of a format that it does not understand, can't be led back.
    """
    if style in shown.percents:
        found.percents.add(place)
    elif style in shown.dates:
        found.dates.add(place)
        if style in shown.brief:
            found.brief[place] = shown.brief[style]
    elif style in shown.times:
        found.times.add(place)
    elif style not in shown.others:
        return
    elif style in shown.formats:
        found.formats[place] = shown.formats[style]
    found.numbers[place] = number


def _sheet_name(body: bytes, codepage: int | None) -> str:
    size = body[6]
    if codepage is not None:
        return decoded(body[7 : 7 + size], codepage)
    wide = body[7] & 1
    return body[8 : 8 + size * (2 if wide else 1)].decode(
        "utf-16-le" if wide else "latin-1", "replace"
    )


def _format_text(body: bytes, codepage: int | None) -> str:
    if codepage is not None:
        return decoded(body[3:], codepage)
    wide = body[4] & 1
    return body[5:].decode("utf-16-le" if wide else "latin-1", "replace")
