"""Ties of more photos than suggestions look at, and an undo beside what others did meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from ui.photos import calls
from ui.photos.suggestion_card import SuggestionCard
from ui.widgets.chip import Chip


def tied(read, photo):
    (row,) = read(calls.rows, [photo])
    return [(t["issue_id"], t["phase"], t["kind"]) for t in row["tags"]]


@pytest.fixture
def free(read):
    """An issue that no photo is tied to, nothing of which relies on a photo."""
    return next(f for f in read(calls.find_issues, "YG2025") if f[2] == "clue")


def test_that_ties_are_counted_and_taken_off_beyond_the_photos_looked_at(
    panel, rest, read, desk, free
):
    photos = [panel.model.hash_at(n) for n in range(panel.model.rowCount())]
    loose = [r["sha256"] for r in read(calls.rows, photos) if not r["tags"]]
    late = loose[-1]
    chosen = [*loose[:110], late]
    assert len(set(chosen)) == 111
    desk.do(calls.tag, [late], free[0], "before", "near")
    rest()
    desk.selection.select(photos=chosen, by=None)
    rest()
    (chip,) = panel.pane.findChildren(Chip, "photos.tie")
    assert chip.isVisible()
    told = [
        label.text()
        for card in panel.pane.findChildren(SuggestionCard)
        for label in card.findChildren(QLabel)
    ]
    assert any("of the first 100 photos" in text for text in told)
    QTest.keyClick(panel.grid, Qt.Key.Key_Delete)
    rest()
    assert tied(read, late) == []


def test_that_fewer_photos_are_not_called_the_first(panel, rest, picked):
    panel.filters.choose("needs_choice")
    rest()
    picked(0, 1)
    told = [label.text() for label in panel.pane.findChildren(QLabel)]
    assert any("of 2 photos" in text for text in told)


def test_that_the_next_photo_is_forgotten_with_the_filter(panel, rest, picked, desk):
    panel.filters.choose("needs_choice")
    rest()
    (photo,) = picked(0)
    second = panel.model.hash_at(1)
    panel.picking.go_on()
    panel.filters.choose("no_position")
    rest()
    assert panel.model.row_of(photo) < 0
    panel.filters.choose("untagged")
    rest()
    desk.selection.select(photos=("0" * 64,), by=None)
    panel.ask()
    rest()
    assert panel.model.row_of(second) >= 0
    assert desk.selection.photos == ("0" * 64,)


def test_that_an_undo_leaves_what_another_tied_meanwhile(panel, rest, read, desk, free):
    photo = panel.model.hash_at(3)
    made = []
    desk.do(calls.tag, [photo], free[0], "before", "near")
    desk.do(calls.untag, [photo], free[0], "before", done=made.append)
    desk.do(calls.tag, [photo], free[0], "before", "detail")
    rest()
    desk.do(calls.put_ties_back, made[0])
    rest()
    assert tied(read, photo) == [(free[0], "before", "detail")]


def test_that_an_undo_brings_the_former_kind_back(panel, rest, read, desk, free):
    photo = panel.model.hash_at(3)
    made = []
    desk.do(calls.tag, [photo], free[0], "before", "near")
    desk.do(calls.tag, [photo], free[0], "before", "detail", done=made.append)
    rest()
    desk.do(calls.put_ties_back, made[0])
    rest()
    assert tied(read, photo) == [(free[0], "before", "near")]
