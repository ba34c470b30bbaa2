"""Records that speak for one tier and were written down by somebody of another."""

import csv

import pytest
from helpers.calls import as_json
from helpers.open_sessions import add_clue, session_of
from helpers.owed import add_owed
from helpers.projects import patch

from greenshield import messages, resources
from greenshield.cli.main import main
from greenshield.domain.actors import Actor
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.guards import reviewing
from greenshield.reports import closure
from greenshield.reports.fonts import find_chinese_font
from greenshield.reports.stationery import Stationery
from greenshield.services import cases, dossier, ledger_export, lookup, records, rules
from greenshield.services.ledger_import import LedgerOptions, import_file

DAY = "2026-07-06"
SAID = {"tier": "市", "text": "同意上报", "signer": "孙主任", "signed_on": DAY}
ADD = ("record", "add")
TYPED = [f"{name}={value}" for name, value in SAID.items()]


@pytest.fixture
def path(path):
    with session_of(path) as session:
        add_clue(session, "QH-1", patch(1))
    return path


@pytest.fixture
def scan(tmp_path):
    file = tmp_path / "签字件.txt"
    file.write_text("signed", "utf-8")
    return file


def who(name):
    return "--actor", name


def add(path, actor, documents=()):
    with session_of(path, actor) as session:
        return records.add(session, "QH-1", "opinion", SAID, occurred_on=DAY, documents=documents)


def lacking(path):
    with session_of(path) as session:
        issue = lookup.issue(session.project, "QH-1")
        request = MoveRequest("city_review", DAY)
        case = cases.case_of(
            session.project, issue, Actor(""), request, rules.in_force(session.project)
        )
        return reviewing.signed_opinion(case)


def boxes(path):
    """The city's places for an opinion; the county has one of its own."""
    with session_of(path) as session:
        issue = lookup.issue(session.project, "QH-1")
        made = dossier.build(session.project, issue, as_of=DAY)
        paper = Stationery.load(resources.path("templates"))
        found = closure.full_context(made, paper, "zh", find_chinese_font())[0]["opinions"]
    assert found[0]["tier"] == "县"
    return [box for box in found if box["tier"] != "县"]


def test_that_an_opinion_of_another_tier_is_kept_and_warned_of(path, capsys):
    code, made = as_json(
        capsys, "record", "add", path, "QH-1", "opinion", *TYPED, "--actor", "张三"
    )
    assert (code, [w["code"] for w in made["warnings"]]) == (0, ["record_of_other_tier"])
    assert "不算作市级" in made["warnings"][0]["message"]
    code, made = as_json(
        capsys, "record", "add", path, "QH-1", "opinion", *TYPED, "--actor", "王五"
    )
    assert (code, made["warnings"]) == (0, [])


def test_that_a_signed_scan_or_a_record_of_no_tier_is_not_warned_of(path, capsys, scan):
    for more in (["opinion", *TYPED, "--document", scan], ["check", "is_true=是"]):
        code, made = as_json(capsys, "record", "add", path, "QH-1", *more, "--actor", "张三")
        assert (code, made["warnings"]) == (0, [])
    code, made = as_json(capsys, "record", "add", path, "QH-1", "check", "is_true=是", "tier=市")
    assert [w["code"] for w in made["warnings"]] == ["record_of_other_tier"]


def test_that_an_approval_that_nobody_who_may_approve_wrote_down_is_warned_of(path, capsys, scan):
    with session_of(path) as session:
        add_owed(session, "QH-2", patch(2))
    told = ("extension", "from_date=2026-02-15", "to_date=2026-12-31", "approval=延1")
    for name, more, warned in (
        ("李四", [], ["extension_by_number"]), ("李四", ["--document", scan], []),
        ("张三", [], []), ("王五", [], []),
    ):  # fmt: skip
        words = ("record", "add", path, "QH-2", *told, *more, "--actor", name)
        code, made = as_json(capsys, *words)
        assert (code, [w["code"] for w in made["warnings"]]) == (0, warned), name


def test_that_a_tier_that_is_changed_afterwards_is_warned_of(path, capsys, scan):
    for name, told, warned in (
        ("张三", "tier=市", ["record_of_other_tier"]), ("张三", "核查层级=县", []),
        ("张三", "is_true=否", []), ("王五", "tier=市", []),
    ):  # fmt: skip
        words = ("record", "add", path, "QH-1", "check", "is_true=是", "--actor", name)
        _, made = as_json(capsys, *words)
        code, changed = as_json(capsys, "record", "set", path, "QH-1", made["id"], told)
        assert (code, changed.get("changed")) == (0, True), changed
        assert [w["code"] for w in changed["warnings"]] == warned, told
    words = ("record", "add", path, "QH-1", "check", "is_true=是", "--document", scan)
    _, made = as_json(capsys, *words, "--actor", "张三")
    _, changed = as_json(capsys, "record", "set", path, "QH-1", made["id"], "tier=市")
    assert changed["warnings"] == []


def test_that_the_refusal_tells_of_the_opinion_that_others_wrote_down(path):
    assert [m.code for m in lacking(path)] == ["opinion_missing"]
    add(path, "张三")
    [told] = lacking(path)
    assert (told.code, told.params["n"]) == ("opinion_by_others", 1)
    assert "有 1 条市级意见，但不是市级人员录入的" in messages.text(told.code, told.params)
    add(path, "王五")
    assert lacking(path) == []


def test_that_a_transcript_signs_nothing_in_the_report(path):
    add(path, "张三")
    [box] = boxes(path)
    assert (box["signer"], "同意上报" in box["text"]) == ("", True)
    assert box["text"].startswith("（尚未签署意见）\n转录")
    assert "由张三（县）录入" in box["text"]
    add(path, "王五")
    [box] = boxes(path)
    assert box["signer"].startswith("孙主任")
    assert box["text"].startswith("同意上报\n转录")


def test_that_a_signed_scan_counts_and_says_who_entered_it(path, scan):
    add(path, "张三", documents=[scan])
    assert lacking(path) == []
    [box] = boxes(path)
    assert box["text"] == "同意上报\n由张三（县）录入，附签字件"
    assert box["signer"].startswith("孙主任")


def shown(capsys, path):
    """What ``issue show`` says: the issue, and its lines."""
    code, issue = as_json(capsys, "issue", "show", path, "QH-1")
    assert code == 0
    assert main(["issue", "show", str(path), "QH-1"]) == 0
    return issue, capsys.readouterr().out


def exported(path, file, lang="zh"):
    """What a list that goes out says of the city's opinion, its signer and the day."""
    fields = ("opinion_city", "signer_city", "signed_on_city")
    with session_of(path) as session:
        options = ledger_export.ExportOptions(fields, lang=lang)
        ledger_export.write(session.project, [1], file, options)
    (row,) = list(csv.reader(file.read_text("utf-8-sig").splitlines()))[1:]
    return row


def test_that_a_transcript_is_told_as_one_and_never_as_signed(path, capsys, tmp_path):
    add(path, "张三")
    issue, told = shown(capsys, path)
    assert "opinion_city" not in issue
    assert not {"signer_city", "signed_on_city"} & issue.keys()
    (one,) = issue["transcripts"]
    assert (one["tier"], one["text"], one["by"]) == ("city", "同意上报", "张三")
    said = "市级意见为转录，不作签署意见：同意上报（签字人：孙主任；由张三录入，未附签字件）"
    assert f"! {said}\n" in told
    assert "市级审核签字人" not in told
    assert exported(path, tmp_path / "a.csv") == [said, "", ""]
    english = exported(path, tmp_path / "b.csv", "en")
    assert english[0].startswith("the opinion of the city is a transcript, not a signed opinion")


def test_that_a_tiers_own_opinion_stands_beside_a_later_transcript(path, capsys, tmp_path):
    add(path, "王五")
    add(path, "张三")
    issue, told = shown(capsys, path)
    assert (issue["opinion_city"], issue["signer_city"]) == ("同意上报", "孙主任")
    assert [one["by"] for one in issue["transcripts"]] == ["张三"]
    assert "市级审核签字人  孙主任" in told
    assert exported(path, tmp_path / "a.csv") == ["同意上报", "孙主任", DAY]


def test_that_an_opinion_with_its_signed_paper_is_no_transcript(path, capsys, tmp_path, scan):
    add(path, "张三", documents=[scan])
    issue, told = shown(capsys, path)
    assert (issue["signer_city"], issue["transcripts"]) == ("孙主任", [])
    assert "转录" not in told
    assert exported(path, tmp_path / "a.csv") == ["同意上报", "孙主任", DAY]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.gpkg", "a.zip", "a.geojson", "a.kml"])
def test_that_a_list_with_a_transcript_comes_back_as_no_edit(path, tmp_path, name):
    add(path, "张三")
    with session_of(path) as session:
        ledger_export.write(session.project, [1], tmp_path / name)
        done = import_file(session, tmp_path / name, LedgerOptions())
    assert (done.created, done.updated, done.unchanged, done.refused) == (0, 0, 1, 0)
    assert [p.code for p in done.problems if p.row] == []
