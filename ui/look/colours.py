"""Colours by role, in the scheme that is in force.

``colours.accent``, ``colours.muted``, ``colours.overdue`` … are the roles of
:mod:`ui.look.schemes`; ``colours.state(code)`` and its like are colours of codes. Ask when you
paint, or on PaletteChange: what is in force changes while the window runs.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from PySide6.QtGui import QColor

from ui.look import schemes
from ui.look.schemes import Scheme

_MARK = 3.0  # WCAG 2.1, 1.4.11: the least contrast of a graphic with what it stands on


class Pill(NamedTuple):
    """The colours of a pill: its letters, its ground, its edge."""

    text: QColor
    ground: QColor
    edge: QColor


_now: list[Scheme] = [schemes.LIGHT]


def scheme() -> Scheme:
    """The scheme in force."""
    return _now[0]


def use(new: Scheme) -> None:
    """Put a scheme in force; ``ui.look.theme`` calls it with the palette that goes with it."""
    _now[0] = new


def role(name: str) -> QColor:
    """The colour of a role.

    Raises:
        KeyError: no scheme has such a role.
    """
    return QColor(scheme().roles[name])


def __getattr__(name: str) -> QColor:
    """``colours.accent`` for ``colours.role("accent")``."""
    if name not in schemes.LIGHT.roles:
        raise AttributeError(f"there is no role {name}")
    return role(name)


def state(code: str) -> QColor:
    """The colour of a workflow state: marks, lines and bars on the window's ground."""
    return QColor(_against(schemes.STATES.get(code, "#737373"), "surface", _MARK, scheme().name))


def pill(code: str) -> Pill:
    """The colours of a workflow state's pill."""
    return pill_of(schemes.STATES.get(code, "#737373"))


def pill_of(base: str | QColor) -> Pill:
    """The colours of a pill of any hue, its letters legible on its ground."""
    text, ground, edge = _pill(QColor(base).name(), scheme().name)
    return Pill(QColor(text), QColor(ground), QColor(edge))


def patch_line(code: str) -> QColor:
    """The outline of a patch on the map, by its state; legible on the map's own ground."""
    return QColor(_against(schemes.STATES.get(code, "#737373"), "map_ground", _MARK, scheme().name))


def patch_fill(code: str) -> QColor:
    """The fill of a patch on the map, by its state; what lies beneath shows through."""
    return _veil(patch_line(code), 90)


def area_line(kind: str) -> QColor:
    """The outline of an area on the map, by the code table ``area_kind``."""
    base = schemes.AREA_KINDS.get(kind, "#5f6b66")
    return QColor(_against(base, "map_ground", _MARK, scheme().name))


def area_name(kind: str) -> QColor:
    """The letters of an area's name on the map, in the hue of its outline, on their own ground."""
    base = schemes.AREA_KINDS.get(kind, "#5f6b66")
    return QColor(_against(base, "map_halo", scheme().contrast, scheme().name))


def area_fill(kind: str) -> QColor:
    """The fill of an area on the map."""
    return _veil(area_line(kind), 22)


def zone_line(code: str) -> QColor:
    """The outline of a zone on the map, by the code table ``zone``."""
    base = schemes.ZONES.get(code, "#9a8f7c")
    return QColor(_against(base, "map_ground", _MARK, scheme().name))


def zone_fill(code: str) -> QColor:
    """The fill of a zone on the map."""
    return _veil(QColor(schemes.ZONES.get(code, "#9a8f7c")), 48)


def on_map(colour: str) -> QColor:
    """A colour that somebody chose, "#rrggbb", brought to where it stands out from the map."""
    named = QColor(colour)
    base = named.name() if named.isValid() else schemes.AREA_KINDS["control"]
    return QColor(_against(base, "map_ground", _MARK, scheme().name))


def condition_pill(code: str) -> Pill:
    """The colours of the pill of a marker's condition, by the code table ``marker_condition``."""
    return pill_of(schemes.CONDITIONS.get(code, "#737373"))


def restriction_pill(code: str) -> Pill:
    """The colours of the pill of a negative list's row, by the code table ``restriction_level``."""
    return pill_of(schemes.RESTRICTIONS.get(code, "#737373"))


def condition(code: str) -> QColor:
    """A marker on the map, by its condition."""
    base = schemes.CONDITIONS.get(code, "#8b9099")
    return QColor(_against(base, "map_ground", _MARK, scheme().name))


def series(n: int) -> QColor:
    """The n-th colour of a chart's series; they repeat after the last."""
    base = schemes.SERIES[n % len(schemes.SERIES)]
    return QColor(_against(base, "surface", _MARK, scheme().name))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two: ``share`` of the first, the rest of the second."""
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts))


def _veil(colour: QColor, alpha: int) -> QColor:
    return QColor(colour.red(), colour.green(), colour.blue(), alpha)


def _luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.1."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _against(base: str, ground: str, least: float, scheme_name: str) -> str:
    """A hue brought towards black or white until it stands out from a role's colour."""
    found = _scheme(scheme_name)
    behind = QColor(found.roles[ground])
    return _legible(QColor(base), behind, max(least, found.contrast - 1.5), found.dark).name()


@cache
def _pill(base: str, scheme_name: str) -> tuple[str, str, str]:
    found = _scheme(scheme_name)
    surface = QColor(found.roles["surface"])
    ground = mixed(QColor(base), surface, 0.24 if found.dark else 0.15)
    text = _legible(QColor(base), ground, found.contrast, found.dark)
    return text.name(), ground.name(), mixed(text, ground, 0.4).name()


def _legible(colour: QColor, behind: QColor, least: float, dark: bool) -> QColor:
    towards = QColor("white" if dark else "black")
    for step in range(51):
        tried = mixed(towards, colour, step / 50)
        if contrast(tried, behind) >= least:
            return tried
    return towards


def _scheme(name: str) -> Scheme:
    return {s.name: s for s in (schemes.LIGHT, schemes.DARK, schemes.FIELD)}[name]
