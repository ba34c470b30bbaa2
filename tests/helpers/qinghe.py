"""The committed sample county, as its tests read it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import fiona
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).parents[2] / "sample_projects"
QINGHE = ROOT / "qinghe"
EXPECTED = tomllib.loads((QINGHE / "expected.toml").read_text("utf-8"))
DEMO = tomllib.loads((QINGHE / "demo.toml").read_text("utf-8"))
PHOTOS = {p["file"]: p for p in EXPECTED["photo"]}
TRAPS = {t["photo"]: t["trap"] for t in EXPECTED["trap"]}


def features(path: Path) -> tuple[list[tuple[dict[str, Any], BaseGeometry]], Any]:
    """(attributes, shape) of every feature, and the file's coordinate system."""
    encoding = "GBK" if path.suffix == ".shp" else None
    with fiona.open(path, encoding=encoding) as source:
        return [(dict(f.properties), shape(f.geometry)) for f in source], source.crs


def demo_patch() -> BaseGeometry:
    """The patch of the demo's issue, lon/lat."""
    clue_no = DEMO["issue"]["clue_no"]
    patches, _ = features(QINGHE / "ledger/遥感图斑.shp")
    return next(g for p, g in patches if p["图斑编号"] == clue_no)
