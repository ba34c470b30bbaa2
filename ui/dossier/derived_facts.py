"""Facts that nobody enters: they follow from the patch, from records and from moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from greenshield.domain.field_spec import FieldSpec
from ui import words
from ui.dossier import fact_text
from ui.dossier.casing import headed
from ui.widgets.translated import Translated
from ui.words import translate


class DerivedFacts(Translated, QWidget):
    """Name and value of each that has one."""

    def __init__(self, specs: Sequence[FieldSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self._specs, self._values = specs, dict[str, Any]()
        self._head = QLabel(self)
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 9)
        self._grid.setColumnStretch(1, 17)
        self._grid.addWidget(self._head, 0, 0, 1, 2)
        self.retranslate()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Shows those that hold something."""
        self._values = {s.id: values.get(s.id) for s in self._specs}
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._head.setText(translate("Dossier", "Computed:"))
        self._head.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        shown = False
        for spec in self._specs:
            told = fact_text.read("issue", spec.id, self._values.get(spec.id))
            if told and spec.id not in self._rows:
                self._rows[spec.id] = self._made(spec)
            if spec.id in self._rows:
                name, value = self._rows[spec.id]
                name.setText(headed(words.field_name("issue", spec.id)))
                value.setText(told)
                name.setVisible(bool(told))
                value.setVisible(bool(told))
            shown = shown or bool(told)
        self._head.setVisible(shown)

    def _made(self, spec: FieldSpec) -> tuple[QLabel, QLabel]:
        line = 1 + list(self._specs).index(spec)
        name, value = QLabel(self), QLabel(self)
        value.setObjectName(f"derived.{spec.id}")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setTextFormat(Qt.TextFormat.PlainText)
        for label in (name, value):
            label.setWordWrap(True)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, line, 0, top)
        self._grid.addWidget(value, line, 1, top)
        return name, value
