"""Where each province lies: boxes in degrees, to judge whether coordinates make sense.

The boxes are the extremes of the provincial boundaries (EPSG:4490), widened to the next
tenth of a degree. They tell a plausible reading of bare numbers from an implausible one,
and nothing more: no legal or statistical use. Keys are the first two digits of the division
code (GB/T 2260).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A lon/lat box in degrees, west ≤ east and south ≤ north."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float, margin: float = 0.0) -> bool:
        """True where a position lies in the box widened by ``margin`` degrees."""
        return (
            self.west - margin <= lon <= self.east + margin
            and self.south - margin <= lat <= self.north + margin
        )

    def meets(self, other: Box) -> bool:
        """True where two boxes share a point."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


CHINA = Box(73.0, 3.0, 136.0, 54.0)  # with the South China Sea
MAINLAND = Box(73.0, 18.0, 136.0, 54.0)  # with Hainan and Taiwan

PROVINCES: dict[str, Box] = {
    "11": Box(115.4, 39.4, 117.6, 41.1),
    "12": Box(116.7, 38.5, 118.1, 40.3),
    "13": Box(113.4, 36.0, 119.9, 42.7),
    "14": Box(110.2, 34.5, 114.6, 40.8),
    "15": Box(97.1, 37.4, 126.1, 53.4),
    "21": Box(118.8, 38.7, 125.8, 43.5),
    "22": Box(121.6, 40.8, 131.4, 46.4),
    "23": Box(121.1, 43.4, 135.1, 53.6),
    "31": Box(120.8, 30.6, 122.2, 31.9),
    "32": Box(116.3, 30.7, 122.0, 35.2),
    "33": Box(118.0, 27.1, 122.9, 31.2),
    "34": Box(114.8, 29.4, 119.7, 34.7),
    "35": Box(115.8, 23.5, 120.6, 28.4),
    "36": Box(113.5, 24.4, 118.5, 30.1),
    "37": Box(114.8, 34.3, 122.8, 38.4),
    "41": Box(110.3, 31.3, 116.7, 36.4),
    "42": Box(108.3, 29.0, 116.2, 33.3),
    "43": Box(108.7, 24.6, 114.3, 30.2),
    "44": Box(109.6, 20.2, 117.2, 25.6),
    "45": Box(104.4, 20.9, 112.1, 26.4),
    "46": Box(108.6, 3.8, 117.9, 20.2),
    "50": Box(105.2, 28.1, 110.2, 32.3),
    "51": Box(97.3, 26.0, 108.6, 34.4),
    "52": Box(103.6, 24.6, 109.6, 29.3),
    "53": Box(97.5, 21.1, 106.2, 29.3),
    "54": Box(78.3, 26.8, 99.2, 36.5),
    "61": Box(105.4, 31.7, 111.3, 39.6),
    "62": Box(92.3, 32.5, 108.8, 42.8),
    "63": Box(89.4, 31.6, 103.1, 39.3),
    "64": Box(104.2, 35.2, 107.7, 39.4),
    "65": Box(73.4, 34.3, 96.4, 49.2),
    "71": Box(119.4, 21.8, 124.6, 26.0),
    "81": Box(113.8, 22.1, 114.5, 22.6),
    "82": Box(113.5, 22.1, 113.7, 22.3),
}

NAMES: dict[str, str] = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
    "21": "辽宁省", "22": "吉林省", "23": "黑龙江省", "31": "上海市", "32": "江苏省",
    "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省", "37": "山东省",
    "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区",
    "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省",
    "54": "西藏自治区", "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区", "71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区",
}  # fmt: skip
"""What the provinces are called, by the first two digits of their codes (GB/T 2260)."""

AROUND = 0.5  # degrees that a place of a province may stand out of its box


def is_outside(division: str | None, lon: float, lat: float) -> bool:
    """True where a position (degrees) can't be in the division's province; not of one unknown."""
    box = box_of(division)
    return box is not None and not box.holds(lon, lat, AROUND)


def box_of(division: str | None) -> Box | None:
    """The box of a division's province, or None where the code is absent or unknown."""
    return PROVINCES.get((division or "")[:2])
