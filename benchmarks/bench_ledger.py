"""Reads one workbook of 10,000 rows × 40 columns three ways, in one run.

``read_ledger`` reads, maps, converts and checks every cell; the two others only read. Run with
``python benchmarks/bench_ledger.py``; prints seconds and ratios, medians of five runs each.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from greenshield import reference, resources
from greenshield.formats.ledger import read_ledger

ROWS, RUNS = 10_000, 5
COLUMNS = [
    "图斑编号", "问题来源", "自然保护地名称", "县（市、区）",
    "行政区代码", "乡镇", "所在功能区", "经度",
    "纬度", "活动/设施名称", "活动类型", "活动详情",
    "变化类型", "遥感面积（亩）", "实测面积（公顷）", "规模",
    "建设时间", "历史沿革", "设施现状", "环评批复文号",
    "发证机关", "证照起始日期", "证照截止日期", "生态影响",
    "问题描述", "责任主体", "整改目标", "整改措施",
    "责任单位", "责任人", "督导单位", "整改时限",
    "整改进度", "整改进展", "拆除面积（m²）", "恢复面积（m²）",
    "罚款金额（万元）", "销号时间", "整改状态", "备注",
]  # fmt: skip
assert len(COLUMNS) == 40


def write_ledger(path: Path, edition: int = 1) -> None:
    """The workbook; in a later edition every twentieth row has another remark on its progress."""
    rng = random.Random(7)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    percent = book.add_format({"num_format": "0%"})
    sheet.write_row(0, 0, ["自然保护地生态环境问题台账"])
    sheet.write_row(1, 0, COLUMNS)
    for row in range(ROWS):
        day = dt.date(2019, 1, 1) + dt.timedelta(days=row % 1500)
        values = [
            f"TB-{row:06d}",
            rng.choice(["中央督察一轮", "绿盾巡查", "群众举报"]),
            f"第{row % 37}自然保护区",
            f"第{row % 60}县",
            f"2201{row % 60 + 10}",
            f"{row % 300}乡",
            rng.choice(["核心区", "缓冲区", "实验区", "核心区、缓冲区"]),
            125 + rng.random(),
            43 + rng.random(),
            f"采石场{row}",
            rng.choice(["采石场", "道路", "养殖场"]),
            f"占用林地建设生产用房及堆料场{row}",
            rng.choice(["新增", "扩大"]),
            round(rng.random() * 90, 2),
            round(rng.random() * 9, 4),
            "年产三万吨",
            f"{2000 + row % 20}年{row % 12 + 1}月",
            f"始建于{2000 + row % 20}年，此后两次扩建，{row}",
            "已停产",
            f"某环审〔{row % 9}〕{row}号",
            "某县自然资源局",
            day,
            day,
            "破坏植被",
            f"未取得手续擅自占用保护区土地从事采石活动，面积较大，{row}",
            f"某某矿业有限公司{row % 500}",
            "恢复原状",
            "拆除设备、清运物料、覆土复绿",
            "某县人民政府",
            f"张{row % 99}",
            "某市生态环境局",
            day,
            0,
            f"已拆除设备，正在覆土，{row}" + (f"，第{edition}版" if row % 20 < edition - 1 else ""),
            row % 900,
            row % 700,
            row % 30,
            day,
            rng.choice(["整改中", "已销号"]),
            "",
        ]
        for column, value in enumerate(values):
            if isinstance(value, dt.date):
                sheet.write_datetime(row + 2, column, dt.datetime.combine(value, dt.time()), date)
            elif COLUMNS[column] == "整改进度":
                sheet.write_number(row + 2, column, (row % 101) / 100, percent)
            else:
                sheet.write(row + 2, column, value)
    book.close()


def _openpyxl(path: Path, *, read_only: bool) -> int:
    book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
    return sum(1 for _ in book.active.iter_rows(values_only=True))


def _calamine(path: Path) -> int:
    book = python_calamine.CalamineWorkbook.from_path(path)
    return len(book.get_sheet_by_index(0).to_python())


def _median(work: Callable[[], int]) -> tuple[float, int]:
    times, count = [], 0
    for _ in range(RUNS):
        start = time.perf_counter()
        count = work()
        times.append(time.perf_counter() - start)
    return statistics.median(times), count


def main() -> None:
    synonyms = tomllib.loads(resources.path("ledger_columns.toml").read_text("utf-8"))
    codes = reference.code_tables()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write_ledger(path)

        def ours() -> int:
            found = read_ledger(path, synonyms=synonyms, codes=codes, division="220000")
            remarks = [p.code for p in found.problems]
            assert not remarks, remarks[:3]
            return len(found.rows)

        figures = {
            "read_ledger: read, mapped, checked": _median(ours),
            "openpyxl, bare read": _median(lambda: _openpyxl(path, read_only=False)),
            "openpyxl, bare read, read_only": _median(lambda: _openpyxl(path, read_only=True)),
            "calamine, bare read": _median(lambda: _calamine(path)),
        }
    own = figures["read_ledger: read, mapped, checked"][0]
    print(f"{ROWS} rows x {len(COLUMNS)} columns, medians of {RUNS} runs")
    for name, (seconds, count) in figures.items():
        print(f"{name:<36} {seconds:6.2f} s  {count:>6} rows   ours is {own / seconds:5.2f} of it")


if __name__ == "__main__":
    main()
