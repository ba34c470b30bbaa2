"""The basemaps' menu entries and shortcuts."""

from __future__ import annotations

from ui.action_spec import ActionSpec, when_writable
from ui.words import QT_TRANSLATE_NOOP

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "basemap.add", QT_TRANSLATE_NOOP("Basemap", "Add a basemap…"), "Basemap", "map",
        tip=QT_TRANSLATE_NOOP("Basemap", "Put imagery under the map: MBTiles, GeoTIFF, COG"),
        shortcut="Ctrl+Shift+B", icon="basemap", group="e-basemap", enabled=when_writable,
    ),
    ActionSpec(
        "basemap.swipe", QT_TRANSLATE_NOOP("Basemap", "Compare two dates"), "Basemap", "map",
        tip=QT_TRANSLATE_NOOP("Basemap", "Draw a line over the map, another date on either side"),
        shortcut="F8", icon="swipe", group="e-basemap",
    ),
    ActionSpec(
        "basemap.outlines", QT_TRANSLATE_NOOP("Basemap", "Outlines alone while comparing"),
        "Basemap", "map",
        tip=QT_TRANSLATE_NOOP("Basemap", "Leave patches unfilled, or fill them, while two dates "
                              "are compared"),
        shortcut="Ctrl+Alt+F8", icon="draw", group="e-basemap",
    ),
    ActionSpec(
        "basemap.turn", QT_TRANSLATE_NOOP("Basemap", "Show or hide the basemaps"), "Basemap",
        "map", tip=QT_TRANSLATE_NOOP("Basemap", "All basemaps at once; what was ticked stays so"),
        shortcut="Shift+F8", icon="eye", group="e-basemap",
    ),
    ActionSpec(
        "basemap.zoom", QT_TRANSLATE_NOOP("Basemap", "Zoom to the basemap"), "Basemap", "map",
        tip=QT_TRANSLATE_NOOP("Basemap", "Show all of the chosen basemap"),
        shortcut="Ctrl+Alt+9", icon="fit", group="e-basemap",
    ),
    ActionSpec(
        "basemap.describe", QT_TRANSLATE_NOOP("Basemap", "Date and name of the basemap…"),
        "Basemap", "map",
        tip=QT_TRANSLATE_NOOP("Basemap", "Say of which day the chosen basemap is"),
        shortcut="Ctrl+F8", icon="calendar", group="e-basemap", enabled=when_writable,
    ),
    ActionSpec(
        "basemap.overviews", QT_TRANSLATE_NOOP("Basemap", "Build overviews of the basemap"),
        "Basemap", "map",
        tip=QT_TRANSLATE_NOOP("Basemap", "So that a large GeoTIFF can be seen as a whole"),
        shortcut="Ctrl+Shift+F8", icon="layers", group="e-basemap", enabled=when_writable,
    ),
    ActionSpec(
        "basemap.remove", QT_TRANSLATE_NOOP("Basemap", "Take the basemap off the list"),
        "Basemap", "map",
        tip=QT_TRANSLATE_NOOP("Basemap", "Its file stays where it is"),
        shortcut="Ctrl+Shift+Del", icon="remove", group="e-basemap", enabled=when_writable,
    ),
)  # fmt: skip
