"""Progress of the works in a closure report, from a project's own records."""

from __future__ import annotations

import pytest
from docx import Document
from helpers.calls import as_json
from helpers.desk_clues import clue
from helpers.open_sessions import make_project, session_of

ROAD = ("assign", "check", "register", "plan", "approve_plan")


@pytest.fixture
def folder(tmp_path):
    path = make_project(tmp_path / "county")
    with session_of(path) as session:
        clue(session, 1, *ROAD, deadline="2026-12-31")
    return path


def add(capsys, folder, day, *given):
    code, told = as_json(capsys, "record", "add", folder, "T-1", *given, "--on", day)
    assert code == 0, told
    return told["id"]


def test_that_progress_before_during_and_after_the_works_stands_with_its_measure(
    folder, capsys, tmp_path
):
    measure = add(capsys, folder, "2026-05-02", "measure", "code=demolish", "text=拆工棚",
                  "quantity=30", "unit=亩", "target=复绿", "due_on=2026-06-30")  # fmt: skip
    add(capsys, folder, "2026-05-06", "progress", "phase=after", "text=已复绿")
    add(capsys, folder, "2026-05-05", "progress", f"measure={measure}", "phase=during",
        "quantity=12.5", "pct=40", "text=已拆一半")  # fmt: skip
    add(capsys, folder, "2026-05-04", "progress", "phase=before", "text=林地裸露")
    out = tmp_path / "a.docx"
    as_json(capsys, "report", "closure", folder, "T-1", "-o", out, "--on", "2026-05-30")
    tables = [[[cell.text for cell in row.cells] for row in table.rows]
              for table in Document(str(out)).tables]  # fmt: skip
    (found,) = [rows[1:] for rows in tables if rows[0][:3] == ["日期", "阶段", "所属措施"]]
    assert found == [
        ["2026-05-04", "事前", "整体", "—", "林地裸露", "0"],
        ["2026-05-05", "事中", "拆除：拆工棚", "12.5 亩\n40 %", "已拆一半", "0"],
        ["2026-05-06", "事后", "整体", "—", "已复绿", "0"],
    ]
