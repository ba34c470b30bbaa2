"""The rows of the ledger are written as tables and shapes, by clicks and keys."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from helpers.dialogs import WAIT_MS, dialog, gone
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import language
from ui.desk import Desk
from ui.ledger.export_dialog import ExportDialog
from ui.ledger.panel import LedgerPanel


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot, settled: Callable[[Desk], None]) -> Iterator[LedgerPanel]:
    """The ledger of the sample, all views."""
    made = LedgerPanel(desk)
    made.resize(1300, 420)
    made.show()
    qtbot.waitExposed(made)
    settled(desk)
    made.show_filter({})
    qtbot.waitUntil(lambda: len(made.model.keys) > 50, timeout=WAIT_MS)
    settled(desk)
    yield made
    made.close()
    made.deleteLater()


def _opened(panel: LedgerPanel, qtbot: QtBot, settled: Callable[[Desk], None]) -> ExportDialog:
    panel.handlers()["ledger.export"]()
    box = dialog(qtbot, "export")
    assert isinstance(box, ExportDialog)
    box.opener = lambda *_: None
    settled(panel._desk)
    return box


def _write(qtbot: QtBot, box: ExportDialog, out: Path) -> None:
    box.path.set_path(str(out))
    box.notice.clear()
    box.confirm()
    qtbot.waitUntil(lambda: bool(box.notice.text() or box.fields["path"].told()), timeout=WAIT_MS)


def _choose(box: Any, value: str) -> None:
    box.setCurrentIndex(box.findData(value))


def test_that_what_the_filter_shows_is_written_in_each_format(
    panel: LedgerPanel, desk: Desk, qtbot: QtBot, settled: Any, tmp_path: Path
) -> None:
    panel.show_filter({"states": ["clue"]})
    whole = len(panel.model.keys)
    qtbot.waitUntil(lambda: 0 < len(panel.model.keys) < whole, timeout=WAIT_MS)
    count = len(panel.model.keys)
    box = _opened(panel, qtbot, settled)
    assert f"({count})" in box.rows.currentText()
    for kind in ("xlsx", "csv", "csv_gbk", "gpkg", "shp", "shp_gbk", "geojson", "kml"):
        _choose(box.kind, kind)
        out = tmp_path / f"{kind}{box._ending()}"
        _write(qtbot, box, out)
        assert out.is_file(), (kind, box.notice.text(), box.fields["path"].told())
        assert box.notice.kind() == "ok"
        assert str(out) in box.notice.remedy()
    sheet = openpyxl.load_workbook(tmp_path / "xlsx.xlsx").active
    assert sheet.max_row == 1 + count
    for name, encoding in (("csv", "utf-8-sig"), ("csv_gbk", "gbk")):
        with (tmp_path / f"{name}.csv").open(encoding=encoding, newline="") as file:
            assert len(list(csv.reader(file))) == 1 + count
    shapes = json.loads((tmp_path / "geojson.geojson").read_bytes())["features"]
    assert 0 < len(shapes) <= count
    for name in ("shp.zip", "shp_gbk.zip"):
        with zipfile.ZipFile(tmp_path / name) as bundle:
            assert any(member.endswith(".shp") for member in bundle.namelist())
    box.close()
    gone(qtbot, "export")


def test_that_the_selected_rows_and_chosen_fields_are_written_and_remembered(
    panel: LedgerPanel, desk: Desk, qtbot: QtBot, settled: Any, tmp_path: Path
) -> None:
    panel.table.choose(np.array([panel.model.keys.at(n) for n in (3, 5, 8)], np.int32))
    box = _opened(panel, qtbot, settled)
    assert box.rows.currentData() == "selected"
    box.columns.set_values(["clue_no", "state", "deadline"])
    _write(qtbot, box, tmp_path / "three.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "three.xlsx").active.values)
    assert len(rows) == 4
    assert len(rows[0]) == 3
    box.close()
    gone(qtbot, "export")
    again = _opened(panel, qtbot, settled)
    assert again.columns.values() == ("clue_no", "state", "deadline")
    again.close()
    gone(qtbot, "export")


def test_that_an_ending_of_nothing_and_a_place_that_is_none_are_told_beside_the_file(
    panel: LedgerPanel, desk: Desk, qtbot: QtBot, settled: Any, tmp_path: Path
) -> None:
    box = _opened(panel, qtbot, settled)
    (tmp_path / "file").write_text("no folder")
    for name in ("list.docx", "file/list.xlsx"):
        box.fields["path"].tell("")
        _write(qtbot, box, tmp_path / name)
        assert box.fields["path"].told(), (name, box.notice.text())
    assert list(tmp_path.glob("list*")) == []
    _choose(box.kind, "kml")
    assert box.path.text().endswith("list.kml")
    box.close()
    gone(qtbot, "export")


def test_that_another_language_changes_neither_the_kind_nor_the_file(
    panel: LedgerPanel, qapp: QApplication, qtbot: QtBot, settled: Any, tmp_path: Path
) -> None:
    box = _opened(panel, qtbot, settled)
    _choose(box.kind, "csv_gbk")
    box.path.set_path(str(tmp_path / "words.xlsx"))
    language.set_language(qapp, "zh")
    try:
        qtbot.waitUntil(lambda: "工作簿" in box.kind.itemText(0))
        assert box.kind.currentData() == "csv_gbk"
        assert box.path.text().endswith("words.xlsx")
    finally:
        language.set_language(qapp, "en")
    box.close()
    gone(qtbot, "export")


def test_that_an_export_that_is_given_up_leaves_the_file_that_was_there(
    panel: LedgerPanel, desk: Desk, qtbot: QtBot, settled: Any, tmp_path: Path
) -> None:
    box = _opened(panel, qtbot, settled)
    out = tmp_path / "given up.xlsx"
    out.write_bytes(b"what was there")
    box.path.set_path(str(out))
    box.confirm()
    assert not desk.office.tasks()  # asks first
    box.replacing.click()
    (task,) = desk.office.tasks()
    task.cancel()
    settled(desk)
    assert out.read_bytes() == b"what was there"
    assert not box.notice.text()
    assert box.ok.isEnabled()
    box.close()
    gone(qtbot, "export")
