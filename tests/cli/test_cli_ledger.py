"""``ledger`` on the command line: the contract's JSON, exit codes, projects left as they were."""

import csv
import io
import os

import pytest
import xlsxwriter
from helpers.imports import print_of, workbook
from helpers.open_sessions import COUNTY
from helpers.qinghe import EXPECTED, QINGHE
from helpers.unprivileged import greenshield

from greenshield.project.opening import open_project
from greenshield.services.calendar import today

LEDGER = QINGHE / "ledger" / "整改台账.xlsx"
PATCHES = QINGHE / "ledger" / "遥感图斑.shp"
IMPORTED = {"created", "updated", "unchanged", "refused", "problems"}
LISTED = {
    "id", "clue_no", "issue_no", "state", "area", "division_code", "activity_code", "deadline",
    "overdue",
}  # fmt: skip
HEADER = ("图斑编号", "问题来源", "经度", "纬度", "活动/设施名称", "整改时限", "整改状态")
ROWS = [
    ("QH-1", "常态化巡查", 126.35, 43.25, "云岭采石场", "2026-06-30", "整改中"),
    ("QH-2", "群众举报", 126.36, 43.25, "清河码头", "2026-06-29", "已销号"),
    ("QH-3", "审计", 126.37, 43.25, "云岭便道", None, None),
]


@pytest.fixture
def filled(run, project, tmp_path):
    file = workbook(tmp_path / "a.xlsx", HEADER, ROWS)
    assert run("ledger", "import", project, file, "--as", "ledger")[0] == 0
    return project


def test_that_the_sample_ledger_answers_with_the_contracts_numbers(run, project):
    code, told = run("ledger", "import", project, LEDGER, "--as", "ledger", "--dry-run")
    assert code == 1
    assert told.keys() >= IMPORTED
    rows = EXPECTED["counts"]["ledger_rows"]
    dry = [told[name] for name in ("created", "updated", "unchanged", "refused")]
    assert dry == [rows + 1, 0, 0, 4]
    code, told = run("ledger", "import", project, LEDGER, "--as", "ledger")
    assert (code, told["created"], told["refused"]) == (1, rows + 1, 4)
    refused = [p for p in told["problems"] if p["refused"]]
    assert [p["row"] for p in refused] == [13, 26, 48, 62]
    assert {p["file"] for p in refused} == {"整改台账.xlsx"}
    assert all(p["message"] and p["remedy"] and p["code"] for p in told["problems"])
    code, told = run("ledger", "import", project, LEDGER, "--as", "ledger")
    assert [told[n] for n in ("created", "updated", "unchanged")] == [0, 0, rows + 1]


def test_that_shapes_come_in_as_clues(run, project):
    code, told = run("ledger", "import", project, PATCHES)
    assert (code, told["created"]) == (0, EXPECTED["counts"]["patches"])
    # No boundary is there yet, and every patch names its area.
    assert {p["code"] for p in told["problems"]} == {"ledger_area_unknown"}
    assert not any(p["refused"] for p in told["problems"])


def test_that_list_items_are_as_the_contract_says(run, filled):
    code, told = run("ledger", "list", filled, "--as-of", "2026-07-01")
    assert (code, told["total"]) == (0, 3)
    assert all(item.keys() >= LISTED for item in told["items"])
    shown = [(i["clue_no"], i["state"], i["deadline"], i["overdue"]) for i in told["items"]]
    assert shown == [
        ("QH-1", "rectifying", "2026-06-30", True), ("QH-2", "closed", "2026-06-29", False),
        ("QH-3", "clue", None, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--state", "clue"], ["QH-3"]),
        (["--state", "clue,closed"], ["QH-2", "QH-3"]),
        (["--state", "clue", "--state", "rectifying"], ["QH-1", "QH-3"]),
        (["--state", "clue", "closed"], ["QH-2", "QH-3"]),
        (["--overdue", "--as-of", "2026-06-30"], []),
        (["--overdue", "--as-of", "2026-07-01"], ["QH-1"]),
        (["--text", "云岭"], ["QH-1", "QH-3"]),
        (["--text", "码头"], ["QH-2"]),
        (["--division", "2299"], ["QH-1", "QH-2", "QH-3"]),
        (["--division", "220100"], []),
    ],
)
def test_that_a_list_can_be_narrowed(run, filled, words, found):
    code, told = run("ledger", "list", filled, *words)
    assert code == 0
    assert [item["clue_no"] for item in told["items"]] == found


def test_that_overdue_is_judged_by_todays_date_where_none_is_given(run, filled):
    before = today()
    _, told = run("ledger", "list", filled)
    _, asked = run("ledger", "list", filled, "--as-of", before)
    if before == today():  # else midnight in China came between
        assert told == asked
        assert [i["overdue"] for i in told["items"]] == [before > "2026-06-30", False, False]


def test_that_a_table_is_printed_for_people(say, filled):
    code, out, _ = say("ledger", "list", filled, "--as-of", "2026-07-01")
    assert code == 0
    lines = out.splitlines()
    assert len(lines) == 5
    assert "云岭采石场" in lines[2]
    assert lines[2].rstrip().endswith("!")
    assert not lines[3].rstrip().endswith("!")
    assert "整改中" in lines[2]
    assert "rectifying" not in lines[2]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--state", "gone"], "state_unknown"),
        (["--area", "没有"], "area_unknown"),
        (["--as-of", "2026-13-01"], "date_malformed"),
    ],
)
def test_that_a_list_of_what_is_not_is_exit_2(run, filled, words, code):
    exit_code, told = run("ledger", "list", filled, *words)
    assert (exit_code, told["error"]["code"]) == (2, code)


def test_that_what_was_not_taken_is_told_to_people(say, project):
    code, out, err = say("ledger", "import", project, LEDGER)
    assert code == 1
    assert "新增 61" in out
    assert "不予立案" in out
    assert "--as ledger" in err


def test_that_defaults_and_a_mapping_reach_the_rows(run, project, tmp_path):
    text = io.StringIO()
    csv.writer(text).writerows([["甲", "经度", "纬度"], ["K-1", "126.35", "43.25"]])
    (tmp_path / "a.csv").write_bytes(text.getvalue().encode("gb18030"))
    (tmp_path / "m.json").write_text('{"clue_no": "甲"}', "utf-8")
    code, told = run(
        "ledger", "import", project, tmp_path / "a.csv", "--mapping", tmp_path / "m.json",
        "--source", "群众举报", "--campaign", "绿盾2026",
    )  # fmt: skip
    assert (code, told["created"]) == (0, 1)
    assert told["columns"][0] == {
        "column": "A", "header": "甲", "field": "clue_no", "unit": "", "confidence": 1.0,
        "by": "person", "proposed": None,
    }  # fmt: skip


def refusals(tmp_path):
    empty, cut, wrong = tmp_path / "空.xlsx", tmp_path / "半.xlsx", tmp_path / "照片.xlsx"
    empty.write_bytes(b"")
    cut.write_bytes(LEDGER.read_bytes()[:4000])
    wrong.write_bytes(next((QINGHE / "photos").glob("*.jpg")).read_bytes())
    with xlsxwriter.Workbook(str(tmp_path / "零.xlsx")) as book:
        book.add_worksheet("台账").write_row(0, 0, HEADER)
    with xlsxwriter.Workbook(str(tmp_path / "白.xlsx")) as book:
        book.add_worksheet("台账")
    (tmp_path / "文件夹.xlsx").mkdir()
    (tmp_path / "加密.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le")
    )
    os.mkfifo(tmp_path / "管道.xlsx")
    return {
        "empty": ([empty], 3, "sheet_empty_file"),
        "truncated": ([cut], 3, "sheet_damaged"),
        "wrong type": ([wrong], 3, "sheet_unknown_kind"),
        "encrypted": ([tmp_path / "加密.xlsx"], 3, "sheet_encrypted"),
        "0 rows": ([tmp_path / "零.xlsx"], 3, "ledger_no_rows"),
        "no cells": ([tmp_path / "白.xlsx"], 3, None),
        "a folder": ([tmp_path / "文件夹.xlsx"], 3, "folder_without_ledger"),
        "a folder of nothing": ([tmp_path], 3, None),
        "a pipe": ([tmp_path / "管道.xlsx"], 3, "sheet_not_a_file"),
        "absent": ([tmp_path / "无.xlsx"], 3, "sheet_missing"),
        "an absent layer": ([tmp_path / "无.shp"], 3, "vector_file_missing"),
        "no such sheet": ([LEDGER, "--sheet", "别的"], 2, "sheet_not_found"),
        "no such source": ([LEDGER, "--source", "x"], 2, "field_value_invalid"),
        "no such way": ([LEDGER, "--as", "x"], 2, "usage"),
        "no such mapping": ([LEDGER, "--mapping", tmp_path / "x.toml"], 3, "reference_unreadable"),
        "no day": ([LEDGER, "--on", "31.12."], 2, "date_malformed"),
        "an inspector": ([LEDGER, "--actor", "李四"], 4, "import_role_needed"),
        "the city": ([LEDGER, "--actor", "王五"], 4, "import_role_needed"),
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this machine lacks named pipes")
def test_that_bad_input_is_its_exit_code_and_the_project_as_it_was(run, project, tmp_path):
    bad = tmp_path / "bad"
    bad.mkdir()
    before = print_of(project)
    for name, (words, exit_code, error) in refusals(bad).items():
        code, told = run("ledger", "import", project, *words)
        assert (code, told.keys()) == (exit_code, {"error"}), name
        assert told["error"]["code"] == error or error is None, name
        assert told["error"]["message"], name
        assert told["error"]["remedy"], name
        assert print_of(project) == before, name


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_that_a_file_one_may_not_read_is_exit_6(project, tmp_path, words):
    file = workbook(tmp_path / "a.xlsx", HEADER, ROWS)
    file.chmod(0o000)
    before = print_of(project)
    code, told = greenshield("ledger", "import", project, file, *words)
    assert (code, told["error"]["code"]) == (6, "sheet_no_permission")
    assert print_of(project) == before


def test_that_media_one_may_not_write_is_exit_6_and_no_row_stays(project, tmp_path):
    file = workbook(tmp_path / "a.xlsx", HEADER, ROWS)
    before = print_of(project)
    media = project / "media"
    media.chmod(0o500)
    code, told = greenshield("ledger", "import", project, file)
    media.chmod(0o700)
    assert (code, told["error"]["code"]) == (6, "file_no_permission")
    assert print_of(project) == before


def test_that_a_locked_project_is_exit_6(run, project, tmp_path):
    file = workbook(tmp_path / "a.xlsx", HEADER, ROWS)
    with open_project(project, who="另一台电脑"):
        for words in ([file], [file, "--dry-run"]):
            code, told = run("ledger", "import", project, *words)
            assert (code, told["error"]["code"]) == (6, "project_locked")
    assert run("ledger", "list", project) == (0, {"items": [], "total": 0})


def test_that_a_wrong_passphrase_is_exit_3(run, tmp_path):
    right, wrong, path = tmp_path / "right", tmp_path / "wrong", tmp_path / "密"
    right.write_text("correct horse", "utf-8")
    wrong.write_text("battery staple", "utf-8")
    file = workbook(tmp_path / "a.xlsx", HEADER, ROWS)
    run("new", path, "--name", "密", "--division", COUNTY, "--me", "张三", "--encrypt",
        "--passphrase-file", right)  # fmt: skip
    before = print_of(path, "correct horse")
    code, told = run("ledger", "import", path, file, "--passphrase-file", wrong)
    assert (code, told["error"]["code"]) == (3, "passphrase_wrong")
    assert print_of(path, "correct horse") == before
    assert run("ledger", "import", path, file, "--passphrase-file", right)[0] == 0


def test_that_a_dry_run_says_how_each_column_was_understood(say, project, tmp_path):
    file = workbook(tmp_path / "a.xlsx", HEADER, ROWS)
    _, out, _ = say("ledger", "import", project, file, "--dry-run", "--mapping", "remark=E")
    assert "  A 图斑编号 → clue_no 核查点编号" in out.splitlines()
    assert "  E 活动/设施名称 → remark 其他说明 (把握 100%，指定)" in out.splitlines()


def test_that_every_row_is_named_and_a_code_table_told_once(say, project, tmp_path):
    rows = [(f"QH-{n}", "常态化巡查", 126.35 + n / 1000, 43.25, "甲乙丙"[n % 3]) for n in range(6)]
    header = ("图斑编号", "问题来源", "经度", "纬度", "活动类型")
    file = workbook(tmp_path / "a.xlsx", header, [*rows, ("QH-9", "审计", 126.3, 43.2, "丁")])
    _, _, err = say("ledger", "import", project, file)
    assert [line.split("  ")[0] for line in err.splitlines()] == [
        "· a.xlsx:2,5:E 活动类型", "· a.xlsx:3,6:E 活动类型", "· a.xlsx:4,7:E 活动类型",
        "· a.xlsx:8:E 活动类型", "※ a.xlsx:E 活动类型",
    ]  # fmt: skip


def test_that_a_row_is_said_once(say, project, tmp_path):
    header = (*HEADER, "保护地名称")
    file = workbook(tmp_path / "a.xlsx", header, [[*ROWS[0], "某某"]])
    _, _, err = say("ledger", "import", project, file, "--as", "ledger")
    assert "a.xlsx:2:" in err
    assert "第 2 行" not in err


def test_that_a_dry_run_tells_the_first_rows_as_they_would_be_stored(run, project, tmp_path):
    file = workbook(tmp_path / "a.xlsx", HEADER, ROWS)
    left = ("--mapping", "none=E")
    code, data = run("ledger", "import", project, file, "--dry-run", *left)
    assert code == 0
    assert data["header_rows"] == [1, 1]
    assert len(data["sheets"]) == 1
    assert [row["row"] for row in data["rows"]] == list(range(2, 2 + len(ROWS)))
    assert {row["what"] for row in data["rows"]} == {"created"}
    assert data["rows"][0]["values"]["clue_no"] == ROWS[0][0]
    assert data["columns"][4]["field"] is None
