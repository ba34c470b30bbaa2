"""The three schemes of colour: light, dark, and field mode for a screen in the sun.

A scheme names roles, never places. The colours of workflow states, areas and zones are given
once, by hue, and brought to each scheme by :mod:`ui.look.colours`, which keeps the contrast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme.

    Attributes:
        dark: light letters on a dark ground.
        contrast: the least contrast of letters on their ground (WCAG 2: AA 4.5, AAA 7).
        roles: colour of each role, ``#rrggbb`` or ``#aarrggbb``.
    """

    name: str
    dark: bool
    contrast: float
    roles: Mapping[str, str]


LIGHT = Scheme(
    "light",
    dark=False,
    contrast=4.5,
    roles={
        "window": "#f2f4f3", "surface": "#ffffff", "alternate": "#f6f8f7", "raised": "#fafbfb",
        "text": "#1b2320", "muted": "#59655f", "disabled": "#9aa39e", "border": "#c9d1cd",
        "edge": "#858f8a", "accent": "#1b7a4b", "accent_soft": "#dff2e8", "chosen": "#1b7a4b",
        "on_chosen": "#ffffff",
        "link": "#11669e", "warning": "#8a5a00", "warning_soft": "#fdf1d6",
        "danger": "#b3261e", "danger_soft": "#fbe3e1", "ok": "#1b7a3d", "ok_soft": "#dff2e5",
        "info": "#1f5fa8", "info_soft": "#e1edf9", "overdue": "#b3261e",
        "map_ground": "#eef0ea", "map_text": "#1b2320", "map_halo": "#e6ffffff",
        "graticule": "#b0596560", "selection": "#00a8e0", "selection_fill": "#4000b4f0",
        "highlight": "#ffc400", "photo": "#6a3fb5", "photo_unplaced": "#8a8f98",
        "wedge": "#266a3fb5", "track": "#c2185b", "measure": "#b3261e",
    },
)  # fmt: skip

DARK = Scheme(
    "dark",
    dark=True,
    contrast=4.5,
    roles={
        "window": "#181d1b", "surface": "#232a27", "alternate": "#28302d", "raised": "#2f3834",
        "text": "#e4e9e6", "muted": "#a3b1aa", "disabled": "#717c76", "border": "#46524c",
        "edge": "#768780", "accent": "#4cc38a", "accent_soft": "#1f4636", "chosen": "#28694c",
        "on_chosen": "#ffffff",
        "link": "#6cb6ea", "warning": "#f0b84a", "warning_soft": "#3d3013",
        "danger": "#ff8a80", "danger_soft": "#48211f", "ok": "#6fcf8f", "ok_soft": "#1b3a27",
        "info": "#82b8f0", "info_soft": "#1c3350", "overdue": "#ff8a80",
        "map_ground": "#20262a", "map_text": "#edf1ef", "map_halo": "#d9161b19",
        "graticule": "#b09fada6", "selection": "#35c8ff", "selection_fill": "#5035c8ff",
        "highlight": "#ffd54a", "photo": "#c4a5ff", "photo_unplaced": "#8f98a3",
        "wedge": "#26c4a5ff", "track": "#ff79a8", "measure": "#ff8a80",
    },
)  # fmt: skip

# Black on white with heavy lines: what is left of a screen's contrast at noon.
FIELD = Scheme(
    "field",
    dark=False,
    contrast=7.0,
    roles={
        "window": "#ffffff", "surface": "#ffffff", "alternate": "#f0f2f0", "raised": "#ffffff",
        "text": "#000000", "muted": "#333a36", "disabled": "#7a827e", "border": "#5b6560",
        "edge": "#3d4541", "accent": "#00522b", "accent_soft": "#c8ecd8", "chosen": "#00522b",
        "on_chosen": "#ffffff",
        "link": "#003f73", "warning": "#5c3a00", "warning_soft": "#ffe7ad",
        "danger": "#8c0f08", "danger_soft": "#ffd6d2", "ok": "#00501f", "ok_soft": "#c5f0d2",
        "info": "#083f7d", "info_soft": "#cfe4ff", "overdue": "#8c0f08",
        "map_ground": "#ffffff", "map_text": "#000000", "map_halo": "#ffffffff",
        "graticule": "#c0333a36", "selection": "#0077c8", "selection_fill": "#600096e6",
        "highlight": "#ffb300", "photo": "#4b1f9e", "photo_unplaced": "#555c60",
        "wedge": "#304b1f9e", "track": "#a0003f", "measure": "#8c0f08",
    },
)  # fmt: skip

# Hues run with the work: blue is found, violet is entered, orange is being put right, green is
# done; red is kept for what is late.
STATES: Mapping[str, str] = {
    "clue": "#4f7cac", "assigned": "#2368d9", "checked": "#0c8aa6", "dismissed": "#8b9099",
    "registered": "#7d3fb0", "planned": "#ac3fa0",
    "rectifying": "#e07000", "self_checked": "#c29200", "city_reviewed": "#97a012",
    "accepted": "#5aa52b", "publicized": "#1fa37c",
    "closed": "#1c8541", "filed": "#0d6a48", "lookback": "#c93a72",
    "suspended": "#84705c", "void": "#737373",
}  # fmt: skip

AREA_KINDS: Mapping[str, str] = {"area": "#1e8e4e", "redline": "#d8342c", "control": "#d98a00"}

# As zone maps of reserves are commonly coloured: the stricter, the warmer.
ZONES: Mapping[str, str] = {
    "core_protect": "#d9534f", "general_control": "#7cb45a",
    "core": "#d9534f", "buffer": "#e8b93e", "experimental": "#7cb45a",
    "outside": "#8b9099", "unzoned": "#9a8f7c",
}  # fmt: skip

# How a boundary marker was found. Red is kept for what is late, here for what is not there at all.
CONDITIONS: Mapping[str, str] = {
    "intact": "#2f9e44", "damaged": "#e8590c", "leaning": "#c99a00", "illegible": "#8d6e52",
    "covered": "#0c8599", "moved": "#9c36b5", "missing": "#d6293e",
}  # fmt: skip

# What a negative list bars or limits.
RESTRICTIONS: Mapping[str, str] = {"barred": "#d6293e", "limited": "#c99a00"}

# For bars and lines of charts that stand for anything; told apart by the colour-blind too
# (Okabe and Ito, "Color Universal Design", 2008; the yellow is left out, it is weak on white).
SERIES: tuple[str, ...] = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#7a7f85",
)  # fmt: skip
