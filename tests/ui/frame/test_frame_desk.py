"""The desk: what is written is told, taken back, done again; a dead worker is no lost project."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import worker_calls as calls
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from greenshield.project.changes import Changes
from ui import language, project_calls
from ui.desk import Desk
from ui.map.book import Book
from ui.map.canvas import MapCanvas
from ui.map.loading import MapLoader
from ui.photos.model import PhotoModel
from ui.prefs import Prefs
from ui.start import calls as start_calls
from ui.tasks import child
from ui.tasks.office import Office

WAIT_MS = 60_000


def facility(desk: Desk, issue: str, qtbot: QtBot) -> str:
    got: list[str] = []
    desk.ask(calls.facility_of, issue, done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    return got[0]


def first_issue(desk: Desk, qtbot: QtBot) -> str:
    got: list[str] = []
    desk.ask(calls.some_clue, done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    return got[0]


def rename(desk: Desk, issue: str, old: str, new: str) -> None:
    desk.do(
        calls.rename, issue, new, title="Rename", undo=lambda _: (calls.rename, (issue, old))
    )  # fmt: skip


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


@pytest.fixture
def own_desk(qtbot: QtBot, sample_project: Path) -> Iterator[Desk]:
    office = Office(child.start())
    desk = Desk(office, Prefs())
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS):
        desk.open(sample_project)
    yield desk
    office.stop()


def test_that_a_killed_worker_is_followed_by_one_with_the_project_open(
    own_desk: Desk, qtbot: QtBot
) -> None:
    issue = first_issue(own_desk, qtbot)
    with qtbot.waitSignal(own_desk.changed, timeout=WAIT_MS):
        rename(own_desk, issue, facility(own_desk, issue, qtbot), "stored before")
    with qtbot.waitSignal(own_desk.opened, timeout=WAIT_MS):
        os.kill(own_desk.office.process_id, signal.SIGKILL)
    assert own_desk.info is not None
    assert own_desk.info.writable
    assert facility(own_desk, issue, qtbot) == "stored before"


def test_that_what_is_asked_while_a_worker_is_replaced_is_answered_by_the_next(
    own_desk: Desk, qtbot: QtBot
) -> None:
    told: list[str] = []
    own_desk.trouble.connect(lambda error, _: told.append(error.code))

    def ask() -> None:
        own_desk.ask(calls.echo, "table", done=told.append)
        own_desk.ask(calls.some_clue, done=lambda _: told.append("clue"))
        own_desk.picture(calls.some_clue, done=lambda _: told.append("picture"))
        own_desk.count(calls.some_clue, done=lambda _: told.append("no")).cancel()

    own_desk.office.lost.connect(ask)
    with qtbot.waitSignal(own_desk.opened, timeout=WAIT_MS):
        os.kill(own_desk.office.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: not own_desk.office.tasks(), timeout=WAIT_MS)
    assert sorted(told) == ["clue", "picture", "table", "worker_died"]


def test_that_a_worker_that_dies_while_it_opens_is_followed_by_another(
    own_desk: Desk, qtbot: QtBot
) -> None:
    told: list[str] = []
    own_desk.closed.connect(lambda: told.append("closed"))
    own_desk.trouble.connect(lambda error, _: told.append(error.code))

    def kill_the_next(_: int) -> None:
        own_desk.office.lost.disconnect(kill_the_next)
        os.kill(own_desk.office.process_id, signal.SIGKILL)

    own_desk.office.lost.connect(kill_the_next)
    with qtbot.waitSignal(own_desk.opened, timeout=WAIT_MS):
        os.kill(own_desk.office.process_id, signal.SIGKILL)
    assert first_issue(own_desk, qtbot)
    assert told == ["worker_died", "worker_died"]


def test_that_rooms_are_answered_though_two_workers_died_and_the_project_was_left_meanwhile(
    own_desk: Desk, sample_project: Path, qtbot: QtBot
) -> None:
    def leave(_: int) -> None:
        own_desk.office.lost.disconnect(leave)
        own_desk.close()
        os.kill(own_desk.office.process_id, signal.SIGKILL)

    own_desk.office.lost.connect(leave)
    with qtbot.waitSignals([own_desk.office.lost] * 2, timeout=WAIT_MS):
        os.kill(own_desk.office.process_id, signal.SIGKILL)
    with qtbot.waitSignal(own_desk.opened, timeout=WAIT_MS):
        own_desk.open(sample_project)
    got: list[str] = []
    own_desk.ask(calls.echo, "answered", done=got.append)
    qtbot.waitUntil(lambda: got == ["answered"], timeout=10_000)


def test_that_a_lost_worker_is_told_of_once_whatever_the_rooms_had_asked(
    own_desk: Desk, qtbot: QtBot
) -> None:
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    loader, photos = MapLoader(own_desk, canvas, Book()), PhotoModel(own_desk)
    told: list[str] = []
    own_desk.trouble.connect(lambda error, _: told.append(error.code))
    own_desk.ask(calls.counts_for_ever)
    loader.load()
    photos.ask("all", "time", "", "")
    with qtbot.waitSignal(own_desk.opened, timeout=WAIT_MS):
        os.kill(own_desk.office.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: not own_desk.office.tasks(), timeout=WAIT_MS)
    assert told == ["worker_died"]
    loader.clear()


def test_that_who_signs_in_while_the_former_is_changed_stays_signed_in(
    desk: Desk, qtbot: QtBot
) -> None:
    assert desk.info is not None
    me, got = desk.info.actor_id, list[list[str]]()
    desk.ask(calls.others, me, done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    other = got[0][0]
    desk.sign_in(other)
    desk._renew_info()  # as where a change of the former is heard of before the answer
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    assert desk.info.actor_id == other
    desk.office.run("write", project_calls.info, done=lambda m: got.append([m.value.actor_id]))
    qtbot.waitUntil(lambda: len(got) == 2, timeout=WAIT_MS)
    assert got[1] == [other]


def test_that_who_was_signed_in_is_so_after_the_worker_died(own_desk: Desk, qtbot: QtBot) -> None:
    """Not who is remembered here: what the other typed would be recorded under that name."""
    assert own_desk.info is not None
    got: list[list[str]] = []
    own_desk.ask(calls.others, own_desk.info.actor_id, done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    with qtbot.waitSignal(own_desk.actor_changed, timeout=WAIT_MS):
        own_desk.sign_in(got[0][0])
    with qtbot.waitSignal(own_desk.opened, timeout=WAIT_MS):
        os.kill(own_desk.office.process_id, signal.SIGKILL)
    assert own_desk.info.actor_id == got[0][0]


def test_that_who_has_a_pin_proves_it_again_after_the_worker_died(
    own_desk: Desk, qtbot: QtBot
) -> None:
    assert own_desk.info is not None
    me, told = own_desk.info.actor_id, []
    own_desk.show.person.connect(lambda: told.append("asked"))
    own_desk.do(start_calls.choose_pin, me, "2846", "", done=told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    with qtbot.waitSignal(own_desk.opened, timeout=WAIT_MS):
        os.kill(own_desk.office.process_id, signal.SIGKILL)
    assert own_desk.info.actor_id == ""
    assert told[-1] == "asked"


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


def test_that_dialogs_of_a_project_are_not_closed_where_only_the_worker_died(
    own_desk: Desk, qtbot: QtBot
) -> None:
    told: list[object] = []
    own_desk.closed.connect(lambda: told.append("closed"))
    own_desk.trouble.connect(lambda error, _: told.append(error.code))
    failed: list[object] = []
    own_desk.do(calls.counts_for_ever, title="long", failed=lambda e: failed.append(e.code))
    with qtbot.waitSignal(own_desk.opened, timeout=WAIT_MS):
        os.kill(own_desk.office.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(failed), timeout=WAIT_MS)
    assert failed == ["worker_died"]
    assert told == ["worker_died"]


def test_that_what_kills_the_worker_again_and_again_is_not_opened_once_more(
    own_desk: Desk, qtbot: QtBot
) -> None:
    told: list[str] = []
    own_desk.trouble.connect(lambda error, _: told.append(error.code))
    own_desk.opened.connect(lambda: os.kill(own_desk.office.process_id, signal.SIGKILL))
    with qtbot.waitSignal(own_desk.closed, timeout=WAIT_MS):
        os.kill(own_desk.office.process_id, signal.SIGKILL)
    assert told == ["worker_died", "worker_died", "worker_dies_again"]
    assert own_desk.info is None


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
