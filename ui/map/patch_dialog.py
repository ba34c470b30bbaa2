"""Asks what becomes of a patch that was drawn: a new clue, or the shape of the issue at hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui import troubles, words
from ui.map import calls
from ui.map.tools.measure import area_words
from ui.widgets.held import Held
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import capital, translate

if TYPE_CHECKING:
    from ui.desk import Desk

Corners = list[tuple[float, float]]


class PatchDialog(Translated, Held, QDialog):
    """What was typed stays until it is accepted or given up.

    Signals:
        made: the id of the issue that has the shape now.
    """

    made = Signal(str)

    def __init__(
        self, desk: Desk, corners: Corners, current: str, current_label: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("map.patch_dialog")
        self._desk, self._corners, self._current = desk, corners, current
        self._current_label = current_label
        self._area = QLabel(self)
        self._new = QRadioButton(self)
        self._new.setObjectName("map.patch.new")
        self._shape = QRadioButton(self)
        self._shape.setObjectName("map.patch.shape")
        self._shape.setVisible(bool(current))
        self._new.setChecked(True)
        self._number = _line(self, "map.patch.clue_no")
        self._source = QComboBox(self)
        self._source.setObjectName("map.patch.source")
        self._facility = _line(self, "map.patch.facility")
        self._place = _line(self, "map.patch.place")
        self._labels = [QLabel(self) for _ in range(4)]
        self._notice = Notice(self)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._new.toggled.connect(self._on_toggled)
        self._lay_out()
        self.retranslate()
        self._number.setFocus()
        self._asked = desk.ask(
            calls.clue_number, done=self._on_number, failed=lambda _: None, key="map.clue_number"
        )
        self.finished.connect(self._on_finished)
        desk.closed.connect(self.reject)

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Map", "The patch that was drawn"))
        self._area.setText("\n".join(area_words(self._corners)))
        self._new.setText(translate("Map", "A new clue"))
        self._shape.setText(
            translate("Map", "The shape of issue {number}").format(
                number=self._current_label.replace("&", "&&")
            )
        )
        names = ("clue_no", "source_code", "facility_name", "place_name")
        boxes = (self._number, self._source, self._facility, self._place)
        for label, name, box in zip(self._labels, names, boxes, strict=True):
            label.setText(capital(words.field_name("issue", name)))
            box.setAccessibleName(label.text())
        chosen = self._source.currentData() or "patrol"
        self._source.clear()
        for code, told in words.choices("source"):
            self._source.addItem(told, code)
        self._source.setCurrentIndex(max(self._source.findData(chosen), 0))
        self._ok().setText(translate("Map", "Save"))
        self._ok().setToolTip(translate("Map", "Write it into the project"))

    def parts(self) -> Iterable[QWidget]:
        """The first button and every field."""
        fields = (self._number, self._source, self._facility, self._place)
        return (self._ok(), self._new, self._shape, *fields)

    def _ok(self) -> QPushButton:
        return self._buttons.button(QDialogButtonBox.StandardButton.Ok)

    def _lay_out(self) -> None:
        form = QFormLayout()
        boxes = (self._number, self._source, self._facility, self._place)
        for label, box in zip(self._labels, boxes, strict=True):
            label.setBuddy(box)
            form.addRow(label, box)
        column = QVBoxLayout(self)
        column.addWidget(self._area)
        column.addWidget(self._new)
        column.addLayout(form)
        column.addWidget(self._shape)
        column.addWidget(self._notice)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)

    def _on_number(self, number: str) -> None:
        if not self._number.text():
            self._number.setText(number)

    def _on_finished(self) -> None:
        """An answer that comes later finds nobody."""
        self._asked.on_done = None
        self._asked.cancel()

    def _on_toggled(self, new: bool) -> None:
        for part in (*self._labels, self._number, self._source, self._facility, self._place):
            part.setEnabled(new)
        self._notice.clear()

    def _on_accepted(self) -> None:
        self._notice.clear()
        if self._new.isChecked():
            self._make_clue()
        else:
            self._give_shape()

    def _make_clue(self) -> None:
        given: dict[str, Any] = {
            "clue_no": self._number.text().strip(),
            "source_code": self._source.currentData(),
            "facility_name": self._facility.text().strip(),
            "place_name": self._place.text().strip(),
        }
        given = {name: value for name, value in given.items() if value or name == "clue_no"}
        task = self._desk.do(
            calls.new_clue, given, _wkt(self._corners), title=translate("Map", "New clue"),
            done=lambda value: self._done(value[0]), failed=self._refuse,
        )  # fmt: skip
        self.hold(task)

    def _give_shape(self) -> None:
        issue = self._current
        task = self._desk.do(
            calls.set_shape, issue, _wkt(self._corners),
            title=translate("Map", "Shape of {number}").format(number=self._current_label),
            done=lambda _: self._done(issue), failed=self._refuse,
            undo=lambda before: (calls.set_shape, (issue, before)),
        )  # fmt: skip
        self.hold(task)

    def _done(self, issue: str) -> None:
        self.made.emit(issue)
        self.accept()

    def _refuse(self, error: Exception) -> None:
        if getattr(error, "code", "") == "cancelled":
            return
        what, remedy = troubles.told(error)
        self._notice.tell("error", capital(what), capital(remedy))
        self._number.setFocus()
        self._number.selectAll()


def _line(parent: QWidget, name: str) -> QLineEdit:
    made = QLineEdit(parent)
    made.setObjectName(name)
    return made


def _wkt(corners: Corners) -> str:
    """The polygon, its ring closed; nine decimals are a tenth of a millimetre."""
    ring = ", ".join(f"{lon:.9f} {lat:.9f}" for lon, lat in [*corners, corners[0]])
    return f"POLYGON (({ring}))"
