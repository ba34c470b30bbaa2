"""The editor of one field, by its type: text, a choice, several, a day, a shape."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from greenshield.domain.field_spec import FieldSpec
from ui import words
from ui.dossier.choice_editors import ChoiceEditor, ManyEditor
from ui.dossier.text_editors import LineEditor, LongEditor, Pairs
from ui.look import icons
from ui.widgets import choosing
from ui.widgets.date_field import DateField
from ui.words import translate


class DayEditor(DateField):
    """A day, typed in any way that the ledger reads, or picked from a calendar."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, partial: bool = False) -> None:
        super().__init__(parent, partial=partial)
        self.textEdited.connect(lambda _: self.edited.emit())
        self.changed.connect(lambda _: self.edited.emit())

    def raw(self) -> str:
        """What was typed; what is no day is the form's to tell."""
        return self.text()

    def set_raw(self, raw: str) -> None:
        """Shows a day."""
        self.set_value(raw)

    def set_locked(self, locked: bool) -> None:
        """Lets nobody type, while the text can still be copied."""
        self.setReadOnly(locked)
        self._pick.setVisible(not locked)

    def set_choices(self, pairs: Pairs) -> None:
        """It has none."""


class ShapeEditor(LineEditor):
    """A patch: WKT, GeoJSON, or a file that holds one polygon. What stands is drawn on the map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = QAction(icons.icon("folder"), "", self)
        self._open.triggered.connect(self.choose_file)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def set_raw(self, raw: str) -> None:
        """Says that a shape stands; its coordinates say nothing to a reader."""
        stands = bool(raw) and not raw.startswith(("@", "POLY", "MULTI", "POINT", "{"))
        self.setPlaceholderText(
            translate("Dossier", "drawn on the map; type WKT or choose a file to replace it")
            if stands
            else translate("Dossier", "WKT, GeoJSON, or a file")
        )
        super().set_raw("" if stands else raw)

    def choose_file(self) -> None:
        """Asks for a file that holds one polygon."""
        choosing.ask_file(
            self, "dossier.shape_file", translate("Dossier", "Choose the file of the patch"),
            lambda file: self._typed(f"@{file}"),
        )  # fmt: skip


Editor = LineEditor | LongEditor | DayEditor


def editor_for(spec: FieldSpec, parent: QWidget) -> Editor:
    """The editor that fits a field; choices that the project gives come later."""
    if spec.code_table:
        pairs = words.choices(spec.code_table)
        many = spec.type == "codes"
        return ManyEditor(pairs, parent) if many else ChoiceEditor(pairs, parent)
    if spec.id == "photos":
        return ManyEditor((), parent)
    if spec.type == "bool":
        return ChoiceEditor(yes_no(), parent)
    if spec.type == "ref":
        return ChoiceEditor((), parent)
    if spec.type in ("date", "partial_date"):
        return DayEditor(parent, partial=spec.type == "partial_date")
    if spec.type == "geometry":
        return ShapeEditor(parent)
    return LongEditor(parent) if spec.many_lines else LineEditor(parent)


def yes_no() -> list[tuple[str, str]]:
    """The two answers of a field that is true or false."""
    return [("true", translate("Dossier", "yes")), ("false", translate("Dossier", "no"))]
