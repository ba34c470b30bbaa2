"""What a patrol found becomes a clue, with its photos."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.dossier.attachments import Attachments
from ui.patrols import calls
from ui.patrols.calls import Line, Remark
from ui.patrols.field_dialog import CatalogueDialog, told
from ui.widgets.date_field import DateField
from ui.words import plural, today, translate

_FIELDS = ("facility_name", "activity_code", "place_name", "lon", "lat", "description", "clue_no")


class FindDialog(CatalogueDialog):
    """The fields of the clue, the day, and photos that show it.

    Signals:
        made: the clue's id, and what is to be told of it.
    """

    made = Signal(str, str)

    def __init__(self, desk: Desk, line: Line, parent: QWidget | None = None) -> None:
        super().__init__("patrol_find", desk, "issue", _FIELDS, (), parent)
        self._line = line
        self.day = DateField(self)
        self.add("day", self.day)
        self.photos = Attachments(desk.prefs, self)
        self.put(self.photos)
        self.day.set_value(today())
        self.retranslate()

    def confirm(self) -> None:
        """Makes the clue."""
        if not self.day.value():
            self.tell("day", translate("Patrols", "This is no date."))
            return
        if not self.is_sound():
            return
        given = self.sheet.typed()
        photos = [str(file) for file in self.photos.files()]
        if not given and not photos:
            self.sheet.go_to("facility_name")
            told = translate("Patrols", "Fill in one field at least, or add a photo")
            self.sheet.refuse("facility_name", told)
            return
        task = self.desk.do(
            calls.find, self._line.id, given, self.day.value(), photos, done=self._on_made,
            failed=self.refused,
            title=lambda: translate("Patrols", "New clue"),
            instead=lambda: translate("Patrols", "void the clue"),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Patrols", "What the patrol found"))
        self.introduce(
            translate(
                "Patrols",
                "A clue of the patrol '{name}'. Without a place it lies where its first photo was "
                "taken; without a number it gets one.",
            ).format(name=self._line.name)
        )
        self.call("day", translate("Patrols", "&Found on"))
        self.ok.setText(translate("Patrols", "Make the clue"))

    def refused(self, error: Exception) -> None:
        """Tells it beside the day or the field that it is of, else above all."""
        if getattr(error, "code", "") == "patrol_find_ahead":
            self.tell_error(error, {"patrol_find_ahead": "day"})
        else:
            super().refused(error)

    def add_photos(self, files: Sequence[Path]) -> None:
        """Adds photos that show it."""
        self.photos.add(files)

    def _on_made(self, value: tuple[str, str, int, Sequence[Remark]]) -> None:
        issue, number, near, remarks = value
        said = [translate("Patrols", "Clue {number} is made.").format(number=number)]
        if near:
            said.append(
                plural(
                    near,
                    translate("Patrols", "{n} loose photo was taken near it."),
                    translate("Patrols", "{n} loose photos were taken near it."),
                )
            )
        said.append(told(remarks))
        self.accept()
        self.made.emit(issue, "\n".join(part for part in said if part))
