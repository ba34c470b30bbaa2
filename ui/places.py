"""Where the rooms are: their classes, their docks, and the ways that lead to them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from ui.words import QT_TRANSLATE_NOOP

BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea


@dataclass(frozen=True, slots=True)
class Place:
    """A room with a panel in a dock.

    Attributes:
        room: its name, by which ``desk.show.room`` brings it to the front.
        module, panel: where its class is.
        title: of its dock, marked for translation.
        area: at first; afterwards where the user put it.
        on_map: it is also given the map, to put layers of its own there.
    """

    room: str
    module: str
    panel: str
    title: str
    area: Qt.DockWidgetArea
    on_map: bool = False


DOCKS: tuple[Place, ...] = (
    Place("work", "ui.start.work_list_panel", "WorkListPanel",
          QT_TRANSLATE_NOOP("Frame", "My work"), BOTTOM),
    Place("ledger", "ui.ledger.panel", "LedgerPanel",
          QT_TRANSLATE_NOOP("Frame", "Ledger"), BOTTOM),
    Place("photos", "ui.photos.panel", "PhotosPanel",
          QT_TRANSLATE_NOOP("Frame", "Photos"), BOTTOM),
    Place("shots", "ui.shots.panel", "ShotsPanel",
          QT_TRANSLATE_NOOP("Frame", "Shot list"), BOTTOM, on_map=True),
    Place("charts", "ui.charts.panel", "ChartsPanel",
          QT_TRANSLATE_NOOP("Frame", "Charts"), BOTTOM),
    Place("areas", "ui.areas.panel", "AreasPanel",
          QT_TRANSLATE_NOOP("Frame", "Boundaries"), BOTTOM, on_map=True),
    Place("markers", "ui.markers.panel", "MarkersPanel",
          QT_TRANSLATE_NOOP("Frame", "Boundary markers"), BOTTOM),
    Place("patrols", "ui.patrols.panel", "PatrolsPanel",
          QT_TRANSLATE_NOOP("Frame", "Patrols"), BOTTOM, on_map=True),
    Place("dossier", "ui.dossier.panel", "DossierPanel",
          QT_TRANSLATE_NOOP("Frame", "Dossier"), RIGHT),
)  # fmt: skip

# Rooms of dialogs alone: name -> module and class.
SILENT: dict[str, tuple[str, str]] = {
    "basemap": ("ui.basemap.room", "BasemapRoom"),
    "imports": ("ui.imports.room", "ImportsRoom"),
    "layers": ("ui.layers.room", "LayersRoom"),
    "lineage": ("ui.lineage.room", "LineageRoom"),
    "reports": ("ui.reports.room", "ReportsRoom"),
    "restrictions": ("ui.restrictions.room", "RestrictionsRoom"),
}


# Which room hears a route of ``desk.show``, so that it is there when the route is taken.
ROUTES: dict[str, str] = {
    "photo": "photos",
    "photos_of": "photos",
    "photos_for": "photos",
    "shots": "shots",
    "marker": "markers",
    "need": "dossier",
    "record": "dossier",
    "ledger": "ledger",
    "report": "reports",
    "files": "imports",
    "wizard": "imports",
    "photo_files": "photos",
    "tie_photos": "photos",
    "place_photos": "photos",
    "imagery_files": "basemap",
}
