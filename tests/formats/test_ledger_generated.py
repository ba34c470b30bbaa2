"""Generated ledgers: every sound cell comes out exactly, every planted fault is found, no other."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from helpers.read_lists import read_list
from hypothesis import given, settings
from hypothesis import strategies as st

HEAD = {
    "clue_no": "图斑编号", "source_code": "问题来源", "lon": "经度", "lat": "纬度",
    "area_rs": "占地面积（亩）", "deadline": "整改时限", "built_on": "建设时间",
    "fine_yuan": "罚款金额（万元）", "progress_pct": "整改进度（%）", "activity_code": "活动类型",
    "description": "问题描述",
}  # fmt: skip
SOURCES = {"中央督察一轮": "central_1", "绿盾巡查": "green_shield", " 群众举报 ": "tip_off"}
ACTIVITIES = {"采石场": "old_quarry", "居民点": "old_settlement", "old_road": "old_road"}


@dataclass(frozen=True)
class Cell:
    """What is typed, and what should come of it: a value, or the code of a problem."""

    typed: object
    value: object = None
    fault: str = ""
    fatal: bool = False


def _date(rng: random.Random) -> Cell:
    day = dt.date(2000, 1, 1) + dt.timedelta(days=rng.randrange(9000))
    forms: list[Callable[[dt.date], object]] = [
        lambda d: d,
        lambda d: f"{d.year}年{d.month}月{d.day}日",
        lambda d: f"{d.year}.{d.month}.{d.day}",
        lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
        lambda d: int(f"{d:%Y%m%d}"),
        lambda d: (d - dt.date(1899, 12, 30)).days,
    ]
    return Cell(rng.choice(forms)(day), day.isoformat())


def _area(rng: random.Random) -> Cell:
    mu = round(rng.uniform(0.01, 5000), 2)
    typed = rng.choice(
        [
            mu,
            f"{mu:,}",
            f"{mu}亩",
            f"{mu}".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        ]
    )
    if rng.random() < 0.2:
        return Cell(f"{mu}公顷", pytest.approx(mu * 10_000, rel=1e-12))
    return Cell(typed, pytest.approx(mu * 10_000 / 15, rel=1e-12))


def _angle(rng: random.Random, low: int, high: int) -> Cell:
    if rng.random() < 0.5:
        value = round(rng.uniform(low, high), 6)
        return Cell(rng.choice([value, str(value), f"{value}°"]), value)
    d, m, s = rng.randrange(low, high), rng.randrange(60), round(rng.uniform(0, 59.9), 2)
    text = rng.choice(["{}°{}′{}″", "{}度{}分{}秒", "{}°{}'{}\""]).format(d, m, s)
    return Cell(text, pytest.approx(d + m / 60 + s / 3600, abs=1e-10))


def _sound(rng: random.Random, number: int) -> dict[str, Cell]:
    source, activity = rng.choice(list(SOURCES.items())), rng.choice(list(ACTIVITIES.items()))
    year, month = rng.randrange(1990, 2024), rng.randrange(1, 13)
    fine, percent = round(rng.uniform(0, 99), 3), rng.randrange(101)
    return {
        "clue_no": Cell(f"TB{number:05}", f"TB{number:05}"),
        "source_code": Cell(*source),
        "lon": _angle(rng, 122, 131),
        "lat": _angle(rng, 41, 46),
        "area_rs": _area(rng),
        "deadline": _date(rng),
        "built_on": Cell(f"{year}年{month}月", f"{year}-{month:02}"),
        "fine_yuan": Cell(fine, pytest.approx(fine * 10_000, rel=1e-12)),
        "progress_pct": Cell(rng.choice([percent, f"{percent}%"]), percent),
        "activity_code": Cell(*activity),
        "description": Cell(f"第{number}处，占用林地", f"第{number}处，占用林地"),
    }


FAULTS = [
    ("lon", Cell("126°75′", fault="ledger_angle_out_of_range", fatal=True)),
    ("lat", Cell("见附图", fault="ledger_angle_unread", fatal=True)),
    ("lat", Cell(None, fault="ledger_place_half", fatal=True)),
    ("source_code", Cell(None, fault="ledger_row_no_source", fatal=True)),
    ("clue_no", Cell(None, fault="ledger_row_no_number", fatal=True)),
    ("clue_no", Cell("TB00000", fault="ledger_number_twice", fatal=True)),
    ("area_rs", Cell("约20", fault="ledger_number_vague")),
    ("area_rs", Cell("20-30", fault="ledger_number_vague")),
    ("area_rs", Cell("12元", fault="ledger_unit_wrong")),
    ("area_rs", Cell(-5, fault="ledger_number_out_of_range")),
    ("deadline", Cell("2023-02-30", fault="ledger_date_impossible")),
    ("deadline", Cell("2023年12月", fault="ledger_date_partial")),
    ("deadline", Cell("2023年底前", fault="ledger_date_vague")),
    ("built_on", Cell(2023.1, fault="ledger_date_ambiguous")),
    ("fine_yuan", Cell("若干", fault="ledger_number_unread")),
    ("progress_pct", Cell(120, fault="ledger_value_refused")),
    ("progress_pct", Cell(33.5, fault="ledger_value_refused")),
    ("activity_code", Cell("没有这一类", fault="ledger_code_unknown")),
]


def _write(
    path: Path, rows: list[dict[str, Cell]], order: list[str], blanks: set[int]
) -> list[int]:
    """Writes the rows with blank lines between; returns the sheet row of each."""
    book = openpyxl.Workbook()
    book.active.append(["生态环境问题台账"])
    book.active.append([HEAD[name] for name in order])
    places = []
    for index, row in enumerate(rows):
        if index in blanks:
            book.active.append([])
            book.active.append(["小计", *[None] * (len(order) - 2), 1])
        places.append(book.active.max_row + 1)
        book.active.append([row[name].typed for name in order])
    book.active.append(["合计"])
    book.active.append(["填表人：某某"])
    book.save(path)
    return places


@settings(max_examples=15)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(FAULTS), max_size=12))
def test_that_sound_cells_come_out_exactly_and_each_fault_is_found(tmp_path_factory, seed, faults):
    rng = random.Random(seed)
    rows = [_sound(rng, number) for number in range(30)]
    for place, (field, cell) in zip(rng.sample(range(1, 30), len(faults)), faults, strict=True):
        rows[place][field] = cell
    order = list(HEAD)
    rng.shuffle(order)
    path = tmp_path_factory.mktemp("generated") / "台账.xlsx"
    places = _write(path, rows, order, {5, 17})
    found = read_list(path, division="220000")

    wanted = {
        (place, cell.fault, cell.fatal)
        for place, row in zip(places, rows, strict=True)
        for cell in row.values()
        if cell.fault
    }
    assert {(p.row, p.code, p.fatal) for p in found.problems} == wanted
    sound = {
        p: r for p, r in zip(places, rows, strict=True) if not any(c.fatal for c in r.values())
    }
    assert [row.row for row in found.rows] == list(sound)
    for row in found.rows:
        for name, cell in sound[row.row].items():
            if cell.fault:
                assert name not in row.fields
            else:
                assert row.fields[name] == cell.value, (name, cell.typed)
