"""What is chosen for one part, or for several at once, and what was decided of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.imports.crs_choice import CrsChoice
from ui.imports.crs_words import decision
from ui.imports.ledger_options import ENCODINGS, datums, fill
from ui.imports.part import Part, kind_words
from ui.look import icons
from ui.widgets.date_field import DateField
from ui.widgets.translated import Translated
from ui.widgets.whole_label import WholeLabel
from ui.words import translate


class PartPane(Translated, QWidget):
    """Kind, coordinate system, shift, encoding; a change holds for all that are chosen.

    Signals:
        changed: a field of ``AreaWish`` and its value, as a person has it.
        columns_wanted: the columns of the current part are to be mapped.
    """

    changed = Signal(str, object)
    columns_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part: Part | None = None
        self.kind, self.datum, self.encoding = QComboBox(self), QComboBox(self), QComboBox(self)
        self.crs = CrsChoice(self)
        self.valid_from = DateField(self)
        self.take_crs, self.columns = QPushButton(self), QPushButton(self)
        self.columns.setIcon(icons.icon("columns"))
        self.encoding.setEditable(True)
        self.encoding.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.decision = WholeLabel(self)
        self.decision.setTextFormat(Qt.TextFormat.PlainText)
        self.names: dict[str, QLabel] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._crs_row = QWidget(self)
        row = QHBoxLayout(self._crs_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.crs, 1)
        row.addWidget(self.take_crs)
        for name, editor in (
            ("kind", self.kind), ("valid_from", self.valid_from), ("crs", self._crs_row),
            ("datum", self.datum), ("encoding", self.encoding),
        ):  # fmt: skip
            self.names[name] = QLabel(self)
            form.addRow(self.names[name], editor)
        form.addRow(self.decision)
        form.addRow(self.columns)
        for name, editor in self._editors().items():
            editor.setObjectName(f"parts.{name}")
            self.names[name].setBuddy(editor)
        self.valid_from.setObjectName("parts.since")
        self.names["valid_from"].setBuddy(self.valid_from)
        self.columns.setObjectName("parts.columns")
        self.take_crs.setObjectName("parts.take_crs")
        for button in (self.columns, self.take_crs):
            button.setAutoDefault(False)
        self.crs.setMinimumContentsLength(18)
        self.datum.setMinimumContentsLength(14)
        self.datum.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._connect()
        self.retranslate()
        self.show_part(None)

    def show_part(self, part: Part | None) -> None:
        """Shows what is chosen for a part."""
        self._part = part
        self.setEnabled(part is not None and part.is_readable)
        wish = None if part is None else part.wish
        self.kind.setCurrentIndex(self.kind.findData(wish.kind if wish else ""))
        self.valid_from.set_value(wish.valid_from if wish else "")
        self.datum.setCurrentIndex(self.datum.findData(wish.datum if wish else ""))
        self.encoding.setCurrentText((wish.encoding if wish else "") or self.encoding.itemText(0))
        asks = part is not None and part.asks_crs
        proposals = part.refused.params.get("proposals") if asks and part and part.refused else ()
        params = part.refused.params if part is not None and part.refused is not None else None
        self.crs.show_value(wish.crs if wish else None, _texts(proposals), params)
        self.take_crs.setVisible(asks)
        self.columns.setEnabled(part is not None and part.seen is not None)
        self._tell()

    def retranslate(self) -> None:
        """Sets every text."""
        texts = {
            "kind": translate("Imports", "They &are"),
            "crs": translate("Imports", "Coordinate &system"),
            "datum": translate("Imports", "&Positions are those of"),
            "encoding": translate("Imports", "&Encoding"),
        }
        for name, text in texts.items():
            self.names[name].setText(text)
            self._editors()[name].setAccessibleName(text.replace("&", ""))
        since = translate("Imports", "&In force since")
        self.names["valid_from"].setText(since)
        self.valid_from.setAccessibleName(since.replace("&", ""))
        self.valid_from.setToolTip(
            translate("Imports", "Older versions stay; the day decides which one counts")
        )
        fill(self.kind, list(kind_words().items()))
        fill(self.datum, datums())
        self.encoding.clear()
        self.encoding.addItems([translate("Imports", "as its bytes tell"), *ENCODINGS])
        self.take_crs.setText(translate("Imports", "Read it so"))
        self.take_crs.setToolTip(
            translate("Imports", "The map shows where that would put it, before it is imported")
        )
        self.columns.setText(translate("Imports", "Columns and rows…"))
        self.columns.setToolTip(translate("Imports", "Which column is which field, row by row"))
        self.show_part(self._part)

    def _editors(self) -> dict[str, QComboBox]:
        return {
            "kind": self.kind, "crs": self.crs, "datum": self.datum, "encoding": self.encoding,
        }  # fmt: skip

    def _connect(self) -> None:
        self.valid_from.changed.connect(lambda day: self._tell_change("valid_from", day))
        self.kind.activated.connect(lambda _: self._tell_change("kind", self.kind.currentData()))
        self.datum.activated.connect(lambda _: self._tell_change("datum", self.datum.currentData()))
        self.crs.activated.connect(lambda _: self._tell_change("crs", self.crs.value()))
        self.take_crs.clicked.connect(lambda: self._tell_change("crs", self.crs.value()))
        self.encoding.activated.connect(lambda _: self._on_encoding())
        for box, told in ((self.crs, self._on_crs_typed), (self.encoding, self._on_encoding)):
            line = box.lineEdit()
            if line is not None:
                line.editingFinished.connect(told)
        self.columns.clicked.connect(self.columns_wanted)

    def _on_crs_typed(self) -> None:
        """A proposal that only stands there is taken by its button, what was typed at once."""
        line = self.crs.lineEdit()
        if line is not None and line.isModified():
            line.setModified(False)
            self._tell_change("crs", self.crs.value())

    def _on_encoding(self) -> None:
        text = self.encoding.currentText().strip()
        is_open = not text or text == self.encoding.itemText(0)
        self._tell_change("encoding", None if is_open else text)

    def _tell_change(self, name: str, value: object) -> None:
        if self._part is not None and getattr(self._part.wish, name) != value:
            self.changed.emit(name, value)

    def _tell(self) -> None:
        seen = self._part.seen if self._part is not None else None
        self.decision.setText("" if seen is None else decision(seen))


def _texts(values: object) -> Sequence[str]:
    return [str(value) for value in values] if isinstance(values, list | tuple) else []
