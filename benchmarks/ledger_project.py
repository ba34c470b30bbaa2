"""Makes a project with as many issues as one asks for, by the program's own events.

Rows differ as those of a real ledger do: forty areas, nine counties, sixteen states' worth of
deadlines, names and places of a few thousand words, patches of some dozen vertices.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import numpy as np
import shapely

from greenshield.domain import workflow
from greenshield.project.identity import issue_of_clue
from greenshield.project.project import Project
from greenshield.project.projection.geometry import to_field
from greenshield.services import new_project, people
from greenshield.services.session import writing

_SOURCES = ("central_1", "central_2", "national_rs", "provincial_rs", "green_shield", "patrol",
            "tip_off", "audit")  # fmt: skip
_ACTIVITIES = ("mining", "industry", "energy", "tourism", "transport", "farming", "other",
               "old_quarry", "old_road", "old_breeding")  # fmt: skip
_KEYS = (None, None, None, "K1", "K2", "K3", "K4")
_PLACES = "青禾长岭柳河珲春白山抚松靖宇临江集安辉南大安通榆镇赉洮南前郭乾安扶余榆树德惠农安"
_THINGS = ("采石场", "养殖场", "度假村", "水电站", "木材加工厂", "沙场", "码头", "砖厂", "道路",
           "光伏电站")  # fmt: skip
_STATES = [s for s in workflow.STATES if s not in ("void", "lookback", "suspended")]
_BATCH = 4_000


def make(folder: Path, count: int, counties: int = 9) -> Path:
    """The project's folder, made with ``count`` issues unless it stands there already."""
    project = folder / (f"ledger-{count}" if counties == 9 else f"ledger-{count}-{counties}")
    ready = project / "derived" / f"made-{count}"
    if ready.exists():
        return project
    with new_project.create(project, name="青禾县", division_code="220000", me="张三") as opened:
        me = people.find(opened, "张三")
        for name in ("李四", "王五", "赵六", "钱七"):
            people.add(opened, me, name=name, tier="county", roles=["inspector"], unit="青禾县局")
    with writing(project) as session:
        _fill(session.project, session.who.actor_id, count, counties)
        session.project.checkpoint()
    ready.parent.mkdir(parents=True, exist_ok=True)
    ready.touch()
    return project


def add_patrols(project: Path, count: int, counties: int, points: int = 3_000) -> None:
    """Plans patrols of 2025 in the project's counties, each with a track, unless it has some."""
    with writing(project) as session:
        opened = session.project
        if opened.rows("SELECT 1 FROM patrol LIMIT 1"):
            return
        rng = np.random.default_rng(6)
        with opened.action(session.who.actor_id) as action:
            for n in range(count):
                division = _division(n % counties)
                patrol, track = (
                    f"{division}:{kind:08x}-0000-7000-8000-{n:012x}" for kind in (1, 2)
                )
                walked = np.cumsum(rng.normal((6e-5, 0.0), 3e-5, (points, 2)), axis=0)
                walked += np.array([126.0, 43.0])
                month = f"2025-{n // counties % 12 + 1:02d}"
                route = shapely.LineString(walked[::200])
                action.create("patrol", patrol, {
                    "name": f"巡查{n + 1}", "planned_from": f"{month}-01",
                    "planned_to": f"{month}-28", "geom": to_field(route, opened.media),
                })  # fmt: skip
                action.create("track", track, {
                    "name": f"轨迹{n + 1}", "sha256": f"{n:064x}", "points": points,
                    "started_at": f"{month}-10T01:00:00Z", "ended_at": f"{month}-10T06:00:00Z",
                    "geom": to_field(shapely.MultiLineString([walked]), opened.media),
                    "patrols": [patrol],
                })  # fmt: skip
        opened.checkpoint()


def _division(county: int) -> str:
    return f"22{county // 10 + 3:02d}{county % 10 + 10:02d}"


def _fill(project: Project, actor: str, count: int, counties: int) -> None:
    rng = random.Random(20261121)
    areas = [f"area-{n}" for n in range(40)]
    inspectors = [a.actor_id for a in people.everyone(project) if "inspector" in a.roles]
    with project.action(actor) as action:
        for n, area in enumerate(areas):
            x, y = 124 + n % 8 * 0.5, 42 + n // 8 * 0.5
            values = {
                "kind": "area", "code": f"A{n:03d}", "name": f"{_place(rng)}自然保护区",
                "area_level": "national" if n % 4 == 0 else "provincial", "area_type": "reserve",
                "geom": to_field(shapely.box(x, y, x + 0.45, y + 0.45), project.media),
            }  # fmt: skip
            action.create("area", area, values)
    for first in range(0, count, _BATCH):
        with project.action(actor) as action:
            for n in range(first, min(first + _BATCH, count)):
                _issue(project, action, rng, n, areas, inspectors, counties)


def _issue(project, action, rng, n, areas, inspectors, counties) -> None:
    area = n % len(areas)
    county = area % 9 if counties == 9 else n % counties
    division = _division(county)
    x, y = 124 + area % 8 * 0.5 + rng.random() * 0.4, 42 + area // 8 * 0.5 + rng.random() * 0.4
    patch = shapely.Point(x, y).buffer(0.0004 + rng.random() * 0.001, quad_segs=rng.randint(3, 12))
    day = dt.date(2024, 1, 1) + dt.timedelta(days=rng.randrange(1400))
    values = {
        "clue_no": f"TB-2026-{n + 1}",
        "source_code": rng.choice(_SOURCES),
        "area_id": areas[area],
        "division_code": division,
        "place_name": f"{_place(rng)}镇{rng.randint(1, 60)}村",
        "zone_code": [rng.choice(("core_protect", "general_control"))],
        "facility_name": f"{_place(rng)}{rng.choice(_THINGS)}{rng.randint(1, 400)}号",
        "activity_code": rng.choice(_ACTIVITIES),
        "key_problem_code": rng.choice(_KEYS),
        "area_rs": round(rng.random() * 90_000, 1),
        "description": f"未取得手续擅自占用保护区土地，面积较大，{n}",
        "subject_name": f"{_place(rng)}矿业有限公司",
        "duty_unit": f"{_place(rng)}县人民政府",
        "deadline": day.isoformat() if rng.random() < 0.8 else None,
        "geom": to_field(patch, project.media),
    }
    if rng.random() < 0.3:
        values |= {"assignee": rng.choice(inspectors), "check_due": day.isoformat()}
    issue = issue_of_clue(project.project_id, division, "", values["clue_no"])
    action.create("issue", issue, {k: v for k, v in values.items() if v is not None})
    state = rng.choice(_STATES)
    if state != "clue":
        # A row with a past: the state that it claims, as an import of a kept ledger makes it.
        document = {"sha256": "0" * 64, "name": "ledger.xlsx", "size": 1}
        action.emit("moved", "issue", issue, {
            "move": "adopt", "from": "clue", "to": state, "after": "", "ruleset": "0" * 64,
            "occurred_on": "2026-01-01", "role": "county", "tier": "county", "unit": "",
            "reason": "", "documents": [document], "pins": {},
            "data": {"state": state, "file_sha256": "0" * 64, "sheet": "", "row": n + 1},
        })  # fmt: skip


def _place(rng: random.Random) -> str:
    start = rng.randrange(len(_PLACES) - 1)
    return _PLACES[start : start + 2]
