"""The exchange format of land administrations for plots: ``[属性描述]`` and ``[地块坐标]``.

A heading of ``key=value`` lines (坐标系, 几度分带, 带号 …), then for each plot one line of its
attributes that ends with ``@`` and one line a corner: 点号, 圈号, X (northing), Y (easting).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from greenshield.geo import gauss_kruger as gk

_ATTRIBUTES: Final = (
    *("界址点数", "地块面积", "地块编号", "地块名称", "图形属性", "图幅号", "地块用途", "地类编码"),
)
_DATUMS: Final = (
    (("2000", "CGCS"), gk.CGCS2000),
    (("80", "西安"), gk.XIAN80),
    (("54", "北京"), gk.BEIJING54),
)
_PREFIXED: Final = 1e7  # eastings from here on carry the zone's number


@dataclass(frozen=True, slots=True)
class Block:
    """One polygon: its attributes, and its rings as places, x to the right.

    Attributes:
        bad: the first line of it that can't be read: its number and words; or None.
    """

    attributes: dict[str, Any]
    rings: list[list[tuple[float, float]]]
    bad: tuple[int, str] | None = None


def plots(text: str) -> tuple[str, list[Block]]:
    """The declared system (``EPSG:n`` or "") and the plots of a file.

    Args:
        text: the whole file.
    """
    heading: dict[str, str] = {}
    found: list[tuple[dict[str, Any], dict[str, list[tuple[float, float]]]]] = []
    bad: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip().replace("，", ",")
        if not bare or bare.startswith("["):
            continue
        key, equals, value = bare.partition("=")
        if equals:
            heading[key.strip()] = value.strip()
            continue
        parts = [part.strip() for part in bare.split(",")]
        if bare.endswith("@"):
            found.append((_attributes(parts[:-1]), {}))
            continue
        if not found:
            found.append(({}, {}))  # corners before any plot: a plot of their own
        place = _corner(parts)
        if place is None:
            bad.setdefault(len(found) - 1, (number, bare))
        else:
            found[-1][1].setdefault(parts[1], []).append(place)
    blocks = [
        Block(attributes, list(rings.values()), bad.get(n))
        for n, (attributes, rings) in enumerate(found)
    ]
    return _declared(heading, blocks), blocks


def _attributes(parts: list[str]) -> dict[str, Any]:
    return {name: value or None for name, value in zip(_ATTRIBUTES, parts, strict=False)}


def _corner(parts: list[str]) -> tuple[float, float] | None:
    """A corner, easting before northing."""
    try:
        north, east = float(parts[2]), float(parts[3])
    except (ValueError, IndexError):
        return None
    return (east, north) if math.isfinite(north) and math.isfinite(east) else None


def _declared(heading: dict[str, str], blocks: list[Block]) -> str:
    """The system that datum and zone name, in the form that the eastings have."""
    worded = heading.get("坐标系", "")
    datum = next((d for words, d in _DATUMS if any(w in worded for w in words)), None)
    first = next((place for block in blocks for ring in block.rings for place in ring), None)
    if datum is None or first is None:
        return ""
    digits = "".join(c for c in heading.get("带号", "") if c.isdigit())
    six = heading.get("几度分带", "").startswith("6")
    if first[0] >= _PREFIXED:
        code = gk.code_with_prefix(datum, int(first[0] // 1_000_000))
    elif digits:
        zone = int(digits[:3])
        meridian = zone * 6 - 3 if six else zone * 3
        code = gk.code_of_meridian(datum, meridian, six_degrees=six)
    else:
        code = None
    return "" if code is None else f"EPSG:{code}"
