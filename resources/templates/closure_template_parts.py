"""Parts that the closure template is built from: styles, page, tables, fields."""

# ruff: noqa: SLF001
# python-docx has no public way to a cell's, a row's or a run's XML.

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

BODY, HEAD, LATIN = "仿宋", "黑体", "Times New Roman"
TEXT_WIDTH = 162.0  # mm between the margins of A4
GREY = "EDEFF1"

Column = tuple[str, str, float]
"""Heading mark, cell mark, width in mm."""


def set_font(style: ParagraphStyle, east: str, size: float, *, bold: bool = False) -> None:
    """Name the Chinese and the Latin face of a style."""
    font = style.font
    font.name, font.size, font.bold = LATIN, Pt(size), bold
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for slot, face in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", east)):
        fonts.set(qn(f"w:{slot}"), face)


def make_styles(document: DocumentType) -> None:
    """Body, headings, table text, captions, banners, small print."""
    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        # Without it Word breaks lines and checks spelling as in English.
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = styles["Normal"]
    set_font(normal, BODY, 11)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.25
    for name, size, before in (("Title", 26, 0), ("Heading 1", 15, 16), ("Heading 2", 12, 10)):
        set_font(styles[name], HEAD, size, bold=False)
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(6)
        styles[name].paragraph_format.keep_with_next = True
    border = styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    for name, east, size in (
        ("Cell", BODY, 10), ("Cell Head", HEAD, 10), ("Hash", BODY, 7),
        ("Photo Caption", BODY, 8.5), ("Map Caption", HEAD, 10.5), ("Banner", HEAD, 12),
        ("Small", BODY, 8), ("Cover", BODY, 14),
    ):  # fmt: skip
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        set_font(style, east, size)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.15
    styles["Map Caption"].paragraph_format.space_after = Pt(10)
    styles["Map Caption"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Banner"].font.color.rgb = RGBColor(0xB0, 0x12, 0x12)
    styles["Banner"].paragraph_format.space_after = Pt(6)
    styles["Hash"].font.name = "Courier New"
    hash_fonts = styles["Hash"].element.rPr.rFonts
    hash_fonts.set(qn("w:hAnsi"), "Courier New")


def field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word computes, such as PAGE."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif text == instruction:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run._r.append(code)
        else:
            run.text = text


def set_page(document: DocumentType) -> None:
    """A4, margins, header with the number, footer with fingerprint and page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    section.header_distance, section.footer_distance = Mm(12), Mm(10)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.style = document.styles["Small"]
    header.paragraph_format.tab_stops.clear_all()
    header.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    header.add_run("{{ w.title }}\t{{ cover.called }}")
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = document.styles["Small"]
        line.add_run("{{ w.root }} {{ provenance.root }}")
        page = footer.add_paragraph(style="Small")
        page.alignment = WD_ALIGN_PARAGRAPH.CENTER
        page.add_run("{{ w.page }}")
        field(page, "PAGE")
        page.add_run("{{ w.page_of }}")
        field(page, "NUMPAGES")
        page.add_run("{{ w.page_end }}")


def shade(cell: _Cell) -> None:
    """A light ground for headings of rows and columns."""
    mark = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", GREY)):
        mark.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(mark)


def set_row(row: _Row, *, header: bool = False) -> None:
    """A row that no page break cuts; a header repeats on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def new_table(document: DocumentType, widths: Sequence[float], *, borders: bool = True) -> Table:
    """An empty table of fixed column widths in mm."""
    table = document.add_table(rows=0, cols=len(widths))
    if borders:
        table.style = document.styles["Table Grid"]
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 40), ("left", 90), ("bottom", 40), ("right", 90)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # The schema wants the margins before the look.
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        look.addprevious(margins)
    else:
        table._tbl.tblPr.append(margins)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def put(cell: _Cell, text: str, style: str, width: float) -> Paragraph:
    """Text in the first paragraph of a cell."""
    cell.width = Mm(width)
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)
    return paragraph


def mark_row(table: Table, mark: str) -> None:
    """A row that holds a docxtpl row mark alone; it vanishes on rendering."""
    table.add_row().cells[0].paragraphs[0].add_run(mark)


def record_table(document: DocumentType, rows: str, columns: Sequence[Column]) -> Table:
    """A table of records ``r in rows``, with a header that repeats."""
    widths = [width for _, _, width in columns]
    table = new_table(document, widths)
    head = table.add_row()
    set_row(head, header=True)
    for cell, (title, _, width) in zip(head.cells, columns, strict=True):
        paragraph = put(cell, "{{ w." + title + " }}", "Cell Head", width)
        paragraph.paragraph_format.keep_with_next = True
        shade(cell)
    mark_row(table, "{%tr for r in " + rows + " %}")
    body = table.add_row()
    set_row(body)
    for cell, (_, name, width) in zip(body.cells, columns, strict=True):
        style = "Hash" if name == "r.sha256" else "Cell"
        put(cell, "{{ " + name + " }}", style, width)
    mark_row(table, "{%tr endfor %}")
    return table


def line(document: DocumentType, text: str, style: str = "Normal") -> Paragraph:
    """One paragraph."""
    return document.add_paragraph(text, style=style)


def records(
    document: DocumentType, rows: str, none: str, columns: Sequence[Column], title: str = ""
) -> None:
    """A titled table, or the sentence that there is nothing."""
    if title:
        line(document, "{{ w." + title + " }}", "Heading 2")
    line(document, "{%p if " + rows + " %}")
    record_table(document, rows, columns)
    line(document, "{%p else %}")
    line(document, "{{ w." + none + " }}")
    line(document, "{%p endif %}")


def pair_lines(document: DocumentType, items: Sequence[tuple[str, str]]) -> None:
    """A table of names and values, one to a line."""
    table = new_table(document, (38, TEXT_WIDTH - 38))
    for title, name in items:
        row = table.add_row()
        put(row.cells[0], "{{ w." + title + " }}", "Cell Head", 38)
        shade(row.cells[0])
        put(row.cells[1], "{{ " + name + " }}", "Cell", TEXT_WIDTH - 38)


def value_lines(document: DocumentType, rows: str) -> None:
    """A table of the labels and values of ``rows``; no page break cuts a line of it."""
    table = new_table(document, (38, TEXT_WIDTH - 38))
    mark_row(table, "{%tr for l in " + rows + " %}")
    row = table.add_row()
    set_row(row)
    put(row.cells[0], "{{ l.label }}", "Cell Head", 38)
    shade(row.cells[0])
    put(row.cells[1], "{{ l.value }}", "Cell", TEXT_WIDTH - 38)
    mark_row(table, "{%tr endfor %}")


def opinions(document: DocumentType) -> None:
    """A box for each tier, with room for signature and seal."""
    line(document, "{{ w.h_opinions }}", "Heading 1")
    widths = (30.0, TEXT_WIDTH - 30)
    table = new_table(document, widths)
    mark_row(table, "{%tr for r in opinions %}")
    mark_row(table, "{%tr for p in r.parts %}")
    row = table.add_row()
    set_row(row)
    row.height, row.height_rule = Mm(44), WD_ROW_HEIGHT_RULE.AT_LEAST
    put(row.cells[0], "{{ p.label }}", "Cell Head", widths[0])
    shade(row.cells[0])
    put(row.cells[1], "{{ p.value }}", "Cell", widths[1])
    row.cells[1].add_paragraph("{%p if p.last %}")
    for text, space in (("{{ w.signature }}{{ r.signer }}", 34), ("{{ w.seal }}", 4),
                        ("{{ w.sign_date }}{{ r.on }}", 4)):  # fmt: skip
        paragraph = row.cells[1].add_paragraph(text, style="Cell")
        paragraph.paragraph_format.left_indent = Mm(52)
        paragraph.paragraph_format.space_before = Pt(space)
    row.cells[1].add_paragraph("{%p endif %}")
    mark_row(table, "{%tr endfor %}")
    mark_row(table, "{%tr endfor %}")


def photo_cell(cell: _Cell, name: str, width: float, *, optional: bool) -> None:
    """A photo above its caption."""
    cell.width = Mm(width)
    first = cell.paragraphs[0]
    first.alignment = WD_ALIGN_PARAGRAPH.CENTER
    first.paragraph_format.line_spacing = 1.0
    opening, closing = ("{% if " + name + " %}", "{% endif %}") if optional else ("", "")
    picture = "{% if N.image %}{{ N.image }}{% else %}{{ N.absent }}{% endif %}"
    first.add_run(opening + picture.replace("N.", name + ".") + closing)
    for text, style in (("title", "Cell Head"), ("caption", "Photo Caption")):
        paragraph = cell.add_paragraph(style=style)
        paragraph.add_run(opening + "{{ " + name + "." + text + " }}" + closing)
