"""A worker that dies: another takes its place, the project open and the same person signed in."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import worker_calls as calls
from helpers.desk_deeds import facility, first_issue, rename
from pytestqt.qtbot import QtBot

from ui import project_calls
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
    ended: list[int] = []
    own_desk.office.lost.connect(ended.append)
    with qtbot.waitSignal(own_desk.opened, timeout=WAIT_MS):
        os.kill(own_desk.office.process_id, signal.SIGKILL)
    assert ended == [-signal.SIGKILL]  # told as what ended it
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
