"""Sends one inspector to the selected issues: asked once, told for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QHeaderView,
    QProgressBar,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from greenshield.domain.deadlines import check_due_from
from greenshield.domain.errors import Missing
from ui import words
from ui.desk import Desk
from ui.ledger import calls
from ui.look import colours, icons
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.searchable_choice import SearchableChoice
from ui.widgets.tips import plain
from ui.words import listed, number, plural, translate

_PLACES = {
    "actor_unknown": "inspector", "actor_ambiguous": "inspector",
    "field_value_invalid:check_due": "due", "occurred_on_missing": "day",
    "field_value_invalid:assignee": "inspector",
}  # fmt: skip

Told = tuple[str, str, str, str, tuple[Missing, ...]]


class AssignDialog(FormDialog):
    """Who, by when; then what became of each issue."""

    def __init__(
        self, desk: Desk, issues: Sequence[str], as_of: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("ledger.assign", parent)
        self._desk, self._issues, self._as_of = desk, list(issues), as_of
        self._told: list[Told] = []
        self._barred: dict[str, int] = {}
        self._people: list[tuple[str, str, str, str]] = []
        self._inspector = SearchableChoice(self)
        self._inspector.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._day = DateField(self)
        self._due = DateField(self)
        self.add("inspector", self._inspector)
        self.add("day", self._day)
        self.add("due", self._due)
        self._day.set_value(as_of)
        self._due.set_value(check_due_from(as_of))
        self._bar = QProgressBar(self)
        self._bar.setObjectName("ledger.assign.progress")
        self._bar.hide()
        self.results = _results(self)
        self.column.insertWidget(3, self._bar)
        self.column.insertWidget(4, self.results, 100)
        self.retranslate()
        desk.ask(calls.inspectors, done=self._on_people, key="ledger.inspectors")
        desk.ask(
            calls.not_to_assign, self._issues, done=self._on_barred, key="ledger.not_to_assign"
        )
        desk.closed.connect(self.put_away)

    def retranslate(self) -> None:
        """Sets every word."""
        super().retranslate()
        self.setWindowTitle(translate("Ledger", "Assign"))
        self.introduce(
            plural(
                len(self._issues),
                translate("Ledger", "Send an inspector to {n} issue."),
                translate("Ledger", "Send an inspector to {n} issues."),
            )
        )
        self.call("inspector", translate("Ledger", "&Inspector"))
        self.call("day", translate("Ledger", "Day it &happened"))
        self.call("due", translate("Ledger", "Check &due"))
        self.ok.setText(translate("Ledger", "Assign"))
        self._offer()
        self._tell_barred()
        if self._told:
            self._show_results()

    def confirm(self) -> None:
        """Asks the worker, where both are given."""
        if not self._inspector.is_settled():
            typed = self._inspector.currentText().strip()
            told = translate("Ledger", "Nobody of the name {name} is an inspector here")
            self.tell("inspector", told.format(name=typed))
        elif not self._inspector.value():
            self.tell("inspector", translate("Ledger", "Choose who is to check"))
        elif self._are_days_given():
            self._start()

    def _are_days_given(self) -> bool:
        """Whether both days are there and fit each other; tells what is wrong beside the field.

        The day of the check is judged against the day that it was assigned on: what was done
        yesterday and is entered today may have been due since.
        """
        for name, field in (("day", self._day), ("due", self._due)):
            if not field.is_sound() or not field.value():
                told = translate("Ledger", "Give a day such as {day}")
                self.tell(name, told.format(day=self._as_of))
                return False
        if self._day.value() > self._as_of:
            self.tell("day", translate("Ledger", "This day is still to come"))
            return False
        if self._due.value() < self._day.value():
            self.tell("due", translate("Ledger", "This lies before the day it happened"))
            return False
        return True

    def stays(self) -> bool:
        """What became of each issue is told here, also where it could not be stopped."""
        return True

    def _start(self) -> None:
        self._bar.setRange(0, len(self._issues))
        self._bar.setValue(0)
        self._bar.show()
        self.cancel.setText(translate("Ledger", "Stop"))
        task = self._desk.do(
            calls.assign, self._issues, self._inspector.value(), self._due.value(),
            self._day.value(), title=lambda: translate("Ledger", "Assign"),
            done=self._on_done, failed=self._on_failed,
        )  # fmt: skip
        task.stepped.connect(self._on_step)
        task.ended.connect(self._on_ended)
        self.hold(task)

    def _on_people(self, people: list[tuple[str, str, str, str]]) -> None:
        self._people = people
        self._offer()
        if not people:
            self.notice.tell(
                "warning",
                translate("Ledger", "Nobody in this project can be sent to check."),
                translate("Ledger", "Add a person with the role inspector first."),
            )
            self.ok.setEnabled(False)

    def _on_barred(self, barred: dict[str, int]) -> None:
        self._barred = barred
        self._tell_barred()

    def _tell_barred(self) -> None:
        """Says before anything is typed which issues the workflow keeps from being assigned."""
        count = sum(self._barred.values())
        if not count or self._told or self._task is not None:
            return
        told = plural(
            count,
            translate("Ledger", "{n} of the selected issues can't be assigned."),
            translate("Ledger", "{n} of the selected issues can't be assigned."),
        )
        counted = translate("Ledger", "{value} ({n})")
        states = listed(
            counted.format(value=words.state(s), n=number(n)) for s, n in self._barred.items()
        )
        remedy = translate("Ledger", "A clue is assigned, or what waits for a check; not: {states}")
        self.notice.tell("warning", told, remedy.format(states=states))
        if count == len(self._issues):
            for name in self.fields:
                self.set_shown(name, False)
            self.ok.setEnabled(False)

    def _offer(self) -> None:
        self._inspector.set_choices(
            [
                (who, " · ".join(part for part in (name, unit, words.tier(tier)) if part))
                for who, name, unit, tier in self._people
            ],
            none="",
        )

    def _on_step(self) -> None:
        if self._task is not None and self._task.total:
            # A refusal makes the moves of the others a second time: the bar begins again.
            self._bar.setRange(0, self._task.total)
            self._bar.setValue(self._task.done)

    def _on_failed(self, error: Exception) -> None:
        if getattr(error, "code", "") == "cancelled":
            self.notice.tell("info", translate("Ledger", "Stopped. No issue was assigned."))
        else:
            self.tell_error(error, _PLACES)

    def _on_done(self, told: list[Told]) -> None:
        self._told = sorted(told, key=lambda one: not one[4])  # what was refused first
        self.ok.hide()
        for name in self.fields:
            self.set_shown(name, False)
        self._show_results()

    def _on_ended(self) -> None:
        self._bar.hide()
        super().retranslate()

    def _show_results(self) -> None:
        refused = sum(bool(one[4]) for one in self._told)
        done = len(self._told) - refused
        told = plural(
            done,
            translate("Ledger", "{n} issue was assigned."),
            translate("Ledger", "{n} issues were assigned."),
        )
        remedy = ""
        if refused:
            remedy = plural(
                refused,
                translate("Ledger", "{n} was refused; the reason stands beside it."),
                translate("Ledger", "{n} were refused; the reasons stand beside them."),
            )
        self.notice.tell("warning" if refused else "ok", told, remedy)
        self.intro.hide()
        self.cancel.setText(translate("Ledger", "Close"))
        titles = [
            translate("Ledger", "Number"), translate("Ledger", "Result"),
            translate("Ledger", "Reason"),
        ]  # fmt: skip
        self.results.setHorizontalHeaderLabels(titles)
        self.results.setRowCount(len(self._told))
        for row, one in enumerate(self._told):
            self._show_result(row, one)
        self.results.resizeColumnsToContents()
        self.results.show()
        letter = self.fontMetrics().height()
        self.resize(self.width(), max(self.height(), letter * 22))

    def _show_result(self, row: int, told: Told) -> None:
        _, number, _, state, missing = told
        result = words.state(state) if not missing else translate("Ledger", "refused")
        why = "; ".join(dict.fromkeys(words.sentence(m.code, m.params) for m in missing))
        for column, text in enumerate((number, result, why)):
            item = QTableWidgetItem(text)
            item.setToolTip(plain(text))
            if column == 1:
                item.setIcon(icons.coloured("error" if missing else "ok",
                                            "danger" if missing else "ok"))  # fmt: skip
                if missing:
                    item.setForeground(QBrush(colours.role("danger")))
            self.results.setItem(row, column, item)


def _results(parent: QWidget) -> QTableWidget:
    table = QTableWidget(0, 3, parent)
    table.setObjectName("ledger.assign.results")
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    table.hide()
    return table
