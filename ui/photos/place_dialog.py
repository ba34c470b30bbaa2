"""Says by hand where photos were taken, and accepts what another placed as evidence."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.desk import Desk
from ui.photos import calls, words_of
from ui.tasks.task import Task
from ui.widgets.form_dialog import ToldField
from ui.widgets.held import Held
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import translate


class FieldDialog(Translated, Held, QDialog):
    """One field, OK and Cancel; what was typed stays where it is refused.

    Attributes:
        field: the field, with what is wrong with it.
        notice: what else is wrong.
    """

    field: ToldField
    _of_field: tuple[str, ...] = ()  # how codes begin that are about what was typed

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.notice = Notice(self, closable=False)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self._form = QFormLayout()
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(ok | cancel, self)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        desk.closed.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._told)
        column.addLayout(self._form)
        column.addWidget(self.notice)
        column.addWidget(self._buttons)
        self.setMinimumWidth(self.fontMetrics().height() * 24)

    def parts(self) -> Iterable[QWidget]:
        """The first button and the fields."""
        items = (self._form.itemAt(n) for n in range(self._form.count()))
        fields = (None if item is None else item.widget() for item in items)
        return (self._buttons.button(QDialogButtonBox.StandardButton.Ok), *filter(None, fields))

    def _name_buttons(self, ok: str) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(ok)
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(
            translate("Photos", "Cancel")
        )

    def _told_field(self, name: str, label: QLabel, editor: QWidget) -> None:
        editor.setObjectName(name)
        self.field = ToldField(name, editor, self)
        label.setBuddy(editor)
        self._form.addRow(label, self.field)

    def _on_accepted(self) -> None:
        raise NotImplementedError

    def _begin(self, task: Task) -> None:
        self.field.tell("")
        self.hold(task)

    def _on_failed(self, error: Exception) -> None:
        code = str(getattr(error, "code", ""))
        if code.startswith(self._of_field):
            self.field.tell_error(error)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif code != "cancelled":
            self.notice.tell_error(error)


class PlaceDialog(FieldDialog):
    """A position for one or more photos, in any notation of coordinates."""

    _of_field = ("ledger_",)  # as the same notations are refused in a ledger

    def __init__(
        self, desk: Desk, photos: list[str], parent: QWidget, lon: float | None, lat: float | None
    ) -> None:
        super().__init__(desk, parent)
        self.setObjectName("photos.place_dialog")
        self._photos = list(photos)
        self._at, self._label = QLineEdit(self), QLabel(self)
        if lon is not None and lat is not None:
            self._at.setText(f"{lon:.6f}, {lat:.6f}")
            self._at.selectAll()
        self._told_field("photos.place.at", self._label, self._at)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(words_of.placing(len(self._photos)))
        told = translate("Photos", "A photo placed by hand counts as evidence only once a second "
                         "person has accepted it in writing.")  # fmt: skip
        if len(self._photos) == 1:
            by_click = translate("Photos", "To click its place on the map instead, cancel and use "
                                 "Map, Place a photo by hand.")  # fmt: skip
            told = f"{told}\n{by_click}"
        self._told.setText(told)
        self._label.setText(translate("Photos", "P&osition"))
        self._at.setPlaceholderText(translate("Photos", "126.350000, 43.250000"))
        self._at.setToolTip(
            translate("Photos", "Degrees, degrees minutes seconds, or metres of a Gauss–Krüger "
                      "zone with the zone's number before the easting")
        )  # fmt: skip
        self._name_buttons(translate("Photos", "Place"))

    def _on_accepted(self) -> None:
        count = len(self._photos)
        task = self._desk.do(
            calls.place, self._photos, self._at.text(),
            title=lambda: words_of.placing(count),
            done=lambda _: self.accept(), failed=self._on_failed,
            undo=lambda before: (calls.put_places_back, (before,)),
        )  # fmt: skip
        self._begin(task)


class AcceptDialog(FieldDialog):
    """A second person's written word on a doubtful photo."""

    _of_field = ("note_needed",)

    def __init__(self, desk: Desk, photo: str, name: str, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.setObjectName("photos.accept_dialog")
        self._photo, self._name = photo, name
        self._note = QPlainTextEdit(self)
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(self.fontMetrics().height() * 5)
        self._note_label = QLabel(self)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._told_field("photos.accept.note", self._note_label, self._note)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(words_of.accepting(self._name))
        self._told.setText(
            translate("Photos", "You state that position and time of this photo are right as they "
                      "stand. Who imported or placed it can't accept it.")
        )  # fmt: skip
        self._note_label.setText(translate("Photos", "&Why it may count"))
        self._name_buttons(translate("Photos", "Accept"))

    def _on_accepted(self) -> None:
        name = self._name
        task = self._desk.do(
            calls.accept, self._photo, self._note.toPlainText(),
            title=lambda: words_of.accepting(name),
            done=lambda _: self.accept(), failed=self._on_failed,
        )  # fmt: skip
        self._begin(task)
