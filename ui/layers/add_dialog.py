"""Adds a layer for reference: its file, what is in it, what it is called and how it looks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QWidget,
)

from greenshield.domain.errors import UnreadableError
from greenshield.domain.layer_preview import LayerPreview
from ui.desk import Desk
from ui.layers import calls, facts
from ui.layers.calls import Wish
from ui.layers.colour_field import ColourField
from ui.layers.columns_table import ColumnsModel, ColumnsTable
from ui.layers.crs_field import CrsField
from ui.layers.item import COLOURS
from ui.layers.label_choice import LabelChoice
from ui.layers.remove_dialog import undone
from ui.tasks.task import Task
from ui.widgets.form_dialog import FormDialog
from ui.widgets.path_field import PathField
from ui.widgets.whole_label import WholeLabel
from ui.words import translate

ENDINGS = ("*.shp *.gpkg *.geojson *.json *.kml *.kmz *.gml *.gpx *.zip *.tab *.mif *.dxf *.fgb "
           "*.gdb *.txt *.csv")  # fmt: skip
ENCODINGS = ("UTF-8", "GB18030", "GBK", "BIG5", "UTF-16")
DATUMS = ("", "gcj02", "bd09", "over_gcj02", "over_bd09", "wgs84")
_FOLDER, _COLOUR = "layers.folder", "layers.colour"
_CRS = ("crs_unknown", "crs_contradicted", "crs_given_contradicted", "crs_not_known")
_PLACES = {
    "vector_encoding_unknown": "encoding", "sheet_encoding_wrong": "encoding",
    "reference_name_needed": "called", "reference_label_unknown": "label",
    **dict.fromkeys(_CRS, "crs"),
}  # fmt: skip


class AddLayerDialog(FormDialog):
    """The dialog. What it will read is told before it is read."""

    def __init__(self, desk: Desk, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__("layers.add", parent)
        self._desk = desk
        self._seen: LayerPreview | None = None
        self._looking: Task | None = None
        self._offered = ""
        self.path, self.part = PathField("file", self), QComboBox(self)
        self.called, self.colour = QLineEdit(self), ColourField(self)
        self.label, self.crs = LabelChoice(self), CrsField(self)
        self.datum, self.encoding = QComboBox(self), QComboBox(self)
        self.facts, self.table = WholeLabel(self), ColumnsTable(self)
        self.columns = ColumnsModel(self)
        self._lay_out()
        number = int(desk.prefs.get(_COLOUR, 0))
        self.colour.set_value(COLOURS[number % len(COLOURS)])
        self.path.changed.connect(lambda _: self._on_file())
        self.part.activated.connect(lambda _: self.look())
        self.crs.chosen.connect(self.look)
        self.datum.activated.connect(lambda _: self.look())
        self.encoding.activated.connect(lambda _: self.look())
        self.finished.connect(lambda _: self._stop())
        desk.closed.connect(self.reject)
        self.retranslate()
        self._tell_nothing()
        if path is not None:
            self.path.set_path(str(path))

    def wish(self) -> Wish:
        """How the file is to be read, as the fields say."""
        return Wish(
            str(self.part.currentData() or "") or None, self.crs.value(),
            str(self.datum.currentData() or ""), str(self.encoding.currentData() or ""),
        )  # fmt: skip

    def look(self) -> None:
        """Has the worker read the file; nothing is written."""
        self._stop()
        self.clear_errors()
        if not self.path.text() or self._desk.info is None:
            self._tell_nothing()
            return
        self._seen = None
        self.ok.setEnabled(False)
        self.facts.setText(translate("Layers", "Reading the file…"))
        self._looking = self._desk.count(
            calls.looked, Path(self.path.text()), self.wish(),
            done=self._on_seen, failed=self._on_refused, key="layers.look",
            title=translate("Layers", "Looking at {name}").format(
                name=Path(self.path.text()).name
            ),
        )  # fmt: skip

    def confirm(self) -> None:
        """Adds the layer; what is wrong is told here and nothing typed is lost."""
        if self._seen is None:
            return
        said = {
            "name": self.called.text().strip() or self._seen.name,
            "colour": self.colour.value(),
            "label_field": self.label.value(),
        }
        name = said["name"]
        task = self._desk.do(
            calls.add, Path(self.path.text()), self.wish(), said,
            title=lambda: translate("Layers", "Add the layer {name}").format(name=name),
            done=self._on_added, failed=self._on_refused,
            undo=lambda value: (calls.void, (value[0], undone())) if value[1] else None,
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Layers", "Add a layer"))
        self.introduce(
            translate(
                "Layers",
                "A layer for reference is seen beside the rest and travels with the project. It "
                "proves nothing: no patch is measured against it.",
            )
        )
        self.path.title = translate("Layers", "Choose a vector file")
        self.path.filters = [
            translate("Layers", "Vector files ({endings})").format(endings=ENDINGS),
            translate("Layers", "All files (*)"),
        ]
        self.call("path", translate("Layers", "&File"))
        self.call("part", translate("Layers", "La&yer in it"))
        self.call("called", translate("Layers", "&Name"))
        self.call("colour", translate("Layers", "&Colour"))
        self.call("label", translate("Layers", "&Label by"))
        self.call("crs", translate("Layers", "Coordinate &system"))
        self.call("datum", translate("Layers", "&Positions are those of"))
        self.call("encoding", translate("Layers", "&Encoding"))
        self.ok.setText(translate("Layers", "Add"))
        self.table.setAccessibleName(translate("Layers", "Attributes of the file"))
        self.columns.retell()
        _fill(self.datum, dict(zip(DATUMS, _datums(), strict=True)))
        told = {name: name for name in ENCODINGS}
        _fill(self.encoding, {"": translate("Layers", "as its bytes tell"), **told})
        if self._seen is not None:
            self.facts.setText(facts.told(self._seen))
        elif self._looking is None:
            self._tell_nothing()

    def _lay_out(self) -> None:
        self.path.start = self._desk.prefs.get(_FOLDER, "")
        self.called.setMaxLength(200)
        for name in ("path", "part", "called", "colour", "label", "crs", "datum", "encoding"):
            self.add(name, getattr(self, name))
        self.set_shown("part", False)
        self.facts.setObjectName("layers.add.facts")
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.table.setObjectName("layers.add.columns")
        self.table.setModel(self.columns)
        self.put(self.facts)
        self.put(self.table, fills=True)

    def _on_file(self) -> None:
        """Another file: what was said of the last one is no longer meant."""
        if self.path.text():
            self._desk.prefs.set(_FOLDER, str(Path(self.path.text()).parent / "x"))
        self.part.clear()
        self.set_shown("part", False)
        self.crs.forget()
        self.datum.setCurrentIndex(0)
        self.encoding.setCurrentIndex(0)
        self.look()

    def _on_seen(self, seen: LayerPreview) -> None:
        self._looking, self._seen = None, seen
        self._offer_parts(seen.layers, seen.layer)
        name = seen.said.get("name", seen.name)
        if self.called.text() in ("", self._offered):
            self.called.setText(name)
            self._offered = name
        self.label.offer([c.name for c in seen.columns], seen.said.get("label_field", seen.label))
        self.colour.set_value(seen.said.get("colour", ""))
        self.columns.set_rows(seen.columns)
        self.table.setVisible(bool(seen.columns))
        self.facts.setText(facts.told(seen))
        self.ok.setEnabled(True)
        self.ok.setDefault(True)  # another button took that over while this one could not be used

    def _offer_parts(self, layers: tuple[str, ...], shown: str) -> None:
        if [self.part.itemData(n) for n in range(self.part.count())] != list(layers):
            self.part.clear()
            for name in layers:
                self.part.addItem(name, name)
        self.part.setCurrentIndex(max(self.part.findData(shown), 0))
        self.set_shown("part", len(layers) > 1)

    def _on_refused(self, error: Exception) -> None:
        self._looking = None
        self._tell_nothing()
        code, params = getattr(error, "code", ""), getattr(error, "params", {})
        if code == "cancelled":
            return
        if code in _CRS:
            self.crs.propose(params.get("proposals", ()))
        of_file = isinstance(error, UnreadableError) and code not in _PLACES
        self.tell_error(error, _PLACES | ({code: "path"} if of_file else {}))

    def _on_added(self, _: tuple[str, bool]) -> None:
        chosen = self.colour.value()
        if chosen in COLOURS:  # the next layer begins with another
            self._desk.prefs.set(_COLOUR, COLOURS.index(chosen) + 1)
        self.accept()

    def _tell_nothing(self) -> None:
        self._seen = None
        self.ok.setEnabled(False)
        self.columns.set_rows(())
        self.table.hide()
        self.facts.setText(
            ""
            if self.path.text()
            else translate(
                "Layers", "Choose a file: what is in it is shown here before it is added."
            )
        )

    def _stop(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None


def _datums() -> tuple[str, ...]:
    return (
        translate("Layers", "the real world"),
        translate("Layers", "a web map (GCJ-02: Gaode, Tencent, Google China)"),
        translate("Layers", "a web map of Baidu (BD-09)"),
        translate("Layers", "the real world, once corrected too often (GCJ-02)"),
        translate("Layers", "the real world, once corrected too often (BD-09)"),
        translate("Layers", "the real world: undo an earlier correction"),
    )


def _fill(box: QComboBox, entries: dict[str, str]) -> None:
    """Sets the entries; what is chosen stays so."""
    kept = str(box.currentData() or "")
    box.blockSignals(True)
    box.clear()
    for code, text in entries.items():
        box.addItem(text, code)
    box.setCurrentIndex(max(box.findData(kept), 0))
    box.blockSignals(False)
