"""Asks who works here: the people of the project, the PIN of who is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QTreeView,
    QWidget,
)

from ui.desk import Desk
from ui.start import calls
from ui.start.calls import People, Person
from ui.start.people_model import NAME, PeopleModel
from ui.start.person_dialog import PersonDialog
from ui.start.pin_dialog import PinDialog
from ui.widgets.form_dialog import FormDialog
from ui.widgets.secret_field import SecretField
from ui.words import translate

_AT_PIN = dict.fromkeys(("pin_wrong", "pin_wait", "pin_needed"), "pin")


class WhoDialog(FormDialog):
    """Who are you?"""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("who", parent)
        self._desk = desk
        self._shared = False
        self.model = PeopleModel(self)
        self.list = self._made_list()
        self.pin = SecretField(self)
        self.add("pin", self.pin)
        self.set_shown("pin", False)
        self.keep = QCheckBox(self)
        self.keep.setObjectName("who.keep")
        self.keep.setChecked(True)
        info = desk.info
        is_keeper = info is not None and info.writable and "keeper" in info.roles
        self._writable = info is not None and info.writable
        self._add = self.add_button("add", shown=is_keeper)
        self._add.clicked.connect(self._on_add)
        self.column.insertWidget(2, self.list, 100)
        self.put(self.keep)
        self.resize(self.fontMetrics().averageCharWidth() * 96, self.fontMetrics().height() * 24)
        self.retranslate()
        self.ok.setEnabled(False)
        self._ask()

    def chosen(self) -> Person | None:
        """Who is chosen."""
        index = self.list.currentIndex()
        return self.model.at(index)

    def choose(self, actor_id: str) -> None:
        """Chooses somebody."""
        row = self.model.row_of(actor_id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row, NAME))

    def parts(self) -> Iterable[QWidget]:
        """While one person is signed in no other can be chosen."""
        return (*super().parts(), self.list, self.keep, self._add)

    def confirm(self) -> None:
        """Signs in; who needs a PIN and has none sets one first, where the project can be written.

        A keeper whose PIN is lost sets another by the recovery code.
        """
        person = self.chosen()
        if person is None:
            return
        first = person.pin == "none" and (self._shared or self._is_second(person))
        lost = person.pin == "lost" and "keeper" in person.roles
        if self._writable and (first or lost):
            self._set_pin(person)
        else:
            self._sign_in(person, self.pin.text())

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Start", "Who are you?"))
        self.introduce(
            translate("Start", "What you do is recorded under your name. Choose yourself:")
        )
        self.list.setAccessibleName(translate("Start", "People"))
        self.call("pin", translate("Start", "&PIN"))
        self.keep.setText(translate("Start", "&Remember me on this computer"))
        self.keep.setToolTip(
            translate("Start", "The project opens as you; a PIN is asked for all the same")
        )
        self._add.setText(translate("Start", "&Add a person…"))
        self.ok.setText(translate("Start", "Sign in"))

    def _made_list(self) -> QTreeView:
        view = QTreeView(self)
        view.setObjectName("who.people")
        view.setModel(self.model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.selectionModel().currentChanged.connect(self._on_chosen)
        # Enter goes to the button that it is for; were it taken here too, it would act twice.
        view.doubleClicked.connect(self._on_double_clicked)
        return view

    def _ask(self) -> None:
        self._desk.ask(calls.people, done=self._show, key="start.people")

    def _show(self, found: People) -> None:
        self._shared = found.is_shared
        self.model.set_rows(found.items)
        known = [p.actor_id for p in found.items if p.is_default]
        info = self._desk.info
        if info is not None and info.actor_id:
            known.append(info.actor_id)
        first = next((p.actor_id for p in found.items if p.active), "")
        self.choose(known[-1] if known else first)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, _: QModelIndex) -> None:
        person = self.chosen()
        self.clear_errors()
        self.pin.clear()
        self.ok.setEnabled(person is not None and person.active)
        self.set_shown("pin", person is not None and person.pin == "set")
        if person is not None and person.pin == "set":
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        if person is not None and person.pin == "lost":
            self.notice.tell(
                "warning",
                translate("Start", "The PIN of {name} must be reset.").format(name=person.name),
                translate("Start", "A keeper does that: Tools, Reset a PIN.")
                if "keeper" not in person.roles
                else translate("Start", "Sign in: your recovery code lets you set another."),
            )

    def _on_double_clicked(self, _: QModelIndex) -> None:
        self.ok.click()

    def _is_second(self, person: Person) -> bool:
        """Whether somebody else works here already, and this project is not for trying out."""
        info = self._desk.info
        others = [p for p in self.model.rows if p.is_default]
        skipped = info is not None and self._desk.prefs.get(_skip_key(info.project_id), False)
        return not skipped and any(p.actor_id != person.actor_id for p in others)

    def _set_pin(self, person: Person) -> None:
        may_skip = person.pin == "none" and not self._shared
        dialog = PinDialog(self._desk, person, self, may_skip=may_skip)
        dialog.rejected.connect(self._ask)  # it may be set all the same
        dialog.chosen.connect(lambda pin: self._sign_in(person, pin))
        dialog.skipped.connect(lambda: self._on_skipped(person))
        dialog.open()

    def _on_skipped(self, person: Person) -> None:
        if self._desk.info is not None:
            self._desk.prefs.set(_skip_key(self._desk.info.project_id), True)
        self._sign_in(person, "")

    def _sign_in(self, person: Person, pin: str) -> None:
        task = self._desk.sign_in(
            person.actor_id,
            pin,
            done=lambda _: self._on_in(person),
            failed=self._on_refused,
        )
        self.hold(task)

    def _on_in(self, person: Person) -> None:
        if self.is_given_up:
            return  # the window shows who is signed in; nothing is remembered
        call = calls.remember_person if self.keep.isChecked() else calls.forget_person
        self._desk.do(
            call, person.actor_id, title=lambda: translate("Start", "Remembering who works here")
        )
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.tell_error(error, _AT_PIN)
        self.pin.selectAll()

    def _on_add(self) -> None:
        dialog = PersonDialog(self._desk, self)
        dialog.added.connect(lambda _: self._ask())
        dialog.open()


def _skip_key(project_id: str) -> str:
    return f"start.no_pins.{project_id}"
