"""A page of fields, each with the place where is told what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ui.imports.crs_choice import CrsChoice
from ui.widgets.form_dialog import ToldField
from ui.widgets.path_field import PathField
from ui.widgets.translated import Translated
from ui.words import capital


class OptionsForm(Translated, QWidget):
    """Fields one beneath the other. Subclasses add them and set their words.

    Attributes:
        path: the file, which every subclass asks for.
        crs: its coordinate system, where it may hold positions.
        datum: what these are in, likewise.
    """

    path: PathField
    crs: CrsChoice
    datum: QComboBox

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.fields: dict[str, ToldField] = {}
        self._labels: dict[str, QLabel] = {}
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addLayout(self.form)
        self.column.addStretch(1)

    def add(self, name: str, editor: QWidget) -> None:
        """Adds a field; its editor is named ``<page>.<field>``."""
        editor.setObjectName(f"{self._name}.{name}")
        label = QLabel(self)
        label.setBuddy(editor)
        self.fields[name] = ToldField(f"{self._name}.{name}", editor, self)
        self._labels[name] = label
        self.form.addRow(label, self.fields[name])
        if len(self.fields) == 1:
            self.setFocusProxy(editor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def shifted_by(self) -> str:
        """What positions are said to be in, "" for the real world."""
        return str(self.datum.currentData() or "")

    def call(self, name: str, words: str, tip: str = "") -> None:
        """Sets what a field is called, and its tip."""
        words = capital(words)
        self._labels[name].setText(words)
        editor = self.fields[name].editor
        editor.setAccessibleName(words.replace("&", ""))
        editor.setToolTip(tip)

    def set_shown(self, name: str, shown: bool) -> None:
        """Shows or hides a field with its name."""
        self.form.setRowVisible(self.fields[name], shown)

    def clear_errors(self) -> None:
        """Takes back what was said to be wrong."""
        for field in self.fields.values():
            field.tell("")

    def tell_error(self, name: str, error: Exception) -> None:
        """Says beside a field what an error is about, and leads there."""
        self.fields[name].tell_error(error)
        self.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, name: str, text: str) -> None:
        """Says what is wrong with one field and leads there."""
        self.fields[name].tell(text)
        self.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)
