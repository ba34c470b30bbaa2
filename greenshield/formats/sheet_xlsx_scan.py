"""What the fast reader does not tell about an xlsx sheet: its bounds, errors and percentages.

calamine lays a sheet out as one dense block from its first to its last cell and gives failed
formulas as empty text. One stray cell in the last corner would ask for 17 billion cells and
abort the process, so the bounds are looked up in the sheet's XML before. The look costs
about a tenth of a second for 400,000 cells.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_grid import column_index
from greenshield.formats.sheet_package import Package, local

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_LETTERS = re.compile(rb' r="([A-Z]{1,3})\d')
_NUMBERS = re.compile(rb' r="[A-Z]{0,3}(\d{1,7})"')
_ANY_REF = re.compile(rb"\sr\s*=")
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*)>")
_ATTRIBUTE = re.compile(rb'(\w+)\s*=\s*"([^"]*)"')
_ERROR = re.compile(rb"\st\s*=\s*[\"']e[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_UNCOUNTED = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v\s*(?:/>|></(?:\w+:)?v>))?\s*</(?:\w+:)?c>"
)
_TEXT = re.compile(rb"\st\s*=\s*[\"']str[\"']")
NOT_COUNTED = "#=?"  # a formula of which the file holds no result: its writer never worked it out
_CELL_TEXT = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_PERCENT_BUILTIN = {9, 10}
_LONGEST = 64 * 1024**2  # no single row, and no text of a cell, is longer

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
        dates: likewise of numbers that are shown as days or times, and are not read as such.
        texts: likewise of texts that are not read, with the text.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    plain: bool = True
    errors: dict[Place, str] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    dates: set[Place] = field(default_factory=set)
    texts: dict[Place, str] = field(default_factory=dict)


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


def date1904(package: Package) -> bool:
    """Whether the workbook counts its days from 1904, as old ones of the Macintosh do."""
    book = package.xml(_part_of(package, "", "officeDocument"))
    flags = (e.get("date1904", "") for e in book.iter() if local(e.tag) == "workbookPr")
    return any(flag.casefold() in ("1", "true", "on") for flag in flags)


def percent_styles(package: Package) -> frozenset[bytes]:
    """Indexes of the cell styles whose number format shows a percentage."""
    book = _part_of(package, "", "officeDocument")
    part = posixpath.join(posixpath.dirname(book), "styles.xml")
    if not package.has(part):
        return frozenset()
    root = package.xml(part)
    own = {
        int(e.get("numFmtId", "-1")): e.get("formatCode", "")
        for e in root.iter()
        if local(e.tag) == "numFmt" and e.get("numFmtId", "").isdigit()
    }
    out: set[bytes] = set()
    for group in root:
        if local(group.tag) != "cellXfs":
            continue
        for index, style in enumerate(group):
            number = int(style.get("numFmtId") or 0)
            code = re.sub(r'"[^"]*"|\\.', "", own.get(number, ""))
            if number in _PERCENT_BUILTIN or "%" in code:
                out.add(str(index).encode())
    return frozenset(out)


def scan(package: Package, part: str, percents: frozenset[bytes]) -> Scan:
    """Looks once over a sheet's XML, in pieces.

    Raises:
        UnreadableError: ``sheet_damaged`` for places outside of any sheet, and as
            :meth:`Package.stream`.
    """
    out = Scan()
    letters: set[bytes] = set()
    numbers: set[bytes] = set()
    style = _style_pattern(percents)
    for piece in _pieces(package.stream(part), package.name):
        if b"\0" in piece:  # UTF-16: nothing below would find anything
            out.plain = False
        found = _NUMBERS.findall(piece)
        numbers.update(found)
        letters.update(_LETTERS.findall(piece))
        out.plain &= len(found) == len(_ANY_REF.findall(piece))
        out.cells += piece.count(b"<c ") + piece.count(b":c ")
        if style is not None:
            for match in style.finditer(piece):
                out.percents.add(_place(dict(_ATTRIBUTE.findall(match[1])).get(b"r", b"")))
        if _ERROR.search(piece):
            out.errors.update(_errors(piece))
        if _FORMULA.search(piece):
            out.errors.update(_uncounted(piece))
    out.rows = max(map(int, numbers), default=0)
    out.columns = max((column_index(item.decode()) + 1 for item in letters), default=0)
    if out.rows > LAST_ROW or out.columns > LAST_COLUMN:
        raise UnreadableError("sheet_damaged", file=package.name)
    return out


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


def _style_pattern(percents: frozenset[bytes]) -> re.Pattern[bytes] | None:
    """Matches the start tag of a cell that has one of the styles."""
    if not percents:
        return None
    styles = b"|".join(sorted(percents))
    return re.compile(rb"<(?:\w+:)?c\b([^>]*\ss\s*=\s*[\"'](?:" + styles + rb")[\"'][^>]*)>")


def _place(reference: bytes) -> Place:
    match = re.fullmatch(rb"([A-Z]{1,3})(\d{1,7})", reference)
    return (-1, -1) if match is None else (int(match[2]) - 1, column_index(match[1].decode()))


def _errors(piece: bytes) -> Iterator[tuple[Place, str]]:
    for match in _CELL.finditer(piece):
        if _ERROR.search(match[1]):
            found = dict(_ATTRIBUTE.findall(match[1]))
            text = _CELL_TEXT.search(piece, match.end(), match.end() + 4000)
            yield _place(found.get(b"r", b"")), text[1].decode("utf-8", "replace") if text else "#"


def _uncounted(piece: bytes) -> Iterator[tuple[Place, str]]:
    """Formulas without a result; a text may be an empty one."""
    for match in _UNCOUNTED.finditer(piece):
        if match[2] is None or not _TEXT.search(match[1]):
            found = dict(_ATTRIBUTE.findall(match[1]))
            yield _place(found.get(b"r", b"")), NOT_COUNTED
