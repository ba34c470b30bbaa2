"""The menu entries and shortcuts of layers for reference."""

from __future__ import annotations

from ui.action_spec import ActionSpec, when_writable
from ui.words import QT_TRANSLATE_NOOP

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "layers.add", QT_TRANSLATE_NOOP("Layers", "Add a layer…"), "Layers", "map",
        tip=QT_TRANSLATE_NOOP("Layers", "Put a vector file on the map for reference: stations, "
                              "plans, plots of other offices"),
        shortcut="Ctrl+Shift+Y", icon="layer-add", group="e-layers", enabled=when_writable,
    ),
    ActionSpec(
        "layers.edit", QT_TRANSLATE_NOOP("Layers", "Name, colour and labels of the layer…"),
        "Layers", "map",
        tip=QT_TRANSLATE_NOOP("Layers", "Say what the reference layer marked in the layer tree is "
                              "called and how it looks"),
        shortcut="Shift+F7", icon="edit", group="e-layers", enabled=when_writable,
    ),
    ActionSpec(
        "layers.remove", QT_TRANSLATE_NOOP("Layers", "Take the layer off the list…"), "Layers",
        "map",
        tip=QT_TRANSLATE_NOOP("Layers", "Take the reference layer marked in the layer tree away; "
                              "its file stays"),
        shortcut="Ctrl+F7", icon="remove", group="e-layers", enabled=when_writable,
    ),
    ActionSpec(
        "layers.restore", QT_TRANSLATE_NOOP("Layers", "Put a layer back…"), "Layers", "map",
        tip=QT_TRANSLATE_NOOP("Layers", "Layers that were taken off the list, to put back"),
        shortcut="Ctrl+Shift+F7", icon="undo", group="e-layers", enabled=when_writable,
    ),
)  # fmt: skip
