"""A date as one types it, or picked from a calendar; empty where none is needed."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from greenshield.domain import dates
from ui.look import icons
from ui.widgets.on_screen import open_beside
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import translate


class DateField(Translated, QLineEdit):
    """A line that reads a date in any common writing and tells it as ISO text.

    ``2026-5-3``, ``2026/5/3``, ``20260503`` and Chinese writing are read when the field is left;
    then the text becomes ISO. What is no date stays as it was typed.

    Args:
        partial: a year, or year and month, will do.

    Signals:
        changed: the new value, "" for none; not for text that is no date. Only for what the
            user does.
    """

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, partial: bool = False) -> None:
        super().__init__(parent)
        self._partial = partial
        self._value = ""
        self._calendar: _Calendar | None = None
        self._pick = QAction(self)
        self._pick.setObjectName("date.pick")
        self._pick.triggered.connect(self.open_calendar)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        TallIcons(self)
        self.editingFinished.connect(self._on_edited)
        self.retranslate()

    def value(self) -> str:
        """ISO text of the date that stands there, "" where none does."""
        return self._read() or ""

    def set_value(self, iso: str | None) -> None:
        """Show a date, without a signal."""
        self._value = iso or ""
        self.setText(self._value)

    def is_sound(self) -> bool:
        """False where something stands there that is no date."""
        return self._read() is not None or not self.text().strip()

    def retranslate(self) -> None:
        """Sets the hints."""
        form = translate("Frame", "yyyy-mm-dd")
        if self._partial:
            form = translate("Frame", "yyyy, yyyy-mm or yyyy-mm-dd")
        self.setPlaceholderText(form)
        self._pick.setIcon(icons.icon("calendar"))
        self._pick.setToolTip(translate("Frame", "Pick from a calendar (Alt+Down)"))

    def open_calendar(self) -> None:
        """Show the calendar below the field."""
        self._calendar = _Calendar(self.value(), self)
        self._calendar.picked.connect(self._on_picked)
        self._calendar.adjustSize()
        open_beside(self._calendar, self)
        self._calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the calendar; the arrows step by a day."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif event.key() in steps and len(self.value()) == 10:
            day = QDate.fromString(self.value(), Qt.DateFormat.ISODate)
            self._on_picked(day.addDays(steps[Qt.Key(event.key())]).toString(Qt.DateFormat.ISODate))
        else:
            super().keyPressEvent(event)

    def _read(self) -> str | None:
        text = self.text()
        return dates.parse_partial(text) if self._partial else dates.parse_date(text)

    def _on_edited(self) -> None:
        if not self.is_sound():
            return
        self.setText(self.value())
        if self.value() != self._value:
            self._value = self.value()
            self.changed.emit(self._value)

    def _on_picked(self, iso: str) -> None:
        self.setText(iso)
        self._on_edited()


class _Calendar(QFrame):
    """The calendar that opens; a click or Enter picks."""

    picked = Signal(str)

    def __init__(self, iso: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameStyle(QFrame.Shape.StyledPanel)
        self.calendar = QCalendarWidget(self)
        self.calendar.setObjectName("date.calendar")
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        shown = QDate.fromString(iso, Qt.DateFormat.ISODate)
        if shown.isValid():
            self.calendar.setSelectedDate(shown)
        self.calendar.clicked.connect(self._on_picked)
        self.calendar.activated.connect(self._on_picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.calendar)
        self.setFocusProxy(self.calendar)
        self._was_picked = False

    def event(self, event: QEvent) -> bool:
        """Closing gives the focus back to the field."""
        if event.type() == QEvent.Type.Close:
            field = self.parentWidget()
            if field is not None:
                field.setFocus()
        return super().event(event)

    def _on_picked(self, day: QDate) -> None:
        if self._was_picked:  # a double click is told as a click and as activated
            return
        self._was_picked = True
        self.picked.emit(day.toString(Qt.DateFormat.ISODate))
        self.close()
