"""The first page of the wizard of boundary markers: which list, of which area and county."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.imports.crs_choice import CrsChoice
from ui.imports.ledger_options import ENCODINGS, datums, fill
from ui.imports.marker_calls import MarkerWish
from ui.imports.options_form import OptionsForm
from ui.widgets.path_field import PathField
from ui.widgets.searchable_choice import SearchableChoice
from ui.words import translate


class MarkersOptionsPage(OptionsForm):
    """File, area, county, and what the file may leave open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("markers_import", parent)
        self.path = PathField("file", self)
        self.area = SearchableChoice(self)
        self.area.setMinimumContentsLength(34)
        self.county = QLineEdit(self)
        self.crs = CrsChoice(self)
        self.datum, self.encoding = QComboBox(self), QComboBox(self)
        self.encoding.setEditable(True)
        self._areas: tuple[str, ...] = ()
        for name, editor in (
            ("path", self.path), ("area", self.area), ("county", self.county),
            ("crs", self.crs), ("datum", self.datum), ("encoding", self.encoding),
        ):  # fmt: skip
            self.add(name, editor)
        self.retranslate()

    def offer(self, areas: Iterable[str]) -> None:
        """The names of the project's areas."""
        self._areas = tuple(areas)
        self._name_areas()

    def wish(self) -> MarkerWish:
        """What is chosen here."""
        encoding = self.encoding.currentText().strip()
        is_open = not encoding or encoding == self.encoding.itemText(0)
        return MarkerWish(
            area=self.area.value(),
            county=self.county.text().strip(),
            crs=self.crs.value(),
            datum=self.datum.currentData() or "",
            encoding=None if is_open else encoding,
        )

    def retranslate(self) -> None:
        """Sets every text."""
        self.call("path", translate("Imports", "&File"))
        self.path.title = translate("Imports", "Which list of markers is to be imported?")
        self.path.filters = [
            translate("Imports", "Lists and points")
            + " (*.xlsx *.xls *.xlsm *.xlsb *.et *.ods *.csv *.tsv *.txt *.shp *.gpkg *.geojson"
            " *.json *.kml *.kmz *.gpx *.dxf *.zip)",
            translate("Imports", "All files") + " (*)",
        ]
        self.call(
            "area", translate("Imports", "Protected &area"),
            translate("Imports", "For rows that name none"),
        )  # fmt: skip
        self.call(
            "county", translate("Imports", "C&ounty, six digits"),
            translate("Imports", "For rows without a division code; else that of who imports"),
        )  # fmt: skip
        self.county.setPlaceholderText(translate("Imports", "that of who imports"))
        self.call("crs", translate("Imports", "Coordinate &system"))
        self.call("datum", translate("Imports", "&Positions are those of"))
        self.call("encoding", translate("Imports", "&Encoding"))
        fill(self.datum, datums())
        self._name_areas()
        kept = self.encoding.currentText()
        self.encoding.clear()
        self.encoding.addItems([translate("Imports", "as its bytes tell"), *ENCODINGS])
        if kept in ENCODINGS:
            self.encoding.setCurrentText(kept)

    def _name_areas(self) -> None:
        none = translate("Imports", "as the rows say")
        self.area.set_choices([(name, name) for name in self._areas], none)
