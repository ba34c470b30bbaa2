"""A sheet of notes put in front of an xlsx file's own sheets, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from greenshield.formats.sheet_grid import letter
from greenshield.formats.sheet_notes import ListWords, Note
from greenshield.formats.xlsx_filled import Styles
from greenshield.formats.xlsx_parts import MAIN, OFFICE, Parts, UnpatchableError, as_xml_text, q

WIDTHS = (14, 8, 18, 22, 12, 52, 52)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LONGEST_NAME = 31
_LINE, _MOST_LINES = 15.0, 20  # points
LINK_COLUMN = 1
MOST_LINKS = 60_000  # Excel takes 65,530 in a sheet


def put_in_front(
    parts: Parts, book: str, notes: Sequence[Note], words: ListWords, styles: Styles
) -> None:
    """Adds the list as the first sheet; the one that was shown stays the one that is shown.

    Args:
        parts: the workbook's, changed in place.
        book: the part of the workbook.
        notes: in their order.
        words: of the list.
        styles: of the workbook.

    Raises:
        UnpatchableError: the workbook has no list of sheets.
    """
    root = parts.tree(book)
    sheets = root.find(q("sheets"))
    if sheets is None:
        raise UnpatchableError
    names = [sheet.get("name", "") for sheet in sheets]
    part = parts.unused("xl/worksheets/sheet{}.xml")
    parts.put(part, _sheet(notes, words, styles), _TYPE)
    entry = etree.Element(q("sheet"), name=free_name(words.title, names))
    ids = [int(s.get("sheetId", "0")) for s in sheets if s.get("sheetId", "").isdigit()]
    entry.set("sheetId", str(max(ids, default=0) + 1))
    entry.set(f"{{{OFFICE}}}id", parts.relate(book, "worksheet", part))
    sheets.insert(0, entry)
    for name in root.iter(q("definedName")):  # names of one sheet count its place
        if (own := name.get("localSheetId", "")).isdigit():
            name.set("localSheetId", str(int(own) + 1))
    for view in root.iter(q("workbookView")):
        for attribute in ("activeTab", "firstSheet"):
            shown = view.get(attribute, "0")
            if attribute == "activeTab" or shown not in ("0", ""):
                view.set(attribute, str(int(shown) + 1 if shown.isdigit() else 1))


def free_name(title: str, taken: Sequence[str]) -> str:
    """The title, with a number behind it where a sheet is called so."""
    known = {name.casefold() for name in taken}
    name, number = title[:_LONGEST_NAME], 2
    while name.casefold() in known:
        tail = f" ({number})"
        name, number = title[: _LONGEST_NAME - len(tail)] + tail, number + 1
    return name


def row_height(texts: Sequence[str]) -> float:
    """Points that a line of the list needs, its long texts wrapped; not every program fits it."""
    lines = 1
    for text, width in zip(texts, WIDTHS, strict=True):
        letters = sum(1 + (char > "\u2e80") for char in text)  # a Chinese one is twice as wide
        lines = max(lines, -(-letters // width))
    return _LINE * min(lines, _MOST_LINES)


def link(note: Note) -> str:
    """The place in the workbook as links have it."""
    sheet = note.sheet.replace("'", "''")
    return f"'{sheet}'!{note.cell}"


def _sheet(notes: Sequence[Note], words: ListWords, styles: Styles) -> bytes:
    root = etree.Element(q("worksheet"), nsmap={None: MAIN})
    properties = etree.SubElement(root, q("sheetPr"))
    etree.SubElement(properties, q("pageSetUpPr"), fitToPage="1")
    views = etree.SubElement(root, q("sheetViews"))
    view = etree.SubElement(views, q("sheetView"), workbookViewId="0")
    etree.SubElement(view, q("pane"), ySplit="1", topLeftCell="A2", activePane="bottomLeft",
                     state="frozen")  # fmt: skip
    columns = etree.SubElement(root, q("cols"))
    for number, width in enumerate(WIDTHS, 1):
        etree.SubElement(columns, q("col"), min=str(number), max=str(number), width=str(width),
                         customWidth="1")  # fmt: skip
    data = etree.SubElement(root, q("sheetData"))
    _row(data, 1, words.headers, styles.wrapped(bold=True))
    plain = styles.wrapped(bold=False)
    for number, note in enumerate(notes, 2):
        _row(data, number, words.row(note), plain)
    last = f"{letter(len(WIDTHS) - 1)}{len(notes) + 1}"
    etree.SubElement(root, q("autoFilter"), ref=f"A1:{last}")
    if notes:
        links = etree.SubElement(root, q("hyperlinks"))
        for number, note in enumerate(notes[:MOST_LINKS], 2):
            etree.SubElement(links, q("hyperlink"), ref=f"{letter(LINK_COLUMN)}{number}",
                             location=as_xml_text(link(note)), display=note.cell)  # fmt: skip
    etree.SubElement(root, q("pageSetup"), paperSize="9", orientation="landscape", fitToHeight="0")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _row(data: etree._Element, number: int, texts: Sequence[str], style: int) -> None:
    row = etree.SubElement(data, q("row"), r=str(number))
    row.set("ht", f"{row_height(texts):g}")
    row.set("customHeight", "1")
    for column, text in enumerate(texts):
        reference = f"{letter(column)}{number}"
        cell = etree.SubElement(row, q("c"), r=reference, s=str(style), t="inlineStr")
        inner = etree.SubElement(cell, q("is"))
        words = etree.SubElement(inner, q("t"))
        words.text = as_xml_text(text)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
