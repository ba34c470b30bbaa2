"""Of a row that waits for a decision a comparison tells nothing as taken."""

from helpers.calls import commands
from helpers.imports import workbook
from helpers.project_copies import copy_project
from shapely import box

from greenshield.cli.main import main

HEADER = ("图斑编号", "拐点坐标", "活动类型", "问题来源", "问题描述")


def row(number, at, said="占用"):
    return [number, box(at, 43.2, at + 0.001, 43.201).wkt, "道路", "绿盾巡查", said]


def test_that_nothing_is_told_as_taken_of_a_row_that_waits_for_a_decision(tmp_path, capsys):
    project = copy_project(tmp_path / "p")

    run = commands(capsys, project)
    first = workbook(tmp_path / "一.xlsx", HEADER, [row("A1", 126.45), row("A2", 126.46)])
    rows = [row("A1", 126.75, "移走"), row("A2", 126.46, "改")]
    again = workbook(tmp_path / "二.xlsx", HEADER, rows)
    run("ledger import", first)
    told = run("ledger compare", again)
    assert [(one["why"], one["issues"]) for one in told["unsure"]] == [("moved", ["A1"])]
    taken = {c["issue"]: {f["taken"] for f in c["fields"]} for c in told["changed"]}
    assert taken == {"A1": {False}, "A2": {True}}
    assert main(["ledger", "compare", str(project), str(again)]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("变化：A1（第 2 行）")
    assert "此行待定，作出决定前导入不采用" in lines[at + 1]
    at = lines.index("变化：A2（第 3 行）")
    assert "导入时采用清单" in lines[at + 1]
    done = run("ledger import", again, code=1)
    assert (done["updated"], done["refused"]) == (1, 1)
