"""The worker: answers, cancels, is replaced when it dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import numpy as np
import pytest
from helpers import worker_calls as calls
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui.tasks.office
from greenshield.domain.errors import SurroundingsError, UsageError
from ui import project_calls
from ui.desk import Desk
from ui.tasks import child, wire
from ui.tasks.office import Office
from ui.tasks.wire import BugError

WAIT_MS = 60_000


@pytest.fixture
def own_office(qtbot: QtBot) -> Iterator[Office]:
    office = Office(child.start())
    yield office
    office.stop()


def test_that_large_arrays_come_back_as_they_went(worker: Office, qtbot: QtBot) -> None:
    sent = np.arange(3_000_000, dtype=np.float64).reshape(-1, 2)
    got: list[wire.Done] = []
    worker.run(wire.READ, calls.doubled, sent, done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    assert np.array_equal(got[0].value, sent * 2)


def test_that_a_coded_error_arrives_with_its_class_and_parameters(
    worker: Office, qtbot: QtBot
) -> None:
    errors: list[Exception] = []
    worker.run(wire.READ, calls.refuses, "word", failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors), timeout=WAIT_MS)
    (error,) = errors
    assert isinstance(error, UsageError)
    assert (error.code, error.params) == ("issue_unknown", {"issue": "word"})


def test_that_a_fault_of_ours_tells_where_and_no_values(worker: Office, qtbot: QtBot) -> None:
    errors: list[Exception] = []
    worker.run(wire.WRITE, calls.breaks, "a person's name", failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors), timeout=WAIT_MS)
    (error,) = errors
    assert isinstance(error, BugError)
    assert error.kind == "ZeroDivisionError"
    assert "worker_calls.py" in error.trace
    assert "a person's name" not in error.trace


def test_that_what_cannot_be_sent_is_told_as_a_fault(worker: Office, qtbot: QtBot) -> None:
    errors: list[Exception] = []
    worker.run(wire.READ, calls.gives_a_lock, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors), timeout=WAIT_MS)
    assert isinstance(errors[0], BugError)


def test_that_a_cancelled_task_stops_at_its_next_step(worker: Office, qtbot: QtBot) -> None:
    errors: list[Exception] = []
    task = worker.run(wire.WRITE, calls.counts_for_ever, failed=errors.append)
    with qtbot.waitSignal(task.stepped, timeout=WAIT_MS):
        pass
    task.cancel()
    qtbot.waitUntil(lambda: bool(errors), timeout=WAIT_MS)
    assert isinstance(errors[0], SurroundingsError)
    assert errors[0].code == "cancelled"


def test_that_reading_goes_on_beside_a_long_write(worker: Office, qtbot: QtBot) -> None:
    got: list[wire.Done] = []
    ended: list[Exception] = []
    write = worker.run(wire.WRITE, calls.counts_for_ever, failed=ended.append)
    with qtbot.waitSignal(write.stepped, timeout=WAIT_MS):
        pass
    worker.run(wire.READ, calls.doubled, np.ones((1, 2)), done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    assert not write.is_over
    write.cancel()
    qtbot.waitUntil(lambda: bool(ended), timeout=WAIT_MS)


def test_that_a_newer_question_of_one_key_makes_the_older_void(
    empty_desk: Desk, qtbot: QtBot
) -> None:
    got: list[str] = []
    for word in ("first", "second", "third"):
        empty_desk.ask(calls.echo, word, done=got.append, key="word")
    qtbot.waitUntil(lambda: not empty_desk.office.tasks(), timeout=WAIT_MS)
    assert got == ["third"]


def test_that_a_killed_worker_is_replaced_and_its_tasks_are_told_as_failed(
    own_office: Office, qtbot: QtBot
) -> None:
    errors: list[Exception] = []
    task = own_office.run(wire.WRITE, calls.counts_for_ever, failed=errors.append)
    with qtbot.waitSignal(task.stepped, timeout=WAIT_MS):
        pass
    former = own_office.process_id
    with qtbot.waitSignal(own_office.lost, timeout=WAIT_MS):
        os.kill(former, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(errors), timeout=WAIT_MS)
    assert isinstance(errors[0], SurroundingsError)
    assert errors[0].code == "worker_died"
    got: list[wire.Done] = []
    own_office.run(wire.READ, calls.echo, "again", done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    assert own_office.process_id != former


def test_that_a_worker_ends_where_a_project_is_to_be_closed_behind_what_is_written(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.tasks.office, "_END_S", 20)  # where it waits for itself, not for ever
    office = Office(child.start())
    office.run(wire.WRITE, calls.sleeps, 0.3)
    office.run(wire.WRITE, project_calls.close_project)
    process = office._child.process
    office.stop()
    assert process.exitcode == 0
