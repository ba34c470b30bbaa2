"""The first page of the ledger's wizard: which file, and what its rows are."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.imports.calls import LedgerWish
from ui.imports.crs_choice import CrsChoice
from ui.imports.options_form import OptionsForm
from ui.widgets.path_field import PathField
from ui.widgets.searchable_choice import SearchableChoice
from ui.words import choices, field_name, translate

ENCODINGS = ("UTF-8", "GB18030", "GBK", "BIG5", "UTF-16")


class LedgerOptionsPage(OptionsForm):
    """File, clues or ledger, source, campaign, and what the file may leave open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ledger", parent)
        self.path = PathField("file", self)
        self.how, self.datum = QComboBox(self), QComboBox(self)
        self.source = SearchableChoice(self)
        self.campaign = QLineEdit(self)
        self.source.setMinimumContentsLength(34)
        self.crs = CrsChoice(self)
        self.encoding = QComboBox(self)
        self.encoding.setEditable(True)
        for name, editor in (
            ("path", self.path), ("how", self.how), ("source", self.source),
            ("campaign", self.campaign), ("crs", self.crs), ("datum", self.datum),
            ("encoding", self.encoding),
        ):  # fmt: skip
            self.add(name, editor)
        self.retranslate()

    def wish(self) -> LedgerWish:
        """What is chosen here."""
        encoding = self.encoding.currentText().strip()
        is_open = not encoding or encoding == self.encoding.itemText(0)
        return LedgerWish(
            how=self.how.currentData(),
            source=self.source.value(),
            campaign=self.campaign.text().strip(),
            crs=self.crs.value(),
            datum=self.datum.currentData() or None,
            encoding=None if is_open else encoding,
        )

    def take_over(self, other: LedgerOptionsPage) -> None:
        """What is chosen on such a page of another wizard."""
        self.path.set_path(other.path.text())
        for mine, its in (
            (self.how, other.how), (self.datum, other.datum), (self.encoding, other.encoding),
        ):  # fmt: skip
            mine.setCurrentIndex(its.currentIndex())
        self.encoding.setCurrentText(other.encoding.currentText())
        self.source.set_value(other.source.value())
        self.campaign.setText(other.campaign.text())
        self.crs.show_value(other.crs.value(), (), None)

    def retranslate(self) -> None:
        """Sets every text."""
        self.call("path", translate("Imports", "&File"))
        self.path.title = translate("Imports", "Which list is to be imported?")
        self.path.filters = [
            translate("Imports", "Lists and patches")
            + " (*.xlsx *.xls *.xlsm *.xlsb *.et *.ods *.csv *.tsv *.txt *.shp *.gpkg *.geojson"
            " *.json *.kml *.kmz *.zip)",
            translate("Imports", "All files") + " (*)",
        ]
        self.call("how", translate("Imports", "The &rows are"))
        self.call(
            "source", field_name("issue", "source_code"),
            translate("Imports", "For rows that name none"),
        )  # fmt: skip
        self.call(
            "campaign", translate("Imports", "&Campaign"),
            translate("Imports", "For rows that name none"),
        )  # fmt: skip
        self.call("crs", translate("Imports", "Coordinate &system"))
        self.call("datum", translate("Imports", "&Positions are those of"))
        self.call("encoding", translate("Imports", "&Encoding"))
        fill(self.how, [
            ("clues", translate("Imports", "clues to be checked")),
            ("ledger", translate("Imports", "an office's ledger, with the states that it claims")),
        ])  # fmt: skip
        fill(self.datum, datums())
        self.source.set_choices(choices("source"), translate("Imports", "as the rows say"))
        kept = self.encoding.currentText()
        self.encoding.clear()
        self.encoding.addItems([translate("Imports", "as its bytes tell"), *ENCODINGS])
        if kept in ENCODINGS:
            self.encoding.setCurrentText(kept)


def datums() -> list[tuple[str, str]]:
    """What positions may be shifted by."""
    return [
        ("", translate("Imports", "the real world")),
        ("gcj02", translate("Imports", "a web map (GCJ-02: Gaode, Tencent, Google China)")),
        ("bd09", translate("Imports", "a web map of Baidu (BD-09)")),
        ("over_gcj02", translate("Imports", "the real world, once corrected too often (GCJ-02)")),
        ("over_bd09", translate("Imports", "the real world, once corrected too often (BD-09)")),
        ("wgs84", translate("Imports", "the real world: undo an earlier correction")),
    ]


def fill(box: QComboBox, items: list[tuple[str, str]]) -> None:
    """Puts value and words of each entry into a box; what was chosen stays."""
    kept = box.currentData()
    box.clear()
    for value, words in items:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(kept), 0))
