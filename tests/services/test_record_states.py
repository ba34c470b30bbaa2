"""How far records have come, the order of their days, and the figures that follow from them."""

from __future__ import annotations

import pytest
from helpers.calls import as_json, said
from helpers.open_sessions import PATCH, add_clue, make_project, session_of
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.domain import record_states
from greenshield.domain.ledger_filter import Filter, Sort
from greenshield.services import figures, ledger_query, lookup


@pytest.fixture
def folder(tmp_path):
    path = make_project(tmp_path / "project")
    with session_of(path) as session:
        add_clue(session, "QH-1", PATCH)
        add_clue(session, "QH-2", PATCH)
    return path


def add(capsys, folder, kind, *given, issue="QH-1", code=0):
    exit_code, told = as_json(capsys, "record", "add", folder, issue, kind, *given)
    assert exit_code == code, told
    return told


def shown(capsys, folder, issue="QH-1"):
    return as_json(capsys, "issue", "show", folder, issue)[1]


REFERRAL = ("referral_type=police", "to_unit=公安局")


def test_that_a_referral_goes_from_draft_to_concluded_by_its_days(folder, capsys):
    record = add(capsys, folder, "referral", *REFERRAL)["id"]
    states = []
    for day in ("sent_on=2026-03-01", "received_on=2026-03-05", "concluded_on=2026-04-01", ""):
        items = as_json(capsys, "record", "list", folder, "QH-1")[1]["items"]
        states += [item["state"] for item in items]
        if day:
            assert as_json(capsys, "record", "set", folder, "QH-1", record, day)[0] == 0
    assert states == ["draft", "sent", "received", "concluded"]


def test_that_days_of_a_referral_that_cant_follow_are_refused_by_field(folder, capsys):
    days = ("sent_on=2026-10-01", "received_on=2026-09-01", "concluded_on=2026-08-01")
    error = add(capsys, folder, "referral", *REFERRAL, *days, code=4)["error"]
    assert error["code"] == "record_disordered"
    assert [m["field"] for m in error["missing"]] == ["received_on", "concluded_on"]
    record = add(capsys, folder, "referral", *REFERRAL, days[0])["id"]
    code, told = as_json(capsys, "record", "set", folder, "QH-1", record, days[1])
    assert (code, told["error"]["missing"][0]["code"]) == (4, "record_days_disordered")
    _, _, err = said(capsys, "record", "set", folder, "QH-1", record, days[1], "--lang", "zh")
    assert "回执日期" in err
    assert "移送日期" in err
    both = ("sent_on=2026-08-01", days[1])
    assert as_json(capsys, "record", "set", folder, "QH-1", record, *both)[0] == 0


def test_that_a_receipt_needs_a_sending(folder, capsys):
    """Draft, sent, received, concluded: whoever has a receipt has sent it."""
    error = add(capsys, folder, "referral", *REFERRAL, "concluded_on=2026-04-01", code=4)["error"]
    assert [(m["code"], m["field"]) for m in error["missing"]] == [
        ("record_step_skipped", "concluded_on")
    ]
    record = add(capsys, folder, "referral", *REFERRAL)["id"]
    asked = ("record", "set", folder, "QH-1", record)
    assert as_json(capsys, *asked, "received_on=2026-03-05")[0] == 4
    _, _, err = said(capsys, *asked, "received_on=2026-03-05", "--lang", "zh")
    assert "有回执日期而没有移送日期" in err
    assert as_json(capsys, *asked, "received_on=2026-03-05", "sent_on=2026-03-01")[0] == 0
    assert as_json(capsys, *asked, "sent_on=")[0] == 4
    assert as_json(capsys, *asked, "result=已立案")[0] == 0


def test_that_what_older_programs_let_pass_may_be_written_beside(folder, capsys):
    with session_of(folder) as session, session.project.action("x") as action:
        issue = lookup.issue_id(session.project, "QH-1")
        told = {"received_on": "2026-03-05"}
        record = action.add_record(issue, "referral", told, occurred_on="2026-03-05")
    asked = ("record", "set", folder, "QH-1", record)
    assert as_json(capsys, *asked, "result=已立案")[0] == 0
    assert as_json(capsys, *asked, "sent_on=2026-03-01")[0] == 0


def test_that_what_stood_in_disorder_can_be_mended_one_field_at_a_time(folder, capsys):
    with session_of(folder) as session, session.project.action("x") as action:
        issue = lookup.issue_id(session.project, "QH-1")
        told = {"sent_on": "2026-10-01", "received_on": "2026-09-01", "concluded_on": "2026-08-01"}
        record = action.add_record(issue, "referral", told, occurred_on="2026-08-01")
    for day in ("result=已移送起诉", "concluded_on=2026-12-01", "sent_on=2026-07-01"):
        assert as_json(capsys, "record", "set", folder, "QH-1", record, day)[0] == 0, day


@settings(max_examples=80)
@given(
    told=st.fixed_dictionaries({}, optional={
        name: st.sampled_from(["2026-01-01", "2026-02-01", "2026-03-01"])
        for name in ("sent_on", "received_on", "concluded_on")
    })
)  # fmt: skip
def test_that_days_are_in_order_exactly_where_nothing_is_told(told):
    days = [told[n] for n in ("sent_on", "received_on", "concluded_on") if n in told]
    assert (record_states.disordered("referral", told.get, told) == []) == (days == sorted(days))
    last = record_states.state_of("referral", told.get)
    assert last == ([n[:-3] for n in ("sent_on", "received_on", "concluded_on") if n in told]
                    or ["draft"])[-1]  # fmt: skip


def test_that_referrals_of_all_issues_are_listed_by_state(folder, capsys):
    add(capsys, folder, "referral", *REFERRAL, "sent_on=2026-03-01")
    add(capsys, folder, "referral", *REFERRAL, issue="QH-2")
    gone = add(capsys, folder, "referral", *REFERRAL)["id"]
    as_json(capsys, "record", "void", folder, "QH-1", gone, "--reason", "误录")
    asked = ("record", "list", folder, "--kind", "referral")
    _, told = as_json(capsys, *asked)
    assert {(i["number"], i["state"]) for i in told["items"]} == {("QH-1", "sent"),
                                                                  ("QH-2", "draft")}  # fmt: skip
    _, told = as_json(capsys, *asked, "--state", "sent")
    assert [i["number"] for i in told["items"]] == ["QH-1"]
    _, out, _ = said(capsys, *asked, "--lang", "zh")
    assert "拟移送" in out
    assert as_json(capsys, *asked, "--state", "x")[1]["error"]["code"] == "record_state_unknown"
    assert as_json(capsys, "record", "list", folder)[0] == 2
    assert as_json(capsys, "record", "list", folder, "QH-1", "check", "--kind", "measure")[0] == 2


def test_that_figures_of_the_issue_follow_from_its_records(folder, capsys):
    add(capsys, folder, "penalty", "number=青环罚〔2026〕1号", "party=甲", "yuan=0.1万")
    add(capsys, folder, "penalty", "number=青环罚〔2026〕2号", "party=乙", "yuan=0.2")
    for rank, persons in (("division", 1), ("section", 2), ("division", 1)):
        add(capsys, folder, "accountability", f"rank={rank}", f"persons={persons}")
    add(capsys, folder, "compensation", "case_no=赔1", "yuan=500")
    told = shown(capsys, folder)
    assert told["fine_yuan"] == 1000.2
    assert told["penalty_no"] == "青环罚〔2026〕1号、青环罚〔2026〕2号"
    assert (told["acct_total"], told["acct_by_rank"]) == (4, {"division": 2, "section": 2})
    assert (told["damage_case_no"], told["damage_yuan"]) == ("赔1", 500)
    with session_of(folder) as session:
        asked = Filter(as_of="2026-05-01")
        keys = ledger_query.ask(session.project, asked, Sort("fine_yuan", descending=True)).keys
        names = ("fine_yuan", "penalty_no", "acct_total", "damage_yuan")
        rows = ledger_query.rows(session.project, keys, names, "2026-05-01")
        assert [row["fine_yuan"] for row in rows] == [1000.2, None]
        assert {n: rows[0][n] for n in names} == {n: told[n] for n in names}


def test_that_a_ledger_alone_is_believed_and_records_go_before_it_with_a_warning(folder, capsys):
    as_json(capsys, "issue", "set", folder, "QH-1", "fine_yuan=50000", "acct_by_rank=处级:2")
    assert shown(capsys, folder)["fine_yuan"] == 50000
    add(capsys, folder, "accountability", "rank=division", "persons=2")
    first = add(capsys, folder, "penalty", "number=1号", "party=甲", "yuan=30000")
    assert [w["code"] for w in first["warnings"]] == ["figure_differs"]
    assert "50,000 元，与附属记录合计 30,000 元" in first["warnings"][0]["message"]
    assert shown(capsys, folder)["figures"] == [
        {"field": "fine_yuan", "ledger": 50000.0, "records": 30000.0}
    ]
    _, out, _ = said(capsys, "issue", "show", folder, "QH-1", "--lang", "zh")
    assert "罚款金额为 50,000 元，" in out
    second = add(capsys, folder, "penalty", "number=2号", "party=甲", "yuan=20000")
    assert second["warnings"] == []
    with session_of(folder) as session:
        assert figures.differing(lookup.issue(session.project, "QH-1")) == ()
    _, told = as_json(capsys, "issue", "set", folder, "QH-1", "fine_yuan=1")
    assert [w["code"] for w in told["warnings"]] == ["figure_differs"]


def test_that_progress_adds_up_and_the_latest_of_the_whole_is_shown(folder, capsys):
    given = ("code=demolish", "text=拆除厂房", "quantity=300", "unit=平方米", "target=全部拆除",
             "due_on=2026-08-31")  # fmt: skip
    measure = add(capsys, folder, "measure", *given)["id"]
    for day, quantity in (("2026-05-01", 100), ("2026-06-01", 50.5)):
        add(capsys, folder, "progress", f"measure={measure}", f"quantity={quantity}", "--on", day)
    add(capsys, folder, "progress", "pct=60", "text=主体已拆", "--on", "2026-06-02")
    add(capsys, folder, "progress", "pct=20", "text=进场", "--on", "2026-05-02")
    items = as_json(capsys, "record", "list", folder, "QH-1", "measure")[1]["items"]
    assert items[0]["done_so_far"] == 150.5
    told = shown(capsys, folder)
    assert (told["progress_pct"], told["progress_note"]) == (60, "主体已拆")


def test_that_a_follow_up_s_share_is_no_progress_of_the_works(folder, capsys):
    """After the works somebody looks at what grows: 30 % of it is not 30 % of the works."""
    add(capsys, folder, "progress", "pct=100", "text=拆完", "phase=事中", "--on", "2026-05-02")
    add(capsys, folder, "progress", "pct=30", "text=出苗三成", "phase=事后", "--on", "2026-09-02")
    add(capsys, folder, "progress", "pct=5", "phase=事前", "--on", "2026-10-02")
    told = shown(capsys, folder)
    assert (told["progress_pct"], told["progress_note"]) == (100, "出苗三成")
