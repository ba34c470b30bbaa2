"""Saves what the map shows as a picture, or as paths that a drawing program can change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.map import calls, export
from ui.map.canvas import MapCanvas
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.words import translate

_SCALE = 2  # of the screen's own pixels, so that print is crisp


class MapSaver(QObject):
    """Asks where the picture goes, and has it written there."""

    def __init__(self, canvas: MapCanvas, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas, self._desk, self._place = canvas, desk, parent

    def ask(self) -> None:
        """Opens the dialog: PNG or SVG, by the name's ending."""
        choosing.ask_where(
            self._place.window(), "map.save", translate("Map", "Save the map"), self.save,
            filters=[
                f"{translate('Map', 'Picture')} (*.png)", f"{translate('Map', 'Paths')} (*.svg)",
            ],
            start=Kept(self._desk.prefs, "map.folder"), suggested=translate("Map", "map") + ".png",
        )  # fmt: skip

    def save(self, file: Path) -> None:
        """Writes the map as it is now; pictures are packed in the worker."""
        title = translate("Map", "Saving the map")
        self._canvas.draw_now()
        if file.suffix.lower() == ".svg":
            self._desk.picture(calls.save_bytes, file, export.svg(self._canvas), title=title)
            return
        made = export.image(self._canvas, self._canvas.width() * _SCALE)
        made = made.convertToFormat(QImage.Format.Format_RGBA8888)
        pixels = bytes(made.constBits())
        self._desk.picture(
            calls.save_picture, file, made.width(), made.height(), pixels, title=title
        )
