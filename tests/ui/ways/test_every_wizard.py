"""The import wizards with files that are none, wrong choices, and columns that are left out.

All is told beside its field or row, in Chinese; the wizard goes on with another file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.bad_input import is_chinese
from helpers.qinghe import QINGHE
from helpers.trial import Trial, line_of, put
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import language
from ui.desk import Desk
from ui.imports import table_wizard
from ui.imports.areas_wizard import AreasWizard
from ui.imports.ledger_wizard import LedgerWizard
from ui.imports.markers_wizard import MarkersWizard
from ui.imports.problem_words import remedy_of, what_of
from ui.imports.restrictions_wizard import RestrictionsWizard
from ui.imports.tracks_dialog import TracksWizard
from ui.imports.wizard import Wizard

RING = "[[[126.1,43.1],[126.2,43.1],[126.2,43.2],[126.1,43.1]]]"


class Wizarding(Trial):
    """As at a dialog; what goes on is the wizard's own button."""

    def open(self, wizard: Wizard) -> Any:
        """Goes to a wizard."""
        self.box = wizard
        wizard.open()
        self.qtbot.waitExposed(wizard)
        wizard.activateWindow()
        self.until(wizard.isActiveWindow)
        self.settle()
        return wizard

    def next(self) -> None:
        """Presses the forward button and waits for what comes of it."""
        self.press(self.box.buttons["next"])
        self.until(lambda: self.box.running.task is None)
        self.settle()

    def refused(self, field: str, *texts: str) -> None:
        """Each of them is told beside the field on the first page, where it stays."""
        for text in texts:
            put(self.qtbot, self._line(field), text)
            before = self.texts()
            self.next()
            assert self.box.page == 0, text
            self._told_beside(field, before, text)

    def mend(self, field: str, text: str) -> None:
        """Types something else."""
        put(self.qtbot, self._line(field), text)

    def _line(self, field: str) -> Any:
        return line_of(self.fields[field].editor)


@pytest.fixture
def at(desk: Desk, qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Wizarding]:
    """In Chinese, with files that are none."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "empty.csv").write_bytes(b"")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "headless.csv").write_text("1,2\n3,4\n")
    (folder / "broken.geojson").write_text("{")
    (folder / "empty.geojson").write_text("")
    language.set_language(qapp, "zh")
    yield Wizarding(desk, qtbot, folder)
    language.set_language(qapp, "en")


def test_that_a_ledger_goes_on_with_another_file_and_a_column_that_was_left_out(
    at: Wizarding,
) -> None:
    wizard = at.open(LedgerWizard(at.desk, None, at.host))
    bad = ("empty.csv", "broken.xlsx", "photo.jpg", "headless.csv", "nowhere.csv", "名" * 300)
    at.refused("path", "", *(str(at.folder / name) for name in bad))
    good = at.folder / "list.csv"
    good.write_text("编号,问题来源,经度,纬度\nT-91,绿盾巡查,126.30,43.20\n", "utf-8")
    at.mend("path", str(good))
    at.refused("encoding", "KLINGON")
    at.mend("encoding", "UTF-8")
    at.refused("crs", "乱写的")
    at.mend("crs", "EPSG:4490")
    at.next()
    assert wizard.page == table_wizard.COLUMNS
    assert at.complaints() == {}
    longitude = [c.field for c in wizard.seen.columns].index("lon")
    _choose(wizard, longitude, "")
    at.next()
    assert wizard.page == table_wizard.CHECK
    assert wizard.seen.counts["created"] == 0
    told = _problems(wizard)
    assert told
    assert all(is_chinese(line.replace(str(at.folder), "")) for line in told), told
    at.press(wizard.buttons["back"])
    assert wizard.page == table_wizard.COLUMNS
    _choose(wizard, longitude, "lon")
    at.next()
    assert wizard.seen.counts["created"] == 1
    at.next()
    assert wizard.page == table_wizard.DONE
    assert wizard.outcome.done.counts["created"] == 1
    at.press(wizard.buttons["close"])


def _problems(wizard: Any) -> list[str]:
    """The lines of the table of problems."""
    model = wizard.check.problems.model
    lines = range(model.rowCount())
    parts = range(model.columnCount())
    return [" ".join(str(model.index(n, c).data() or "") for c in parts) for n in lines]


def _choose(wizard: Any, column: int, field: str) -> None:
    """As one chooses in a column's list."""
    choice = wizard.mapping.choice(column)
    choice.setCurrentIndex(choice.findData(field))
    choice.activated.emit(choice.currentIndex())


def test_that_boundaries_go_on_with_another_file(at: Wizarding) -> None:
    wizard = at.open(AreasWizard(at.desk, None, at.host))
    bad = ("empty.geojson", "broken.geojson", "photo.jpg", "empty.csv", "nowhere.shp", "名" * 300)
    at.refused("path", "", *(str(at.folder / name) for name in bad))
    good = at.folder / "new.geojson"
    good.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"名称":"新区"},'
        '"geometry":{"type":"Polygon","coordinates":' + RING + "}}]}",
        "utf-8",
    )
    at.mend("path", str(good))
    at.refused("valid_from", "昨天")
    at.mend("valid_from", "2026-01-01")
    at.refused("encoding", "KLINGON")
    at.mend("encoding", "UTF-8")
    at.refused("crs", "乱写的", "EPSG:4528")
    at.mend("crs", "EPSG:4490")
    at.refused("succeeds", "没有的保护地")
    at.mend("succeeds", "")
    at.next()
    assert wizard.page == table_wizard.COLUMNS
    assert at.complaints() == {}
    at.next()
    assert wizard.seen.counts["created"] == 1
    at.press(wizard.buttons["back"])
    at.press(wizard.buttons["back"])
    at.refused("path", str(at.folder / "photo.jpg"))
    at.mend("path", str(good))
    at.next()
    at.next()
    at.next()
    assert wizard.page == table_wizard.DONE
    assert wizard.outcome.done.counts["created"] == 1
    at.press(wizard.buttons["close"])


def test_that_markers_go_on_with_another_file_and_another_county(at: Wizarding) -> None:
    wizard = at.open(MarkersWizard(at.desk, None, at.host))
    bad = ("empty.csv", "broken.xlsx", "photo.jpg", "broken.geojson", "nowhere.csv", "名" * 300)
    at.refused("path", "", *(str(at.folder / name) for name in bad))
    good = at.folder / "markers.csv"
    good.write_text("界桩编号,经度,纬度\nX-1,126.30,43.20\n,126.31,43.20\n", "utf-8")
    at.mend("path", str(good))
    at.refused("county", "青禾", "22")
    at.mend("county", "")
    at.refused("encoding", "KLINGON")
    at.mend("encoding", "UTF-8")
    at.next()
    assert wizard.page == table_wizard.COLUMNS
    assert at.complaints() == {}
    at.next()
    told = _problems(wizard)
    assert len(told) == 1
    assert is_chinese(told[0])
    at.next()
    assert wizard.page == table_wizard.DONE
    assert wizard.outcome.done.counts["created"] == 1
    at.press(wizard.buttons["close"])


def test_that_a_negative_list_goes_on_with_another_file_and_day(at: Wizarding) -> None:
    wizard = at.open(RestrictionsWizard(at.desk, None, at.host))
    bad = ("empty.csv", "broken.xlsx", "photo.jpg", "headless.csv", "nowhere.csv", "名" * 300)
    at.refused("path", "", *(str(at.folder / name) for name in bad))
    good = at.folder / "负面清单.csv"
    good.write_text("行为,适用空间,管控要求\n打井,红线,禁止\n打井,火星,禁止\n", "utf-8")
    at.mend("path", str(good))
    at.refused("valid_from", "昨天")
    at.mend("valid_from", "2026-01-01")
    at.refused("encoding", "KLINGON")
    at.mend("encoding", "UTF-8")
    at.next()
    assert wizard.page == table_wizard.COLUMNS
    assert at.complaints() == {}
    at.next()
    told = _problems(wizard)
    assert len(told) == 1
    assert is_chinese(told[0])
    at.next()
    assert wizard.page == table_wizard.DONE
    assert wizard.outcome.done.counts["created"] == 1
    at.press(wizard.buttons["close"])


def test_that_tracks_go_on_without_the_files_that_are_none(at: Wizarding) -> None:
    wizard = at.open(TracksWizard(at.desk, None, at.host))
    at.press(wizard.buttons["next"])
    assert is_chinese(wizard.notice.text())
    assert wizard.page == 0
    bad = [str(at.folder / name) for name in ("photo.jpg", "empty.csv", "nowhere.gpx")]
    wizard.take(bad)
    at.next()
    assert wizard.page == 1
    assert wizard.outcome.done.counts["refused"] == len(bad)
    told = [what_of(p) + remedy_of(p) for p in wizard.outcome.done.problems.items]
    assert all(is_chinese(line.replace(str(at.folder), "")) for line in told), told
    assert any(line.startswith("photo.jpg") for line in told), told  # called as it is
    at.press(wizard.buttons["back"])
    assert [wizard.files.item(n).text() for n in range(wizard.files.count())] == bad
    wizard.files.selectAll()
    wizard.files.setFocus()
    at.qtbot.keyClick(wizard.files, Qt.Key.Key_Delete)
    assert wizard.files.count() == 0
    wizard.take([str(QINGHE / "tracks" / "巡查.gpx")])
    at.next()
    assert wizard.page == 1
    assert wizard.outcome.done.counts == {"created": 0, "unchanged": 1, "refused": 0}
    assert not wizard.buttons["back"].isVisible()
    at.press(wizard.buttons["close"])
