"""What waits for whom: by role, state, person and day."""

from __future__ import annotations

import pytest
from helpers.calls import as_json
from helpers.desk_clues import clue
from helpers.open_sessions import acting, session_of
from helpers.projects import move

from greenshield.services import people, work_list

DAY = "2026-05-10"


@pytest.fixture
def session(all_tiers):
    return all_tiers


def list_of(session, name, as_of=DAY):
    actor = people.find(session.project, name)
    return work_list.of(session.project, actor, as_of=as_of)


def steps(session, name):
    return {task.issue_id: task.move for task in list_of(session, name).items}


def test_that_each_state_waits_for_the_role_that_brings_it_on(session):
    way = ["assign", "check", "register", "plan", "approve_plan", "self_check", "city_review"]
    made = [clue(session, n, *way[:n]) for n in range(len(way) + 1)]
    officer = steps(session, "张三")
    assert [officer.get(i) for i in made] == [
        "assign", "check", "register", "plan", None, "self_check", None, officer.get(made[7])
    ]  # fmt: skip
    assert steps(session, "李四") == {made[1]: "check"}
    assert steps(session, "王五")[made[6]] == "city_review"


def test_that_who_planned_does_not_approve_but_a_colleague_does(session):
    made = clue(session, 1, "assign", "check", "register", "plan")
    assert made not in steps(session, "张三")
    colleague = {"name": "孙批", "tier": "county", "roles": ["county"], "unit": "局"}
    people.add(session.project, session.who, **colleague)
    assert steps(session, "孙批") == {made: "approve_plan"}


def test_that_a_clue_given_to_one_inspector_waits_for_no_other(session):
    me, other = (people.find(session.project, n).actor_id for n in ("李四", "张三"))
    mine = clue(session, 1, "assign", assignee=me, check_due="2026-05-20")
    clue(session, 2, "assign", assignee=other)
    (task,) = list_of(session, "李四").items
    assert (task.issue_id, task.mine, task.due, task.overdue) == (mine, True, "2026-05-20", False)


def test_that_the_overdue_come_first_and_a_deadlines_own_day_is_not_overdue(session):
    late = clue(session, 1, "assign", check_due="2026-05-09")
    today = clue(session, 2, "assign", check_due=DAY)
    whenever = clue(session, 3, "assign")
    later = clue(session, 4, "assign", check_due="2026-05-09")
    found = list_of(session, "李四")
    assert [t.issue_id for t in found.items] == [late, later, today, whenever]
    assert [t.overdue for t in found.items] == [True, True, False, False]
    assert (found.total, found.overdue) == (4, 2)
    limited = work_list.of(
        session.project, people.find(session.project, "李四"), as_of=DAY, limit=1
    )
    assert (len(limited.items), limited.total, limited.overdue) == (1, 4, 2)


def test_that_a_move_that_waits_for_a_signature_waits_for_who_may_sign(session):
    made = clue(session, 1, "assign", "check", "dismiss")
    assert steps(session, "王五") == {made: "consent"}
    assert made not in steps(session, "张三")
    voided = clue(session, 2)
    with session.project.action(people.find(session.project, "赵六").actor_id) as action:
        move(action, voided, "void")
    assert voided not in steps(session, "赵六")
    assert steps(session, "钱七")[voided] == "consent"


def test_that_nobody_gets_what_lies_in_another_county(session):
    made = clue(session, 1)
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", made, {"division_code": "229902"})
    assert made not in steps(session, "张三")
    people.change(session.project, session.who, "王五", {"division_code": "229900"})
    waiting = clue(session, 2, "assign", "check", "dismiss")
    assert waiting in steps(session, "王五")


def test_that_a_disabled_person_has_no_list(session):
    clue(session, 1)
    people.disable(session.project, session.who, "李四")
    assert list_of(session, "李四").total == 0


def test_that_what_a_disabled_person_leaves_behind_is_told(path, capsys):
    with session_of(path) as session:
        me, other = (people.find(session.project, n).actor_id for n in ("李四", "王五"))
        for number in (1, 2):
            clue(session, number, "assign", assignee=me, check_due="2026-05-20")
        clue(session, 3, "assign", assignee=other, check_due="2026-05-20")
        clue(session, 4, "assign", "check", assignee=me, check_due="2026-05-20")
    code, told = as_json(capsys, "actor", "disable", path, "李四")
    assert (code, told["active"], told["duties"]) == (0, False, 2)
    (warning,) = told["warnings"]
    assert "李四名下还有 2 项待办" in warning["message"]
    assert "worklist" in warning["remedy"]
    assert str(path) in warning["remedy"]
    _, desks = as_json(capsys, "worklist", path, "--all")
    assert [d["count"] for d in desks["desks"] if d["who_name"] == "李四"] == [2]
    as_json(capsys, "actor", "add", path, "孙巡", "--tier", "county")
    code, told = as_json(capsys, "actor", "disable", path, "孙巡")
    assert (code, told["duties"], told["warnings"]) == (0, 0, [])


def test_that_a_line_tells_what_its_move_lacks(session):
    clue(session, 1, "assign")
    (task,) = list_of(session, "李四").items
    codes = {m.code for m in work_list.lacking(acting(session.project, "李四"), task, as_of=DAY)}
    assert "check_record_missing" in codes or len(codes) >= 2
