"""The markers room on a small project of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.dialogs import WAIT_MS
from pytestqt.qtbot import QtBot

from greenshield.cli.main import main as greenshield
from ui.desk import Desk
from ui.markers.panel import MarkersPanel

LIST = (
    "界桩编号,标志类型,保护地名称,东经,北纬,现状,检查日期,埋设日期\n"
    "JZ-1,界桩,云岭保护区,126.31,43.21,完好,2024-05-06,2021-05\n"
    "JZ-2,标识牌,云岭保护区,126.32,43.21,倾斜,2024-05-06,2021-06\n"
    "JZ-10,界桩,云岭保护区,126.33,43.22,,,\n"
    "PB-1,标识牌,北坡湿地,126.34,43.22,丢失,2024-06-01,\n"
)


def run(*words: object) -> None:
    """Runs a command as who works here does."""
    assert greenshield([*map(str, words), "--json"]) == 0, words


@pytest.fixture
def listed(
    empty_desk: Desk, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A desk on a project with four markers; the one who made it is signed in."""
    project = tmp_path / "p"
    run("new", project, "--name", "云岭县", "--division", "229901", "--me", "甲")
    file = tmp_path / "m.csv"
    file.write_text(LIST, "utf-8")
    run("layers", "markers", "import", project, file)
    capsys.readouterr()
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        empty_desk.open(project)
    return empty_desk


@pytest.fixture
def room(listed: Desk, qtbot: QtBot) -> Iterator[MarkersPanel]:
    """The room, at rest."""
    panel = MarkersPanel(listed)
    panel.resize(1200, 400)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: len(panel.model.rows) == 4, timeout=WAIT_MS)
    yield panel
    panel.close()
