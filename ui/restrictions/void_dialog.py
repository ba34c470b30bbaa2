"""Takes a version of a list, or a row, out of force, with a reason; and puts it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.desk import Desk
from ui.restrictions import calls, words
from ui.restrictions.edit_dialog import told
from ui.restrictions.restriction import Row, Version
from ui.widgets.form_dialog import FormDialog
from ui.words import translate

_PLACES = {"void_reason_needed": "reason"}


class OutOfForceDialog(FormDialog):
    """Asks why. It can be taken back by Ctrl+Z."""

    def __init__(self, desk: Desk, what: Version | Row, parent: QWidget) -> None:
        super().__init__("restriction.void", parent)
        self._desk, self._what = desk, what
        self.reason = QLineEdit(self)
        self.add("reason", self.reason)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        what = self._what
        if isinstance(what, Version):
            named = f"{words.version(what)} ({words.counted(what)})"
        else:
            named = told(what)
        if what.void:
            self.setWindowTitle(translate("Restrictions", "Put back into force"))
            line = translate("Restrictions", "{what} holds again, as it did before.")
            self.ok.setText(translate("Restrictions", "Put back"))
        else:
            self.setWindowTitle(translate("Restrictions", "Take out of force"))
            line = translate("Restrictions", "{what}: no plan is held against it any more, "
                             "of whatever day. It stays in the history.")  # fmt: skip
            self.ok.setText(translate("Restrictions", "Take out of force"))
        self.introduce(line.format(what=named))
        self.call("reason", translate("Restrictions", "Reason"))

    def confirm(self) -> None:
        """Writes it."""
        reason = self.reason.text().strip()
        if not reason:
            self.tell("reason", translate("Restrictions", "Say why."))
            return
        restore = self._what.void
        call, args = _call(self._what)
        back = translate("Restrictions", "Taken back")
        self.hold(
            self._desk.do(
                call, *args, reason, restore, title=self._titled, done=lambda _: self.accept(),
                failed=lambda error: self.tell_error(error, _PLACES),
                undo=lambda _: (call, (*args, back, not restore)),
            )
        )  # fmt: skip

    def _titled(self) -> str:
        if self._what.void:
            return translate("Restrictions", "Putting back into force")
        return translate("Restrictions", "Taking out of force")


def _call(what: Version | Row) -> tuple[Callable[..., Any], tuple[str, ...]]:
    if isinstance(what, Version):
        return calls.void_version, (what.list_name, what.list_from)
    return calls.void_row, (what.id,)
