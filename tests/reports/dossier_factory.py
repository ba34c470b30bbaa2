"""A full closure dossier with real photos, and the parts to vary it."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import BinaryIO

import numpy as np
from helpers.make_photos import jpeg_with_exif
from PIL import Image
from shapely.geometry import Polygon

from greenshield import messages, resources
from greenshield.domain.codes import CodeTables
from greenshield.domain.errors import Missing, Problem
from greenshield.formats import thumbnails
from greenshield.reports import dossier_ground as ground
from greenshield.reports import dossier_parts as parts
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.stationery import Stationery


@cache
def tables() -> CodeTables:
    """The code tables that the program ships."""
    raw: dict[str, dict] = {}
    for file in sorted(resources.path("codes").glob("*.toml")):
        raw |= tomllib.loads(file.read_text("utf-8"))
    return CodeTables.from_dict(raw)


def label(table: str, code: str, lang: str) -> str:
    return tables().label(table, code, lang)


def decode(stream: BinaryIO, longest: int | None, name: str) -> Image.Image:
    return thumbnails.upright(stream, longest, name).image


def stationery() -> Stationery:
    return Stationery.load(resources.path("templates"))


def blob(lon: float, lat: float, radius: float, vertices: int, seed: int) -> Polygon:
    """A round shape with a wavy edge, ``radius`` in degrees of latitude."""
    random = np.random.default_rng(seed)
    turn = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    waves = (
        random.uniform(-0.08, 0.08) * np.sin(k * turn + random.uniform(0, 6)) for k in range(2, 9)
    )
    reach = radius * (1 + sum(waves))
    return Polygon(np.column_stack([lon + reach * 1.37 * np.cos(turn), lat + reach * np.sin(turn)]))


AREA = blob(126.30, 43.20, 0.11, 4000, 3)
CORE = blob(126.33, 43.22, 0.035, 500, 4)
BUFFER = blob(126.32, 43.215, 0.06, 900, 5).difference(CORE)
EXPERIMENTAL = AREA.difference(BUFFER).difference(CORE)
REDLINE = blob(126.40, 43.15, 0.06, 800, 7)
PATCH = Polygon(
    [
        (126.3501, 43.2301),
        (126.3521, 43.2304),
        (126.3525, 43.2290),
        (126.3512, 43.2294),
        (126.3504, 43.2288),
    ]
)
TURNED = ground.NorthEntry("magnetic", magnetic=345.3, declination=-10.3, model="WMM2025")
FINGERPRINT = "3f9a 11c0 7be2 54d8 90aa 6c1e 2b7d 4410 8ce3 55f1 0b9d a2c4 7788 19ef 30d6 e5b2"


def photo(
    folder: Path, number: int, phase: str, lon: float, lat: float, azimuth: float, **rest: object
) -> ground.PhotoEntry:
    """A JPEG of its own pixels, and its entry."""
    size = (1600, 1200) if number % 3 else (2000, 1125)
    taken = datetime(2024, 3 + number, 4 + number, 9, 12, 30)  # noqa: DTZ001 - a camera knows no zone
    path = jpeg_with_exif(
        folder / f"IMG_{number:04d}.jpg",
        lon=lon,
        lat=lat,
        azimuth=azimuth,
        taken_at=taken,
        size=size,
        seed=number * 7919,
        orientation=6 if number == 3 else 1,
    )
    entry = ground.PhotoEntry(
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        path=path,
        phase=phase,
        kind="far" if number % 2 else "near",
        lon=lon,
        lat=lat,
        azimuth=azimuth,
        taken_at=taken.isoformat() + "+08:00",
        taken_at_source="exif",
        position_source="exif",
        taker="李静",
    )
    return replace(entry, **rest)


COURSE = """
assign clue assigned county 2024-03-20 2024-03-20T10:02:11+08:00
check assigned checked inspector 2024-04-05 2024-04-06T08:40:00+08:00
register checked registered county 2024-04-12 2024-04-12T15:20:43+08:00
plan registered planned county 2024-04-20 2024-04-20T09:00:12+08:00
approve_plan planned rectifying county 2024-04-28 2024-04-29T16:31:30+08:00
self_check rectifying self_checked county 2024-09-20 2024-09-20T11:11:11+08:00
city_review self_checked city_reviewed city 2024-10-15 2024-10-16T09:30:00+08:00
accept city_reviewed accepted province 2024-11-20 2024-11-20T14:00:00+08:00
publicize accepted publicized province 2024-11-25 2024-11-25T09:00:00+08:00
close publicized closed province 2024-12-12 2024-12-12T10:10:10+08:00 公示期满无未决异议
"""


def course(*people: parts.Party) -> tuple[parts.MoveEntry, ...]:
    """Every move from the clue to the closing."""
    by_role = {person.role: person for person in people}
    rows = (line.split() for line in COURSE.strip().splitlines())
    return tuple(
        parts.MoveEntry(move, old, new, by_role[role], day, moment, "".join(reason))
        for move, old, new, role, day, moment, *reason in rows
    )


def full_dossier(folder: Path) -> ClosureDossier:
    """A closed issue with something in every chapter."""
    photos = (
        photo(folder, 1, "before", 126.3498, 43.2290, 60),
        photo(folder, 2, "before", 126.3524, 43.2286, 335, north=TURNED),
        photo(folder, 3, "during", 126.3511, 43.2307, 180),
        photo(folder, 4, "after", 126.34982, 43.22903, 64),
        photo(folder, 5, "after", 126.35242, 43.22858, 330),
        photo(
            folder,
            6,
            "after",
            126.3507,
            43.2284,
            10,
            position_source="hand",
            warnings=(
                Problem(
                    "photo_time_contradicts_gps",
                    params={"camera": "09:12:30", "gps": "08:55:02"},
                ),
            ),
            doubts=(Problem("photo_off_track", params={"distance_m": 1840, "track": "巡查 4 号"}),),
        ),
        photo(folder, 7, "lookback", 126.3530, 43.2300, 250, north=ground.NorthEntry("gimbal")),
    )
    county = parts.Party("王建国", "云岭县生态环境局", "county", "county", verified=True)
    city = parts.Party("赵敏", "通明市生态环境局", "city", "city", verified=True)
    province = parts.Party("孙立", "省生态环境厅", "province", "province", verified=False)
    inspector = parts.Party("李静", "云岭保护区管理局", "authority", "inspector", verified=False)
    return ClosureDossier(
        issue_id="0192f0c0-0000-7000-8000-000000000001",
        issue_no="220581-2024-0017",
        clue_no="JL-2023-H1-00482",
        state="closed",
        as_of="2024-12-20",
        label=label,
        tell=messages.text,
        decode=decode,
        provenance=parts.Provenance(
            project="云岭县自然保护地问题台账",
            division_code="220581",
            division_name="云岭县",
            ruleset="default-2026",
            ruleset_sha256="9b" * 32,
            root_fingerprint=FINGERPRINT,
        ),
        fields={
            "source_code": "central_1",
            "division_code": "220581",
            "place_name": "云岭镇三道沟村",
            "zone_code": ["core", "buffer"],
            "lon": 126.351231,
            "lat": 43.229612,
            "source_crs": 4530,
            "area_core": 12034.5,
            "area_buffer": 2210.0,
            "area_redline": 0.0,
            "external_nos": [
                ["省平台", "SP-0091"],
                ["督察组", "D1-33"],
                ["temporary", "229901-2025-T-0001"],
            ],
            "facility_name": "三道沟采石场",
            "activity_code": "old_quarry",
            "activity_detail": "露天开采建筑用石，含破碎生产线一条、简易工棚三处",
            "key_problem_code": "K1",
            "area_rs": 14012.0,
            "area_measured": 14244.5,
            "built_on": "2009-06",
            "legacy_flag": "legacy",
            "violation_judgement": "illegal",
            "subject_name": "云岭县三道沟石材有限公司",
            "eia_accepted": False,
            "description": "采石场位于核心区与缓冲区交界，2009 年起露天开采，"
            "采坑边坡裸露，弃渣压占沟道，未办理环评审批手续。",
            "impact_desc": "破坏林地 1.42 公顷，形成高约 18 米的不稳定边坡，雨季有水土流失。",
            "history": "2009 年取得采矿许可，2014 年到期后未延续，2016 年停产，设施未拆除。",
            "goal": "退出核心区、缓冲区全部生产设施，恢复林地植被，边坡稳定。",
            "measure_codes": ["shut_down", "demolish", "natural_recovery"],
            "measure_class": "withdraw",
            "duty_unit": "云岭县人民政府",
            "duty_person": "周海涛",
            "supervise_unit": "通明市生态环境局",
            "deadline": "2024-09-30",
            "restore_target": "forest",
            "progress_pct": 100,
            "demolished_area": 2380.0,
            "restored_area": 13900,
            "fine_yuan": 150000,
            "closing_doc_no": "吉环销〔2024〕36号",
            "closed_on": "2024-12-12",
        },
        area=ground.AreaEntry(
            "云岭国家级自然保护区",
            "220581001",
            "national",
            "nature_reserve",
            "云岭保护区管理局",
            "国函〔2003〕12号",
            "2003-01-24",
            "2018 勘界版",
            "2018-05-01",
            AREA,
        ),
        zones=(
            ground.Shape(CORE, code="core"),
            ground.Shape(BUFFER, code="buffer"),
            ground.Shape(EXPERIMENTAL, code="experimental"),
        ),
        redlines=(ground.Shape(REDLINE, "生态保护红线"),),
        patch=PATCH,
        overlay=(
            ground.OverlayEntry("area", "云岭国家级自然保护区", "core", 12034.5, "2023-06-01"),
            ground.OverlayEntry("area", "云岭国家级自然保护区", "buffer", 2210.0, "2023-06-01"),
        ),
        photos=photos,
        pairs=(
            ground.PairEntry(photos[0].sha256, photos[3].sha256, 4.0, 3.7),
            ground.PairEntry(photos[1].sha256, photos[4].sha256, 5.0, 3.2),
        ),
        checks=(
            parts.CheckEntry(
                inspector, "2024-04-05", True, "现场可见采坑、破碎机基座与工棚，未生产。", 2
            ),
        ),
        measures=(
            parts.MeasureEntry(
                "shut_down",
                "注销采矿许可，切断水电",
                1,
                "家",
                "两断三清",
                "2024-05-31",
                "2024-05-20",
                1,
            ),
            parts.MeasureEntry(
                "demolish",
                "拆除破碎线与工棚",
                2380,
                "平方米",
                "全部拆除",
                "2024-07-31",
                "2024-07-15",
                2380,
            ),
            parts.MeasureEntry(
                "natural_recovery",
                "削坡、覆土、栽植红松与蒙古栎",
                1.4,
                "公顷",
                "成活率 85% 以上",
                "2024-09-30",
                "2024-09-10",
                1.39,
            ),
        ),
        progress=(parts.ProgressEntry("2024-08-10", "during", None, None, 60, "边坡已削缓", 2),),
        documents=(
            parts.DocumentEntry(
                "legal", "云环认〔2024〕5号", "云岭县生态环境局", "2024-04-12", "问题认定书.pdf"
            ),
            parts.DocumentEntry(
                "plan",
                "云政函〔2024〕18号",
                "云岭县人民政府",
                "2024-04-20",
                "整改方案.docx",
            ),
            parts.DocumentEntry(
                "approval",
                "通环函〔2024〕77号",
                "通明市生态环境局",
                "2024-04-28",
                "方案批复.pdf",
            ),
            parts.DocumentEntry(
                "effect",
                "云验〔2024〕2号",
                "云岭县林业局",
                "2024-09-18",
                "植被恢复验收表.pdf",
            ),
        ),
        extensions=(
            parts.ExtensionEntry("2024-08-31", "2024-09-30", "通环函〔2024〕131号", "汛期影响覆土"),
        ),
        opinions=(
            parts.OpinionEntry("county", county, "自查整改到位，同意上报审核。", "2024-09-20"),
            parts.OpinionEntry("city", city, "经现场审核，整改任务完成，同意验收。", "2024-10-15"),
            parts.OpinionEntry("province", province, "验收通过，同意公示后销号。", "2024-11-20"),
        ),
        publicity=(
            parts.PublicityEntry("2024-11-25", "2024-12-04", "省生态环境厅网站", "公示公告.pdf"),
        ),
        objections=(
            parts.ObjectionEntry("村民代表", "希望补植沟口树木", "2024-11-28", "已补植 120 株"),
        ),
        referrals=(
            parts.ReferralEntry(
                "police",
                "云岭县公安局",
                "concluded",
                "云环移〔2024〕3号",
                "2024-05-06",
                "2024-05-08",
                "2024-08-30",
                "不予立案，已书面反馈",
            ),
        ),
        penalties=(
            parts.PenaltyEntry(
                "云环罚〔2024〕9号", "云岭县三道沟石材有限公司", 150000, "2024-05-30"
            ),
        ),
        accountability=(
            parts.AccountabilityEntry("section", 2, "admonish", "2024-06-18", "监管不力"),
            parts.AccountabilityEntry("division", 1, "admonish", "2024-06-18"),
        ),
        compensation=(parts.CompensationEntry("通环赔〔2024〕4号", "286000.50", "paid"),),
        lookbacks=(
            parts.LookBackEntry(city, "2025-06-10", "consolidated", "植被生长良好，未见复采。", 1),
        ),
        conditions=(
            parts.ConditionEntry(
                "两断三清：水电已断，原料、产品、设备已清", True, ("照片 4", "云验〔2024〕2号")
            ),
            parts.ConditionEntry("达到相应技术标准要求", True, ("植被恢复验收表.pdf",)),
            parts.ConditionEntry("生态恢复稳定或向好", True, ("照片 5", "照片 6")),
        ),
        moves=course(inspector, county, city, province),
        annex=tuple(
            [
                parts.AnnexEntry(p.path.name, "photo", p.sha256, p.path.stat().st_size)
                for p in photos
            ]
            + [
                parts.AnnexEntry(
                    name, "document", hashlib.sha256(name.encode()).hexdigest(), 120_000
                )
                for name in ("问题认定书.pdf", "整改方案.docx", "方案批复.pdf", "公示公告.pdf")
            ]
        ),
    )


def bare_dossier(**changes: object) -> ClosureDossier:
    """A clue with nothing but a number: every chapter is empty."""
    dossier = ClosureDossier(
        issue_id="0192f0c0-0000-7000-8000-000000000002",
        clue_no="JL-2024-H2-0003",
        state="rectifying",
        fields={},
        label=label,
        tell=messages.text,
        decode=decode,
        provenance=parts.Provenance(project="云岭县"),
        as_of="2024-12-20",
        missing=(Missing("report_photo_absent", {"sha256": "0123456789ab"}),),
    )
    return replace(dossier, **changes)
