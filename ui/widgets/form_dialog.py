"""A dialog of fields: what is wrong is told beside the field, and what was typed stays."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui import troubles
from ui.look import colours
from ui.tasks.task import Task
from ui.widgets.in_window import in_window
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import translate


def capital(text: str) -> str:
    """A sentence or a name as it begins a line."""
    return text[:1].upper() + text[1:]


class ErrorLabel(QLabel):
    """Says what is wrong, in the colour of danger; hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._wear()
        self.hide()

    def tell(self, text: str) -> None:
        """Says it; "" for nothing."""
        self.setText(text)
        self.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        """The colour follows the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._wear()
        super().changeEvent(event)

    def _wear(self) -> None:
        wanted = colours.role("danger")
        palette = self.palette()
        if palette.color(QPalette.ColorRole.WindowText) != wanted:
            palette.setColor(QPalette.ColorRole.WindowText, wanted)
            self.setPalette(palette)


class ToldField(QWidget):
    """An editor with the place beneath it where is told what is wrong with it."""

    def __init__(self, name: str, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._error = ErrorLabel(self)
        self._error.setObjectName(f"{name}.error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(editor)
        column.addWidget(self._error)
        self.setFocusProxy(editor)

    def tell(self, text: str) -> None:
        """Says what is wrong, "" for nothing."""
        self._error.tell(text)
        self.editor.setAccessibleDescription(text)

    def told(self) -> str:
        """What is said to be wrong."""
        return self._error.text()


class FormDialog(Translated, QDialog):
    """Fields one beneath the other, a message above them, and two buttons.

    Subclasses add fields, set their words in ``retranslate`` and do their work in ``confirm``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(name)
        self._name = name
        self._task: Task | None = None
        self.is_given_up = False
        self.fields: dict[str, ToldField] = {}
        self._labels: dict[str, QLabel] = {}
        self.notice = Notice(self)
        self.intro = QLabel(self)
        self.intro.setWordWrap(True)
        self.intro.hide()
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.buttons = QDialogButtonBox(self)
        self.ok = QPushButton(self)
        self.ok.setObjectName(f"{name}.ok")
        self.ok.setDefault(True)
        self.cancel = QPushButton(self)
        self.cancel.setObjectName(f"{name}.cancel")
        self.buttons.addButton(self.ok, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self.ok.clicked.connect(self._on_confirmed)
        self.cancel.clicked.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.intro)
        self.column.addWidget(self.notice)
        self.column.addLayout(self.form)
        self._below = QVBoxLayout()
        self.column.addLayout(self._below)
        self.column.addStretch(1)
        self.column.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 68)

    def add(self, name: str, editor: QWidget) -> QWidget:
        """Adds a field; its editor is named ``<dialog>.<field>``."""
        editor.setObjectName(f"{self._name}.{name}")
        label = QLabel(self)
        label.setBuddy(editor)
        self.fields[name] = ToldField(f"{self._name}.{name}", editor, self)
        self._labels[name] = label
        self.form.addRow(label, self.fields[name])
        return editor

    def put(self, part: QWidget, *, fills: bool = False) -> None:
        """Puts something beneath the fields; one that fills takes all the room that is left."""
        self._below.addWidget(part, 1 if fills else 0)
        if fills:
            self.column.setStretchFactor(self._below, 1000)

    def add_button(self, name: str, *, shown: bool = True) -> QPushButton:
        """A third button, at the other side."""
        button = QPushButton(self)
        button.setObjectName(f"{self._name}.{name}")
        button.setAutoDefault(False)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        button.setVisible(shown)  # the box shows what is put into it
        return button

    def call(self, name: str, words: str) -> None:
        """Sets what a field is called; it begins with a capital."""
        words = capital(words)
        self._labels[name].setText(words)
        self.fields[name].editor.setAccessibleName(words.replace("&", ""))

    def set_shown(self, name: str, shown: bool) -> None:
        """Shows or hides a field with its name."""
        self.form.setRowVisible(self.fields[name], shown)

    def introduce(self, text: str) -> None:
        """Says at the top what the dialog is for."""
        self.intro.setText(text)
        self.intro.setVisible(bool(text))

    def retranslate(self) -> None:
        """The words of the second button; subclasses add theirs."""
        self.cancel.setText(translate("Frame", "Cancel"))

    def confirm(self) -> None:
        """What the first button does, after old complaints are gone."""
        self.accept()

    def clear_errors(self) -> None:
        """Takes back what was said to be wrong."""
        self.notice.clear()
        for field in self.fields.values():
            field.tell("")

    def tell(self, name: str, text: str) -> None:
        """Says what is wrong with one field and leads there."""
        self.fields[name].tell(text)
        self.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_error(self, error: Exception, places: Mapping[str, str] | None = None) -> None:
        """Says an error beside the field that its code belongs to, else above all.

        Args:
            error: as the desk gives it.
            places: code, or ``code:field`` of the error's params -> field.
        """
        what, remedy = map(capital, troubles.told(error))
        remedy = in_window(remedy)
        code = str(getattr(error, "code", ""))
        params = getattr(error, "params", {})
        known = places or {}
        place = known.get(f"{code}:{params.get('field', '')}") or known.get(code)
        if place in self.fields:
            self.tell(place, what if not remedy else f"{what}\n{remedy}")
        else:
            self.notice.tell("error", what, remedy)

    def set_busy(self, busy: bool) -> None:
        """While the worker is at it nothing can be pressed but the cross."""
        self.ok.setEnabled(not busy)
        for field in self.fields.values():
            field.editor.setEnabled(not busy)
        if busy:
            self.notice.clear()

    def hold(self, task: Task) -> None:
        """Stays until a task is over, unseen where the person gives the dialog up meanwhile.

        The answer of what can't be stopped any more must reach somebody.
        """
        self.set_busy(True)
        self._task = task
        task.ended.connect(self._on_task_ended)

    def reject(self) -> None:
        """Gives up: what has not begun is not done, and the answer of the rest is awaited."""
        if not isValid(self):
            return  # the project was closed after the dialog was
        if self._task is None:
            super().reject()
        elif not self.is_given_up:
            self.is_given_up = True
            self._task.cancel()
            self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross at the top gives up as the second button does."""
        if self._task is None:
            super().closeEvent(event)
        else:
            self.reject()
            event.ignore()  # else the dialog would be deleted before the answer

    def _on_task_ended(self) -> None:
        self._task = None
        if self.is_given_up:
            QTimer.singleShot(0, self, self._leave)  # whoever waits for the answer has it by then

    def _leave(self) -> None:
        super().reject()

    def _on_confirmed(self) -> None:
        self.clear_errors()
        self.confirm()
