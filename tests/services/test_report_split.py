"""Closure reports of the parts of a split: what they took over counts once."""

from __future__ import annotations

import pytest
from docx import Document
from helpers.calls import as_json, said
from helpers.owed import ON, add_owed, split

from greenshield.services import lookup, records, report_closure

FINE = {"number": "罚1", "party": "甲", "yuan": "5000"}
PERSONS = {"rank": "section", "persons": "2", "acct_kind": "admonish"}
DAMAGE = {"case_no": "赔1", "yuan": "800", "state": "paid"}
REFERRAL = {"referral_type": "police", "to_unit": "公安局", "result": "已结"}


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh", "（拆分前的同一笔，计入 {}）"), ("en", "(the same as before the split; counts in {})")],
)
def test_that_an_amount_that_counts_in_another_part_says_so(session, tmp_path, lang, told):
    add_owed(session, "QH-1")
    for kind, values in (("penalty", FINE), ("accountability", PERSONS),
                         ("compensation", DAMAGE), ("referral", REFERRAL)):  # fmt: skip
        records.add(session, "QH-1", kind, values, occurred_on=ON)
    split(session, "QH-1")
    texts = []
    for clue_no in ("QH-1-1", "QH-1-2"):
        out = tmp_path / f"{clue_no}.docx"
        report_closure.make(session, clue_no, out, as_of="2026-06-01", lang=lang)
        tables = Document(str(out)).tables
        texts.append("\n".join(c.text for t in tables for row in t.rows for c in row.cells))
    first = next(text for text in texts if "5,000.00" in text and told[:6] not in text)
    (other,) = [text for text in texts if text is not first]
    number = session.project.rows("SELECT issue_no, clue_no FROM issue WHERE clue_no LIKE 'QH-1-%'")
    names = [told.format(row["issue_no"] or row["clue_no"]) for row in number]
    assert [other.count(name) for name in names].count(4) == 1


MEASURE = {"code": "demolish", "quantity": "300", "unit": "平方米", "target": "复绿",
           "due_on": "2026-09-30"}  # fmt: skip


def planned(session, tmp_path, clue_no, lang="zh"):
    """The measure with what is told of it, and its planned quantity, in the report of a part."""
    out = tmp_path / "measures.docx"
    report_closure.make(session, clue_no, out, as_of="2026-06-01", lang=lang)
    rows = [[c.text for c in row.cells] for t in Document(str(out)).tables for row in t.rows]
    (found,) = [row[:2] for row in rows if len(row) == 6 and "复绿" in row]
    return found


@pytest.mark.parametrize(
    ("lang", "whole"),
    [("zh", "（计划数量为 {} 拆分前的全部，尚未分摊）"),
     ("en", "(planned: the whole of {} before the split, not shared out)")],
)  # fmt: skip
def test_that_a_quantity_that_each_part_has_whole_says_so_until_it_is_shared(
    session, tmp_path, capsys, lang, whole
):
    add_owed(session, "QH-1")
    old = lookup.issue(session.project, "QH-1").get("issue_no")
    records.add(session, "QH-1", "measure", MEASURE, occurred_on=ON)
    split(session, "QH-1")
    told, unit = whole.format(old), "平方米"
    for clue_no in ("QH-1-1", "QH-1-2"):
        name, quantity = planned(session, tmp_path, clue_no, lang)
        assert (name.partition("\n")[2], quantity) == (told, f"300 {unit}")
    folder = session.project.layout.folder
    _, data = as_json(capsys, "record", "list", folder, "QH-1-1", "measure")
    assert [item["whole_of"] for item in data["items"]] == [old]
    shown = said(capsys, "record", "list", folder, "QH-1-1", "--lang", lang)[1]
    listed = {"zh": "（{} 拆分前的全部数量，尚未分摊）",
              "en": "(the whole of {} before the split, not shared out)"}  # fmt: skip
    assert listed[lang].format(old) in shown
    assert "carried_from" not in shown
    records.set_fields(session, "QH-1-1", "measure", {"quantity": "100"})
    assert planned(session, tmp_path, "QH-1-1") == ["拆除", f"100 {unit}"]
    assert planned(session, tmp_path, "QH-1-2")[0].endswith("尚未分摊）")
    records.set_fields(session, "QH-1-2", "measure", {"quantity": "200"})
    assert planned(session, tmp_path, "QH-1-2") == ["拆除", f"200 {unit}"]


def test_that_a_quantity_that_one_part_has_alone_is_its_own(session, tmp_path):
    add_owed(session, "QH-1")
    records.add(session, "QH-1", "measure", MEASURE, occurred_on=ON)
    split(session, "QH-1")
    records.set_fields(session, "QH-1-1", "measure", {"quantity": "0"})
    assert planned(session, tmp_path, "QH-1-2") == ["拆除", "300 平方米"]


def test_that_an_amount_that_counts_elsewhere_is_listed_so(session, capsys):
    add_owed(session, "QH-1")
    records.add(session, "QH-1", "penalty", FINE, occurred_on=ON)
    split(session, "QH-1")
    folder, lists = session.project.layout.folder, []
    for clue_no in ("QH-1-1", "QH-1-2"):
        lists.append(said(capsys, "record", "list", folder, clue_no)[1])
    assert sum("（拆分前的同一笔，计入 " in told for told in lists) == 1
    assert not any("counted_with" in told for told in lists)


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh", "（批给拆并前的 {}，本问题的时限不因此后延）"),
     ("en", "(granted to {} before the split or merge; it puts off no deadline here)")],
)  # fmt: skip
def test_that_an_extension_of_the_whole_is_told_as_such(session, tmp_path, lang, told):
    add_owed(session, "QH-1")
    dates = {"from_date": "2026-02-15", "to_date": "2026-12-31"}
    records.add(session, "QH-1", "extension", {**dates, "approval": "延1"}, occurred_on=ON)
    split(session, "QH-1")
    number = lookup.issue(session.project, "QH-1").get("issue_no")
    records.add(session, "QH-1-1", "extension", {**dates, "approval": "延2"}, occurred_on=ON)
    out = tmp_path / "extension.docx"
    report_closure.make(session, "QH-1-1", out, as_of="2026-06-01", lang=lang)
    cells = {c.text for t in Document(str(out)).tables for row in t.rows for c in row.cells}
    assert {f"延1\n{told.format(number)}", "延2"} <= cells
