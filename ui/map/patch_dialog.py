"""Asks what becomes of a patch that was drawn: a new clue, or the shape of the issue at hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QRadioButton, QWidget

from ui import words
from ui.map import calls
from ui.map.tools.measure import area_words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.tips import literal
from ui.words import translate

if TYPE_CHECKING:
    from ui.desk import Desk

Corners = list[tuple[float, float]]
_FIELDS = ("clue_no", "source_code", "facility_name", "place_name")
_PLACES = {
    "clue_no_needed": "clue_no", "clue_no_taken": "clue_no",
    **{f"field_value_invalid:{name}": name for name in _FIELDS},
}  # fmt: skip


class PatchDialog(FormDialog):
    """What was typed stays until it is accepted or given up.

    Signals:
        made: the id of the issue that has the shape now.
    """

    made = Signal(str)

    def __init__(
        self, desk: Desk, corners: Corners, current: str, current_label: str, parent: QWidget
    ) -> None:
        super().__init__("map.patch_dialog", parent)
        self._desk, self._corners, self._current = desk, corners, current
        self._current_label = current_label
        self.new, self.shape = QRadioButton(self), QRadioButton(self)
        self.new.setObjectName("map.patch.new")
        self.shape.setObjectName("map.patch.shape")
        self.shape.setVisible(bool(current))
        self.new.setChecked(True)
        self.number, self.source = QLineEdit(self), QComboBox(self)
        self.facility, self.place = QLineEdit(self), QLineEdit(self)
        for name, editor in zip(_FIELDS, self._editors(), strict=True):
            self.add(name, editor)
        self.column.insertWidget(self.column.indexOf(self.notice) + 1, self.new)
        self.put(self.shape)
        self.new.toggled.connect(self._on_toggled)
        self.retranslate()
        self.number.setFocus()
        self._asked = desk.ask(
            calls.clue_number, done=self._on_number, failed=lambda _: None, key="map.clue_number"
        )
        self.finished.connect(self._on_finished)
        desk.closed.connect(self.reject)

    def confirm(self) -> None:
        """Makes the clue, or gives the shape."""
        if self.new.isChecked():
            self._make_clue()
        else:
            self._give_shape()

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Map", "The patch that was drawn"))
        self.introduce("\n".join(area_words(self._corners)))
        self.new.setText(translate("Map", "A new clue"))
        self.shape.setText(
            translate("Map", "The shape of issue {number}").format(
                number=literal(self._current_label)
            )
        )
        for name in _FIELDS:
            self.call(name, words.field_name("issue", name))
        chosen = self.source.currentData() or "patrol"
        self.source.clear()
        for code, told in words.choices("source"):
            self.source.addItem(told, code)
        self.source.setCurrentIndex(max(self.source.findData(chosen), 0))
        self.ok.setText(translate("Map", "Save"))
        self.ok.setToolTip(translate("Map", "Write it into the project"))

    def parts(self) -> Iterable[QWidget]:
        """Also what chooses between the two."""
        return (*super().parts(), self.new, self.shape)

    def _editors(self) -> tuple[QWidget, ...]:
        return self.number, self.source, self.facility, self.place

    def _on_number(self, number: str) -> None:
        if not self.number.text():
            self.number.setText(number)

    def _on_finished(self) -> None:
        """An answer that comes later finds nobody."""
        self._asked.on_done = None
        self._asked.cancel()

    def _on_toggled(self, new: bool) -> None:
        for editor in self._editors():
            editor.setEnabled(new)
        self.clear_errors()

    def _make_clue(self) -> None:
        given: dict[str, Any] = {
            "clue_no": self.number.text().strip(),
            "source_code": self.source.currentData(),
            "facility_name": self.facility.text().strip(),
            "place_name": self.place.text().strip(),
        }
        given = {name: value for name, value in given.items() if value or name == "clue_no"}
        task = self._desk.do(
            calls.new_clue, given, _wkt(self._corners),
            title=lambda: translate("Map", "New clue"), instead=_instead,
            done=lambda value: self._done(
                value[0],
                translate("Map", "Clue {number} saved").format(number=given["clue_no"]),
            ),
            failed=self._refuse,
        )  # fmt: skip
        self.hold(task)

    def _give_shape(self) -> None:
        issue, label = self._current, self._current_label
        task = self._desk.do(
            calls.set_shape, issue, _wkt(self._corners),
            title=lambda: translate("Map", "Shape of {number}").format(number=label),
            done=lambda _: self._done(
                issue, translate("Map", "Shape of {number} saved").format(number=label)
            ),
            failed=self._refuse,
            undo=lambda before: (calls.set_shape, (issue, before)),
        )  # fmt: skip
        self.hold(task)

    def _done(self, issue: str, told: str) -> None:
        self.made.emit(issue)
        self.accept()
        self._desk.noted.emit(told)

    def _refuse(self, error: Exception) -> None:
        if getattr(error, "code", "") != "cancelled":
            self.tell_error(error, _PLACES)


def _instead() -> str:
    return translate(
        "Map",
        "a wrong outline is drawn anew and saved as the shape of the issue; what is no problem "
        "is dismissed after its check, or voided by the province",
    )


def _wkt(corners: Corners) -> str:
    """The polygon, its ring closed; nine decimals are a tenth of a millimetre."""
    ring = ", ".join(f"{lon:.9f} {lat:.9f}" for lon, lat in [*corners, corners[0]])
    return f"POLYGON (({ring}))"
