"""The summary's totals are its drill-down, whatever the rows."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pytest
from dossier_factory import label, stationery
from hypothesis import given
from hypothesis import strategies as st

from greenshield.domain.errors import UsageError
from greenshield.domain.workflow import STATES
from greenshield.reports.summary import (
    PROGRESS,
    UNDONE,
    SummaryInput,
    SummaryRow,
    contributions,
    progress_of,
    tabulate,
)
from greenshield.reports.summary_workbook import _page_starts, write_summary

DIVISIONS = {
    "220000": "吉林省",
    "220500": "通明市",
    "220581": "云岭县",
    "220582": "江源县",
    "220600": "松岭市",
    "220601": "临江区",
}


def row(number, state="rectifying", county="220581", **rest):
    return SummaryRow(f"id-{number}", state, county, number=f"{county}-2024-{number:04d}", **rest)


rows = st.builds(
    SummaryRow,
    issue_id=st.uuids().map(str),
    state=st.sampled_from(sorted(STATES)),
    came_from=st.sampled_from(["", "clue", "rectifying", "publicized", "lookback", "closed"]),
    division_code=st.sampled_from(["220581", "220582", "220601", "320102", "220581-K1", ""]),
    zone_codes=st.lists(st.sampled_from(["core", "buffer", "experimental"])).map(tuple),
    level=st.sampled_from(["national", "provincial", ""]),
    source=st.sampled_from(["central_1", "patrol", ""]),
    key_problem=st.sampled_from(["K1", "K2", "K4", ""]),
    clue=st.booleans(),
    checked=st.booleans(),
    verdict=st.sampled_from(["true", "not_true", ""]),
    adopted=st.booleans(),
    rebound=st.booleans(),
    overdue=st.booleans(),
    area_m2=st.none() | st.floats(0, 1e9),
    restored_m2=st.none() | st.floats(allow_nan=True, allow_infinity=True, width=32),
    fine_yuan=st.none() | st.decimals(0, 10**9, places=2) | st.just("no sum"),
    accountable=st.integers(0, 9),
    referrals=st.integers(0, 3),
)
inputs = st.lists(rows, max_size=25).map(lambda r: SummaryInput(tuple(r), "2024-12-31"))


@given(inputs)
def test_that_every_total_is_the_sum_of_its_issues(source):
    table = tabulate(source)
    for line in table.rows:
        width = {"county": None, "city": 4, "province": 2}[line.kind]
        inside = [
            added
            for one, added in table.drill
            if (one.division_code or "000000")[:width] == line.code[:width]
        ]
        for key in table.columns:
            expected = sum(Decimal(str(added.get(key, 0))) for added in inside)
            assert Decimal(str(line.values[key])) == pytest.approx(expected, rel=Decimal("1e-9"))


@given(inputs)
def test_that_provinces_add_up_to_all_rows(source):
    table = tabulate(source)
    problems = sum(r.values[("total", "problems")] for r in table.rows if r.kind == "province")
    assert problems == sum(1 for r in source.rows if progress_of(r))
    assert len(table.drill) == len(source.rows)


@given(inputs)
def test_that_each_way_to_divide_the_problems_adds_up_to_all_of_them(source):
    for line in tabulate(source).rows:
        whole = line.values[("total", "problems")]
        for group in ("progress", "key_problem", "zone", "level", "source"):
            assert sum(v for (g, _), v in line.values.items() if g == group) == whole
        clues = line.values[("clue", "checked")]
        assert clues == sum(line.values[("clue", c)] for c in ("true", "not_true", "other"))


@given(inputs, st.randoms(use_true_random=False))
def test_that_the_order_of_rows_changes_nothing(source, random):
    shuffled = list(source.rows)
    random.shuffle(shuffled)
    assert tabulate(source).rows == tabulate(replace(source, rows=tuple(shuffled))).rows


@given(rows)
def test_that_an_adopted_closing_never_counts_as_closed(one):
    if one.adopted and progress_of(one) not in UNDONE | {""}:
        added = contributions(one)
        assert ("progress", "closed") not in added
        assert not {("progress", "accepted"), ("progress", "publicity")} & set(added)
        assert added[("progress", "adopted_done")] == added[("apart", "adopted")] == 1


@pytest.mark.parametrize("state", sorted(STATES))
def test_that_every_state_is_a_problem_in_one_column_or_none(state):
    progress = progress_of(row(1, state))
    if state in ("clue", "assigned", "checked", "dismissed", "void"):
        assert progress == ""
    else:
        assert progress in PROGRESS


def test_that_rates_and_counts_are_those_counted_by_hand():
    source = SummaryInput(
        (
            row(1, "closed", area_m2=10_000, fine_yuan="15000.50", accountable=2),
            row(2, "filed", area_m2=2500.0),
            row(3, "publicized"),
            row(4, "closed", adopted=True),
            row(5, "rectifying", rebound=True, overdue=True),
            row(6, "suspended"),
            row(7, "registered"),
            row(8, "self_checked"),
            row(9, "dismissed", clue=True, checked=True, verdict="not_true"),
            row(10, "clue", clue=True),
            row(11, "void"),
            row(12, "suspended", came_from="assigned", clue=True, overdue=True),
            row(13, "suspended", came_from="lookback"),
            row(14, "suspended", came_from="publicized"),
        ),
        "2024-12-31",
    )
    county = tabulate(source).rows[0]
    value = county.values
    assert value[("total", "problems")] == 10
    counts = {code: value[("progress", code)] for code in PROGRESS}
    assert counts == {
        "not_started": 1, "rectifying": 0, "awaiting": 1, "accepted": 0, "publicity": 1,
        "closed": 3,
        "rebound": 1, "suspended": 2, "adopted_done": 1,
    }  # fmt: skip
    assert county.share([("progress", "closed")], ("total", "problems")) == 3 / 10
    assert value[("apart", "overdue")] == value[("apart", "void")] == 1
    assert value[("clue", "issued")] == 3
    assert value[("clue", "not_true")] == 1
    assert value[("sum", "fine_yuan")] == Decimal("15000.50")
    assert value[("sum", "area_m2")] == 12_500


def example():
    return SummaryInput(
        rows=(
            row(1, "closed", level="national", key_problem="K1", source="central_1",
                zone_codes=("core", "buffer"), area_m2=14_244.5, demolished_m2=2380.0,
                restored_m2=13_900.0, fine_yuan=150_000, accountable=3, referrals=1,
                clue=True, checked=True, verdict="true", name="三道沟采石场",
                deadline="2024-09-30"),
            row(2, "rectifying", level="national", overdue=True, name="=1+2", deadline="2023.5"),
            row(3, "closed", adopted=True, name="@SUM(A1)", area_name="+cmd|' /C calc'!A0"),
            row(1, "registered", "220582", level="provincial", zone_codes=("core",),
                name="https://example.org", area_m2=1000),
            row(1, "dismissed", "220601", clue=True, checked=True, verdict="not_true",
                name="\x00\x07{坏字符}"),
        ),
        cutoff="2024-12-31",
        project="吉林省绿盾台账",
        divisions=DIVISIONS,
        codes={"key_problem": ("K1", "K2", "K3", "K4")},
    )  # fmt: skip


def written(tmp_path, lang="zh", source=None):
    out = tmp_path / f"summary-{lang}.xlsx"
    write_summary(source or example(), out, label=label, stationery=stationery(), lang=lang)
    return out


def sheet_rows(sheet):
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def test_that_the_workbook_holds_what_was_counted(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path))
    assert book.sheetnames == ["汇总表", "明细", "说明"]
    cells = sheet_rows(book["汇总表"])
    assert "2024-12-31" in cells[1][0]
    heads = cells[3]
    by_name = {line[0]: dict(zip(heads[2:], line[2:], strict=True)) for line in cells[4:]}
    assert list(by_name) == [
        "云岭县", "江源县", "通明市合计", "临江区", "松岭市合计", "吉林省合计",
    ]  # fmt: skip
    county, province = by_name["云岭县"], by_name["吉林省合计"]
    assert county["问题总数"] == 3
    assert county["已销号"] == 1
    assert county["历史导入已完成（未举证）"] == 1
    assert county["销号率"] == county["整改完成率"] == pytest.approx(1 / 3, abs=5e-5)
    assert county["涉及面积（公顷）"] == pytest.approx(1.42445, abs=5.1e-5)
    assert county["涉及面积（亩）"] == pytest.approx(21.36675, abs=5.1e-3)
    assert county["罚款（万元）"] == 15
    assert county["采矿采砂"] == 1
    assert county["缓冲区＋核心区"] == 1
    assert county["水电设施"] == 0
    assert province["问题总数"] == 4
    assert province["下发"] == 2
    assert province["核查率"] == 1
    assert county["核查率"] == 1
    assert by_name["江源县"]["核查率"] is None


def test_that_the_drill_down_adds_up_to_the_summary(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path))
    summary, drill = sheet_rows(book["汇总表"]), sheet_rows(book["明细"])
    province = dict(zip(summary[3], summary[-1], strict=True))
    lines = [dict(zip(drill[2], line, strict=True)) for line in drill[3:]]
    assert len(lines) == len(example().rows)
    for total, column in (
        ("问题总数", "计入问题"), ("下发", "下发线索"), ("已核查", "已核查"),
        ("整改逾期", "整改逾期"), ("历史导入", "历史导入"), ("问责人数", "问责人数"),
        ("移送件数", "移送件数"),
    ):  # fmt: skip
        assert province[total] == sum(line[column] or 0 for line in lines)
    area = sum(line["涉及面积"] or 0 for line in lines)
    assert province["涉及面积（公顷）"] == pytest.approx(area / 10_000, abs=5.1e-5)
    progress = Counter(line["整改进度"] for line in lines if line["整改进度"])
    assert {k: province[k] for k in progress} == progress
    levels = Counter(line["级别"] for line in lines if line["计入问题"])
    assert levels == {"国家级": 2, "省级": 1, "未填": 1}
    assert all(province[k] == n for k, n in levels.items() if k != "未填")


def test_that_text_stays_text(tmp_path):
    out = written(tmp_path)
    book = openpyxl.load_workbook(out)
    values = [cell for line in book["明细"].iter_rows() for cell in line]
    hostile = {"=1+2", "@SUM(A1)", "+cmd|' /C calc'!A0", "https://example.org", "{坏字符}"}
    found = {cell.value for cell in values if cell.data_type == "s"}
    assert hostile <= found
    assert not [cell for cell in values if cell.data_type == "f" or cell.hyperlink]
    parts = zipfile.ZipFile(out)
    assert not any(b"<f>" in parts.read(n) for n in parts.namelist() if "sheet" in n)


def test_that_dates_are_dates_and_other_deadlines_stay_as_written(tmp_path):
    drill = sheet_rows(openpyxl.load_workbook(written(tmp_path))["明细"])
    column = drill[2].index("整改时限")
    assert {str(line[column]) for line in drill[3:5]} == {"2024-09-30 00:00:00", "2023.5"}


def test_that_english_has_every_word(tmp_path):
    words = stationery().summary_words
    for section, entries in words["zh"].items():
        assert set(entries) == set(words["en"][section]), section
    book = openpyxl.load_workbook(written(tmp_path, "en"))
    assert book.sheetnames == ["Summary", "Issues", "Notes"]
    assert "Share closed" in sheet_rows(book["Summary"])[3]


def test_that_equal_input_gives_equal_bytes(tmp_path):
    first = written(tmp_path).read_bytes()
    (tmp_path / "summary-zh.xlsx").unlink()
    assert written(tmp_path).read_bytes() == first


def test_that_an_empty_ledger_makes_an_empty_table(tmp_path):
    source = SummaryInput((), "2024-12-31")
    book = openpyxl.load_workbook(written(tmp_path, source=source))
    assert len(sheet_rows(book["汇总表"])) == 4


def test_that_an_unknown_language_is_refused(tmp_path):
    with pytest.raises(UsageError) as caught:
        written(tmp_path, "fr")
    assert caught.value.code == "report_language_unknown"
    assert not list(tmp_path.iterdir())


def test_that_the_workbook_is_a_whole_zip(tmp_path):
    assert zipfile.ZipFile(io.BytesIO(written(tmp_path).read_bytes())).testzip() is None


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
    starts = [0, *_page_starts(groups), len(groups)]
    assert all(0 < b - a <= 16 for a, b in pairwise(starts))
    for n, size in enumerate(sizes):
        first = groups.index(str(n))
        cut = [s for s in starts if first < s < first + size]
        assert not cut or size > 16


def test_that_notes_are_as_high_as_their_text(tmp_path):
    for lang in ("zh", "en"):
        sheet = openpyxl.load_workbook(written(tmp_path, lang))["说明" if lang == "zh" else "Notes"]
        for line in range(1, sheet.max_row + 1):
            text = sheet.cell(line, 1).value
            width = sum(2 if ord(char) > 0x2E80 else 1 for char in text)
            assert (
                sheet.row_dimensions[line].height >= 15 * width / sheet.column_dimensions["A"].width
            )
