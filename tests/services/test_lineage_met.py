"""One laptop splits a problem while another writes to it: nothing is lost, and a person is told."""

from __future__ import annotations

import contextlib

import pytest
from helpers.laptops import moved_well, two_laptops
from helpers.open_sessions import acting, add_province
from helpers.owed import DEADLINE, EAST, ON, WEST, add_owed, part, plan_split, sign, split, strips
from helpers.replicas import meet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenshield.domain.errors import RefusedError, UsageError
from greenshield.reports.summary import tabulate
from greenshield.services import (
    calendar,
    conflicts,
    issues,
    lineage_late,
    lineage_shown,
    lookup,
    moves,
    obligations,
    records,
    summarizing,
)

PARTS = ("QH-1-1", "QH-1-2")
FINE = {"number": "罚9", "party": "甲", "yuan": "700"}
WORKS = {"text": "拆除", "quantity": "10", "unit": "m2", "target": "清零", "due_on": DEADLINE}


def begin(session):
    add_province(session)
    add_owed(session, "QH-1")
    records.add(session, "QH-1", "measure", WORKS, occurred_on="2026-01-06")


@pytest.fixture
def laptops(tmp_path):
    with two_laptops(tmp_path, begin) as both:
        yield both


def fine(session):
    records.add(session, "QH-1", "penalty", FINE, occurred_on=ON)


def extend(session):
    later = {"from_date": DEADLINE, "to_date": "2026-12-31", "approval": "延1"}
    records.add(session, "QH-1", "extension", later, occurred_on=ON)
    issues.set_fields(session, "QH-1", {"deadline": "2026-12-31"})


def progress(session):
    (works,) = lookup.issue(session.project, "QH-1").records_of("measure")
    told = {"measure": works.record_id, "quantity": "4", "text": "拆了四间"}
    records.add(session, "QH-1", "progress", told, occurred_on=ON)


def fact(session):
    issues.set_fields(session, "QH-1", {"restored_area": "120"})


EDITS = {"penalty": fine, "extension": extend, "progress": progress, "": fact}


def fines(session):
    table = tabulate(summarizing.gather(session.project, cutoff=calendar.today()))
    return float(table.totals[("sum", "fine_yuan")])


def kinds(session, word):
    return sorted(r.kind for r in lookup.issue(session.project, word).records)


def settle(session, take):
    """Decides the one conflict; what its candidates tell."""
    (hit,) = conflicts.items(session.project)
    assert hit["what"] == "void"
    conflicts.resolve(session, hit["conflict"], take)
    return [c["value"] for c in hit["candidates"]]


@pytest.mark.parametrize("first", ["splits", "edits"])
@pytest.mark.parametrize("kind", list(EDITS))
def test_that_what_was_written_meanwhile_is_told_and_taken_along(laptops, kind, first):
    one, other = laptops
    if first == "splits":
        split(one, "QH-1")
        EDITS[kind](other)
    else:
        EDITS[kind](other)
        split(one, "QH-1")
    meet(one.project, other.project)
    for session in laptops:
        assert lookup.issue(session.project, "QH-1").state == "void"
        assert kinds(session, "QH-1-1") == ["measure"]
        late = {o.issue_id for o in obligations.read(session.project, as_of=ON) if o.overdue}
        assert late >= {lookup.issue(session.project, word).entity_id for word in PARTS}
        assert moved_well(session)
    told = settle(other, "carry")
    assert any((f"record_added {kind}" if kind else "restored_area=120") in line for line in told)
    meet(one.project, other.project)
    for session in laptops:
        assert conflicts.items(session.project) == []
        assert fines(session) == (700.0 if kind == "penalty" else 0.0)
        for word in PARTS:
            assert kinds(session, word) == sorted(["measure", *([kind] if kind else [])])
            new = lookup.issue(session.project, word)
            assert new.get("deadline") == DEADLINE  # what extended the whole extends no part
            own = {r.record_id for r in new.records_of("measure")}
            assert {r.get("measure") for r in new.records_of("progress")} <= own
        assert moved_well(session)


def test_that_progress_goes_along_to_what_a_part_became_since(laptops):
    one, other = laptops
    split(one, "QH-1")
    split(one, "QH-1-1", *(part(f"W{n}", s) for n, s in enumerate(strips(WEST, [0.5]))))
    progress(other)
    meet(one.project, other.project)
    settle(other, "carry")
    meet(one.project, other.project)
    for session in laptops:
        for word in ("W0", "W1", "QH-1-2"):
            new = lookup.issue(session.project, word)
            (works,), (told,) = new.records_of("measure"), new.records_of("progress")
            assert told.get("measure") == works.record_id
        assert kinds(session, "QH-1-1") == ["measure"]


def test_that_a_record_voided_meanwhile_is_told_where_it_went(tmp_path):
    def with_fine(session):
        begin(session)
        fine(session)

    with two_laptops(tmp_path, with_fine) as (one, other):
        split(one, "QH-1")
        assert void_before(one) == {word: [] for word in PARTS}
        records.void(other, "QH-1", "penalty", "误录")
        meet(one.project, other.project)
        for session in (one, other):
            assert fines(session) == 700.0
            assert void_before(session) == {word: ["penalty"] for word in PARTS}
        for word in PARTS:
            records.void(one, word, "penalty", "误录")
        meet(one.project, other.project)
        assert void_before(other) == {word: [] for word in PARTS}
        assert fines(other) == 0.0


def void_before(session):
    """The kinds of record that are void where a part has them from."""
    issues_ = {word: lookup.issue(session.project, word) for word in PARTS}
    return {
        word: [f.params["record_kind"] for f in lineage_late.findings(session.project, issue)]
        for word, issue in issues_.items()
    }


def test_that_an_edit_of_a_record_is_told_with_what_it_is_of(tmp_path):
    def with_fine(session):
        begin(session)
        fine(session)

    with two_laptops(tmp_path, with_fine) as (one, other):
        split(one, "QH-1")
        records.set_fields(other, "QH-1", "penalty", {"yuan": "900"})
        meet(one.project, other.project)
        (hit,) = conflicts.items(one.project)
        (told,) = [c for c in hit["candidates"] if c["value"].startswith("fields_set")]
        assert (told["kind"], told["fields"]) == ("penalty", {"yuan": 900.0})
        assert told["value"] == f"fields_set penalty {told['record'][-8:]} yuan=900.0"


def test_that_both_taking_it_along_makes_one_of_each(laptops):
    one, other = laptops
    split(one, "QH-1")
    fine(other)
    meet(one.project, other.project)
    for session in laptops:
        settle(session, "carry")
    meet(one.project, other.project)
    for session in laptops:
        assert fines(session) == 700.0
        assert kinds(session, "QH-1-1") == ["measure", "penalty"]


def test_that_what_is_left_behind_stays_on_file_and_nothing_comes_back(laptops):
    one, other = laptops
    split(one, "QH-1")
    fine(other)
    meet(one.project, other.project)
    with pytest.raises(RefusedError):
        settle(one, "keep")
    settle(one, "void")
    assert fines(one) == 0.0
    assert kinds(one, "QH-1") == ["measure", "penalty"]


def test_that_nothing_is_carried_where_nothing_took_its_place(laptops, tmp_path):
    from greenshield.services import signing

    one, other = laptops
    paper = tmp_path / "新证据.txt"
    paper.write_text("证据", "utf-8")
    moves.move(acting(one.project, "赵六"), "QH-1", "void", occurred_on=ON, documents=[paper])
    signing.consent(one, "QH-1", occurred_on=ON, document=paper, name="孙某", unit="省厅")
    fine(other)
    meet(one.project, other.project)
    with pytest.raises(UsageError):
        settle(one, "carry")
    settle(one, "void")


@pytest.mark.parametrize("take", ["split", "suspend"])
def test_that_a_move_made_meanwhile_waits_for_a_person_and_the_duty_stays(laptops, tmp_path, take):
    one, other = laptops
    paper = tmp_path / "文件.txt"
    paper.write_text("暂缓", "utf-8")
    split(one, "QH-1")
    boss = acting(other.project, "赵六")
    moves.move(boss, "QH-1", "suspend", occurred_on=ON, reason="诉讼", documents=[paper])
    meet(one.project, other.project)
    for session in laptops:
        old = lookup.issue(session.project, "QH-1")
        assert (old.state, old.disputed) == ("rectifying", True)
    (hit,) = conflicts.items(one.project)
    conflicts.resolve(one, hit["conflict"], "ours" if take == "split" else "theirs")
    meet(one.project, other.project)
    for session in laptops:
        state = lookup.issue(session.project, "QH-1").state
        assert state == ("void" if take == "split" else "suspended")
        part_ = lookup.issue(session.project, "QH-1-1")
        (before,) = lineage_shown.of(session.project, part_).predecessors
        assert before.agrees == (take == "split")
        assert moved_well(session)


def sign_if_possible(session, old):
    """The city signs what waits, where its plan is here and still holds."""
    waiting = old.pending()
    if waiting and session.project.media.find(str(waiting[-1].data["plan_sha256"])):
        with contextlib.suppress(RefusedError, UsageError):
            sign(session, "QH-1")


_STEPS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["penalty", "progress", "", "meet", "plan", "sign"])),
    min_size=2, max_size=7,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=_STEPS)
def test_that_in_any_order_every_fine_ends_in_the_sums(tmp_path_factory, steps):
    with two_laptops(tmp_path_factory.mktemp("met"), begin) as both:
        wrote = 0
        for which, step in steps:
            session = both[which]
            old = lookup.issue(session.project, "QH-1")
            if step == "meet":
                meet(*(one.project for one in both))
            elif old.state == "void" or old.disputed:
                continue
            elif step == "plan":
                shares = {"restored_area": "60"} if old.get("restored_area") else {}
                halves = (part("QH-1-1", WEST, **shares), part("QH-1-2", EAST, **shares))
                plan_split(session, "QH-1", *halves)
            elif step == "sign":
                sign_if_possible(session, old)
            else:
                wrote += step == "penalty"
                EDITS[step](session)
        meet(*(one.project for one in both))
        for hit in conflicts.items(both[0].project):
            if hit["what"] == "void":
                conflicts.resolve(both[0], hit["conflict"], "carry")
        meet(*(one.project for one in both))
        for session in both:
            assert [
                c["what"] for c in conflicts.items(session.project) if c["what"] != "field"
            ] == []
            assert fines(session) == 700.0 * wrote
            assert moved_well(session)
