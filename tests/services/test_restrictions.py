"""A negative list: in from a sheet, by version, and held against the plans of issues."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import pytest
from helpers import projects
from helpers.projects import COUNTY, key
from shapely.geometry import box

from greenshield import messages, reference, resources
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.project.inspection import inspect_tables
from greenshield.project.projection.geometry import to_field
from greenshield.project.rebuilding import differences
from greenshield.reports import closure
from greenshield.reports.fonts import find_chinese_font
from greenshield.reports.stationery import Stationery
from greenshield.services import (
    dossier,
    issue_show,
    lookup,
    moves,
    people,
    records,
    reporting,
    restriction_check,
    restriction_edit,
    restriction_import,
    restriction_issues,
    restriction_list,
    restriction_overlaps,
    restriction_preview,
    restriction_void,
    rules,
)
from greenshield.services.restriction_import import ListOptions
from greenshield.services.session import Session

ON = "2026-05-01"
LIST = (
    "自然生态保护修复行为负面清单,,,,\n序号,行为,适用空间,管控要求,具体要求,失效日期\n"
    "1,造林、宜林；拆除,生态保护红线,禁止,湿地内不得造林,\n"
    "2,拆除,自然保护地和核心保护区,限制类,须先论证,\n"
    "3,引种外来物种,自然生态空间,禁止,,\n"
    "4,打井,生态保护红线,禁止,,2020-01-01\n"
    "5,打井,火星,禁止,,\n6,,生态保护红线,禁止,,\n7,护岸,,禁止,,\n8,护岸,红线,也许,,\n9,护岸,红线,,,\n"
)


@pytest.fixture
def session(tmp_path):
    """A patch (1) in a red line and an area with a core protection zone, and one (2) in none."""
    with projects.make(tmp_path / "p") as project:
        with project.action("") as action:
            roles = {"甲": ["county", "keeper"], "乙": ["inspector"]}
            projects.add_actors(action, roles, division_code=COUNTY)
            shape = to_field(box(126.305, 43.19, 126.32, 43.21), project.media)
            since = {"valid_from": "2020-01-01", "geom": shape}
            action.create("area", "a1", {"kind": "area", "name": "云岭", **since})
            action.create("area", "r1", {"kind": "redline", "name": "红线甲", **since})
            zone = {"area_id": "a1", "zone_code": "core_protect", "name": "核心", **since}
            action.create("zone", "z1", zone)
            for n in (1, 2):
                projects.add_issue(action, project, n)
        opened = Session(project, people.find(project, "甲"))
        rules.use(opened, "default-2026")
        yield opened


def taken(session, tmp_path, text=LIST, **options):
    file = tmp_path / "负面清单.csv"
    file.write_text(text, "utf-8")
    return restriction_import.import_file(session, file, ListOptions(**options))


def told(session, number, day=ON):
    issue = lookup.issue(session.project, f"QH-{number:04d}")
    found = restriction_check.of_issue(session.project, issue, day)
    return [(f.measure, f.row["level"], f.space, f.name) for f in found]


def plan(session, number, **values):
    with session.project.action("甲") as action:
        action.set_fields("issue", projects.issue_id(session.project, number), values)


def test_that_a_list_comes_in_and_each_refused_row_says_why(session, tmp_path):
    file = tmp_path / "负面清单.csv"
    file.write_text(LIST, "utf-8")
    looked = restriction_import.import_file(session, file, dry_run=True)
    assert (looked.imported, restriction_list.items(session.project)) == (4, [])
    done = taken(session, tmp_path)
    assert (done.imported, done.refused) == (4, 5)
    assert {p.row: p.code for p in done.problems if p.fatal} == {
        7: "restriction_word_unknown", 8: "restriction_no_measure", 9: "restriction_no_space",
        10: "restriction_word_unknown", 11: "restriction_no_level",
    }  # fmt: skip
    first, second, third, _ = restriction_list.items(session.project)
    assert first["measure_words"] == ["造林"]
    assert (first["measure_codes"], first["restore_targets"]) == (["demolish"], ["forest"])
    assert second["space_codes"] == ["area", "core_protect"]
    assert (third["level"], third["source_row"]) == ("barred", 5)
    again = taken(session, tmp_path)
    assert (again.imported, again.updated, again.unchanged) == (0, 0, 4)
    assert taken(session, tmp_path, level="禁止", space="control").refused == 3
    assert differences(session.project) == inspect_tables(session.project) == []


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
    reporting.closure(session, "QH-0001", out, as_of=ON)
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
    codes = [p.code for p in records.barred(session, "QH-0001", "measure", ON)]
    assert codes == ["measure_restricted"] * 3
    assert records.barred(session, "QH-0001", "document", ON) == []
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


def test_that_each_version_holds_from_its_day(session, tmp_path):
    taken(session, tmp_path, name="甲清单", valid_from="2024-01-01")
    head = "行为,适用空间,管控要求\n"
    with pytest.raises(UsageError, match="restrictions_version_needed"):
        taken(session, tmp_path, head + "拆除,红线,限制\n", name="甲清单")
    with pytest.raises(UsageError, match="restrictions_version_taken"):
        taken(session, tmp_path, head + "拆除,红线,限制\n", name="甲清单", valid_from="2024-01-01")
    taken(session, tmp_path, head + "拆除,红线,限制\n", name="甲清单", valid_from="2026-01-01")
    plan(session, 1, measure_codes=["demolish"])
    assert told(session, 1, "2023-12-31") == []
    assert told(session, 1, "2025-06-01")[0][1] == "barred"
    assert told(session, 1, ON) == [("demolish", "limited", "redline", "红线甲")]
    assert len(restriction_list.items(session.project)) == 5
    restriction_void.void(session, "甲清单", "2026-01-01", "录错")
    assert told(session, 1, ON)[0][1] == "barred"
    with pytest.raises(UsageError, match="restrictions_unknown"):
        restriction_void.void(session, "甲清单", "2026-01-01", "录错")
    assert session.project.rows("SELECT * FROM conflict") == []


def test_that_a_look_before_the_import_tells_what_it_will_do(session, tmp_path):
    file = tmp_path / "负面清单.csv"
    file.write_text(LIST, "utf-8")
    seen = restriction_preview.of(session, file, ListOptions(ignored=("具体要求",)))
    assert (seen.sheet, seen.header_rows) == (seen.sheets[0], (2, 2))
    assert seen.counts == {"created": 4, "updated": 0, "unchanged": 0, "refused": 5}
    assert [c.field for c in seen.columns] == ["", "measure", "space", "level", "", "valid_to"]
    first = seen.rows[0]
    assert (first.row, first.what) == (3, "created")
    assert first.read[1:4] == ("拆除、宜林、造林", "生态保护红线", "禁止")
    assert {r.row for r in seen.rows if r.what == "refused"} == {7, 8, 9, 10, 11}
    taken(session, tmp_path)
    assert restriction_preview.of(session, file, ListOptions()).counts["unchanged"] == 4


def test_that_a_row_is_corrected_taken_out_and_put_back(session, tmp_path):
    taken(session, tmp_path)
    row = restriction_list.items(session.project)[1]
    was = restriction_edit.as_typed(row)
    assert (was["measure"], was["space"], was["level"]) == (
        "拆除",
        "自然保护地、核心保护区",
        "limited",
    )
    now = {
        "measure": "造林、清运",
        "space": "一般控制区",
        "level": "禁止",
        "wording": "",
        "valid_to": "2030-01-01",
    }
    restriction_edit.set_fields(session, row["id"][-8:], now)
    changed = restriction_list.find(session.project, row["id"])
    assert (changed["measure_codes"], changed["measure_words"]) == (["clear"], ["造林"])
    assert (changed["space_codes"], changed["level"]) == (["general_control"], "barred")
    assert (changed["wording"], changed["valid_to"]) == (None, "2030-01-01")
    for bad, code in (
        ({"space": "火星"}, "code_unknown"), ({"measure": " "}, "restriction_field_needed"),
        ({"list_name": "乙"}, "list_field_unknown"), ({}, "restriction_nothing_given"),
        ({"valid_from": "2031-01-01"}, "restriction_days_reversed"),
    ):  # fmt: skip
        with pytest.raises(UsageError, match=code):
            restriction_edit.set_fields(session, row["id"], bad)
    restriction_edit.set_fields(session, row["id"], was)
    assert restriction_list.find(session.project, row["id"]) == row
    restriction_void.void_row(session, row["id"], "录错")
    assert restriction_list.items(session.project, voided=True) == [row]
    with pytest.raises(UsageError, match="restriction_unknown"):
        restriction_list.find(session.project, row["id"])
    restriction_void.void(session, "负面清单", "", "重来")
    assert restriction_void.void(session, "负面清单", "", "误作废", restore=True)[0] == 4
    assert len(restriction_list.items(session.project)) == 4
    assert session.project.rows("SELECT * FROM conflict") == []


def test_that_versions_are_told_with_their_days_and_what_is_said_twice(session, tmp_path):
    head = "行为,适用空间,管控要求\n"
    taken(session, tmp_path, head + "造林,红线,限制\n", name="甲", valid_from="2024-01-01")
    more = head + "造林、打井,红线,禁止\n造 林,红线和保护地,限制\n打井,红线,禁止\n"
    taken(session, tmp_path, more, name="甲", valid_from="2026-01-01")
    first, second = restriction_list.versions(restriction_list.items(session.project))
    assert (first.until, second.until) == ("2025-12-31", "")
    assert (second.rows, second.barred, second.limited) == (3, 2, 1)
    assert [v.holds("2025-12-31") for v in (first, second)] == [True, False]
    rows = restriction_list.items(session.project, ON)
    planting, wells = restriction_overlaps.of(rows)
    assert (planting.measure, planting.space, planting.contradicts) == ("造林", "redline", True)
    assert planting.rows == (rows[0]["id"], rows[1]["id"])
    assert (wells.measure, wells.contradicts) == ("打井", False)
    assert restriction_overlaps.of(restriction_list.items(session.project, "2025-01-01")) == []
    # Voided, another file took its day: what was may not come back beside it.
    restriction_void.void(session, "甲", "2026-01-01", "录错")
    taken(session, tmp_path, head + "护岸,红线,禁止\n", name="甲", valid_from="2026-01-01")
    with pytest.raises(UsageError, match="restrictions_version_taken"):
        restriction_void.void(session, "甲", "2026-01-01", "误作废", restore=True)


def test_that_who_may_not_import_is_refused_and_odd_rows_break_nothing(session, tmp_path):
    project = session.project
    with project.action("") as action:
        odd = {"list_name": 7, "level": "x", "space_codes": ["redline", 3], "measure_words": [1]}
        action.create("restriction", "odd", odd)
        worse = {"level": "barred", "space_codes": "redline", "measure_codes": {"a": 1}}
        action.create("restriction", "worse", worse | {"measure_words": ["", "拆"]})
    plan(session, 1, measure_text="拆除")
    assert told(session, 1) == []
    assert inspect_tables(project) == []
    session.actor = people.find(project, "乙")
    with pytest.raises(RefusedError, match="import_role_needed"):
        taken(session, tmp_path)
    projects.let_in(project, key(4), scopes=["229902"])
    session.actor = people.find(project, "甲")
    project.sign_with(key(4))
    with pytest.raises(RefusedError, match="device_scope_missing"):
        taken(session, tmp_path)
    assert len(project.rows("SELECT id FROM restriction")) == 2
