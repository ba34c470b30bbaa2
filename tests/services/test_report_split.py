"""Closure reports of the parts of a split: what they took over counts once."""

from __future__ import annotations

import pytest
from docx import Document
from helpers.owed import ON, add_owed, split

from greenshield.services import records, report_closure

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
