"""A line for a passphrase or PIN, hidden until one asks to see it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.look import icons
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import translate


class SecretField(Translated, QLineEdit):
    """Dots for letters, with an eye that shows them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye = QAction(self)
        self.eye.setObjectName("secret.show")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._on_toggled)
        self.addAction(self.eye, QLineEdit.ActionPosition.TrailingPosition)
        TallIcons(self)
        self.retranslate()

    def retranslate(self) -> None:
        """The eye's words."""
        self._on_toggled(self.eye.isChecked())

    def _on_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self.eye.setIcon(icons.icon("eye-off" if shown else "eye"))
        self.eye.setText(translate("Frame", "Hide") if shown else translate("Frame", "Show"))
