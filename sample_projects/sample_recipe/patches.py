"""The 20 patches that remote sensing "found": where, what, how large, and how they look.

The demo walks the seventh, a quarry across the line of 云岭's buffer and experimental zone.
"""

from __future__ import annotations

from dataclasses import dataclass

from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry import Point as Dot

from sample_recipe.county import CODE, COUNTY, County, metres
from sample_recipe.shapes import Point, blob, lot
from sample_recipe.streams import stream

DEMO = f"YG2025-{CODE}-007"

# kilometres from the sketch's origin, activity, facility, what it looks like, size, village.
# Size is a radius in metres for a blob, (width, depth) for a plot.
_FINDS: tuple[tuple[Point, str, str, str, float | tuple[float, float], str], ...] = (
    ((-11.6, 2.9), "采石场", "石桥沟废弃采石点", "quarry", 48, "云岭乡石桥沟村"),
    ((-14.6, 3.8), "养殖开发", "前沟林蛙养殖围栏", "farmyard", (90, 60), "云岭乡前沟村"),
    ((-9.9, 8.6), "道路", "林区便道（核心区段）", "road", 40, "云岭乡北岔林场"),
    ((-12.9, 7.0), "旅游开发", "望云台观景木屋", "cabins", (60, 45), "云岭乡北岔林场"),
    ((-5.2, 8.9), "其他人工设施", "看护用房及平台", "cabins", (35, 30), "云岭乡东岔林场"),
    ((-7.2, 1.4), "矿产资源开发", "南坡采砂坑", "sandpit", 62, "云岭乡南坡村"),
    ((0.0, 0.0), "采石场", "青禾示例采石场", "quarry", 86, "云岭乡石桥沟村"),
    ((-4.2, 5.0), "农业用地", "东坡参地", "field", 75, "云岭乡东坡村"),
    ((-15.9, 5.2), "能源开发", "西沟光伏板阵", "panels", (150, 90), "云岭乡西沟村"),
    ((-10.4, 0.9), "居民点", "零散居民点新增房屋", "cabins", (70, 50), "云岭乡下甸村"),
    ((10.9, -5.9), "养殖场", "苇塘围网养殖", "pond", (140, 95), "白苇镇东大洼村"),
    ((13.0, -5.4), "旅游设施", "观鸟栈道及码头", "cabins", (80, 40), "白苇镇苇场村"),
    ((6.9, -7.0), "农业用地", "西洼开垦旱田", "field", 90, "白苇镇西洼村"),
    ((8.9, -4.9), "工业开发", "示例苇板加工作坊", "sheds", (95, 70), "白苇镇北甸村"),
    ((5.9, -5.6), "矿产资源开发", "清河采砂点", "sandpit", 55, "白苇镇西洼村"),
    ((8.2, 1.7), "工矿用地", "示例砂石料场", "sheds", (110, 85), "青禾镇上河村"),
    ((12.0, 4.1), "交通开发", "施工便道及临时堆场", "road", 58, "青禾镇林家店村"),
    ((-16.9, 9.8), "采石场", "黑石砬子采坑", "quarry", 52, "云岭乡西沟村"),
    ((4.9, 10.9), "能源设施", "北脊测风塔平台", "panels", (60, 60), "青禾镇北脊村"),
    ((1.0, -5.4), "工业开发", "示例预制件堆场", "sheds", (120, 80), "青禾镇南关村"),
)
_CHANGES = ("新增", "扩大", "新增", "新增", "无变化", "扩大", "扩大", "新增", "新增", "扩大")


@dataclass(frozen=True, slots=True)
class Patch:
    """One remote-sensing clue. ``shape`` is in metres of EPSG:4530."""

    clue_no: str
    source: str
    activity: str
    facility: str
    look: str
    change: str
    place: str
    image_date: str
    area_name: str
    zone: str
    shape: Polygon | MultiPolygon

    @property
    def centre(self) -> Point:
        """A point inside the shape."""
        dot = self.shape.representative_point()
        return (round(dot.x, 3), round(dot.y, 3))


def make_patches(seed: int, county: County) -> list[Patch]:
    """The 20 patches, each told by the reserve and zones that it really lies in."""
    out = []
    for i, (km, activity, facility, look, size, village) in enumerate(_FINDS, 1):
        rng = stream(seed, f"patch {i}")
        number = f"YG2025-{CODE}-{i:03d}"
        centre = metres(km)
        shape: Polygon | MultiPolygon
        if number == DEMO:
            # Its middle 25 m south of the zones' line: most of it lies in the experimental zone.
            centre = (county.demo_spot[0], county.demo_spot[1] - 25)
        if isinstance(size, tuple):
            shape = lot(centre, size[0], size[1], rng)
        else:
            shape = blob(centre, size, rng, stretch=1.8 if look == "road" else rng.uniform(1, 1.2))
        if look == "pond":
            shape = MultiPolygon([shape, translate(shape, 190.0, 35.0)])
        area, zone = lies_in(county, shape)
        out.append(
            Patch(
                clue_no=number,
                source="国家遥感" if i % 3 else "省级遥感",
                activity=activity,
                facility=facility,
                look=look,
                change=_CHANGES[i % 10],
                place=f"{COUNTY}{village}",
                image_date="2025-02-26" if i % 3 else "2025-03-04",
                area_name=area,
                zone=zone,
                shape=shape,
            )
        )
    return out


def lies_in(county: County, shape: Polygon | MultiPolygon | Dot) -> tuple[str, str]:
    """The reserve's name and its zones' names joined by 、; ("", "保护地外") outside."""
    hits = [z for z in county.zones if z.shape.intersects(shape)]
    if not hits:
        return "", "保护地外"
    return hits[0].area, "、".join(z.name for z in hits)
