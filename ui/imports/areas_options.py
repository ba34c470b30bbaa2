"""The first page of the boundaries' wizard: which file, what it holds, since when."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from ui.imports.calls import AreaWish
from ui.imports.crs_choice import CrsChoice
from ui.imports.ledger_options import ENCODINGS, datums, fill
from ui.imports.options_form import OptionsForm
from ui.widgets.date_field import DateField
from ui.widgets.path_field import PathField
from ui.words import translate


class AreasOptionsPage(OptionsForm):
    """File, kind, day, and what the file may leave open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("areas", parent)
        self.path = PathField("file", self)
        self.kind, self.datum, self.again = QComboBox(self), QComboBox(self), QComboBox(self)
        self.valid_from = DateField(self)
        self.crs = CrsChoice(self)
        self.encoding = QComboBox(self)
        self.encoding.setEditable(True)
        for name, editor in (
            ("path", self.path), ("kind", self.kind), ("valid_from", self.valid_from),
            ("again", self.again), ("crs", self.crs), ("datum", self.datum),
            ("encoding", self.encoding),
        ):  # fmt: skip
            self.add(name, editor)
        self.retranslate()

    def wish(self) -> AreaWish:
        """What is chosen here."""
        encoding = self.encoding.currentText().strip()
        is_open = not encoding or encoding == self.encoding.itemText(0)
        return AreaWish(
            kind=self.kind.currentData(),
            crs=self.crs.value(),
            encoding=None if is_open else encoding,
            valid_from=self.valid_from.value(),
            datum=self.datum.currentData(),
            again=self.again.currentData(),
        )

    def retranslate(self) -> None:
        """Sets every text."""
        self.call("path", translate("Imports", "&File, folder or zip"))
        self.path.title = translate("Imports", "Which boundaries are to be imported?")
        self.path.filters = [
            translate("Imports", "Boundaries")
            + " (*.shp *.gpkg *.geojson *.json *.kml *.kmz *.gml *.zip *.tab *.mif *.dxf *.fgb)",
            translate("Imports", "All files") + " (*)",
        ]
        self.call("kind", translate("Imports", "They &are"))
        self.call(
            "valid_from", translate("Imports", "&In force since"),
            translate("Imports", "Older versions stay; the day decides which one counts"),
        )  # fmt: skip
        self.call(
            "again", translate("Imports", "&Unchanged ones"),
            translate("Imports", "What another day means for a boundary that is there already"),
        )  # fmt: skip
        self.call("crs", translate("Imports", "Coordinate &system"))
        self.call("datum", translate("Imports", "&Positions are those of"))
        self.call("encoding", translate("Imports", "&Encoding"))
        fill(self.kind, [
            ("area", translate("Imports", "protected areas")),
            ("zone", translate("Imports", "zones of protected areas")),
            ("redline", translate("Imports", "ecological red lines")),
            ("control", translate("Imports", "control areas")),
        ])  # fmt: skip
        fill(self.again, [
            ("", translate("Imports", "stay as they are")),
            ("reissue", translate("Imports", "were issued anew: a version of their own")),
            ("redate", translate("Imports", "had a wrong day: correct it")),
        ])  # fmt: skip
        fill(self.datum, datums())
        kept = self.encoding.currentText()
        self.encoding.clear()
        self.encoding.addItems([translate("Imports", "as its bytes tell"), *ENCODINGS])
        if kept in ENCODINGS:
            self.encoding.setCurrentText(kept)
