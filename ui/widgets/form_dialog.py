"""A dialog of fields: what is wrong is told beside the field, and what was typed stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import troubles
from ui.look import worn
from ui.tasks.task import Task
from ui.widgets.date_field import DateField
from ui.widgets.held import Held
from ui.widgets.in_window import in_window
from ui.widgets.notice import Notice
from ui.widgets.path_field import PathField
from ui.widgets.translated import Translated
from ui.widgets.whole_label import WholeLabel
from ui.words import capital, stopping, translate


class ErrorLabel(WholeLabel):
    """Says what is wrong, in the colour of danger or another role's; hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None, role: str = "danger") -> None:
        super().__init__(parent)
        self._role = role
        self._wear()
        self.hide()

    def tell(self, text: str, role: str = "") -> None:
        """Says it, "" for nothing; from now on in the colour of a role that is named."""
        self._role = role or self._role
        self._wear()
        self.setText(text)
        self.setVisible(bool(text))

    def refuses(self) -> bool:
        """True while it says what is wrong, and not only what is to be known."""
        return bool(self.text()) and self._role == "danger"

    def _wear(self) -> None:
        worn.wear(self, QPalette.ColorRole.WindowText, self._role)


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
        # What was wrong with other words is not said of those that are typed or picked now.
        for line in (editor, *editor.findChildren(QLineEdit)):
            if isinstance(line, QLineEdit):
                line.textEdited.connect(self._on_edited)
        if isinstance(editor, PathField | DateField):
            editor.changed.connect(self._on_edited)
        elif isinstance(editor, QComboBox):
            editor.activated.connect(self._on_edited)

    def tell(self, text: str) -> None:
        """Says what is wrong, "" for nothing."""
        if not self._error.isVisible() and self.editor.width():
            # As wide as it will be: a narrower one would make the dialog higher, for good.
            self._error.resize(self.editor.width(), self._error.height())
        self._error.tell(text)
        self.editor.setAccessibleDescription(text)

    def tell_error(self, error: Exception) -> None:
        """Says what an error is about, and what to do."""
        what, remedy = troubles.sentences(error)
        self.tell(what if not remedy else f"{what}\n{in_window(remedy)}")

    def told(self) -> str:
        """What is said to be wrong."""
        return self._error.text()

    def _on_edited(self) -> None:
        self.tell("")


class FormDialog(Translated, Held, QDialog):
    """Fields one beneath the other, a message above them, and two buttons.

    Subclasses add fields, set their words in ``retranslate`` and do their work in ``confirm``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(name)
        self._name = name
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
        what, remedy = troubles.sentences(error)
        remedy = in_window(remedy)
        code = str(getattr(error, "code", ""))
        params = getattr(error, "params", {})
        known = places or {}
        place = known.get(f"{code}:{params.get('field', '')}") or known.get(code)
        if place in self.fields:
            self.tell(place, what if not remedy else f"{what}\n{remedy}")
        else:
            self.notice.tell("error", what, remedy)

    def showEvent(self, event: QShowEvent) -> None:
        """Typing begins in the first field, and Enter gives nothing up."""
        if self.focusWidget() is None:
            for field in self.fields.values():
                if field.isVisibleTo(self) and field.editor.isEnabled():
                    field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                    break
        super().showEvent(event)

    def parts(self) -> Iterable[QWidget]:
        """The first button and every field."""
        return (self.ok, *(field.editor for field in self.fields.values()))

    def hold(self, task: Task) -> None:
        """As every dialog that waits; that it is being stopped is told where the dialog stays."""
        super().hold(task)
        task.stopping.connect(self._on_stopping)

    def rest(self) -> None:
        """As every dialog that waits, with nothing said to be wrong."""
        super().rest()
        self.notice.clear()

    def wake(self) -> None:
        """As every dialog that waited; what is said of its stopping is past."""
        if not self.cancel.isEnabled():
            self.notice.clear()
            self.cancel.setEnabled(True)
            if self.focusWidget() is self:
                self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        super().wake()

    def _on_stopping(self) -> None:
        if self.stays():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.cancel.setEnabled(False)
            self.notice.tell_as("info", _stopping)

    def _on_confirmed(self) -> None:
        self.clear_errors()
        self.confirm()


def _stopping() -> tuple[str, str]:
    return stopping(), translate("Frame", "What is half done is finished first.")
