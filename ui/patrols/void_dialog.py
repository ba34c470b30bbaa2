"""Takes a patrol out of the list with a reason, or puts it back."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.desk import Desk
from ui.patrols import calls
from ui.patrols.calls import Line
from ui.widgets.form_dialog import FormDialog
from ui.words import translate


class PatrolVoidDialog(FormDialog):
    """Asks why; which way it goes follows from how the patrol stands. Ctrl+Z takes it back."""

    def __init__(self, desk: Desk, line: Line, parent: QWidget | None = None) -> None:
        super().__init__("patrol_void", parent)
        self.desk, self._line = desk, line
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(2000)
        self.add("reason", self.reason)
        self.retranslate()
        desk.closed.connect(self.put_away)

    def confirm(self) -> None:
        """Writes it."""
        reason, line = self.reason.text().strip(), self._line
        if not reason:
            self.tell("reason", translate("Patrols", "Say why."))
            return
        back = translate("Patrols", "Taken back: {reason}").format(reason=reason)
        task = self.desk.do(
            calls.void, line.id, reason, line.void, done=lambda _: self.accept(),
            failed=lambda error: self.tell_error(error, {"void_reason_needed": "reason"}),
            title=lambda: translate("Patrols", "Patrol {name}").format(name=line.name),
            undo=lambda _: (calls.void, (line.id, back, not line.void)),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        away = translate("Patrols", "Void the patrol")
        words = translate("Patrols", "Put the patrol back") if self._line.void else away
        self.setWindowTitle(words)
        self.introduce(self._line.name)
        self.call("reason", translate("Patrols", "&Reason"))
        self.ok.setText(words)
