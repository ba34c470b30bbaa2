"""Field mode's arrangement: the map first, one panel at a time, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from ui.desk import Desk
from ui.look import theme
from ui.main_window import MainWindow


@pytest.fixture
def worn(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """Puts a look on, and at the end the one of all tests."""
    yield lambda mode: theme.apply(qapp, mode)
    theme.apply(qapp, "light")


def test_that_field_mode_gives_the_map_the_room_and_gives_back_what_the_user_had(
    window: MainWindow, worn: Callable[[str], None], settled: Callable[[Desk], None]
) -> None:
    docks, panel = window.workspace.docks, window.workspace.map
    docks["charts"].hide()
    docks["photos"].raise_()
    window.resizeDocks([docks["dossier"]], [380], Qt.Orientation.Horizontal)
    _lay_out()
    before = _places(window)

    worn("field")
    strip = window.workspace._arrangement.strip
    for size, least in (((1366, 768), (700, 384)), ((1024, 700), (440, 400))):
        window.resize(*size)
        window.registry.actions["frame.reset_layout"].trigger()
        _lay_out()
        assert window.width() == size[0]
        assert panel.canvas.width() >= least[0]
        assert panel.canvas.height() >= least[1]
        assert [room for room, dock in docks.items() if dock.isVisible()] == ["work"]
        for part in (panel.bar, panel.foot, strip):
            _stand_apart(part)
        view = panel.canvas.view()
        scale, north = (
            QRectF(QPointF(*item.room(view)[:2]), QPointF(*item.room(view)[2:]))
            for item in (panel.furniture.scale_bar, panel.furniture.north)
        )
        assert not scale.intersects(north)

    assert not panel.side.isVisible()
    hidden = [b for b in panel.bar.buttons.values() if b.isHidden()]
    more = panel.bar.findChild(QToolButton, "map.bar.more")
    more.menu().aboutToShow.emit()
    entries = more.menu().actions()
    assert [e.text() for e in entries] == [b.accessibleName() for b in hidden] != []
    boxes = panel.bar.buttons["box"]
    next(e for e in entries if e.text() == boxes.accessibleName()).trigger()
    assert boxes.isChecked()
    assert boxes.isVisible()  # the tool in hand is seen

    ledger = strip.widgetForAction(window.registry.actions["frame.panel_ledger"])
    assert isinstance(ledger, QToolButton)
    ledger.click()
    settled(window.desk)
    assert [room for room, dock in docks.items() if dock.isVisible()] == ["ledger"]
    wide = panel.canvas.width()
    ledger.click()
    _lay_out()
    assert not any(dock.isVisible() for dock in docks.values())
    assert panel.canvas.width() > wide + 300

    window.resize(1366, 768)
    worn("light")
    _lay_out()
    assert not strip.isVisible()
    assert _places(window) == before
    worn("field")
    _lay_out()
    assert not any(dock.isVisible() for dock in docks.values())  # as it was left


def test_that_leaving_the_full_screen_leaves_a_maximised_window_maximised(
    window: MainWindow,
) -> None:
    full = window.registry.actions["frame.full_screen"]
    for prepare in (window.showMaximized, window.showNormal):
        prepare()
        _lay_out()
        before = window.isMaximized()
        full.trigger()
        _lay_out()
        assert window.isFullScreen()
        assert full.isChecked()
        full.trigger()
        _lay_out()
        assert not window.isFullScreen()
        assert not full.isChecked()
        assert window.isMaximized() == before
    window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
    _lay_out()
    assert full.isChecked()  # the system has ways of its own
    window.showNormal()


def _places(window: MainWindow) -> dict[str, object]:
    docks = window.workspace.docks
    placed: dict[str, object] = {
        room: (dock.isHidden(), window.dockWidgetArea(dock)) for room, dock in docks.items()
    }
    shown = [room for room, dock in docks.items() if not dock.visibleRegion().isEmpty()]
    return {**placed, "shown": [(room, docks[room].geometry()) for room in shown]}


def _stand_apart(bar: QWidget) -> None:
    """Nothing in a bar lies over its neighbour or juts out."""
    parts = [w for w in bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
             if w.isVisible() and not w.isWindow()]  # fmt: skip
    for n, one in enumerate(parts):
        assert bar.rect().contains(one.geometry()), one.objectName()
        for other in parts[n + 1 :]:
            assert not one.geometry().intersects(other.geometry()), (one, other)


def _lay_out() -> None:
    for _ in range(4):
        QApplication.processEvents()
