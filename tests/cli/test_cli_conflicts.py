"""Conflicts are listed in words; JSON keeps codes."""

import re

import pytest
from helpers.calls import as_json, said
from helpers.laptops import two_laptops
from helpers.owed import ON, add_owed, split
from helpers.replicas import meet

from greenshield.services import issues, records

FINE = {"number": "罚9", "party": "甲", "yuan": "700"}


@pytest.fixture
def met(tmp_path):
    """One laptop split QH-1 while the other fined it; QH-2 was written to by both."""

    def begin(session):
        for number in ("QH-1", "QH-2"):
            add_owed(session, number)
        records.add(session, "QH-2", "penalty", FINE, occurred_on=ON)

    with two_laptops(tmp_path, begin) as (one, other):
        split(one, "QH-1")
        records.add(other, "QH-1", "penalty", FINE, occurred_on=ON)
        issues.set_fields(other, "QH-1", {"restored_area": "120"})
        for session, yuan in ((one, "800"), (other, "900")):
            records.set_fields(session, "QH-2", "penalty", {"yuan": yuan})
            issues.set_fields(session, "QH-2", {"restored_area": yuan})
        meet(one.project, other.project)
    return tmp_path / "one"


def test_that_conflicts_are_told_in_words(met, capsys):
    code, told, _ = said(capsys, "conflicts", "list", met)
    assert code == 0
    for words in ("撤销时另有人改动", "→ 撤销", "处罚文号=罚9", "罚款金额=700.00 元", "800.00 元",
                  "恢复面积=120.0 m²", "900.0 m²", "“罚款金额”"):  # fmt: skip
        assert words in told
    assert not re.search(r"[a-z]+_[a-z]+|penalty|void|supersede|T\d\d:", told)


def test_that_they_are_told_in_english(met, capsys):
    _, told, _ = said(capsys, "conflicts", "list", met, "--lang", "en")
    for words in ("it was made void while", "number=罚9", "fine=700.00 yuan", "900.0 m²"):
        assert words in told


def test_that_json_keeps_codes(met, capsys):
    _, told = as_json(capsys, "conflicts", "list", met)
    values = {str(c["value"]) for item in told["items"] for c in item["candidates"]}
    assert {"supersede → void", "fields_set restored_area=120.0", "800.0"} <= values
