"""The first page of the boundaries' wizard: which file, what it holds, since when."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.imports.calls import AreaWish
from ui.imports.crs_choice import CrsChoice
from ui.imports.files_page import again_words, boundary_filters
from ui.imports.ledger_options import ENCODINGS, datums, fill
from ui.imports.options_form import OptionsForm
from ui.look import icons
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
        self.several = QPushButton(self)
        self.several.setObjectName("areas.several")
        self.several.setIcon(icons.icon("layers"))
        self.several.setAutoDefault(False)
        self.succeeds = QLineEdit(self)
        self.succeeds.setMaxLength(500)
        self.crs = CrsChoice(self)
        self.encoding = QComboBox(self)
        self.encoding.setEditable(True)
        for name, editor in (
            ("path", self.path), ("kind", self.kind), ("valid_from", self.valid_from),
            ("again", self.again), ("succeeds", self.succeeds), ("crs", self.crs),
            ("datum", self.datum), ("encoding", self.encoding),
        ):  # fmt: skip
            self.add(name, editor)
        self._is_kind_chosen = False
        self.kind.activated.connect(self._on_kind)
        row = QHBoxLayout()
        row.addWidget(self.several)
        row.addStretch(1)
        self.column.insertLayout(1, row)
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
            succeeds=self.succeeds.text().strip(),
        )

    def propose(self, kind: str) -> None:
        """Selects what the file seems to be, unless a person has said what it is."""
        if not self._is_kind_chosen:
            self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))

    def _on_kind(self, _: int) -> None:
        self._is_kind_chosen = True

    def retranslate(self) -> None:
        """Sets every text."""
        self.call("path", translate("Imports", "&File, folder or zip"))
        self.path.title = translate("Imports", "Which boundaries are to be imported?")
        self.path.filters = [*boundary_filters()]
        self.several.setText(translate("Imports", "Several files or a folder…"))
        self.several.setToolTip(
            translate("Imports", "Each layer is shown on a map and ticked or left out")
        )
        self.call("kind", translate("Imports", "They &are"))
        self.call(
            "valid_from", translate("Imports", "&In force since"),
            translate("Imports", "Older versions stay; the day decides which one counts"),
        )  # fmt: skip
        self.call(
            "again", translate("Imports", "&Unchanged ones"),
            translate("Imports", "What another day means for a boundary that is there already"),
        )  # fmt: skip
        self.call(
            "succeeds", translate("Imports", "Next &version of"),
            translate("Imports", "Name or number of the boundary that this one takes the place of, "
                      "where neither its number nor its name says so"),
        )  # fmt: skip
        self.succeeds.setPlaceholderText(translate("Imports", "as number and name tell"))
        self.call("crs", translate("Imports", "Coordinate &system"))
        self.call("datum", translate("Imports", "&Positions are those of"))
        self.call("encoding", translate("Imports", "&Encoding"))
        fill(self.kind, [
            ("area", translate("Imports", "protected areas")),
            ("zone", translate("Imports", "zones of protected areas")),
            ("redline", translate("Imports", "ecological red lines")),
            ("control", translate("Imports", "control areas")),
        ])  # fmt: skip
        fill(self.again, again_words())
        fill(self.datum, datums())
        kept = self.encoding.currentText()
        self.encoding.clear()
        self.encoding.addItems([translate("Imports", "as its bytes tell"), *ENCODINGS])
        if kept in ENCODINGS:
            self.encoding.setCurrentText(kept)
