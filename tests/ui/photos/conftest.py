"""The photos room on the sample county."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.photos.panel import PhotosPanel

WAIT_MS = 60_000


@pytest.fixture
def rest(qtbot: QtBot, desk: Desk, settled: Callable[[Desk], None]) -> Callable[[], None]:
    """Waits until the room's short timers have run out and the worker has answered all."""

    def at_rest() -> None:
        for _ in range(4):
            settled(desk)
            qtbot.wait(60)
        settled(desk)

    return at_rest


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, rest: Callable[[], None]) -> Iterator[PhotosPanel]:
    """The room, shown and at rest."""
    shown = PhotosPanel(desk)
    shown.resize(1366, 460)
    shown.show()
    qtbot.waitExposed(shown)
    rest()
    yield shown
    for window in (shown.dialogs.viewer, shown.dialogs.comparison):
        if window is not None:
            window.close()
    rest()
    shown.close()
    shown.deleteLater()


@pytest.fixture
def read(desk: Desk, qtbot: QtBot) -> Callable[..., Any]:
    """Asks the worker something and waits for the answer."""

    def ask(call: Callable[..., Any], *args: Any) -> Any:
        told: list[Any] = []
        desk.ask(call, *args, done=told.append)
        qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
        return told[0]

    return ask


def pick(panel: PhotosPanel, *rows: int) -> None:
    """Clicks cells, with Ctrl from the second on."""
    from PySide6.QtTest import QTest

    for number, row in enumerate(rows):
        index = panel.model.index(row)
        panel.grid.scrollTo(index)
        held = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
        at = panel.grid.visualRect(index).center()
        QTest.mouseClick(panel.grid.viewport(), Qt.MouseButton.LeftButton, held, at)


@pytest.fixture
def picked(panel: PhotosPanel, rest: Callable[[], None]) -> Callable[..., list[str]]:
    """Clicks cells of the tray and waits; the hashes that are selected then."""

    def click(*rows: int) -> list[str]:
        pick(panel, *rows)
        rest()
        return list(panel.desk.selection.photos)

    return click


def drop(widget: QWidget, paths: list[Path]) -> bool:
    """Drags paths onto a widget and lets go, as the system does; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(30, 60), Qt.DropAction.CopyAction, data, button, keys)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(30, 60), Qt.DropAction.CopyAction, data, button, keys)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.fixture
def dropped() -> Callable[[QWidget, list[Path]], bool]:
    """``drop`` as a fixture, for tests that can't import this file."""
    return drop
