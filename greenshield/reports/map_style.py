"""Colours, line widths and sizes of the map pictures."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

Colour = tuple[int, int, int]

PAPER: Colour = (255, 255, 255)
INK: Colour = (32, 32, 32)
GRID: Colour = (176, 184, 192)
BOUNDARY: Colour = (0, 110, 60)
AREA_FILL: Colour = (238, 246, 236)
REDLINE: Colour = (214, 24, 24)
CONTROL: Colour = (120, 60, 160)
PATCH: Colour = (225, 0, 130)
PHOTO: Colour = (0, 84, 204)


@dataclass(frozen=True, slots=True)
class LayerStyle:
    """How one layer is drawn. Widths in px of the finished picture; ``dash`` on and off."""

    line: Colour
    width: int
    fill: Colour | None = None
    alpha: int = 255
    dash: tuple[int, int] | None = None


AREA_STYLE = LayerStyle(BOUNDARY, 5, AREA_FILL)
REDLINE_STYLE = LayerStyle(REDLINE, 4, (255, 120, 120), 36, dash=(22, 9))
CONTROL_STYLE = LayerStyle(CONTROL, 4, (190, 150, 220), 36, dash=(10, 8))
PATCH_STYLE = LayerStyle(PATCH, 4, PATCH, 90)

# Old zones and new ones, by whatever id, code or Chinese name the project calls them.
_CORE = LayerStyle((150, 70, 60), 2, (244, 196, 186), 200)
_BUFFER = LayerStyle((160, 120, 40), 2, (250, 226, 172), 200)
_EXPERIMENTAL = LayerStyle((90, 140, 70), 2, (212, 234, 196), 200)
_STRICT = LayerStyle((40, 110, 120), 2, (170, 218, 214), 200)
_GENERAL = LayerStyle((110, 130, 60), 2, (226, 236, 190), 200)
ZONE_STYLES = MappingProxyType(
    {
        "core": _CORE,
        "核心区": _CORE,
        "buffer": _BUFFER,
        "缓冲区": _BUFFER,
        "experimental": _EXPERIMENTAL,
        "实验区": _EXPERIMENTAL,
        "core_protect": _STRICT,
        "core_protection": _STRICT,
        "核心保护区": _STRICT,
        "general_control": _GENERAL,
        "一般控制区": _GENERAL,
    }
)
OTHER_ZONES = (
    LayerStyle((110, 110, 150), 2, (214, 214, 236), 200),
    LayerStyle((120, 100, 80), 2, (232, 220, 208), 200),
    LayerStyle((80, 120, 140), 2, (206, 226, 236), 200),
)

TEXT = 26
SMALL = 22
NUMERAL = 22
BADGE = 17
DOT = 7
WEDGE = 74
WEDGE_HALF_ANGLE = 25.0
"""Half of the view wedge in degrees: a usual camera sees 50 to 60 degrees; a sign, no measure."""


def zone_style(code: str, name: str, order: int) -> LayerStyle:
    """The style of a zone by its code, else its name, else its place in the list."""
    return ZONE_STYLES.get(code) or ZONE_STYLES.get(name) or OTHER_ZONES[order % len(OTHER_ZONES)]
