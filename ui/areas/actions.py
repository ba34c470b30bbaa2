"""What the room of boundaries adds to the menus."""

from __future__ import annotations

from ui.action_spec import ActionSpec, Standing, when_keeping_lists
from ui.words import QT_TRANSLATE_NOOP


def _may_take_out(standing: Standing) -> bool:
    return when_keeping_lists(standing) and standing.areas == 1


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "areas.find", QT_TRANSLATE_NOOP("Areas", "Find a boundary"), "Areas", "map",
        tip=QT_TRANSLATE_NOOP("Areas", "Show the boundaries, and find one by its name or code"),
        shortcut="Ctrl+Alt+7", icon="layers", group="x-areas",
    ),
    ActionSpec(
        "areas.compare", QT_TRANSLATE_NOOP("Areas", "Compare versions of boundaries…"), "Areas",
        "map", tip=QT_TRANSLATE_NOOP("Areas", "What a new version adds, drops and moves, in m²"),
        shortcut="Ctrl+Alt+8", icon="compare", group="x-areas",
    ),
    ActionSpec(
        "areas.check", QT_TRANSLATE_NOOP("Areas", "Check how zones fit"), "Areas", "map",
        tip=QT_TRANSLATE_NOOP("Areas", "Overlaps, gaps and slivers among the zones in force"),
        shortcut="Shift+F4", icon="verify", group="x-areas",
    ),
    ActionSpec(
        "areas.void", QT_TRANSLATE_NOOP("Areas", "Take the boundary out, or put it back…"),
        "Areas", "map",
        tip=QT_TRANSLATE_NOOP("Areas", "Take a version that was imported wrong out of force with "
                              "its zones; nothing is deleted"),
        shortcut="Ctrl+Shift+F11", icon="remove", group="x-areas", enabled=_may_take_out,
    ),
)  # fmt: skip
