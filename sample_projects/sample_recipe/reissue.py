"""云岭 as it is issued anew: a village left out, a wood taken in, two zones in place of three."""

from __future__ import annotations

from pathlib import Path

from shapely import set_precision
from shapely.geometry import MultiPolygon, Point, Polygon

from sample_recipe.county import YUNLING, County, metres, to_degrees
from sample_recipe.maps import AREA_FACTS
from sample_recipe.vector_files import write_geojson

Shape = Polygon | MultiPolygon
_LEFT_OUT = ((-9.6, -0.2), 700.0)  # kilometres of the sketch, metres of radius
_TAKEN_IN = ((-9.4, 12.0), 900.0)
_GRAIN_M = 0.001


def write_reissue(folder: Path, county: County) -> None:
    """保护区范围_2026.geojson and 功能区划_2026.geojson, both in EPSG:4490."""
    folder.mkdir(parents=True, exist_ok=True)
    outline, zones = _adjusted(county)
    facts = AREA_FACTS[YUNLING]
    area = (to_degrees(outline), {"名称": YUNLING, **facts})
    write_geojson(folder / "保护区范围_2026.geojson", [area], "保护区范围")
    rows = [
        (
            to_degrees(shape),
            {
                "名称": f"云岭{name}",
                "保护区": YUNLING,
                "功能区": name,
                "编号": f"{facts['编号']}-{i}",
                "备注": "示例数据",
            },
        )
        for i, (name, shape) in enumerate(zones.items(), 11)
    ]
    write_geojson(folder / "功能区划_2026.geojson", rows, "功能区划")


def _adjusted(county: County) -> tuple[Shape, dict[str, Shape]]:
    """The outline, and the zones by name; metres of EPSG:4530."""
    left_out, taken_in = (
        Point(metres(at)).buffer(radius, 12) for at, radius in (_LEFT_OUT, _TAKEN_IN)
    )
    outline = county.reserves[YUNLING].difference(left_out).union(taken_in)
    outline = set_precision(outline, _GRAIN_M)
    old = {z.name: z.shape for z in county.zones if z.area == YUNLING}
    core = set_precision(old["核心区"].union(old["缓冲区"]), _GRAIN_M).intersection(outline)
    rest = set_precision(outline.difference(core), _GRAIN_M)
    return outline, {"核心保护区": core, "一般控制区": rest}
