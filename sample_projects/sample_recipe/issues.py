"""The 60 past issues of the ledger: what each is, where it lies and how far it has come."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import Point as Dot

from sample_recipe.county import BAIWEI, CODE, YUNLING, County, degrees, metres
from sample_recipe.patches import lies_in
from sample_recipe.shapes import Point
from sample_recipe.streams import stream

# state code, its Chinese label, how many of the 60 stand in it
STATES: tuple[tuple[str, str, int], ...] = (
    ("clue", "待派发", 4), ("assigned", "待核查", 3), ("checked", "已核查", 3),
    ("dismissed", "不予立案", 6), ("registered", "已入账", 4), ("planned", "方案待审", 4),
    ("rectifying", "整改中", 10), ("self_checked", "县级自查通过", 4),
    ("city_reviewed", "市级审核通过", 3), ("accepted", "验收通过", 3), ("publicized", "公示中", 3),
    ("closed", "已销号", 5), ("filed", "已备案", 4), ("lookback", "回头看", 2),
    ("suspended", "暂缓", 1), ("void", "撤销", 1),
)  # fmt: skip
OUTCOMES = ("不属实", "合法合规", "保护地外", "重复", "不属实", "合法合规")
SOURCES = (
    "国家遥感", "省级遥感", "绿盾巡查", "常态化巡查",
    "群众举报", "中央督察二轮", "省级督察", "网络舆情",
)  # fmt: skip
_JUDGEMENTS = ("违法违规", "违法违规", "部分违法违规", "待认定")
_REGISTERED = {code for code, _, _ in STATES[4:15]}
_PLANNED = {code for code, _, _ in STATES[5:15]}
_APPROVED = {code for code, _, _ in STATES[6:14]}
_DONE = {code for code, _, _ in STATES[7:14]}
_CLOSED = {"closed", "filed", "lookback"}

_KINDS = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))["kind"]
_PLACES = {
    YUNLING: ("云岭乡石桥沟村", "云岭乡前沟村", "云岭乡南坡村", "云岭乡北岔林场", "云岭乡东坡村"),
    BAIWEI: ("白苇镇西洼村", "白苇镇东大洼村", "白苇镇苇场村", "白苇镇北甸村"),
    "": ("青禾镇上河村", "青禾镇林家店村", "青禾镇南关村"),
}


@dataclass(frozen=True, slots=True)
class Past:
    """An issue with a past. Dates are ISO text, areas 亩, money 万元; "" or None: left blank."""

    number: int
    state: str
    label: str
    outcome: str
    issue_no: str
    clue_no: str
    source: str
    campaign: str
    area_name: str
    area_level: str
    zone: str
    place: str
    spot: Point
    lon: float
    lat: float
    activity: str
    facility: str
    key_problem: str
    area_rs: float
    area_measured: float | None
    built: str
    before_area: str
    description: str
    judgement: str
    is_true: str
    legacy: str
    subject: str
    goal: str
    measures: str
    duty_unit: str
    duty_person: str
    supervise_unit: str
    deadline: str
    progress: int | None
    demolished: float | None
    restored: float | None
    fine: float | None
    found: str
    closed_on: str
    closing_no: str
    lookback_on: str
    remark: str


def make_issues(seed: int, county: County) -> list[Past]:
    """The 60 issues, sorted as a ledger is: by reserve, then by number."""
    states = [(code, label) for code, label, count in STATES for _ in range(count)]
    stream(seed, "issue order").shuffle(states)
    spots = _spots(seed, county)
    dismissed = [i for i, (code, _) in enumerate(states) if code == "dismissed"]
    outcomes = dict(zip(dismissed, OUTCOMES, strict=True))
    # What lies outside everything is where the outcome says so.
    outside = next(i for i in dismissed if outcomes[i] == "保护地外")
    spots[outside] = metres((-1.0, -8.0))
    return [
        _issue(stream(seed, f"issue {i}"), i, states[i], outcomes.get(i, ""), spots[i], county)
        for i in range(60)
    ]


def _spots(seed: int, county: County) -> list[Point]:
    """60 places, at least 250 m apart: 34 in 云岭, 20 in 白苇湿地, 6 under a red line only."""
    rng = stream(seed, "issue spots")
    out: list[Point] = []
    ridge = county.red_lines[2][2]
    for shape, count in ((county.reserves[YUNLING], 34), (county.reserves[BAIWEI], 20), (ridge, 6)):
        left, low, right, high = shape.bounds
        inner = shape.buffer(-60)
        made = 0
        while made < count:
            spot = (round(rng.uniform(left, right), 2), round(rng.uniform(low, high), 2))
            near = any(abs(spot[0] - x) + abs(spot[1] - y) < 250 for x, y in out)
            if not near and inner.contains(Dot(spot)):
                out.append(spot)
                made += 1
    return out


def _issue(
    rng: random.Random, i: int, state: tuple[str, str], outcome: str, spot: Point, county: County
) -> Past:
    code, label = state
    area_name, zone = lies_in(county, Dot(spot))
    ground = "wetland" if area_name == BAIWEI else "hills" if area_name == YUNLING else ""
    kind = rng.choice([k for k in _KINDS if k["where"] in ("", ground)])
    measures, facility = kind["measures"], kind["facility"]
    place = rng.choice(_PLACES[area_name])
    year = rng.choice((2021, 2022, 2022, 2023, 2023, 2024))
    found = dt.date(year, rng.randint(3, 10), rng.randint(1, 28))
    deadline = found + dt.timedelta(days=rng.randint(240, 520))
    if code == "rectifying":  # some of these are overdue when the ledger was cut off, some are not
        deadline = dt.date(2025, 9, 1) + dt.timedelta(days=rng.randint(0, 420))
    closed = deadline - dt.timedelta(days=rng.randint(5, 60))
    area_rs = round(kind["mean_mu"] * rng.uniform(0.5, 1.7), 1)
    lon, lat = degrees(spot)
    looked_at = code not in ("clue", "assigned")
    planned, done = code in _PLANNED, code in _DONE
    demolish = "拆除" in measures
    village = place[3:]
    return Past(
        number=i + 1, state=code, label=label, outcome=outcome,
        issue_no=f"{CODE}-{year}-{i + 1:04d}" if code in _REGISTERED else "",
        clue_no=f"QH{year}-{i + 1:03d}",
        source=rng.choice(SOURCES), campaign=f"绿盾{year}",
        area_name=area_name,
        area_level={YUNLING: "国家级", BAIWEI: "省级"}.get(area_name, ""),
        zone=zone, place=place, spot=spot, lon=lon, lat=lat,
        activity=kind["activity"], facility=f"{village}{facility}", key_problem=kind["key_problem"],
        area_rs=area_rs,
        area_measured=round(area_rs * rng.uniform(0.9, 1.1), 1) if looked_at else None,
        built=rng.choice(("2006", "2009-05", "2011-06", "2015-08-20", "2018", "2019-04", "不详")),
        before_area=rng.choice(("前", "后", "后", "不详")),
        description=f"{village}{facility}：{kind['wrong']}。",
        judgement=rng.choice(_JUDGEMENTS) if looked_at else "",
        is_true=("否" if outcome == "不属实" else "是") if looked_at else "",
        legacy=rng.choice(("历史遗留", "新增")),
        subject=kind["subject"],
        goal="消除生态影响，恢复原有植被" if planned else "",
        measures=measures if planned else "",
        duty_unit=f"{place[:3]}人民政府（示例）" if planned else "",
        duty_person=rng.choice(("周示例", "吴示例", "郑示例")) if planned else "",
        supervise_unit="市生态环境局（示例）" if planned else "",
        deadline=deadline.isoformat() if planned else "",
        progress=100 if done else (rng.choice((20, 40, 60, 80)) if code == "rectifying" else None),
        demolished=round(rng.uniform(60, 1900)) if done and demolish else None,
        restored=round(area_rs * rng.uniform(0.8, 1.0), 1) if done else None,
        fine=round(rng.uniform(0.5, 12), 1) if code in _APPROVED and rng.random() < 0.4 else None,
        found=found.isoformat(),
        closed_on=closed.isoformat() if code in _CLOSED else "",
        closing_no=f"示例销号〔{closed.year}〕{i + 1}号" if code in _CLOSED else "",
        lookback_on=(closed + dt.timedelta(days=200)).isoformat() if code == "lookback" else "",
        remark="与QH2022-008为同一图斑" if outcome == "重复" else _remark(code, rng),
    )  # fmt: skip


def _remark(code: str, rng: random.Random) -> str:
    fixed = {
        "suspended": "涉及诉讼，经省级同意暂缓（示例）",
        "void": "复核证实图斑为云影，经两级签字撤销（示例）",
        "lookback": "省级回头看抽中",
    }
    return fixed.get(code) or rng.choice(("", "", "", "示例", "见附件照片", "已与林业部门会商"))
