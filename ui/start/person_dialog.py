"""Adds a person to the project, as a keeper."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.desk import Desk
from ui.start import calls
from ui.start.role_boxes import USUAL, RoleBoxes
from ui.widgets.form_dialog import FormDialog
from ui.words import choices, field_name, translate

_PLACES = {
    "actor_name_empty": "name", "actor_name_taken": "name", "field_value_invalid:name": "name",
    "field_value_invalid:unit": "unit", "field_value_invalid:division_code": "division",
}  # fmt: skip


class PersonDialog(FormDialog):
    """Name, unit, tier, roles, county.

    Signals:
        added: the new actor's id.
    """

    added = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("person", parent)
        self._desk = desk
        self.name, self.unit, self.division = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.tier, self.roles = QComboBox(self), RoleBoxes(self)
        self.add("name", self.name)
        self.add("unit", self.unit)
        self.add("tier", self.tier)
        self.add("roles", self.roles)
        self.add("division", self.division)
        self.retranslate()
        self.tier.setCurrentIndex(self.tier.findData("county"))
        self.tier.activated.connect(self._on_tier)
        self.roles.set_value(("inspector",))
        self.name.setFocus()
        desk.closed.connect(self.reject)

    def confirm(self) -> None:
        """Has the person added."""
        if not self.name.text().strip():
            self.tell("name", translate("Start", "Type a name."))
            return
        given: dict[str, Any] = {
            "name": self.name.text().strip(),
            "tier": self.tier.currentData(),
            "roles": self.roles.value(),
            "unit": self.unit.text().strip(),
            "division_code": self.division.text().strip(),
        }
        task = self._desk.do(
            calls.add_person,
            given,
            title=lambda: translate("Start", "Adding a person"),
            done=self._on_added,
            failed=self._on_refused,
        )
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Start", "Add a person"))
        for name in ("name", "unit", "tier", "roles"):
            self.call(name, field_name("actor", name))
        self.call("division", field_name("actor", "division_code"))
        self.division.setPlaceholderText(translate("Start", "as the project's"))
        kept = self.tier.currentData()
        self.tier.clear()
        for code, words in choices("tier"):
            self.tier.addItem(words, code)
        self.tier.setCurrentIndex(max(self.tier.findData(kept), 0))
        self.ok.setText(translate("Start", "Add"))

    def _on_tier(self) -> None:
        self.roles.set_value(USUAL.get(self.tier.currentData(), ()))

    def _on_added(self, actor_id: str) -> None:
        self.accept()
        self.added.emit(actor_id)

    def _on_refused(self, error: Exception) -> None:
        self.tell_error(error, _PLACES)
