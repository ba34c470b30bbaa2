"""Advice that can be typed: what a move lacks, and who has still to sign."""

import json
import re
import shlex

import pytest
from helpers.calls import said
from helpers.open_sessions import add_clue, add_province, session_of
from helpers.projects import patch

from greenshield import reference
from greenshield.cli import hints, output
from greenshield.domain.errors import Missing
from greenshield.services import lookup, records


@pytest.fixture
def project(project):
    with session_of(project) as session:
        add_province(session)
        add_clue(session, "QH-1", patch(1), source_code=None)
    return project


def test_that_readiness_says_what_to_type_and_that_it_can_be_typed(project, capsys):
    code, out, _ = said(capsys, "issue", "ready", project, "QH-1", "--move", "assign")
    assert code == 0
    command = re.search(r"greenshield (issue set \S+ QH-1 source_code=)…；可填 (\w+) ", out)
    code, told, err = said(capsys, *shlex.split(command[1] + command[2]))
    assert (code, err) == (0, ""), told
    _, out, _ = said(capsys, "issue", "ready", project, "QH-1", "--move", "assign")
    assert "source_code" not in out


def test_that_a_refusal_gives_the_same_advice(project, capsys):
    _, told, _ = said(capsys, "issue", "ready", project, "QH-1", "--move", "assign", "--json")
    ready = json.loads(told)["missing"]
    code, told, _ = said(capsys, "issue", "move", project, "QH-1", "assign", "--json")
    refused = json.loads(told)["error"]["missing"]
    assert code == 4
    assert refused == ready
    assert any(f"issue assign {project} QH-1 INSPECTOR --due" in m["remedy"] for m in ready)


def test_that_a_move_s_own_facts_are_typed_with_the_move(project, capsys):
    said(capsys, "issue", "set", project, "QH-1", "source_code=patrol")
    due = ("--due", "2026-12-31", "--on", "2026-05-01")
    assert said(capsys, "issue", "assign", project, "QH-1", "李四", *due)[0] == 0
    code, out, _ = said(
        capsys, "issue", "ready", project, "QH-1", "--move", "check", "--actor", "李四"
    )
    assert f"greenshield record add {project} QH-1 check is_true=… findings=…" in out
    _, _, err = said(
        capsys, "issue", "move", project, "QH-1", "void", "--actor", "赵六", "--on", "2026-05-02"
    )
    assert "--document FILE" in err
    assert code == 0


def test_that_no_date_is_to_be_changed_where_only_time_is_lacking():
    waiting = Missing("publicity_running", {"pub_to": "2025-11-10"}, "pub_to")
    absent = Missing("field_missing", {"field": "pub_to", "move": "close"}, "pub_to")
    assert hints.how(waiting, "close", hints.ANY) is None
    assert hints.how(absent, "close", hints.ANY).args == ("pub_to=…",)


@pytest.mark.parametrize(
    ("lang", "county", "inspector"),
    [("zh", "等待：县级，派发", "等待：核查人员（县），核查"),
     ("en", "waits: county: assign", "waits: inspectors (county): check")],
)  # fmt: skip
def test_that_whose_turn_it_is_names_a_tier_once(project, capsys, lang, county, inspector):
    show = ("issue", "show", project, "QH-1", "--lang", lang)
    assert any(x.startswith(county) for x in said(capsys, *show)[1].splitlines())
    assign = ("--set", "source_code=tip_off", "assignee=李四", "check_due=2026-06-01")
    move = ("issue", "move", project, "QH-1", "assign", "--on", "2026-05-01")
    assert said(capsys, *move, *assign)[0] == 0
    assert any(x.startswith(inspector) for x in said(capsys, *show)[1].splitlines())


def test_that_everybody_is_told_who_has_still_to_sign(project, capsys, tmp_path):
    paper = tmp_path / "paper.txt"
    paper.write_text("a paper", "utf-8")
    move = ("issue", "move", project, "QH-1", "void", "--reason", "误报", "--document", paper)
    _, moved, _ = said(capsys, *move, "--actor", "赵六", "--on", "2026-05-02")
    _, shown, _ = said(capsys, "issue", "show", project, "QH-1")
    _, ready, _ = said(capsys, "issue", "ready", project, "QH-1")
    line = next(x for x in moved.splitlines() if "greenshield issue consent" in x)
    assert "省" in line
    assert "赵六" in line
    assert line in shown.splitlines()
    assert line in ready.splitlines()
    command = re.search(r"greenshield (issue consent \S+ QH-1 --actor) ACTOR", line)[1]
    code, out, _ = said(capsys, *shlex.split(command), "钱七", "--on", "2026-05-03")
    assert code == 0, out
    _, told, _ = said(capsys, "issue", "show", project, "QH-1", "--json")
    assert json.loads(told)["waits"] is None


def test_that_a_day_to_come_is_warned_of_and_taken(project, capsys):
    record = ("record", "add", project, "QH-1", "document", "doc_kind=other", "title=甲")
    code, out, err = said(capsys, *record, "--on", "2999-12-31")
    assert code == 0
    assert len(err.splitlines()) == 1
    assert "2999-12-31" in err
    assert "2999" not in out
    _, told, err = said(capsys, *record, "--on", "2999-12-31", "--json")
    assert [w["code"] for w in json.loads(told)["warnings"]] == ["date_in_future"]
    _, told, err = said(capsys, *record, "--on", "2020-01-01", "--json")
    assert (json.loads(told)["warnings"], err) == ([], "")


@pytest.mark.parametrize(("as_of", "marked"), [((), True), (("--on", "2099-12-31"), False)])
@pytest.mark.parametrize(("lang", "mark"), [("zh", "[日期未到]"), ("en", "[still to come]")])
def test_that_a_move_of_a_day_to_come_is_shown_as_one(project, capsys, as_of, marked, lang, mark):
    facts = ("--set", "source_code=tip_off", "assignee=李四", "check_due=2099-12-31")
    move = ("issue", "move", project, "QH-1", "assign", "--on", "2099-12-31")
    code, _, err = said(capsys, *move, *facts)
    assert code == 0, err
    told = said(capsys, "issue", "show", project, "QH-1", "--lang", lang, *as_of)[1]
    (line,) = [x for x in told.splitlines() if x.startswith("  → ")]
    assert (mark in line) is marked


def test_that_a_field_needed_on_some_values_is_told_with_these_and_how_to_type_it():
    params = {"field": "eia_doc_no", "decided_by": "approval_status", "values": "full, partial",
              "move": "plan"}  # fmt: skip
    told = output.missing_dict(Missing("field_needed_if", params, "eia_doc_no"), "zh", "plan")
    labels = [
        reference.code_tables().label("approval_status", code) for code in ("full", "partial")
    ]
    assert "审批手续" in told["message"]
    assert "环评批复文号" in told["message"]
    assert "或".join(f"“{label}”" for label in labels) in told["message"]
    assert "approval_status 填 full, partial" in told["remedy"]
    assert "greenshield issue set PROJECT ISSUE eia_doc_no=…" in told["remedy"]
    params = {"condition": "two_cuts", "decided_by": "harm", "values": "clear"}
    told = output.missing_dict(Missing("condition_needed_if", params, "ticks"), "en", "accept")
    assert "{" not in told["message"] + told["remedy"]
    assert "--set tick.two_cuts=FILE|PHOTO" in told["remedy"]


def test_that_a_record_to_be_added_is_told_with_all_that_it_needs():
    found = hints.how(Missing("measure_missing", {}, "measure"), "self_check", hints.ANY)
    how = hints.told(found, "zh")
    for name in ("quantity", "unit", "target", "due_on", "done_on", "done_quantity"):
        assert f" {name}=…" in how


def test_that_measures_that_do_not_fit_are_warned_of_where_readiness_is_asked(project, capsys):
    with session_of(project) as session:
        issue = add_clue(session, "QH-2", patch(2), measure_codes=["demolish", "shut_down"])
        given = {"code": "demolish", "quantity": "1", "unit": "处", "target": "全部"}
        given["due_on"] = "2026-06-30"
        records.add(session, issue, "measure", given, occurred_on="2026-05-01")
    asked = ("issue", "ready", project, "QH-2", "--move", "plan")
    _, told, _ = said(capsys, *asked, "--json")
    [warning] = json.loads(told)["warnings"]
    assert warning["code"] == "measure_without_record"
    assert "关停取缔" in warning["message"]
    assert "拆除" not in warning["message"]
    assert "shut_down" in warning["remedy"]
    assert "0" not in warning["message"]
    _, _, err = said(capsys, *asked)
    assert err.count(warning["message"]) == 1


def test_that_records_to_choose_from_are_told_apart(project, capsys):
    with session_of(project) as session:
        issue = add_clue(session, "QH-2", patch(2), measure_codes=["demolish", "shut_down"])
        for given in ({"code": "demolish"}, {"code": "shut_down", "text": "吊销证照"}):
            more = {"quantity": "1", "unit": "处", "target": "全部", "due_on": "2026-06-30"}
            records.add(session, issue, "measure", given | more, occurred_on="2026-05-01")
        ends = [r.record_id[-8:] for r in lookup.issue(session.project, issue).records]
    asked = ("record", "set", project, "QH-2", "拆毁", "done_on=2026-06-01")
    _, _, zh = said(capsys, *asked, "--lang", "zh")
    assert f"整改措施 拆除 {ends[0]}；整改措施 关停取缔 吊销证照 {ends[1]}" in zh
    _, _, en = said(capsys, *asked, "--lang", "en")
    assert f"{ends[0]}; measure " in en
    code, _, err = said(capsys, "record", "set", project, "QH-2", ends[1], "done_on=2026-06-01")
    assert code == 0, err


def test_that_no_move_is_to_be_typed_that_a_split_makes():
    late = Missing("move_before_its_cause", {}, "occurred_on")
    assert hints.how(late, "close", hints.ANY).args == ("--on YYYY-MM-DD",)
    assert hints.how(late, "supersede", hints.ANY) is None
