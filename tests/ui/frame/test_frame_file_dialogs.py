"""A dialog for files answers into the project that it was opened for, or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.main_window import MainWindow


def asking() -> dict[str, QFileDialog]:
    boxes = (w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog))
    return {box.objectName(): box for box in boxes if box.isVisible()}


def test_that_what_asks_for_a_project_is_put_away_with_it(
    window: MainWindow, desk: Desk, qtbot: QtBot, sample_project: Path
) -> None:
    window.registry.actions["photos.import_folder"].trigger()
    window.registry.actions["start.open"].trigger()
    assert asking().keys() == {"photos.files", "start.folder"}
    with qtbot.waitSignal(desk.closed):
        desk.open(sample_project)
    assert asking().keys() == {"start.folder"}  # it asks for another project
    asking()["start.folder"].reject()
    qtbot.waitUntil(lambda: desk.info is not None, timeout=20_000)
