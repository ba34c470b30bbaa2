"""A pause: what comes several times in a moment is done once, so long after the last of it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.timers import pause


def test_that_what_comes_several_times_is_done_once(qtbot: QtBot) -> None:
    owner, calls = QObject(), list[str]()
    timer = pause(owner, 0, lambda: calls.append("done"))
    for _ in range(3):
        timer.start()
    assert calls == []
    qtbot.waitUntil(lambda: bool(calls))
    assert (calls, timer.isActive()) == (["done"], False)


def test_that_a_pause_keeps_its_time_and_goes_with_its_owner(qtbot: QtBot) -> None:
    owner, calls = QObject(), list[str]()
    timer = pause(owner, 250, lambda: calls.append("done"))
    assert (timer.interval(), timer.isActive(), timer.parent()) == (250, False, owner)


def test_that_a_signal_may_be_what_follows(qtbot: QtBot) -> None:
    owner = QObject()
    with qtbot.waitSignal(owner.objectNameChanged, timeout=2000):
        pause(owner, 0, lambda: owner.setObjectName("later")).start()
    heard: list[str] = []
    relay = pause(owner, 0, pause(owner, 0, lambda: heard.append("told")).timeout)
    relay.start()
    qtbot.waitUntil(lambda: heard == ["told"])
