"""A list of several sheets that comes again: gone is only what none of them holds."""

import openpyxl
import pytest
from helpers.imports import sheets_file
from shapely import box

from greenshield.services import campaigns, ledger_compare, ledger_compare_out, lookup
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.ledger_reissue import import_list

HEADER = ("图斑编号", "拐点坐标", "活动类型", "问题来源", "问题描述")
EVERY = LedgerOptions(all_sheets=True)


def row(number, at, said="占用", width=0.001):
    shape = box(126.45 + at, 43.2, 126.45 + at + width, 43.201)
    return [number, shape.wkt, "道路", "绿盾巡查", said]


def book(path, **sheets):
    return sheets_file(path, {name: (HEADER, *rows) for name, rows in sheets.items()})


@pytest.fixture
def imported(session, tmp_path):
    rows = {"甲": [row("A1", 0), row("A2", 0.01)], "乙": [row("B1", 0.02), row("B2", 0.03)]}
    import_file(session, book(tmp_path / "一.xlsx", **rows), EVERY)
    return session


@pytest.fixture
def again(tmp_path):
    """A1 is renumbered in row 2 of the first sheet, B1 split there in the second; B2 is gone."""
    return book(
        tmp_path / "二.xlsx",
        甲=[row("A9", 0, "改号"), row("A2", 0.01, "改")],
        乙=[row("B1-1", 0.02, "左", 0.0005), row("B1-2", 0.0205, "右", 0.0005), row("B3", 0.06)],
    )


def compared(session, path, options=EVERY):
    return ledger_compare.compare(session.project, path, options)


def numbers(found, ids):
    return [found.issues[i].number for i in ids]


def test_that_what_stands_in_any_sheet_is_not_gone(imported, again):
    found = compared(imported, again)
    told = found.verdicts
    assert (found.sheets, found.left) == (("甲", "乙"), ())
    assert [numbers(found, g.issues) for g in told.renumbered] == [["A1"]]
    assert [[found.rows[r] for r in g.rows] for g in told.split] == [
        [("B1-1", "", "乙", 2), ("B1-2", "", "乙", 3)]
    ]
    assert [(found.rows[c.row].sheet, c.number) for c in found.changed] == [("甲", "A2")]
    assert numbers(found, told.gone) == ["B2"]
    assert [found.rows[r].number for r in told.new] == ["B3"]


def test_that_an_issue_of_a_sheet_that_was_not_read_is_not_gone(imported, tmp_path):
    rows = {"甲": [row("A1", 0)], "乙": [row("Ｂ１", 0.02), row("B2", 0.03)]}
    list_ = book(tmp_path / "二.xlsx", **rows)
    found = compared(imported, list_, LedgerOptions(sheet="甲"))
    assert found.left == ("乙",)
    assert numbers(found, found.verdicts.gone) == ["A2"]
    told = dict(zip(numbers(found, found.elsewhere), found.elsewhere.values(), strict=True))
    assert told == {"B1": "乙", "B2": "乙"}


def test_that_no_comment_says_gone_while_a_sheet_is_unread(imported, tmp_path):
    list_ = book(tmp_path / "二.xlsx", 甲=[row("A1", 0)], 乙=[row("B1", 0.02)])
    done = import_list(imported, list_, LedgerOptions(sheet="甲"), note_gone=True)
    assert done.noted == ()
    assert [p.code for p in done.problems] == ["reissue_gone_unsure"]
    assert set(import_list(imported, list_, EVERY, note_gone=True).noted) == {"A2", "B2"}


def test_that_decisions_hold_for_the_row_of_their_own_sheet(imported, again, tmp_path):
    """Row 2 is the same issue in one sheet, and half of another one in the other."""
    sheet = tmp_path / "对比.xlsx"
    found = compared(imported, again)
    ledger_compare_out.write(imported.project, found, sheet, "zh")
    made = openpyxl.load_workbook(sheet)
    for line in made.worksheets[0].iter_rows(min_row=2):
        line[0].value = {"改号": "同一问题", "拆分": "拆分", "新增": "不导入"}.get(line[1].value)
    made.save(sheet)
    done = import_list(imported, again, EVERY, sheet)
    assert (done.split, done.problems) == (("B1",), ())
    assert done.imported.created == 0  # of the rows: B3 was not wanted
    said = {n: lookup.issue(imported.project, n).get("description") for n in ("A9", "B1-1", "B1-2")}
    assert said == {"A9": "改号", "B1-1": "左", "B1-2": "右"}
    assert lookup.issue(imported.project, "A9").get("clue_no") == "A1"


def test_that_what_was_decided_and_done_is_not_told_as_changed_since(imported, again, tmp_path):
    sheet = tmp_path / "对比.xlsx"
    ledger_compare_out.write(imported.project, compared(imported, again), sheet, "zh")
    made = openpyxl.load_workbook(sheet)
    words = {"改号": "同一问题", "拆分": "拆分", "新增": "另立", "变化": "采用清单"}
    for line in made.worksheets[0].iter_rows(min_row=2):
        line[0].value = words.get(line[1].value)
    made.save(sheet)
    first = import_list(imported, again, EVERY, sheet)
    assert (first.problems, first.imported.updated) == ((), 4)
    second = import_list(imported, again, EVERY, sheet)
    assert (second.problems, second.split) == ((), ())
    assert (second.imported.created, second.imported.updated, second.imported.unchanged) == (
        0,
        0,
        5,
    )


@pytest.fixture
def campaign(session, tmp_path):
    rows = [row("A1", 0), row("A2", 0.01), row("A3", 0.02)]
    first = book(tmp_path / "一.xlsx", 台账=rows)
    import_file(session, first, LedgerOptions(campaign="示例行动2025"))
    return session


def test_that_a_list_without_a_campaign_is_compared_in_that_of_its_issues(campaign, tmp_path):
    list_ = book(tmp_path / "二.xlsx", 台账=[row("A1", 0, "改"), row("A2", 0.01), row("新", 0.3)])
    found = compared(campaign, list_, LedgerOptions())
    assert (found.campaign, found.of) == ("示例行动2025", ("一.xlsx",))
    assert numbers(found, found.verdicts.gone) == ["A3"]
    assert [c.number for c in found.changed] == ["A2", "A1"][1:]
    assert "reissue_campaign_assumed" in {p.code for p in found.problems}
    done = import_list(campaign, list_, LedgerOptions(), note_gone=True)
    assert (done.imported.created, done.imported.updated, done.noted) == (1, 1, ("A3",))
    issue = lookup.issue(campaign.project, "新")
    assert issue.get("campaign_id") == campaigns.find(campaign.project, "示例行动2025")


def test_that_new_numbers_on_known_patches_tell_the_campaign_too(campaign, tmp_path):
    list_ = book(tmp_path / "二.xlsx", 台账=[row("X1", 0), row("X2", 0.01), row("X3", 0.02)])
    found = compared(campaign, list_, LedgerOptions())
    assert (found.campaign, len(found.verdicts.renumbered)) == ("示例行动2025", 3)


def test_that_equal_numbers_elsewhere_are_no_earlier_edition(campaign, tmp_path):
    list_ = book(tmp_path / "二.xlsx", 台账=[row("A1", 0.3), row("A2", 0.4), row("A3", 0.5)])
    found = compared(campaign, list_, LedgerOptions())
    assert (found.campaign, found.of, len(found.verdicts.new)) == ("", (), 3)


def test_that_two_campaigns_of_one_list_are_named_to_choose_from(campaign, tmp_path):
    rows = [row("A1", 0), row("A2", 0.01), row("A3", 0.02)]
    list_ = book(tmp_path / "二.xlsx", 台账=rows)
    import_file(campaign, list_, LedgerOptions(campaign="示例行动2026"))
    third = book(tmp_path / "三.xlsx", 台账=[row("A1", 0, "改"), *rows[1:]])
    found = compared(campaign, third, LedgerOptions())
    (told,) = [p for p in found.problems if p.code == "reissue_campaigns_perhaps"]
    assert "示例行动2025 (3)" in told.params["campaigns"]
    assert "示例行动2026 (3)" in told.params["campaigns"]
    assert found.campaign == ""
    plain = import_file(campaign, third, LedgerOptions(dry_run=True))
    assert "reissue_campaigns_perhaps" in {p.code for p in plain.problems}
