"""What a move lacks, for people: one line a thing, codes in words, and remedies that hold."""

import re
import shlex

import pytest
from helpers.calls import said
from helpers.open_sessions import add_clue, add_province, session_of
from helpers.projects import patch

from greenshield import messages, wording
from greenshield.cli import hints, lacking
from greenshield.domain.errors import Missing
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.guards.turning_back import CONSOLIDATED, REBOUND
from greenshield.services import records
from greenshield.services.ways_back import way_back

SHA = "ab" * 32


@pytest.fixture
def project(project):
    with session_of(project) as session:
        add_province(session)
        add_clue(session, "QH-1", patch(1))
    return project


def test_that_each_field_is_told_once_and_all_of_them_with_one_command():
    names = ["activity_code", "built_on", "impact_desc"]
    twice = [
        Missing(code, {"field": name, "move": move, "precision": "problem"}, name)
        for name in names
        for code, move in (("field_missing", "plan"), ("precision_missing", "file"))
    ]
    told = lacking.lines(twice, "plan", hints.ANY, "zh")
    for name in names:
        assert sum(f" {name}" in line for line in told if "·" in line) == 1
    commands = [line for line in told if "greenshield" in line]
    assert len(commands) == 1
    assert all(f"{name}=…" in commands[0] for name in names)


def test_that_a_pack_is_to_be_given_with_the_move_that_files(project, say):
    _, out, _ = say("issue", "ready", project, "QH-1", "--move", "file")
    assert "pack_sha256" not in out
    told = lacking.lines([Missing("pack_missing", {}, "pack_sha256")], "file", hints.ANY, "zh")
    assert "greenshield issue move PROJECT ISSUE file --document PACK.zip" in told[-1]


def test_that_a_record_that_stands_is_told_with_the_fields_that_it_lacks():
    record = {"record": "01a1feee-fe80-72bc-8566-e27378d8f067"}
    both = [
        Missing("measure_date_missing", record, "measure"),
        Missing("measure_quantity_missing", record, "measure"),
    ]
    told = lacking.lines(both, "self_check", hints.ANY, "zh")
    assert told[-1].endswith("record set PROJECT ISSUE 78d8f067 done_on=… done_quantity=…")
    for kind, code in (("check", "check_result_missing"), ("objection", "objection_open")):
        found = hints.how(Missing(code, record, kind), "close", hints.ANY)
        assert all(arg.split("=")[0] in CATALOGUE[kind] for arg in found.args)


def test_that_a_clue_that_is_not_true_is_to_be_dismissed_and_not_corrected():
    missing = Missing("check_says_untrue", {"record": "x" * 8}, "check")
    told = "\n".join(lacking.lines([missing], "register", hints.ANY, "zh"))
    assert "issue move PROJECT ISSUE dismiss --set outcome=not_true" in told
    assert "record set" not in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_a_photo_that_is_no_evidence_is_told_by_name_and_figures(lang):
    token = wording.photos.set({SHA: "IMG_1.jpg"})
    try:
        params = {"photo": SHA, "phase": "before", "why": "too_far"}
        params |= {"distance_m": "312", "limit_m": "50"}
        told = messages.text("photo_not_counted", params, lang)
    finally:
        wording.photos.reset(token)
    assert SHA not in told
    assert all(part in told for part in (SHA[:12], "IMG_1.jpg", "312", "50"))
    assert "too_far" not in told


@pytest.mark.parametrize(
    "why",
    [
        "no_position",
        "too_far",
        "no_time",
        "too_early",
        "too_late",
        "not_accepted",
        "used_before",
        "truncated",
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_every_doubt_has_its_words_and_its_own_remedy(why, lang):
    missing = Missing("photo_not_counted", {"photo": SHA, "phase": "after", "why": why}, "after")
    told = lacking.lines([missing], "self_check", hints.ANY, lang)
    assert len(told) == 2
    assert why not in "".join(told)
    assert "{" not in "".join(told)
    if why == "no_position":
        assert "photos place" in told[1]
        assert "--track" in told[1]


def test_that_codes_of_a_pack_and_of_a_move_are_told_in_words():
    told = messages.text("pack_not_good", {"file": "x.docx", "why": "pack_altered"})
    assert "pack_altered" not in told
    params = {"move": "check", "why": "move_claims_untrue", "what": "role", "claimed": "x"}
    told = messages.text("move_against_rules", params)
    assert "move_claims_untrue" not in told
    assert "role" not in told


def test_that_what_a_move_relied_on_is_told_with_a_way_back_that_there_is(project, say):
    paper = ("--set", "outcome=compliant", "--reason", "合规", "--on", "2026-05-03")
    assert say("issue", "assign", project, "QH-1", "李四", "--due", "2026-12-31",
               "--on", "2026-05-01")[0] == 0  # fmt: skip
    code, _, err = say("issue", "set", project, "QH-1", "source_code=audit")
    assert code == 4
    assert "reassign" in err
    assert "退回" not in err.splitlines()[-1]
    assert say("issue", "move", project, "QH-1", "dismiss", *paper)[0] == 4

    class Stub:
        def __init__(self, state):
            self.state = state

    assert way_back([Stub("filed")]) == "look_back, reopen"
    assert way_back([Stub("rectifying")]) == ""
    assert messages.remedy("facts_locked", {"way": ""}) == messages.remedy("facts_fixed", {})


def test_that_people_are_told_by_name(project, say):
    with session_of(project) as session:
        who = session.who.actor_id
    token = wording.names.set({who: "张三"})
    try:
        for code, params in (
            ("assignee_no_inspector", {"assignee": who}),
            ("planner_approves", {"actor": who}),
        ):
            told = messages.text(code, params)
            assert "张三" in told
            assert who not in told
    finally:
        wording.names.reset(token)


@pytest.mark.parametrize(
    ("results", "zh"), [(CONSOLIDATED, "巩固"), (", ".join(REBOUND), "反弹、虚假整改")]
)
def test_that_the_results_of_a_look_back_are_told_in_words(results, zh):
    told = messages.text("result_not_given", {"results": results})
    assert told == f"回头看结论须为：{zh}"
    assert "_" not in messages.text("result_not_given", {"results": results}, "en")


def test_that_readiness_names_its_moves_in_words_with_their_codes(project, say):
    _, out, _ = say("issue", "ready", project, "QH-1")
    assert "✗ 派发 assign" in out.splitlines()
    _, out, _ = say("issue", "ready", project, "QH-1", "--lang", "en")
    assert "✗ assign" in out.splitlines()
    assert not re.search("[\u4e00-\u9fff]", out.replace("李四", ""))


def test_that_a_move_and_a_kind_are_taken_by_their_chinese_names(project, say, run):
    due = ("--due", "2026-12-31", "--on", "2026-05-01")
    assert say("issue", "assign", project, "QH-1", "李四", *due)[0] == 0
    code, told = run("record", "add", project, "QH-1", "现场核查", "is_true=是")
    assert (code, told["kind"]) == (0, "check")
    assert say("issue", "ready", project, "QH-1", "--move", "核查")[0] == 0
    _, _, err = say("record", "add", project, "QH-1", "核实", "x=1")
    assert "check 现场核查" in err
    _, _, err = say("record", "add", project, "QH-1", "nothing", "x=1", "--lang", "en")
    assert "check (field check)" in err


def test_that_remarks_and_void_records_are_shown(project, say, capsys):
    with session_of(project) as session:
        issue = "QH-1"
        record, _ = records.add(
            session,
            issue,
            "document",
            {"doc_kind": "other", "title": "甲"},
            occurred_on="2026-05-01",
        )
    said(capsys, *shlex.split(f"issue comment {project} QH-1 现场有人"))
    said(capsys, "record", "void", project, "QH-1", "document", "--reason", "重复")
    _, out, _ = say("issue", "show", project, "QH-1")
    assert any("张三" in line and "现场有人" in line for line in out.splitlines())
    for words in (("issue", "show"), ("record", "list")):
        _, out, _ = say(*words, project, "QH-1")
        [line] = [x for x in out.splitlines() if record[-8:] in x]
        assert "作废" in line
        assert "重复" in line
