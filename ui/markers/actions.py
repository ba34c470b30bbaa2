"""The room's menu entries."""

from __future__ import annotations

from ui.action_spec import ActionSpec, Standing, when_keeping_lists, when_open
from ui.words import QT_TRANSLATE_NOOP


def _one(standing: Standing) -> bool:
    return standing.is_open and standing.markers == 1


def _some(standing: Standing) -> bool:
    return standing.is_open and standing.markers > 0


def _inspects(standing: Standing) -> bool:
    return standing.writable and standing.markers == 1


def _corrects(standing: Standing) -> bool:
    return when_keeping_lists(standing) and standing.markers == 1


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "markers.facts", QT_TRANSLATE_NOOP("Markers", "Facts of the marker"), "Markers", "tools",
        tip=QT_TRANSLATE_NOOP("Markers", "Its inspections with photos, where it comes from, its "
                              "history"),
        shortcut="Ctrl+Shift+F2", icon="marker", group="markers", enabled=_one,
    ),
    ActionSpec(
        "markers.inspect", QT_TRANSLATE_NOOP("Markers", "Record an inspection…"), "Markers",
        "tools", tip=QT_TRANSLATE_NOOP("Markers", "How a marker was found, with photos"),
        shortcut="Ctrl+Shift+F3", icon="check", group="markers", enabled=_inspects,
    ),
    ActionSpec(
        "markers.correct", QT_TRANSLATE_NOOP("Markers", "Correct the marker…"), "Markers", "tools",
        tip=QT_TRANSLATE_NOOP("Markers", "Number, kind, area, position, by whom it was set up"),
        shortcut="Ctrl+Shift+F4", icon="edit", group="markers", enabled=_corrects,
    ),
    ActionSpec(
        "markers.void", QT_TRANSLATE_NOOP("Markers", "Void the marker, or put it back…"),
        "Markers", "tools",
        tip=QT_TRANSLATE_NOOP("Markers", "Take it out of the list with a reason; nothing is "
                              "deleted"),
        shortcut="Ctrl+Shift+F5", icon="remove", group="markers", enabled=_corrects,
    ),
    ActionSpec(
        "markers.on_map", QT_TRANSLATE_NOOP("Markers", "Show markers on the map"), "Markers",
        "tools", tip=QT_TRANSLATE_NOOP("Markers", "Go to the selected markers on the map"),
        shortcut="Ctrl+Shift+F6", icon="map", group="markers", enabled=_some,
    ),
    ActionSpec(
        "markers.find", QT_TRANSLATE_NOOP("Markers", "Find a marker"), "Markers", "tools",
        tip=QT_TRANSLATE_NOOP("Markers", "Put the cursor into the field of the list of markers"),
        shortcut="Ctrl+Shift+Q", icon="search", group="markers", enabled=when_open,
    ),
)  # fmt: skip
