"""The people of a project as a table: name, unit, tier, roles, PIN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from ui.look import icons
from ui.start.calls import Person
from ui.widgets.row_model import Index, RowModel
from ui.words import roles, tier, translate

PERSON = Qt.ItemDataRole.UserRole
NAME, UNIT, TIER, ROLES, PIN = range(5)


class PeopleModel(RowModel[Person]):
    """One person a row; who is disabled can't be chosen."""

    COLUMNS = 5

    def row_of(self, actor_id: str) -> int:
        """Where somebody stands, -1 for nowhere."""
        ids = [person.actor_id for person in self.rows]
        return ids.index(actor_id) if actor_id in ids else -1

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Start", "Name"), translate("Start", "Unit"), translate("Start", "Tier"),
            translate("Start", "Roles"), translate("Start", "PIN"),
        )  # fmt: skip

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A disabled person is shown and can't be chosen."""
        person = self.at(index)
        if person is not None and not person.active:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def text(self, person: Person, column: int) -> str:
        """What a cell says."""
        return {
            NAME: person.name, UNIT: person.unit, TIER: tier(person.tier),
            ROLES: roles(person.roles), PIN: _pin(person),
        }[column]  # fmt: skip

    def tip(self, _person: Person, _column: int) -> str:
        """None: every column is as wide as what it says."""
        return ""

    def more(self, person: Person, column: int, role: int) -> Any:
        """The person for who lists them, and an icon."""
        if role == PERSON:
            return person
        is_icon = role == Qt.ItemDataRole.DecorationRole and column == NAME
        return icons.icon("person") if is_icon else None


def _pin(person: Person) -> str:
    if not person.active:
        return translate("Start", "disabled")
    return {
        "none": "",
        "set": translate("Start", "has a PIN"),
        "lost": translate("Start", "must be reset"),
    }[person.pin]
