"""One inspector sent to many issues: what is refused is told, the others are written together."""

import pytest
import shapely
from helpers.open_sessions import acting, add_clue

from greenshield.domain.errors import SurroundingsError, UsageError
from greenshield.services import bulk_assign, lookup, moves, people
from greenshield.services.progress import cancelled

DAY, DUE = "2026-11-21", "2026-12-10"
PATCH = shapely.box(125, 43, 125.01, 43.01)


def events(session):
    return session.project.rows("SELECT count(*) AS n FROM event")[0]["n"]


def test_that_all_are_assigned_in_one_action(session):
    ids = [add_clue(session, f"TB-{n}", PATCH) for n in range(5)]
    found = bulk_assign.assign(session, ids, "李四", DUE, occurred_on=DAY)
    assert [(one.issue_id, one.done, one.state) for one in found.items] == [
        (issue, True, "assigned") for issue in ids
    ]
    inspector = people.find(session.project, "李四").actor_id
    actions = set()
    for issue in ids:
        state = lookup.issue(session.project, issue)
        assert (state.state, state.get("assignee")) == ("assigned", inspector)
        assert state.get("check_due") == DUE
        moved = state.moves[-1].event_id
        (row,) = session.project.rows("SELECT action_id FROM event WHERE event_id = ?", moved)
        actions.add(row["action_id"])
    assert actions == {found.changes.action_id}
    assert sorted(found.changes.ids("issue")) == sorted(ids)


def test_that_what_is_refused_is_told_and_keeps_nothing_while_the_others_are_done(session):
    good = add_clue(session, "TB-1", PATCH)
    without_source = add_clue(session, "TB-2", PATCH, source_code=None)
    assigned = add_clue(session, "TB-3", PATCH)
    moves.move(session, assigned, "assign", occurred_on=DAY,
               given={"assignee": "张三", "check_due": DUE})  # fmt: skip
    same = add_clue(session, "TB-4", PATCH)
    moves.move(session, same, "assign", occurred_on=DAY,
               given={"assignee": "李四", "check_due": DUE})  # fmt: skip
    words = ["TB-2", "TB-1", assigned, same]
    found = bulk_assign.assign(session, words, "李四", DUE, occurred_on=DAY)
    told = {one.number: (one.move, one.state, [m.code for m in one.missing]) for one in found.items}
    assert told == {
        "TB-2": ("assign", "clue", ["field_missing"]),
        "TB-1": ("assign", "assigned", []),
        "TB-3": ("reassign", "assigned", []),
        "TB-4": ("reassign", "assigned", ["assignment_same"]),
    }
    left = lookup.issue(session.project, without_source)
    assert (left.state, left.get("assignee")) == ("clue", None)
    assert lookup.issue(session.project, good).state == "assigned"
    inspector = people.find(session.project, "李四").actor_id
    assert lookup.issue(session.project, assigned).get("assignee") == inspector
    assert set(found.changes.ids("issue")) == {good, assigned}


def test_that_who_may_not_assign_is_told_so_for_each_and_writes_nothing(session):
    ids = [add_clue(session, f"TB-{n}", PATCH) for n in range(3)]
    before = events(session)
    officer = acting(session.project, "王五")
    found = bulk_assign.assign(officer, ids, "李四", DUE, occurred_on=DAY)
    assert [[m.code for m in one.missing] for one in found.items] == [["role_missing"]] * 3
    assert (events(session), bool(found.changes)) == (before, False)


def test_that_a_stop_half_way_leaves_nothing(session):
    ids = [add_clue(session, f"TB-{n}", PATCH) for n in range(4)]
    before = events(session)

    class Stopping:
        def step(self, what, done, total):
            assert (what, total) == ("assigning", 4)
            if done == 3:
                raise cancelled()

    with pytest.raises(SurroundingsError):
        bulk_assign.assign(session, ids, "李四", DUE, occurred_on=DAY, progress=Stopping())
    assert events(session) == before
    assert {lookup.issue(session.project, i).state for i in ids} == {"clue"}


@pytest.mark.parametrize(
    ("inspector", "due", "code"),
    [("nobody", DUE, "actor_unknown"), ("李四", "soon", "field_value_invalid")],
)
def test_that_a_wrong_person_or_day_is_told_before_anything_is_tried(session, inspector, due, code):
    issue = add_clue(session, "TB-1", PATCH)
    with pytest.raises(UsageError) as caught:
        bulk_assign.assign(session, [issue], inspector, due, occurred_on=DAY)
    assert caught.value.code == code


def test_that_an_issue_named_twice_is_assigned_once(session):
    issue = add_clue(session, "TB-1", PATCH)
    found = bulk_assign.assign(session, ["TB-1", issue], "李四", DUE, occurred_on=DAY)
    assert [one.done for one in found.items] == [True]
    assert bulk_assign.assign(session, [], "李四", DUE, occurred_on=DAY).items == ()
