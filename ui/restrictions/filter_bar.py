"""Which rows are shown: by words, space, level and day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from ui.restrictions import words
from ui.restrictions.restriction import Row
from ui.widgets.date_field import DateField
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import choices, translate


class FilterBar(Translated, QWidget):
    """Rows must fit all that is set.

    Signals:
        changed: another filter of the rows that are there.
        day_changed: another day, for which what holds is to be asked again.
    """

    changed = Signal()
    day_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit(self)
        self.text.setClearButtonEnabled(True)
        TallIcons(self.text)
        self.space, self.level = QComboBox(self), QComboBox(self)
        self.day = DateField(self)
        self.voided = QCheckBox(self)
        for name, editor in (
            ("text", self.text), ("space", self.space), ("level", self.level), ("day", self.day),
            ("voided", self.voided),
        ):  # fmt: skip
            editor.setObjectName(f"restrictions.filter.{name}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.text, 3)
        for part in (self.space, self.level, self.day):
            line.addWidget(part, 1)
        line.addWidget(self.voided)
        self.text.textChanged.connect(lambda _: self.changed.emit())
        for box in (self.space, self.level):
            box.activated.connect(lambda _: self.changed.emit())
        self.voided.toggled.connect(lambda _: self.changed.emit())
        self.day.changed.connect(self._on_day)
        self.retranslate()

    def fits(self, row: Row) -> bool:
        """Whether a row is shown."""
        if row.void and not self.voided.isChecked():
            return False
        if self.day.value() and not row.holds and not row.void:
            return False
        space, level = self.space.currentData(), self.level.currentData()
        if (space and space not in row.space_codes) or (level and level != row.level):
            return False
        sought = self.text.text().strip().casefold()
        texts = (words.measures(row), words.spaces(row), row.wording, row.source_doc, row.remark)
        return not sought or any(sought in text.casefold() for text in texts)

    def clear(self) -> None:
        """Shows all."""
        self.text.clear()
        for box in (self.space, self.level):
            box.setCurrentIndex(0)
        self.changed.emit()

    def retranslate(self) -> None:
        """Sets every text."""
        self.text.setPlaceholderText(translate("Restrictions", "Find words"))
        self.text.setAccessibleName(self.text.placeholderText())
        for box, table, none in (
            (self.space, "restricted_space", translate("Restrictions", "every space")),
            (self.level, "restriction_level", translate("Restrictions", "barred and limited")),
        ):
            kept = box.currentData()
            box.clear()
            for value, name in [("", none), *choices(table, legacy=True)]:
                box.addItem(name, value)
            box.setCurrentIndex(max(box.findData(kept), 0))
            box.setAccessibleName(none)
        tip = translate("Restrictions", "Only what is in force on this day")
        self.day.setToolTip(tip)
        self.day.setAccessibleName(tip)
        self.voided.setText(translate("Restrictions", "also out of force"))

    def _on_day(self, day: str) -> None:
        if self.day.is_sound():
            self.day_changed.emit(day)
