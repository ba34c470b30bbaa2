"""``ledger import`` of several sheets, with memory of layouts and a copy with comments."""

from __future__ import annotations

import openpyxl
import pytest
from helpers.imports import fingerprint

from greenshield.project.opening import open_project

HEADER = ["图斑编号", "问题来源", "经度", "纬度", "整改时限"]


def row(number, lon=126.35, day="2026-06-30"):
    return [number, "常态化巡查", lon, 43.25, day]


@pytest.fixture
def file(tmp_path):
    """Two ledgers, a sheet of notes and a hidden draft."""
    book = openpyxl.Workbook()
    book.active.title = "第一批"
    book.active.append(["整改台账"])
    for line in (HEADER, row("N1"), row("N2", day="2026-02-30")):
        book.active.append(line)
    second = book.create_sheet("第二批")
    for line in (
        ["图斑编号", "来源", "经度", "纬度"],
        ["N3", "常态化巡查", 126.36, 43.26],
        ["Ｎ１", "常态化巡查", 126.37, 43.27],
        ["N4", "常态化巡查", "见附图", 43.2],
    ):
        second.append(line)  # fmt: skip
    book.create_sheet("说明").append(["本表由县局填报"])
    draft = book.create_sheet("底稿")
    draft.append(HEADER)
    draft.append(row("N9"))
    draft.sheet_state = "hidden"
    path = tmp_path / "台账.xlsx"
    book.save(path)
    return path


def test_that_sheets_that_are_not_read_are_told(run, project, file):
    _, told = run("ledger", "import", project, file, "--dry-run")
    assert told["sheet"] == "第一批"
    assert told["sheets_left"] == [
        {"sheet": "第二批", "fields": 4, "rows": 3, "hidden": False},
        {"sheet": "底稿", "fields": 5, "rows": 1, "hidden": True},
    ]
    remark = next(p for p in told["problems"] if p["code"] == "ledger_other_sheets")
    assert "第二批、底稿" in remark["message"]


def test_that_all_sheets_come_in_at_once_and_a_number_in_two_is_refused(run, project, file):
    code, told = run("ledger", "import", project, file, "--all-sheets")
    assert (code, told["created"], told["refused"]) == (1, 3, 2)
    assert [(s["sheet"], s["created"], s["refused"]) for s in told["read"]] == [
        ("第一批", 2, 0), ("第二批", 1, 2),
    ]  # fmt: skip
    fatal = {(p["file"], p["row"], p["code"]) for p in told["problems"] if p["refused"]}
    assert fatal == {
        ("台账.xlsx［第二批］", 3, "ledger_number_in_sheets"),
        ("台账.xlsx［第二批］", 4, "ledger_angle_unread"),
    }
    assert [s["sheet"] for s in told["sheets_left"]] == ["底稿"]
    with open_project(project, who="test", read_only=True) as opened:
        events = [e for e in opened.journal.all() if "origin" in e.body]
        before = fingerprint(opened)
    assert {(e.body["origin"]["sheet"], e.body["origin"]["row"]) for e in events} == {
        ("第一批", 3), ("第一批", 4), ("第二批", 2),
    }  # fmt: skip
    _, again = run("ledger", "import", project, file, "--all-sheets")
    assert (again["created"], again["unchanged"]) == (0, 3)
    with open_project(project, who="test", read_only=True) as opened:
        assert fingerprint(opened) == before


def test_that_sheets_can_be_named_one_after_another(run, project, file):
    _, told = run("ledger", "import", project, file, "--sheet", "第二批", "--sheet", "底稿")
    assert [s["sheet"] for s in told["read"]] == ["第二批", "底稿"]
    assert told["created"] == 3
    code, told = run("ledger", "import", project, file, "--sheet", "第二批", "--all-sheets")
    assert (code, told["error"]["code"]) == (2, "ledger_sheets_both")


def test_that_what_was_said_of_columns_is_remembered_by_the_headers(run, project, tmp_path):
    def table(name, number, lon="126.35"):
        path = tmp_path / name
        path.write_text(f"子,丑,寅,卯\n{number},{lon},43.25,某某采石场\n", "utf-8")
        return path

    said = ("clue_no=子", "lon=丑", "lat=寅", "facility_name=卯", "--source", "patrol")
    run("ledger", "import", project, table("一月.csv", "A1"), "--mapping", *said)
    second = table("二月.csv", "A2", "126.45")  # elsewhere: not the same thing under another number
    code, told = run("ledger", "import", project, second, "--source", "patrol")
    assert (code, told["created"]) == (0, 1)
    assert [(c["field"], c["by"]) for c in told["columns"]] == [
        ("clue_no", "layout"), ("lon", "layout"), ("lat", "layout"), ("facility_name", "layout"),
    ]  # fmt: skip
    assert [p["code"] for p in told["problems"]] == ["ledger_layout_remembered"]
    third = table("三月.csv", "A3")
    code, _ = run("ledger", "import", project, third, "--source", "patrol", "--no-memory")
    assert code == 3
    _, listed = run("ledger", "layouts", "list")
    (item,) = listed["items"]
    assert (item["headers"], item["file"]) == ("子｜丑｜寅｜卯", "一月.csv")
    assert item["columns"] == {"clue_no": "A", "lon": "B", "lat": "C", "facility_name": "D"}
    code, told = run("ledger", "layouts", "forget", item["mark"][:8])
    assert told["forgotten"] == [item["mark"]]
    _, listed = run("ledger", "layouts", "list")
    assert listed["items"] == []
    code, told = run("ledger", "layouts", "forget", "abc")
    assert (code, told["error"]["code"]) == (2, "ledger_layout_unknown")


def test_that_a_dry_run_remembers_nothing(run, project, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("图斑编号,经度,纬度,卯\nA1,126.35,43.25,某某\n", "utf-8")
    how = ("--source", "patrol", "--mapping", "facility_name=卯")
    run("ledger", "import", project, path, *how, "--dry-run")
    assert run("ledger", "layouts", "list")[1]["items"] == []


def test_that_a_copy_with_comments_is_written_and_never_over_the_original(run, project, file):
    out = file.with_name("批注.xlsx")
    _, told = run("ledger", "import", project, file, "--all-sheets", "--dry-run",
                  "--commented", out)  # fmt: skip
    assert told["commented"] == {"file": str(out), "cells": 3}
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["问题清单", "第一批", "第二批", "说明", "底稿"]
    noted = {(s.title, c.coordinate) for s in book for line in s for c in line if c.comment}
    assert noted == {("第一批", "E4"), ("第二批", "A3"), ("第二批", "C4")}
    assert "整行未导入" in book["第二批"]["C4"].comment.text
    before = file.read_bytes()
    code, told = run("ledger", "import", project, file, "--commented", file)
    assert (code, told["error"]["code"]) == (2, "commented_over_original")
    assert file.read_bytes() == before
    code, told = run("ledger", "import", project, file, "--commented", out.with_suffix(".csv"))
    assert (code, told["error"]["code"]) == (2, "commented_suffix")


def test_that_nothing_to_say_writes_no_copy(run, project, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("图斑编号,问题来源,经度,纬度\nA1,常态化巡查,126.35,43.25\n", "utf-8")
    out = tmp_path / "b.xlsx"
    _, told = run("ledger", "import", project, path, "--commented", out)
    assert told["commented"] is None
    assert not out.exists()


def columns_of(told):
    return [{c["field"]: c["header"] for c in s["columns"] if c["by"] == "person"}
            for s in told["read"]]  # fmt: skip


@pytest.fixture
def unlike(tmp_path):
    """Two sheets whose further columns have names of their own."""
    book = openpyxl.Workbook()
    book.active.title = "第一批"
    for line in ([*HEADER, "甲列", "丙列", "丙列"], [*row("N1"), "采石场", 1, 2]):
        book.active.append(line)
    second = book.create_sheet("第二批")
    for line in ([*HEADER, "乙列"], [*row("N2", 126.37), "某处"]):
        second.append(line)
    path = tmp_path / "两样.xlsx"
    book.save(path)
    return path


def test_that_a_pair_counts_in_the_sheets_that_have_its_column(run, project, unlike, tmp_path):
    words = tmp_path / "列.toml"
    words.write_text('place_name = "乙列"\n', "utf-8")
    _, told = run(
        "ledger", "import", project, unlike, "--all-sheets", "--dry-run",
        "--mapping", "facility_name=甲列", words,
    )  # fmt: skip
    assert columns_of(told) == [{"facility_name": "甲列"}, {"place_name": "乙列"}]
    assert told["created"] == 2


@pytest.mark.parametrize(
    ("pair", "code", "says"),
    [
        ("facility_name=没有", "ledger_mapping_nowhere", "第一批、第二批"),
        ("none=没有", "ledger_mapping_nowhere", "没有"),
        ("scale_text=丙列", "ledger_mapping_columns", "丙列"),
    ],
)
def test_that_a_pair_that_fits_nowhere_is_refused_with_the_sheets(
    run, project, unlike, pair, code, says
):
    status, told = run(
        "ledger", "import", project, unlike, "--all-sheets", "--mapping", pair, "place_name=乙列",
    )  # fmt: skip
    assert (status, told["error"]["code"]) == (2, code)
    assert says in told["error"]["message"]


def test_that_a_column_of_the_only_sheet_must_be_there(run, project, unlike):
    status, told = run(
        "ledger", "import", project, unlike, "--sheet", "第一批", "--mapping", "place_name=乙列"
    )
    assert (status, told["error"]["code"]) == (2, "ledger_mapping_column_unknown")
