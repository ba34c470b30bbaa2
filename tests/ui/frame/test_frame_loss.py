"""A project that lacks what its user has seen there is told of when it is opened to write."""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers.open_sessions import add_clue
from helpers.projects import patch
from helpers.rollback import put_back
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from greenshield.services.session import writing
from ui.desk import Desk
from ui.main_window import MainWindow

WAIT_MS = 60_000


def test_that_a_backup_in_the_place_of_what_was_seen_is_told_on_opening(
    empty_desk: Desk, sample_project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    def box() -> QMessageBox | None:
        return window.findChild(QMessageBox, "trouble")

    window = MainWindow(empty_desk)
    shutil.copytree(sample_project, tmp_path / "backup")
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        empty_desk.open(sample_project)
    assert (empty_desk.info.lost, box()) == (0, None)
    closed: list[bool] = []
    empty_desk.close(lambda: closed.append(True))
    qtbot.waitUntil(lambda: bool(closed), timeout=WAIT_MS)
    with writing(sample_project) as session:
        add_clue(session, "YG-99", patch(9))
    put_back(tmp_path / "backup", sample_project)
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        empty_desk.open(sample_project)
    told = box()
    assert told is not None
    assert "lacks events" in told.text()
    assert "verify" in told.informativeText()
    assert "--" not in told.informativeText()
    with qtbot.waitSignal(told.finished):
        qtbot.keyClick(told, Qt.Key.Key_Escape)
    window.close()
    window.deleteLater()
