"""The list of shots: what lacks, the way to it, its places on the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import gpxpy
import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.map.panel import MapPanel
from ui.photos.calls import find_issues
from ui.shots import calls
from ui.shots.calls import GUEST, Line
from ui.shots.panel import ShotsPanel

FILED = "229901-2025-0001"
NEAR_IT = "126.3885, 43.2320"
WAIT_MS = 60_000


@pytest.fixture
def rest(qtbot: QtBot, desk: Desk, settled: Callable[[Desk], None]) -> Callable[[], None]:
    def at_rest() -> None:
        for _ in range(3):
            settled(desk)
            qtbot.wait(60)
        settled(desk)

    return at_rest


@pytest.fixture
def issue(desk: Desk, qtbot: QtBot) -> str:
    found: list[list[tuple[str, ...]]] = []
    desk.ask(find_issues, FILED, done=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT_MS)
    return found[0][0][0]


@pytest.fixture
def map_panel(desk: Desk, qtbot: QtBot, rest: Callable[[], None]) -> Iterator[MapPanel]:
    shown = MapPanel(desk)
    shown.resize(900, 500)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    rest()
    shown.close()
    shown.deleteLater()


@pytest.fixture
def panel(
    desk: Desk, map_panel: MapPanel, qtbot: QtBot, rest: Callable[[], None], issue: str
) -> Iterator[ShotsPanel]:
    desk.selection.select(issues=(issue,), current=issue)
    shown = ShotsPanel(desk, map_panel, map_panel)
    shown.setWindowFlag(Qt.WindowType.Window)
    shown.resize(1000, 300)
    shown.show()
    qtbot.waitExposed(shown)
    rest()
    yield shown
    rest()
    shown.close()
    shown.deleteLater()


def type_place(panel: ShotsPanel, text: str) -> QLineEdit:
    field = panel.findChild(QLineEdit, "shots.at")
    assert isinstance(field, QLineEdit)
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return field


def test_that_what_lacks_is_listed_with_way_view_and_picture(
    panel: ShotsPanel, map_panel: MapPanel, rest: Callable[[], None],
    model_tester: Callable[[QAbstractItemModel], object],
) -> None:  # fmt: skip
    model_tester(panel.model)
    lines = list(panel.model.rows)
    assert sorted(line.title for line in lines) == ["far view", "near view"]
    # Of a closed issue nothing is needed before a look-back has begun.
    assert all(line.like and line.lonlat and not (line.needed or line.way) for line in lines)
    assert all(panel.model.picture(line.like) is not None for line in lines)
    assert GUEST in map_panel.guests.names()
    type_place(panel, NEAR_IT)
    rest()
    near, far = panel.model.rows
    assert (near.title, near.distance, far.distance) == ("near view", "39 m", "129 m")
    assert near.way.startswith("39 m northeast of the start, bearing 39°")
    assert "azimuth 143°" in near.look
    panel.list.setCurrentIndex(panel.model.index(1, 0))
    assert panel.card._way.text() == far.way
    assert panel.card._arrow.isVisible()
    # What was typed badly is told beside the field, and the list stays.
    field = type_place(panel, "126.38")
    rest()
    assert field.accessibleDescription()
    assert panel.model.rowCount() == 2


def test_that_map_and_list_lead_to_each_other(
    panel: ShotsPanel, map_panel: MapPanel, rest: Callable[[], None], desk: Desk
) -> None:
    panel.list.setCurrentIndex(panel.model.index(0, 0))
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    rest()
    line = panel.current()
    assert isinstance(line, Line)
    assert line.lonlat is not None
    view = map_panel.canvas.view()
    assert view is not None
    assert map_panel.canvas.metres_a_pixel() < 2
    other = panel.model.rows[1]
    layer = map_panel.canvas.layer(f"{GUEST}/point")
    map_panel.guests.pick([(f"{GUEST}/point", int(layer.find([str(other.number)])[0]))])
    assert panel.current() == other
    # A click on the map, here by the keyboard, says where one stands.
    panel.handlers()["shots.here"]()
    assert map_panel.toolbox.name == "stand_here"
    map_panel.hand._click(Qt.KeyboardModifier.NoModifier)
    assert map_panel.toolbox.name == "select"
    rest()
    assert all(one.way for one in panel.model.rows)
    panel.handlers()["shots.newest"]()
    rest()
    assert panel.notice.kind() == "info"
    asked: list[str] = []
    desk.show.photo.connect(asked.append)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert [photo[:64] for photo in asked] == [panel.current().like]


def test_that_a_round_of_all_is_listed_in_the_order_to_go_and_saved(
    panel: ShotsPanel, rest: Callable[[], None], desk: Desk, qtbot: QtBot, tmp_path: Path,
    issue: str,
) -> None:  # fmt: skip
    type_place(panel, NEAR_IT)
    scope = panel.findChild(QComboBox, "shots.scope")
    assert isinstance(scope, QComboBox)
    scope.setCurrentIndex(2)
    rest()
    lines = list(panel.model.rows)
    assert len({line.issue_id for line in lines}) > 5
    order = [line.issue_id for line in lines]
    assert [n for n, one in enumerate(order) if one in order[:n] and order[n - 1] != one] == []
    written: list[int] = []
    file = tmp_path / "round.gpx"
    desk.ask(calls.write, panel._wanted(), file, done=written.append)
    qtbot.waitUntil(lambda: bool(written), timeout=WAIT_MS)
    points = gpxpy.parse(file.read_text("utf-8")).waypoints
    assert len(points) == written[0] == sum(line.lonlat is not None for line in lines)
    desk.selection.select(issues=(), current="")
    scope.setCurrentIndex(0)
    rest()
    assert panel.model.rowCount() == 0
    assert panel._empty.isVisible()
    # What changes while nobody looks is read once somebody does.
    panel.hide()
    desk.selection.select(issues=(issue,), current=issue)
    rest()
    assert panel.model.rowCount() == 0
    panel.show()
    rest()
    assert panel.model.rowCount() == 2
