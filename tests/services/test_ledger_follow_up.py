"""A list that follows up names issues by their numbers alone: it needs no place and no source."""

import openpyxl
import pytest
from helpers.imports import workbook

from greenshield.services import issues, ledger_compare, lookup
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.ledger_reissue import import_list

LIST = ("图斑编号", "经度", "纬度", "问题来源", "活动设施名称")
AFTER = ("序号", "图斑编号", "整改进展", "整改完成率（%）", "整改时限")


@pytest.fixture
def ledger(session, tmp_path):
    rows = [[f"R{n}", 126.4 + 0.01 * n, 43.2, "绿盾巡查", f"示例{n}号场"] for n in range(6)]
    assert import_file(session, workbook(tmp_path / "来.xlsx", LIST, rows), LedgerOptions()).created
    return session


def progress(folder, *numbers, name="进展.xlsx"):
    rows = [[k, n, f"已拆除{k}处", 10 * k, "2026-12-31"] for k, n in enumerate(numbers, 1)]
    return workbook(folder / name, AFTER, rows)


def codes(done):
    return [(p.row, p.code) for p in done.problems if p.fatal]


def test_that_progress_is_taken_by_the_numbers_alone(ledger, tmp_path):
    file = progress(tmp_path, "R1", "Ｒ２", "r3")
    done = import_file(ledger, file, LedgerOptions())
    assert (done.created, done.updated, done.refused, codes(done)) == (0, 3, 0, [])
    issue = lookup.issue(ledger.project, "R2")
    told = [issue.get(n) for n in ("progress_note", "progress_pct", "deadline", "lon", "clue_no")]
    assert told == ["已拆除2处", 20, "2026-12-31", 126.42, "R2"]
    assert issue.get("source_code") == "green_shield"
    assert import_file(ledger, file, LedgerOptions()).unchanged == 3


def test_that_a_number_that_nobody_knows_still_needs_a_place_and_a_source(ledger, tmp_path):
    done = import_file(ledger, progress(tmp_path, "R1", "X9"), LedgerOptions())
    assert (done.created, done.updated, done.refused) == (0, 1, 1)
    assert codes(done) == [(3, "ledger_row_no_place"), (3, "ledger_row_no_source")]


def test_that_a_source_that_is_not_known_holds_progress_back_of_no_known_issue(ledger, tmp_path):
    rows = [["R1", "审计署", "已拆除"], ["X9", "审计署", "已拆除"]]
    file = workbook(tmp_path / "进展.xlsx", ("图斑编号", "问题来源", "整改进展"), rows)
    done = import_file(ledger, file, LedgerOptions())
    assert (done.updated, done.refused) == (1, 1)
    told = [(p.row, p.code, p.fatal) for p in done.problems if p.column.endswith("问题来源")]
    assert told == [(2, "ledger_code_unknown", False), (3, "ledger_source_unknown", True)]
    assert "审计" in next(p.params["accepted"] for p in done.problems if p.row == 3)


def test_that_a_comparison_tells_progress_field_by_field(ledger, tmp_path):
    issues.set_fields(ledger, "R1", {"progress_note": "人工填写"})
    found = ledger_compare.compare(ledger.project, progress(tmp_path, "R1", "R2"), LedgerOptions())
    assert [row.number for row in found.changed] == ["R1", "R2"]
    note = next(f for f in found.changed[0].fields if f.field == "progress_note")
    assert (note.here, note.there, note.taken) == ("人工填写", "已拆除1处", False)
    assert found.refused == 0
    assert found.verdicts.new == ()


def test_that_the_campaign_of_the_numbers_is_assumed_or_named(session, tmp_path):
    rows = [[f"R{n}", 126.4 + 0.01 * n, 43.2, "绿盾巡查", f"示例{n}号场"] for n in range(6)]
    given = LedgerOptions(campaign="绿盾2026")
    import_file(session, workbook(tmp_path / "来.xlsx", LIST, rows), given)
    file = progress(tmp_path, "R1", "R2", "R3")
    found = ledger_compare.compare(session.project, file, LedgerOptions())
    assert (found.campaign, len(found.changed), found.refused) == ("绿盾2026", 3, 0)
    done = import_file(session, file, LedgerOptions())
    assert done.refused == 3
    assert "reissue_campaigns_perhaps" in [p.code for p in done.problems]
    assert import_file(session, file, given).updated == 3


def test_that_the_sheet_that_has_the_places_speaks_for_a_number(ledger, tmp_path):
    book = openpyxl.Workbook()
    for name, head, row in (
        ("进展", AFTER, [1, "R1", "已拆除", 50, "2026-12-31"]),
        ("清单", LIST, ["R1", 126.41, 43.2, "绿盾巡查", "新名"]),
    ):
        sheet = book.create_sheet(name)
        sheet.append(head)
        sheet.append(row)
        sheet.append([None, "R2", "已拆除", 50, "2026-12-31"] if name == "进展" else
                     ["R5", 126.45, 43.2, "绿盾巡查", "又名"])  # fmt: skip
    book.remove(book.worksheets[0])
    book.save(tmp_path / "两表.xlsx")
    done = import_file(ledger, tmp_path / "两表.xlsx", LedgerOptions(all_sheets=True))
    assert (done.created, done.updated, done.refused) == (0, 3, 1)
    assert lookup.issue(ledger.project, "R1").get("facility_name") == "新名"
    assert lookup.issue(ledger.project, "R2").get("progress_pct") == 50


def test_that_a_place_that_is_wrong_is_no_place_left_out(ledger, tmp_path):
    rows = [["R1", 12.0, 43.2, None, "改"], ["R2", None, None, None, "改"]]
    done = import_file(ledger, workbook(tmp_path / "再.xlsx", LIST, rows), LedgerOptions())
    assert (done.updated, done.refused) == (1, 1)
    assert lookup.issue(ledger.project, "R1").get("facility_name") == "示例1号场"
    assert lookup.issue(ledger.project, "R2").get("facility_name") == "改"


@pytest.mark.parametrize("campaign", ["", "另一次"])
def test_that_the_official_number_alone_names_an_issue(session, tmp_path, campaign):
    numbers = [f"229901-2026-000{n}" for n in (1, 2)]
    rows = [[f"R{n}", 126.4, 43.2 + 0.1 * n, "绿盾巡查", no] for n, no in enumerate(numbers)]
    head = ("图斑编号", "经度", "纬度", "问题来源", "问题编号")
    given = LedgerOptions(campaign="绿盾2026")
    import_file(session, workbook(tmp_path / "来.xlsx", head, rows), given)
    file = workbook(
        tmp_path / "进展.xlsx", ("问题编号", "整改进展"),
        [[numbers[0], "好"], ["２２９９０１－2026－0002", "差"], ["229901-2026-0009", "无"]],
    )  # fmt: skip
    done = import_file(session, file, LedgerOptions(campaign=campaign))
    assert (done.created, done.updated, done.refused) == (0, 2, 1)
    issue = lookup.issue(session.project, "R1")
    assert [issue.get(n) for n in ("progress_note", "issue_no")] == ["差", numbers[1]]
    assert issue.get("campaign_id") == lookup.issue(session.project, "R0").get("campaign_id")
    full = [[numbers[0], 126.4, 43.2, "绿盾巡查"]]
    done = import_file(session, workbook(tmp_path / "全.xlsx", head[4:] + head[1:4], full), given)
    assert (done.created, done.unchanged, done.refused) == (0, 1, 0)


def noted(session, file, **how):
    done = import_list(session, file, LedgerOptions(), note_gone=True, **how)
    return done.noted, [p.code for p in done.problems if p.fatal]


def test_that_a_list_of_progress_takes_nothing_away_unless_its_edition_is_named(ledger, tmp_path):
    most = progress(tmp_path, "R0", "R1", "R2", "R3", "R4")
    assert noted(ledger, most) == ((), ["reissue_gone_partial"])
    assert lookup.issue(ledger.project, "R5").comments == ()
    assert noted(ledger, most, of="来.xlsx") == (("R5",), [])


def test_that_a_list_that_leaves_out_most_takes_nothing_away_either(ledger, tmp_path):
    rows = [[f"R{n}", 126.4 + 0.01 * n, 43.2, "绿盾巡查", f"示例{n}号场"] for n in range(4)]
    some = workbook(tmp_path / "部分.xlsx", LIST, rows[:2])
    assert noted(ledger, some) == ((), ["reissue_gone_partial"])
    whole = workbook(tmp_path / "整份.xlsx", LIST, rows)
    assert noted(ledger, whole) == (("R4", "R5"), [])
