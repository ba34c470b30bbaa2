"""Asks for the day whose boundaries and delays the map shows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.widgets.date_field import DateField
from ui.widgets.translated import Translated
from ui.words import translate


class DayDialog(Translated, QDialog):
    """A date, and a button for today.

    Signals:
        chosen: ISO text of the day, "" for today.
    """

    chosen = Signal(str)

    def __init__(self, day: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("map.day_dialog")
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self.field = DateField(self)
        self.field.setObjectName("map.day")
        self.field.set_value(day)
        self._wrong = QLabel(self)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._today = QPushButton(self)
        self._today.setObjectName("map.day.today")
        self._buttons.addButton(self._today, QDialogButtonBox.ButtonRole.ResetRole)
        self._today.clicked.connect(lambda: self._end(""))
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (self._told, self.field, self._wrong, self._buttons):
            column.addWidget(part)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 52)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Map", "Boundaries of another day"))
        self._told.setText(
            translate(
                "Map",
                "The map shows the boundaries that were in force on this day, and which issues "
                "were overdue by their present state.",
            )
        )
        self.field.setAccessibleName(translate("Map", "Day"))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(translate("Map", "Show"))
        self._today.setText(translate("Map", "Today"))

    def _on_accepted(self) -> None:
        if not self.field.value():
            self._wrong.setText(translate("Map", "That is no date"))
            self.field.setFocus()
            return
        self._end(self.field.value())

    def _end(self, day: str) -> None:
        self.chosen.emit(day)
        self.accept()
