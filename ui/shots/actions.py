"""The room's menu entries."""

from __future__ import annotations

from ui.action_spec import ActionSpec, Standing, when_open
from ui.words import QT_TRANSLATE_NOOP


def _has_issue(standing: Standing) -> bool:
    return standing.is_open and standing.has_current


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "shots.of_issue", QT_TRANSLATE_NOOP("Shots", "Shots that the issue lacks"), "Shots",
        "photo", tip=QT_TRANSLATE_NOOP("Shots", "What is still to be taken of the issue that the "
                                       "dossier shows, and where to stand"),
        shortcut="Shift+F3", icon="camera", group="shots", enabled=_has_issue,
    ),
    ActionSpec(
        "shots.of_round", QT_TRANSLATE_NOOP("Shots", "Shots of my round"), "Shots", "photo",
        tip=QT_TRANSLATE_NOOP("Shots", "What is to be taken of all issues assigned to you, in the "
                              "order to go"),
        shortcut="Shift+F5", icon="camera", group="shots", enabled=when_open,
    ),
    ActionSpec(
        "shots.here", QT_TRANSLATE_NOOP("Shots", "Say on the map where you stand"), "Shots",
        "photo", tip=QT_TRANSLATE_NOOP("Shots", "The next click on the map is where you are; "
                                       "distances and ways are told from there"),
        shortcut="Shift+F11", icon="place-photo", group="shots", enabled=when_open,
    ),
    ActionSpec(
        "shots.newest", QT_TRANSLATE_NOOP("Shots", "You stand where the newest photo or track is"),
        "Shots", "photo",
        tip=QT_TRANSLATE_NOOP("Shots", "The newest photo whose place was measured, or the end of "
                              "the newest track"),
        shortcut="Ctrl+Alt+Shift+N", icon="refresh", group="shots", enabled=when_open,
    ),
    ActionSpec(
        "shots.file", QT_TRANSLATE_NOOP("Shots", "You stand where a receiver's file ends…"),
        "Shots", "photo",
        tip=QT_TRANSLATE_NOOP("Shots", "The last place of a GPX, KML or NMEA file, which may "
                              "still grow"),
        shortcut="Ctrl+Alt+Shift+O", icon="open", group="shots", enabled=when_open,
    ),
    ActionSpec(
        "shots.to_map", QT_TRANSLATE_NOOP("Shots", "Go to the place to stand"), "Shots", "photo",
        tip=QT_TRANSLATE_NOOP("Shots", "Show the place of the chosen shot on the map"),
        shortcut="Shift+F2", icon="jump", group="shots", enabled=when_open,
    ),
    ActionSpec(
        "shots.save", QT_TRANSLATE_NOOP("Shots", "Save the places to stand…"), "Shots", "photo",
        tip=QT_TRANSLATE_NOOP("Shots", "As GPX for a phone, GeoJSON for a GIS, or a table to "
                              "print"),
        shortcut="Ctrl+Alt+Shift+S", icon="save", group="shots", enabled=when_open,
    ),
)  # fmt: skip
