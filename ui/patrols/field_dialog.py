"""A dialog of catalogue fields, judged as one types: patrols, campaigns, finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from greenshield.domain.fields import CATALOGUE
from ui import troubles
from ui.desk import Desk
from ui.dossier.fact_row import REQUIRED
from ui.dossier.field_form import FieldForm
from ui.patrols import calls
from ui.patrols.calls import Remark
from ui.widgets.form_dialog import FormDialog
from ui.words import line, remedy, translate

_LINES = 24  # of text; what is higher is scrolled


class CatalogueDialog(FormDialog):
    """The fields of one kind of the catalogue above whatever else a dialog asks."""

    def __init__(
        self, name: str, desk: Desk, kind: str, fields: Sequence[str], needed: Sequence[str],
        parent: QWidget | None,
    ) -> None:  # fmt: skip
        super().__init__(name, parent)
        self.desk, self.kind, self._needed = desk, kind, tuple(needed)
        specs = [CATALOGUE[kind][field] for field in fields]
        self.sheet = FieldForm(kind, specs, self)
        self.sheet.need(dict.fromkeys(needed, REQUIRED))
        area = QScrollArea(self)
        area.setObjectName(f"{name}.fields")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.sheet)
        height = min(self.sheet.sizeHint().height() + 4, self.fontMetrics().height() * _LINES)
        area.setMinimumHeight(height)
        self.column.insertWidget(2, area, 10)
        desk.ask(calls.choices, done=self._on_choices)
        desk.closed.connect(self.put_away)

    def show_values(self, values: Mapping[str, Any], names: Mapping[str, str]) -> None:
        """What stands already."""
        self.sheet.show_values(values, names=names, held={}, locked=False)
        self.sheet.need(dict.fromkeys(self._needed, REQUIRED))

    def is_sound(self) -> bool:
        """Whether every field is taken; else it is told beside the first that isn't."""
        for row in self.sheet.rows.values():
            row.refuse("")  # what the core said of it before is judged anew
        empty = [n for n in self._needed if not self.sheet.rows[n].editor.raw().strip()]
        for name in empty:
            self.sheet.refuse(name, translate("Patrols", "Must be filled in"))
        wrong = [*empty, *self.sheet.faults()]
        if wrong:
            self.sheet.go_to(wrong[0])
        return not wrong

    def refused(self, error: Exception) -> None:
        """Tells it beside the field that it is of, else above all."""
        if getattr(error, "code", "") == "cancelled":
            return
        field = str(getattr(error, "params", {}).get("field", ""))
        what, remedy = troubles.sentences(error)
        if self.sheet.refuse(field, what if not remedy else f"{what}\n{remedy}"):
            self.sheet.go_to(field)
        else:
            self.tell_error(error)

    def showEvent(self, event: QShowEvent) -> None:
        """Typing begins in the first field of the kind, which stands above the others."""
        if self.focusWidget() is None:
            self.sheet.go_to(next(iter(self.sheet.rows)))
        super().showEvent(event)

    def parts(self) -> tuple[QWidget, ...]:
        """Nothing is typed while it is written."""
        return (*super().parts(), self.sheet)

    def _on_choices(self, found: dict[str, list[tuple[str, str]]]) -> None:
        for name in ("area_id", "campaign_id"):
            if name in self.sheet.rows:
                self.sheet.rows[name].offer(found[name])


def told(remarks: Sequence[Remark]) -> str:
    """Remarks in words, a line each, each with what to do."""
    lines = (part for code, params in remarks
             for part in (line(code, params), remedy(code, params)))  # fmt: skip
    return "\n".join(part for part in lines if part)
