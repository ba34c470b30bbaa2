"""The room of boundaries: what there is, versions compared, zones checked, all on the map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.dialogs import WAIT_MS, press
from helpers.open_sessions import make_project
from helpers.reissued import NEW, OLD, make_reissued
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import language
from ui.areas import calls, compare_model
from ui.areas.panel import BOUNDARIES, CHECKED, COMPARED, AreasPanel
from ui.desk import Desk
from ui.imports import calls as import_calls
from ui.imports.calls import AreaWish
from ui.map.panel import MapPanel


class Room:
    """The panel beside the map."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.whole = QWidget()
        column = QVBoxLayout(self.whole)
        self.map = MapPanel(desk, self.whole)
        self.panel = AreasPanel(desk, self.whole, self.map)
        column.addWidget(self.map, 2)
        column.addWidget(self.panel, 1)
        self.whole.resize(1100, 760)
        qtbot.addWidget(self.whole)
        self.whole.show()
        qtbot.waitExposed(self.whole)

    def rest(self) -> None:
        """Waits until the worker is at rest and all is taken in."""
        self.qtbot.waitUntil(
            lambda: not self.desk.office.tasks() and not self.panel._soon.isActive(),
            timeout=WAIT_MS,
        )

    def told(self, tree: str) -> list[str]:
        """The lines of a tree that show, each with its cells."""
        model = getattr(self.panel, tree).tree.model()

        def below(above: QModelIndex, depth: int) -> Iterator[str]:
            for row in range(model.rowCount(above)):
                first = model.index(row, 0, above)
                cells = [str(first.siblingAtColumn(c).data()) for c in range(model.columnCount())]
                yield "  " * depth + " | ".join(cells)
                yield from below(first, depth + 1)

        return list(below(QModelIndex(), 0))


@pytest.fixture
def open_project(empty_desk: Desk, qtbot: QtBot) -> object:
    def go(path: Path) -> Room:
        with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
            empty_desk.open(path)
        room = Room(empty_desk, qtbot)
        room.rest()
        return room

    return go


@pytest.fixture
def room(open_project, own_home: Path, tmp_path: Path) -> Room:
    return open_project(make_reissued(tmp_path / "project", tmp_path))


def test_that_boundaries_are_listed_with_versions_found_and_shown(room: Room, model_tester) -> None:
    page = room.panel.boundaries
    model_tester(page.model)
    lines = room.told("boundaries")
    assert [line.split(" | ")[0].strip() for line in lines] == [
        "protected area (1)", "云岭保护区 · 2 versions", f"Version of {NEW}", "核心保护区",
        "一般控制区", f"Version of {OLD}", "核心区", "缓冲区", "实验区",
        "ecological protection red line (1)", "示例红线",
    ]  # fmt: skip
    assert page.count.text() == "3 boundary versions · 5 zones"
    page.filter.setText("缓冲 buffer")
    assert [line.split(" | ")[0].strip() for line in room.told("boundaries")][-1] == "缓冲区"
    assert len(room.told("boundaries")) == 4
    room.qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    page.filter.clear()

    (red,) = [item for item in page.items if item["kind"] == "redline"]
    room.desk.selection.select(areas=(red["id"],))  # as a click on the map does
    room.rest()
    assert page.chosen().id == red["id"]
    told = page.details.told()
    assert "crosses itself" in told["Outline"]
    assert "Rule:" in told["Outline"]
    assert "EPSG:4490 · within 1 mm" in told.values()
    assert page.details.force.text() == "In force today"
    old = next(item for item in page.items if item["valid_from"] == OLD)
    page.choose(old["id"])
    room.rest()
    assert room.desk.selection.areas == (old["id"],)
    assert page.details.force.text() == "No longer in force"
    shown = room.map.canvas.layer
    for entity, layer, day in ((old["id"], "area", OLD), (red["id"], "redline", "")):
        page.choose(entity)
        room.qtbot.keyClick(page.tree, Qt.Key.Key_Return)
        room.rest()
        assert room.map.loader.day == day
        west, south, east, north = shown(layer).box(shown(layer).find([entity]))
        x, y = room.map.canvas.view().centre
        assert west < x < east
        assert south < y < north


def test_that_a_version_is_taken_out_with_its_zones_taken_back_and_put_back(room: Room) -> None:
    panel, page = room.panel, room.panel.boundaries

    def listed() -> list[str]:
        return [line.split(" | ")[0].strip() for line in room.told("boundaries")][1:5]

    assert not page.voided.isVisible()
    page.choose(next(item for item in page.items if item["valid_from"] == NEW)["id"])
    room.rest()
    press(room.qtbot, panel, "areas.void_button")
    dialog = panel.findChild(QWidget, "areas.void")
    room.rest()
    press(room.qtbot, dialog, "areas.void.ok")
    assert dialog.fields["reason"].told() == "Say why."
    dialog.reason.setText("导错了文件")
    press(room.qtbot, dialog, "areas.void.ok")
    room.rest()
    assert listed() == ["云岭保护区", "核心区", "缓冲区", "实验区"]
    assert page.voided.text() == "Taken out as well (3)"
    assert page.count.text() == "2 boundary versions · 3 zones"
    room.desk.undo_last()
    room.rest()
    assert listed()[:2] == ["云岭保护区 · 2 versions", f"Version of {NEW}"]
    assert not page.voided.isVisible()
    room.desk.redo_last()
    room.rest()
    page.voided.click()
    out = next(row for row in page.everything if row["valid_from"] == NEW)
    page.choose(out["id"])
    room.rest()
    assert page.details.force.text() == "Taken out of force"
    assert "导错了文件" in page.details.told().values()
    assert page.model.font(page.chosen()).strikeOut()
    press(room.qtbot, panel, "areas.void_button")
    dialog = panel.findChildren(QWidget, "areas.void")[-1]
    dialog.reason.setText("没有错")
    press(room.qtbot, dialog, "areas.void.ok")
    room.rest()
    assert len([item for item in page.items if item["valid_from"] == NEW]) == 1
    assert page.count.text() == "3 boundary versions · 5 zones"


def test_that_boundaries_stay_unfolded_and_usable_in_another_language(room: Room) -> None:
    tree, app = room.panel.boundaries.tree, QApplication.instance()
    first = tree.model().index(0, 0)
    tree.setCurrentIndex(tree.model().index(0, 0, first))
    assert tree.isExpanded(first)
    for lang in ("zh", "en"):
        language.set_language(app, lang)
        room.qtbot.waitUntil(lambda at=lang: room.panel.tabs.tabText(0).isascii() == (at == "en"))
        assert tree.isExpanded(tree.model().index(0, 0))
        tree.clearFocus()
        tree.setFocus()
        room.qtbot.keyClick(tree, Qt.Key.Key_Down)
        assert tree.currentIndex().isValid()


def test_that_versions_are_compared_judged_shown_on_the_map_and_saved(
    room: Room, tmp_path: Path
) -> None:
    panel = room.panel
    page = panel.compared
    press(room.qtbot, panel, "areas.compare_button")
    dialog = panel.findChild(QWidget, "areas.compare")
    assert [dialog.old.value(), dialog.new.value()] == ["2023-12-31", NEW]
    dialog.new.setEditText("soon")
    press(room.qtbot, dialog, "areas.compare.ok")
    assert dialog.fields["new"].told() == "This is no date."
    choice = dialog.findChild(QComboBox, "areas.compare.what")
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    press(room.qtbot, dialog, "areas.compare.ok")
    room.rest()
    assert panel.tabs.currentIndex() == COMPARED
    assert page.verdict.kind() == "error"
    assert "1 changed. The whole has shrunk in 1, the core in 1" in page.verdict.text()
    assert page.verdict.text().endswith("straight here, other than in the list of boundaries.")
    tip = page.model.tip(page.model.lines[0].about, compare_model.JUDGED)
    assert "The longest edge has " in tip
    lines = room.told("compared")
    assert "the whole has shrunk by 1,8" in lines[0]
    assert "the core has shrunk by 1,2" in lines[1]
    assert any("core zone became core protection zone" in line for line in lines)
    guests = room.map.guests
    assert guests.is_visible(calls.DIFFERENCE)
    model = room.map.side.model
    at = model.index_of(calls.DIFFERENCE)
    assert model.data(at).startswith("Difference of versions")
    legend = [model.data(model.index(n, 0, at)) for n in range(model.rowCount(at))]
    assert [word.rpartition(" (")[0] for word in legend] == [
        "Dropped", "To another zone", "Zone converted",
    ]  # fmt: skip

    dropped = next(n for n, line in enumerate(lines) if "Dropped, out of experimental" in line) - 1
    before = room.map.canvas.view().centre
    page.tree.setCurrentIndex(page.model.index(dropped, 0, page.model.index(0, 0)))
    room.qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    assert room.map.canvas.view().centre != before
    page.save_to(tmp_path / "out.gpkg")
    page.save_to(tmp_path / "out.xlsx")
    room.rest()
    assert (tmp_path / "out.gpkg").stat().st_size > 10_000
    assert (tmp_path / "out.xlsx").stat().st_size > 1_000


def test_that_zones_are_checked_and_each_fault_leads_to_its_place(room: Room) -> None:
    panel, page = room.panel, room.panel.checked
    press(room.qtbot, panel, "areas.check_button")
    assert page.is_running
    room.rest()
    assert panel.tabs.currentIndex() == CHECKED
    assert page.verdict.text() == "2 places don't fit: Overlap 1, Outside the area 1"
    overlap, outside = room.told("checked")
    assert overlap.startswith("云岭保护区 | Overlap | 核心保护区, 一般控制区 | ")
    assert outside.startswith("云岭保护区 | Outside the area | 一般控制区 | ")
    before = room.map.canvas.view().centre
    page.tree.setCurrentIndex(page.sorted.index(0, 0))
    room.qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    assert room.map.canvas.view().centre != before
    assert "correct the source" in page.told.text()
    page.choose("1")
    assert page.ids() == ("1",)
    panel.check()
    page.cancel()
    room.rest()
    assert len(room.told("checked")) == 2  # what was found before is still there
    room.desk.troubles.clear()


def test_that_what_was_found_before_boundaries_were_changed_is_told_to_be_old(
    room: Room, tmp_path: Path
) -> None:
    page = room.panel.checked
    room.panel.check()
    room.rest()
    assert page.verdict.remedy() == ""
    room.desk.do(import_calls.areas_taken, tmp_path / "红线.gpkg",
                 AreaWish(kind="control", valid_from="2018-01-01"))  # fmt: skip
    room.rest()
    assert page.verdict.kind() == "warning"
    assert page.verdict.remedy().startswith("Boundaries were changed since")
    room.panel.check()
    room.rest()
    assert page.verdict.remedy() == ""


def test_that_an_empty_project_says_what_to_do_first(
    open_project, own_home: Path, tmp_path: Path
) -> None:
    room = open_project(make_project(tmp_path / "project"))
    panel = room.panel
    assert panel._stack.currentWidget() is panel.empty
    assert panel.empty.accessibleName() == "No boundary is in the project yet"
    assert not panel.compare_button.isEnabled()
    panel.ask_compare()
    room.rest()
    assert panel.tabs.currentIndex() == BOUNDARIES
    assert panel.findChild(QWidget, "areas.compare") is None
    panel.checked.run()
    room.rest()
    assert panel.checked.verdict.text() == "There are no zones to check: import them first."
