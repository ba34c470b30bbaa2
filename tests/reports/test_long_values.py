"""A value over pages keeps its label: it is cut into rows, of which nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import docx
from dossier_factory import full_dossier, stationery
from hypothesis import given
from hypothesis import strategies as st

from greenshield.reports.closure import full_context, write_closure
from greenshield.reports.long_values import LINE, continued, pieces

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
