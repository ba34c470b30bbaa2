"""The photos room in the room that a small screen leaves it, and in a project that is read-only."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QMessageBox, QWidget

from ui.imports.room import ImportsRoom
from ui.photos import calls
from ui.photos.import_sum import Sum
from ui.photos.suggestion_card import SuggestionCard
from ui.widgets.chip import Chip

FILED = "229901-2025-0001"  # the issue that the sample walks from clue to filed
HIGH, WIDE = 228, 920  # of the room in a window of 1366 x 768


def beside(parent: QWidget) -> list[QWidget]:
    """The visible children of a widget that its layout places."""
    layout = parent.layout()
    assert layout is not None
    found = [layout.itemAt(n).widget() for n in range(layout.count())]
    return [w for w in found if w is not None and w.isVisible()]


def test_that_messages_leave_the_photos_their_room_on_a_small_screen(panel, rest, picked, qtbot):
    panel.resize(WIDE, HIGH)
    assert picked(1)
    before = panel.grid.height()
    heaps = {"all": 10, "added": 9, "duplicate": 1, "located": 6, "tied": 3}
    hashes = {name: tuple(f"{n:064x}" for n in range(count)) for name, count in heaps.items()}
    panel.sum.tell(Sum(hashes, refused=1, left=200))
    panel.pane.notice.tell("error", "Its day does not tell the phase " * 3, "Choose one. " * 9)
    rest()
    assert (panel.width(), panel.height()) == (WIDE, HIGH)
    for notice in (panel.sum, panel.pane.notice):
        assert notice.isVisible()
        assert notice.height() >= notice.minimumSizeHint().height()  # not crushed either
        assert notice.height() <= 2.2 * notice.fontMetrics().lineSpacing()
    for parent in (panel, panel.pane):
        parts = beside(parent)
        assert all(parent.rect().contains(w.geometry()) for w in parts)
        for at, one in enumerate(parts):
            assert not [w for w in parts[at + 1 :] if w.geometry().intersects(one.geometry())]
    assert before - panel.grid.height() <= 2.5 * panel.fontMetrics().lineSpacing()


def test_that_a_tie_offers_its_undo_until_it_is_undone(panel, rest, picked, desk, qtbot):
    assert picked(1)
    QTest.keyClick(panel.grid, Qt.Key.Key_B)
    rest()
    QTest.keyClick(panel.grid, Qt.Key.Key_1)
    rest()
    notice = panel.pane.notice
    assert "Tied to" in notice.text()
    assert "Ctrl+Z" in notice.remedy()
    desk.undo_last()
    rest()
    assert notice.text() == ""


def test_that_a_read_only_project_offers_nothing_that_writes(
    panel, rest, picked, read, desk, qtbot
):
    with qtbot.waitSignal(desk.opened, timeout=60_000):
        desk.open(desk.info.path, read_only=True)
    rest()
    panel.filters.choose("needs_choice")
    rest()
    assert picked(0)
    pane = panel.pane
    cards = pane.findChildren(SuggestionCard)
    writes = ("photos.other_issue", "photos.place", "photos.accept", "photos.tie_current")
    buttons = [b for b in pane.findChildren(QAbstractButton) if b.objectName() in writes]
    assert cards
    assert len(buttons) >= 3
    assert not [w for w in [*cards, *buttons, *pane.findChildren(QComboBox)] if w.isEnabled()]
    assert any(label.text().startswith("Read-only") for label in pane.findChildren(QLabel))
    QTest.mouseClick(cards[0], Qt.MouseButton.LeftButton)
    rest()
    assert pane.notice.text() == ""
    pane.tie("an issue", "1")
    assert pane.notice.text().startswith("Read-only")
    issue = read(calls.find_issues, FILED)[0][0]
    desk.selection.select(photos=read(calls.of_phase, issue, "after")[:1], by=None)
    rest()
    chips = pane.findChildren(Chip, "photos.tie")
    assert chips
    # What is dropped on the window is refused before anything is asked of it.
    room = ImportsRoom(desk, panel)
    for take, file in ((panel.dialogs.take_files, "a.jpg"), (room.dropping.take, "a.xlsx")):
        take([Path(file)])
        rest()
        box = panel.findChild(QMessageBox, "may_write.told")
        assert box.text().startswith("Read-only")
        box.accept()
        rest()
    assert not [c for c in chips if c.findChild(QAbstractButton, "chip.remove").isVisible()]
