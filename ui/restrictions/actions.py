"""What the room of negative lists adds to the menus."""

from __future__ import annotations

from ui.action_spec import ActionSpec
from ui.words import QT_TRANSLATE_NOOP

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "restrictions.show", QT_TRANSLATE_NOOP("Restrictions", "&Negative lists…"),
        "Restrictions", "tools",
        tip=QT_TRANSLATE_NOOP("Restrictions", "Measures that a space bars or limits, by version"),
        shortcut="Ctrl+Shift+H", icon="restrict", group="lists",
    ),
)  # fmt: skip
