"""What the dialogs of a split and of a merge have in common: day, reason, papers, how it went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from ui import words
from ui.desk import Desk
from ui.dossier.attachments import Attachments
from ui.lineage.calls import Made, Remark, Wish
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.words import day, line, listed, remedy, today, translate

_PLACES = {
    "date_malformed": "day", "reason_missing": "reason", "occurred_on_missing": "day",
    "file_not_found": "path", "file_unreadable": "path", "lineage_file_few": "path",
    "lineage_file_mixed": "path", "lineage_file_part": "path",
}  # fmt: skip
_LINES = 6


class LineageDialog(FormDialog):
    """What will be is told at the top, before anything is written; what came of it at the end.

    Signals:
        made: it is done, or waits for a signature; carries the issues to be shown.
    """

    made = Signal(tuple)

    def __init__(self, name: str, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(name, parent)
        self.desk = desk
        self.foretold = QLabel(self)
        self.foretold.setObjectName(f"{name}.foretold")
        self.foretold.setWordWrap(True)
        self.foretold.setTextFormat(Qt.TextFormat.PlainText)
        self.day, self.reason = DateField(self), QLineEdit(self)
        self.reason.setMaxLength(2000)
        self.files = Attachments(desk.prefs, self)
        self.results = QPlainTextEdit(self)
        self.results.setObjectName(f"{name}.results")
        self.results.setReadOnly(True)
        self.results.setTabChangesFocus(True)
        self.results.setMinimumHeight(self.fontMetrics().height() * _LINES)
        self.results.hide()
        desk.closed.connect(self.put_away)

    def add_common(self) -> None:
        """Adds the fields that both have, beneath those that are there."""
        self.add("day", self.day)
        self.add("reason", self.reason)
        self.put(self.files)
        self.put(self.results, fills=True)
        self.day.set_value(today())

    def retranslate(self) -> None:
        """Sets the words that both have."""
        super().retranslate()
        self.call("day", translate("Lineage", "&Day"))
        self.call("reason", translate("Lineage", "&Reason"))
        self.reason.setPlaceholderText(translate("Lineage", "such as: the field check found two"))
        self.results.setAccessibleName(translate("Lineage", "What to look at"))

    def parts(self) -> Iterable[QWidget]:
        """Nothing is attached while it is written."""
        return (*super().parts(), self.files)

    def wish(self) -> Wish | None:
        """What goes with it; None where something is lacking, which is told beside it."""
        if not self.day.is_sound() or not self.day.value():
            self.tell("day", translate("Lineage", "Give a day such as {day}").format(day=today()))
            return None
        if self.day.value() > today():
            self.tell("day", translate("Lineage", "This day is still to come"))
            return None
        reason = self.reason.text().strip()
        if not reason:
            self.tell("reason", translate("Lineage", "Say why."))
            return None
        return Wish(self.day.value(), reason, tuple(str(file) for file in self.files.files()))

    def fit(self) -> None:
        """Grows until all that is shown now has its room, as far as the screen has."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            tall = max(self.height(), layout.totalHeightForWidth(self.width()))
            screen = self.screen().availableGeometry().height()
            self.resize(self.width(), min(tall, screen))

    def refused(self, error: Exception) -> None:
        """Tells what was refused; what was typed stays."""
        if getattr(error, "code", "") != "cancelled":
            self.tell_error(error, {k: v for k, v in _PLACES.items() if v in self.fields})

    def tell_made(self, made: Made, said: str) -> None:
        """Tells what came of it; the dialog stays where there is more to look at."""
        self.made.emit(made.issues)
        if not made.remarks:
            self.desk.noted.emit(said)
            self.accept()
            return
        for name in self.fields:
            self.set_shown(name, False)
        for part in (self.foretold, self.files, self.ok):
            part.hide()
        self.notice.tell("ok", said)
        self.results.setPlainText("\n".join(told(made.remarks)))
        self.results.show()
        self.fit()
        self.cancel.setText(translate("Lineage", "Close"))
        self.cancel.setFocus()


def told(remarks: Sequence[Remark]) -> list[str]:
    """Remarks in words with what to do, each once."""
    each = (f"{line(code, params)}\n→ {remedy(code, params)}" for code, params in remarks)
    return list(dict.fromkeys(each))


def becomes(owed: bool, state: str, deadline: str) -> str:
    """What the new issues begin with."""
    if not owed:
        return translate(
            "Lineage",
            "What comes of it starts as a clue, is checked anew, and takes photos, records and "
            "documents along. The old issue stays, void, and names what took its place.",
        )
    until = day(deadline) if deadline else translate("Lineage", "none")
    return translate(
        "Lineage",
        "Nothing changes until somebody of the city has signed: numbers, shapes and amounts as "
        "they stand here are what the city signs. What comes of it then takes over the state "
        "'{state}' and the deadline ({deadline}); self-check, review and acceptance are made anew.",
    ).format(state=words.state(state), deadline=until)


def waits(numbers: Sequence[str]) -> str:
    """That a signature is awaited."""
    return translate(
        "Lineage", "{numbers} will be made once somebody of the city has signed (To do, Sign)."
    ).format(numbers=listed(numbers))
