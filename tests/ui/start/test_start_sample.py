"""The sample is made beside other work, and opened over nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.dialogs import LEFT, WAIT_MS
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.start.panel import StartPanel


@pytest.fixture
def start(desk: Desk, qtbot: QtBot, own_home: Path) -> Iterator[StartPanel]:
    """The start page beside a project that is open."""
    (own_home / "Documents").mkdir(exist_ok=True)
    desk.prefs.set("start.last_folder", str(own_home / "Documents"))
    panel = StartPanel(desk)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_that_a_sample_opens_where_the_project_was_closed_meanwhile(
    start: StartPanel, desk: Desk, qtbot: QtBot
) -> None:
    before = desk.info.path
    start.make_sample()
    desk.close()
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS * 3):
        pass
    assert desk.info.path != before
    assert start.welcome.ways["sample"].isEnabled()
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
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
