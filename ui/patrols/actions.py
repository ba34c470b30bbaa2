"""The room's menu entries."""

from __future__ import annotations

from ui.action_spec import ActionSpec, when_open, when_writable
from ui.words import QT_TRANSLATE_NOOP

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "patrols.plan", QT_TRANSLATE_NOOP("Patrols", "Plan a patrol…"), "Patrols", "tools",
        tip=QT_TRANSLATE_NOOP("Patrols", "Days, people, area and route, once or again and again"),
        shortcut="Ctrl+M", icon="new", group="patrols", enabled=when_writable,
    ),
    ActionSpec(
        "patrols.draw", QT_TRANSLATE_NOOP("Patrols", "Draw a patrol's route"), "Patrols", "tools",
        tip=QT_TRANSLATE_NOOP("Patrols", "On the map, for the patrol chosen or a new one"),
        shortcut="Ctrl+D", icon="draw", group="patrols", enabled=when_writable,
    ),
    ActionSpec(
        "patrols.change", QT_TRANSLATE_NOOP("Patrols", "Correct a patrol, or say it is done…"),
        "Patrols", "tools",
        tip=QT_TRANSLATE_NOOP("Patrols", "The fields of the patrol chosen in its list"),
        shortcut="Ctrl+Alt+Shift+L", icon="edit", group="patrols", enabled=when_writable,
    ),
    ActionSpec(
        "patrols.tracks", QT_TRANSLATE_NOOP("Patrols", "Tracks of a patrol…"), "Patrols", "tools",
        tip=QT_TRANSLATE_NOOP("Patrols", "Say which tracks were walked for it"),
        shortcut="Ctrl+Alt+Shift+W", icon="measure-line", group="patrols", enabled=when_writable,
    ),
    ActionSpec(
        "patrols.find", QT_TRANSLATE_NOOP("Patrols", "What a patrol found…"), "Patrols", "tools",
        tip=QT_TRANSLATE_NOOP("Patrols", "Make a clue of it, with its photos"),
        shortcut="Ctrl+U", icon="add", group="patrols", enabled=when_writable,
    ),
    ActionSpec(
        "patrols.on_map", QT_TRANSLATE_NOOP("Patrols", "Show a patrol on the map"), "Patrols",
        "tools", tip=QT_TRANSLATE_NOOP("Patrols", "Its route, and what nobody walked of it"),
        shortcut="Ctrl+Alt+Shift+F", icon="map", group="patrols", enabled=when_open,
    ),
    ActionSpec(
        "patrols.save_gaps", QT_TRANSLATE_NOOP("Patrols", "Save what was not walked…"),
        "Patrols", "tools",
        tip=QT_TRANSLATE_NOOP("Patrols", "The rest of the route, for a phone or a GIS"),
        shortcut="Ctrl+Alt+Shift+G", icon="save", group="patrols", enabled=when_open,
    ),
    ActionSpec(
        "patrols.void", QT_TRANSLATE_NOOP("Patrols", "Void a patrol, or put it back…"),
        "Patrols", "tools",
        tip=QT_TRANSLATE_NOOP("Patrols", "With a reason; nothing is deleted"),
        shortcut="Ctrl+Alt+Shift+V", icon="remove", group="patrols", enabled=when_writable,
    ),
    ActionSpec(
        "patrols.campaigns", QT_TRANSLATE_NOOP("Patrols", "Campaigns…"), "Patrols", "tools",
        tip=QT_TRANSLATE_NOOP("Patrols", "Enter and correct them, and see how their issues stand"),
        shortcut="Ctrl+Shift+F10", icon="star", group="patrols", enabled=when_open,
    ),
)  # fmt: skip
