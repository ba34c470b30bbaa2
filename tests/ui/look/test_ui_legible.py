"""What is shown stays legible when another look is put on while it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QTabBar, QWidget

from ui.desk import Desk
from ui.look import colours, theme
from ui.main_window import MainWindow
from ui.photos import calls

FILED = "229901-2025-0001"  # it has records, photos and a long history


@pytest.fixture
def back_to_light(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, "light")


def weak(top: QWidget) -> set[str]:
    """Letters below WCAG's 4.5:1 on the ground of the window and of fields, and their contrast."""
    grounds = [colours.role(name) for name in ("window", "surface")]
    found = set()
    for what, ink in _inks(top):
        least = min(colours.contrast(ink, ground) for ground in grounds)
        if least < 4.5:
            found.add(f"{what} {ink.name()}: {least:.1f}")
    return found


def _inks(top: QWidget) -> Iterator[tuple[str, QColor]]:
    for label in top.findChildren(QLabel):
        shown = label.isVisible() and label.isEnabled() and label.text().strip()
        if shown and not label.autoFillBackground():
            text = label.text()[:30]
            yield text, label.palette().color(QPalette.ColorGroup.Active, label.foregroundRole())
            for name in re.findall(r"color: ?(#[0-9a-f]{6})", label.text()):
                yield text, QColor(name)
    for bar in top.findChildren(QTabBar):
        for n in range(bar.count()):
            ink = bar.tabTextColor(n)
            if bar.isVisible() and ink.isValid() and bar.isTabEnabled(n):
                yield f"tab {bar.tabText(n)}", ink


def test_that_words_stay_legible_in_another_look(
    back_to_light: None, qapp: QApplication, window: MainWindow, settled: Callable[[Desk], None]
) -> None:
    found_issues: list[list[tuple[str, ...]]] = []
    window.desk.ask(calls.find_issues, FILED, done=found_issues.append)
    settled(window.desk)
    window.desk.show.issue.emit(found_issues[0][0][0])
    settled(window.desk)
    tabs = window.findChild(QDockWidget, "dock.dossier").findChild(QTabBar, "dossier.tabs")
    ways: list[Callable[[], object]] = [
        *(lambda n=n: tabs.setCurrentIndex(n) for n in range(tabs.count())),
        *(lambda room=room: window.desk.show.room.emit(room)
          for room in ("work", "photos", "charts", "areas", "ledger")),
    ]  # fmt: skip
    photos = window.workspace.room("photos").model
    window.desk.selection.select(photos=(photos.hash_at(0),))  # one that needs a choice
    for way in ways:  # each is shown once in the light
        way()
        settled(window.desk)
    found = set()
    for look in ("dark", "field", "dark"):
        theme.apply(qapp, look)
        for way in ways:
            way()
            settled(window.desk)
            QApplication.processEvents()
            found |= {f"{look}: {line}" for line in weak(window)}
    assert found == set()
