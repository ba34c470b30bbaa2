"""From when on records make sense: every kind in every state, against a table by hand."""

import csv
from pathlib import Path

import pytest
from helpers.calls import as_json, said
from helpers.open_sessions import PATCH, add_clue, make_project, session_of
from helpers.projects import move

from greenshield.domain import workflow
from greenshield.domain.errors import RefusedError
from greenshield.domain.record_times import FIRST
from greenshield.domain.records import KINDS
from greenshield.domain.workflow import STATES
from greenshield.services import lookup, records

DAY = "2026-06-01"
TABLE = Path(__file__).parents[1] / "domain" / "expected_records.csv"
GIVEN = {
    "check": {"is_true": "是"},
    "measure": {"quantity": "1", "unit": "处", "target": "拆除", "due_on": "2026-08-01"},
    "document": {"doc_kind": "other"},
    "extension": {"from_date": "2026-06-30", "to_date": "2026-09-30", "approval": "示函1号"},
    "referral": {"referral_type": "police", "to_unit": "公安局"},
    "penalty": {"number": "示罚1号", "party": "甲"},
    "accountability": {"rank": "section", "persons": "1"},
    "compensation": {"case_no": "赔1"},
    "opinion": {"tier": "county", "text": "同意", "signer": "甲", "signed_on": DAY},
    "objection": {"who": "某村民", "text": "噪声"},
    "lookback": {"who": "乙", "result": "consolidated"},
    "progress": {"text": "过半"},
}
ROAD = ("assign", "check", "register", "plan", "approve_plan", "self_check", "city_review",
        "accept", "publicize", "close", "file")  # fmt: skip
ASIDE = {"dismissed": ("", "adopt"), "suspended": ("approve_plan", "suspend"),
         "lookback": ("close", "look_back"), "void": ("check", "replace")}  # fmt: skip


def expected():
    lines = [x for x in TABLE.read_text("utf-8").splitlines() if not x.startswith("#")]
    return {
        (row["kind"], state): cell == "y"
        for row in csv.DictReader(lines)
        for state, cell in row.items()
        if state != "kind"
    }


def walk(session, state, clue_no, day="2026-03-01"):
    """An issue that came into a state by the moves that lead there, and by no other."""
    issue = add_clue(session, clue_no, PATCH)
    last, aside = ASIDE.get(state, ("", ""))
    targets = [workflow.MOVES[name].target for name in ROAD]
    steps = ROAD[: targets.index(state) + 1] if state in targets else ()
    steps = ROAD[: ROAD.index(last) + 1] if last else steps
    with session.project.action("x") as action:
        for name in steps:
            move(action, issue, name, workflow.MOVES[name].target, occurred_on=day)
        if aside:
            move(action, issue, aside, state, occurred_on=day)
    return issue


@pytest.fixture
def folder(tmp_path):
    return make_project(tmp_path / "project")


def test_that_the_table_by_hand_has_every_kind_and_state():
    assert set(expected()) == {(kind, state) for kind in KINDS for state in STATES}
    assert set(FIRST) == set(KINDS) == set(GIVEN)


def refusal(session, issue, kind, given):
    """The code by which a record is refused, "" where it is written down."""
    try:
        records.add(session, issue, kind, given, occurred_on=DAY)
    except RefusedError as error:
        return error.code
    return ""


def test_that_a_record_is_taken_exactly_where_it_makes_sense(folder):
    told = {}
    with session_of(folder) as session:
        for state in STATES:
            issue = walk(session, state, state)
            assert lookup.issue(session.project, issue).state == state
            for kind, given in GIVEN.items():
                before = len(lookup.issue(session.project, issue).records)
                told[kind, state] = refusal(session, issue, kind, given)
                after = len(lookup.issue(session.project, issue).records)
                assert after - before == (not told[kind, state])
    assert set(told.values()) - {""} == {"record_too_early", "record_of_dismissed",
                                         "issue_is_void"}  # fmt: skip
    assert {which: not code for which, code in told.items()} == expected()


def test_that_what_once_was_closed_can_be_looked_back_on_late(folder):
    with session_of(folder) as session:
        issue = walk(session, "lookback", "A")
        with session.project.action("x") as action:
            move(action, issue, "reopen", "rectifying", occurred_on="2026-05-01")
        records.add(session, issue, "lookback", GIVEN["lookback"], occurred_on="2026-04-20")
        with pytest.raises(RefusedError, match="record_before_its_time"):
            records.add(session, issue, "lookback", GIVEN["lookback"], occurred_on="2026-02-28")
        assert len(lookup.issue(session.project, issue).records_of("lookback")) == 1


def test_that_an_old_ledger_tells_of_closings_that_nobody_made_here(folder):
    with session_of(folder) as session:
        for number, fields in (("A", {"closed_on": "2024-05-01"}), ("B", {})):
            issue = add_clue(session, number, PATCH, **fields)
            with session.project.action("x") as action:
                move(action, issue, "adopt", "rectifying", occurred_on=DAY, data={})
        given = GIVEN["lookback"]
        records.add(session, "A", "lookback", given, occurred_on="2025-01-01")
        with pytest.raises(RefusedError, match="record_too_early"):
            records.add(session, "B", "lookback", given, occurred_on="2025-01-01")
        clue = add_clue(session, "C", PATCH, closed_on="2024-05-01")
        with pytest.raises(RefusedError, match="record_too_early"):
            records.add(session, clue, "lookback", given, occurred_on=DAY)


def test_that_an_objection_may_be_of_any_day_of_the_notice(folder):
    with session_of(folder) as session:
        issue = walk(session, "accepted", "A")
        with session.project.action("x") as action:
            action.set_fields("issue", issue, {"pub_from": "2026-03-05", "pub_to": "2026-03-12"})
            move(action, issue, "publicize", "publicized", occurred_on="2026-03-08")
        given = GIVEN["objection"]
        records.add(session, issue, "objection", given, occurred_on="2026-03-05")
        with pytest.raises(RefusedError, match="record_before_its_time"):
            records.add(session, issue, "objection", given, occurred_on="2026-03-04")


@pytest.mark.parametrize("way_in", ["adopt", "succeed"])
def test_that_who_came_with_a_past_may_have_been_closed_before(folder, way_in):
    with session_of(folder) as session:
        issue = add_clue(session, "A", PATCH, closed_on="2024-05-01")
        steps = ROAD[ROAD.index("self_check") :]
        with session.project.action("x") as action:
            move(action, issue, way_in, "rectifying", occurred_on=DAY, data={})
            for name in steps:
                move(action, issue, name, workflow.MOVES[name].target, occurred_on=DAY)
            action.set_fields("issue", issue, {"closed_on": DAY})
        for kind in ("objection", "lookback"):
            records.add(session, issue, kind, GIVEN[kind], occurred_on="2025-01-01")


def test_that_parts_may_be_told_what_happened_to_the_whole(folder):
    with session_of(folder) as session:
        whole = walk(session, "publicized", "A")
        part = add_clue(session, "A-1", PATCH, predecessors=[whole])
        records.add(session, part, "objection", GIVEN["objection"], occurred_on=DAY)
        with pytest.raises(RefusedError, match="record_too_early"):
            records.add(session, part, "lookback", GIVEN["lookback"], occurred_on=DAY)


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ("回头看", "已销号", "整改中")), ("en", ("look-back", "closed", "rectifying")),
])  # fmt: skip
def test_that_a_refusal_says_after_which_state_it_would_come(folder, capsys, lang, words):
    with session_of(folder) as session:
        walk(session, "rectifying", "A")
    given = ("lookback", "who=甲", "result=consolidated")
    code, _, err = said(capsys, "record", "add", folder, "A", *given, "--lang", lang)
    assert code == 4
    assert all(word in err for word in words)


def test_that_what_is_void_takes_nothing_and_names_who_took_its_place(folder, capsys):
    with session_of(folder) as session:
        walk(session, "void", "A")
        old = add_clue(session, "B", PATCH)
        part = add_clue(session, "B-1", PATCH, predecessors=[old])
        last = add_clue(session, "B-1-1", PATCH, predecessors=[part])
        for issue, heir in ((old, part), (part, last)):
            with session.project.action("x") as action:
                move(action, issue, "replace", "void", occurred_on=DAY,
                     data={"how": "split", "successors": [heir]})  # fmt: skip
    for number, code in (("A", "issue_is_void"), ("B", "issue_was_replaced")):
        for words in (("issue", "set", folder, number, "remark=x"),
                      ("record", "add", folder, number, "document", "doc_kind=other"),
                      ("record", "set", folder, number, "document", "title=x"),
                      ("record", "void", folder, number, "document", "--reason", "x")):  # fmt: skip
            exit_code, told = as_json(capsys, *words)
            assert (exit_code, told["error"]["code"]) == (4, code)
        assert as_json(capsys, "issue", "comment", folder, number, "另见来函")[0] == 0
    assert told["error"]["params"]["successors"] == ["B-1-1"]
    _, _, err = said(capsys, "issue", "set", folder, "B", "remark=x", "--lang", "zh")
    assert "现由 B-1-1 承接" in err


def test_that_a_deadline_is_put_off_with_the_command_that_writes_the_extension(folder, capsys):
    with session_of(folder) as session:
        issue = walk(session, "rectifying", "A")
        with session.project.action("x") as action:
            action.set_fields("issue", issue, {"deadline": "2026-08-31"})
    code, told = as_json(capsys, "issue", "set", folder, "A", "deadline=2027-12-31")
    (missing,) = told["error"]["missing"]
    assert (code, told["error"]["code"]) == (4, "deadline_not_extended")
    command = missing["remedy"].partition("greenshield ")[2].split()
    assert command[:2] == ["record", "add"]
    words = [word.replace("approval=…", "approval=示函1号") for word in command]
    assert "from_date=2026-08-31" in words
    assert as_json(capsys, *words)[0] == 0
    assert as_json(capsys, "issue", "set", folder, "A", "deadline=2027-12-31")[0] == 0
    code, told = as_json(capsys, "issue", "set", folder, "A", "deadline=")
    assert (code, told["error"]["code"]) == (4, "deadline_not_emptied")
    _, _, err = said(capsys, "issue", "set", folder, "A", "deadline=2028-12-31", "--lang", "zh")
    assert "采信" not in err
    assert "issue comment" not in err


def test_that_changing_a_record_of_a_kind_that_there_is_none_of_says_so(folder, capsys):
    with session_of(folder) as session:
        walk(session, "rectifying", "A")
    for word in ("extension", "延期"):
        words = ("record", "set", folder, "A", word, "to_date=2027-12-31")
        code, told = as_json(capsys, *words)
        assert (code, told["error"]["code"]) == (2, "record_kind_none")
    assert "record add" in told["error"]["remedy"]
