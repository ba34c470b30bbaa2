"""Negative lists: in, corrected, their versions."""

from __future__ import annotations

import pytest
from helpers import projects
from helpers.projects import key
from helpers.restriction_lists import LIST, ON, plan, taken, told

from greenshield.domain.errors import RefusedError, UsageError
from greenshield.project.inspection import inspect_tables
from greenshield.project.rebuilding import differences
from greenshield.services import (
    people,
    restriction_edit,
    restriction_import,
    restriction_list,
    restriction_overlaps,
    restriction_preview,
    restriction_void,
)
from greenshield.services.restriction_import import ListOptions


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
