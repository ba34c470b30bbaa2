"""Dialogs that wait for the worker: given up by button, Escape or cross; failed; closed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers import worker_calls as calls
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QInputDialog, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.basemap.add_dialog import AddDialog
from ui.desk import Desk
from ui.ledger.assign_dialog import AssignDialog
from ui.ledger.clue_dialog import ClueDialog
from ui.map.patch_dialog import PatchDialog
from ui.photos.import_dialog import ImportDialog
from ui.photos.place_dialog import PlaceDialog
from ui.photos.tag_dialog import TagDialog
from ui.reports.summary_dialog import SummaryDialog
from ui.start.calendar_dialog import CalendarDialog
from ui.start.calls import People, Person
from ui.start.people import PeopleDesk
from ui.start.person_dialog import PersonDialog
from ui.start.who_dialog import WhoDialog
from ui.tasks import wire
from ui.tasks.task import Task
from ui.widgets.form_dialog import FormDialog

WAIT_MS = 60_000
WAYS = ("button", "escape", "cross")


class Asking(FormDialog):
    """One field; what stands there is sent to the worker."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("asking", parent)
        self._desk, self.answers, self.call = desk, [], calls.echo
        self.word, self.fixed = QLineEdit(self), QLineEdit(self)
        self.add("word", self.word)
        self.add("fixed", self.fixed)
        self.fixed.setEnabled(False)

    def confirm(self) -> None:
        self.hold(
            self._desk.ask(
                self.call, self.word.text(), title="Asking", done=self.answers.append,
                failed=self.tell_error,
            )
        )  # fmt: skip


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    shown = QMainWindow()
    qtbot.addWidget(shown)
    shown.show()
    return shown


def give_up(qtbot: QtBot, box: QDialog, way: str) -> None:
    if way == "button" and isinstance(box, FormDialog):
        qtbot.mouseClick(box.cancel, Qt.MouseButton.LeftButton)
    elif way == "escape":
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    else:
        box.close()


def busy(desk: Desk, lane: str) -> Task:
    return desk.office.run(lane, calls.counts_for_ever, failed=lambda _: None)


@pytest.mark.parametrize("way", WAYS)
def test_that_what_was_given_up_before_it_began_is_not_done(
    empty_desk: Desk, host: QMainWindow, qtbot: QtBot, way: str
) -> None:
    before = busy(empty_desk, wire.READ)
    box = Asking(empty_desk, host)
    answers = box.answers
    box.open()
    box.ok.click()
    assert not box.ok.isEnabled()
    assert not box.word.isEnabled()
    assert box.cancel.isEnabled()
    give_up(qtbot, box, way)
    assert not box.isVisible()
    with qtbot.waitSignal(box.destroyed, timeout=WAIT_MS):
        before.cancel()
    assert answers == []
    assert host.statusBar().currentMessage() == ""


@pytest.mark.parametrize("way", WAYS)
def test_that_what_could_not_be_stopped_is_told_and_its_answer_taken_in(
    empty_desk: Desk, host: QMainWindow, qtbot: QtBot, way: str
) -> None:
    box = Asking(empty_desk, host)
    answers = box.answers
    box.open()
    box.word.setText("done")
    box.ok.click()
    empty_desk.office.tasks()[-1].cancel = lambda: None  # the worker is past the point of return
    with qtbot.waitSignal(box.destroyed, timeout=WAIT_MS):
        give_up(qtbot, box, way)
    assert answers == ["done"]
    assert "Asking" in host.statusBar().currentMessage()


def test_that_a_refused_dialog_can_be_used_again_as_it_was(
    empty_desk: Desk, host: QMainWindow, qtbot: QtBot
) -> None:
    box = Asking(empty_desk, host)
    box.call = calls.refuses
    box.open()
    box.word.setText("nothing")
    box.ok.click()
    qtbot.waitUntil(lambda: bool(box.notice.text()), timeout=WAIT_MS)
    assert box.ok.isEnabled()
    assert box.word.isEnabled()
    assert not box.fixed.isEnabled()
    assert box.word.text() == "nothing"
    box.call = calls.echo
    box.ok.click()
    qtbot.waitUntil(lambda: box.answers == ["nothing"], timeout=WAIT_MS)
    box.close()


class Staying(Asking):
    """One that tells its end itself."""

    def stays(self) -> bool:
        return True


@pytest.mark.parametrize("way", [*WAYS, "status bar"])
def test_that_a_dialog_that_stays_says_at_once_that_it_is_being_stopped(
    empty_desk: Desk, host: QMainWindow, qtbot: QtBot, way: str
) -> None:
    before = busy(empty_desk, wire.READ)
    box = Staying(empty_desk, host)
    box.open()
    box.ok.click()
    assert box.notice.text() == ""
    if way == "status bar":
        empty_desk.office.tasks()[-1].cancel()
    else:
        give_up(qtbot, box, way)
    assert box.isVisible()
    assert box.notice.text() == "Stopping…"
    assert box.notice.remedy()
    assert not box.cancel.isEnabled()
    assert box.focusWidget() is box
    before.cancel()
    qtbot.waitUntil(lambda: not empty_desk.office.tasks(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: box.notice.text() != "Stopping…", timeout=WAIT_MS)
    assert box.cancel.isEnabled()
    assert box.cancel.hasFocus()
    give_up(qtbot, box, "button")
    assert not box.isVisible()


def clue(desk: Desk, host: QWidget) -> FormDialog:
    box = ClueDialog(desk, host)
    for name, told in (("clue_no", "HELD-1"), ("source_code", "patrol")):
        editor: Any = box.fields[name].editor
        (editor.setText if name == "clue_no" else editor.set_value)(told)
    return box


def person(desk: Desk, host: QWidget) -> FormDialog:
    return WhoDialog(desk, host)


def calendar(desk: Desk, host: QWidget) -> FormDialog:
    return CalendarDialog(desk, host)


@pytest.mark.parametrize("make", [clue, person, calendar])
def test_that_a_dialog_is_not_left_resting_where_the_project_is_closed_under_it(
    desk: Desk, host: QMainWindow, qtbot: QtBot, make: Callable[[Desk, QWidget], FormDialog]
) -> None:
    box = make(desk, host)
    box.open()
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    before = [busy(desk, lane) for lane in (wire.WRITE, wire.READ)]
    box.ok.click()
    assert not box.ok.isEnabled()
    desk.close()
    for task in before:
        task.cancel()
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    if isValid(box):
        assert box.ok.isEnabled()
        box.close()


def test_that_nobody_else_is_chosen_while_somebody_is_signed_in(
    desk: Desk, host: QMainWindow, qtbot: QtBot
) -> None:
    box = WhoDialog(desk, host)
    box.open()
    qtbot.waitUntil(lambda: box.chosen() is not None, timeout=WAIT_MS)
    former = desk.info
    before = busy(desk, wire.WRITE)
    box.ok.click()
    assert not box.list.isEnabled()
    box.reject()
    before.cancel()
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    assert desk.info == former


def test_that_no_dialog_of_a_project_outlives_it(
    desk: Desk, host: QMainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """What it writes would go into whichever project is opened next."""
    assert desk.info is not None
    corners = [(126.3, 43.2), (126.31, 43.2), (126.31, 43.21)]
    dialogs: list[QDialog] = [
        ImportDialog(desk, [tmp_path], host),
        TagDialog(desk, [], "before", "far", host),
        PlaceDialog(desk, [], host, None, None),
        PatchDialog(desk, corners, "", "", host),
        ClueDialog(desk, host),
        AssignDialog(desk, ["x"], "2026-05-01", host),
        AddDialog(desk, "", host),
        SummaryDialog(desk, host),
        PersonDialog(desk, host),
        CalendarDialog(desk, host),
    ]
    people = PeopleDesk(desk, host)
    people._choose_reset(People((Person("x", "Somebody", pin="set"),)))
    dialogs += host.findChildren(QInputDialog)
    assert len(dialogs) == 11
    for box in dialogs:
        box.show()
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    desk.close()
    left = [type(box).__name__ for box in dialogs if isValid(box) and box.isVisible()]
    assert left == []
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)


def test_that_a_dialog_that_tells_the_end_itself_does_not_outlive_its_project(
    desk: Desk, host: QMainWindow, qtbot: QtBot
) -> None:
    got: list[str] = []
    desk.ask(calls.some_clue, done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    box = AssignDialog(desk, got, "2026-05-01", host)
    box.open()
    qtbot.waitUntil(lambda: bool(box._people), timeout=WAIT_MS)
    before = busy(desk, wire.WRITE)
    box._inspector.set_value(box._people[0][0])
    box.ok.click()
    assert box._task is not None
    with qtbot.waitSignal(box.destroyed, timeout=10_000):
        desk.close()
        before.cancel()
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
