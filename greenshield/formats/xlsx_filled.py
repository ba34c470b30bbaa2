"""Fills cells of an xlsx file with a colour, all else of their style as it was."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping

from lxml import etree

from greenshield.formats.sheet_grid import column_index, letter
from greenshield.formats.xlsx_parts import Parts, UnpatchableError, q

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_MOST_STYLES = 60_000  # Excel takes 65,490 cell formats


class Styles:
    """The workbook's cell styles, with variants of another fill.

    Args:
        parts: the workbook's, changed in place.
        part: of the styles.

    Raises:
        UnpatchableError: it has not the usual lists.
    """

    def __init__(self, parts: Parts, part: str) -> None:
        root = parts.tree(part)
        lists = [root.find(q(name)) for name in ("fills", "cellXfs", "fonts")]
        if any(found is None or not len(found) for found in lists):
            raise UnpatchableError
        self._fills, self._formats, self._fonts = lists
        self._fill_of: dict[str, int] = {}
        self._made: dict[tuple[int, str], int] = {}

    def filled(self, style: int, colour: str) -> int:
        """The index of a style with this fill, RRGGBB."""
        key = (style, colour)
        if key not in self._made:
            if len(self._formats) >= _MOST_STYLES:
                raise UnpatchableError
            source = self._formats[style if 0 <= style < len(self._formats) else 0]
            variant = copy.deepcopy(source)
            variant.set("fillId", str(self._fill(colour)))
            variant.set("applyFill", "1")
            self._made[key] = self._add(self._formats, variant)
        return self._made[key]

    def wrapped(self, *, bold: bool) -> int:
        """The index of a style for words in lines, at the top of their cell."""
        key = (-1 if bold else -2, "")
        if key not in self._made:
            variant = etree.Element(q("xf"), numFmtId="0", fontId="0", fillId="0", borderId="0")
            if bold:
                font = copy.deepcopy(self._fonts[0])
                for old in font.findall(q("b")):
                    font.remove(old)
                font.insert(0, etree.Element(q("b")))
                variant.set("fontId", str(self._add(self._fonts, font)))
                variant.set("applyFont", "1")
            variant.set("applyAlignment", "1")
            etree.SubElement(variant, q("alignment"), vertical="top", wrapText="1")
            self._made[key] = self._add(self._formats, variant)
        return self._made[key]

    def _fill(self, colour: str) -> int:
        if colour not in self._fill_of:
            fill = etree.Element(q("fill"))
            pattern = etree.SubElement(fill, q("patternFill"), patternType="solid")
            etree.SubElement(pattern, q("fgColor"), rgb=f"FF{colour}")
            etree.SubElement(pattern, q("bgColor"), indexed="64")
            self._fill_of[colour] = self._add(self._fills, fill)
        return self._fill_of[colour]

    @staticmethod
    def _add(group: etree._Element, item: etree._Element) -> int:
        group.append(item)
        group.set("count", str(len(group)))
        return len(group) - 1


def fill(root: etree._Element, colours: Mapping[tuple[int, int], str], styles: Styles) -> None:
    """Fills cells of a sheet.

    Args:
        root: the sheet's XML, changed in place.
        colours: (1-based row, 0-based column) -> RRGGBB.
        styles: of the workbook.

    Raises:
        UnpatchableError: rows or cells stand there without their places.
    """
    data = root.find(q("sheetData"))
    if data is None:
        raise UnpatchableError
    wanted: dict[int, dict[int, str]] = {}
    for (row, column), colour in colours.items():
        wanted.setdefault(row, {})[column] = colour
    columns = _column_styles(root)
    for element in data:
        number = element.get("r", "")
        if not number.isdigit():
            raise UnpatchableError
        if (cells := wanted.pop(int(number), None)) is not None:
            _fill_row(element, int(number), cells, columns, styles)
    for number, cells in sorted(wanted.items()):  # rows that hold nothing
        row = etree.Element(q("row"), r=str(number))
        at = next((n for n, e in enumerate(data) if int(e.get("r", "0")) > number), len(data))
        data.insert(at, row)
        _fill_row(row, number, cells, columns, styles)


def _fill_row(
    row: etree._Element, number: int, cells: dict[int, str], columns: Mapping[int, int],
    styles: Styles,
) -> None:  # fmt: skip
    places = {}
    for cell in row:
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        if cell.tag != q("c") or match is None:
            raise UnpatchableError
        places[column_index(match[1])] = cell
    own = row.get("s") if row.get("customFormat") in ("1", "true") else None
    for column, colour in sorted(cells.items()):
        cell = places.get(column)
        if cell is None:
            style = int(own) if own and own.isdigit() else columns.get(column, 0)
            cell = etree.Element(q("c"), r=f"{letter(column)}{number}", s=str(style))
            row.insert(sum(place < column for place in places), cell)
            places[column] = cell
        style_text = cell.get("s", "0")
        style = int(style_text) if style_text.isdigit() else 0
        cell.set("s", str(styles.filled(style, colour)))
    row.attrib.pop("spans", None)  # a hint that may be too narrow now


def _column_styles(root: etree._Element) -> dict[int, int]:
    """0-based column -> style of its empty cells."""
    out: dict[int, int] = {}
    for column in root.iter(q("col")):
        low, high, style = (column.get(name, "0") for name in ("min", "max", "style"))
        if low.isdigit() and high.isdigit() and style.isdigit() and int(style):
            out |= {n - 1: int(style) for n in range(int(low), min(int(high), 16_384) + 1)}
    return out
