"""Asks for the passphrase of an encrypted project."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.form_dialog import FormDialog
from ui.widgets.secret_field import SecretField
from ui.words import translate


class PassphraseDialog(FormDialog):
    """One field; a wrong passphrase is told beside it.

    Signals:
        given: the passphrase is to be tried; the dialog stays until its owner closes it.
    """

    given = Signal(str)

    def __init__(self, project: str, parent: QWidget | None = None) -> None:
        super().__init__("passphrase", parent)
        self._project = project
        self.intro.setTextFormat(Qt.TextFormat.PlainText)
        self.field = SecretField(self)
        self.add("field", self.field)
        self.retranslate()
        self.field.setFocus()

    def confirm(self) -> None:
        """Has the passphrase tried."""
        if not self.field.text():
            self.tell("field", translate("Start", "Type the passphrase."))
            return
        self.given.emit(self.field.text())

    def tell_wrong(self, error: Exception) -> None:
        """Says that it is wrong; what was typed stays, marked."""
        self.tell_error(error, {str(getattr(error, "code", "")): "field"})
        self.field.selectAll()

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Start", "Passphrase"))
        self.introduce(
            translate("Start", "The project '{name}' is encrypted.").format(name=self._project)
        )
        self.call("field", translate("Start", "&Passphrase"))
        self.ok.setText(translate("Start", "Open"))
