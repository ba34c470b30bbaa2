"""Several boundary files at once: each layer is seen before, ticked or not, and told of after."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from helpers.dialogs import WAIT_MS, dialog, gone, press, typed
from helpers.qinghe import QINGHE
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.imports.areas_wizard import AreasWizard
from ui.imports.part_columns import PartColumns
from ui.imports.parts_model import PROBLEMS
from ui.imports.parts_wizard import DONE, PARTS, PartsWizard

RING = [[126.40, 43.30], [126.45, 43.30], [126.45, 43.34], [126.40, 43.34], [126.40, 43.30]]


def geojson(path: Path, rings: list[list[list[float]]], crs: object = "", **attributes) -> Path:
    data = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": attributes,
             "geometry": {"type": "Polygon", "coordinates": [ring]}}
            for ring in rings
        ],
    }  # fmt: skip
    if crs != "":
        data["crs"] = crs
    path.write_text(json.dumps(data), "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An area, its zones, a file without a coordinate system, one that is cut off."""
    out = tmp_path / "边界"
    out.mkdir()
    geojson(out / "功能区划.geojson", [[[x, y] for x, y in RING]], 名称="新核心区", 功能区="核心区")
    geojson(out / "新保护区.geojson", [RING], 名称="新保护区")
    metres = [[x, y] for x, y in ((512000, 4790000), (513000, 4790000), (513000, 4791000))]
    geojson(out / "平面.geojson", [[*metres, metres[0]]], crs=None, 名称="平面区")
    shp = QINGHE / "boundaries" / "保护区范围.shp"
    (out / "坏.shp").write_bytes(shp.read_bytes()[:300])
    return out


@pytest.fixture
def wizard(desk: Desk, folder: Path, qtbot: QtBot) -> PartsWizard:
    made = PartsWizard(desk, [folder])
    made.open()
    settled(qtbot, made, PARTS)
    return made


def settled(qtbot: QtBot, wizard: PartsWizard, page: int) -> None:
    qtbot.waitUntil(lambda: wizard.page == page and wizard.running.task is None, timeout=WAIT_MS)


def row_of(wizard: PartsWizard, name: str) -> int:
    return next(n for n, p in enumerate(wizard.parts) if p.path.name == name)


def choose(wizard: PartsWizard, name: str) -> None:
    page = wizard.page_of_parts
    page.view.setCurrentIndex(page.model.index(row_of(wizard, name), 0))


def test_that_files_are_seen_ticked_corrected_and_imported(
    wizard: PartsWizard, qtbot: QtBot, model_tester
) -> None:
    page = wizard.page_of_parts
    model_tester(page.model)
    kinds = {p.path.name: p.wish.kind for p in wizard.parts}
    assert kinds["功能区划.geojson"] == "zone"
    assert kinds["新保护区.geojson"] == "area"
    # The zones find the area that comes with them.
    zones = wizard.parts[row_of(wizard, "功能区划.geojson")]
    assert zones.seen is not None
    assert zones.seen.counts["created"] == 1
    # What asks for a coordinate system has come to the front, with what its numbers may be.
    assert page.current() is wizard.parts[row_of(wizard, "平面.geojson")]
    assert page.pane.take_crs.isVisible()
    assert page.pane.crs.value() is not None
    if os.environ.get("D_SHOTS"):
        wizard.grab().save(os.environ["D_SHOTS"] + "-asks.png")
    press(qtbot, wizard, "parts.take_crs")
    settled(qtbot, wizard, PARTS)
    plane = wizard.parts[row_of(wizard, "平面.geojson")]
    assert plane.seen is not None
    assert plane.seen.crs_source == "given"
    assert page.map._drawn
    bad = page.model.index(row_of(wizard, "坏.shp"), PROBLEMS)
    assert page.model.data(bad)
    choose(wizard, "新保护区.geojson")
    if os.environ.get("D_SHOTS"):
        wizard.grab().save(os.environ["D_SHOTS"] + "-parts.png")
    # Space takes a line off, the button counts what is left.
    choose(wizard, "平面.geojson")
    before = len(wizard.wanted())
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert len(wizard.wanted()) == before - 1
    press(qtbot, wizard, "parts.next")
    settled(qtbot, wizard, DONE)
    if os.environ.get("D_SHOTS"):
        wizard.grab().save(os.environ["D_SHOTS"] + "-done.png")
    done = {p.path.name: p.done.counts for p in wizard.parts if p.done is not None}
    assert {name: counts["created"] for name, counts in done.items()} == {
        "新保护区.geojson": 1, "功能区划.geojson": 1,
    }  # fmt: skip
    assert any(p.fatal for p in wizard.outcome.problems._list.items)  # the one that is cut off
    # A way leads back to what was left.
    wizard.go_back()
    settled(qtbot, wizard, PARTS)
    assert not wizard.wanted()
    press(qtbot, wizard, "parts.close")
    gone(qtbot, "parts")


def test_that_a_folder_that_is_chosen_alone_goes_on_layer_by_layer(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    alone = AreasWizard(desk, folder)
    alone.open()
    typed(qtbot, alone, "areas.valid_from", "2026-03-01")
    press(qtbot, alone, "areas.next")
    several = dialog(qtbot, "parts")
    assert isinstance(several, PartsWizard)
    settled(qtbot, several, PARTS)
    assert {part.wish.valid_from for part in several.parts} == {"2026-03-01"}
    # One choice holds for all lines that are chosen, and their columns are mapped by hand.
    page = several.page_of_parts
    page.view.selectAll()
    page.pane.kind.setCurrentIndex(page.pane.kind.findData("control"))
    page.pane.kind.activated.emit(page.pane.kind.currentIndex())
    settled(qtbot, several, PARTS)
    assert {part.wish.kind for part in several.parts if part.is_readable} == {"control"}
    # One of them is in force since another day.
    choose(several, "新保护区.geojson")
    typed(qtbot, several, "parts.since", "2026-05-01")
    qtbot.keyClick(page.pane.valid_from, Qt.Key.Key_Return)
    settled(qtbot, several, PARTS)
    days = {part.path.name: part.wish.valid_from for part in several.parts}
    assert days["新保护区.geojson"] == "2026-05-01"
    assert days["功能区划.geojson"] == "2026-03-01"
    press(qtbot, several, "parts.columns")
    columns = several.findChild(PartColumns)
    assert columns.rows.model.rowCount() == 1
    columns.mapping.take_over({"名称": "remark"})
    columns.accept()
    settled(qtbot, several, PARTS)
    assert several.parts[row_of(several, "新保护区.geojson")].wish.columns == {"remark": "名称"}
    press(qtbot, several, "parts.close")
    gone(qtbot, "parts")
