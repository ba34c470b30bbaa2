"""What the fast reader does not tell about an xlsx sheet: its bounds, errors and percentages.

calamine lays a sheet out as one dense block from its first to its last cell and gives failed
formulas as empty text. One stray cell in the last corner would ask for 17 billion cells and
abort the process, so the bounds are looked up in the sheet's XML before. The look costs
about a tenth of a second for 400,000 cells.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TypeVar
from xml.etree.ElementTree import Element

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_formats import NumberFormat
from greenshield.formats.sheet_grid import NOT_COUNTED, column_index
from greenshield.formats.sheet_package import Package, local
from greenshield.formats.sheet_serial import Styles
from greenshield.formats.sheet_xlsx_struck import cells_of, struck_texts

_YES, _NO = ("1", "true", "on"), ("0", "false", "off")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_LETTERS = re.compile(rb' r="([A-Z]{1,3})\d')
_NUMBERS = re.compile(rb' r="[A-Z]{0,3}(\d{1,7})"')
_ANY_REF = re.compile(rb"\sr\s*=")
_MAYBE_REF = re.compile(rb"r\s*=")  # what begins with a letter is searched for many times faster
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*)>")
_USUAL = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})" s="\d+"(?: t="\w+")?')
_ATTRIBUTE = re.compile(rb'(\w+)\s*=\s*"([^"]*)"')
_ERROR = re.compile(rb"\st\s*=\s*[\"']e[\"']")
_MAYBE_ERROR = re.compile(rb"t\s*=\s*[\"']e[\"']")
_UNCOUNTED = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v\s*(?:/>|>0?</(?:\w+:)?v>))?\s*</(?:\w+:)?c>"
)
# Formulas without a result leave one of these behind. Both begin with letters, which the search
# jumps to; all cells are looked at only where one is found.
_ENDS = (
    re.compile(rb"f>\s*<(?:/(?:\w+:)?c>|(?:\w+:)?v\s*(?:/>|>0?<))"),
    re.compile(rb"/>\s*<(?:/(?:\w+:)?c>|(?:\w+:)?v\s*(?:/>|>0?<))"),
)
_NEGATIVE = re.compile(rb"v>(-[^<]*)<")
_LONGEST_FORMULA = 10_000  # and a cell's start tag
_HIDES = re.compile(rb"hidden\s*=\s*[\"'](?:1|true|on)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row(\s[^>]*)>")
_LONGEST_ROW_TAG = 2_000
_NUMBER = re.compile(
    rb"(?:<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v>([^<]*)<"
)
_TYPED = re.compile(rb"\st\s*=\s*[\"'](?!n[\"'])")
_TEXT = re.compile(rb"\st\s*=\s*[\"']str[\"']")
_FORMULA, _OTHER_FORMULA = re.compile(rb"<f[\s>/]"), re.compile(rb"<\w+:f[\s>/]")
_CELL_TEXT = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_ANEW = re.compile(
    rb"<(?:\w+:)?sheetCalcPr\s[^>]*fullCalcOnLoad\s*=\s*[\"'](?:1|true|on)[\"']", re.IGNORECASE
)
_LONGEST = 64 * 1024**2  # no single row, and no text of a cell, is longer

T = TypeVar("T")
Place = tuple[int, int]


@dataclass(slots=True)
class Scan:
    """What one look over a sheet's XML found.

    Attributes:
        rows: the largest row number.
        columns: the largest column number.
        cells: how many cells stand there, empty ones with a style included.
        plain: False where references are written in an unusual way, so that the bounds above
            can't be relied on.
        errors: 0-based places of failed formulas, with their text; of those without a result,
            ``NOT_COUNTED``.
        percents: 0-based places of cells shown as percentages.
        dates: likewise of numbers that are shown as days, and are not read as such.
        times: likewise of those shown as times or spans.
        numbers: of these, and of what is taken for a day and is none, the number.
        texts: likewise of texts that are not read, with the text.
        formats: of cells whose format writes more than their number, the format.
        brief: of cells that show a part of a day, which.
        formulas: how many cells hold one.
        formula: place of the first of them.
        old: whether the file says that their results may be older than what they are made of.
        hidden: 0-based rows that nobody sees.
        struck: 0-based places of cells that are struck through.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    plain: bool = True
    errors: dict[Place, str] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    dates: set[Place] = field(default_factory=set)
    times: set[Place] = field(default_factory=set)
    numbers: dict[Place, float] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, NumberFormat] = field(default_factory=dict)
    brief: dict[Place, str] = field(default_factory=dict)
    formulas: int = 0
    formula: Place | None = None
    old: bool = False
    hidden: set[int] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)


def sheet_parts(package: Package) -> dict[str, str]:
    """Sheet name -> the part that holds its XML, from the workbook and its relations."""
    book = _part_of(package, "", "officeDocument")
    base, file = posixpath.split(book)
    relations = package.xml(posixpath.join(base, "_rels", f"{file}.rels"))
    targets = {
        item.get("Id", ""): posixpath.normpath(posixpath.join("/", base, item.get("Target", "")))
        for item in relations
    }
    out: dict[str, str] = {}
    for element in package.xml(book).iter():
        if local(element.tag) == "sheet":
            key = next((v for k, v in element.attrib.items() if local(k) == "id"), "")
            part = targets.get(key, "").lstrip("/")
            if package.has(part):
                out[element.get("name", "")] = part
    return out


@dataclass(frozen=True, slots=True)
class Flags:
    """What a workbook says of all its sheets.

    Attributes:
        date1904: days count from 1904, as in old ones of the Macintosh.
        anew: formulas are to be worked out when it is opened, as programs say that only write them.
        old: results may be older than what they are made of: for that reason, as the calculation
            had not ended when it was saved, or as nobody calculated before.
        struck_texts: numbers of the shared texts that are struck through, be it in a part.
    """

    date1904: bool = False
    anew: bool = False
    old: bool = False
    struck_texts: frozenset[int] = frozenset()


def flags(package: Package) -> Flags:
    """The flags of a workbook."""
    told: dict[str, str] = {}
    book = _part_of(package, "", "officeDocument")
    for element in package.xml(book).iter():
        if local(element.tag) in ("workbookPr", "calcPr"):
            told |= {key: value.casefold() for key, value in element.attrib.items()}
    anew = told.get("fullCalcOnLoad") in _YES
    by_hand = told.get("calcMode") == "manual" and told.get("calcOnSave") in _NO
    old = anew or by_hand or told.get("calcCompleted") in _NO
    texts = struck_texts(package, posixpath.join(posixpath.dirname(book), "sharedStrings.xml"))
    return Flags(told.get("date1904") in _YES, anew, old, texts)


def styles(package: Package) -> Styles:
    """The cell styles by what their number formats show."""
    book = _part_of(package, "", "officeDocument")
    part = posixpath.join(posixpath.dirname(book), "styles.xml")
    if not package.has(part):
        return Styles()
    root = package.xml(part)
    own = {
        int(e.get("numFmtId", "-1")): e.get("formatCode", "")
        for e in root.iter()
        if local(e.tag) == "numFmt" and e.get("numFmtId", "").isdigit()
    }
    cells = [e for g in root if local(g.tag) == "cellXfs" for e in g]
    fonts = [_is_struck(e) for g in root if local(g.tag) == "fonts" for e in g]
    crossed = {str(n) for n, is_struck in enumerate(fonts) if is_struck}
    struck = [n for n, e in enumerate(cells) if e.get("fontId") in crossed]
    return Styles.of(own, [int(e.get("numFmtId") or 0) for e in cells], struck)


def _is_struck(font: Element) -> bool:
    return any(local(e.tag) == "strike" and e.get("val", "1") not in _NO for e in font)


def scan(package: Package, part: str, shown: Styles, said: Flags) -> Scan:
    """Looks once over a sheet's XML, in pieces.

    Args:
        package: the workbook.
        part: the sheet's.
        shown: its styles.
        said: of the workbook. Where formulas are to be worked out when it is opened, of a 0 nobody
            knows whether it is a result. A sheet may say so for itself.

    Raises:
        UnreadableError: ``sheet_damaged`` for places outside of any sheet, and as
            :meth:`Package.stream`.
    """
    out = Scan(old=said.old)
    letters: set[bytes] = set()
    numbers: set[bytes] = set()
    share, time = _style_pattern(shown.percents), _style_pattern(shown.times)
    adding, brief = _style_pattern(frozenset(shown.formats)), _style_pattern(frozenset(shown.brief))
    struck = _style_pattern(shown.struck)
    for piece in _pieces(package.stream(part), package.name):
        if b"\0" in piece:  # UTF-16: nothing below would find anything
            out.plain = False
        found = _NUMBERS.findall(piece)
        numbers.update(found)
        letters.update(_LETTERS.findall(piece))
        out.plain &= len(found) == _references(piece, len(found))
        out.cells += piece.count(b"<c ") + piece.count(b":c ")
        if share is not None:
            out.percents.update(_of_cell(match) for match in share.finditer(piece))
        if time is not None:
            spans = dict(_numbers(time, piece))
            out.numbers.update(spans)
            out.times.update(spans)
        if adding is not None:
            out.formats.update(_told(adding, shown.formats, piece))
            out.numbers.update(_numbers(adding, piece))  # the fast reader takes some for days
        if brief is not None:
            out.brief.update(_told(brief, shown.brief, piece))
        if struck is not None:
            out.struck.update(_of_cell(match) for match in struck.finditer(piece))
        out.struck.update(_of_cell(match) for match in cells_of(said.struck_texts, piece))
        out.hidden.update(_hidden(piece))
        if shown.dates:
            out.numbers.update(_below_zero(shown.dates, piece))
        if _MAYBE_ERROR.search(piece) and _ERROR.search(piece):
            out.errors.update(_errors(piece))
        if any(end.search(piece) for end in _ENDS):
            out.errors.update(_uncounted(piece, anew=said.anew))
        if said.old and (formulas := _FORMULA.findall(piece) or _OTHER_FORMULA.findall(piece)):
            out.formulas += len(formulas)
            out.formula = out.formula or _first_formula(piece)
        if not said.anew and b"sheetCalcPr" in piece and _ANEW.search(piece):  # behind all cells
            return scan(package, part, shown, replace(said, anew=True, old=True))
    out.rows = max(map(int, numbers), default=0)
    out.columns = max((column_index(item.decode()) + 1 for item in letters), default=0)
    if out.rows > LAST_ROW or out.columns > LAST_COLUMN:
        raise UnreadableError("sheet_damaged", file=package.name)
    return out


def _references(piece: bytes, usual: int) -> int:
    """How many references there are, however they are written: hostile files hide a far place so.

    The slow search is left for pieces in which others than the usual ones are possible.
    """
    return usual if len(_MAYBE_REF.findall(piece)) == usual else len(_ANY_REF.findall(piece))


def _part_of(package: Package, base: str, kind: str) -> str:
    for item in package.xml(posixpath.join(base, "_rels/.rels")):
        if item.get("Type", "").endswith("/" + kind):
            return posixpath.normpath(item.get("Target", "").lstrip("/"))
    raise UnreadableError("sheet_damaged", file=package.name)


def _pieces(stream: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The stream cut before a row's start, so that no cell falls apart; a long tail is kept."""
    rest = b""
    for piece in stream:
        rest += piece
        if len(rest) > _LONGEST:
            raise UnreadableError("sheet_damaged", file=name)
        cut = max(rest.rfind(b"<row"), rest.rfind(b":row "))
        cut = rest.rfind(b"<", 0, cut + 1) if cut > 0 else rest.rfind(b"<")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _style_pattern(indexes: frozenset[int]) -> re.Pattern[bytes] | None:
    """Matches the start tag of a cell that has one of the styles."""
    if not indexes:
        return None
    styles = b"|".join(str(index).encode() for index in sorted(indexes))
    return re.compile(rb"<(?:\w+:)?c\b([^>]*\ss\s*=\s*[\"'](?:" + styles + rb")[\"'][^>]*)>")


def _place(reference: bytes) -> Place:
    match = re.fullmatch(rb"([A-Z]{1,3})(\d{1,7})", reference)
    return (-1, -1) if match is None else (int(match[2]) - 1, column_index(match[1].decode()))


def _of_cell(match: re.Match[bytes]) -> Place:
    usual = _USUAL.fullmatch(match[1])  # one look instead of one at each attribute
    if usual is not None:
        return int(usual[2]) - 1, column_index(usual[1].decode())
    return _place(dict(_ATTRIBUTE.findall(match[1])).get(b"r", b""))


def _told(
    style: re.Pattern[bytes], known: Mapping[int, T], piece: bytes
) -> Iterator[tuple[Place, T]]:
    """The cells of some styles, with what is known of each style."""
    for match in style.finditer(piece):
        told = dict(_ATTRIBUTE.findall(match[1]))
        index = told.get(b"s", b"")
        if index.isdigit() and int(index) in known:
            yield _place(told.get(b"r", b"")), known[int(index)]


def _hidden(piece: bytes) -> Iterator[int]:
    """The 0-based rows that are hidden, from what hides to the row's start: columns have it too."""
    for found in _HIDES.finditer(piece):
        start = piece.rfind(b"<", max(0, found.start() - _LONGEST_ROW_TAG), found.start())
        row = _ROW.match(piece, max(0, start), found.end() + _LONGEST_ROW_TAG)
        number = dict(_ATTRIBUTE.findall(row[1])).get(b"r", b"") if row else b""
        if number.isdigit():
            yield int(number) - 1


def _numbers(style: re.Pattern[bytes], piece: bytes) -> Iterator[tuple[Place, float]]:
    """The numbers in cells of some styles. What the fast reader makes of them can't be led back."""
    for match in style.finditer(piece):
        if not _TYPED.search(match[1]) and (value := _NUMBER.match(piece, match.end())):
            with suppress(ValueError):
                yield _of_cell(match), float(value[1])


def _below_zero(styles: frozenset[int], piece: bytes) -> Iterator[tuple[Place, float]]:
    """Negative numbers in cells of some styles, from the few numbers to their cells."""
    for number in _NEGATIVE.finditer(piece):
        window = max(0, number.start() - _LONGEST_FORMULA)
        start = max(piece.rfind(tag, window, number.start()) for tag in (b"<c ", b":c "))
        cell = _ATTRIBUTE.findall(piece[start : piece.find(b">", start)]) if start >= 0 else ()
        told = dict(cell)
        if (
            told.get(b"s", b"").isdigit()
            and int(told[b"s"]) in styles
            and told.get(b"t", b"n") == b"n"
        ):
            with suppress(ValueError):
                yield _place(told.get(b"r", b"")), float(number[1])


def _first_formula(piece: bytes) -> Place:
    """The place of the first cell with a formula."""
    formula = _FORMULA.search(piece) or _OTHER_FORMULA.search(piece)
    before = piece[: formula.start()] if formula else b""
    at = max(before.rfind(b"<c "), before.rfind(b":c "), 0)
    cell = _CELL.match(before, before.rfind(b"<", 0, at + 1))
    return (-1, -1) if cell is None else _of_cell(cell)


def _errors(piece: bytes) -> Iterator[tuple[Place, str]]:
    for match in _CELL.finditer(piece):
        if _ERROR.search(match[1]):
            found = dict(_ATTRIBUTE.findall(match[1]))
            text = _CELL_TEXT.search(piece, match.end(), match.end() + 4000)
            yield _place(found.get(b"r", b"")), text[1].decode("utf-8", "replace") if text else "#"


def _uncounted(piece: bytes, *, anew: bool) -> Iterator[tuple[Place, str]]:
    """Formulas without a result; a text may be an empty one."""
    for match in _UNCOUNTED.finditer(piece):
        value, kind = match[2], match[1]
        if value is None or (anew if b">0<" in value else not _TEXT.search(kind)):
            yield _of_cell(match), NOT_COUNTED
