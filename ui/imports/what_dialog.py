"""Asks what files hold where their content can't tell, with a first guess."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.imports.targets import Target
from ui.look import fonts
from ui.widgets.translated import Translated
from ui.words import plural, translate

_NAMED = 5


class WhatDialog(Translated, QDialog):
    """One choice of several; arrows move it, its letter picks it, Enter takes it.

    Signals:
        told: the ``Target`` that was chosen.
    """

    told = Signal(object)

    def __init__(
        self, paths: Sequence[Path], targets: Sequence[Target], guess: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("imports.what")
        self._paths, self._targets = list(paths), list(targets)
        self.title, self.files = QLabel(self), QLabel(self)
        self.title.setFont(fonts.scaled(1.2, bold=True))
        for label in (self.title, self.files):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.files.setForegroundRole(self.files.palette().ColorRole.PlaceholderText)
        self.group = QButtonGroup(self)
        self._tips: list[QLabel] = []
        column = QVBoxLayout(self)
        column.addWidget(self.title)
        column.addWidget(self.files)
        for number, target in enumerate(self._targets):
            self._add(number, target, column)
        first = next((n for n, t in enumerate(targets) if t.name == guess), 0)
        self.group.button(first).setChecked(True)
        self.buttons = QDialogButtonBox(self)
        self.buttons.setStandardButtons(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)
        self.retranslate()

    def chosen(self) -> Target:
        """The choice that is marked."""
        return self._targets[self.group.checkedId()]

    def accept(self) -> None:
        """Tells what was chosen and closes: who waits for it has what takes the files come next."""
        self.told.emit(self.chosen())
        super().accept()

    def showEvent(self, event: QShowEvent) -> None:
        """The guess has the keyboard."""
        super().showEvent(event)
        guess = self.group.checkedButton()
        if guess is not None:
            guess.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Imports", "What is it?"))
        names = [path.name for path in self._paths]
        if len(names) == 1:
            said = translate("Imports", "What does {file} hold?").format(file=names[0])
        else:
            said = plural(
                len(names), translate("Imports", "What does this {n} file hold?"),
                translate("Imports", "What do these {n} files hold?"),
            )  # fmt: skip
        self.title.setText(said)
        more = "" if len(names) <= _NAMED else " …"
        self.files.setText("" if len(names) == 1 else ", ".join(names[:_NAMED]) + more)
        self.files.setVisible(len(names) > 1)
        for number, target in enumerate(self._targets):
            self.group.button(number).setText(translate("Imports", target.text))
            self._tips[number].setText(translate("Imports", target.tip))
            self.group.button(number).setAccessibleDescription(self._tips[number].text())
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(translate("Imports", "Next"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(
            translate("Imports", "Cancel")
        )

    def _add(self, number: int, target: Target, column: QVBoxLayout) -> None:
        button, tip = QRadioButton(self), QLabel(self)
        button.setObjectName(f"imports.what.{target.name}")
        tip.setTextFormat(Qt.TextFormat.PlainText)
        tip.setForegroundRole(tip.palette().ColorRole.PlaceholderText)
        tip.setIndent(self.fontMetrics().height() * 3 // 2)
        self._tips.append(tip)
        self.group.addButton(button, number)
        column.addWidget(button)
        column.addWidget(tip)
