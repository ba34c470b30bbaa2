"""The ledger beside the field check that it rests on: what cannot both be so is told."""

from dataclasses import replace

import pytest
from helpers.calls import as_json
from helpers.open_sessions import session_of
from helpers.projects import move as table_move

from greenshield import messages
from greenshield.cli.main import main
from greenshield.services import check_against_ledger, dossier, issues, lookup, moves, records

DAY, LATER = "2026-03-02", "2026-03-05"
FOUND = {"is_true": "是", "activity_code": "矿产资源开发", "approval_status": "无手续",
         "operation_status": "在产", "area_measured": "9000"}  # fmt: skip
LEDGER = {"activity_code": "工业开发", "approval_status": "手续齐全",
          "operation_status": "废弃", "area_measured": "100"}  # fmt: skip


def walk(session, *names):
    issue = lookup.issue_id(session.project, "QH-1")
    with session.project.action("me") as action:
        for name in names:
            table_move(action, issue, name, occurred_on=DAY)


def told(session, named=""):
    issue = lookup.issue(session.project, "QH-1")
    return {m.params["field"] for m in check_against_ledger.remarks(issue, named)}


@pytest.fixture
def checked(clue_path):
    """A clue that was checked, and a ledger that says otherwise in all that it says."""
    with session_of(clue_path) as session:
        walk(session, "assign", "check")
        records.add(session, "QH-1", "check", FOUND, occurred_on=DAY)
        issues.set_fields(session, "QH-1", LEDGER)
        yield session


def test_that_what_contradicts_the_check_is_told_everywhere_and_refuses_nothing(checked):
    project = checked.project
    assert told(checked) == set(LEDGER)
    (ready,) = moves.ready(checked, "QH-1", occurred_on=DAY, name="register")
    assert {w.params["field"] for w in ready.warnings} == set(LEDGER)
    assert check_against_ledger.CODE not in [m.code for m in ready.missing]
    issue = lookup.issue(project, "QH-1")
    (check,) = issue.records_of("check")
    with project.action("me") as action:
        pins = {"records": {check.record_id: check.event_id}}
        table_move(action, issue.entity_id, "register", occurred_on=DAY, pins=pins)
    issue = lookup.issue(project, "QH-1")
    assert told(checked) == set(LEDGER)
    found = dossier.build(project, issue, as_of=LATER).findings
    assert [m.code for m in found].count(check_against_ledger.CODE) == len(LEDGER)
    assert check_against_ledger.remarks(replace(issue, state="void")) == []


def test_that_it_is_told_in_words(clue_path, capsys):
    with session_of(clue_path) as session:
        walk(session, "assign", "check")
        records.add(session, "QH-1", "check", FOUND, occurred_on=DAY)
        issues.set_fields(session, "QH-1", LEDGER)
    assert main(["issue", "show", str(clue_path), "QH-1"]) == 0
    out = capsys.readouterr().out
    assert f"活动类型：台账为工业开发，所依据的现场核查（{DAY}）为矿产资源开发，两者矛盾" in out
    assert "台账为 100 m²，所依据的现场核查" in out
    _, ready = as_json(capsys, "issue", "ready", clue_path, "QH-1", "--move", "register")
    assert "审批手续：台账为手续齐全" in "".join(w["message"] for w in ready["warnings"])
    english = messages.text("check_contradicted", {"field": "operation_status", "here": "running",
                            "there": "removed", "day": DAY}, "en")  # fmt: skip
    assert "the ledger says running" in english


@pytest.mark.parametrize(
    ("field", "ledger", "found", "is_told"),
    [
        ("activity_code", "采石场", "矿产资源开发", False),  # the older name of the same
        ("activity_code", "工矿用地", "采石场", False),
        ("activity_code", "工业园区", "工业开发", False),
        ("activity_code", "养殖场", "旅游设施", True),
        ("approval_status", "手续不全", "无手续", False),
        ("approval_status", "手续不全", "手续齐全", True),
        ("approval_status", "不详", "无手续", False),
        ("operation_status", "停产", "废弃", False),
        ("operation_status", "已拆除", "停产", True),
        ("operation_status", "不涉及", "已拆除", False),
        ("area_measured", "5000", "9000", False),
        ("area_measured", "4500", "9000", True),
        ("area_measured", "9000", "90", True),
        ("area_rs", "100", "9000", True),
        ("area_rs", "0", "9000", False),
    ],
)
def test_that_only_what_cannot_both_be_so_is_told(clue_path, field, ledger, found, is_told):
    with session_of(clue_path) as session:
        walk(session, "assign")
        name = "area_measured" if field == "area_rs" else field
        records.add(session, "QH-1", "check", {"is_true": "是", name: found}, occurred_on=DAY)
        issues.set_fields(session, "QH-1", {field: ledger})
        assert told(session) == ({field} if is_told else set())


def test_that_the_check_that_the_entry_names_is_the_one_compared(checked):
    agrees = FOUND | LEDGER
    second, _ = records.add(checked, "QH-1", "check", agrees, occurred_on=LATER)
    assert told(checked) == set()  # the latest, as none is named
    first = next(r for r in lookup.issue(checked.project, "QH-1").records_of("check")
                 if r.record_id != second)  # fmt: skip
    assert told(checked, first.record_id) == set(LEDGER)
    given = {"relied_check": first.record_id}
    (ready,) = moves.ready(checked, "QH-1", occurred_on=LATER, name="register", given=given)
    assert {w.params["field"] for w in ready.warnings} == set(LEDGER)
    issue = lookup.issue_id(checked.project, "QH-1")
    with checked.project.action("me") as action:
        table_move(action, issue, "register", occurred_on=LATER, data=given)
    assert told(checked) == set(LEDGER)


def test_that_a_check_of_what_was_rectified_is_compared_with_nothing(clue_path):
    with session_of(clue_path) as session:
        walk(session, "assign", "check", "register", "plan", "approve_plan")
        issues.set_fields(session, "QH-1", LEDGER)
        records.add(session, "QH-1", "check", {**FOUND, "tier": "市"}, occurred_on=LATER)
        assert told(session) == set()
