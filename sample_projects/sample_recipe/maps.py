"""The boundary files and the patches' shapefile of the sample county."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sample_recipe.county import BAIWEI, CODE, COUNTY, PLANE, YUNLING, County, to_degrees
from sample_recipe.patches import Patch
from sample_recipe.vector_files import (
    GBK_LANGUAGE_ID,
    NO_LANGUAGE_ID,
    write_geojson,
    write_geopackage,
    write_shapefile,
)

_AREA_FIELDS = {
    "名称": "str:60", "编号": "str:20", "级别": "str:10", "类型": "str:30", "批准时间": "str:10",
    "批准文号": "str:40", "主管部门": "str:40", "面积(公顷)": "float:12.2",
}  # fmt: skip
_ZONE_FIELDS = {
    "名称": "str:60", "保护区": "str:60", "功能区": "str:20", "编号": "str:20",
    "面积(公顷)": "float:12.2", "备注": "str:60",
}  # fmt: skip
_PATCH_FIELDS = {
    "图斑编号": "str:30", "来源": "str:20", "活动类型": "str:30", "设施名称": "str:60",
    "保护地": "str:60", "功能区": "str:40", "县代码": "str:6", "小地名": "str:60",
    "变化类型": "str:10", "影像时间": "str:10", "面积(亩)": "float:12.2", "备注": "str:60",
}  # fmt: skip
AREA_FACTS: dict[str, dict[str, Any]] = {
    YUNLING: {
        "编号": "QH-GJ-01", "级别": "国家级", "类型": "森林生态系统", "批准时间": "2008-01-14",
        "批准文号": "示例〔2008〕1号", "主管部门": "云岭保护区管理局（示例）",
    },
    BAIWEI: {
        "编号": "QH-SJ-02", "级别": "省级", "类型": "内陆湿地和水域", "批准时间": "2006-11-20",
        "批准文号": "示例〔2006〕26号", "主管部门": "白苇湿地管理处（示例）",
    },
}  # fmt: skip
_MU = 2000 / 3  # m² in one 亩 (15 亩 are one hectare)


def write_boundaries(folder: Path, county: County) -> None:
    """保护区范围.shp, 功能区划.shp, 生态保护红线.geojson and 生态空间管控区.gpkg."""
    folder.mkdir(parents=True, exist_ok=True)
    areas = [
        (shape, {"名称": name, **AREA_FACTS[name], "面积(公顷)": round(shape.area / 10_000, 2)})
        for name, shape in county.reserves.items()
    ]
    # No .cpg: only the .dbf's language byte tells that this one is GBK.
    write_shapefile(
        folder / "保护区范围.shp",
        areas,
        _AREA_FIELDS,
        crs=PLANE,
        language_id=GBK_LANGUAGE_ID,
        cpg="",
    )
    zones = [
        (
            z.shape,
            {
                "名称": ("云岭" if z.area == YUNLING else "白苇湿地") + z.name,
                "保护区": z.area,
                "功能区": z.name,
                "编号": f"{AREA_FACTS[z.area]['编号']}-{i:02d}",
                "面积(公顷)": round(z.shape.area / 10_000, 2),
                "备注": "示例数据",
            },
        )
        for i, z in enumerate(county.zones, 1)
    ]
    # Here a .cpg says it, in the name that ArcMap writes.
    write_shapefile(
        folder / "功能区划.shp",
        zones,
        _ZONE_FIELDS,
        crs=PLANE,
        language_id=NO_LANGUAGE_ID,
        cpg="GBK",
    )
    red = [
        (
            to_degrees(s),
            {"名称": name, "类型": kind, "编号": f"{CODE}-HX-{i:02d}", "县名称": COUNTY},
        )
        for i, (name, kind, s) in enumerate(county.red_lines, 1)
    ]
    write_geojson(folder / "生态保护红线.geojson", red, "生态保护红线")
    control = [
        (to_degrees(s), {"名称": name, "类型": kind, "编号": f"{CODE}-GK-{i:02d}"})
        for i, (name, kind, s) in enumerate(county.controls, 1)
    ]
    fields = {"名称": "str:60", "类型": "str:30", "编号": "str:20"}
    write_geopackage(folder / "生态空间管控区.gpkg", control, fields, "生态空间管控区")


def write_patches(path: Path, patches: list[Patch]) -> None:
    """遥感图斑.shp in EPSG:4490; neither .cpg nor language byte tells its encoding (it is GBK)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [
        (
            to_degrees(p.shape),
            {
                "图斑编号": p.clue_no,
                "来源": p.source,
                "活动类型": p.activity,
                "设施名称": p.facility,
                "保护地": p.area_name or None,
                "功能区": p.zone,
                "县代码": CODE,
                "小地名": p.place,
                "变化类型": p.change,
                "影像时间": p.image_date,
                "面积(亩)": round(p.shape.area / _MU, 2),
                "备注": "示例数据",
            },
        )
        for p in patches
    ]
    write_shapefile(path, rows, _PATCH_FIELDS, crs="EPSG:4490", language_id=NO_LANGUAGE_ID, cpg="")
