"""A sum that a split left with several parts: voided in one, it neither vanishes nor doubles."""

from __future__ import annotations

import itertools

import pytest
from helpers.laptops import two_laptops
from helpers.open_sessions import PATCH
from helpers.owed import ON, add_owed, merge, part, split, strips
from helpers.replicas import meet

from greenshield.project.rebuilding import differences
from greenshield.reports.summary import tabulate
from greenshield.services import (
    calendar,
    figures,
    lineage_counting,
    lookup,
    records,
    summarizing,
)

FINE = {"number": "罚1", "party": "甲", "yuan": "5000"}
PARTS = ("Q0", "Q1", "Q2")


def total(session, name="fine_yuan"):
    table = tabulate(summarizing.gather(session.project, cutoff=calendar.today()))
    return float(table.totals[("sum", name)])


def void(session, word, kind="penalty"):
    """Voids a record; the numbers in the remark: where it counts, and where it stands."""
    record, _ = records.void(session, word, kind, "误录")
    issue = lookup.issue(session.project, word)
    told = lineage_counting.told(session.project, issue, record)
    return [(p.params["issue"], p.params["issues"]) for p in told]


def number(session, word):
    return lookup.issue(session.project, word).get("issue_no")


@pytest.fixture
def parted(session):
    """Three parts of a problem with a fine, a referral and a measure."""
    add_owed(session, "QH-1")
    records.add(session, "QH-1", "penalty", FINE, occurred_on=ON)
    referral = {"referral_type": "police", "to_unit": "公安局"}
    records.add(session, "QH-1", "referral", referral, occurred_on=ON)
    shapes = strips(PATCH, [0.3, 0.6])
    split(session, "QH-1", *(part(n, s) for n, s in zip(PARTS, shapes, strict=True)))
    return session


@pytest.mark.parametrize("order", list(itertools.permutations(PARTS)))
def test_that_a_sum_counts_once_until_its_last_copy_is_void(parted, order):
    for n, word in enumerate(order):
        left = order[n + 1 :]
        told = void(parted, word)
        assert total(parted) == (5000.0 if left else 0.0)
        assert len(told) == bool(left)
        if left:
            counting, there = told[0]
            assert counting == number(parted, min(left))
            assert set(there.split(", ")) == {number(parted, one) for one in left}
    assert total(parted, "referrals") == 1
    assert differences(parted.project) == []


def test_that_a_record_that_no_split_shared_out_is_void_and_nothing_else(session):
    add_owed(session, "QH-1")
    records.add(session, "QH-1", "penalty", FINE, occurred_on=ON)
    assert void(session, "QH-1") == []
    assert total(session) == 0.0


def test_that_an_own_fine_of_a_part_is_none_of_the_others(parted):
    records.add(parted, "Q0", "penalty", {**FINE, "number": "罚9", "yuan": "7"}, occurred_on=ON)
    own = lookup.issue(parted.project, "Q0").records_of("penalty")
    mine = next(r for r in own if r.get("number") == "罚9")
    assert void(parted, "Q0", mine.record_id) == []
    assert total(parted) == 5000.0


def test_that_of_two_copies_in_one_issue_the_other_counts(parted):
    """Parts whose copies say different things were merged: both stand, the first one counts."""
    (copy,) = lookup.issue(parted.project, "Q1").records_of("penalty")
    records.set_fields(parted, "Q1", copy.record_id, {"yuan": "4000"})
    merge(parted, ["Q0", "Q1"], part("M"))
    both = lookup.issue(parted.project, "M").records_of("penalty")
    counting = next(r for r in both if not r.get("counted_with"))
    assert (len(both), total(parted)) == (2, 5000.0)
    assert void(parted, "M", counting.record_id)[0][0] == number(parted, "M")
    assert total(parted) == 4000.0


def test_that_what_was_split_on_counts_once_still(parted):
    halves = strips(strips(PATCH, [0.3, 0.6])[0], [0.5])
    split(parted, "Q0", *(part(f"Q0{c}", s) for c, s in zip("ab", halves, strict=True)))
    for word in ("Q0a", "Q2", "Q0b"):
        void(parted, word)
        assert total(parted) == 5000.0
    assert figures.of(lookup.issue(parted.project, "Q1"))["fine_yuan"] == 5000.0


def test_that_a_sum_that_two_laptops_voided_apart_is_told_until_it_is_written_anew(tmp_path):
    """Each voids another copy before they meet: what is left names one that is void."""

    def begin(session):
        add_owed(session, "QH-1")
        records.add(session, "QH-1", "penalty", FINE, occurred_on=ON)
        shapes = strips(PATCH, [0.3, 0.6])
        split(session, "QH-1", *(part(n, s) for n, s in zip(PARTS, shapes, strict=True)))

    with two_laptops(tmp_path, begin) as (one, other):
        assert nowhere(one) == []
        void(one, "Q0")  # Q1 counts, and Q2 names it
        void(other, "Q1")
        assert nowhere(one) == nowhere(other) == []
        meet(one.project, other.project)
        for session in (one, other):
            assert total(session) == 0.0
            assert nowhere(session) == [(number(session, "Q2"), number(session, "Q2"))]
        records.add(one, "Q2", "penalty", FINE, occurred_on=ON)
        (copy,) = (r for r in live(one, "Q2") if r.get("counted_with"))
        records.void(one, "Q2", copy.record_id, "重录")
        meet(one.project, other.project)
        assert nowhere(other) == []
        assert total(other) == 5000.0


def test_that_voiding_what_names_a_void_copy_lets_the_next_count(tmp_path):
    def begin(session):
        add_owed(session, "QH-1")
        records.add(session, "QH-1", "penalty", FINE, occurred_on=ON)
        shapes = strips(PATCH, [0.2, 0.5, 0.8])
        names = (*PARTS, "Q3")
        split(session, "QH-1", *(part(n, s) for n, s in zip(names, shapes, strict=True)))

    with two_laptops(tmp_path, begin) as (one, other):
        void(one, "Q0")
        void(other, "Q1")
        meet(one.project, other.project)
        both = f"{number(one, 'Q2')}, {number(one, 'Q3')}"
        assert nowhere(one) == [(number(one, "Q2"), both)]
        assert void(one, "Q2") == [(number(one, "Q3"), number(one, "Q3"))]
        assert (nowhere(one), total(one)) == ([], 5000.0)


def live(session, word):
    return [r for r in lookup.issue(session.project, word).records_of("penalty") if not r.voided_by]


def nowhere(session):
    """The issue and the issues of each sum that counts nowhere; verify and each issue say it."""
    known = {i: session.project.issue(i) for i in ids(session)}
    told = [(b.where, b.params["issues"]) for b in lineage_counting.uncounted(known)]
    shown = {
        f.params["issues"]
        for issue in known.values()
        for f in lineage_counting.findings(session.project, issue)
    }
    assert shown == {issues for _, issues in told}
    return told


def ids(session):
    return [row["id"] for row in session.project.rows("SELECT id FROM issue ORDER BY id")]
