"""Fields beneath each other, judged as one types: the form of facts, records and moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from greenshield.domain.field_spec import FieldSpec
from ui.dossier.fact_row import FactRow
from ui.dossier.view import Choices
from ui.widgets.translated import Translated


class FieldForm(Translated, QWidget):
    """The fields of one kind that a person may fill in.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, kind: str, specs: Sequence[FieldSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = kind
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 9)
        grid.setColumnStretch(1, 17)
        self.rows: dict[str, FactRow] = {}
        for line, spec in enumerate(specs):
            row = FactRow(kind, spec, grid, line)
            row.edited.connect(lambda _: self.edited.emit())
            self.rows[spec.id] = row
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        for row in self.rows.values():
            row.retranslate()

    def offer(self, choices: Choices) -> None:
        """Gives fields that name people, areas and campaigns what they may name."""
        for name, row in self.rows.items():
            if row.spec.type == "ref":
                row.offer(choices.names(name))

    def show_values(
        self,
        values: Mapping[str, Any],
        *,
        names: Mapping[str, str],
        held: Mapping[str, str],
        locked: bool,
    ) -> None:
        """Shows what stands. What was typed and not saved is forgotten.

        Args:
            values: field -> value.
            names: id -> what people call it.
            held: field -> the move that relied on it.
            locked: nobody may type.
        """
        for name, row in self.rows.items():
            row.show(values.get(name), names, held.get(name, ""), locked=locked)

    def typed(self) -> dict[str, str]:
        """Field -> what was typed, of those that differ from what stands."""
        return {name: row.editor.raw() for name, row in self.rows.items() if row.is_changed}

    def type_in(self, typed: Mapping[str, str]) -> None:
        """Puts in what was typed before."""
        for name, raw in typed.items():
            if name in self.rows:
                self.rows[name].type_in(raw)

    def faults(self) -> list[str]:
        """The fields whose text is not taken."""
        return [name for name, row in self.rows.items() if row.is_changed and row.fault]

    def need(self, needed: Mapping[str, str]) -> None:
        """Marks the fields that a move lacks: field -> move."""
        for name, row in self.rows.items():
            row.need(needed.get(name, ""))

    def need_only(self, needed: Mapping[str, str]) -> None:
        """As ``need``; an empty field that is needed no more is not refused any more either."""
        self.need(needed)
        for name, row in self.rows.items():
            if name not in needed and not row.editor.raw().strip():
                row.refuse("")

    def warn(self, told: Mapping[str, str]) -> None:
        """Says beside fields what is to be known of them, and nothing beside the others."""
        for name, row in self.rows.items():
            row.warn(told.get(name, ""))

    def refuse(self, field: str, told: str) -> bool:
        """Tells beside a field what the core said of it; False where it is none of these."""
        row = self.rows.get(field)
        if row is not None:
            row.refuse(told)
        return row is not None

    def filter_row(self, field: str, shown: bool) -> bool:
        """Shows or hides a field; whether it is shown."""
        self.rows[field].set_shown(shown)
        return shown

    def go_to(self, field: str) -> bool:
        """Gives the keyboard to a field and brings it into sight; False where it has none."""
        row = self.rows.get(field)
        if row is None:
            return False
        reveal(row.editor)
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def reveal(widget: QWidget) -> None:
    """Scrolls every area around a widget until it is seen."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, 3 * widget.fontMetrics().height())
        around = around.parentWidget()
