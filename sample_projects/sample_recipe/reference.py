"""What stands beside the ledger: boundary markers, a negative list, stations and patrol lines."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from shapely.geometry import LineString, Point, mapping

from sample_recipe.county import BAIWEI, CODE, YUNLING, County, degrees, metres
from sample_recipe.streams import stream

_APART_M = 1500.0  # between two markers along a border
_INITIALS = {YUNLING: "YL", BAIWEI: "BW"}
_HEADER = (
    "界桩编号", "类型", "所属保护地", "行政区划代码", "经度", "纬度", "埋设日期", "状况",
    "检查日期", "备注",
)  # fmt: skip
# As many intact ones as daily life would have; a word of people's own among them.
_CONDITIONS = ("完好",) * 7 + ("倾斜", "字迹模糊", "损坏", "缺失")
_NEGATIVE = (
    ("造林", "生态保护红线", "限制", "不得使用外来树种，优先采用自然恢复（示例）"),
    ("新建道路", "核心保护区、生态保护红线", "禁止", "不得以修复名义新建道路（示例）"),
    ("硬化护岸", "自然保护地", "限制", "确需护岸的采用生态护岸，须经论证（示例）"),
    ("围堰、抽水", "自然保护地", "禁止", "不得围堰抽干湿地（示例）"),
    ("引种外来物种", "生态保护红线、自然保护地", "禁止", "不得引种、放生外来物种（示例）"),
    ("自然恢复", "生态空间管控区域", "限制", "须有封育和管护方案（示例）"),
)
_STATIONS = (
    ("云岭管护一站（示例）", (-10.5, 0.6)),
    ("云岭管护二站（示例）", (-3.2, 5.6)),
    ("白苇湿地管护站（示例）", (8.4, -8.0)),
)
_LINES = (
    ("云岭北线（示例）", ((-10.5, 0.6), (-9.6, 3.0), (-8.0, 4.8), (-3.2, 5.6))),
    ("白苇湿地环线（示例）", ((8.4, -8.0), (6.4, -6.6), (8.0, -4.8), (11.6, -5.0))),
)


def write_reference(folder: Path, seed: int, county: County) -> None:
    """界桩与标识牌.csv, 负面清单.csv and 管护站与巡护线.geojson."""
    folder.mkdir(parents=True, exist_ok=True)
    _table(folder / "界桩与标识牌.csv", _HEADER, _markers(seed, county))
    head = ("修复行为", "适用空间", "管控要求", "具体要求", "依据")
    rows = [(*row, "示例负面清单〔2025〕1号") for row in _NEGATIVE]
    _table(folder / "负面清单.csv", head, rows)
    _layer(folder / "管护站与巡护线.geojson")


def _markers(seed: int, county: County) -> list[tuple[Any, ...]]:
    """Posts along each reserve's border, every fifth of them a signboard."""
    rows = []
    for area, outline in county.reserves.items():
        rng = stream(seed, f"markers {area}")
        border = outline.exterior
        for i in range(int(border.length // _APART_M)):
            spot = border.interpolate(i * _APART_M)
            lon, lat = degrees((spot.x + rng.gauss(0, 1.5), spot.y + rng.gauss(0, 1.5)))
            kind = "标识牌" if i % 5 == 4 else "界桩"
            number = f"{_INITIALS[area]}-{i + 1:03d}"
            found = rng.choice(_CONDITIONS)
            seen = f"2025-{rng.randint(3, 9):02d}-{rng.randint(1, 28):02d}"
            rows.append(
                (number, kind, area, CODE, f"{lon:.7f}", f"{lat:.7f}", "2016-08-20", found, seen,
                 "示例数据")
            )  # fmt: skip
    return rows


def _table(path: Path, head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """UTF-8 with a byte order mark, as WPS and Excel save "CSV UTF-8"."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([head, *rows])


def _layer(path: Path) -> None:
    """Points and lines in one file, in EPSG:4490 without saying so, as field apps write them."""
    shapes = [(name, "管护站", Point(degrees(metres(at)))) for name, at in _STATIONS]
    lines = [
        (name, "巡护线", LineString([degrees(metres(p)) for p in way])) for name, way in _LINES
    ]
    features = [
        {"type": "Feature", "properties": {"名称": n, "类别": k}, "geometry": mapping(s)}
        for n, k, s in [*shapes, *lines]
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    path.write_text(text + "\n", "utf-8", newline="\n")
