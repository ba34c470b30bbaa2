"""Adds a basemap: the file, what is seen in it, of which day it is, copied or left in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from ui import words
from ui.basemap import calls
from ui.basemap.form import BasemapForm, date_told
from ui.desk import Desk
from ui.tasks.task import Task
from ui.widgets.path_field import PathField
from ui.words import translate

_LINK_ABOVE = 2_000_000_000  # bytes: larger files stay where they are, unless asked otherwise
_FOLDER = "basemap.folder"


class AddDialog(BasemapForm):
    """The dialog.

    Signals:
        added: a basemap's item, as of the service.
    """

    added = Signal(object)

    def __init__(self, desk: Desk, path: str = "", parent: QWidget | None = None) -> None:
        super().__init__("basemap.add", parent)
        self._desk = desk
        self._item: dict[str, Any] = {}
        self._looking: Task | None = None
        self._picture: QImage | None = None
        self.path = PathField("file", self)
        self.path.start = desk.prefs.get(_FOLDER, "")
        self.add("path", self.path)
        self.add_fields()
        self.add("place", self._choice())
        self.preview = QLabel(self)
        self.preview.setObjectName("basemap.add.preview")
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side = self.fontMetrics().height()
        self._room = QSize(30 * side, 14 * side)
        self.preview.setFixedHeight(self._room.height())
        self.facts = QLabel(self)
        self.facts.setObjectName("basemap.add.facts")
        self.facts.setWordWrap(True)
        self.put(self.facts)
        self.put(self.preview, fills=True)
        self.path.changed.connect(lambda _: self.look(afresh=True))
        self.crs.editingFinished.connect(self.look)
        self.datum.currentIndexChanged.connect(lambda _: self.look())
        self.finished.connect(lambda _: self._stop())
        desk.closed.connect(self.reject)
        self.retranslate()
        self.ok.setEnabled(False)
        if path:
            self.path.set_path(path)

    def look(self, afresh: bool = False) -> None:
        """Has the worker look at the file; what it says is shown as it comes."""
        self._stop()
        self.clear_errors()
        self.ok.setEnabled(False)
        self._item, self._picture = {}, None
        if not self.path.text():
            self._show()
            return
        if afresh:
            self._desk.prefs.set(_FOLDER, str(Path(self.path.text()).parent / "x"))
        self.preview.setText(translate("Basemap", "Looking at the file…"))
        wishes = {key: value for key, value in self.wishes().items() if key in ("crs", "datum")}
        self._looking = self._desk.picture(
            calls.inspected, self.path.text(), wishes, key="basemap.inspect",
            told=self._on_told, done=self._on_looked, failed=self._on_refused,
        )  # fmt: skip

    def confirm(self) -> None:
        """Adds it; what is wrong is told here and nothing typed is lost."""
        if not self.is_sound():
            return
        wishes = {**self.wishes(), "link": self.link.isChecked()}
        name = Path(self.path.text()).name
        task = self._desk.do(
            calls.add, self.path.text(), wishes,
            title=lambda: translate("Basemap", "Add basemap {name}").format(name=name),
            done=self._on_added, failed=self._on_failed,
            undo=lambda item: (calls.remove, (item["id"],)) if item["is_new"] else None,
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Basemap", "Add a basemap"))
        self.call("path", translate("Basemap", "&File"))
        self.call("place", translate("Basemap", "Keep it"))
        self.ok.setText(translate("Basemap", "Add"))
        self.copy.setText(translate("Basemap", "in the project's folder (a copy)"))
        self.link.setText(translate("Basemap", "where it is (on this computer only)"))
        self.path.title = translate("Basemap", "Choose a basemap")
        self.path.filters = [
            translate("Basemap", "Basemaps ({endings})").format(
                endings="*.mbtiles *.tif *.tiff *.MBTILES *.TIF *.TIFF"
            ),
            translate("Basemap", "All files (*)"),
        ]
        self._show()

    def _choice(self) -> QWidget:
        box = QWidget(self)
        self.copy, self.link = QRadioButton(box), QRadioButton(box)
        self.copy.setObjectName("basemap.add.copy")
        self.link.setObjectName("basemap.add.link")
        self.copy.setChecked(True)
        group = QButtonGroup(box)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        for button in (self.copy, self.link):
            group.addButton(button)
            column.addWidget(button)
        return box

    def _on_told(self, item: dict[str, Any]) -> None:
        self._item = item
        if item["date_hint"] and not self.date.text():
            self.date.set_value(item["date_hint"])
        if (item["size_bytes"] or 0) > _LINK_ABOVE:
            self.link.setChecked(True)
        self.ok.setEnabled(True)
        self.ok.setDefault(True)  # another button took that over while this one could not be used
        self._show()
        self.preview.setText(translate("Basemap", "Drawing it…"))

    def _on_looked(self, item: dict[str, Any]) -> None:
        self._looking = None
        pixels = item["preview"]
        self._picture = None if pixels is None else _image(pixels)
        self._show()

    def _on_refused(self, error: Exception) -> None:
        self._looking = None
        self._item = {}
        self.ok.setEnabled(False)
        self._show()
        self.tell_error(error, dict.fromkeys(_FILE_CODES, "path"))
        if getattr(error, "code", "") == "basemap_without_crs":
            self.set_shown("crs", True)

    def _on_added(self, item: dict[str, Any]) -> None:
        self.added.emit(item)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        if getattr(error, "code", "") != "cancelled":
            self.tell_error(error, dict.fromkeys(_FILE_CODES, "path"))

    def _show(self) -> None:
        """Says what is known of the file."""
        self.set_shown("crs", self._item.get("kind") == "geotiff" or bool(self.crs.text()))
        if not self._item:
            self.facts.setText("")
            self.preview.setText(
                translate("Basemap", "MBTiles with picture tiles, GeoTIFF or COG")
                if not self.path.text()
                else ""
            )
            return
        self.show_item(self._item)
        self.facts.setText(f"{_told(self._item)}\n{date_told(self._item)}")
        if self._picture is None:
            self.preview.setText(translate("Basemap", "Too large to be shown here."))
        else:
            self.preview.setPixmap(QPixmap.fromImage(self._picture).scaled(
                self._room, Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            ))  # fmt: skip

    def _stop(self) -> None:
        if self._looking is not None:
            self._looking.on_done = self._looking.on_told = None
            self._looking.on_failed = lambda _: None
            self._looking.cancel()
            self._looking = None


# What is wrong with the file itself, not with what is said of it.
_FILE_CODES = (
    *("basemap_unknown_format", "basemap_is_geopackage", "basemap_is_project", "mbtiles_damaged"),
    *("mbtiles_slow", "mbtiles_without_tiles", "mbtiles_vector", "mbtiles_in_use"),
    *("geotiff_unreadable", "geotiff_damaged", "geotiff_too_large", "geotiff_block_too_large"),
    *("geotiff_points_elsewhere", "geotiff_no_colours", "basemap_without_place"),
    *("file_not_found", "file_is_directory", "file_unreadable", "file_no_permission"),
    "name_too_long",
)


def _told(item: dict[str, Any]) -> str:
    size = words.file_size(item["size_bytes"] or 0)
    if item["kind"] == "geotiff":
        return translate("Basemap", "GeoTIFF, {width} × {height} pixels, {crs}, {size}").format(
            width=words.number(item["width"]),
            height=words.number(item["height"]),
            crs=item["crs"],
            size=size,
        )
    zooms = item["zooms"]
    return translate("Basemap", "MBTiles, zooms {first} to {last}, {size}").format(
        first=zooms[0], last=zooms[-1], size=size
    )


def _image(pixels: np.ndarray) -> QImage:
    high, wide = pixels.shape[:2]
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.data, wide, high, 4 * wide, kind).copy()
