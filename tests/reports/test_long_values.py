"""A value over pages keeps its label: it is cut into rows, of which nothing is lost."""

from __future__ import annotations

import re
from dataclasses import replace

import docx
import pypdf
import pytest
from closure_file import write_closure
from dossier_factory import full_dossier, stationery
from hypothesis import given
from hypothesis import strategies as st

from greenshield import resources
from greenshield.reports.closure import full_context
from greenshield.reports.closure_rows import WIDTHS
from greenshield.reports.dossier_parts import MeasureEntry
from greenshield.reports.long_values import LINE, columns, continued, continued_rows, pieces

PAPER = stationery()
SENTENCE = "采石场位于核心区与缓冲区交界，露天开采，弃渣压占沟道。"


def printed(text):
    """Lines of a cell, counted plainly for Chinese text."""
    return sum(max(1, -(-2 * len(line) // LINE)) for line in text.split("\n"))


def test_that_what_fits_one_row_stays_whole():
    for text in ("", "短", SENTENCE * 20, "一\n二\n三"):
        assert pieces(text) == [text]
        assert continued("问题描述", text, "（续）") == [{"label": "问题描述", "value": text}]


def test_that_a_long_value_goes_on_under_its_label():
    rows = continued("问题描述", SENTENCE * 60, "（续）")
    assert [row["label"] for row in rows] == ["问题描述"] + ["问题描述（续）"] * (len(rows) - 1)
    assert len(rows) > 2
    assert all(row["value"].endswith("。") for row in rows)
    assert all(printed(row["value"]) <= 10 for row in rows)
    assert "".join(row["value"] for row in rows) == SENTENCE * 60


def test_that_text_without_any_sentence_end_is_cut_too():
    for text in ("长" * 5000, "x" * 9000, "\n".join("行" for _ in range(300)), "。" * 3000):
        found = pieces(text)
        assert all(printed(piece) <= 20 for piece in found)
        assert "".join(found).replace("\n", "") == text.replace("\n", "")


@given(st.text(alphabet="长a。；\n!😀 ", max_size=4000))
def test_that_nothing_but_line_ends_is_left_out(text):
    found = pieces(text)
    assert "".join(found).replace("\n", "") == text.replace("\n", "")


def test_that_a_report_says_it_in_both_chapters(tmp_path):
    long, lines = SENTENCE * 80, "\n".join(f"第{n}段" for n in range(60))
    full = full_dossier(tmp_path)
    fields = {**full.fields, "description": long, "history": lines, "goal": long}
    dossier = replace(full, fields=fields, photos=(), pairs=())
    context, _ = full_context(dossier, PAPER, "zh")
    form = [line["a"] for group in context["form"] for line in group["lines"]]
    for rows, label, text in (
        (form, "问题描述", long),
        (form, "历史沿革", lines),
        (context["finding"]["lines"], "问题描述", long),
        (context["plan"]["lines"], "整改目标", long),
    ):
        held = [r["value"] for r in rows if r["label"] in (label, f"{label}（续）")]
        assert len(held) > 2
        assert "".join(held).replace("\n", "") == text.replace("\n", "")
    assert context["finding"]["description"] == long
    out = tmp_path / "out.docx"
    write_closure(dossier, out, stationery=PAPER)
    cells = [row.cells[0].text for table in docx.Document(str(out)).tables for row in table.rows]
    assert cells.count("问题描述") == 2
    assert cells.count("问题描述（续）") > 4


def test_that_words_are_not_cut_where_there_are_blanks():
    text = "the slope was cut back and covered with soil " * 60
    found = pieces(text)
    assert len(found) > 2
    assert all(piece.endswith(" ") for piece in found[:-1])


def test_that_no_piece_begins_with_the_blank_of_a_sentence_before():
    text = "The stockpile was cleared; the slope was planted with shrubs, as agreed! " * 60
    found = pieces(text)
    assert len(found) > 2
    assert not any(piece.startswith(" ") for piece in found)
    assert "".join(found) == text


def lines_in(text, mm):
    """Lines of a cell of that width, counted plainly."""
    wide = [sum(2 if c in "长。；" else 1 for c in line) for line in text.split("\n")]
    return sum(max(1, -(-cells // columns(mm))) for cells in wide)


@given(st.text(alphabet="长a。；\n ", max_size=1500), st.text(alphabet="长a。；\n ", max_size=1500))
def test_that_rows_of_a_record_hold_all_of_it_and_say_whose_they_are(text, result):
    widths = {"who": 26, "text": 60, "result": 28}
    row = {"who": "王建国", "text": text, "result": result, "number": 7}
    rows = continued_rows(row, widths, "（续）")
    assert [r["who"] for r in rows] == ["王建国"] + ["王建国（续）"] * (len(rows) - 1)
    for name in ("text", "result"):
        held = "".join(r[name] for r in rows).replace("\n", "")
        assert held == row[name].replace("\n", "")
        assert all(lines_in(r[name], widths[name]) <= 20 for r in rows)
    assert all(r["number"] == 7 for r in rows)


def test_that_a_first_cell_that_goes_on_begins_with_the_sign():
    row = {"name": SENTENCE * 40, "due": "2024-05-31"}
    rows = continued_rows(row, {"name": 42, "due": 26}, "（续）")
    assert len(rows) > 3
    assert all(row["name"].startswith("（续）") for row in rows[1:])
    assert rows[0]["name"] + "".join(r["name"][3:] for r in rows[1:]) == SENTENCE * 40
    assert [row["due"] for row in rows] == ["2024-05-31"] + [""] * (len(rows) - 1)


def test_that_the_widths_of_the_tables_are_those_that_are_printed():
    typ = (resources.path("templates") / "closure.typ").read_text("utf-8")
    table = re.compile(r'records\(w, data\.([a-z.]+), "\w+", \((.*?)\n *\)', re.DOTALL)
    column = re.compile(r'\("(\w+)", "(\w+)", (\d+)\)')
    found = {
        path: " ".join(f"{name} {mm}" for _, name, mm in column.findall(columns_of))
        for path, columns_of in table.findall(typ)
    }
    papers = " ".join(f"{n} {mm}" for key, n, mm in column.findall(typ) if key[:9] == "document_")
    found |= {path: papers for path in WIDTHS if path.endswith(".documents")}
    assert found == dict(WIDTHS)
    assert all(sum(map(int, told.split()[1::2])) == 162 for told in WIDTHS.values())


@pytest.mark.parametrize("kind", [".docx", ".pdf"])
def test_that_opinions_and_records_over_pages_keep_their_names(tmp_path, kind):
    full = full_dossier(tmp_path)
    county, *others = full.opinions
    dossier = replace(
        full, photos=(), pairs=(), opinions=(replace(county, text=SENTENCE * 80), *others),
        measures=(MeasureEntry("demolish", SENTENCE * 60), *full.measures),
    )  # fmt: skip
    out = tmp_path / f"out{kind}"
    write_closure(dossier, out, stationery=PAPER)
    if kind == ".pdf":
        pages = ["".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages]
        assert sum("（续）" in page for page in pages) > 3
        text = "".join(pages)
    else:
        tables = docx.Document(str(out)).tables
        text = "".join(c.text for t in tables for row in t.rows for c in row.cells)
    assert text.count("县（续）") > 3
    assert text.count("签字：") == 4  # one for each tier, under the last of its rows
    assert "边坡已削缓" in text
    assert "事中" in text
