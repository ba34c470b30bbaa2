"""A dialog for files answers into the project that it was opened for, or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.main_window import MainWindow
from ui.prefs import Prefs
from ui.widgets.choosing import Kept
from ui.widgets.path_field import PathField


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


def test_that_a_field_for_a_file_begins_where_one_was_picked_last(
    qtbot: QtBot, tmp_path: Path
) -> None:
    prefs = Prefs(tmp_path / "window.json")
    (tmp_path / "lists").mkdir()
    chosen = tmp_path / "lists" / "a.csv"
    chosen.touch()
    first, second = PathField("file"), PathField("file")
    for field, start in ((first, Path.home()), (second, tmp_path / "lists")):
        qtbot.addWidget(field)
        field.kept = Kept(prefs, "some.folder")
        field.browse()
        dialog = field.findChild(QFileDialog, "path.dialog")
        assert Path(dialog.directory().path()) == start
        dialog.fileSelected.emit(str(chosen))
        assert field.text() == str(chosen)
        dialog.reject()
        qtbot.waitUntil(lambda f=field: f.findChild(QFileDialog, "path.dialog") is None)
    prefs.flush()
