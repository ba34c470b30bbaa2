"""Writes ledgers as counties send them, of any size, with faults that are known cell by cell.

Forty columns under a merged head of two rows with units, title lines above, subtotals, blank
lines and notes; two sheets, the second in map coordinates, and a page that is no ledger.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import xlsxwriter

from greenshield.formats.sheet_grid import letter

WEST, SOUTH, EAST, NORTH = 126.30, 43.20, 126.40, 43.30  # of the area 云岭; core west of 126.35
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("序号",)),
    ("", ("图斑编号",)),
    ("", ("问题来源",)),
    ("基本情况", ("自然保护地名称", "行政区代码", "小地名", "所在功能区", "活动/设施名称",
                  "活动类型", "活动详情")),
    ("位置", ("经度", "纬度")),
    ("面积", ("遥感面积（亩）", "实测面积（公顷）")),
    ("现状", ("变化类型", "规模", "建设时间", "历史沿革", "设施现状", "生产情况")),
    ("手续", ("环评批复文号", "发证机关", "证照起始日期", "证照截止日期")),
    ("问题", ("生态影响", "问题描述", "责任主体")),
    ("整改", ("整改目标", "整改措施", "责任单位", "责任人", "督导单位", "整改时限",
              "整改进度（%）", "整改进展", "拆除面积（m²）", "恢复面积（m²）", "罚款金额（万元）")),
    ("", ("整改状态",)),
    ("", ("备注",)),
)  # fmt: skip
HEADERS = [name for _, names in GROUPS for name in names]
assert len(HEADERS) == 40
_METRES = {"经度": "Y坐标", "纬度": "X坐标"}
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_SUBTOTAL, _BLANK = 97, 61  # rows from one to the next

# header, what is typed, code, whether the row is refused, letter told ("" for the whole row)
FAULTS: tuple[tuple[str, Any, str, bool], ...] = (
    ("图斑编号", None, "ledger_row_no_number", True),
    ("图斑编号", "TB00000", "ledger_number_twice", True),
    ("图斑编号", "ＴＢ０００００", "ledger_number_twice", True),
    ("问题来源", None, "ledger_row_no_source", True),
    ("问题来源", "听说的", "ledger_source_unknown", True),
    ("经度", "见附图", "ledger_angle_unread", True),
    ("纬度", None, "ledger_place_half", True),
    ("遥感面积（亩）", "约20", "ledger_number_vague", False),
    ("遥感面积（亩）", "12元", "ledger_unit_wrong", False),
    ("遥感面积（亩）", -5, "ledger_number_out_of_range", False),
    ("实测面积（公顷）", "1/3", "ledger_number_unread", False),
    ("建设时间", 2023.1, "ledger_date_ambiguous", False),
    ("建设时间", "九十年代", "ledger_date_unread", False),
    ("证照起始日期", "2023-02-30", "ledger_date_impossible", False),
    ("证照截止日期", "2023年12月", "ledger_date_partial", False),
    ("整改时限", "2023年底前", "ledger_date_vague", False),
    ("整改进度（%）", 120, "ledger_value_refused", False),
    ("罚款金额（万元）", "若干", "ledger_number_unread", False),
    ("活动类型", "没有这一类", "ledger_code_unknown", False),
    ("生产情况", "说不清的情况", "ledger_code_unknown", False),
    ("所在功能区", "缓冲区", "ledger_zone_elsewhere", False),
    ("整改状态", "差不多了", "ledger_state_unknown", False),
)
_DEGREES_ONLY = ("经度", "纬度")


@dataclass(slots=True)
class Made:
    """What was written.

    Attributes:
        faults: (sheet, 1-based row, letter or "", code) of all that is wrong.
        refused: how many rows must be.
        sound: clue number -> some of the values that must come of its row.
    """

    faults: set[tuple[str, int, str, str]] = field(default_factory=set)
    refused: int = 0
    sound: dict[str, dict[str, Any]] = field(default_factory=dict)


def make(path: Path, rows: int, seed: int, every: int = 11) -> Made:
    """Writes a workbook of so many records, about every so-manieth with one fault."""
    rng = random.Random(seed)
    made = Made()
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        first = rows * 3 // 5
        _sheet(book, day, "第一批", range(first), rng, made, every, metric=False)
        book.add_worksheet("汇总").write_column(0, 0, ["各县汇总", "见附件", "完"])
        _sheet(book, day, "第二批", range(first, rows), rng, made, every, metric=True)
    return made


def _sheet(
    book: Any, day: Any, name: str, numbers: range, rng: random.Random, made: Made, every: int,
    *, metric: bool,
) -> None:  # fmt: skip
    sheet = book.add_worksheet(name)
    _head(sheet, metric=metric)
    east = np.array([rng.uniform(WEST + 0.002, 126.348) for _ in numbers]).round(6)
    north = np.array([rng.uniform(SOUTH + 0.002, NORTH - 0.002) for _ in numbers]).round(6)
    to_metres = pyproj.Transformer.from_crs(4490, 4530, always_xy=True)
    x, y = to_metres.transform(east, north)
    row = 4
    for n, number in enumerate(numbers):
        if n and n % _SUBTOTAL == 0:
            sheet.write_row(row, 1, ["小计"])
            sheet.write_formula(row, HEADERS.index("遥感面积（亩）"), f"=SUM(M5:M{row})", None, 1)
            row += 1
        row += n % _BLANK == 5
        cells, values = _record(number, rng)
        cells["序号"] = n + 1
        if metric:
            cells["经度"], cells["纬度"] = round(float(x[n]), 3), round(float(y[n]), 3)
        else:
            cells["经度"] = _angle(float(east[n]), rng)
            cells["纬度"] = _angle(float(north[n]), rng)
        fault = None
        if n and (n + number) % every == 0:
            choice = FAULTS if not metric else [f for f in FAULTS if f[0] not in _DEGREES_ONLY]
            fault = rng.choice(choice)
            _plant(fault, cells, values, made, name, row + 1, number)
        if fault is None or not fault[3]:
            made.sound[f"TB{number:05}"] = values | {"lon": east[n], "lat": north[n]}
        _write(sheet, row, [cells[header] for header in HEADERS], day)
        row += 1
    sheet.write_row(row, 1, ["合计"])
    sheet.write_formula(row, HEADERS.index("遥感面积（亩）"), f"=SUM(M5:M{row})", None, 1)
    sheet.write(row + 2, 0, "填表人：某某          审核人：某某")
    sheet.write(row + 3, 0, "注：面积以实测为准。")


def _plant(
    fault: tuple[str, Any, str, bool], cells: dict[str, Any], values: dict[str, Any], made: Made,
    sheet: str, row: int, number: int,
) -> None:  # fmt: skip
    header, typed, code, fatal = fault
    in_sheets = any(told[3] == "ledger_number_in_sheets" for told in made.faults)
    if code == "ledger_number_twice" and sheet != "第一批" and not in_sheets:
        code = "ledger_number_in_sheets"  # from then on it stands in this sheet too
    cells[header] = typed
    column = letter(HEADERS.index(header))
    if header == "纬度" and typed is None:
        column = letter(HEADERS.index("经度"))  # the half that is there
    made.faults.add((sheet, row, column, code))
    made.refused += fatal
    values.pop({"遥感面积（亩）": "area_rs", "整改时限": "deadline"}.get(header, ""), None)


def _record(number: int, rng: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """A sound row: what is typed, and some of what must come of it."""
    mu = round(rng.uniform(0.1, 500), 2)
    deadline = dt.date(2026, 1, 1) + dt.timedelta(days=rng.randrange(700))
    built = dt.date(rng.randrange(1990, 2020), rng.randrange(1, 13), 1)
    forms = (
        deadline, f"{deadline.year}年{deadline.month}月{deadline.day}日",
        f"{deadline:%Y.%m.%d}", f"{deadline:%Y/%m/%d}".translate(_WIDE), int(f"{deadline:%Y%m%d}"),
    )  # fmt: skip
    cells = dict.fromkeys(HEADERS)
    cells |= {
        "图斑编号": f"TB{number:05}",
        "问题来源": rng.choice(["中央督察一轮", "绿盾巡查", " 群众举报 "]),
        "自然保护地名称": "云岭", "行政区代码": "220283", "小地名": f"{number % 50}沟",
        "所在功能区": "核心区", "活动/设施名称": f"采石场{number}",
        "活动类型": rng.choice(["采石场", "居民点"]), "活动详情": f"占用林地{number}",
        "遥感面积（亩）": rng.choice([mu, f"{mu:,}", f"{mu}亩", f"{mu}".translate(_WIDE)]),
        "实测面积（公顷）": rng.choice([round(mu / 15, 3), None, "—"]),
        "变化类型": rng.choice(["新增", "扩大"]), "规模": "年产三万吨",
        "建设时间": rng.choice([f"{built.year}年{built.month}月", built.year]),
        "历史沿革": "多次扩建", "设施现状": "已停产", "生产情况": None,
        "环评批复文号": f"某环审〔{built.year}〕{number % 99}号", "发证机关": "某县自然资源局",
        "证照起始日期": built, "证照截止日期": deadline, "生态影响": "破坏植被",
        "问题描述": f"第{number}处，未取得手续", "责任主体": f"某公司{number % 99}",
        "整改目标": "恢复原状", "整改措施": "拆除设备、覆土复绿", "责任单位": "某县人民政府",
        "责任人": "张三", "督导单位": "某市生态环境局", "整改时限": rng.choice(forms),
        "整改进度（%）": rng.choice([number % 101, f"{number % 101}%"]), "整改进展": "正在覆土",
        "拆除面积（m²）": number % 900, "恢复面积（m²）": number % 700,
        "罚款金额（万元）": number % 30,
        "整改状态": rng.choice(["整改中", "已销号"]),
    }  # fmt: skip
    return cells, {"area_rs": mu * 10_000 / 15, "deadline": deadline.isoformat()}


def _angle(value: float, rng: random.Random) -> Any:
    minutes = round((value % 1) * 60, 4)
    return rng.choice([value, str(value), f"{value}°", f"{int(value)}°{minutes}′"])


def _head(sheet: Any, *, metric: bool) -> None:
    last = len(HEADERS) - 1
    sheet.merge_range(0, 0, 0, last, "自然保护地生态环境问题整改台账")
    sheet.merge_range(1, 0, 1, 19, "填报单位：某某县生态环境局（盖章）")
    sheet.merge_range(1, 20, 1, last, "填报日期：2026年5月1日")
    column = 0
    for group, names in GROUPS:
        told = [_METRES.get(name, name) if metric else name for name in names]
        if not group:
            sheet.merge_range(2, column, 3, column, told[0])
        else:
            sheet.merge_range(2, column, 2, column + len(names) - 1, group)
            sheet.write_row(3, column, told)
        column += len(names)


def _write(sheet: Any, row: int, values: Sequence[Any], day: Any) -> None:
    for column, value in enumerate(values):
        if isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, day)
        elif value is not None:
            sheet.write(row, column, value)
