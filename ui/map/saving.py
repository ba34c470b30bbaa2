"""Saves what the map shows as a picture, or as paths that a drawing program can change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.desk import Desk
from ui.map import calls, export
from ui.map.canvas import MapCanvas
from ui.words import translate

_SCALE = 2  # of the screen's own pixels, so that print is crisp


class MapSaver(QObject):
    """Asks where the picture goes, and has it written there."""

    def __init__(self, canvas: MapCanvas, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas, self._desk, self._place = canvas, desk, parent

    def ask(self) -> None:
        """Opens the dialog: PNG or SVG, by the name's ending."""
        folder = Path(self._desk.prefs.get("map.folder", str(Path.home())))
        kinds = f"{translate('Map', 'Picture')} (*.png);;{translate('Map', 'Paths')} (*.svg)"
        dialog = QFileDialog(self._place.window(), translate("Map", "Save the map"), str(folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setObjectName("map.save")
        dialog.setNameFilters(kinds.split(";;"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix("svg" if "svg" in kind else "png")
        )
        dialog.setDefaultSuffix("png")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, file: Path) -> None:
        """Writes the map as it is now; pictures are packed in the worker."""
        self._desk.prefs.set("map.folder", str(file.parent))
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
