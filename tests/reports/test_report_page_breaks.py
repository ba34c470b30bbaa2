"""Where a page of a report ends: no heading alone at its foot, no last row alone on the next."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace

import pypdf
import pytest
from closure_file import write_closure
from docx import Document
from docx.oxml.ns import qn
from dossier_factory import full_dossier, stationery

from greenshield import resources
from greenshield.reports.fonts import find_faces
from greenshield.reports.typst_file import Setting, set_pdf
from greenshield.reports.word_file import WordTemplate, fill_template

PAGE = Setting("t", "", "", "", "", "", "", "zh", "2026-05-01")
_HEAD = """
#import "paper.typ": *
#let data = json("data.json")
#show: paper.with(data)
#for gap in data.gaps {{
  pagebreak(weak: true)
  v(int(gap) * 1mm)
  {}
}}
"""
RECORDS = """records(data.w, data.rows, "none", (("a", "a", 60), ("b", "b", 102)), title: "t")"""
FACTS = """heading(level: 2, data.w.t); facts(data.rows.map(row => (row.a, row.b)))"""
LONG = "这一行说明写得很长，要占好几行。" * 12


def pages_of(tmp_path, body, rows, gaps):
    """The texts of the pages of a table below each of some gaps, in mm."""
    for part in resources.path("templates").glob("*.typ"):
        shutil.copy(part, tmp_path)
    template = tmp_path / "try.typ"
    template.write_text(_HEAD.format(body), "utf-8")
    data = {"gaps": [str(g) for g in gaps], "rows": rows, "w": {"t": "标题", "a": "甲", "b": "乙"}}
    content, _ = set_pdf(template, data, PAGE, find_faces())
    read = pypdf.PdfReader(io.BytesIO(content)).pages
    return ["".join(page.extract_text().split()) for page in read]


@pytest.mark.parametrize("body", [RECORDS, FACTS], ids=["records", "facts"])
@pytest.mark.parametrize("text", ["短", "两行\n的", LONG])
def test_that_no_page_has_a_last_row_or_a_heading_alone(tmp_path, body, text):
    count = 9
    rows = [{"a": f"第{n}行", "b": text} for n in range(count)]
    pages = pages_of(tmp_path, body, rows, range(0, 236, 7))
    last, heads = (
        [p for p in pages if f"第{count - 1}行" in p], [p for p in pages if "标题" in p]
    )  # fmt: skip
    assert len(last) == len(heads) == len(range(0, 236, 7))
    assert all(f"第{count - 2}行" in page for page in last)
    assert all("第0行" in page for page in heads)


def test_that_rows_that_no_page_holds_together_may_part(tmp_path):
    huge = "一句话。" * 900
    rows = [{"a": f"第{n}行", "b": huge} for n in range(3)]
    told = "".join(pages_of(tmp_path, RECORDS, rows, [0]))
    assert told.count("一句话。") > 2600  # a page may end within one


def kept(row):
    """Whether each paragraph of a row of a Word file stays with the next."""
    marks = [p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") for p in row.iter(qn("w:p"))]
    return all(mark is not None for mark in marks)


def test_that_the_last_two_rows_of_a_table_in_word_stay_together(tmp_path):
    made = full_dossier(tmp_path)
    moves = tuple(replace(made.moves[0], reason=f"第{n}行") for n in range(9))
    out = tmp_path / "a.docx"
    write_closure(replace(made, moves=moves), out, stationery=stationery())
    tables = [t.findall(qn("w:tr")) for t in Document(str(out)).element.body.iter(qn("w:tbl"))]
    drawn = [any(True for row in rows for _ in row.iter(qn("w:drawing"))) for rows in tables]
    plain = [rows for rows, has in zip(tables, drawn, strict=True) if not has and len(rows) > 1]
    assert len(plain) > 10
    assert all(kept(rows[-2]) and not kept(rows[-1]) for rows in plain)
    (course,) = [rows for rows in plain if "第8行" in "".join(rows[-1].itertext())]
    assert not any(kept(row) for row in course[1:-2])
    with_photos = [row for rows in tables for row in rows if row.findall(f".//{qn('w:drawing')}")]
    assert len(with_photos) > 2
    assert not any(kept(row) for row in with_photos)


def test_that_a_county_s_own_template_breaks_its_pages_as_it_says():
    document, out = Document(), io.BytesIO()
    document.add_table(4, 1)
    document.save(out)
    own = WordTemplate.checked("own.docx", out.getvalue())
    made = Document(io.BytesIO(fill_template(own, {}, title="t", as_of="2026-05-01")))
    assert not any(kept(row) for row in made.element.body.iter(qn("w:tr")))


@pytest.mark.parametrize(
    "word",
    ["229901-2026-0001", "229901-2026-T-7e9c3a34", "IMG_20260501_1015", "9122058100MA0Y4X1Q"],
)
def test_that_a_number_breaks_where_its_column_is_too_narrow_for_it(tmp_path, word):
    """Measured by typst itself: a column of 22 mm holds each part of it."""
    body = """context {
        let word = text(size: 10pt, data.rows.first().a)
        let broken = measure(block(width: 18.8mm, word)).height > measure(word).height
        word; if broken { [折行] } else { [伸出] }
      }"""
    (page,) = pages_of(tmp_path, body, [{"a": word, "b": ""}], [0])
    assert "折行" in page
    assert word in page
