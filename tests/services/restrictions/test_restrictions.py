"""A negative list: in from a sheet, by version, and held against the plans of issues."""

from __future__ import annotations

import zipfile
from dataclasses import replace

from helpers import projects
from helpers.restriction_lists import LIST, ON, plan, taken, told

from greenshield import messages, reference, resources
from greenshield.reports import closure
from greenshield.reports.fonts import find_chinese_font
from greenshield.reports.stationery import Stationery
from greenshield.services import (
    dossier,
    issue_show,
    lookup,
    moves,
    record_doubts,
    records,
    report_closure,
    restriction_check,
    restriction_issues,
    restriction_list,
    restriction_overlaps,
    rules,
)


def test_that_a_plan_is_told_what_is_barred_where_its_patch_lies(session, tmp_path):
    taken(session, tmp_path)
    assert told(session, 1) == []
    plan(session, 1, measure_codes=["demolish"], measure_text="拆除后造 林，打井")
    plan(session, 2, measure_codes=["demolish"], measure_text="引种外来物种")
    assert told(session, 1) == [
        ("demolish", "barred", "redline", "红线甲"), ("造林", "barred", "redline", "红线甲"),
        ("demolish", "limited", "area", "云岭"),
        ("demolish", "limited", "core_protect", "核心"),
    ]  # fmt: skip
    assert told(session, 2) == [("引种外来物种", "barred", "natural", "")]
    # Before the boundaries were in force nothing is known to lie in them; the well's row had
    # ended in 2020.
    assert told(session, 1, "2019-01-01") == []
    issue = lookup.issue(session.project, "QH-0001")
    shown = issue_show.as_dict(session.project, issue, None, as_of=ON)["restrictions"]
    assert [r["space"] for r in shown] == ["redline", "redline", "area", "core_protect"]
    for remark in restriction_check.remarks(session.project, issue, ON):
        for lang in ("zh", "en"):
            said = messages.text(remark.code, remark.params, lang)
            assert "{" not in said
            assert any(w in said for w in ("拆除", "造林", "demolish"))


def test_that_what_a_plan_only_names_is_not_told(session, tmp_path):
    taken(session, tmp_path)
    plan(session, 1, measure_text="湿地内不得造林，非法打井予以查处", goal="恢复湿地")
    assert told(session, 1) == []
    # A code's own words in a text name it as the code does.
    plan(session, 1, measure_text="不得造林；旱地造林，拆除围栏")
    assert {t[0] for t in told(session, 1)} == {"造林", "demolish"}


def test_that_a_list_as_regulations_word_it_is_held_against_a_plan_to_its_last_word(
    session, tmp_path
):
    head = "行为,适用空间,管控要求\n"
    rows = (
        "砍伐、采石、开垦、开矿、挖沙等活动", "从事旅游开发活动", "禁止养殖", "除科研外的采集",
        "其他破坏行为",
    )  # fmt: skip
    done = taken(session, tmp_path, head + "".join(f"{row},红线,禁止\n" for row in rows))
    assert [(p.row, p.code, p.fatal) for p in done.problems] == [
        (5, "restriction_condition_left", False), (6, "restriction_word_unsafe", False),
    ]  # fmt: skip
    plan(session, 1, measure_text="拟采石、开荒、养殖、采砂、采矿、旅游开发、采集")
    assert {t[0] for t in told(session, 1)} == {
        "采石", "开垦", "养殖", "挖沙", "开矿", "旅游开发", "采集",
    }  # fmt: skip
    # Rows that were taken as they stood are held against plans the same way.
    with session.project.action("甲") as action:
        row = {"level": "barred", "space_codes": ["redline"], "measure_words": ["放牧等活动"]}
        action.create("restriction", "old", {"list_name": "旧", **row})
    plan(session, 1, measure_text="放牧")
    assert [t[0] for t in told(session, 1)] == ["放牧等活动"]


def test_that_of_words_for_one_measure_the_row_that_bars_is_told(session, tmp_path):
    head = "行为,适用空间,管控要求\n"
    taken(session, tmp_path, head + "采砂,红线,限制\n挖沙,红线,禁止\n")
    plan(session, 1, goal="采砂")
    assert [t[:2] for t in told(session, 1)] == [("挖沙", "barred")]
    (both,) = restriction_overlaps.of(restriction_list.items(session.project, ON))
    assert both.contradicts


def test_that_what_words_leave_in_doubt_is_told_as_perhaps_and_refused_by_no_rule_set(
    session, tmp_path
):
    head = "行为,适用空间,管控要求\n"
    taken(session, tmp_path, head + "采砂,红线,禁止\n采石,红线,禁止\n")
    plan(session, 1, goal="采砂场一处", measure_text="采石场复工" + "，改善环境" * 2000 + "。采矿")
    issue = lookup.issue(session.project, "QH-0001")
    found = restriction_check.of_issue(session.project, issue, ON)
    assert [(f.measure, f.plain()["perhaps"]) for f in found] == [("采石", False), ("采砂", True)]
    perhaps = found[1].remark()
    assert perhaps.code == "measure_perhaps_proposed"
    for lang in ("zh", "en"):
        assert "{" not in messages.text(perhaps.code, perhaps.params, lang)
    refusing = replace(rules.in_force(session.project), negative_list="refuse")
    held = restriction_check.evidence(session.project, issue, "plan", ON, refusing)
    assert [one.measure for one in held] == ["采石"]
    # The same measure in surer words elsewhere is told as sure.
    plan(session, 1, measure_text="采砂")
    issue = lookup.issue(session.project, "QH-0001")
    (found,) = restriction_check.of_issue(session.project, issue, ON)
    assert (found.named.sure, found.named.field) == (True, "measure_text")


def test_that_what_is_being_typed_is_told_by_its_field_before_it_is_sent(session, tmp_path):
    taken(session, tmp_path)

    def typed(kind="issue", **raw):
        found = restriction_check.of_typed(session.project, "QH-0001", ON, raw, kind)
        return {(f.measure, f.named.field) for f in found}

    assert typed(goal="植树造林") == {("造林", "goal")}
    assert typed(measure_codes="拆除", goal="不造林") == {("demolish", "measure_codes")}
    assert typed(measure_codes="拆", restore_target="宜林") == {("forest", "restore_target")}
    assert typed("measure", code="demolish", text="造林") == {
        ("demolish", "code"),
        ("造林", "text"),
    }
    assert typed(remark="造林") == typed() == set()


def test_that_the_closure_report_tells_it_where_the_plan_is_told(session, tmp_path):
    taken(session, tmp_path, LIST.replace("湿地内不得造林", "湿地内不得造林 <b>"))
    plan(session, 1, goal="造林")
    paper = Stationery.load(resources.path("templates"))
    issue = lookup.issue(session.project, "QH-0001")
    made = dossier.build(session.project, issue, as_of=ON)
    for lang, word in (("zh", "禁止"), ("en", "barred")):
        context = closure.full_context(made, paper, lang, find_chinese_font())[0]
        (line,) = context["plan"]["limits"]
        assert word in line
    out = tmp_path / "report.docx"
    report_closure.make(session, "QH-0001", out, as_of=ON)
    text = zipfile.ZipFile(out).read("word/document.xml").decode()
    assert "负面清单核对" in text
    assert "湿地内不得造林 &lt;b&gt;" in text


def test_that_of_rows_that_bar_and_limit_the_same_the_stricter_is_told(session, tmp_path):
    head = "行为,适用空间,管控要求\n"
    taken(session, tmp_path, head + "造林,红线,限制\n造林,红线和自然保护地,禁止\n", name="甲")
    plan(session, 1, goal="造林")
    assert [t[1:3] for t in told(session, 1)] == [("barred", "redline"), ("barred", "area")]


def test_that_every_plan_of_the_project_that_names_one_is_told(session, tmp_path):
    plan(session, 1, goal="造林")
    assert restriction_issues.of_all(session.project, ON) == []
    taken(session, tmp_path)
    plan(session, 2, goal="不得引种外来物种")
    (hit,) = restriction_issues.of_all(session.project, ON)
    assert (hit.number, [f.measure for f in hit.found]) == ("QH-0001", ["造林"])
    with session.project.action("甲") as action:
        action.add_record(
            projects.issue_id(session.project, 2),
            "measure",
            {"text": "引种外来物种"},
            occurred_on=ON,
        )
    assert len(restriction_issues.of_all(session.project, ON)) == 2
    assert restriction_issues.of_all(session.project, "2019-01-01")[0].number == "QH-0002"


def test_that_the_plans_moves_and_a_measures_record_are_told_and_not_refused(session, tmp_path):
    taken(session, tmp_path)
    given = {"code": "拆除", "quantity": "1", "unit": "处", "target": "清", "due_on": "2026-12-01"}
    records.add(session, "QH-0001", "measure", given, occurred_on=ON)
    codes = [p.code for p in record_doubts.of_new(session, "QH-0001", "measure", given, ON)]
    assert codes == ["measure_restricted"] * 3
    assert record_doubts.of_new(session, "QH-0001", "document", {}, ON) == []
    for name, count in (("plan", 3), ("approve_plan", 3), ("self_check", 0)):
        (ready,) = moves.ready(session, "QH-0001", occurred_on=ON, name=name)
        assert [w.code for w in ready.warnings].count("measure_restricted") == count
        assert "measure_restricted" not in {m.code for m in ready.missing}
    told_of = restriction_check.since(session.project, "QH-0001", ["整改措施", "remark"], ON)
    assert len(told_of) == 3
    assert restriction_check.since(session.project, "QH-0001", ["remark"], ON) == []
    (record,) = lookup.issue(session.project, "QH-0001").records
    records.void(session, "QH-0001", record.record_id, "录错")
    assert told(session, 1) == []


def test_that_a_rule_set_may_refuse_what_a_list_bars(session, tmp_path):
    taken(session, tmp_path)
    plan(session, 1, measure_codes=["demolish"], measure_text="造林；不得打井")
    plan(session, 2, measure_codes=["demolish"], measure_text="引种外来物种")
    past = {"file_sha256": "a" * 64, "sheet": "台账", "row": 3, "state": "registered"}
    with session.project.action("甲") as action:
        for number in (1, 2):
            one = projects.issue_id(session.project, number)
            projects.move(action, one, "adopt", "registered", occurred_on="2025-01-01", data=past)

    def standing(number):
        (ready,) = moves.ready(session, f"QH-{number:04d}", occurred_on=ON, name="plan")
        refused = [m.params for m in ready.missing if m.code == "measure_barred"]
        told_of = [w for w in ready.warnings if w.code.startswith("measure_")]
        return [p["measures"] or p["words"] for p in refused], len(told_of)

    assert standing(1) == ([], 4)
    own = tmp_path / "own.toml"
    text = reference.ruleset("default-2026").text
    for word, refused, left in (
        ("refuse_codes", ["demolish"], 3),
        ("refuse", ["demolish", "造林"], 2),
    ):
        own.write_text(f'{text}\n[negative_list]\nplan = "{word}"\n', "utf-8")
        rules.use(session, str(own))
        assert standing(1) == (refused, left)
        # Where no map shows the space, a person decides.
        assert standing(2) == ([], 1)
    for lang in ("zh", "en"):
        (ready,) = moves.ready(session, "QH-0001", occurred_on=ON, name="plan")
        missing = next(m for m in ready.missing if m.code == "measure_barred")
        assert "{" not in messages.text(missing.code, missing.params, lang)
