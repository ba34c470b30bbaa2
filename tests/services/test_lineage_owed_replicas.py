"""Two laptops that split and merge problems: alike, apart, one planning and the other signing."""

from __future__ import annotations

import shutil

import pytest
from helpers.laptops import moved_well, two_laptops
from helpers.open_sessions import acting
from helpers.owed import (
    EAST,
    ON,
    SIGNED_ON,
    WEST,
    add_owed,
    merge,
    part,
    plan_merge,
    plan_split,
    sign,
    split,
    strips,
)
from helpers.replicas import meet

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.services import (
    conflicts,
    figures,
    lineage_shown,
    lookup,
    obligations,
    records,
    signing,
)


@pytest.fixture
def laptops(tmp_path):
    """Two laptops of one county with the problem QH-1, each with its own session."""

    def begin(first):
        add_owed(first, "QH-1")
        fine = {"number": "罚1", "party": "甲", "yuan": "5000"}
        records.add(first, "QH-1", "penalty", fine, occurred_on="2026-01-06")

    with two_laptops(tmp_path, begin) as both:
        yield both


def share_media(one, other):
    """Copies each other's files, as sync does beside the events."""
    for source, to in ((one, other), (other, one)):
        folder = source.project.layout.folder / "media"
        shutil.copytree(folder, to.project.layout.folder / "media", dirs_exist_ok=True)


def state_of(session, word):
    return lookup.issue(session.project, word).state


def test_that_laptops_that_split_alike_made_one_split(laptops):
    first, second = laptops
    split(first, "QH-1")
    split(second, "QH-1", part("QH-1-2", EAST), part("QH-1-1", WEST))
    meet(first.project, second.project)
    for session in laptops:
        assert conflicts.items(session.project) == []
        assert len(session.project.rows("SELECT id FROM issue")) == 3
        for word in ("QH-1-1", "QH-1-2"):
            new = lookup.issue(session.project, word)
            assert (new.state, len(new.records)) == ("rectifying", 1)
        assert state_of(session, "QH-1") == "void"
        assert moved_well(session)


def test_that_one_plans_and_another_signs_with_the_plan_at_hand(laptops):
    first, second = laptops
    plan_split(first, "QH-1")
    meet(first.project, second.project)
    assert state_of(second, "QH-1") == "rectifying"
    with pytest.raises(UnreadableError) as caught:
        sign(second, "QH-1")
    assert caught.value.code == "media_missing"
    assert state_of(second, "QH-1") == "rectifying"
    share_media(first, second)
    sign(second, "QH-1")
    meet(first.project, second.project)
    for session in laptops:
        assert state_of(session, "QH-1") == "void"
        assert {state_of(session, word) for word in ("QH-1-1", "QH-1-2")} == {"rectifying"}
        assert moved_well(session)


def test_that_of_two_plans_one_signature_decides(laptops):
    first, second = laptops
    plan_split(first, "QH-1")
    plan_split(second, "QH-1", part("A", WEST), part("B", EAST))
    meet(first.project, second.project)
    share_media(first, second)
    waiting = lookup.issue(first.project, "QH-1").pending()
    assert len(waiting) == 2
    city, one = acting(first.project, "王五"), waiting[0].event_id
    signing.consent(city, "QH-1", occurred_on=SIGNED_ON, plan=one)
    meet(first.project, second.project)
    for session in laptops:
        old = lookup.issue(session.project, "QH-1")
        assert (old.state, old.pending()) == ("void", [])
        assert len(session.project.rows("SELECT id FROM issue")) == 3
        with pytest.raises(UsageError):
            signing.consent(acting(session.project, "王五"), "QH-1", occurred_on=SIGNED_ON)
        assert moved_well(session)


def test_that_plans_signed_apart_wait_for_a_person_and_owe_until_then(laptops):
    first, second = laptops
    split(first, "QH-1")
    split(second, "QH-1", part("A", WEST), part("B", EAST))
    meet(first.project, second.project)
    old = lookup.issue(first.project, "QH-1")
    assert (old.state, old.disputed) == ("rectifying", True)
    late = {o.number for o in obligations.read(first.project, as_of=ON) if o.overdue}
    assert len(late) == 5  # too much for a while, never too little
    (hit,) = conflicts.items(first.project)
    conflicts.resolve(first, hit["conflict"], "ours")
    meet(first.project, second.project)
    for session in laptops:
        assert state_of(session, "QH-1") == "void"
        agrees = {}
        for word in ("QH-1-1", "QH-1-2", "A", "B"):
            shown = lineage_shown.of(session.project, lookup.issue(session.project, word))
            agrees[word] = shown.predecessors[0].agrees
        assert agrees == {"QH-1-1": True, "QH-1-2": True, "A": False, "B": False}
        assert moved_well(session)
    # What is too many is merged away; the fine, of one origin in both, counts once.
    merge(first, ["A", "QH-1-1"], part("W"))
    merge(first, ["B", "QH-1-2"], part("E"))
    late = [o.number for o in obligations.read(first.project, as_of=ON) if o.overdue]
    assert len(late) == 2
    fines = [figures.of(lookup.issue(first.project, word)).get("fine_yuan") for word in "WE"]
    assert fines == [5000.0, None]


def test_that_a_merge_planned_on_both_laptops_is_one(laptops):
    first, second = laptops
    split(
        first,
        "QH-1",
        *[part(f"Q{n}", s) for n, s in enumerate(strips(WEST.union(EAST).envelope, [0.3, 0.6]))],
    )
    meet(first.project, second.project)
    for session in laptops:
        plan_merge(session, ["Q1", "Q0"], part("M"))
        sign(session, "Q0")
    meet(first.project, second.project)
    for session in laptops:
        assert conflicts.items(session.project) == []
        whole = lookup.issue(session.project, "M")
        assert (whole.state, len(whole.records)) == ("rectifying", 1)
        assert [state_of(session, w) for w in ("Q0", "Q1", "Q2")] == ["void", "void", "rectifying"]
        assert moved_well(session)
