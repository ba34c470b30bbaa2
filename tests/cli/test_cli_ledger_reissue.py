"""A list that comes again by the command line: compared, decided on in the sheet, imported."""

import shlex

import openpyxl
import pytest
from helpers.calls import commands
from helpers.imports import sheets_file, workbook
from helpers.project_copies import copy_project
from shapely import box

from greenshield.cli.main import main

HEADER = ("图斑编号", "拐点坐标", "活动类型", "问题来源", "问题描述")


def row(number, at, said="占用"):
    return [number, box(at, 43.2, at + 0.001, 43.201).wkt, "道路", "绿盾巡查", said]


@pytest.fixture
def run(tmp_path, capsys):
    return commands(capsys, copy_project(tmp_path / "p"))


def test_that_a_list_is_compared_decided_on_and_imported(run, tmp_path):
    first = workbook(tmp_path / "一.xlsx", HEADER, [row("A1", 126.45), row("A2", 126.46)])
    again = workbook(tmp_path / "二.xlsx", HEADER, [row("B1", 126.45, "改号"), row("A2", 126.46)])
    run("ledger import", first)
    told = run("ledger compare", again, "-o", tmp_path / "对比.xlsx")
    assert told["of"] == ["一.xlsx"]
    assert told["renumbered"] == [{"issue": "A1", "sheet": "台账", "row": 2, "clue_no": "B1"}]
    assert told["counts"]["unchanged"] == 1
    book = openpyxl.load_workbook(tmp_path / "对比.xlsx")
    book.worksheets[0]["A2"] = "同一问题"
    book.save(tmp_path / "对比.xlsx")
    done = run("ledger import", again, "--decisions", tmp_path / "对比.xlsx", "--note-gone")
    assert (done["created"], done["updated"], done["unchanged"]) == (0, 1, 1)
    assert (done["split"], done["merged"], done["noted"]) == ([], [], [])
    shown = run("issue show", "B1")
    assert (shown["clue_no"], shown["description"]) == ("A1", "改号")


def test_that_a_decision_that_is_none_is_done_in_part(run, tmp_path):
    first = workbook(tmp_path / "一.xlsx", HEADER, [row("A1", 126.45)])
    again = workbook(tmp_path / "二.xlsx", HEADER, [row("A1", 126.45, "清单改")])
    run("ledger import", first)
    run("ledger compare", again, "-o", tmp_path / "对比.xlsx")
    book = openpyxl.load_workbook(tmp_path / "对比.xlsx")
    book.worksheets[0]["A2"] = "看着办"
    book.save(tmp_path / "对比.xlsx")
    done = run("ledger import", again, "--decisions", tmp_path / "对比.xlsx", code=1)
    assert [p["code"] for p in done["problems"] if p["refused"]] == ["reissue_word_unknown"]


def test_that_an_edition_alone_is_wrong_usage(run, tmp_path):
    first = workbook(tmp_path / "一.xlsx", HEADER, [row("A1", 126.45)])
    assert run("ledger import", first, "--of", "零.xlsx", code=2)["error"]["code"] == (
        "reissue_of_alone"
    )


def test_that_several_sheets_are_compared_and_told_by_their_names(run, tmp_path):
    def book(name, **sheets):
        made = {sheet: (HEADER, *rows) for sheet, rows in sheets.items()}
        return sheets_file(tmp_path / name, made)

    both = {"甲": [row("A1", 126.45)], "乙": [row("B1", 126.46), row("B2", 126.47)]}
    run("ledger import", book("一.xlsx", **both), "--all-sheets")
    again = book("二.xlsx", 甲=[row("A1", 126.45)], 乙=[row("B1", 126.46, "改")])
    told = run("ledger compare", again, "--all-sheets")
    assert (told["sheets"], told["sheets_left"]) == (["甲", "乙"], [])
    assert [(c["sheet"], c["row"]) for c in told["changed"]] == [("乙", 2)]
    assert [one["issue"] for one in told["gone"]] == ["B2"]
    assert run("ledger compare", again, "--sheet", "甲", "--sheet", "乙")["gone"] == told["gone"]
    told = run("ledger compare", again, "--sheet", "甲")
    assert told["elsewhere"] == [{"issue": "B1", "sheet": "乙"}]
    assert told["sheets_left"] == ["乙"]
    refused = run("ledger compare", again, "--sheet", "甲", "--all-sheets", code=2)
    assert refused["error"]["code"] == "ledger_sheets_both"


@pytest.fixture
def printed(tmp_path, run, capsys):
    def told(command, *args):
        main([*command.split(), str(tmp_path / "p"), *map(str, args)])
        return capsys.readouterr().out

    return told


def test_that_the_very_list_again_is_said_to_be_that(run, printed, tmp_path):
    first = workbook(tmp_path / "一.xlsx", HEADER, [row("A1", 126.45)])
    other = tmp_path / "另名.xlsx"
    other.write_bytes(first.read_bytes())
    assert "没有找到上一版" in printed("ledger compare", first)
    run("ledger import", first)
    out = printed("ledger compare", other)
    assert "这份清单已导入过（一.xlsx）" in out
    assert "没有找到上一版" not in out


def test_that_a_list_of_issues_made_by_hand_is_said_to_have_them(run, printed, tmp_path):
    given = ("clue_no=A1", "activity_code=road", "source_code=green_shield", "lon=126.4505",
             "lat=43.2005", "division_code=229901", "found_on=2026-01-02")  # fmt: skip
    run("issue new", *given)
    again = workbook(tmp_path / "二.xlsx", HEADER, [row("A1", 126.45)])
    assert "1 行在项目中有对应的问题" in printed("ledger compare", again, "--of", "all")


def test_that_the_command_that_a_comparison_advises_does_it(run, printed, tmp_path, capsys):
    """Of a list in two sheets without a source: none of the options may be forgotten."""

    def book(name, said):
        made = {
            sheet: ([*HEADER[:3], HEADER[4]], [*row(number, at)[:3], said])
            for sheet, number, at in (("甲 1", "A1", 126.45), ("乙+2", "B1", 126.46))
        }
        return sheets_file(tmp_path / name, made)

    options = ("--all-sheets", "--source", "green_shield")
    run("ledger import", book("一 版.xlsx", "占用"), *options)
    again, sheet = book("二 版.xlsx", "清单改"), tmp_path / "对 比.xlsx"
    for number in ("A1", "B1"):
        run("issue set", number, "description=人改")
    out = printed("ledger compare", again, *options, "-o", sheet)
    command = shlex.split(out.partition("greenshield ledger import ")[2].splitlines()[0])
    book_ = openpyxl.load_workbook(sheet)
    for line in book_.worksheets[0].iter_rows(min_row=2):
        if line[1].value:
            line[0].value = "采用清单"
    book_.save(sheet)
    for fewer in ((), ("--all-sheets",), ("--source", "green_shield")):
        done = run("ledger import", again, *fewer, "--decisions", sheet, code=1)
        told = [p for p in done["problems"] if p["code"].startswith("reissue_")]
        assert {p["code"] for p in told} == {"reissue_row_not_taken"}
        assert "乙+2 2" in {p["message"].split("：")[0] for p in told}
    assert main(["ledger", "import", *command]) == 0
    capsys.readouterr()
    assert [run("issue show", n)["description"] for n in ("A1", "B1")] == ["清单改"] * 2
