"""Summaries to write: one counted by hand, and random ones."""

from __future__ import annotations

import random

from dossier_factory import label, stationery

from greenshield.domain.workflow import STATES
from greenshield.reports.summary import SummaryInput, SummaryPatrol, SummaryRow
from greenshield.reports.summary_workbook import Layout, write_summary

DIVISIONS = {
    "220000": "吉林省",
    "220500": "通明市",
    "220581": "云岭县",
    "220582": "江源县",
    "220600": "松岭市",
    "220601": "临江区",
}


def row(number, state="rectifying", county="220581", **rest):
    """An issue of a county."""
    called = f"{county}-2024-{number:04d}"
    return SummaryRow(f"id-{called}", state, county, number=called, **rest)


def example():
    """Five issues of three counties, with names that would like to be formulas."""
    return SummaryInput(
        rows=(
            row(1, "closed", level="national", key_problem="K1", source="central_1",
                zone_codes=("core", "buffer"), area_m2=14_244.5, demolished_m2=2380.0,
                restored_m2=13_900.0, fine_yuan=150_000, accountable=3, referrals=1,
                clue=True, checked=True, verdict="true", name="三道沟采石场",
                deadline="2024-09-30", closed_on="2024-10-02", duty_unit="云岭县人民政府",
                duty_person="张三"),
            row(2, "rectifying", level="national", overdue=True, name="=1+2", deadline="2023.5",
                duty_unit="=HYPERLINK(\"x\")", duty_person="*"),
            row(3, "closed", adopted=True, name="@SUM(A1)", area_name="+cmd|' /C calc'!A0",
                duty_unit="云岭县　人民政府", duty_person="张　三"),
            row(1, "registered", "220582", level="provincial", zone_codes=("core",),
                name="https://example.org", area_m2=1000, duty_person="张三"),
            row(1, "dismissed", "220601", clue=True, checked=True, verdict="not_true",
                name="\x00\x07{坏字符}"),
        ),
        cutoff="2024-12-31",
        project="吉林省绿盾台账",
        divisions=DIVISIONS,
        codes={"key_problem": ("K1", "K2", "K3", "K4")},
    )  # fmt: skip


def random_input(count, seed):
    """Issues of every state in counties whose codes formulas might take for something else."""
    rng = random.Random(seed)
    counties = ["220581", "220582", "220601", "320102", "220581-K1", "220581-k1", "220582E1", ""]
    rows = [_random_row(rng, n, rng.choice(counties)) for n in range(count)]
    return SummaryInput(tuple(rows), "2024-12-31", "随机台账", DIVISIONS)


def random_patrols(count, seed):
    """Patrols of some counties, one with a local code, some without a route."""
    rng = random.Random(seed)
    out = []
    for number in range(count):
        route = rng.choice([0.0, rng.uniform(500, 30_000)])
        out.append(
            SummaryPatrol(
                f"p{number}",
                rng.choice(["220581", "220582", "220601", "220582-XQ"]),
                f"=巡查{number}",
                rng.choice(["planned", "under_way", "overdue", "done"]),
                planned_from=f"2025-{rng.randint(1, 12):02}-01",
                route_m=route,
                covered_m=route * rng.random(),
                walked_m=rng.uniform(0, 40_000),
                finds=rng.randint(0, 5),
            )
        )
    return tuple(out)


def _random_row(rng, number, county):
    state = rng.choice(sorted(STATES))
    return SummaryRow(
        f"id-{number}", state, county,
        number=f"{county}-2024-{number:04d}",
        name=rng.choice(["采石场", "=1+2", "_x0041_", " 甲 "]),
        came_from=rng.choice(["rectifying", "closed", "clue"]),
        zone_codes=tuple(rng.sample(["core", "buffer", "7"], rng.randint(0, 2))),
        level=rng.choice(["national", "provincial", "7", "07", ""]),
        source=rng.choice(["central_1", "patrol", "*", "patrol?", ""]),
        key_problem=rng.choice(["K1", "K2", "", ""]),
        clue=rng.random() < 0.6, checked=rng.random() < 0.7,
        verdict=rng.choice(["true", "not_true", ""]),
        adopted=rng.random() < 0.2, overdue=rng.random() < 0.3,
        deadline=rng.choice(["", "2023.5", "2024-02-29", "2024-06-30", "2199-01-01", "2025-01-31"]),
        closed_on=rng.choice(["2024-02-29", "2024-07-01"]) if state in ("closed", "filed") else "",
        duty_unit=rng.choice(["甲局", "甲 局", "*", "7", "07", "ABC公司", "abc公司", ">5", ""]),
        duty_person=rng.choice(["张三", "张　三", "李四", "~", "未填", ""]),
        area_m2=rng.choice([None, rng.random() * 1e5]),
        demolished_m2=rng.choice([None, 0.04, rng.random() * 1e3]),
        fine_yuan=rng.choice([None, "12345.67", 0.1, "no sum"]),
        accountable=rng.choice([0, 0, 2]), referrals=rng.choice([0, 1]),
    )  # fmt: skip


def written(tmp_path, lang="zh", source=None, **layout):
    """The workbook's file."""
    out = tmp_path / f"summary-{lang}.xlsx"
    write_summary(
        source or example(), out, label=label, stationery=stationery(), lang=lang,
        layout=Layout(**layout),
    )  # fmt: skip
    return out


def sheet_rows(sheet):
    """The values of every row."""
    return [[cell.value for cell in line] for line in sheet.iter_rows()]
