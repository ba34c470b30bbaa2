"""The sample is made among the documents, opened over nothing, and asks who comes to see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.dialogs import LEFT, WAIT_MS, dialog, gone, press
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.start.panel import StartPanel


@pytest.fixture
def start(desk: Desk, qtbot: QtBot, own_home: Path) -> Iterator[StartPanel]:
    """The start page beside a project that is open."""
    for name in ("Documents", "work"):
        (own_home / name).mkdir(exist_ok=True)
    desk.prefs.set("start.last_folder", str(own_home / "work"))
    panel = StartPanel(desk)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_that_a_sample_opens_where_the_project_was_closed_meanwhile(
    start: StartPanel, desk: Desk, qtbot: QtBot, own_home: Path
) -> None:
    before, rooms = desk.info.path, []
    desk.show.room.connect(rooms.append)
    start.make_sample()
    desk.close()
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS * 3):
        pass
    assert desk.info.path != before
    assert desk.info.path.parents[1] == own_home / "Documents"  # not where the last project was
    assert start.welcome.ways["sample"].isEnabled()
    who = dialog(qtbot, "who")
    qtbot.waitUntil(lambda: who.model.rowCount() == 5, timeout=WAIT_MS)
    assert not desk.info.actor_id
    assert not rooms
    row = next(n for n in range(5) if "inspector" in who.model.rows[n].roles)
    who.list.setCurrentIndex(who.model.index(row, 0))
    press(qtbot, who, "who.ok")
    gone(qtbot, "who")
    assert desk.info.actor_id == who.model.rows[row].actor_id
    assert rooms == ["work"]
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)


def test_that_a_sample_is_offered_to_who_works_in_another_project(
    start: StartPanel, desk: Desk, qtbot: QtBot
) -> None:
    before = desk.info.path

    def made() -> QMessageBox | None:
        return start.findChild(QMessageBox, "start.sample_made")

    start.make_sample()
    qtbot.waitUntil(lambda: made() is not None, timeout=WAIT_MS * 3)
    assert desk.info.path == before
    assert start.welcome.ways["sample"].isEnabled()
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS):
        qtbot.mouseClick(made().findChild(QPushButton, "start.sample_open"), LEFT)
    assert desk.info.path != before
    dialog(qtbot, "who").reject()
    gone(qtbot, "who")
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
