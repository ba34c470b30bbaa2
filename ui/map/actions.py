"""The map's menu entries and shortcuts."""

from __future__ import annotations

from ui.action_spec import ActionSpec, Standing, when_writable
from ui.words import QT_TRANSLATE_NOOP


def _chosen(standing: Standing) -> bool:
    return bool(standing.issues or standing.photos or standing.areas)


def _current(standing: Standing) -> bool:
    return standing.has_current


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "map.select", QT_TRANSLATE_NOOP("Map", "Pan and select"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Drag the map; click issues and photos to select them"),
        shortcut="Ctrl+1", icon="select", group="b-tools",
    ),
    ActionSpec(
        "map.box", QT_TRANSLATE_NOOP("Map", "Select in a box"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Drag a box around what to select"),
        shortcut="Ctrl+2", icon="box-select", group="b-tools",
    ),
    ActionSpec(
        "map.identify", QT_TRANSLATE_NOOP("Map", "What is here?"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Click a place to see all that lies there"),
        shortcut="Ctrl+3", icon="identify", group="b-tools",
    ),
    ActionSpec(
        "map.measure_line", QT_TRANSLATE_NOOP("Map", "Measure a distance"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Measure along a line, on the ellipsoid"),
        shortcut="Ctrl+4", icon="measure-line", group="b-tools",
    ),
    ActionSpec(
        "map.measure_area", QT_TRANSLATE_NOOP("Map", "Measure an area"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Measure a polygon, on the ellipsoid"),
        shortcut="Ctrl+5", icon="measure-area", group="b-tools",
    ),
    ActionSpec(
        "map.draw", QT_TRANSLATE_NOOP("Map", "Draw a patch"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Draw the outline of a new clue or of the issue at hand"),
        shortcut="Ctrl+6", icon="draw", group="b-tools", enabled=when_writable,
    ),
    ActionSpec(
        "map.place_photo", QT_TRANSLATE_NOOP("Map", "Place a photo by hand"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Click where the selected photo was taken, or drag its point"),
        shortcut="Ctrl+7", icon="place-photo", group="b-tools", enabled=when_writable,
    ),
    ActionSpec(
        "map.zoom_in", QT_TRANSLATE_NOOP("Map", "Zoom in"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Show half as much, twice as large"),
        shortcut="Ctrl++; Ctrl+=", icon="zoom-in", group="c-zoom",
    ),
    ActionSpec(
        "map.zoom_out", QT_TRANSLATE_NOOP("Map", "Zoom out"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Show twice as much, half as large"),
        shortcut="Ctrl+-", icon="zoom-out", group="c-zoom",
    ),
    ActionSpec(
        "map.zoom_all", QT_TRANSLATE_NOOP("Map", "Zoom to everything"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Show all that is on the map"),
        shortcut="Ctrl+0", icon="zoom-all", group="c-zoom",
    ),
    ActionSpec(
        "map.zoom_selection", QT_TRANSLATE_NOOP("Map", "Zoom to the selection"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Show what is selected"),
        shortcut="Ctrl+9", icon="zoom-selection", group="c-zoom", enabled=_chosen,
    ),
    ActionSpec(
        "map.zoom_issue", QT_TRANSLATE_NOOP("Map", "Zoom to the issue"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Show the issue that the dossier shows"),
        shortcut="Ctrl+8", group="c-zoom", enabled=_current,
    ),
    ActionSpec(
        "map.zoom_layer", QT_TRANSLATE_NOOP("Map", "Zoom to the layer"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Show all of the layer that is marked in the layer tree"),
        shortcut="Ctrl+Alt+0", icon="fit", group="c-zoom",
    ),
    ActionSpec(
        "map.previous_view", QT_TRANSLATE_NOOP("Map", "Previous view"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Go back to where the map looked before"),
        shortcut="Alt+Left", icon="previous-view", group="c-zoom",
    ),
    ActionSpec(
        "map.next_view", QT_TRANSLATE_NOOP("Map", "Next view"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Go to where one came back from"),
        shortcut="Alt+Right", group="c-zoom",
    ),
    ActionSpec(
        "map.go_to", QT_TRANSLATE_NOOP("Map", "Go to a position"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Type a position in degrees or metres of a zone"),
        shortcut="Ctrl+G", icon="jump", group="d-places",
    ),
    ActionSpec(
        "map.copy_position", QT_TRANSLATE_NOOP("Map", "Copy the position"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Put the position of the mouse on the clipboard"),
        shortcut="Ctrl+Alt+C", icon="copy", group="d-places",
    ),
    ActionSpec(
        "map.copy_picture", QT_TRANSLATE_NOOP("Map", "Copy the map as a picture"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Put what the map shows on the clipboard, with its scale bar"),
        shortcut="Ctrl+Alt+X", icon="copy", group="f-more",
    ),
    ActionSpec(
        "map.save_picture", QT_TRANSLATE_NOOP("Map", "Save the map…"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Write what the map shows into a file: a picture, or paths"),
        shortcut="Ctrl+Shift+S", icon="save", group="f-more",
    ),
    ActionSpec(
        "map.notation", QT_TRANSLATE_NOOP("Map", "Write positions another way"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Degrees; degrees, minutes, seconds; Gauss–Krüger zone"),
        shortcut="F3", group="d-places",
    ),
    ActionSpec(
        "map.layers", QT_TRANSLATE_NOOP("Map", "Layers and legend"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Show the layer tree, or put it away"),
        shortcut="Ctrl+L", icon="layers", group="e-show",
    ),
    ActionSpec(
        "map.labels", QT_TRANSLATE_NOOP("Map", "Labels"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Show numbers and names on the map, or put them away"),
        shortcut="Ctrl+Shift+L", icon="labels", group="e-show",
    ),
    ActionSpec(
        "map.graticule", QT_TRANSLATE_NOOP("Map", "Graticule"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Show lines of longitude and latitude, or put them away"),
        shortcut="F4", icon="graticule", group="e-show",
    ),
    ActionSpec(
        "map.day", QT_TRANSLATE_NOOP("Map", "Boundaries of another day…"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Show the boundaries that were in force on a day"),
        shortcut="Ctrl+Alt+D", icon="calendar", group="e-show",
    ),
    ActionSpec(
        "map.reload", QT_TRANSLATE_NOOP("Map", "Read the map anew"), "Map", "map",
        tip=QT_TRANSLATE_NOOP("Map", "Read every layer from the project again"),
        shortcut="F5", icon="refresh", group="f-more",
    ),
)  # fmt: skip
