"""demo.toml (what the demo walks), expected.toml (what a reader must find), made_with.toml."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path
from typing import Any

import fiona
import rasterio
import shapely
from PIL import features

from sample_recipe.county import CODE, COUNTY
from sample_recipe.documents import paper
from sample_recipe.exif import TRAPS
from sample_recipe.issues import STATES, Past
from sample_recipe.patches import DEMO, Patch
from sample_recipe.photos import Photo
from sample_recipe.toml_text import toml
from sample_recipe.walk import CONDITIONS, chosen, lookback_steps, steps
from sample_recipe.workbook import SHEET

_ACTORS: tuple[tuple[str, str, str, str, str], ...] = (
    ("county_a", "吴承办（示例）", "county", "county,keeper", "青禾县生态环境局（示例）"),
    ("county_b", "郑审批（示例）", "county", "county", "青禾县生态环境局（示例）"),
    ("inspector", "周巡查（示例）", "authority", "inspector", "云岭保护区管理局（示例）"),
    ("city", "冯市级（示例）", "city", "city", "示例市生态环境局"),
    ("province", "陈省级（示例）", "province", "province", "示例省生态环境厅"),
)


def write_demo(path: Path, patches: list[Patch], photos: list[Photo]) -> None:
    """demo.toml. Paths in it are below its own folder."""
    patch = next(p for p in patches if p.clue_no == DEMO)
    found = chosen(photos)
    body: dict[str, Any] = {
        "project": {"name": f"{COUNTY}绿盾示例", "division": CODE, "me": "county_a"},
        "issue": {
            "clue_no": DEMO, "facility_name": patch.facility, "area": patch.area_name,
            "zones": patch.zone.split("、"), "area_m2": round(patch.shape.area, 1),
            "best_pair": [f"photos/{found[stage, 'far'][0].name}" for stage in ("before", "after")],
        },
        "numbers": {"year": 2025, "first": 1, "count": 20, "actor": "county_a"},
        "actor": [
            {"key": k, "name": n, "tier": t, "roles": r, "unit": u} for k, n, t, r, u in _ACTORS
        ],
        "input": _inputs(),
        "condition": [
            {"code": code, "about": about, "documents": [paper(s) for s in starts]}
            for code, about, starts in CONDITIONS
        ],
        "step": steps(patch, photos),
        "lookback_step": lookback_steps(photos),
    }  # fmt: skip
    path.write_text(toml(_DEMO_NOTE, body), "utf-8", newline="\n")


def _inputs() -> list[dict[str, str]]:
    areas = (
        ("保护区范围.shp", "area", "2008-01-14"),
        ("功能区划.shp", "zone", "2008-01-14"),
        ("生态保护红线.geojson", "redline", "2018-12-01"),
        ("生态空间管控区.gpkg", "control", "2018-12-01"),
    )
    return [
        *(
            {"do": "areas", "file": f"boundaries/{name}", "kind": kind, "valid_from": day}
            for name, kind, day in areas
        ),
        {"do": "ledger", "file": "ledger/整改台账.xlsx", "sheet": SHEET, "as": "ledger"},
        {"do": "ledger", "file": "ledger/遥感图斑.shp", "as": "clues"},
        {"do": "tracks", "file": "tracks/巡查.gpx"},
        {"do": "photos", "file": "photos", "track": "tracks/巡查.gpx"},
        {"do": "layers", "file": "basemaps/县域底图.mbtiles"},
        {"do": "layers", "file": "basemaps/影像_整改前.tif"},
        {"do": "layers", "file": "basemaps/影像_整改后.tif"},
        {"do": "layers", "file": "reference/界桩与标识牌.csv"},
        {"do": "layers", "file": "reference/负面清单.csv", "date": "2025-01-01"},
    ]


_DEMO_NOTE = """What `greenshield demo` walks: one issue from clue to filed. All of it is invented.
actor     who acts; a step names its key. "@key" as a value stands for that actor.
input     files to import first, in this order.
condition papers for each closing condition of the shipped rule set; code = "" serves any other.
step      do = "set" fields of the issue, "record" (add), "record_set" (by the record's id here),
          "tag" photos, "move". refused = true: the move must be refused. ticks = "conditions":
          tick each condition of the rule set with a paper above. pack = true: make and verify
          the archive pack first.
lookback_step  what may follow after filing."""


def write_expected(
    path: Path,
    patches: list[Patch],
    issues: list[Past],
    photos: list[Photo],
    faults: list[dict[str, Any]],
) -> None:
    """expected.toml: counts, faulty rows, traps, and where each photo was really taken."""
    body: dict[str, Any] = {
        "counts": {
            "areas": 2, "zones": 5, "redlines": 3, "controls": 1, "patches": len(patches),
            "ledger_rows": len(issues), "ledger_faults": len(faults), "photos": len(photos),
            "photos_unique": sum(not p.source for p in photos),
        },
        "states": {code: count for code, _, count in STATES},
        "trap_kinds": TRAPS,
        "fault": faults,
        "trap": [
            {"photo": p.name, "trap": p.trap, **({"copy_of": p.source} if p.source else {})}
            for p in photos
            if p.trap
        ],
        "photo": [
            {
                "file": p.name, "clue_no": p.stop, "phase": p.stage if p.stop else "",
                "kind": p.kind,
                "lon": round(p.facts.lon, 7), "lat": round(p.facts.lat, 7),
                "azimuth_true": p.facts.azimuth, "taken_at": p.facts.moment.isoformat(),
            }
            for p in photos
        ],
    }  # fmt: skip
    note = "What a reader of this sample must find; lon and lat are those of the camera's receiver."
    path.write_text(toml(note, body), "utf-8", newline="\n")


def made_with() -> dict[str, str]:
    """Everything on which the bytes of the sample depend besides the seed."""
    return {
        "machine": platform.machine(),
        "numpy": version("numpy"),
        "pillow": version("pillow"),
        "jpeg": str(features.version("libjpeg_turbo") or features.version("jpg")),
        "xlsxwriter": version("xlsxwriter"),
        "gdal": fiona.__gdal_version__,
        "gdal_rasters": rasterio.__gdal_version__,
        "sqlite": sqlite3.sqlite_version,
        "pyproj": version("pyproj"),
        "geos": shapely.geos_version_string,
    }


def write_made_with(path: Path, seed: int) -> None:
    """made_with.toml."""
    note = "The committed files were made with these; others may differ in bytes, not in content."
    path.write_text(toml(note, {"seed": seed, "libraries": made_with()}), "utf-8", newline="\n")
