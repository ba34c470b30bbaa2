"""How the map's layers look, in the scheme that is in force: by state, level, kind, zone, tie."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from ui.look import colours, theme
from ui.map.style import Style
from ui.map.symbols import RING

OVERDUE = "+overdue"  # as greenshield.services.map_styles writes it
HAND = "+hand"  # likewise
DOUBT = "+doubt"  # likewise
_LARGER = 1.5  # in field mode, for fingers and the sun


def palette(layer: str, styles: Sequence[str]) -> list[Style]:
    """The looks of a layer's styles, in their order."""
    look = _LOOKS.get(layer, _plain)
    return [look(name) for name in styles]


def selection() -> Style:
    """What is selected."""
    veil = colours.role("selection_fill")
    veil.setAlpha(veil.alpha() // 2)  # what lies in a selected patch is to be seen
    return Style(_text(veil), _text(colours.role("selection")), 3.0, dot=_dot(14))


def pointed_at() -> Style:
    """What the mouse is on."""
    return Style("", _text(colours.role("highlight")), 2.5, dot=_dot(13))


def around(look: Style) -> Style:
    """The same as a ring about a symbol, which stays to be seen."""
    return Style("", look.stroke, look.width, dot=_dot(20), shape=RING)


def _area(level: str) -> Style:
    width = 2.0 if level == "national" else 1.5
    return Style(_text(colours.area_fill("area")), _text(colours.area_line("area")), width)


def _redline(_: str) -> Style:
    line = colours.area_line("redline")
    veil = QColor(line)
    veil.setAlpha(70)
    return Style(_text(veil), _text(line), 1.5, hatch=Qt.BrushStyle.BDiagPattern)


def _control(_: str) -> Style:
    return Style(_text(colours.area_fill("control")), _text(colours.area_line("control")), 1.5)


def _zone(code: str) -> Style:
    return Style(_text(colours.zone_fill(code)), _text(colours.zone_line(code)), 1.0)


def _patch(style: str) -> Style:
    state, late = _parted(style)
    line = colours.role("overdue") if late else colours.patch_line(state)
    width = 2.5 if late else 1.0
    return Style(_text(colours.patch_fill(state)), _text(line), width, dot=_dot(7))


def _spot(style: str) -> Style:
    state, late = _parted(style)
    edge = colours.role("overdue") if late else colours.role("map_ground")
    return Style(_text(colours.patch_line(state)), _text(edge), 2.0, dot=_dot(11))


def _photo(style: str) -> Style:
    """A dot; a square where a person placed it, a diamond where its place is in doubt."""
    tie, shape = style.removesuffix(HAND).removesuffix(DOUBT), ""
    if tie != style:
        shape = "square" if style.endswith(HAND) else "diamond"
    photo, ground = colours.role("photo"), colours.role("map_ground")
    if tie == "tagged":
        return Style(_text(photo), _text(ground), 1.0, dot=_dot(9), shape=shape)
    inside = colours.role("highlight") if tie == "choice" else ground
    return Style(_text(inside), _text(photo), 2.0, dot=_dot(9), shape=shape)


def _marker(style: str) -> Style:
    """What it is by its shape, how it was found by its colour."""
    kind, _, found = style.partition(":")
    edge = colours.role("map_text")
    shape, size = _MARKERS.get(kind, ("", 10))
    return Style(_text(colours.condition(found)), _text(edge), 1.0, dot=_dot(size), shape=shape)


def _track(_: str) -> Style:
    line = colours.role("track")
    line.setAlpha(170)  # a patrol's ways cover each other
    return Style("", _text(line), 1.0)


def _plain(_: str) -> Style:
    return Style(_text(colours.role("muted")), _text(colours.role("text")))


def _parted(style: str) -> tuple[str, bool]:
    """The state that a style stands for, and whether it is overdue."""
    return style.removesuffix(OVERDUE), style.endswith(OVERDUE)


def _dot(size: float) -> float:
    return size * (_LARGER if theme.is_field() else 1.0)


def _text(colour: QColor) -> str:
    return colour.name(QColor.NameFormat.HexArgb)


# Shape and size of each kind of marker: a post from above, a board on its foot, a stone.
_MARKERS: dict[str, tuple[str, float]] = {
    "post": ("square", 11), "signboard": ("triangle", 13), "stele": ("diamond", 13),
    "notice": ("turned", 13),
}  # fmt: skip
_LOOKS: dict[str, Callable[[str], Style]] = {
    "area": _area,
    "redline": _redline,
    "control": _control,
    "zone": _zone,
    "track": _track,
    "patch": _patch,
    "spot": _spot,
    "photo": _photo,
    "marker": _marker,
}
