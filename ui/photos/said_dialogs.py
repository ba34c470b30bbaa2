"""Says by hand when photos were taken, and in which datum their files give positions."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from ui import words
from ui.desk import Desk
from ui.photos import calls, placing_calls, words_of
from ui.photos.place_dialog import FieldDialog
from ui.words import translate

DATUMS = ("wgs84", "gcj02", "bd09")


class TimeDialog(FieldDialog):
    """A day and time for one or more photos."""

    _of_field = ("photo_time_",)

    def __init__(self, desk: Desk, photos: list[str], parent: QWidget, taken_at: str) -> None:
        super().__init__(desk, parent)
        self.setObjectName("photos.time_dialog")
        self._photos = list(photos)
        self._at, self._label = QLineEdit(self), QLabel(self)
        self._at.setText(taken_at.replace("T", " ")[:19])
        self._at.selectAll()
        self._told_field("photos.time.at", self._label, self._at)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(words_of.timing(len(self._photos)))
        self._told.setText(
            translate("Photos", "A time entered by hand never passes as the camera's: the photo "
                      "counts as evidence only once a second person has accepted it in writing.")
        )  # fmt: skip
        self._label.setText(translate("Photos", "&Taken at"))
        self._at.setPlaceholderText(translate("Photos", "2026-05-01 10:03"))
        self._name_buttons(translate("Photos", "Enter"))

    def _on_accepted(self) -> None:
        count = len(self._photos)
        task = self._desk.do(
            placing_calls.set_time, self._photos, self._at.text(),
            title=lambda: words_of.timing(count),
            done=lambda _: self.accept(), failed=self._on_failed,
            undo=lambda before: (placing_calls.put_times_back, (before,)),
        )  # fmt: skip
        self._begin(task)


class DatumDialog(FieldDialog):
    """What the positions of photos are in, where the choice at their import was wrong."""

    def __init__(self, desk: Desk, photos: list[str], parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.setObjectName("photos.datum_dialog")
        self._photos = list(photos)
        self._hints: list[dict[str, Any]] = []
        self._choice, self._label = QComboBox(self), QLabel(self)
        for name in DATUMS:
            self._choice.addItem("", name)
        self._told_field("photos.datum.choice", self._label, self._choice)
        self._hint = QLabel(self)
        self._hint.setObjectName("photos.datum.hint")
        self._hint.setWordWrap(True)
        self._hint.hide()
        self._form.addRow(self._hint)
        self.retranslate()
        desk.ask(
            placing_calls.datum_hints, done=self._on_hints, failed=lambda _: None,
            key="photos.datum.hints",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(words_of.reading_datum(len(self._photos)))
        self._told.setText(
            translate("Photos", "Some phone apps write positions that are shifted by 300 to 700 m. "
                      "The positions are read again from the original files and moved back as you "
                      "say here; the choice is recorded with each photo.")
        )  # fmt: skip
        self._label.setText(translate("Photos", "&Datum"))
        for at, name in enumerate(DATUMS):
            self._choice.setItemText(at, words_of.datum(name))
        self._name_buttons(translate("Photos", "Read as this"))
        self._tell_hints()

    def _on_hints(self, hints: list[dict[str, Any]]) -> None:
        self._hints = [h for h in hints if set(h["photos"]) & set(self._photos)]
        self._tell_hints()

    def _tell_hints(self) -> None:
        lines = []
        for hint in self._hints:
            params = {
                **hint,
                "camera": hint["camera"] or translate("Photos", "Unnamed camera"),
                "software": hint["software"] or "—",
                "datum": words_of.datum(hint["datum"]),
                "before_m": words.number(hint["before_m"], 0),
                "after_m": words.number(hint["after_m"], 0),
            }
            lines.append(words.line("photo_datum_hint", params))
        self._hint.setText("\n".join(lines))
        self._hint.setVisible(bool(lines))

    def _on_accepted(self) -> None:
        count, datum = len(self._photos), str(self._choice.currentData())
        task = self._desk.do(
            placing_calls.read_as, self._photos, datum,
            title=lambda: words_of.reading_datum(count),
            done=lambda _: self.accept(), failed=self._on_failed,
            undo=lambda before: (calls.put_places_back, (before,)),
        )  # fmt: skip
        self._begin(task)
