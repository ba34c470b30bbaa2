"""Makes ``closure.docx``, the built-in template of the closure report.

Run it after a change and commit what it made::

    python resources/templates/make_closure_template.py

Marks are docxtpl's: ``{{ name }}``, ``{%p … %}`` for paragraphs, ``{%tr … %}`` for table rows.
What a report offers is used here, for a county that makes a template of its own to see; a few
names stand in a row of several (``finding.lines`` has ``finding.description`` too).
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
    opinions,
    pair_lines,
    photo_cell,
    put,
    record_table,
    records,
    set_page,
    set_row,
    shade,
    value_lines,
)
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from greenshield.reports.writing import still_zip

HERE = Path(__file__).resolve().parent


def cover(document: DocumentType) -> None:
    """Number, area, unit, state, and what must not be overlooked."""
    top = line(document, "{{ w.subtitle }}", "Cover")
    top.alignment = WD_ALIGN_PARAGRAPH.CENTER
    top.paragraph_format.space_before = Pt(110)
    title = line(document, "{{ w.title }}", "Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before = Pt(10)
    title.paragraph_format.space_after = Pt(70)
    table = new_table(document, (40, 104), borders=False)
    for key in ("number", "clue", "area", "facility", "division", "unit", "state", "as_of"):
        row = table.add_row()
        row.height = Mm(11)
        put(row.cells[0], "{{ w." + key + " }}", "Cover", 40)
        put(row.cells[1], "{{ cover." + key + " }}", "Cover", 104)
    spacer = line(document, "", "Small")
    spacer.paragraph_format.space_after = Pt(20)
    line(document, "{%p for b in banners %}")
    line(document, "{{ b }}", "Banner")
    line(document, "{%p endfor %}")
    for rows, title in (("missing", "missing"), ("findings", "findings")):
        line(document, "{%p if " + rows + " %}")
        head = line(document, "{{ w." + title + " }}", "Cell Head")
        head.paragraph_format.keep_with_next = True
        line(document, "{%p for m in " + rows + " %}")
        item = line(document, "· {{ m }}", "Cell")
        item.paragraph_format.left_indent = Mm(4)
        line(document, "{%p endfor %}")
        line(document, "{%p endif %}")


def form(document: DocumentType) -> None:
    """登记表: groups of lines with one wide or two narrow fields."""
    heading = line(document, "{{ w.h_form }}", "Heading 1")
    heading.paragraph_format.page_break_before = True
    line(document, "{%p for g in form %}")
    line(document, "{{ g.title }}", "Heading 2")
    widths = (32.0, 49.0, 32.0, 49.0)
    table = new_table(document, widths)
    mark_row(table, "{%tr for l in g.lines %}")
    mark_row(table, "{%tr if l.wide or not l.b.label %}")
    wide = table.add_row()
    set_row(wide)
    put(wide.cells[0], "{{ l.a.label }}", "Cell Head", widths[0])
    shade(wide.cells[0])
    merged = wide.cells[1].merge(wide.cells[3])
    put(merged, "{{ l.a.value }}", "Cell", sum(widths[1:]))
    mark_row(table, "{%tr else %}")
    narrow = table.add_row()
    set_row(narrow)
    marks = ("l.a.label", "l.a.value", "l.b.label", "l.b.value")
    for order, (mark, width) in enumerate(zip(marks, widths, strict=True)):
        style = "Cell Head" if order % 2 == 0 else "Cell"
        put(narrow.cells[order], "{{ " + mark + " }}", style, width)
        if order % 2 == 0:
            shade(narrow.cells[order])
    mark_row(table, "{%tr endif %}")
    mark_row(table, "{%tr endfor %}")
    line(document, "{%p endfor %}")


def maps(document: DocumentType) -> None:
    """Location and detail map, or why there is none."""
    line(document, "{{ w.h_map }}", "Heading 1")
    for name, none, caption in (
        ("location", "no_location", "{{ w.map_location.format(name=maps.name) }}"),
        ("detail", "no_detail", "{{ w.map_detail }}"),
    ):
        line(document, "{%p if maps." + name + " %}")
        picture = line(document, "{{ maps." + name + " }}")
        picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture.paragraph_format.keep_with_next = True
        picture.paragraph_format.space_after = Pt(0)
        picture.paragraph_format.line_spacing = 1.0
        line(document, caption, "Map Caption")
        line(document, "{%p else %}")
        line(document, "{{ w." + none + " }}")
        line(document, "{%p endif %}")
    line(document, "{%p for n in maps.notes %}")
    line(document, "{{ n }}", "Small")
    line(document, "{%p endfor %}")


def imagery(document: DocumentType) -> None:
    """Pictures from above, or plainly that none is attached."""
    line(document, "{{ w.h_imagery }}", "Heading 1")
    line(document, "{%p if not imagery %}")
    line(document, "{{ w.no_imagery }}")
    line(document, "{%p endif %}")
    line(document, "{%p for i in imagery %}")
    picture = line(document, "{% if i.image %}{{ i.image }}{% else %}{{ i.absent }}{% endif %}")
    picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture.paragraph_format.keep_with_next = True
    picture.paragraph_format.line_spacing = 1.0
    title = line(document, "{{ i.title }}", "Map Caption")
    title.paragraph_format.space_after = Pt(0)
    title.paragraph_format.keep_with_next = True
    note = line(document, "{{ i.note }} SHA-256: {{ i.hash }}", "Small")
    note.paragraph_format.space_after = Pt(8)
    line(document, "{%p endfor %}")


def finding(document: DocumentType) -> None:
    """Judgement, field checks, overlay, basis."""
    line(document, "{{ w.h_finding }}", "Heading 1")
    value_lines(document, "finding.lines")
    line(document, "{%p if finding.boundary %}")
    line(document, "{{ w.boundary_used }}", "Heading 2")
    names = ("area", "boundary_version", "valid_from", "established", "approval_doc", "authority")
    marks = ("name", "version", "valid_from", "established", "approval_doc", "authority")
    items = [(n, f"finding.boundary.{m}") for n, m in zip(names, marks, strict=True)]
    pair_lines(document, items)
    line(document, "{%p endif %}")
    records(document, "finding.overlay", "no_overlay", (
        ("overlay_layer", "r.layer", 27), ("overlay_name", "r.name", 38),
        ("overlay_zone", "r.zone", 25), ("overlay_area", "r.area", 46),
        ("overlay_date", "r.date", 26),
    ), "overlay")  # fmt: skip
    records(document, "finding.checks", "no_checks", (
        ("check_who", "r.who", 38), ("check_on", "r.on", 26), ("check_result", "r.result", 22),
        ("check_text", "r.text", 60), ("check_photos", "r.photos", 16),
    ), "checks")  # fmt: skip
    documents(document, "finding.documents", "basis_documents")


def documents(document: DocumentType, rows: str, title: str) -> None:
    """Papers of one chapter."""
    records(document, rows, "no_documents", (
        ("document_kind", "r.kind", 28), ("document_number", "r.number", 36),
        ("document_issuer", "r.issuer", 34), ("document_date", "r.date", 26),
        ("document_name", "r.name", 38),
    ), title)  # fmt: skip


def plan(document: DocumentType) -> None:
    """Goal, deadline, duty, approvals, extensions."""
    line(document, "{{ w.h_plan }}", "Heading 1")
    value_lines(document, "plan.lines")
    line(document, "{%p if plan.limits %}")
    line(document, "{{ w.limits }}", "Heading 2")
    line(document, "{%p for l in plan.limits %}")
    line(document, "{{ l }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    documents(document, "plan.documents", "plan_documents")
    records(document, "plan.extensions", "no_extensions", (
        ("extension_from", "r.old", 32), ("extension_to", "r.new", 32),
        ("extension_approval", "r.approval", 44), ("extension_reason", "r.reason", 54),
    ), "extensions")  # fmt: skip


def measures(document: DocumentType) -> None:
    """What was planned and what was done, in numbers."""
    line(document, "{{ w.h_measures }}", "Heading 1")
    records(document, "measures.rows", "no_measures", (
        ("measure", "r.name", 42), ("measure_plan", "r.planned", 22),
        ("measure_target", "r.target", 24), ("measure_due", "r.due", 26),
        ("measure_done", "r.done", 22), ("measure_done_on", "r.done_on", 26),
    ))  # fmt: skip
    line(document, "{%p if measures.progress %}")
    line(document, "{{ w.progress }}", "Heading 2")
    record_table(document, "measures.progress", (
        ("progress_on", "r.on", 26), ("progress_phase", "r.phase", 16),
        ("progress_measure", "r.measure", 32), ("progress_done", "r.done", 26),
        ("progress_text", "r.text", 46), ("progress_photos", "r.photos", 16),
    ))  # fmt: skip
    line(document, "{%p endif %}")
    line(document, "{%p if measures.documents %}")
    documents(document, "measures.documents", "proof_documents")
    line(document, "{%p endif %}")


def photos(document: DocumentType) -> None:
    """Before/after pairs side by side, then every other photo."""
    line(document, "{{ w.h_photos }}", "Heading 1")
    note = line(document, "{{ photos_note if photos or pairs else '' }}", "Small")
    note.paragraph_format.keep_with_next = True  # as the chapter's heading with it
    line(document, "{{ w.pairs }}", "Heading 2")
    half = TEXT_WIDTH / 2
    line(document, "{%p if pairs %}")
    table = new_table(document, (half, half))
    mark_row(table, "{%tr for p in pairs %}")
    title = table.add_row()
    set_row(title)
    merged = title.cells[0].merge(title.cells[1])
    paragraph = put(merged, "{{ p.title }}", "Cell Head", TEXT_WIDTH)
    paragraph.paragraph_format.keep_with_next = True
    shade(merged)
    row = table.add_row()
    set_row(row)
    photo_cell(row.cells[0], "p.a", half, optional=False)
    photo_cell(row.cells[1], "p.b", half, optional=False)
    mark_row(table, "{%tr endfor %}")
    line(document, "{%p else %}")
    line(document, "{{ w.no_pairs }}")
    line(document, "{%p endif %}")
    line(document, "{%p if photos %}")
    line(document, "{{ w.photos }}", "Heading 2")
    table = new_table(document, (half, half))
    mark_row(table, "{%tr for p in photos %}")
    row = table.add_row()
    set_row(row)
    photo_cell(row.cells[0], "p.a", half, optional=False)
    photo_cell(row.cells[1], "p.b", half, optional=True)
    mark_row(table, "{%tr endfor %}")
    line(document, "{%p endif %}")
    line(document, "{%p if not photos and not pairs %}")
    line(document, "{{ w.no_photos }}")
    line(document, "{%p endif %}")


def publicity(document: DocumentType) -> None:
    """Where and how long, and who objected."""
    line(document, "{{ w.h_publicity }}", "Heading 1")
    records(document, "publicity.rows", "no_publicity", (
        ("publicity_days", "r.days", 62), ("publicity_medium", "r.medium", 50),
        ("publicity_notice", "r.notice", 50),
    ))  # fmt: skip
    records(document, "publicity.objections", "no_objections", (
        ("objection_who", "r.who", 28), ("objection_on", "r.on", 28),
        ("objection", "r.text", 54), ("objection_answer", "r.answer", 52),
    ), "objections")  # fmt: skip
    line(document, "{%p if publicity.documents %}")
    documents(document, "publicity.documents", "publicity_documents")
    line(document, "{%p endif %}")


def sanctions(document: DocumentType) -> None:
    """Accountability, penalty, compensation, referral."""
    line(document, "{{ w.h_sanctions }}", "Heading 1")
    records(document, "sanctions.accountability", "no_accountability", (
        ("acct_rank", "r.rank", 34), ("acct_persons", "r.persons", 18),
        ("acct_kind", "r.kind", 34), ("acct_on", "r.on", 28), ("acct_text", "r.text", 48),
    ), "accountability")  # fmt: skip
    records(document, "sanctions.penalties", "no_penalties", (
        ("penalty_no", "r.number", 50), ("penalty_party", "r.party", 48),
        ("penalty_sum", "r.sum", 34), ("penalty_on", "r.on", 30),
    ), "penalties")  # fmt: skip
    records(document, "sanctions.compensation", "no_compensation", (
        ("comp_case", "r.case", 62), ("comp_sum", "r.sum", 50), ("comp_state", "r.state", 50),
    ), "compensation")  # fmt: skip
    records(document, "sanctions.referrals", "no_referrals", (
        ("ref_type", "r.type", 26), ("ref_to", "r.to", 32), ("ref_number", "r.number", 30),
        ("ref_state", "r.state", 18), ("ref_dates", "r.dates", 28), ("ref_result", "r.result", 28),
    ), "referrals")  # fmt: skip


def course(document: DocumentType) -> None:
    """Look-back, then every move in order."""
    line(document, "{{ w.h_lookback }}", "Heading 1")
    records(document, "lookbacks", "no_lookbacks", (
        ("lookback_who", "r.who", 42), ("lookback_on", "r.on", 28),
        ("lookback_result", "r.result", 24), ("lookback_text", "r.text", 52),
        ("lookback_photos", "r.photos", 16),
    ))  # fmt: skip
    line(document, "{{ w.h_moves }}", "Heading 1")
    records(document, "moves", "no_moves", (
        ("move_on", "r.on", 27), ("move", "r.move", 30), ("move_states", "r.states", 32),
        ("move_who", "r.who", 35), ("move_recorded", "r.recorded", 38),
    ))  # fmt: skip


def annex(document: DocumentType) -> None:
    """Every file by its hash, and what vouches for the report itself."""
    line(document, "{{ w.h_annex }}", "Heading 1")
    line(document, "{%p if annex %}")
    widths = (14.0, 22.0, TEXT_WIDTH - 14 - 22 - 104, 104.0)
    table = new_table(document, widths)
    head = table.add_row()
    set_row(head, header=True)
    for cell, key, width in zip(
        head.cells, ("annex_no", "annex_kind", "annex_size", "annex_name"), widths, strict=True
    ):
        put(cell, "{{ w." + key + " }}", "Cell Head", width)
        shade(cell)
    mark_row(table, "{%tr for r in annex %}")
    row = table.add_row()
    set_row(row)
    for cell, mark, width in zip(row.cells, ("number", "kind", "size"), widths, strict=False):
        put(cell, "{{ r." + mark + " }}", "Cell", width)
    put(row.cells[3], "{{ r.name }}", "Cell", widths[3])
    row.cells[3].add_paragraph("{{ r.sha256 }}", style="Hash")
    mark_row(table, "{%tr endfor %}")
    line(document, "{%p else %}")
    line(document, "{{ w.no_annex }}")
    line(document, "{%p endif %}")
    line(document, "{{ w.h_provenance }}", "Heading 1")
    table = new_table(document, (38, TEXT_WIDTH - 38))
    for title, name, style in (
        ("project", "{{ provenance.project }}", "Cell"),
        ("division", "{{ provenance.division }}", "Cell"),
        ("ruleset", "{{ provenance.ruleset }}", "Cell"),
        ("ruleset_hash", "{{ provenance.ruleset_sha256 }}", "Hash"),
        ("root", "{{ provenance.root }}", "Hash"),
    ):
        row = table.add_row()
        set_row(row)
        put(row.cells[0], "{{ w." + title + " }}", "Cell Head", 38)
        shade(row.cells[0])
        put(row.cells[1], name, style, TEXT_WIDTH - 38)
    for key in ("times_claimed", "unverified_note", "verify_note"):
        note = line(document, "{{ w." + key + " }}", "Cell")
        note.paragraph_format.space_before = Pt(6)


def make() -> DocumentType:
    """The whole template."""
    document = Document()
    make_styles(document)
    set_page(document)
    cover(document)
    form(document)
    maps(document)
    imagery(document)
    finding(document)
    plan(document)
    measures(document)
    photos(document)
    line(document, "{{ w.h_conditions }}", "Heading 1")
    records(document, "conditions", "no_conditions", (
        ("condition", "r.text", 76), ("condition_met", "r.met", 26),
        ("condition_evidence", "r.evidence", 60),
    ))  # fmt: skip
    opinions(document)
    publicity(document)
    sanctions(document)
    course(document)
    annex(document)
    return document


def main() -> int:
    """Write the template beside this script."""
    content = io.BytesIO()
    make().save(content)
    (HERE / "closure.docx").write_bytes(still_zip(content.getvalue()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
