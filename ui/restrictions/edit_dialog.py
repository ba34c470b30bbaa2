"""Corrects a row of a negative list."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.desk import Desk
from ui.restrictions import calls, words
from ui.restrictions.restriction import Row
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.multi_choice import MultiChoice
from ui.words import choices, field_name, label, translate

_LINES = ("measure", "source_doc", "issued_by", "remark")
_DAYS = ("valid_from", "valid_to")
_PLACES = {
    "restriction_field_needed:measure": "measure", "restriction_field_needed:space": "space",
    "code_unknown:space": "space", "restriction_days_reversed": "valid_to",
}  # fmt: skip


class CorrectRowDialog(FormDialog):
    """The fields of one row; what it was stays in the history."""

    def __init__(self, desk: Desk, row: Row, parent: QWidget) -> None:
        super().__init__("restriction.edit", parent)
        self._desk, self._row = desk, row
        self._was = dict(row.typed)
        self.measure = QLineEdit(self._was["measure"], self)
        self.space, self.level = MultiChoice(self), QComboBox(self)
        self.wording = QPlainTextEdit(self._was["wording"], self)
        self.wording.setTabChangesFocus(True)
        self.wording.setMaximumHeight(self.fontMetrics().lineSpacing() * 6)
        self.source_doc, self.issued_by, self.remark = (
            QLineEdit(self._was[name], self) for name in _LINES[1:]
        )
        self.valid_from, self.valid_to = DateField(self), DateField(self)
        for name in (
            "measure", "space", "level", "wording", "source_doc", "issued_by", *_DAYS, "remark",
        ):  # fmt: skip
            self.add(name, getattr(self, name))
        for name in _DAYS:
            getattr(self, name).set_value(self._was[name])
        self.retranslate()
        self.space.set_values(row.space_codes)
        self.level.setCurrentIndex(self.level.findData(row.level))

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        title = translate("Restrictions", "Correct a row")
        self.setWindowTitle(title)
        kept = translate("Restrictions", "{measures}, row {row} of {file}. What it was stays "
                         "in the history.")  # fmt: skip
        self.introduce(
            kept.format(
                measures=words.measures(self._row), row=self._row.source_row,
                file=self._row.source_file,
            )
        )  # fmt: skip
        self.call("measure", translate("Restrictions", "Measures"))
        self.measure.setToolTip(translate("Restrictions", "Several are parted by 、"))
        self.call("space", field_name("restriction", "space_codes"))
        for name in ("level", "wording", "source_doc", "issued_by", *_DAYS, "remark"):
            self.call(name, field_name("restriction", name))
        self.space.set_title(field_name("restriction", "space_codes"))
        self.space.set_choices(choices("restricted_space", legacy=True))
        kept_level = self.level.currentData()
        self.level.clear()
        for value, word in choices("restriction_level"):
            self.level.addItem(word, value)
        self.level.setCurrentIndex(max(self.level.findData(kept_level), 0))
        self.ok.setText(translate("Restrictions", "Save"))

    def given(self) -> dict[str, str]:
        """Field -> what is typed, of those that differ from what stands."""
        now = {name: getattr(self, name).text().strip() for name in _LINES}
        now |= {name: getattr(self, name).value() for name in _DAYS}
        now |= {"wording": self.wording.toPlainText().strip(), "level": self.level.currentData()}
        now["space"] = "、".join(self.space.values())
        was = self._was | {"space": "、".join(self._row.space_codes)}
        return {name: text for name, text in now.items() if text != was[name].strip()}

    def confirm(self) -> None:
        """Writes it; nothing where nothing was changed."""
        for name in _DAYS:
            if not getattr(self, name).is_sound():
                self.tell(name, translate("Restrictions", "This is no date."))
                return
        given = self.given()
        if not given:
            self.accept()
            return
        back = {name: self._was[name] for name in given}
        row = self._row
        self.hold(
            self._desk.do(
                calls.set_fields, row.id, given, done=lambda _: self.accept(),
                failed=lambda error: self.tell_error(error, _PLACES),
                title=lambda: translate("Restrictions", "Correcting {measures}").format(
                    measures=words.measures(row)
                ),
                undo=lambda _: (calls.set_fields, (row.id, back)),
            )
        )  # fmt: skip


def told(row: Row) -> str:
    """A row as a title names it: level and measures."""
    return f"{label('restriction_level', row.level)} · {words.measures(row)}"
