"""Makes the papers at the head of an archive pack, and the list of a hand-over.

Run it after a change, also of ``closure_template_parts.py``, and commit what it made::

    python resources/templates/make_pack_templates.py
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from closure_template_parts import (
    TEXT_WIDTH,
    line,
    make_styles,
    mark_row,
    new_table,
    put,
    set_page,
    set_row,
    shade,
)
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from make_closure_template import form

from greenshield.reports.writing import still_zip

HERE = Path(__file__).resolve().parent


def _begun(document: DocumentType) -> None:
    """Title, and whose paper it is."""
    make_styles(document)
    set_page(document)
    title = line(document, "{{ w.title }}", "Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(4)
    below = line(document, "{{ cover.called }}　{{ w.as_of }} {{ cover.as_of }}", "Cell")
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    below.paragraph_format.space_after = Pt(8)


def registration() -> DocumentType:
    """登记表: the ledger's fields, and room for who filled it in and who checked it."""
    document = Document()
    _begun(document)
    before = len(document.paragraphs)
    form(document)
    heading = document.paragraphs[before]  # the chapter's heading in the report, here the title
    heading._p.getparent().remove(heading._p)  # noqa: SLF001  (python-docx can't remove)
    line(document, "", "Small")
    widths = (32.0, 49.0, 32.0, 49.0)
    table = new_table(document, widths)
    for names in (("filled_by", "checked_by"), ("filled_unit", "filled_on")):
        row = table.add_row()
        set_row(row)
        row.height = Mm(14)
        for order, name in enumerate(names):
            put(row.cells[order * 2], "{{ w." + name + " }}", "Cell Head", widths[0])
            shade(row.cells[order * 2])
            put(row.cells[order * 2 + 1], "", "Cell", widths[1])
    return document


def contents() -> DocumentType:
    """档案目录: every file by chapter, with its size and hash."""
    document = Document()
    _begun(document)
    line(document, "{{ note }}", "Cell").paragraph_format.space_after = Pt(8)
    widths = (14.0, TEXT_WIDTH - 14 - 26, 26.0)
    table = new_table(document, widths)
    head = table.add_row()
    set_row(head, header=True)
    for cell, key, width in zip(
        head.cells, ("annex_no", "annex_name", "annex_size"), widths, strict=True
    ):
        put(cell, "{{ w." + key + " }}", "Cell Head", width).paragraph_format.keep_with_next = True
        shade(cell)
    mark_row(table, "{%tr for c in chapters %}")
    titled = table.add_row()
    set_row(titled)
    merged = titled.cells[0].merge(titled.cells[2])
    put(merged, "{{ c.title }}", "Cell Head", TEXT_WIDTH).paragraph_format.keep_with_next = True
    mark_row(table, "{%tr for f in c.files %}")
    row = table.add_row()
    set_row(row)
    put(row.cells[0], "{{ f.number }}", "Cell", widths[0])
    put(row.cells[1], "{{ f.name }}", "Cell", widths[1])
    row.cells[1].add_paragraph("{{ f.sha256 }}", style="Hash")
    size = put(row.cells[2], "{{ f.size }}", "Cell", widths[2])
    size.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    mark_row(table, "{%tr endfor %}")
    mark_row(table, "{%tr endfor %}")
    return document


def handover() -> DocumentType:
    """移交清单: the packs of a hand-over, and room for those who give and take."""
    document = Document()
    make_styles(document)
    set_page(document)
    title = line(document, "{{ w.title }}", "Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(6)
    line(document, "{%p if part %}")
    line(document, "{{ part }}", "Cell").alignment = WD_ALIGN_PARAGRAPH.CENTER
    line(document, "{%p endif %}")
    top = new_table(document, (32.0, 49.0, 32.0, 49.0))
    for pairs in ((("unit", "head.division"), ("receiver", "")),
                  (("project", "head.project"), ("on", "head.on"))):  # fmt: skip
        row = top.add_row()
        set_row(row)
        for order, (key, name) in enumerate(pairs):
            put(row.cells[order * 2], "{{ w." + key + " }}", "Cell Head", 32)
            shade(row.cells[order * 2])
            put(row.cells[order * 2 + 1], "{{ " + name + " }}" if name else "", "Cell", 49)
    note = line(document, "{{ note }}", "Cell")
    note.paragraph_format.space_before = note.paragraph_format.space_after = Pt(8)
    widths = (11.0, 35.0, 35.0, 26.0, TEXT_WIDTH - 11 - 35 - 35 - 26)
    table = new_table(document, widths)
    head = table.add_row()
    set_row(head, header=True)
    for cell, key, width in zip(
        head.cells, ("annex_no", "issue_no", "named", "closed", "file_hash"), widths, strict=True
    ):
        put(cell, "{{ w." + key + " }}", "Cell Head", width).paragraph_format.keep_with_next = True
        shade(cell)
    mark_row(table, "{%tr for r in packs %}")
    row = table.add_row()
    set_row(row)
    for cell, mark, width in zip(
        row.cells, ("number", "issue_no", "name", "closed", "file"), widths, strict=True
    ):
        put(cell, "{{ r." + mark + " }}", "Cell", width)
    row.cells[4].add_paragraph("{{ r.sha256 }}", style="Hash")
    mark_row(table, "{%tr endfor %}")
    line(document, "", "Small")
    widths = (36.0, 45.0, 36.0, 45.0)
    signed = new_table(document, widths)
    for names in (("given_by", "taken_by"), ("given_unit", "taken_unit"), ("watched_by", "day")):
        row = signed.add_row()
        set_row(row)
        row.height = Mm(16)
        for order, name in enumerate(names):
            put(row.cells[order * 2], "{{ w." + name + " }}", "Cell Head", widths[0])
            shade(row.cells[order * 2])
            put(row.cells[order * 2 + 1], "", "Cell", widths[1])
    return document


MADE = {"registration.docx": registration, "contents.docx": contents, "handover.docx": handover}


def main() -> int:
    """Write the templates beside this script."""
    for name, make in MADE.items():
        content = io.BytesIO()
        make().save(content)
        (HERE / name).write_bytes(still_zip(content.getvalue()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
