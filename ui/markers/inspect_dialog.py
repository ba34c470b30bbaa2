"""Records that somebody saw a marker: how it was found, when, in words, with photos."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from ui import words
from ui.desk import Desk
from ui.markers import calls, words_of
from ui.markers.picks import Picks
from ui.undo import Call
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.words import choices, field_name, sentence, translate

_PLACES = {
    "marker_condition_needed": "condition", "field_value_invalid:condition": "condition",
    "field_value_invalid:checked_on": "day", "date_malformed": "day",
    "field_value_invalid:remark": "remark", "marker_photo_refused": "photos",
    "photo_unknown": "photos",
}  # fmt: skip
_SIDE = 160


class InspectDialog(FormDialog):
    """Condition, day, remark, photos."""

    def __init__(self, desk: Desk, marker_id: str, parent: QWidget | None = None) -> None:
        super().__init__("markers_inspect", parent)
        self._desk, self._marker, self._number = desk, marker_id, ""
        self.condition, self.day = QComboBox(self), DateField(self)
        self.remark = QPlainTextEdit(self)
        self.remark.setTabChangesFocus(True)
        self.remark.setFixedHeight(self.fontMetrics().height() * 4)
        self.photos = Picks(desk.prefs, self)
        self.add("condition", self.condition)
        self.add("day", self.day)
        self.add("remark", self.remark)
        self.add("photos", self.photos)
        self.day.set_value(words.today())
        self.photos.wanted.connect(self._on_wanted)
        self.photos.set_tray(desk.selection.photos)
        self.retranslate()
        desk.closed.connect(self.put_away)
        desk.selection.changed.connect(self._on_selection)
        desk.ask(calls.one, marker_id, done=self._on_marker, failed=self._on_refused)
        desk.ask(calls.near, marker_id, done=lambda found: self.photos.add_photos(
            found, ticked=False))  # fmt: skip

    def sizeHint(self) -> QSize:
        """With room for a row of photos."""
        return super().sizeHint().expandedTo(QSize(0, self.fontMetrics().height() * 28))

    def confirm(self) -> None:
        """Puts the inspection on record."""
        code = self.condition.currentData()
        if not code:
            self.tell("condition", translate("Markers", "Choose how the marker was found."))
            return
        if not self.day.is_sound() or not self.day.value():
            self.tell("day", translate("Markers", "Type the day of the inspection."))
            return
        task = self._desk.do(
            calls.inspect, self._marker, code, self.day.value(),
            self.remark.toPlainText().strip(), self.photos.value(),
            title=self._title, done=self._on_done, failed=self._on_refused, undo=self._way_back(),
            instead=lambda: translate(
                "Markers", "somebody of the county voids the inspection in the marker's facts"
            ),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(self._title())
        self.call("condition", field_name("marker_check", "condition"))
        self.call("day", field_name("marker_check", "checked_on"))
        self.call("remark", field_name("marker_check", "remark"))
        self.call("photos", field_name("marker_check", "photos"))
        kept = self.condition.currentData()
        self.condition.clear()
        self.condition.addItem(translate("Markers", "— choose —"), "")
        for code, told in choices("marker_condition"):
            self.condition.addItem(told, code)
        self.condition.setCurrentIndex(max(self.condition.findData(kept), 0))
        self.ok.setText(translate("Markers", "Record"))

    def _title(self) -> str:
        if not self._number:
            return translate("Markers", "Inspection of a marker")
        return translate("Markers", "Inspection of marker {number}").format(number=self._number)

    def _way_back(self) -> Any:
        """An inspection is voided by those who may; others can't take it back."""
        info = self._desk.info
        if info is None or not info.keeps_lists:
            return None
        reason = translate("Markers", "taken back at once")
        marker = self._marker

        def back(done: tuple[str, object]) -> Call:
            return calls.void, (marker, done[0], reason, False)

        return back

    def _on_marker(self, found: dict[str, Any]) -> None:
        self._number = found["number"] or ""
        self.introduce(_told(found))
        self.retranslate()

    def _on_wanted(self, photos: list[str]) -> None:
        self._desk.picture(
            calls.thumbnails, photos, _SIDE,
            told=lambda each: self.photos.add_picture(*each), failed=lambda _: None,
        )  # fmt: skip

    def _on_selection(self, _: object) -> None:
        self.photos.set_tray(self._desk.selection.photos)

    def _on_done(self, done: tuple[str, tuple[Any, ...]]) -> None:
        self.accept()
        told = [sentence(problem.code, problem.params) for problem in done[1]]
        if told:
            self._desk.noted.emit(" ".join(told))

    def _on_refused(self, error: Exception) -> None:
        self.tell_error(error, _PLACES)


def _told(found: dict[str, Any]) -> str:
    """Which marker it is, in a line."""
    parts = [words_of.kind(found["marker_kind"] or ""), found["area"] or "",
             found["place_name"] or "", words_of.place(found["lon"], found["lat"])]  # fmt: skip
    return "　".join([words_of.titled(found["number"] or ""), *(p for p in parts if p)])
