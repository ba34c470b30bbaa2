"""Field mode is for gloves: whatever can be hit is 40 points high, bars 40 points thick."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDockWidget,
    QHeaderView,
    QLineEdit,
    QMenu,
    QMenuBar,
    QScrollBar,
    QSlider,
    QTabBar,
    QTableView,
    QWidget,
)

from ui.desk import Desk
from ui.look import theme
from ui.main_window import MainWindow

LEAST = 40
_HIT = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QSlider)


@pytest.fixture
def field_mode(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "field")
    yield
    theme.apply(qapp, "light")


def small(top: QWidget) -> set[str]:
    """What in a window is too small to be hit with a glove, and how high it is."""
    return {
        f"{_path(widget)} {what}: {high}"
        for widget in (top, *top.findChildren(QWidget))
        if not widget.visibleRegion().isEmpty() and not _within_calendar(widget)
        for what, high in _targets(widget)
        if high < LEAST
    }


def _targets(widget: QWidget) -> Iterator[tuple[str, int]]:
    if isinstance(widget, QScrollBar):
        upright = widget.orientation() == Qt.Orientation.Vertical
        yield "bar", widget.width() if upright else widget.height()
    elif isinstance(widget, QTabBar):
        yield from ((f"tab {n}", widget.tabRect(n).height()) for n in range(widget.count()))
    elif isinstance(widget, QHeaderView):
        if widget.sectionsClickable() and widget.orientation() == Qt.Orientation.Horizontal:
            yield "heading", widget.height()
    elif isinstance(widget, QMenu | QMenuBar):
        rects = [widget.actionGeometry(a) for a in widget.actions() if not a.isSeparator()]
        yield from (("entry", rect.height()) for rect in rects if rect.width())
    elif isinstance(widget, QAbstractItemView):
        if widget.model() is not None and widget.model().rowCount():
            is_table = isinstance(widget, QTableView)
            yield "row", widget.rowHeight(0) if is_table else widget.sizeHintForRow(0)
    elif isinstance(widget, _HIT):
        yield "", widget.height()


def _within_calendar(widget: QWidget) -> bool:
    """A month's days can't all be so high; a day is typed as well."""
    at = widget.parentWidget()
    while at is not None and not isinstance(at, QCalendarWidget):
        at = at.parentWidget()
    return at is not None


def _path(widget: QWidget) -> str:
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 3:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return "/".join(reversed(names))


def test_that_everything_in_the_window_can_be_hit_with_a_glove(
    field_mode: None, window: MainWindow, settled: Callable[[Desk], None]
) -> None:
    found: set[str] = set()
    show = window.desk.show
    window.desk.selection.select(issues=(_first(window),))
    ways: list[Callable[[], object]] = [
        *(
            lambda room=room: show.room.emit(room)
            for room in ("work", "ledger", "photos", "charts", "areas")
        ),
        lambda: show.issue.emit(_first(window)),
    ]
    for way in ways:
        way()
        settled(window.desk)
        _lay_out()
        found |= small(window)
    tabs = window.findChild(QDockWidget, "dock.dossier").findChild(QTabBar)
    assert tabs.count() == 5
    for n in range(tabs.count()):
        tabs.setCurrentIndex(n)
        _lay_out()
        found |= small(window)
    for menu in window.menuBar().findChildren(QMenu):
        menu.popup(window.pos())
        found |= small(menu)
        menu.close()
    assert found == set()


def test_that_every_dialog_can_be_used_with_a_glove(
    field_mode: None, window: MainWindow, settled: Callable[[Desk], None]
) -> None:
    found: set[str] = set()
    opened: set[str] = set()
    window.desk.selection.select(issues=(_first(window),))
    settled(window.desk)
    for name, spec in window.registry.specs.items():
        action = window.registry.actions[name]
        pages = ("frame.shortcuts", "frame.about")
        if not (spec.text.endswith("…") or name in pages) or not action.isEnabled():
            continue
        before = set(QApplication.topLevelWidgets())
        action.trigger()
        settled(window.desk)
        _lay_out()
        for dialog in _shown(before):
            opened.add(name)
            if dialog.metaObject().className() != "QFileDialog":
                found |= {f"{name}: {line}" for line in small(dialog)}
            dialog.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(opened) > 15
    assert found == set()


def _lay_out() -> None:
    """A layout asks for the next one beneath it."""
    for _ in range(3):
        QApplication.processEvents()


def _shown(before: set[QWidget]) -> list[QWidget]:
    return [w for w in QApplication.topLevelWidgets() if w.isVisible() and w not in before]


def _first(window: MainWindow) -> str:
    """The issue of the first line of the list of work."""
    from ui.start.work_list_model import LINE

    lines = window.workspace.room("work").list.model()
    return lines.index(0, 0).data(LINE).issue_id
