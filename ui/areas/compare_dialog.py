"""Which two versions are to be compared: of one boundary, or of all on two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from greenshield.domain import dates
from ui import words
from ui.areas.day_choice import DayChoice
from ui.widgets.form_dialog import FormDialog
from ui.widgets.searchable_choice import SearchableChoice
from ui.words import translate

ALL = "*"


class CompareDialog(FormDialog):
    """Asks what is compared, and from when to when.

    Signals:
        asked: the two sides as ``area_diff.compare`` takes them, and what they are in words.
    """

    asked = Signal(str, str, str)

    def __init__(
        self, items: Sequence[dict[str, Any]], chosen: str = "", parent: QWidget | None = None
    ) -> None:
        """Offers the boundaries.

        Args:
            items: as ``area_list.items`` gives them.
            chosen: the id of a version of the boundary to begin with, "" for all.
            parent: of the dialog.
        """
        super().__init__("areas.compare", parent)
        self._versions = _versions(items)
        self.what = SearchableChoice(self)
        self.old, self.new = DayChoice(self), DayChoice(self)
        for name, editor in (("what", self.what), ("old", self.old), ("new", self.new)):
            self.add(name, editor)
        self.what.setMinimumContentsLength(40)
        self.what.chosen.connect(lambda _: self._offer_days())
        self.retranslate()
        key = next((k for k, rows in self._versions.items()
                    if any(row["id"] == chosen for row in rows)), ALL)  # fmt: skip
        self.what.set_value(key if len(_days(self._versions.get(key, ()))) > 1 else ALL)
        self._offer_days()
        line = self.what.lineEdit()
        if line is not None:
            line.setCursorPosition(0)  # a long name is read from its beginning

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Areas", "Compare versions of boundaries"))
        self.introduce(
            translate(
                "Areas",
                "Tells what was added, dropped and moved from zone to zone, and whether the whole"
                " or the core has shrunk.",
            )
        )
        self.call("what", translate("Areas", "&What"))
        self.call("old", translate("Areas", "&Before, as in force on"))
        self.call("new", translate("Areas", "&After, as in force on"))
        self.ok.setText(translate("Areas", "Compare"))
        kept = self.what.value()
        self.what.set_choices([(ALL, translate("Areas", "All boundaries")), *self._choices()])
        self.what.set_value(kept or ALL)

    def confirm(self) -> None:
        """Hands the two sides on."""
        key = self.what.value()
        if not key or not self.what.is_settled():
            self.tell("what", translate("Areas", "Choose one of the boundaries, or all."))
            return
        days = {"old": self.old.value(), "new": self.new.value()}
        for name, day in days.items():
            if not day:
                self.tell(name, translate("Areas", "This is no date."))
                return
        if days["old"] == days["new"]:
            self.tell("new", translate("Areas", "Both are the same day: choose another."))
            return
        sides = [self._side(key, day) for day in days.values()]
        told = translate("Areas", "{what}: {old} → {new}").format(
            what=self.what.currentText(), old=days["old"], new=days["new"]
        )
        self.asked.emit(*sides, told)
        self.accept()

    def _side(self, key: str, day: str) -> str:
        """A day alone, or the boundary by the id of its first version."""
        if key == ALL:
            return day
        first = min(self._versions[key], key=lambda row: str(row["valid_from"] or ""))
        return f"{first['id']}@{day}"

    def _choices(self) -> list[tuple[str, str]]:
        """Boundaries that were anything else on another day."""
        return [
            (key, f"{rows[-1]['name'] or rows[-1]['code']} · "
                  f"{words.label('area_kind', rows[-1]['kind'])}")
            for key, rows in self._versions.items()
            if len(_days(rows)) > 1
        ]  # fmt: skip

    def _offer_days(self) -> None:
        key = self.what.value() or ALL
        rows = [row for held in self._versions.values() for row in held]
        begin = _days(rows if key == ALL else self._versions[key])
        days = [day for day in begin if dates.is_date(day)]
        offered = [(day, translate("Areas", "{day} (a version begins)").format(day=day))
                   for day in days]  # fmt: skip
        today = words.today()
        old, new = _first_choice(days, today)
        for day, told in (
            (old, translate("Areas", "{day} (the day before)")),
            (today, translate("Areas", "{day} (today)")),
        ):
            if day and day not in days:
                offered.append((day, told.format(day=day)))
        offered.sort(reverse=True)
        self.old.set_days(offered, old)
        self.new.set_days(offered, new)


def _versions(items: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The versions of each boundary, by its kind and what it is called."""
    out: dict[str, list[dict[str, Any]]] = {}
    for row in items:
        called = row["called"] or row["id"]
        out.setdefault(f"{row['kind']}:{called}", []).append(row)
    return out


def _days(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The days on which versions of boundaries or of their zones begin, the first first."""
    days = {str(each["valid_from"] or "") for row in rows for each in (row, *row["zones"])}
    return sorted(days)


def _first_choice(days: list[str], today: str) -> tuple[str, str]:
    """Before and after the last that began by today."""
    begun = [day for day in days if day <= today]
    if not begun:
        return "", today
    before = (date.fromisoformat(begun[-1]) - timedelta(days=1)).isoformat()
    return before, begun[-1]
