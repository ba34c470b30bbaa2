"""The room's menu entries."""

from __future__ import annotations

from ui.action_spec import ActionSpec, Standing, when_open, when_writable
from ui.words import QT_TRANSLATE_NOOP


def _photos_writable(standing: Standing) -> bool:
    return standing.writable and bool(standing.photos)


def _some_photos(standing: Standing) -> bool:
    return standing.is_open and bool(standing.photos)


def _one_writable(standing: Standing) -> bool:
    return standing.writable and standing.photos == 1


def _has_issue(standing: Standing) -> bool:
    return standing.is_open and standing.has_current


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "photos.import", QT_TRANSLATE_NOOP("Photos", "Import photos…"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Choose photos to import; they can be dropped too"),
        shortcut="Ctrl+Shift+I", icon="import", group="a", enabled=when_writable, on_bar=True,
    ),
    ActionSpec(
        "photos.import_folder", QT_TRANSLATE_NOOP("Photos", "Import a folder of photos…"),
        "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Import all photos in a folder and the folders in it"),
        shortcut="Ctrl+Alt+I", icon="folder", group="a", enabled=when_writable,
    ),
    ActionSpec(
        "photos.results", QT_TRANSLATE_NOOP("Photos", "Results of the last import"),
        "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "What became of each file, with what to do"),
        shortcut="Ctrl+Alt+R", icon="table", group="a",
    ),
    ActionSpec(
        "photos.last_import", QT_TRANSLATE_NOOP("Photos", "Photos of the last import"),
        "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Show only what the last import brought"),
        shortcut="Ctrl+Alt+Shift+R", icon="photos", group="a", enabled=when_open,
    ),
    ActionSpec(
        "photos.choices", QT_TRANSLATE_NOOP("Photos", "Photos that need a choice"),
        "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Go through photos near an issue and tied to none"),
        shortcut="F7", icon="question", group="b", enabled=when_open,
    ),
    ActionSpec(
        "photos.view", QT_TRANSLATE_NOOP("Photos", "View large"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Open the large viewer (Space in the tray)"),
        shortcut="F6", icon="photo", group="c", enabled=_some_photos,
    ),
    ActionSpec(
        "photos.compare", QT_TRANSLATE_NOOP("Photos", "Before and after"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Compare the pairs of the issue that the dossier shows"),
        shortcut="Shift+F6", icon="compare", group="c", enabled=_has_issue,
    ),
    ActionSpec(
        "photos.on_map", QT_TRANSLATE_NOOP("Photos", "Show on the map"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Show position and view of the selected photos"),
        shortcut="Ctrl+Alt+G", icon="map", group="c", enabled=_some_photos,
    ),
    ActionSpec(
        "photos.tag", QT_TRANSLATE_NOOP("Photos", "Tie to an issue…"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Find an issue and tie the selected photos to it"),
        shortcut="Ctrl+T", icon="tag", group="d", enabled=_photos_writable,
    ),
    ActionSpec(
        "photos.untag", QT_TRANSLATE_NOOP("Photos", "Untie"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Take all ties of the selected photos off"),
        shortcut="Ctrl+Shift+T", icon="untag", group="d", enabled=_photos_writable,
    ),
    ActionSpec(
        "photos.place", QT_TRANSLATE_NOOP("Photos", "Place by hand…"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Say by coordinates where the photos were taken"),
        shortcut="Ctrl+Alt+P", icon="place-photo", group="e", enabled=_photos_writable,
    ),
    ActionSpec(
        "photos.by_track", QT_TRANSLATE_NOOP("Photos", "Place by tracks…"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Place photos without a position by their time on a "
                              "track; the selected ones, or all"),
        shortcut="Ctrl+Alt+Shift+P", icon="timeline", group="e", enabled=when_writable,
    ),
    ActionSpec(
        "photos.time", QT_TRANSLATE_NOOP("Photos", "Enter the time by hand…"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Say when photos were taken whose file does not tell"),
        shortcut="Ctrl+Alt+Shift+T", icon="clock", group="e", enabled=_photos_writable,
    ),
    ActionSpec(
        "photos.datum", QT_TRANSLATE_NOOP("Photos", "Datum of their positions…"),
        "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Move positions back that a phone app wrote in GCJ-02 or "
                              "BD-09"),
        shortcut="Ctrl+Alt+Shift+D", icon="graticule", group="e", enabled=_photos_writable,
    ),
    ActionSpec(
        "photos.accept", QT_TRANSLATE_NOOP("Photos", "Accept as evidence…"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "State as a second person that a doubtful photo counts"),
        shortcut="Ctrl+Alt+V", icon="verify", group="e", enabled=_one_writable,
    ),
    ActionSpec(
        "photos.find", QT_TRANSLATE_NOOP("Photos", "Find a photo by its name"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Put the cursor into the field of the tray"),
        shortcut="Ctrl+Alt+Q", icon="search", group="f",
    ),
    ActionSpec(
        "photos.tagging", QT_TRANSLATE_NOOP("Photos", "Ties made by themselves…"),
        "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Say how far an issue must stand out to be tied unasked"),
        shortcut="Ctrl+Alt+Shift+A", icon="verify", group="d", enabled=when_open,
    ),
    ActionSpec(
        "photos.narrow", QT_TRANSLATE_NOOP("Photos", "By source, camera or day"),
        "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Show only photos of one source, one camera or one day"),
        shortcut="Ctrl+Alt+Shift+Q", icon="filter", group="f", enabled=when_open,
    ),
    ActionSpec(
        "photos.larger", QT_TRANSLATE_NOOP("Photos", "Larger thumbnails"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Show fewer and larger photos in the tray"),
        shortcut="Ctrl+Alt+=", icon="zoom-in", group="f",
    ),
    ActionSpec(
        "photos.smaller", QT_TRANSLATE_NOOP("Photos", "Smaller thumbnails"), "Photos", "photo",
        tip=QT_TRANSLATE_NOOP("Photos", "Show more and smaller photos in the tray"),
        shortcut="Ctrl+Alt+-", icon="zoom-out", group="f",
    ),
)  # fmt: skip
