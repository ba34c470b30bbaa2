"""A boundary file with a web map's shift: the wizard says so, and one click takes it off."""

from __future__ import annotations

from pathlib import Path

import fiona
import numpy as np
import shapely
from helpers.dialogs import LEFT, WAIT_MS, gone, press
from helpers.imports import shapes_file
from helpers.qinghe import QINGHE
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shapely.geometry import shape

from greenshield.geo import shift
from ui.desk import Desk
from ui.imports import table_wizard
from ui.imports.areas_wizard import AreasWizard
from ui.imports.parts_wizard import DONE, PARTS, PartsWizard


def web_map(path: Path) -> Path:
    """The sample's red line as a web map has it."""
    with fiona.open(QINGHE / "boundaries" / "生态保护红线.geojson") as file:
        shapes = [shape(feature.geometry) for feature in file]
    moved = [
        shapely.transform(s, lambda xy: np.column_stack(shift.to_gcj02(*xy.T))) for s in shapes
    ]
    return shapes_file(path, [(s, {"名称": f"网图{n}"}) for n, s in enumerate(moved)])


def test_that_a_shift_is_told_and_one_click_takes_it_off(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    wizard = AreasWizard(desk, web_map(tmp_path / "web.geojson"))
    wizard.show()

    def settled(page: int) -> None:
        qtbot.waitUntil(
            lambda: wizard.page == page and wizard.running.task is None, timeout=WAIT_MS
        )

    def click() -> None:
        button = wizard.standing.findChild(QPushButton, "notice.act")
        qtbot.mouseClick(button, LEFT)

    assert not wizard.standing.isVisible()
    press(qtbot, wizard, "areas.next")
    settled(table_wizard.COLUMNS)
    assert (wizard.standing.kind(), wizard.standing.isVisible()) == ("warning", True)
    assert wizard.seen.standing.verdict == "gcj02"
    assert "GCJ-02" in wizard.standing.text()
    click()
    settled(table_wizard.COLUMNS)
    qtbot.waitUntil(lambda: wizard.standing.kind() == "ok", timeout=WAIT_MS)
    assert wizard.wish().datum == "gcj02"
    click()  # and put it on again
    qtbot.waitUntil(lambda: wizard.standing.kind() == "warning", timeout=WAIT_MS)
    assert wizard.wish().datum == ""
    press(qtbot, wizard, "areas.next")
    settled(table_wizard.CHECK)
    assert "positions_of_web_map" in {p.code for p in wizard.problems.items}
    click()
    qtbot.waitUntil(lambda: wizard.standing.kind() == "ok", timeout=WAIT_MS)
    assert wizard.page == table_wizard.CHECK
    assert "positions_of_web_map" not in {p.code for p in wizard.problems.items}
    wizard.go_back()
    wizard.go_back()
    assert not wizard.standing.isVisible()
    press(qtbot, wizard, "areas.close")
    gone(qtbot, "areas")


def test_that_one_click_takes_the_shift_off_every_file_that_has_it(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    files = [web_map(tmp_path / name) for name in ("甲.geojson", "乙.geojson")]
    right = tmp_path / "丙.geojson"
    right.write_bytes((QINGHE / "boundaries" / "生态保护红线.geojson").read_bytes())
    wizard = PartsWizard(desk, [*files, right])
    wizard.open()

    def settled(page: int) -> None:
        qtbot.waitUntil(
            lambda: wizard.page == page and wizard.running.task is None, timeout=WAIT_MS
        )

    def click() -> None:
        qtbot.mouseClick(wizard.standing.findChild(QPushButton, "notice.act"), LEFT)
        settled(PARTS)

    settled(PARTS)
    assert wizard.standing.kind() == "warning"
    click()
    assert [part.wish.datum for part in wizard.parts] == ["gcj02", "gcj02", ""]
    assert wizard.standing.kind() == "ok"
    click()
    assert [part.wish.datum for part in wizard.parts] == ["", "", ""]
    click()
    press(qtbot, wizard, "parts.next")
    settled(DONE)
    assert all(part.done is not None for part in wizard.parts)
    press(qtbot, wizard, "parts.close")
    gone(qtbot, "parts")
    # The raw file once more: it was corrected before, and that is what is told.
    again = AreasWizard(desk, files[0])
    again.show()
    press(qtbot, again, "areas.next")
    qtbot.waitUntil(
        lambda: again.page == table_wizard.COLUMNS and again.running.task is None, timeout=WAIT_MS
    )
    assert again.standing.kind() == "info"
    assert "before" in again.standing.text()
    press(qtbot, again, "areas.close")
    gone(qtbot, "areas")
