"""What the import room adds to the menus."""

from __future__ import annotations

from ui.action_spec import ActionSpec, when_keeping_lists, when_writable
from ui.words import QT_TRANSLATE_NOOP

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "imports.ledger", QT_TRANSLATE_NOOP("Imports", "Import a &ledger…"), "Imports", "file",
        tip=QT_TRANSLATE_NOOP("Imports", "Clues or a whole ledger, from a workbook or patches"),
        shortcut="Ctrl+I", icon="import", group="import", enabled=when_keeping_lists,
    ),
    ActionSpec(
        "imports.compare", QT_TRANSLATE_NOOP("Imports", "&Compare a list with the ledger…"),
        "Imports", "file",
        tip=QT_TRANSLATE_NOOP("Imports", "A list that comes again: what is new, changed or gone"),
        shortcut="Ctrl+Alt+Shift+C", icon="compare", group="import", enabled=when_keeping_lists,
    ),
    ActionSpec(
        "imports.areas", QT_TRANSLATE_NOOP("Imports", "Import &boundaries…"), "Imports", "file",
        tip=QT_TRANSLATE_NOOP("Imports", "Protected areas, zones, red lines and control areas"),
        shortcut="Ctrl+Alt+B", icon="layers", group="import", enabled=when_keeping_lists,
    ),
    ActionSpec(
        "imports.areas_several", QT_TRANSLATE_NOOP("Imports", "Import se&veral boundary files…"),
        "Imports", "file",
        tip=QT_TRANSLATE_NOOP("Imports", "Files, folders and zips with many layers at once"),
        shortcut="Ctrl+Alt+Shift+B", icon="layers", group="import", enabled=when_keeping_lists,
    ),
    ActionSpec(
        "imports.tracks", QT_TRANSLATE_NOOP("Imports", "Import &tracks…"), "Imports", "file",
        tip=QT_TRANSLATE_NOOP("Imports", "Walked tracks: GPX, KML, NMEA"),
        shortcut="Ctrl+Alt+J", icon="timeline", group="import", enabled=when_writable,
    ),
    ActionSpec(
        "imports.markers", QT_TRANSLATE_NOOP("Imports", "Import boundary &markers…"), "Imports",
        "file", tip=QT_TRANSLATE_NOOP("Imports", "A list of boundary markers and signboards"),
        shortcut="Ctrl+Shift+J", icon="marker", group="import", enabled=when_keeping_lists,
    ),
    ActionSpec(
        "imports.restrictions", QT_TRANSLATE_NOOP("Imports", "Import a ne&gative list…"),
        "Imports", "file",
        tip=QT_TRANSLATE_NOOP("Imports", "Measures that a space bars or limits"),
        shortcut="Ctrl+Shift+W", icon="restrict", group="import", enabled=when_keeping_lists,
    ),
)  # fmt: skip
