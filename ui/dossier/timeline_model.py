"""The events of an issue as a list: a line for each event, and beneath it what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui import words
from ui.dossier import fact_text
from ui.dossier.casing import headed
from ui.widgets.tips import plain
from ui.words import translate

Index = QModelIndex | QPersistentModelIndex
Entry = Mapping[str, Any]
ENTRY = Qt.ItemDataRole.UserRole
WHO, DETAILS = ENTRY + 1, ENTRY + 2

# What a person may leave out: kinds of event by what they are about.
TOPICS: dict[str, tuple[str, ...]] = {
    "moves": ("moved", "consented", "move_decided", "voided"),
    "facts": ("created", "fields_set", "redacted"),
    "records": ("record_added", "record_voided"),
    "photos": ("photo_tagged", "photo_untagged"),
    "remarks": ("commented",),
}
_SHOWN = 200  # characters of one value


class TimelineModel(QAbstractListModel):
    """Newest first. Filtered by topic and by words, over what is shown of each event."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._shown: list[Entry] = []
        self._names: Mapping[str, str] = {}
        self._topic = self._text = ""

    def show_entries(self, entries: Sequence[Entry], names: Mapping[str, str]) -> None:
        """Shows the events of an issue, given first to last."""
        self._entries, self._names = list(reversed(entries)), names
        self._filter()

    def narrow(self, topic: str, text: str) -> None:
        """Shows the events of a topic ("" for all) that hold a text."""
        self._topic, self._text = topic, text.strip().casefold()
        self._filter()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many events are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The sentence of an event; under the roles above who and when, and its details."""
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return sentence(entry)
        if role == WHO:
            return who(entry)
        if role == DETAILS:
            return details(entry, self._names)
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            told = "\n".join([who(entry), sentence(entry), *details(entry, self._names)])
            return plain(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return None

    def _filter(self) -> None:
        kinds = TOPICS.get(self._topic)
        self.beginResetModel()
        self._shown = [
            e for e in self._entries
            if (kinds is None or e["kind"] in kinds) and (not self._text or self._holds(e))
        ]  # fmt: skip
        self.endResetModel()

    def _holds(self, entry: Entry) -> bool:
        told = [who(entry), sentence(entry), *details(entry, self._names)]
        return any(self._text in line.casefold() for line in told)


def sentence(entry: Entry) -> str:
    """What happened."""
    return headed(words.sentence(entry["code"], entry["params"]))


def who(entry: Entry) -> str:
    """When, who, on which device; the day that is claimed where it is another."""
    device = entry["device_name"] or entry["device"][:8]
    person = entry["actor_name"] or translate("Dossier", "the device itself")
    if entry["proof"] == "pin":
        person = translate("Dossier", "{name} (proved by PIN)").format(name=person)
    told = [words.moment(entry["at"]), f"{person} @ {device}"]
    on = entry["occurred_on"]
    if on and on != _china_day(entry["at"]):
        told.insert(1, translate("Dossier", "for {day}").format(day=words.day(on)))
    return " · ".join(told)


def details(entry: Entry, names: Mapping[str, str]) -> list[str]:
    """What changed from old to new, and the files."""
    out = []
    for change in entry["changes"]:
        kind, field = change["kind"], change["field"]
        name = headed(words.field_name(kind, field))
        new = change["new_name"] or _value(kind, field, change["new"], names)
        old = change["old_name"] or _value(kind, field, change["old"], names)
        if not new:
            new = translate("Dossier", "(nothing)")
        told = f"{name}: {old} → {new}" if old else f"{name}: {new}"
        out.append(told)
    file = translate("Dossier", "File")
    out += [f"{file}: {document['name']}" for document in entry["documents"]]
    return out


def _value(kind: str, field: str, value: Any, names: Mapping[str, str]) -> str:
    told = fact_text.read(kind, field, value, names)
    return told if len(told) <= _SHOWN else told[:_SHOWN] + "…"


def _china_day(at: str) -> str:
    from greenshield.domain import dates

    return dates.day_of(at) or ""
