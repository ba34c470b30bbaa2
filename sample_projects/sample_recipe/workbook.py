"""整改台账.xlsx, as messy as a county's real one, but with every fact known.

Two title rows, two header rows with merged groups and units, merged cells in the body, blank rows,
a row of totals, notes below, a second sheet; dates, coordinates and numbers in many hands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sample_recipe import handwriting as hand
from sample_recipe.county import COUNTY
from sample_recipe.issues import Past

SHEET = "整改台账"
_CREATED = dt.datetime.fromisoformat("2025-12-31T08:00")  # fixed, so that the bytes are too
_Cell = str | float | int | dt.date | None
_Write = Callable[[Past], _Cell]

# group header, header, width, what stands in the row
_COLUMNS: tuple[tuple[str, str, int, _Write], ...] = (
    ("", "序号", 5, lambda p: p.number),
    ("", "问题编号", 17, lambda p: p.issue_no),
    ("", "核查点编号", 13, lambda p: p.clue_no),
    ("", "问题来源", 11, lambda p: p.source),
    ("", "专项年度", 9, lambda p: p.campaign),
    ("", "发现时间", 12, lambda p: hand.date(p.found, p.number)),
    ("自然保护地", "名称", 20, lambda p: p.area_name),
    ("自然保护地", "级别", 7, lambda p: p.area_level),
    ("", "乡镇/小地名", 15, lambda p: p.place),
    ("", "所在功能区", 11, lambda p: p.zone),
    ("中心坐标（CGCS2000）", "经度", 15, lambda p: hand.coordinate(p.lon, "E", p.number)),
    ("中心坐标（CGCS2000）", "纬度", 15, lambda p: hand.coordinate(p.lat, "N", p.number)),
    ("", "活动/设施\n名称", 18, lambda p: p.facility),
    ("", "活动类型", 12, lambda p: p.activity),
    ("", "四类重点\n问题", 12, lambda p: p.key_problem),
    ("面积（亩）", "遥感面积", 9, lambda p: hand.number(p.area_rs, p.number)),
    ("面积（亩）", "实测面积", 9, lambda p: hand.number(p.area_measured, p.number + 2)),
    ("", "建设时间", 12, lambda p: hand.partial_date(p.built, p.number)),
    ("", "建于保护区\n设立前/后", 9, lambda p: p.before_area),
    ("", "问题描述", 34, lambda p: p.description),
    ("", "违法违规认定", 10, lambda p: p.judgement),
    ("", "是否属实", 7, lambda p: p.is_true),
    ("", "历史遗留/新增", 9, lambda p: p.legacy),
    ("", "责任主体\n(企业/个人)", 17, lambda p: p.subject),
    ("整改情况", "整改目标", 20, lambda p: p.goal),
    ("整改情况", "整改措施", 20, lambda p: p.measures),
    ("整改情况", "责任单位", 18, lambda p: p.duty_unit),
    ("整改情况", "责任人", 8, lambda p: p.duty_person),
    ("整改情况", "督导单位", 17, lambda p: p.supervise_unit),
    (
        "整改情况",
        "整改时限",
        13,
        lambda p: hand.date(p.deadline, p.number + 3) if p.deadline else "",
    ),
    ("整改情况", "整改进度（%）", 8, lambda p: p.progress),
    ("整改情况", "拆除建筑面积\n（平方米）", 10, lambda p: p.demolished),
    ("整改情况", "恢复面积\n（亩）", 9, lambda p: hand.number(p.restored, p.number + 4)),
    ("整改情况", "罚款金额\n（万元）", 9, lambda p: p.fine),
    ("", "整改状态", 13, lambda p: p.label),
    ("", "不予立案\n情形", 10, lambda p: p.outcome),
    (
        "销号情况",
        "销号时间",
        13,
        lambda p: hand.date(p.closed_on, p.number + 5) if p.closed_on else "",
    ),
    ("销号情况", "销号文号", 18, lambda p: p.closing_no),
    ("", "回头看日期", 12, lambda p: hand.date(p.lookback_on, p.number) if p.lookback_on else ""),
    ("", "备注", 24, lambda p: p.remark),
)
HEADERS = tuple(header for _, header, _, _ in _COLUMNS)
_TITLE = f"{COUNTY}自然保护地和生态保护红线生态环境重点问题整改台账（虚构示例）"
_SUBTITLE = "填报单位：青禾县生态环境局（示例）      数据截止：2025年12月31日      单位：亩、万元"
_NOTES = (
    "注：1.本表为虚构示例，县名、代码、单位、人员、问题均不真实；2.面积单位除注明外均为亩（1公顷=15亩）；",
    "    3.坐标为2000国家大地坐标系，可填写十进制度或度分秒；4.“专项年度”为绿盾专项行动年度。",
    "填表人：李示例        审核人：王示例        填表日期：2025年12月31日",
)
_BLANK_BEFORE = (17, 42)  # a clerk left an empty row before these numbers

# A faulty row stands after this number: what is wrong, in which column, and what is changed in a
# copy of the good row.
FAULTS: tuple[tuple[int, str, str, dict[str, _Cell]], ...] = (
    (
        8,
        "bad_coordinate",
        "经度",
        {"核查点编号": "QH2023-901", "经度": "226.4871", "纬度": "43.2135"},
    ),
    (19, "no_clue_number", "核查点编号", {"核查点编号": "", "问题编号": ""}),
    (27, "impossible_date", "整改时限", {"核查点编号": "QH2023-903", "整改时限": "2024年2月30日"}),
    (39, "unknown_source", "问题来源", {"核查点编号": "QH2023-904", "问题来源": "示例来源甲"}),
    (
        51,
        "unreadable_coordinate",
        "经度",
        {"核查点编号": "QH2023-905", "经度": "见附图", "纬度": "见附图"},
    ),
)


def write_workbook(path: Path, issues: list[Past]) -> list[dict[str, Any]]:
    """Writes the workbook.

    Returns:
        The faulty rows: ``row`` (1-based in the sheet), ``fault``, ``column`` (the header without
        its line break).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy/m/d"})
    book.set_properties({"title": _TITLE, "created": _CREATED})
    sheet = book.add_worksheet(SHEET)
    edge = {
        "border": 1,
        "text_wrap": True,
        "valign": "vcenter",
        "font_name": "宋体",
        "font_size": 10,
    }
    head = book.add_format({**edge, "bold": True, "align": "center", "bg_color": "#DDEBF7"})
    body = book.add_format(edge)
    day = book.add_format({**edge, "num_format": "yyyy/m/d"})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "font_name": "黑体"})
    last = len(_COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, _TITLE, title)
    sheet.merge_range(
        1, 0, 1, last, _SUBTITLE,
        book.add_format({"align": "left", "font_name": "宋体"}),
    )  # fmt: skip
    _write_headers(sheet, head)
    rows, faults = _body(issues)
    for r, row in rows.items():
        for c, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(r, c, value, day)
            elif isinstance(value, str) and value:
                sheet.write_string(r, c, value, body)
            else:
                sheet.write(r, c, value, body)
    _merge_runs(sheet, rows, HEADERS.index("名称"), body)
    _merge_runs(sheet, rows, HEADERS.index("级别"), body)
    _write_foot(sheet, max(rows) + 1, issues, head)
    sheet.freeze_panes(4, 3)
    _second_sheet(book)
    book.close()
    return faults


def _write_headers(sheet: Worksheet, head: Format) -> None:
    column = 0
    for group, run in groupby(_COLUMNS, key=lambda c: c[0]):
        members = list(run)
        if group:
            sheet.merge_range(2, column, 2, column + len(members) - 1, group, head)
        for _, header, width, _ in members:
            sheet.set_column(column, column, width)
            if group:
                sheet.write(3, column, header, head)
            else:
                sheet.merge_range(2, column, 3, column, header, head)
            column += 1


def _body(issues: list[Past]) -> tuple[dict[int, list[_Cell]], list[dict[str, Any]]]:
    """The body's cells by 0-based row, and where the faulty ones stand."""
    faults_after = {after: rest for after, *rest in FAULTS}
    rows: dict[int, list[_Cell]] = {}
    faults = []
    r = 4
    for issue in issues:
        if issue.number in _BLANK_BEFORE:
            r += 1
        rows[r] = [write(issue) for _, _, _, write in _COLUMNS]
        r += 1
        if issue.number in faults_after:
            fault, column, changed = faults_after[issue.number]
            row = list(rows[r - 1])
            for header, value in {"序号": "", "问题编号": "", **changed}.items():
                row[HEADERS.index(header)] = value
            rows[r] = row
            faults.append({"row": r + 1, "fault": fault, "column": column})
            r += 1
    return rows, faults


def _merge_runs(sheet: Worksheet, rows: dict[int, list[_Cell]], column: int, cell: Format) -> None:
    """Merges equal neighbours of a column downward, in runs of at most six, as clerks do."""
    start = None
    for r in [*sorted(rows), max(rows) + 2]:
        value = rows[r][column] if r in rows else None
        if start is not None and (
            value != rows[start][column] or r - start >= 6 or r - 1 not in rows
        ):
            if r - start > 1 and r - 1 in rows and rows[start][column]:
                sheet.merge_range(start, column, r - 1, column, rows[start][column], cell)
            start = None
        if start is None and r in rows:
            start = r


def _write_foot(sheet: Worksheet, row: int, issues: list[Past], head: Format) -> None:
    sheet.merge_range(row, 0, row, HEADERS.index("遥感面积") - 1, "合计", head)
    for header, values in (
        ("遥感面积", [p.area_rs for p in issues]),
        ("实测面积", [p.area_measured or 0 for p in issues]),
        ("恢复面积\n（亩）", [p.restored or 0 for p in issues]),
        ("罚款金额\n（万元）", [p.fine or 0 for p in issues]),
    ):
        sheet.write(row, HEADERS.index(header), round(sum(values), 1), head)
    for i, note in enumerate(_NOTES):
        sheet.merge_range(row + 1 + i, 0, row + 1 + i, 20, note)


def _second_sheet(book: Workbook) -> None:
    sheet = book.add_worksheet("填表说明")
    sheet.set_column(0, 0, 90)
    for i, line in enumerate(
        (
            "填表说明（示例）",
            "1. 问题来源按下列填写：国家遥感、省级遥感、绿盾巡查、常态化巡查、"
            "群众举报、网络舆情、督察等。",
            "2. 整改状态按流程填写：待派发、待核查、已核查、不予立案、已入账、方案待审、整改中……",
            "3. 不予立案的须填写情形：不属实、合法合规、保护地外、重复。",
        )
    ):
        sheet.write(i, 0, line)
