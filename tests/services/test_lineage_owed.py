"""What is registered is owed: its parts take over where it stands, once a second person signs."""

from __future__ import annotations

import pytest
from helpers.open_sessions import PATCH, acting, add_clue, session_of
from helpers.owed import (
    DEADLINE,
    EAST,
    ON,
    SIGNED_ON,
    WEST,
    add_owed,
    is_sound,
    merge,
    part,
    plan_merge,
    plan_split,
    shape_of,
    sign,
    split,
)

from greenshield.domain import adoption
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.domain.ledger_filter import Filter
from greenshield.services import (
    issue_show,
    issues,
    ledger_query,
    lineage_shown,
    lookup,
    moves,
    obligations,
    records,
    rules,
    signing,
    verifying,
)

TOLD = "SELECT id, state, issue_no, deadline, extra FROM issue ORDER BY id"


@pytest.fixture
def owed(session):
    """A session with QH-1 in rectification, past its deadline."""
    rules.use(session, "default-2026")
    add_owed(session, "QH-1")
    return session


def state_of(session, word):
    return lookup.issue(session.project, word).state


def test_that_nothing_changes_until_the_city_signs(owed):
    before = owed.project.rows("SELECT id, state, clue_no, deadline FROM issue")
    made = plan_split(owed, "QH-1")
    assert made.pending
    assert owed.project.rows("SELECT id, state, clue_no, deadline FROM issue") == before
    shown = issue_show.as_dict(owed.project, lookup.issue(owed.project, "QH-1"), None, as_of=ON)
    assert shown["waiting"]["role"] == "city"
    with pytest.raises(RefusedError) as caught:
        sign(owed, "QH-1", "张三")
    assert caught.value.code == "second_person_needed"
    with pytest.raises(RefusedError) as caught:
        sign(owed, "QH-1", "李四")
    assert caught.value.code == "consent_tier_needed"
    assert sign(owed, "QH-1") == "void"
    assert {state_of(owed, word) for word in ("QH-1-1", "QH-1-2")} == {"rectifying"}


def test_that_a_better_plan_takes_the_place_of_one_that_nobody_signed(owed):
    plan_split(owed, "QH-1")
    plan_split(owed, "QH-1", part("X", WEST), part("Y", EAST))
    assert sign(owed, "QH-1") == "void"
    assert [m.status for m in lookup.issue(owed.project, "QH-1").moves] == ["done", "lost", "done"]
    told = owed.project.rows("SELECT clue_no FROM issue WHERE state = 'rectifying'")
    assert sorted(row["clue_no"] for row in told) == ["X", "Y"]
    assert is_sound(owed)


def test_that_another_move_that_waits_is_not_passed_over(owed, tmp_path):
    from helpers.open_sessions import add_province

    paper = tmp_path / "新证据.txt"
    paper.write_text("证据", "utf-8")
    add_province(owed)
    boss = acting(owed.project, "赵六")
    moves.move(boss, "QH-1", "void", occurred_on=ON, documents=[paper])
    with pytest.raises(RefusedError) as caught:
        plan_split(owed, "QH-1")
    assert caught.value.code == "lineage_pending"


def test_that_parts_still_owe_what_the_whole_owed(owed):
    late = [o.number for o in obligations.read(owed.project, as_of=ON) if o.overdue]
    assert late == [lookup.issue(owed.project, "QH-1").get("issue_no")]
    split(owed, "QH-1")
    parts = [lookup.issue(owed.project, word) for word in ("QH-1-1", "QH-1-2")]
    assert {(p.state, p.get("deadline")) for p in parts} == {("rectifying", DEADLINE)}
    late = {o.issue_id for o in obligations.read(owed.project, as_of=ON) if o.overdue}
    assert late == {p.entity_id for p in parts}
    for each in parts:
        shown = issue_show.as_dict(owed.project, each, None, as_of=ON)
        assert (shown["overdue"], shown["heir"]) == (True, True)
        assert [one["number"] for one in shown["lineage"]["predecessors"]] == [
            lookup.issue(owed.project, "QH-1").get("issue_no")
        ]
    assert is_sound(owed)


@pytest.mark.parametrize(
    ("state", "reached"),
    [
        ("registered", "registered"),
        ("planned", "registered"),
        ("rectifying", "rectifying"),
        ("city_reviewed", "rectifying"),
        ("publicized", "rectifying"),
    ],
)
def test_that_parts_take_over_no_more_than_was_planned_for_the_whole(session, state, reached):
    add_owed(session, "QH-1", state=state, pub_from="2026-02-01", pub_media="网站")
    split(session, "QH-1")
    new = lookup.issue(session.project, "QH-1-1")
    assert (new.state, new.get("pub_from"), new.get("pub_media")) == (reached, None, None)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("suspended", "lineage_suspended"),
        ("closed", "lineage_closed"),
        ("filed", "lineage_closed"),
        ("lookback", "lineage_closed"),
        ("dismissed", "lineage_dismissed"),
        ("void", "lineage_too_far"),
    ],
)
def test_that_what_is_ended_or_put_aside_is_refused(session, state, code):
    add_owed(session, "QH-1", state=state)
    add_owed(session, "QH-2")
    with pytest.raises(RefusedError) as caught:
        plan_split(session, "QH-1")
    assert caught.value.code == code
    with pytest.raises(RefusedError) as caught:
        plan_merge(session, ["QH-1", "QH-2"], part("M"))
    assert caught.value.code == code


def test_that_nobody_owes_less_by_a_split(owed):
    cases = {
        "lineage_rest_owed": ([part("A", WEST), part("B", EAST)], {"partly": True}),
        "lineage_uncovered": ([part("A", WEST), part("B", EAST.buffer(-0.0004))], {}),
        "lineage_deadline_later": ([part("A", WEST, deadline="2027-01-01"), part("B", EAST)], {}),
    }
    for code, (parts, more) in cases.items():
        with pytest.raises(RefusedError) as caught:
            plan_split(owed, "QH-1", *parts, **more)
        assert caught.value.code == code
    with pytest.raises(UsageError) as wrong:
        plan_split(owed, "QH-1", part("A", WEST, division_code="229902"), part("B", EAST))
    assert wrong.value.code == "lineage_county_differs"
    assert not lookup.issue(owed.project, "QH-1").pending()
    split(owed, "QH-1", part("A", WEST, deadline="2026-02-01"), part("B", EAST))
    assert lookup.issue(owed.project, "A").get("deadline") == "2026-02-01"


def test_that_a_later_deadline_of_a_part_needs_its_extension(owed):
    split(owed, "QH-1")
    with pytest.raises(RefusedError):
        issues.set_fields(owed, "QH-1-1", {"deadline": "2026-12-31"})
    with pytest.raises(RefusedError):
        issues.set_fields(owed, "QH-1-1", {"deadline": ""})
    given = {"from_date": DEADLINE, "to_date": "2026-12-31", "approval": "延〔2026〕1号"}
    records.add(owed, "QH-1-1", "extension", given, occurred_on=SIGNED_ON)
    issues.set_fields(owed, "QH-1-1", {"deadline": "2026-12-31"})
    assert lookup.issue(owed.project, "QH-1-1").get("deadline") == "2026-12-31"


def test_that_a_merge_lends_nobody_the_time_that_one_of_them_was_granted(session):
    add_owed(session, "QH-1", WEST)
    add_owed(session, "QH-2", EAST)
    later = {"from_date": DEADLINE, "to_date": "2026-12-31", "approval": "延〔2026〕1号"}
    records.add(session, "QH-2", "extension", later, occurred_on=ON)
    issues.set_fields(session, "QH-2", {"deadline": "2026-12-31"})
    merge(session, ["QH-1", "QH-2"], part("M"))
    with pytest.raises(RefusedError) as caught:
        issues.set_fields(session, "M", {"deadline": "2026-12-31"})
    assert [m.code for m in caught.value.missing] == ["extension_missing"]
    records.add(session, "M", "extension", later, occurred_on=SIGNED_ON)
    issues.set_fields(session, "M", {"deadline": "2026-12-31"})
    assert lookup.issue(session.project, "M").get("deadline") == "2026-12-31"


def test_that_what_is_taken_over_is_held(owed):
    measure = {"text": "拆除", "quantity": "10", "unit": "m2", "target": "清零", "due_on": DEADLINE}
    records.add(owed, "QH-1", "measure", measure, occurred_on=ON)
    issues.set_fields(owed, "QH-1", {"description": "采石", "subject_name": "某石料厂"})
    split(owed, "QH-1")
    (carried,) = lookup.issue(owed.project, "QH-1-1").records_of("measure")
    for change in (
        {"description": "无"},
        {"subject_name": "别人"},
        {"geom": WEST.buffer(-1e-4).wkt},
    ):
        with pytest.raises(RefusedError):
            issues.set_fields(owed, "QH-1-1", change)
    with pytest.raises(RefusedError):
        records.void(owed, "QH-1-1", carried.record_id, reason="不要")
    with pytest.raises(RefusedError):
        records.set_fields(owed, "QH-1-1", carried.record_id, {"due_on": "2027-01-01"})
    # Its share of the whole's quantity is the part's own to say.
    records.set_fields(owed, "QH-1-1", carried.record_id, {"quantity": "4"})


def test_that_several_problems_become_one_with_one_signature(session):
    add_owed(session, "QH-1", WEST, deadline="2026-06-30")
    add_owed(session, "QH-2", EAST, deadline="2026-05-31", state="registered")
    plan_merge(session, ["QH-1", "QH-2"], part("M"))
    assert sign(session, "QH-2") == "void"
    assert [state_of(session, word) for word in ("QH-1", "QH-2", "M")] == [
        "void", "void", "registered",
    ]  # fmt: skip
    whole = lookup.issue(session.project, "M")
    assert whole.get("deadline") == "2026-05-31"
    assert shape_of(session, "M").equals(PATCH)
    assert {p.number for p in lineage_shown.of(session.project, whole).predecessors} == {
        lookup.issue(session.project, word).get("issue_no") for word in ("QH-1", "QH-2")
    }
    assert is_sound(session)


def test_that_a_merge_covers_all_and_mixes_no_clues_with_problems(session):
    add_owed(session, "QH-1", WEST)
    add_owed(session, "QH-2", EAST)
    add_clue(session, "QH-3", EAST)
    with pytest.raises(RefusedError) as caught:
        plan_merge(session, ["QH-1", "QH-3"], part("M"))
    assert caught.value.code == "lineage_mixed"
    with pytest.raises(RefusedError) as caught:
        plan_merge(session, ["QH-1", "QH-2"], part("M", WEST))
    assert caught.value.code == "lineage_uncovered"


def test_that_a_merge_of_which_a_part_went_on_is_not_signed(session):
    add_owed(session, "QH-1", WEST, state="self_checked")
    add_owed(session, "QH-2", EAST)
    plan_merge(session, ["QH-1", "QH-2"], part("M"))
    back = {"items": "清运弃渣"}
    city = acting(session.project, "王五")
    moves.move(city, "QH-1", "return", occurred_on="2026-03-02", reason="未清完", given=back)
    with pytest.raises(RefusedError) as caught:
        sign(session, "QH-2")
    assert caught.value.code == "lineage_lapsed"
    assert [state_of(session, word) for word in ("QH-1", "QH-2")] == ["rectifying"] * 2
    assert session.project.rows("SELECT 1 FROM issue WHERE clue_no = 'M'") == []


def test_that_a_paper_stands_for_the_citys_signature(owed, tmp_path):
    scan = tmp_path / "会签单.txt"
    scan.write_text("同意拆分", "utf-8")
    plan_split(owed, "QH-1")
    signing.consent(
        owed, "QH-1", occurred_on=SIGNED_ON, document=scan, name="孙某", unit="青禾市局"
    )
    assert state_of(owed, "QH-1-2") == "rectifying"
    assert is_sound(owed)


def test_that_a_wrong_split_is_undone_by_merging_its_parts(owed, tmp_path):
    measure = {"text": "拆除", "quantity": "10", "unit": "m2", "target": "清零", "due_on": DEADLINE}
    records.add(owed, "QH-1", "measure", measure, occurred_on=ON)
    split(owed, "QH-1")
    merge(owed, ["QH-1-1", "QH-1-2"], part("QH-1-M"))
    whole = lookup.issue(owed.project, "QH-1-M")
    assert (whole.state, whole.get("deadline"), len(whole.records)) == ("rectifying", DEADLINE, 1)
    assert shape_of(owed, "QH-1-M").symmetric_difference(PATCH).area < 1e-12
    old = lookup.issue(owed.project, "QH-1")
    assert [one.number for one in lineage_shown.heirs(owed.project, old)] == [whole.get("issue_no")]
    assert is_sound(owed)


def test_that_a_part_is_shown_as_taken_over_and_stays_adopted_where_the_whole_was(owed):
    split(owed, "QH-1")
    for word in ("QH-1-1", "QH-1-2"):
        past = adoption.of(lookup.issue(owed.project, word).history())
        assert (past.heir, past.adopted, past.steps) == (
            True, True, ("check", "register", "plan", "approve_plan"),
        )  # fmt: skip


def test_that_an_old_number_finds_what_took_its_place(owed):
    number = lookup.issue(owed.project, "QH-1").get("issue_no")
    split(owed, "QH-1")
    split(
        owed, "QH-1-2", *[part(f"QH-1-2{c}", s) for c, s in zip("ab", _halves(EAST), strict=True)]
    )
    old = lookup.issue(owed.project, number)
    shown = issue_show.as_dict(owed.project, old, None, as_of=ON)
    living = {
        lookup.issue(owed.project, w).get("issue_no") for w in ("QH-1-1", "QH-1-2a", "QH-1-2b")
    }
    assert {one["number"] for one in shown["lineage"]["heirs"]} == living
    found = ledger_query.ask(owed.project, Filter(as_of=ON, text=number))
    assert ledger_query.ids(owed.project, found.keys) == [old.entity_id]


def _halves(shape):
    from helpers.owed import strips

    return strips(shape, [0.5])


def test_that_tables_are_made_again_of_the_events(path):
    with session_of(path) as session:
        add_owed(session, "QH-1")
        split(session, "QH-1")
        before = session.project.rows(TOLD)
    assert verifying.verify(path, rebuild_tables=True).ok
    with session_of(path) as session:
        assert session.project.rows(TOLD) == before
