"""What moves relied on stays, until a move back; the deadline has a way of its own."""

from __future__ import annotations

import pytest
from case_builder import ISSUE, sha
from case_steps import PREPARE, at, request
from hypothesis import given
from hypothesis import strategies as st
from test_domain_moves import made

from greenshield.domain import edits, locks, workflow


def pinned(name: str) -> dict:
    return {"issue": {name: f"e-{name}"}}


def test_that_an_assignment_holds_until_it_is_changed():
    first = made("assign", "clue", "assigned", pins=pinned("assignee"))
    again = made("reassign", "assigned", "assigned", pins=pinned("check_due"))
    assert locks.locked_by([first])["issue"] == {"assignee": "e-assignee"}
    assert locks.locked_by([first, again])["issue"] == {"check_due": "e-check_due"}
    assert locks.released_by([first], again) == {}


def test_that_a_move_back_releases_what_came_after_its_target():
    led = at("accept")
    before = led.issue().locked
    tag = next(t.tag_id for t in led.tags.values() if t.photo == sha("a-far"))
    assert tag in before["tag"]
    assert "done_on" in before["record:measure-1"]
    back = made("return", led.state, "rectifying", pins={"issue": {}})
    after = locks.locked_by([*led.moves, back])
    assert tag not in after["tag"]
    assert "done_on" not in after["record:measure-1"]
    assert "due_on" in after["record:measure-1"]  # the approved plan stays
    assert "deadline" in after["issue"]


def test_that_what_was_absent_is_not_held():
    led = at("self_check")
    locked = led.issue().locked
    assert "done_on" not in locked.get("record:measure-1", {})
    assert "" not in locked["issue"].values()


def test_that_a_look_back_that_confirms_keeps_its_photos():
    led = at("confirm")
    actor, on, rest = request("confirm")
    made_ = led.make("confirm", actor, on, **rest)
    assert set(made_.pins["tags"]) <= set(led.issue().locked["tag"])


def test_that_suspension_releases_nothing():
    led = at("resume")
    before = led.issue().locked
    actor, on, rest = request("resume")
    led.make("resume", actor, on, **rest)
    for subject, fields in before.items():
        assert fields.items() <= led.issue().locked[subject].items()


def test_that_reopening_an_adopted_issue_and_closing_it_again_holds():
    moves = [
        made("adopt", "clue", "closed"),
        made("look_back", "closed", "lookback"),
        made("reopen", "lookback", "rectifying"),
        made("self_check", "rectifying", "self_checked", pins=pinned("restored_area")),
        made("city_review", "self_checked", "city_reviewed"),
        made("accept", "city_reviewed", "accepted"),
        made("publicize", "accepted", "publicized"),
        made("close", "publicized", "closed", pins=pinned("closing_doc_no")),
    ]
    assert set(locks.locked_by(moves)["issue"]) == {"restored_area", "closing_doc_no"}


odd_pins = st.recursive(
    st.none() | st.text(max_size=3) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["issue", "records", "photos", "tags", "x"]), inner)
    ),
    max_leaves=12,
)


@given(odd_pins)
def test_that_pins_of_any_shape_do_no_harm(odd):
    pins = odd if isinstance(odd, dict) else {"issue": odd}
    found = locks.locked_by([made("assign", "clue", "assigned", pins=pins)])
    assert all(isinstance(e, str) and e for fields in found.values() for e in fields.values())


@given(st.lists(st.sampled_from(sorted(workflow.MOVES)), max_size=30), st.data())
def test_that_locks_are_those_of_moves_that_stand_below_the_present_state(names, data):
    """Against a plain model: pins of a move fall when the issue goes below where it led."""
    history, state = [], workflow.INITIAL
    for n, name in enumerate(names):
        options = [t for t in workflow.STATES if workflow.step(name, state, t, history)]
        if not options:
            continue
        to_state = data.draw(st.sampled_from(options))
        history.append(made(name, state, to_state, pins=pinned(f"f{n}")))
        state = to_state
    rank = {s: workflow.STATES[s].rank for s in workflow.STATES}
    standing = []
    for m in history:
        if m.from_state == m.to_state and m.move == "reassign":
            standing = [x for x in standing if rank[x.to_state] < rank[m.to_state]]
        standing = [x for x in standing if rank[x.to_state] <= rank[m.to_state]] + [m]
    held = {name for m in standing for name in m.pins["issue"]}
    assert set(locks.locked_by(history).get("issue", {})) == held


# -- edits -----------------------------------------------------------------------------------


def codes(missing) -> list[str]:
    return [m.code for m in missing]


def test_that_a_fact_relied_on_can_not_be_changed_and_others_can():
    issue = at("self_check").issue()
    assert codes(edits.edit_missing(issue, "issue", {"subject_name": "别人"})) == ["field_locked"]
    assert edits.edit_missing(issue, "issue", {"subject_name": "某公司"}) == []
    assert edits.edit_missing(issue, "issue", {"progress_note": "过半", "remark": "x"}) == []
    assert edits.edit_missing(issue, "record:measure-1", {"done_on": "2026-06-21"}) == []
    assert codes(edits.edit_missing(issue, "record:measure-1", {"due_on": "x"})) == ["field_locked"]


def test_that_a_later_deadline_needs_an_approved_extension():
    led = at("self_check")
    later = {"deadline": "2026-10-31"}
    assert codes(edits.edit_missing(led.issue(), "issue", later)) == ["extension_missing"]
    led.add("county1", "extension", "2026-06-01", from_date="2026-08-31", to_date="2026-10-31",
            approval="延1号")  # fmt: skip
    assert edits.edit_missing(led.issue(), "issue", later) == []
    beyond = {"deadline": "2026-11-01"}
    assert codes(edits.edit_missing(led.issue(), "issue", beyond)) == ["extension_missing"]


def test_that_an_earlier_deadline_comes_with_a_return_only():
    led = at("return")
    earlier = {"deadline": "2026-07-31"}
    back = made("return", led.state, "rectifying", data=dict(earlier))
    assert codes(edits.edit_missing(led.issue(), "issue", earlier)) == ["field_locked"]
    gone = {"deadline": None}
    assert codes(edits.edit_missing(led.issue(), "issue", gone)) == ["deadline_emptied"]
    assert edits.edit_missing(led.issue(), "issue", earlier, back) == []


def test_that_reopening_brings_its_own_deadline():
    led = at("reopen")
    new = {"deadline": "2027-03-31"}
    again = made("reopen", "lookback", "rectifying", data=dict(new))
    assert edits.edit_missing(led.issue(), "issue", new, again) == []
    other = made("reopen", "lookback", "rectifying", data={"deadline": "2027-01-01"})
    assert codes(edits.edit_missing(led.issue(), "issue", new, other)) == ["extension_missing"]


def test_that_a_first_deadline_is_free():
    led = at("register")
    assert edits.edit_missing(led.issue(), "issue", {"deadline": "2026-08-31"}) == []


def test_that_a_deadline_is_free_until_the_plan_is_approved():
    led = at("approve_plan")
    later = {"deadline": "2026-10-31"}
    assert codes(edits.edit_missing(led.issue(), "issue", later)) == ["field_locked"]
    led.make("send_back_plan", "county2", "2026-03-21", reason="时限不当")
    assert edits.edit_missing(led.issue(), "issue", later) == []


def test_that_an_adopted_issue_needs_an_extension_too():
    led = at("adopt")
    actor, on, rest = request("adopt")
    led.set(deadline="2026-08-31")
    led.make("adopt", actor, on, data=dict(rest["data"]) | {"state": "rectifying"})
    later = {"deadline": "2026-10-31"}
    assert codes(edits.edit_missing(led.issue(), "issue", later)) == ["extension_missing"]


@pytest.mark.parametrize("nothing", [None, "", 5])
def test_that_an_approved_deadline_is_never_taken_away(nothing):
    led = at("adopt")
    actor, on, rest = request("adopt")
    led.set(deadline="2026-08-31")
    led.make("adopt", actor, on, data=dict(rest["data"]) | {"state": "rectifying"})
    gone = {"deadline": nothing}
    assert codes(edits.edit_missing(led.issue(), "issue", gone)) == ["deadline_emptied"]
    led = at("return")
    back = made("return", led.state, "rectifying")
    assert codes(edits.edit_missing(led.issue(), "issue", gone, back)) == ["deadline_emptied"]


def test_that_a_new_inspector_goes_with_a_reassignment():
    led = at("check")
    change = {"assignee": "insp2"}
    assert codes(edits.edit_missing(led.issue(), "issue", change)) == ["field_locked"]
    again = made("reassign", "assigned", "assigned")
    assert edits.edit_missing(led.issue(), "issue", change, again) == []


def test_that_photos_and_records_relied_on_stay():
    led = at("city_review")
    issue = led.issue()
    tag = next(t.tag_id for t in led.tags.values() if t.photo == sha("a-far"))
    assert codes(edits.untag_missing(issue, tag)) == ["tag_locked"]
    assert codes(edits.record_void_missing(issue, "measure-1")) == ["record_locked"]
    assert codes(edits.photo_edit_missing(issue, sha("a-far"), {"lon": 1.0})) == ["field_locked"]
    assert edits.photo_edit_missing(issue, sha("a-far"), {"accepted_by": "x"}) == []
    PREPARE["city_review"](led)
    assert edits.record_void_missing(led.issue(), list(led.records)[-1]) == []
    assert edits.untag_missing(led.issue(), "no such tag") == []
    assert issue.entity_id == ISSUE


@pytest.mark.parametrize("subject", ["record:none", "issue"])
def test_that_an_unknown_subject_holds_nothing(subject):
    assert edits.edit_missing(at("assign").issue(), subject, {"x": 1}) == []
