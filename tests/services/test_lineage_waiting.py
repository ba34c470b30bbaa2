"""Plans that wait are told in words, and of differing ones nobody signs just any."""

from __future__ import annotations

import pytest
from helpers.laptops import two_laptops
from helpers.open_sessions import acting
from helpers.owed import DEADLINE, EAST, ON, SIGNED_ON, WEST, add_owed, part, plan_merge, plan_split
from helpers.replicas import meet

from greenshield import messages
from greenshield.domain.errors import UsageError
from greenshield.services import issue_show, lineage_waiting, lookup, rules, signing


@pytest.fixture
def laptops(tmp_path):
    """Two laptops of one county with the problem QH-1."""
    with two_laptops(tmp_path, lambda first: add_owed(first, "QH-1")) as both:
        yield both


def told(session, word, lang="zh"):
    shown = issue_show.as_dict(session.project, lookup.issue(session.project, word), None, as_of=ON)
    found = [f for f in shown["findings"] if f["code"].startswith("lineage")]
    return [(f["code"], messages.text(f["code"], f["params"], lang)) for f in found]


def consent(session, plan=""):
    city = acting(session.project, "王五")
    return signing.consent(city, "QH-1", occurred_on=SIGNED_ON, plan=plan)[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_a_plan_is_told_before_it_is_signed(session, lang):
    rules.use(session, "default-2026")
    add_owed(session, "QH-1", WEST, activity_code="mining")
    add_owed(session, "QH-2", EAST, activity_code="tourism")
    assert told(session, "QH-1") == []
    plan_merge(session, ["QH-1", "QH-2"], part("M", activity_code="tourism"))
    for word in ("QH-1", "QH-2"):
        (code, line), (differs, beside) = told(session, word, lang)
        assert (code, differs) == ("lineage_plan_merge", "lineage_fact_differs")
        assert "M (" in line
        assert "m²" in line
        assert DEADLINE in line
        assert {"zh": "矿产资源开发", "en": "mineral extraction"}[lang] in beside


def test_that_a_plan_that_holds_no_more_is_told_so(session):
    from helpers.open_sessions import add_clue

    rules.use(session, "default-2026")
    add_owed(session, "QH-1")
    plan_split(session, "QH-1", part("A", WEST), part("B", EAST))
    add_clue(session, "A", WEST)
    codes = [code for code, _ in told(session, "QH-1")]
    assert codes == ["lineage_plan_refused"]


def test_that_of_plans_that_differ_the_signer_names_one(laptops):
    first, second = laptops
    plan_split(first, "QH-1")
    plan_split(second, "QH-1", part("A", WEST), part("B", EAST))
    for source, to in ((first, second), (second, first)):
        for file in source.project.media.files():
            to.project.media.keep_bytes(file.read_bytes(), file.suffix)
    meet(first.project, second.project)
    issue = lookup.issue(first.project, "QH-1")
    plans = lineage_waiting.offered(issue)
    assert len(plans) == 2
    assert len(told(first, "QH-1")) == 2
    with pytest.raises(UsageError) as caught:
        consent(first)
    assert caught.value.code == "consent_which"
    assert all(lineage_waiting.called(m) in str(caught.value.params["known"]) for m in plans)
    with pytest.raises(UsageError):
        consent(first, "zz")
    mine = plans[0]
    parts = [line for _, line in told(first, "QH-1") if lineage_waiting.called(mine) in line]
    assert consent(first, lineage_waiting.called(mine)) == "void"
    rows = first.project.rows("SELECT clue_no FROM issue WHERE state = 'rectifying'")
    assert all(row["clue_no"] in parts[0] for row in rows)
    assert len(rows) == 2


def test_that_a_plan_made_anew_takes_the_place_of_both(laptops):
    first, second = laptops
    plan_split(first, "QH-1")
    plan_split(second, "QH-1", part("A", WEST), part("B", EAST))
    meet(first.project, second.project)
    plan_split(first, "QH-1", part("P", WEST), part("Q", EAST))
    assert len(lineage_waiting.offered(lookup.issue(first.project, "QH-1"))) == 1
    assert consent(first) == "void"
    assert lookup.issue(first.project, "P").state == "rectifying"


def test_that_one_plan_of_both_laptops_is_one(laptops):
    first, second = laptops
    for session in laptops:
        plan_split(session, "QH-1")
    meet(first.project, second.project)
    assert len(told(first, "QH-1")) == 1
    assert consent(first) == "void"
