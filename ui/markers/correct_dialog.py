"""Corrects a marker's fields; what they were stays in its history."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.desk import Desk
from ui.markers import calls, words_of
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.words import choices, field_name, translate

_FIELDS: Final = (
    "number", "marker_kind", "area_name", "place_name", "division_code", "lon", "lat", "set_on",
    "set_by", "condition", "condition_on", "remark",
)  # fmt: skip
_CODES: Final = {"marker_kind": "marker_kind", "condition": "marker_condition"}
_DAYS: Final = ("set_on", "condition_on")
_PLACES: Final = {
    f"{code}:{name}": name
    for name in _FIELDS
    for code in ("field_value_invalid", "marker_field_kept", "code_unknown", "field_malformed")
}


class CorrectDialog(FormDialog):
    """Only what was changed is written."""

    def __init__(self, desk: Desk, marker_id: str, parent: QWidget | None = None) -> None:
        super().__init__("markers_correct", parent)
        self._desk, self._marker = desk, marker_id
        self._before: dict[str, str] = {}
        self._number = ""
        self.editors = {name: self.add(name, _editor(name, self)) for name in _FIELDS}
        self.retranslate()
        self.ok.setEnabled(False)
        desk.closed.connect(self.put_away)
        desk.ask(calls.one, marker_id, done=self._on_marker, failed=self._on_refused)

    def typed(self) -> dict[str, str]:
        """Field -> what stands there."""
        return {name: _value(editor) for name, editor in self.editors.items()}

    def confirm(self) -> None:
        """Writes what was changed."""
        for name in _DAYS:
            editor = self.editors[name]
            if isinstance(editor, DateField) and not editor.is_sound():
                self.tell(name, translate("Markers", "This is no date."))
                return
        given = {n: v for n, v in self.typed().items() if v != self._before.get(n, "")}
        if not given:
            self.accept()
            return
        marker = self._marker
        task = self._desk.do(
            calls.correct, marker, given, title=self._title, failed=self._on_refused,
            done=lambda _: self.accept(),
            undo=lambda before: (calls.correct, (marker, _as_given(before))),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(self._title())
        for name in _FIELDS:
            self.call(name, field_name("marker", name))
        for name, table in _CODES.items():
            box = self.editors[name]
            if isinstance(box, QComboBox):
                kept = box.currentData()
                box.clear()
                box.addItem("", "")
                for code, told in choices(table):
                    box.addItem(told, code)
                box.setCurrentIndex(max(box.findData(kept), 0))
        self.ok.setText(translate("Markers", "Save"))

    def _title(self) -> str:
        if not self._number:
            return translate("Markers", "Correct a marker")
        return translate("Markers", "Correct marker {number}").format(number=self._number)

    def _on_marker(self, found: dict[str, Any]) -> None:
        self._number = found["number"] or ""
        for name, editor in self.editors.items():
            _put(editor, _text(found["fields"].get(name)))
        self._before = self.typed()
        self.introduce(
            translate("Markers", "{marker}: what a field was stays in the history.").format(
                marker=words_of.titled(self._number)
            )
        )
        self.ok.setEnabled(True)
        self.retranslate()

    def _on_refused(self, error: Exception) -> None:
        self.tell_error(error, _PLACES)


def _editor(name: str, parent: QWidget) -> QWidget:
    if name in _CODES:
        return QComboBox(parent)
    if name in _DAYS:
        return DateField(parent, partial=True)
    if name == "remark":
        text = QPlainTextEdit(parent)
        text.setTabChangesFocus(True)
        text.setFixedHeight(text.fontMetrics().height() * 4)
        return text
    return QLineEdit(parent)


def _value(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText().strip()
    if isinstance(editor, DateField):
        return editor.value()
    return editor.text().strip() if isinstance(editor, QLineEdit) else ""


def _put(editor: QWidget, text: str) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(editor.findData(text), 0))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, DateField):
        editor.set_value(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.9f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _as_given(before: dict[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in before.items()}
