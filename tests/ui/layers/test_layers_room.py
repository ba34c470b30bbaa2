"""Layers for reference: added, seen, clicked, described, taken off, put back, damaged."""

from pathlib import Path

import fiona
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QMessageBox

from ui.layers import calls
from ui.layers.edit_dialog import EditLayerDialog
from ui.layers.remove_dialog import RemoveLayerDialog
from ui.layers.restore_dialog import RestoreLayersDialog
from ui.layers.room import LayersRoom
from ui.map import places

WAIT_MS = 60_000


def test_that_a_layer_is_added_seen_clicked_and_told(bench, stations, qtbot):
    bench.add(stations)
    assert bench.line("监测站") == "监测站 (3)"
    guest = bench.guest("监测站")
    assert bench.panel.side.current() == guest
    sheet = bench.panel.canvas.layer(f"{guest}/point")
    x0, _, x1, _ = bench.panel.canvas.view().box
    assert x0 < sheet.box()[0] < x1  # the map went there, for it lies elsewhere
    told = bench.room.told
    at = places.world(150.0, 43.0)
    pixel = bench.panel.canvas.pixel_of(at).toPoint()
    qtbot.mouseMove(bench.panel.canvas.viewport(), pixel)
    qtbot.mouseClick(bench.panel.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel)
    qtbot.waitUntil(lambda: told.dialog is not None and told.dialog.isVisible(), timeout=WAIT_MS)
    dialog = told.dialog
    assert dialog.model.rows == [("站名", "甲站"), ("级别", 1)]
    assert bench.panel.chosen.features()[f"{guest}/point"].tolist() == [0]
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "站名\t甲站\n级别\t1"
    bench.panel.guests.pick([(f"{guest}/polygon", 0), (f"{guest}/point", 1)])
    bench.rest()
    assert dialog.model.rows[0] == ("站名", "样地")
    dialog.after.click()
    assert dialog.model.rows == [("站名", "乙<b>站"), ("级别", None)]
    dialog.zoom.click()
    dialog.close()
    assert told.dialog is None
    bench.panel.furniture.labels.place()
    assert "乙<b>站" in {label.text for label in bench.panel.furniture.labels.shown}


def test_that_a_layer_is_described_taken_off_and_put_back_each_undone(bench, stations, qtbot):
    bench.add(stations, called="站")
    guest = bench.guest("站")
    before = bench.panel.canvas.layer(f"{guest}/point").palette
    item = bench.room.reader.items[guest]
    bench.room.deeds.edit(item)
    dialog = bench.panel.findChild(EditLayerDialog)
    bench.rest()
    assert dialog.label.value() == "站名"
    dialog.called.setText("生态站")
    dialog.colour.set_value("#e69f00")
    dialog.label.setCurrentIndex(0)
    with qtbot.waitSignal(dialog.finished, timeout=WAIT_MS):
        dialog.ok.click()
    bench.rest()
    assert bench.line("生态站") == "生态站 (3)"
    assert bench.panel.canvas.layer(f"{guest}/point").palette != before
    assert not bench.panel.book.page(f"{guest}/point").face.is_labelled
    bench.desk.undo_last()
    bench.rest()
    assert bench.line("站") == "站 (3)"
    bench.room.deeds.remove(bench.room.reader.items[guest])
    away = bench.panel.findChild(RemoveLayerDialog)
    away.ok.click()
    qtbot.waitUntil(lambda: away.fields["reason"].told() != "", timeout=WAIT_MS)
    away.reason.setText("过期")
    with qtbot.waitSignal(away.finished, timeout=WAIT_MS):
        away.ok.click()
    bench.rest()
    assert bench.room.reader.items == {}
    assert not bench.model.index_of(guest).isValid()
    bench.room.handlers()["layers.restore"]()
    bench.rest()
    back = bench.panel.findChild(RestoreLayersDialog)
    with qtbot.waitSignal(back.finished, timeout=WAIT_MS):
        back.ok.click()
    bench.rest()
    assert bench.line("站") == "站 (3)"
    bench.desk.undo_last()
    bench.rest()
    assert bench.room.reader.items == {}


def test_that_a_layer_whose_file_is_gone_says_so_and_comes_back_with_it(bench, stations, desk):
    bench.add(stations)
    guest = bench.guest("监测站")
    [derived] = (desk_folder(desk) / "derived" / "layers").iterdir()
    media = next(p for p in (desk_folder(desk) / "media").rglob("*") if same(p, stations))
    kept = media.read_bytes()
    derived.unlink()
    media.unlink()
    desk.ask(calls.forget)  # what the worker holds in memory is gone with the next start
    bench.rest()
    bench.room.reload(again=True)
    bench.room.reader.want(guest)
    bench.rest()
    assert bench.line("监测站") == "监测站 (can't be shown)"
    assert bench.panel.canvas.stack.find(f"{guest}/point") is None
    tip = bench.model.data(bench.model.index_of(guest), Qt.ItemDataRole.ToolTipRole)
    assert tip.count("\n") >= 1
    menu = bench.room.deeds.menu(bench.room.reader.items[guest])
    assert menu.actions()[0].text() == "Why it can't be shown"
    menu.close()
    media.write_bytes(kept)
    bench.panel.renewed.emit()
    bench.rest()
    assert bench.line("监测站") == "监测站 (3)"


def test_that_a_layer_put_away_is_read_when_it_is_ticked(bench, stations, qtbot):
    bench.add(stations)
    guest = bench.guest("监测站")
    at = bench.model.index_of(guest)
    off, on = Qt.CheckState.Unchecked.value, Qt.CheckState.Checked.value
    bench.model.setData(at, off, Qt.ItemDataRole.CheckStateRole)
    bench.room.reader.forget()
    bench.panel.guests.clear()
    bench.room.reload()
    bench.rest()
    assert bench.line("监测站") == "监测站"  # listed, not read
    assert bench.panel.canvas.stack.find(f"{guest}/point") is None
    at = bench.model.index_of(guest)
    bench.model.setData(at, on, Qt.ItemDataRole.CheckStateRole)
    bench.rest()
    assert bench.line("监测站") == "监测站 (3)"
    bench.panel.side.menu_wanted.emit(guest, bench.panel.mapToGlobal(bench.panel.rect().center()))
    menu = bench.panel.findChild(QMenu, "layers.menu")
    assert len(menu.actions()) == 3
    menu.close()


def test_that_a_layer_shows_at_the_next_opening_before_it_is_read(bench, stations, desk, qtbot):
    bench.add(stations)
    guest, path = bench.guest("监测站"), Path(desk.info.path)
    kept = [f for f in (path / "derived" / "map").iterdir() if f.name.startswith("reference")]
    assert len(kept) == 2  # points and areas
    seen = []

    def on_shown():
        layer = bench.panel.canvas.stack.find(f"{guest}/point")
        if layer is not None and not seen:
            seen.append(layer.fresh)

    bench.model.rowsInserted.connect(on_shown)
    bench.model.dataChanged.connect(on_shown)
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS):
        desk.open(path)
    bench.rest()
    qtbot.waitUntil(lambda: bench.panel.guests.is_read(guest), timeout=WAIT_MS)
    assert seen == [False]
    assert bench.panel.canvas.layer(f"{guest}/point").fresh
    assert bench.line("监测站") == "监测站 (3)"


def desk_folder(desk):
    return Path(desk.info.path)


def same(path, other):
    return path.is_file() and path.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("action", ["layers.edit", "layers.remove"])
def test_that_an_action_without_a_layer_says_what_to_do(desk, qtbot, bench, action):
    assert isinstance(bench.room, LayersRoom)
    assert bench.room.button.isEnabled()
    bench.room.handlers()[action]()
    box = bench.panel.findChild(QMessageBox, "layers.told")
    assert "Add a layer" in box.informativeText()
    box.close()


def test_that_a_file_that_says_no_system_is_asked_about_before_it_is_added(bench, tmp_path, qtbot):
    file = tmp_path / "样点.shp"
    schema = {"geometry": "Point", "properties": {"name": "str:20"}}
    with fiona.open(file, "w", driver="ESRI Shapefile", schema=schema, encoding="UTF-8") as out:
        place = {"type": "Point", "coordinates": (530_000.0, 4_790_000.0)}
        out.write({"type": "Feature", "geometry": place, "properties": {"name": "一"}})
    dialog = bench.room.deeds.add(file)
    qtbot.waitUntil(lambda: dialog.fields["crs"].told() != "", timeout=WAIT_MS)
    assert not dialog.ok.isEnabled()
    assert dialog.crs.value() == ""  # nothing is guessed
    proposed = dialog.crs.itemText(1)
    assert proposed.startswith("EPSG:")
    dialog.crs.setCurrentIndex(1)
    dialog.crs.activated.emit(1)
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=WAIT_MS)
    assert proposed in dialog.facts.text()
    assert "as you say" in dialog.facts.text()
    assert dialog.label.value() == "name"
    with qtbot.waitSignal(dialog.finished, timeout=WAIT_MS):
        dialog.ok.click()
    bench.rest()
    assert bench.line("样点") == "样点 (1)"
    again = bench.room.deeds.add(file)
    again.crs.setEditText(proposed)
    again.crs.lineEdit().editingFinished.emit()
    qtbot.waitUntil(lambda: "already" in again.facts.text(), timeout=WAIT_MS)
    again.path.set_path(str(tmp_path / "keine.shp"))
    qtbot.waitUntil(lambda: again.fields["path"].told() != "", timeout=WAIT_MS)
    again.reject()
