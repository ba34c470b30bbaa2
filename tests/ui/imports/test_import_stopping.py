"""A wizard says at once that it is being stopped, and nothing of what comes meanwhile unsays it."""

from __future__ import annotations

import pytest
from helpers.dialogs import press
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ui.imports.running import Running
from ui.tasks.task import Task


@pytest.fixture
def running(qtbot: QtBot) -> Running:
    made = Running("stop")
    qtbot.addWidget(made)
    made.show()
    return made


def task() -> Task:
    return Task(1, "read", "Import", lambda _: None)


def told(running: Running) -> str:
    label = running.findChild(QLabel)
    assert label is not None
    return label.text()


def test_that_a_stop_is_told_at_once_and_stays_told(running: Running, qtbot: QtBot) -> None:
    reading = task()
    running.begin()
    running.follow(reading)
    reading.step("reading", 1, 9)
    before = told(running)
    press(qtbot, running, "stop")
    assert reading.is_cancelled
    assert told(running) == "Stopping…" != before
    reading.step("reading", 2, 9)
    assert told(running) == "Stopping…"
    stop = running.findChild(QPushButton, "stop")
    assert stop is not None
    assert not stop.isEnabled()


def test_that_what_runs_next_can_be_stopped_again(running: Running, qtbot: QtBot) -> None:
    running.begin()
    running.follow(task())
    press(qtbot, running, "stop")
    running.end()
    running.begin()
    another = task()
    running.follow(another)
    assert told(running) == ""
    press(qtbot, running, "stop")
    assert another.is_cancelled
