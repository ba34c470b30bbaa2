"""What is dropped on the window is taken for what it holds, whatever it is called."""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers.dialogs import WAIT_MS, dialog, gone, press
from helpers.imports import workbook
from helpers.make_photos import jpeg_with_exif
from helpers.qinghe import QINGHE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.imports import calls
from ui.imports.calls import LedgerWish
from ui.imports.parts_wizard import PARTS, PartsWizard
from ui.imports.room import ImportsRoom

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_that_each_file_that_is_dropped_comes_where_it_belongs(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = ImportsRoom(desk, window)
    photos: list[list[Path]] = []
    desk.show.photo_files.connect(photos.append)
    # A photo under another name, a workbook that is sealed, a sheet that tells what it is.
    shot = tmp_path / "附件.dat"
    shutil.move(jpeg_with_exif(tmp_path / "A.JPG", seed=7), shot)
    sealed = tmp_path / "桩.xlsx"
    sealed.write_bytes(OLE + "EncryptedPackage\0".encode("utf-16-le") * 4)
    (ledger,) = QINGHE.rglob("整改台账.xlsx")
    room.dropping.take([shot, sealed, ledger])
    asked = dialog(qtbot, "imports.what")  # the sample has it already
    asked.group.button(0).click()
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    press(qtbot, dialog(qtbot, "ledger"), "ledger.close")
    gone(qtbot, "ledger")
    told = dialog(qtbot, "imports.unknown")
    assert isinstance(told, QMessageBox)
    assert "桩.xlsx" in told.text()
    assert photos == [[shot]]
    told.accept()
    # Shapes are asked for, by keys alone; several of them go on together.
    boundaries = QINGHE / "boundaries"
    room.dropping.take([boundaries / "保护区范围.shp", boundaries / "生态保护红线.geojson"])
    asked = dialog(qtbot, "imports.what")
    qtbot.keyClick(asked.focusWidget() or asked, Qt.Key.Key_Return)
    several = dialog(qtbot, "parts")
    assert isinstance(several, PartsWizard)
    qtbot.waitUntil(lambda: several.page == PARTS and several.running.task is None, timeout=WAIT_MS)
    assert {part.wish.kind for part in several.parts} == {"area", "redline"}
    press(qtbot, several, "parts.close")
    gone(qtbot, "parts")


def test_that_a_list_that_the_ledger_knows_is_offered_to_be_compared(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = ImportsRoom(desk, window)
    head = ("图斑编号", "经度", "纬度", "活动类型", "问题来源", "问题描述")
    rows = [(f"ZL-{n}", 126.3 + n / 100, 43.2, "道路", "绿盾巡查", "占用") for n in range(4)]
    first = workbook(tmp_path / "一.xlsx", head, rows)
    got: list[object] = []
    desk.do(calls.ledger_taken, first, LedgerWish(), done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    new = [(f"XL-{n}", *row[1:]) for n, row in enumerate(rows)]
    again = workbook(tmp_path / "二.xlsx", head, [*rows[:2], *new[:2]])
    other = workbook(tmp_path / "三.xlsx", head, [*rows[:1], *new[:3]])  # ours are too few
    room.dropping.take([again, other])
    asked = dialog(qtbot, "imports.what")
    assert asked.chosen().name == "again"
    assert "二.xlsx" in asked.title.text()
    assert "三.xlsx" not in asked.title.text()
    qtbot.keyClick(asked.focusWidget() or asked, Qt.Key.Key_Return)
    box = dialog(qtbot, "compare")
    assert box.options.path.text() == str(again)
    press(qtbot, box, "compare.close")
    gone(qtbot, "compare")
    press(qtbot, dialog(qtbot, "ledger"), "ledger.close")
    gone(qtbot, "ledger")
