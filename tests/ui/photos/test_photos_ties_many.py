"""Ties of more photos than suggestions look at, and an undo beside what others did meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from greenshield.services.photo_proven import is_proven
from ui.photos import calls
from ui.photos.suggestion_card import SuggestionCard
from ui.photos.tag_dialog import TagDialog
from ui.widgets.chip import Chip


def tied(read, photo):
    (row,) = read(calls.rows, [photo])
    return [(t["issue_id"], t["phase"], t["kind"]) for t in row["tags"]]


def is_proven_row(row):
    """The day of a photo without a time to be trusted tells no phase."""
    return is_proven(row["taken_at_source"], [list(told) for told in row["warnings"]])


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


def test_that_the_phase_is_told_with_its_reason_and_another_key_changes_it(
    panel, rest, read, desk, free
):
    """A clue's photos are of before, which is said; one key makes them of another phase."""

    def phases(photo):
        return [phase for issue, phase, _ in tied(read, photo) if issue == free[0]]

    every = [panel.model.hash_at(n) for n in range(panel.model.rowCount())]
    timed = [r["sha256"] for r in read(calls.rows, every) if is_proven_row(r)]
    photos = timed[:2]
    desk.do(calls.tag, photos, free[0], "day", "near")
    rest()
    assert {tied(read, p)[-1] for p in photos} == {(free[0], "before", "near")}
    desk.selection.select(photos=photos, issues=(free[0],), current=free[0], by=None)
    rest()
    pane = panel.pane
    QTest.keyClick(panel.grid, Qt.Key.Key_I)
    rest()
    (dialog,) = [d for d in panel.findChildren(TagDialog) if d.isVisible()]
    words = dialog.findChild(QLineEdit, "photos.tag.words")
    QTest.keyClicks(words, free[1])
    QTest.qWait(200)
    rest()
    why = dialog.findChild(QLabel, "photos.tag.why")
    assert "Before: no plan is approved yet" in why.text()
    beside = dialog.findChild(QCheckBox, "photos.tag.beside")
    assert beside.isHidden()
    typed = words.text()
    QTest.keyClick(words, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    rest()
    assert (dialog.choice.phase(), words.text()) == ("during", typed)
    assert "becomes" in dialog.notice.text()
    assert "shows 'before'" in dialog.notice.text()
    QTest.mouseClick(beside, Qt.MouseButton.LeftButton)
    rest()
    assert "stays tied" in dialog.notice.text()
    QTest.mouseClick(beside, Qt.MouseButton.LeftButton)
    rest()
    QTest.mouseClick(dialog.findChild(QPushButton, "photos.tag.ok"), Qt.MouseButton.LeftButton)
    rest()
    for photo in photos:
        assert phases(photo) == ["during"]
    desk.undo_last()
    rest()
    for photo in photos:
        assert phases(photo) == ["before"]
    # In the tray the key stands alone, and what was done is told.
    desk.selection.select(photos=photos, by=None)
    rest()
    QTest.keyClick(panel.grid, Qt.Key.Key_A)
    rest()
    pane.tie(*free[:2])
    rest()
    assert pane.notice.text() == (f"Tied to {free[1]} as after, no longer as before.")
