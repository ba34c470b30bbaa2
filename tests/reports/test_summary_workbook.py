"""The summary's workbook: its sheets, formulas with their values, links, print set-up."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import openpyxl
import pytest
from dossier_factory import stationery
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from summary_factory import example, random_input, row, sheet_rows, written

from greenshield.domain.errors import UsageError
from greenshield.reports.summary import SummaryInput, tabulate
from greenshield.reports.summary_county import addable
from greenshield.reports.summary_duty import divide
from greenshield.reports.summary_table import page_starts

TABLES = ["汇总表", "按责任单位", "按责任人", "按时序销号", "图表"]
DRILLS = ["线索", "问题", "重点问题", "功能分区", "级别", "来源", "整改进度", "整改逾期", "另计",
          "面积", "处理"]  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The example's workbook."""
    return written(tmp_path_factory.mktemp("summary"))


@pytest.fixture(scope="module")
def shown(file):
    """The same as one sees it: formulas by their values."""
    return openpyxl.load_workbook(file, data_only=True)


@pytest.fixture(scope="module")
def typed(file):
    """The same as it is written: formulas as formulas."""
    return openpyxl.load_workbook(file)


def values(book, sheet):
    """A table's rows by their first cell, each by its headings; of equal headings the first."""
    found = sheet_rows(book[sheet])
    lines = [dict(zip(reversed(found[3]), reversed(line), strict=True)) for line in found[4:]]
    return {line[0]: cells for line, cells in zip(found[4:], lines, strict=True)}


def test_that_the_workbook_holds_what_was_counted(shown):
    book = shown
    assert book.sheetnames == [*TABLES, "明细", *DRILLS, "责任明细", "说明"]
    assert all("2024-12-31" in str(sheet["A2"].value or sheet["A1"].value) for sheet in book
               if sheet.title != "说明")  # fmt: skip
    assert "2024-12-31" in book["说明"]["A1"].value
    by_name = values(book, "汇总表")
    assert list(by_name) == [
        "云岭县", "江源县", "通明市合计", "临江区", "松岭市合计", "吉林省合计",
    ]  # fmt: skip
    county, province = by_name["云岭县"], by_name["吉林省合计"]
    assert county["问题总数"] == 3
    assert county["已销号"] == 1
    assert county["历史导入已完成（未举证）"] == 1
    assert county["销号率"] == county["整改完成率"] == pytest.approx(1 / 3)
    assert county["涉及面积（公顷）"] == pytest.approx(1.42445)
    assert county["涉及面积（亩）"] == pytest.approx(21.36675)
    assert county["罚款（万元）"] == 15
    assert county["采矿采砂"] == 1
    assert county["缓冲区＋核心区"] == 1
    assert county["水电设施"] == 0
    assert province["问题总数"] == 4
    assert province["下发"] == 2
    assert province["核查率"] == 1
    assert county["核查率"] == 1
    assert not by_name["江源县"]["核查率"]


def test_that_the_drill_down_adds_up_to_the_summary(shown):
    province = values(shown, "汇总表")["吉林省合计"]
    drill = sheet_rows(shown["明细"])
    lines = [dict(zip(drill[3], line, strict=True)) for line in drill[4:]]
    assert len(lines) == len(example().rows)
    for total, column in (
        ("问题总数", "计入问题"), ("下发", "下发线索"), ("已核查", "已核查"),
        ("整改逾期", "整改逾期"), ("历史导入", "历史导入"), ("问责人数", "问责人数"),
        ("移送件数", "移送件数"),
    ):  # fmt: skip
        assert province[total] == sum(line[column] or 0 for line in lines)
    area = sum(line["涉及面积"] or 0 for line in lines)
    assert province["涉及面积（公顷）"] == pytest.approx(area / 10_000)
    progress = Counter(line["整改进度"] for line in lines if line["整改进度"])
    assert {k: province[k] for k in progress} == progress
    levels = Counter(line["级别"] for line in lines if line["计入问题"])
    assert levels == {"国家级": 2, "省级": 1, "未填": 1}
    assert all(province[k] == n for k, n in levels.items() if k != "未填")


@pytest.mark.parametrize("seed", [1, 2])
def test_that_every_sheet_of_issues_adds_up_to_its_columns_of_the_summary(tmp_path, seed):
    source = random_input(120, seed)
    book = openpyxl.load_workbook(written(tmp_path, source=source), data_only=True)
    totals = Counter()
    for (group, code), value in tabulate(source).totals.items():
        area = "area" if code.endswith("_m2") else "money"
        own = {"sum": area, "apart": "overdue" if code == "overdue" else "apart"}
        totals[own.get(group, group)] += float(value)
    sheets = ["clue", "total", "key_problem", "zone", "level", "source", "progress", "overdue",
              "apart", "area", "money"]  # fmt: skip
    for group, name in zip(sheets, DRILLS, strict=True):
        sums, heads, *lines = sheet_rows(book[name])[2:]
        adding = [n for n, total in enumerate(sums) if n > 1 and total is not None]
        assert sum(sums[n] for n in adding) == pytest.approx(totals[group]), name
        for n in adding:
            added = sum(line[n] or 0 for line in lines)
            assert sums[n] == pytest.approx(added), (name, heads[n])


def test_that_units_and_persons_are_counted_under_one_spelling(shown, typed):
    units = sheet_rows(shown["按责任单位"])[4:]
    assert [(line[1], line[2]) for line in units] == [
        ('=HYPERLINK("x")', 1), ("云岭县人民政府", 2), ("未填", 1), ("合计", 4),
    ]  # fmt: skip
    persons = sheet_rows(shown["按责任人"])[4:]
    assert [tuple(line[1:4]) for line in persons] == [
        ("*", '=HYPERLINK("x")', 1), ("张三", "云岭县人民政府", 2), ("张三", "未填", 1),
        ("合计", None, 4),
    ]  # fmt: skip
    assert units[1][8] == 1  # 已销号: of the two one is closed here
    assert typed["按责任单位"]["B5"].data_type == "s"


def test_that_width_blanks_and_capitals_make_no_second_name():
    names = ["ＡＢＣ公司", "abc 公司", "abc  公司", "张　三", "张 三", "张三"]
    names += ["Li  Ming", "li ming", "乙局（站）", "乙局(站)"]
    source = SummaryInput(tuple(row(n, duty_unit=u) for n, u in enumerate(names)), "2024-12-31")
    found = divide(tabulate(source))
    assert {(u.name, u.values[("total", "problems")]) for u in found.units} == {
        ("ＡＢＣ公司", 1), ("abc 公司", 2), ("张三", 3), ("Li Ming", 2), ("乙局（站）", 2),
    }  # fmt: skip


def test_that_months_tell_what_was_due_and_what_was_closed(tmp_path):
    source = SummaryInput(
        (
            row(1, "closed", deadline="2024-02-29", closed_on="2024-02-01"),
            row(2, "closed", deadline="2024-02-01", closed_on="2024-04-30"),
            row(3, "rectifying", deadline="2024-02-15"),
            row(4, "closed", adopted=True, deadline="2024-02-15"),
            row(5, "rectifying", deadline="2023.5"),
            row(6, "rectifying"),
            row(7, "filed", deadline="2024-04-30"),
        ),
        "2024-12-31",
    )
    book = openpyxl.load_workbook(written(tmp_path, source=source), data_only=True)
    lines = sheet_rows(book["按时序销号"])
    counted = {str(line[0])[:7]: line[1:] for line in lines[4:]}
    assert counted == {
        "2024-02": [3, 2, 1, 0], "2024-03": [0, 0, 0, 0], "2024-04": [1, 1, 1, 1],
        "时限或销号日期": [2, 0, 1, 0], "合计": [6, 3, 3, 1],
    }  # fmt: skip
    assert list(values(book, "汇总表").values())[-1]["已销号"] == counted["合计"][2]


def test_that_a_problem_that_was_opened_anew_has_no_day_of_closing(tmp_path):
    rows = (row(1, "rectifying", closed_on="2024-02-01"), row(2, "closed", closed_on="2024-04-30"))
    source = SummaryInput(rows, "2024-12-31")
    book = openpyxl.load_workbook(written(tmp_path, source=source), data_only=True)
    told = {}
    for sheet in book:
        lines = sheet_rows(sheet)
        head = next((n for n, line in enumerate(lines) if "销号日期" in line), None)
        if head is not None:
            at = lines[head].index("销号日期")
            days = [str(line[at])[:10] for line in lines[head + 1 :] if at < len(line)]
            told[sheet.title] = [day for day in days if day.startswith("2024-")]
    assert told
    assert {tuple(days) for days in told.values()} == {("2024-04-30",)}


def test_that_figures_are_formulas_and_values_are_there_without_calculating(file, typed, tmp_path):
    sheet = typed["汇总表"]
    for line, start in ((5, "=SUMIFS("), (7, "=SUM("), (10, "=SUM(")):
        assert str(sheet.cell(line, 3).value).startswith(start)
    assert sheet["E5"].value == '=IF(C5=0,"",D5/C5)'
    assert sheet["C10"].value == "=SUM(C7,C9)"
    cells = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("汇总表").to_python()
    assert cells[-1][2] == 2
    plain = openpyxl.load_workbook(written(tmp_path, formulas=False))
    assert not [c for sheet in plain for line in sheet.iter_rows() for c in line
                if c.data_type == "f"]  # fmt: skip
    assert plain["汇总表"]["C10"].value == 2


def test_that_totals_lead_to_the_issues_and_back(typed):
    book = typed
    summary, found = book["汇总表"], 0
    for cell in summary[summary.max_row]:
        formula = str(summary.cell(5, cell.column).value)
        if cell.hyperlink is None or formula.endswith("*15"):
            continue
        name, place = re.fullmatch(r"'(.*)'!([A-Z]+\d+)", cell.hyperlink.location).groups()
        there = book[name][place]
        assert f"'{name}'!${there.column_letter}$5" in formula
        assert str(there.value).startswith(f"=SUBTOTAL(9,{there.column_letter}5:")
        home = there.hyperlink.location
        assert home == f"'汇总表'!{cell.column_letter}4"
        found += 1
    assert found > 20
    units = book["按责任单位"]
    assert units.cell(units.max_row, 3).hyperlink.location.startswith("'责任明细'!")


def test_that_without_single_issues_no_name_leaves_the_house(tmp_path):
    file = written(tmp_path, drills=False)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == [*TABLES, "说明"]
    told = [str(c.value) for sheet in book for line in sheet.iter_rows() for c in line if c.value]
    assert not [text for text in told if "三道沟" in text or "2024-0001" in text]
    assert not [text for text in told if "SUMIFS" in text]
    assert book["汇总表"]["I10"].value == 4


def test_that_only_the_tables_that_are_asked_for_are_made(tmp_path):
    assert openpyxl.load_workbook(written(tmp_path, by=("unit",))).sheetnames == [
        "按责任单位", "明细", "责任明细", "说明",
    ]  # fmt: skip
    assert "责任明细" not in openpyxl.load_workbook(written(tmp_path, by=("county",))).sheetnames


def test_that_of_one_issue_there_are_a_row_and_a_line_with_values_alone(tmp_path):
    source = replace(example(), rows=example().rows[:1])
    file = written(tmp_path, source=source, by=("county",), formulas=False, groups=False)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["汇总表", "明细", "说明"]
    assert book["汇总表"]["I5"].value == 1
    assert not [c for sheet in book for line in sheet.iter_rows() for c in line
                if c.data_type == "f"]  # fmt: skip


def test_that_text_stays_text(typed):
    values = [cell for line in typed["明细"].iter_rows(min_row=5) for cell in line]
    hostile = {"=1+2", "@SUM(A1)", "+cmd|' /C calc'!A0", "https://example.org", "{坏字符}"}
    found = {cell.value for cell in values if cell.data_type == "s"}
    assert hostile <= found
    assert not [cell for cell in values if cell.data_type == "f" or cell.hyperlink]


def test_that_what_looks_like_an_escape_stays_as_written(tmp_path):
    source = SummaryInput((row(1, name="_x0041_"), row(2, name=" 甲 ")), "2024-12-31")
    file = written(tmp_path, source=source)
    assert openpyxl.load_workbook(file)["明细"]["B5"].value == "_x0041_"
    strings = zipfile.ZipFile(file).read("xl/sharedStrings.xml").decode()
    assert "<t>_x005F_x0041_</t>" in strings  # else Excel reads A
    assert '<t xml:space="preserve"> 甲 </t>' in strings


def test_that_dates_are_dates_and_other_deadlines_stay_as_written(typed):
    drill = sheet_rows(typed["明细"])
    column = drill[3].index("整改时限")
    assert {str(line[column]) for line in drill[4:6]} == {"2024-09-30 00:00:00", "2023.5"}


def test_that_english_has_every_word(tmp_path):
    words = stationery().summary_words
    for section, entries in words["zh"].items():
        assert set(entries) == set(words["en"][section]), section
    book = openpyxl.load_workbook(written(tmp_path, "en"))
    assert book.sheetnames[0] == "Summary"
    assert book.sheetnames[-1] == "Notes"
    assert "Share closed" in sheet_rows(book["Summary"])[3]
    assert not [name for name in book.sheetnames if not name.isascii()]


def test_that_equal_input_gives_equal_bytes(file, tmp_path):
    assert written(tmp_path).read_bytes() == file.read_bytes()


def test_that_an_empty_ledger_makes_an_empty_table(tmp_path):
    source = SummaryInput((), "2024-12-31")
    book = openpyxl.load_workbook(written(tmp_path, source=source))
    assert len(sheet_rows(book["汇总表"])) == 4


def test_that_an_unknown_language_is_refused(tmp_path):
    with pytest.raises(UsageError) as caught:
        written(tmp_path, "fr")
    assert caught.value.code == "report_language_unknown"
    assert not list(tmp_path.iterdir())


def test_that_the_workbook_is_a_whole_zip(file):
    assert zipfile.ZipFile(io.BytesIO(file.read_bytes())).testzip() is None


def test_that_the_table_prints_in_parts_that_can_be_read(tmp_path):
    source = replace(example(), project="甲&乙" + "很长的名称" * 60)
    sheet = openpyxl.load_workbook(written(tmp_path, source=source))["汇总表"]
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.print_title_rows == "$3:$4"
    assert "自然保护地和生态保护红线生态环境问题汇总表" in sheet.oddHeader.left.text
    assert "2024-12-31" in sheet.oddHeader.left.text
    assert "甲&&乙" in sheet.oddHeader.left.text
    starts = [0, *(found.id - 2 for found in sheet.col_breaks.brk), sheet.max_column - 2]
    pages = [b - a for a, b in pairwise(starts)]
    assert max(pages) <= 16
    heads = [sheet.cell(3, 3 + start).value for start in starts[:-1]]
    assert heads == ["线索", "按级别", "另计"]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_that_pages_hold_every_column_once_and_groups_whole_where_they_can(sizes):
    groups = [str(n) for n, size in enumerate(sizes) for _ in range(size)]
    starts = [0, *page_starts(groups), len(groups)]
    assert all(0 < b - a <= 16 for a, b in pairwise(starts))
    for n, size in enumerate(sizes):
        first = groups.index(str(n))
        cut = [s for s in starts if first < s < first + size]
        assert not cut or size > 16


def test_that_notes_are_as_high_as_their_text(typed, tmp_path):
    english = openpyxl.load_workbook(written(tmp_path, "en", drills=False))
    for sheet in (typed["说明"], english["Notes"]):
        for line in range(1, sheet.max_row + 1):
            text = sheet.cell(line, 1).value
            width = sum(2 if ord(char) > 0x2E80 else 1 for char in text)
            assert (
                sheet.row_dimensions[line].height >= 15 * width / sheet.column_dimensions["A"].width
            )


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (["220581", "220581-K1"], {"220581", "220581-K1"}),
        (["220581-K1", "220581-k1"], set()),
        (["220581E1", "220581-1", "000000"], {"220581-1", "000000"}),
        (["22*", "2205?1", "=220581", "220581 "], set()),
    ],
)
def test_that_only_codes_that_mean_themselves_are_looked_for_by_formulas(codes, found):
    assert addable(codes) == found
