"""What comes and goes in a project's folder of basemaps behind the window."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.basemap.watch import FolderWatch


@pytest.mark.parametrize("name", ["county", "basemaps"])
def test_that_the_folder_is_seen_to_come_and_to_go(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    project = tmp_path / name
    folder = project / "basemaps"
    project.mkdir()
    watch = FolderWatch()
    watch.watch(folder)
    with qtbot.assertNotEmitted(watch.changed, wait=900):
        (project / "project.lock").write_text("")  # nothing of the basemaps'
    with qtbot.waitSignal(watch.changed):
        folder.mkdir()
    with qtbot.waitSignal(watch.changed):
        (folder / "a.tif").write_bytes(b"")
    with qtbot.waitSignal(watch.changed):
        shutil.rmtree(folder)
    with qtbot.waitSignal(watch.changed):
        folder.mkdir()
    watch.watch(None)
