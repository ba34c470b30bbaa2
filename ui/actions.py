"""Every menu entry and shortcut, as data: the rooms' own, and those of the window."""

from __future__ import annotations

from importlib import import_module

from ui.action_spec import ActionSpec, Standing, always, when_open
from ui.words import QT_TRANSLATE_NOOP

# Menu id -> its title, in the order of the menu bar.
MENUS: dict[str, str] = {
    "file": QT_TRANSLATE_NOOP("Frame", "&File"),
    "edit": QT_TRANSLATE_NOOP("Frame", "&Edit"),
    "view": QT_TRANSLATE_NOOP("Frame", "&View"),
    "map": QT_TRANSLATE_NOOP("Frame", "&Map"),
    "photo": QT_TRANSLATE_NOOP("Frame", "&Photo"),
    "issue": QT_TRANSLATE_NOOP("Frame", "&Issue"),
    "report": QT_TRANSLATE_NOOP("Frame", "&Report"),
    "tools": QT_TRANSLATE_NOOP("Frame", "&Tools"),
    "help": QT_TRANSLATE_NOOP("Frame", "&Help"),
}


def _any_selected(standing: Standing) -> bool:
    return bool(standing.issues or standing.photos or standing.areas or standing.markers)


FRAME: tuple[ActionSpec, ...] = (
    ActionSpec(
        "frame.close_project", QT_TRANSLATE_NOOP("Frame", "Close project"), "Frame", "file",
        tip=QT_TRANSLATE_NOOP("Frame", "Close the project and go back to the start page"),
        shortcut="Ctrl+W", icon="close", group="project",
    ),
    ActionSpec(
        "frame.quit", QT_TRANSLATE_NOOP("Frame", "Quit"), "Frame", "file",
        tip=QT_TRANSLATE_NOOP("Frame", "Put everything away and end the program"),
        shortcut="Ctrl+Q", group="zz", enabled=always,
    ),
    ActionSpec(
        "frame.undo", QT_TRANSLATE_NOOP("Frame", "Undo"), "Frame", "edit",
        tip=QT_TRANSLATE_NOOP("Frame", "Take back what was done last, by writing the opposite"),
        shortcut="Ctrl+Z", icon="undo", group="aa", on_bar=True,
    ),
    ActionSpec(
        "frame.redo", QT_TRANSLATE_NOOP("Frame", "Redo"), "Frame", "edit",
        tip=QT_TRANSLATE_NOOP("Frame", "Do again what was taken back last"),
        shortcut="Ctrl+Shift+Z; Ctrl+Y", icon="redo", group="aa", on_bar=True,
    ),
    ActionSpec(
        "frame.deselect", QT_TRANSLATE_NOOP("Frame", "Select nothing"), "Frame", "edit",
        tip=QT_TRANSLATE_NOOP("Frame", "Take the selection away everywhere"),
        shortcut="Ctrl+Shift+X", group="select", enabled=_any_selected,
    ),
    ActionSpec(
        "frame.commands", QT_TRANSLATE_NOOP("Frame", "Find a command…"), "Frame", "help",
        tip=QT_TRANSLATE_NOOP("Frame", "Search all commands by name"),
        shortcut="Ctrl+K", icon="commands", group="aa", enabled=always, on_bar=True,
    ),
    ActionSpec(
        "frame.shortcuts", QT_TRANSLATE_NOOP("Frame", "Keyboard shortcuts"), "Frame", "help",
        tip=QT_TRANSLATE_NOOP("Frame", "All commands with their keys"),
        shortcut="Ctrl+/; F1", icon="help", group="aa", enabled=always,
    ),
    ActionSpec(
        "frame.about", QT_TRANSLATE_NOOP("Frame", "About Green Shield"), "Frame", "help",
        tip=QT_TRANSLATE_NOOP("Frame", "Version and licences"),
        shortcut="Shift+F1", icon="info", group="zz", enabled=always,
    ),
    ActionSpec(
        "frame.chinese", QT_TRANSLATE_NOOP("Frame", "Chinese"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show the window in Chinese"),
        shortcut="F12", group="language", enabled=always, checkable=True,
    ),
    ActionSpec(
        "frame.english", QT_TRANSLATE_NOOP("Frame", "English"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show the window in English"),
        shortcut="Shift+F12", group="language", enabled=always, checkable=True,
    ),
    ActionSpec(
        "frame.look_system", QT_TRANSLATE_NOOP("Frame", "Light or dark as the system"), "Frame",
        "view", tip=QT_TRANSLATE_NOOP("Frame", "Follow the system's colours"),
        shortcut="Ctrl+Shift+F9", group="look", enabled=always, checkable=True,
    ),
    ActionSpec(
        "frame.look_light", QT_TRANSLATE_NOOP("Frame", "Light"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Dark writing on a light ground"),
        shortcut="Shift+F9", icon="sun", group="look", enabled=always, checkable=True,
    ),
    ActionSpec(
        "frame.look_dark", QT_TRANSLATE_NOOP("Frame", "Dark"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Light writing on a dark ground"),
        shortcut="Ctrl+F9", icon="moon", group="look", enabled=always, checkable=True,
    ),
    ActionSpec(
        "frame.look_field", QT_TRANSLATE_NOOP("Frame", "Field mode"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Large targets and high contrast, for work outdoors"),
        shortcut="F9", icon="field-mode", group="look", enabled=always, checkable=True,
    ),
    ActionSpec(
        "frame.panel_work", QT_TRANSLATE_NOOP("Frame", "My work"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show the list of what is to be done, or close it"),
        shortcut="Ctrl+F1", icon="clock", group="panels", checkable=True,
    ),
    ActionSpec(
        "frame.panel_ledger", QT_TRANSLATE_NOOP("Frame", "Ledger"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show the table of issues, or close it"),
        shortcut="Ctrl+F2", icon="table", group="panels", checkable=True,
    ),
    ActionSpec(
        "frame.panel_photos", QT_TRANSLATE_NOOP("Frame", "Photos"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show the photos, or close them"),
        shortcut="Ctrl+F3", icon="photos", group="panels", checkable=True,
    ),
    ActionSpec(
        "frame.panel_shots", QT_TRANSLATE_NOOP("Frame", "Shot list"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show which shots are still to be taken, or close it"),
        shortcut="Ctrl+Shift+F12", icon="camera", group="panels", checkable=True,
    ),
    ActionSpec(
        "frame.panel_charts", QT_TRANSLATE_NOOP("Frame", "Charts"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show the charts, or close them"),
        shortcut="Ctrl+F4", icon="chart", group="panels", checkable=True,
    ),
    ActionSpec(
        "frame.panel_markers", QT_TRANSLATE_NOOP("Frame", "Markers"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show the list of boundary markers, or close it"),
        shortcut="Ctrl+F10", icon="marker", group="panels", checkable=True,
    ),
    ActionSpec(
        "frame.panel_patrols", QT_TRANSLATE_NOOP("Frame", "Patrols"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show the patrols and their coverage, or close them"),
        shortcut="Ctrl+F12", icon="measure-line", group="panels", checkable=True,
    ),
    ActionSpec(
        "frame.panel_dossier", QT_TRANSLATE_NOOP("Frame", "Dossier"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show the dossier of the issue chosen, or close it"),
        shortcut="Ctrl+F5", icon="dossier", group="panels", checkable=True,
    ),
    ActionSpec(
        "frame.panel_areas", QT_TRANSLATE_NOOP("Frame", "Boundaries"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Show the boundaries and their versions, or close them"),
        shortcut="Ctrl+F6", icon="layers", group="panels", checkable=True,
    ),
    ActionSpec(
        "frame.full_screen", QT_TRANSLATE_NOOP("Frame", "Full screen"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Use the whole screen"),
        shortcut="F11", group="window", enabled=always, checkable=True,
    ),
    ActionSpec(
        "frame.reset_layout", QT_TRANSLATE_NOOP("Frame", "Arrange as at first"), "Frame", "view",
        tip=QT_TRANSLATE_NOOP("Frame", "Put every panel back to its first place and size"),
        shortcut="Ctrl+F11", group="window", enabled=when_open,
    ),
)  # fmt: skip

# The rooms in the order in which their entries stand in a menu.
ROOMS = (
    "start",
    "imports",
    "map",
    "basemap",
    "layers",
    "ledger",
    "photos",
    "shots",
    "dossier",
    "reports",
    "charts",
    "areas",
    "markers",
    "patrols",
    "restrictions",
    "lineage",
)


def everything() -> tuple[ActionSpec, ...]:
    """The actions of all rooms, then the window's own."""
    found: list[ActionSpec] = []
    for room in ROOMS:
        found.extend(import_module(f"ui.{room}.actions").ACTIONS)
    return (*found, *FRAME)
