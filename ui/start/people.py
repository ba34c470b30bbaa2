"""Who works here: signing in, PINs, new people, a device that asks to be let in.

Dialogs are loaded when they are asked for: the window's start does not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from ui.desk import Desk
from ui.start import calls
from ui.start.calls import People, Person
from ui.widgets import boxes
from ui.words import actor, roles, translate

if TYPE_CHECKING:
    from ui.start.who_dialog import WhoDialog


class PeopleDesk(QObject):
    """Opens the dialogs about people over the window."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._place = desk, parent
        self._who: WhoDialog | None = None
        desk.show.person.connect(self.ask_who)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the actions about people do."""
        return {
            "start.person": self.ask_who,
            "start.pin": self.change_pin,
            "start.add_person": self.add_person,
            "start.reset_pin": self.reset_pin,
        }

    def ask_who(self) -> None:
        """Asks who works here; once, however often it is wanted."""
        if self._desk.info is None or self._who is not None:
            return
        from ui.start.who_dialog import WhoDialog

        dialog = WhoDialog(self._desk, self._window())
        self._who = dialog
        dialog.finished.connect(self._on_who_closed)
        dialog.accepted.connect(lambda: self._desk.show.room.emit("work"))
        self._desk.closed.connect(dialog.reject)
        dialog.open()

    def add_person(self) -> None:
        """Asks who is to work here besides."""
        from ui.start.person_dialog import PersonDialog

        PersonDialog(self._desk, self._window()).open()

    def change_pin(self) -> None:
        """Sets or changes the PIN of who is signed in."""
        self._desk.ask(calls.people, done=self._open_pin, key="start.people")

    def reset_pin(self) -> None:
        """Asks whose PIN is to be taken away."""
        self._desk.ask(calls.people, done=self._choose_reset, key="start.people")

    def ask_admission(self, path: Path, passphrase: str | None) -> None:
        """Writes the request that lets a keeper bring this device in."""
        from ui.start.admission_dialog import AdmissionDialog

        AdmissionDialog(self._desk, path, passphrase, self._window()).open()

    def _window(self) -> QWidget:
        return self._place.window()

    def _on_who_closed(self) -> None:
        self._who = None

    def _open_pin(self, found: People) -> None:
        from ui.start.pin_dialog import PinDialog

        info = self._desk.info
        me = [p for p in found.items if info is not None and p.actor_id == info.actor_id]
        if me:
            PinDialog(self._desk, me[0], self._window()).open()

    def _choose_reset(self, found: People) -> None:
        holders = [p for p in found.items if p.pin != "none"]
        title = translate("Start", "Reset a PIN")
        if not holders:
            told = translate("Start", "Nobody has a PIN on this computer.")
            box = boxes.box(self._window(), "reset", boxes.Icon.Information, told, "", title)
            box.addButton(translate("Start", "Close"), boxes.Role.RejectRole)
            box.open()
            return
        dialog = QInputDialog(self._window())
        dialog.setObjectName("reset")
        dialog.setWindowTitle(title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setLabelText(
            translate("Start", "Whose? Make sure who asks you; they then set a new one.")
        )
        known = told_apart(holders)
        dialog.setComboBoxItems(list(known))
        dialog.textValueSelected.connect(lambda told: self._reset(known[told]))
        self._desk.closed.connect(dialog.reject)
        dialog.open()

    def _reset(self, person: Person) -> None:
        self._desk.do(
            calls.reset_pin, person.actor_id, title=lambda: translate("Start", "Resetting a PIN")
        )


def told_apart(people: list[Person]) -> dict[str, Person]:
    """People by how a list shows them: name, unit, roles; the end of the id where those are alike.

    Two of one name may work in one unit; neither must be taken for the other.
    """
    plain = [_told(person) for person in people]
    return {
        f"{told} · {person.actor_id[-6:]}" if plain.count(told) > 1 else told: person
        for told, person in zip(plain, people, strict=True)
    }


def _told(person: Person) -> str:
    return " · ".join(filter(None, [actor(person.name, person.unit), roles(person.roles)]))
