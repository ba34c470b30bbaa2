"""Files that are opened by the system's program for them, and what is told where none is."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.widgets.opening import open_path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="xdg-open is not of Windows")


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (2, "a.docx is no longer in {folder}: it was moved, renamed or deleted."),
        (3, "No program on this computer opens a.docx. It lies in {folder}."),
        (4, "No program on this computer opens a.docx. It lies in {folder}."),
    ],
)
def test_that_a_file_that_is_gone_is_told_apart_from_one_without_a_program(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: int, told: str
) -> None:
    program = tmp_path / "xdg-open"
    program.write_text(f"#!/bin/sh\nexit {ends}\n", encoding="ascii")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    asker, heard = QObject(), []
    open_path(tmp_path / "a.docx", asker, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [told.format(folder=tmp_path)]
