"""A new clue by hand: fields of the catalogue, judged as one types."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from greenshield import reference
from greenshield.domain import fields
from greenshield.domain.errors import GreenShieldError
from ui import troubles, words
from ui.desk import Desk
from ui.ledger import calls, clue_calls
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.searchable_choice import SearchableChoice
from ui.words import translate

_FIELDS = (
    "clue_no", "source_code", "facility_name", "activity_code", "division_code", "place_name",
    "area_id", "lon", "lat", "geom", "description",
)  # fmt: skip
_NEEDED = ("clue_no", "source_code")
_PLACES = {
    "clue_no_needed": "clue_no", "clue_no_taken": "clue_no", "area_unknown": "area_id",
    "device_scope_missing": "division_code",
}  # fmt: skip
_UNJUDGED = ("geom", "area_id")  # the worker alone can tell


class ClueDialog(FormDialog):
    """The fields that make a clue.

    Signals:
        made: the new issue's id, and what its place told as (code, params).
    """

    made = Signal(str, list)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("ledger.new_clue", parent)
        self._desk = desk
        for name in _FIELDS:
            editor = self._editor(name)
            self.add(name, editor)
        if desk.info is not None and len(desk.info.division_code) >= 6:
            self._set("division_code", desk.info.division_code)
        self.retranslate()
        desk.ask(calls.areas, done=self._on_areas, key="ledger.areas")
        desk.ask(
            clue_calls.clue_number, done=self._on_number, failed=lambda _: None,
            key="ledger.clue_number",
        )  # fmt: skip
        desk.closed.connect(self.reject)

    def retranslate(self) -> None:
        """Sets every word."""
        super().retranslate()
        self.setWindowTitle(translate("Ledger", "New clue"))
        self.introduce(
            translate(
                "Ledger",
                "A clue needs a number and a source; before it is assigned also a place. The "
                "area follows from the place where it is left open. To draw its outline on the "
                "map, use Draw a patch (Ctrl+6) instead.",
            )
        )
        for name in _FIELDS:
            told = words.field_name("issue", name)
            self.call(name, f"{told} *" if name in _NEEDED else told)
            editor = self.fields[name].editor
            table = fields.CATALOGUE["issue"][name].code_table
            if table and isinstance(editor, SearchableChoice):
                editor.set_choices(words.choices(table), none="")
        shape = self.fields["geom"].editor
        assert isinstance(shape, QPlainTextEdit)
        shape.setPlaceholderText(
            translate(
                "Ledger",
                "only where you have it as text (WKT or GeoJSON, degrees): "
                "POLYGON((125.1 43.2, …))",
            )
        )
        self.ok.setText(translate("Ledger", "Make the clue"))

    def typed(self) -> dict[str, str]:
        """Field -> what stands in it, of those that are not empty."""
        return {name: told for name in _FIELDS if (told := self._get(name).strip())}

    def confirm(self) -> None:
        """Asks the worker, where nothing is known to be wrong."""
        typed = self.typed()
        wrong = [name for name in _FIELDS if not self._judge(name)]
        lacking = [name for name in _NEEDED if name not in typed]
        for name in lacking:
            self.fields[name].tell(translate("Ledger", "Must be filled in"))
        if wrong := lacking + wrong:
            self.fields[wrong[0]].editor.setFocus()
            return
        task = self._desk.do(
            calls.create, typed, "", title=lambda: translate("Ledger", "New clue"),
            done=self._on_made, failed=self._on_failed,
        )  # fmt: skip
        self.hold(task)

    def _editor(self, name: str) -> QWidget:
        spec = fields.CATALOGUE["issue"][name]
        if spec.type == "date":
            day = DateField(self)
            day.textChanged.connect(lambda _: self._judge(name))
            return day
        if spec.type in ("code", "ref"):
            choice = SearchableChoice(self)
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            choice.editTextChanged.connect(lambda _: self._judge(name))
            return choice
        if spec.many_lines or spec.type == "geometry":
            text = QPlainTextEdit(self)
            text.setTabChangesFocus(True)
            text.setFixedHeight(self.fontMetrics().height() * 3)
            text.textChanged.connect(lambda: self._judge(name))
            return text
        line = QLineEdit(self)
        line.textChanged.connect(lambda _: self._judge(name))
        return line

    def _get(self, name: str) -> str:
        editor = self.fields[name].editor
        if isinstance(editor, QPlainTextEdit):
            return editor.toPlainText()
        if isinstance(editor, SearchableChoice):
            return editor.value() or editor.currentText()
        assert isinstance(editor, QLineEdit)
        return editor.text()

    def _set(self, name: str, value: str) -> None:
        editor = self.fields[name].editor
        assert isinstance(editor, QLineEdit)
        editor.setText(value)

    def _judge(self, name: str) -> bool:
        """Says beside a field what is wrong with it by now; True where nothing is known to be."""
        if name not in self.fields:
            return True  # it is being made
        told = self._get(name).strip()
        fault = ""
        if told and name not in _UNJUDGED:
            try:
                fields.parse("issue", name, told, reference.code_tables())
            except GreenShieldError as error:
                fault = troubles.told(error)[0]
        self.fields[name].tell(fault)
        return not fault

    def _on_number(self, number: str) -> None:
        """Proposed where nothing was typed yet, and replaced by what is typed."""
        line = self.fields["clue_no"].editor
        if isinstance(line, QLineEdit) and not line.text():
            line.setText(number)
            line.selectAll()

    def _on_areas(self, areas: list[tuple[str, str]]) -> None:
        editor = self.fields["area_id"].editor
        assert isinstance(editor, SearchableChoice)
        editor.set_choices(areas, none="")

    def _on_made(self, told: tuple[str, list[tuple[str, dict[str, Any]]]]) -> None:
        self.accept()
        self.made.emit(*told)

    def _on_failed(self, error: Exception) -> None:
        field = str(getattr(error, "params", {}).get("field", ""))
        code = str(getattr(error, "code", ""))
        self.tell_error(error, _PLACES if field not in self.fields else {code: field})
