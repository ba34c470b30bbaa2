"""The desk: what is written is told, taken back, done again; a dead worker is no lost project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers import worker_calls as calls
from helpers.desk_deeds import facility, first_issue, rename
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from greenshield.project.changes import Changes
from ui import language
from ui.desk import Desk
from ui.prefs import Prefs

WAIT_MS = 60_000


def test_that_a_write_is_told_and_can_be_taken_back_and_done_again(
    desk: Desk, qtbot: QtBot
) -> None:
    issue = first_issue(desk, qtbot)
    old = facility(desk, issue, qtbot)
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS) as told:
        rename(desk, issue, old, "a new name")
    changes = told.args[0]
    assert isinstance(changes, Changes)
    assert issue in changes.ids("issue")
    assert facility(desk, issue, qtbot) == "a new name"
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        desk.undo_last()
    assert facility(desk, issue, qtbot) == old
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        desk.redo_last()
    assert facility(desk, issue, qtbot) == "a new name"
    assert desk.undo.next_redo is None


def test_that_what_was_done_again_is_taken_back_by_what_it_made_then(
    desk: Desk, qtbot: QtBot
) -> None:
    issue = first_issue(desk, qtbot)
    back: list[str] = []

    def way_back(record: str) -> tuple[Any, tuple[str, str]]:
        back.append(record)
        return calls.void_record, (issue, record)

    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        desk.do(calls.add_measure, issue, title="Measure", undo=way_back)
    for walk in (desk.undo_last, desk.redo_last, desk.undo_last):
        with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
            walk()
    first, second = back
    assert first != second
    got: list[list[str]] = []
    desk.ask(calls.records_in_force, issue, done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    assert got == [[]]


def test_that_what_was_undone_is_gone_after_something_else_was_done(
    desk: Desk, qtbot: QtBot
) -> None:
    issue = first_issue(desk, qtbot)
    old = facility(desk, issue, qtbot)
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        rename(desk, issue, old, "one")
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        desk.undo_last()
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        rename(desk, issue, old, "two")
    assert desk.undo.next_redo is None


def test_that_reading_lanes_refuse_to_write(desk: Desk, qtbot: QtBot) -> None:
    issue = first_issue(desk, qtbot)
    errors: list[Exception] = []
    desk.ask(calls.rename, issue, "by the back door", failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors), timeout=WAIT_MS)
    assert facility(desk, issue, qtbot) != "by the back door"


def test_that_an_answer_for_a_widget_that_is_gone_goes_to_nobody(desk: Desk, qtbot: QtBot) -> None:
    class Reader(QLabel):
        def read(self, word: str) -> None:
            heard_words.append(word)
            self.setText(word)

    heard_words: list[str] = []
    gone, there = Reader(), Reader()
    qtbot.addWidget(there)
    for reader in (gone, there):
        desk.ask(calls.echo, "method", done=reader.read)
        desk.ask(calls.echo, "closure", done=lambda word, r=reader: r.read(word))
        desk.ask(calls.echo, "cell", done=closing_over(reader))
    delete(gone)
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    assert heard_words == ["method", "closure", "cell"]


def closing_over(reader: QLabel) -> Callable[[str], None]:
    return lambda word: reader.read(word)


def test_that_undo_takes_back_what_is_still_being_written_and_not_what_was_before(
    desk: Desk, qtbot: QtBot
) -> None:
    issue = first_issue(desk, qtbot)
    old = facility(desk, issue, qtbot)
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        rename(desk, issue, old, "first")
    rename(desk, issue, "first", "second")
    desk.undo_last()
    qtbot.waitUntil(lambda: desk.undo.next_redo is not None, timeout=WAIT_MS)
    assert facility(desk, issue, qtbot) == "first"
    # Where it is refused, what was done before stays.
    told: list[Exception] = []
    desk.do(calls.refuses, "no", title="No", failed=told.append, undo=lambda _: None)
    desk.undo_last()
    desk.redo_last()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert facility(desk, issue, qtbot) == "first"
    desk.undo_last()
    qtbot.waitUntil(lambda: desk.undo.next_undo is None, timeout=WAIT_MS)
    assert facility(desk, issue, qtbot) == old


def test_that_an_undo_that_is_stopped_stays_and_one_that_is_refused_closes_off(
    desk: Desk, qtbot: QtBot
) -> None:
    issue = first_issue(desk, qtbot)
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        rename(desk, issue, facility(desk, issue, qtbot), "older")
    refused, endless = (calls.refuses, ("no",)), (calls.counts_for_ever, ())
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        desk.do(calls.rename, issue, "Closed", title="Closed", undo=lambda _: refused)
    desk.undo_last()
    qtbot.waitUntil(lambda: bool(desk.troubles), timeout=WAIT_MS)
    desk.troubles.clear()
    assert desk.undo.why_not == "Closed can't be taken back"
    desk.undo_last()  # takes back nothing older
    assert not desk.office.tasks()
    assert facility(desk, issue, qtbot) == "Closed"
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        desk.do(calls.rename, issue, "new", title="Slow", undo=lambda _: endless)
    desk.undo_last()
    (task,) = desk.office.tasks()
    task.cancel()
    qtbot.waitUntil(lambda: task.is_over, timeout=WAIT_MS)
    assert desk.undo.next_undo is not None
    assert desk.undo.next_undo.title == "Slow"


def test_that_the_undo_key_held_down_takes_back_one_thing_at_a_time(
    desk: Desk, qtbot: QtBot
) -> None:
    issue = first_issue(desk, qtbot)
    for old, new in (("", "one"), ("one", "two")):
        with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
            rename(desk, issue, old or facility(desk, issue, qtbot), new)
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        desk.undo_last()
        desk.undo_last()
    assert facility(desk, issue, qtbot) == "one"
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        desk.undo_last()
    assert desk.undo.next_undo is None


def test_that_of_two_projects_asked_for_at_once_the_second_is_open(
    empty_desk: Desk, sample_project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[object] = []
    empty_desk.opened.connect(lambda: told.append(empty_desk.info and empty_desk.info.path))
    empty_desk.open(tmp_path / "nowhere", failed=told.append)
    empty_desk.open(sample_project)
    qtbot.waitUntil(lambda: sample_project in told, timeout=WAIT_MS)
    assert told[-1] == sample_project


def test_that_signing_in_is_void_once_the_project_is_left(desk: Desk, qtbot: QtBot) -> None:
    assert desk.info is not None
    told: list[object] = []
    desk.actor_changed.connect(lambda: told.append("changed"))
    desk.sign_in(desk.info.actor_id)
    desk.close(lambda: told.append("closed"))
    qtbot.waitUntil(lambda: "closed" in told, timeout=WAIT_MS)
    assert told == ["closed"]
    assert desk.info is None


def test_that_two_windows_each_write_what_was_changed_in_them(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    first, second = Prefs(file), Prefs(file)
    first.set("a", 1)
    first.flush()
    second.set("b", 2)
    second.flush()
    assert (Prefs(file).get("a"), Prefs(file).get("b")) == (1, 2)


def test_that_damaged_window_settings_are_put_aside(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_text("{ no", "utf-8")
    prefs = Prefs(file)
    assert prefs.get("a", 5) == 5
    assert (tmp_path / "window.damaged.json").read_text("utf-8") == "{ no"


def test_that_undo_takes_back_nothing_older_than_what_cannot_be_taken_back(
    desk: Desk, qtbot: QtBot
) -> None:
    issue = first_issue(desk, qtbot)
    told: list[str] = []
    desk.noted.connect(told.append)
    old = facility(desk, issue, qtbot)
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        rename(desk, issue, old, "before")
    desk.do(calls.add_measure, issue, title=lambda: "Measure")
    desk.undo_last()  # while it is being written: it is what is meant
    assert told == ["Undo waits until what is being written is done"]
    told.clear()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert told == ["Measure can't be taken back"]
    assert facility(desk, issue, qtbot) == "before"
    assert desk.undo.next_undo is None
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        rename(desk, issue, "before", "after")
    for _ in range(2):
        desk.undo_last()
        qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    assert facility(desk, issue, qtbot) == "before"
    assert told[1:] == ["Taken back: Rename", "Measure can't be taken back"]
    assert desk.selection.current_issue == issue
    # As a menu tells it, in the language that it has then.
    language.set_language(QApplication.instance(), "zh")
    try:
        assert desk.undo.why_not == "Measure无法撤销"
    finally:
        language.set_language(QApplication.instance(), "en")
