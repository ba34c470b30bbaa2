"""Rows that forms have besides their fields: the day, the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from greenshield.domain import dates
from ui.dossier.fact_editors import DayEditor, Editor
from ui.dossier.field_form import reveal
from ui.dossier.text_editors import LongEditor
from ui.look import colours
from ui.widgets.form_dialog import ErrorLabel
from ui.widgets.translated import Translated
from ui.words import translate


class Row(Translated, QWidget):
    """A name, an editor, and beneath what was refused.

    Signals:
        edited: a person changed it.
    """

    edited = Signal()

    def __init__(self, name: str, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = editor
        editor.setParent(self)
        editor.setObjectName(name)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setBuddy(editor)
        self._note = ErrorLabel(self)
        self._note.setObjectName(f"note.{name}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 9)
        grid.setColumnStretch(1, 17)
        many = isinstance(editor, LongEditor)
        at = Qt.AlignmentFlag.AlignTop if many else Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self.label, 0, 0, at)
        grid.addWidget(editor, 0, 1)
        grid.addWidget(self._note, 1, 1)
        editor.edited.connect(self._on_edited)

    def raw(self) -> str:
        """What was typed."""
        return self.editor.raw().strip()

    def set_raw(self, raw: str) -> None:
        """Puts in a text."""
        self.editor.set_raw(raw)

    def set_name(self, name: str, *, needed: bool) -> None:
        """Sets its name; what must be given is marked."""
        mark = f" <b style='color:{colours.role('warning').name()}'>•</b>" if needed else ""
        self.label.setText(name + mark)
        self.editor.setAccessibleName(name)

    def refuse(self, told: str) -> None:
        """Says what is wrong with it, until it is changed; "" for nothing."""
        self._note.tell(told, "danger")

    def go_to(self) -> None:
        """Gives it the keyboard."""
        reveal(self.editor)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        self.refuse("")
        self.edited.emit()


class DayRow(Row):
    """The day on which something happened."""

    def __init__(self, today: str, parent: QWidget) -> None:
        super().__init__("form.day", DayEditor(), parent)
        self._today = today
        self.set_raw(today)
        self.retranslate()

    def raw(self) -> str:
        """The day as ISO text where it can be read, else what was typed."""
        typed = super().raw()
        return dates.parse_date(typed) or typed

    def retranslate(self) -> None:
        """Sets its name in the language in force."""
        self.set_name(translate("Dossier", "Day it happened"), needed=False)

    def refuse(self, told: str) -> None:
        """Says what is wrong with it; of a day to come that it is one, which refuses nothing.

        Rules judge by the day that is given and never by a clock, so it is for the person to see.
        """
        to_come = (dates.parse_date(super().raw()) or "") > self._today
        if to_come and not told:
            self._note.tell(translate("Dossier", "This day is yet to come"), "warning")
        else:
            super().refuse(told)

    def judge(self) -> bool:
        """Tells beside it where it is no day; True where it is one."""
        good = dates.parse_date(super().raw()) is not None
        told = translate("Dossier", "A whole date, such as 2026-05-03")
        self.refuse("" if good else told)
        return good


class ReasonRow(Row):
    """Why, in words."""

    def __init__(self, parent: QWidget, *, needed: bool) -> None:
        super().__init__("form.reason", LongEditor(), parent)
        self._needed = needed
        self.retranslate()

    def retranslate(self) -> None:
        """Sets its name in the language in force."""
        self.set_name(translate("Dossier", "Reason"), needed=self._needed)
