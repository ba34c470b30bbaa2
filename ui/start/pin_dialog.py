"""Sets or changes the PIN of a person on this device."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.start import calls
from ui.start.calls import Person
from ui.start.recovery_box import show_code, topmost
from ui.tasks.hearing import heard
from ui.widgets.form_dialog import FormDialog
from ui.widgets.secret_field import SecretField
from ui.words import translate

_NEW = ("pin_too_short", "pin_too_long", "pin_too_simple")
_OLD = ("pin_wrong", "pin_wait", "pin_needed", "pin_lost")


class PinDialog(FormDialog):
    """The old PIN where there is one, and the new one twice.

    Args:
        may_skip: offers to go on without PINs, where nobody has one here yet.

    Signals:
        chosen: the PIN is set; carries it, for signing in with it.
        skipped: this person wants none here.
    """

    chosen = Signal(str)
    skipped = Signal()

    def __init__(
        self, desk: Desk, person: Person, parent: QWidget | None = None, *, may_skip: bool = False
    ) -> None:
        super().__init__("pin", parent)
        self._desk, self._person = desk, person
        self.old, self.new, self.again = SecretField(self), SecretField(self), SecretField(self)
        self.add("old", self.old)
        self.add("new", self.new)
        self.add("again", self.again)
        self.set_shown("old", person.pin != "none")
        self._may_skip = may_skip
        self._skip = self.add_button("skip", shown=may_skip)
        self._skip.clicked.connect(self._on_skipped)
        self.retranslate()
        (self.new if person.pin == "none" else self.old).setFocus()
        desk.closed.connect(self.reject)

    def parts(self) -> Iterable[QWidget]:
        """While a PIN is being set nobody goes on without one."""
        return (*super().parts(), self._skip)

    def confirm(self) -> None:
        """Has the PIN set, where both new ones are alike."""
        if self.new.text() != self.again.text():
            self.tell("again", translate("Start", "The two new PINs differ."))
            return
        task = self._desk.do(
            calls.choose_pin,
            self._person.actor_id,
            self.new.text(),
            self.old.text(),
            title=lambda: translate("Start", "Setting the PIN"),
            done=_with_code(self._person.name, topmost(self.parentWidget()), heard(self._on_set)),
            failed=self._on_refused,
            even_left=True,
        )
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        name = self._person.name
        self.setWindowTitle(translate("Start", "PIN of {name}").format(name=name))
        several = translate("Start", "Several people work on this computer.")
        why = translate(
            "Start", "A PIN makes sure that only {name} acts under this name here."
        ).format(name=name)
        self.introduce(f"{several} {why}" if self._may_skip else why)
        self.call("old", translate("Start", "&Old PIN or recovery code"))
        self.call("new", translate("Start", "&New PIN (4 characters or more)"))
        self.call("again", translate("Start", "The same &again"))
        self.ok.setText(translate("Start", "Set PIN"))
        self._skip.setText(translate("Start", "Go on without PINs"))
        self._skip.setToolTip(
            translate("Start", "For a computer of your own, or for trying things out")
        )

    def _on_set(self, _: str) -> None:
        if self.is_given_up:
            return  # the PIN is set; but who gave up does not sign in
        pin = self.new.text()
        self.accept()
        self.chosen.emit(pin)

    def _on_refused(self, error: Exception) -> None:
        places = dict.fromkeys(_NEW, "new") | dict.fromkeys(_OLD, "old")
        if self._person.pin == "none":
            places |= dict.fromkeys(_OLD, "new")
        self.tell_error(error, places)

    def _on_skipped(self) -> None:
        self.reject()
        self.skipped.emit()


def _with_code(
    name: str, place: QWidget | None, then: Callable[[str], None]
) -> Callable[..., None]:
    """Shows a keeper's recovery code whatever became of the dialog: it is told this once."""

    def answered(code: str) -> None:
        if code:
            show_code(code, name, place)
        then(code)

    return answered
