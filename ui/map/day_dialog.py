"""Asks for the day whose boundaries and delays the map shows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.words import translate


class DayDialog(FormDialog):
    """A date, and a button for today.

    Signals:
        chosen: ISO text of the day, "" for today.
    """

    chosen = Signal(str)

    def __init__(self, day: str, parent: QWidget) -> None:
        super().__init__("map.day_dialog", parent)
        self.day = DateField(self)
        self.day.set_value(day)
        self.add("day", self.day)
        self.today = self.add_button("today")
        self.today.clicked.connect(lambda: self._end(""))
        self.retranslate()
        self.day.setFocus()

    def confirm(self) -> None:
        """Takes the day over, where it is one."""
        if not self.day.value():
            self.tell("day", translate("Map", "That is no date"))
            return
        self._end(self.day.value())

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Map", "Boundaries of another day"))
        self.introduce(
            translate(
                "Map",
                "The map shows the boundaries that were in force on this day, and which issues "
                "were overdue by their present state.",
            )
        )
        self.call("day", translate("Map", "Day"))
        self.ok.setText(translate("Map", "Show"))
        self.today.setText(translate("Map", "Today"))

    def _end(self, day: str) -> None:
        self.chosen.emit(day)
        self.accept()
