"""What is worn by role follows every change of look, and a change is drawn once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.look import colours, theme, worn
from ui.look.theme import Mode

MODES: tuple[Mode, ...] = ("field", "dark", "light", "field", "light")


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    yield made
    theme.apply(qapp, "light")


def _show(qtbot: QtBot, page: QWidget, *parts: QWidget) -> None:
    for part in parts:
        page.layout().addWidget(part)
    page.show()
    qtbot.waitUntil(lambda: page.testAttribute(Qt.WidgetAttribute.WA_Mapped))


def test_that_colours_icons_and_rules_follow_every_look(
    qtbot: QtBot, qapp: QApplication, page: QWidget
) -> None:
    told, lit, mark, button = QLabel("claimed"), QWidget(), QLabel(), QPushButton("Next")
    worn.wear(told, QPalette.ColorRole.WindowText, "warning")
    worn.wear(lit, QPalette.ColorRole.Window, "accent_soft")
    worn.wear(lit, QPalette.ColorRole.WindowText, "danger")
    worn.wear_icon(mark, "warning", "warning")
    worn.wear_rules(button, "QPushButton { background: $chosen; border: none; }")
    _show(qtbot, page, told, lit, mark, button)
    for mode in MODES:
        theme.apply(qapp, mode)
        QApplication.processEvents()
        assert told.palette().color(QPalette.ColorRole.WindowText) == colours.warning, mode
        assert told.palette().color(QPalette.ColorRole.Base) == colours.surface, mode
        assert lit.palette().color(QPalette.ColorRole.Window) == colours.accent_soft, mode
        assert lit.palette().color(QPalette.ColorRole.WindowText) == colours.danger, mode
        image = mark.pixmap().toImage()
        side = mark.fontMetrics().height()
        assert image.size() == QSize(side, side)
        drawn = {image.pixelColor(x, y).rgb() for x in range(side) for y in range(side)}
        assert colours.warning.rgb() in drawn, mode
        ground = button.grab().toImage().pixelColor(4, button.height() // 2)
        assert ground == colours.chosen, mode
    worn.wear(told, QPalette.ColorRole.WindowText, "muted")
    assert told.palette().color(QPalette.ColorRole.WindowText) == colours.muted
    with pytest.raises(KeyError):
        worn.wear(told, QPalette.ColorRole.WindowText, "aubergine")


class _Watch(QObject):
    """How the parts lay, and how the pointer looked, whenever they were drawn."""

    def __init__(self, parts: list[QWidget]) -> None:
        super().__init__()
        self._parts = parts
        self.seen: list[tuple[bool, bool]] = []
        for part in parts:
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._parts[0]:
            whole = all(part.height() >= part.heightForWidth(part.width()) for part in self._parts)
            pointer = QApplication.overrideCursor()
            waits = pointer is not None and pointer.shape() == Qt.CursorShape.WaitCursor
            self.seen.append((whole, waits))
        return False


def test_that_a_change_is_drawn_once_with_everything_in_its_place(
    qtbot: QtBot, qapp: QApplication, page: QWidget
) -> None:
    lines = [QLabel("There is no measure with quantity, unit and position " * 3) for _ in "abc"]
    for line in lines:
        line.setWordWrap(True)
    area, inner = QScrollArea(), QWidget()
    column = QVBoxLayout(inner)
    for line in lines:
        column.addWidget(line)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    page.resize(300, 500)
    _show(qtbot, page, area)
    watch = _Watch(list(lines))
    theme.apply(qapp, "field")
    assert set(watch.seen) == {(True, True)}
    drawn = [line.geometry() for line in lines]
    QApplication.processEvents()
    assert [line.geometry() for line in lines] == drawn
    assert qapp.overrideCursor() is None
    assert page.updatesEnabled()
