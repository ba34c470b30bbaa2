"""The people of a project as a table: name, unit, tier, roles, PIN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.look import icons
from ui.start.calls import Person
from ui.words import roles, tier, translate

Index = QModelIndex | QPersistentModelIndex
PERSON = Qt.ItemDataRole.UserRole
NAME, UNIT, TIER, ROLES, PIN = range(5)


class PeopleModel(QAbstractTableModel):
    """One person a row; who is disabled can't be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: list[Person] = []

    def set_people(self, people: Sequence[Person]) -> None:
        """Shows others."""
        self.beginResetModel()
        self._people = list(people)
        self.endResetModel()

    def row_of(self, actor_id: str) -> int:
        """Where somebody stands, -1 for nowhere."""
        ids = [person.actor_id for person in self._people]
        return ids.index(actor_id) if actor_id in ids else -1

    def person(self, row: int) -> Person:
        """Who stands there."""
        return self._people[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Name, unit, tier, roles, PIN."""
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            translate("Start", "Name"), translate("Start", "Unit"), translate("Start", "Tier"),
            translate("Start", "Roles"), translate("Start", "PIN"),
        )[section]  # fmt: skip

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A disabled person is shown and can't be chosen."""
        if index.isValid() and not self._people[index.row()].active:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts in the language in force."""
        if not index.isValid() or index.row() >= len(self._people):
            return None
        person = self._people[index.row()]
        if role == PERSON:
            return person
        if role == Qt.ItemDataRole.DecorationRole and index.column() == NAME:
            return icons.icon("person")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            NAME: person.name, UNIT: person.unit, TIER: tier(person.tier),
            ROLES: roles(person.roles), PIN: _pin(person),
        }[index.column()]  # fmt: skip


def _pin(person: Person) -> str:
    if not person.active:
        return translate("Start", "disabled")
    return {
        "none": "",
        "set": translate("Start", "has a PIN"),
        "lost": translate("Start", "must be reset"),
    }[person.pin]
