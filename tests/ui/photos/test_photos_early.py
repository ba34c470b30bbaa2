"""Keys that come before the worker's answer: carried out on what was meant, or not at all."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QListView, QPushButton

from ui.photos import calls
from ui.photos.suggestion_card import SuggestionCard
from ui.photos.tag_dialog import TagDialog

OK = QDialogButtonBox.StandardButton.Ok


def tied(read, photo):
    (row,) = read(calls.rows, [photo])
    return [t["issue_id"] for t in row["tags"]]


@pytest.fixture
def form(panel, rest, picked):
    """The form for one photo that is tied to nothing, its first answer there."""
    picked(3)
    QTest.mouseClick(
        panel.pane.findChild(QPushButton, "photos.other_issue"), Qt.MouseButton.LeftButton
    )
    rest()
    (dialog,) = [d for d in panel.findChildren(TagDialog) if d.isVisible()]
    dialog.choice.set_phase("before")
    rest()
    return dialog


def test_that_enter_before_the_answer_ties_the_issue_that_was_typed(form, panel, rest, read):
    photo = panel.desk.selection.photos[0]
    issue = read(calls.find_issues, "")[-1]
    words = form.findChild(QLineEdit, "photos.tag.words")
    QTest.keyClicks(words, issue[1])
    QTest.keyClick(words, Qt.Key.Key_Return)
    rest()
    assert tied(read, photo) == [issue[0]]


def test_that_enter_before_an_answer_of_many_ties_nothing(form, panel, rest, read):
    photo = panel.desk.selection.photos[0]
    words = form.findChild(QLineEdit, "photos.tag.words")
    QTest.keyClicks(words, "2")
    QTest.keyClick(words, Qt.Key.Key_Return)
    rest()
    assert form.found.rowCount() > 1
    assert tied(read, photo) == []
    assert form.isVisible()


def test_that_nothing_of_the_former_list_is_tied_while_an_answer_is_out(form, panel, rest, read):
    photo = panel.desk.selection.photos[0]
    issue = read(calls.find_issues, "")[-1]
    ok = form.findChild(QDialogButtonBox).button(OK)
    assert ok.isEnabled()
    QTest.keyClicks(form.findChild(QLineEdit, "photos.tag.words"), issue[1])
    assert not ok.isEnabled()
    shown = form.findChild(QListView, "photos.tag.found")
    assert form.found.rowCount() > 1
    at = shown.visualRect(form.found.index(0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.qWait(200)
    rest()
    assert tied(read, photo) == []
    assert form.isVisible()
    assert ok.isEnabled()


@pytest.fixture
def two(panel, rest, read):
    """Two photos whose first suggestion is not the same, tied to nothing: (photo, issue) each."""
    panel.filters.choose("needs_choice")
    panel.pane.choice.set_phase("before")
    rest()
    found = {}
    for row in range(panel.model.rowCount()):
        photo = panel.model.hash_at(row)
        told = read(calls.suggest, [photo], "", "", "")["suggestions"]
        if told:
            found.setdefault(told[0]["issue_id"], photo)
        if len(found) == 2:
            break
    (one, a), (other, b) = found.items()
    return (a, one), (b, other)


def test_that_a_digit_before_the_answer_takes_the_suggestion_of_its_own_photo(
    panel, rest, read, two
):
    (a, _), (b, issue) = two
    panel.picking.pick(a)
    rest()
    panel.picking.pick(b)
    QTest.keyClick(panel.grid, Qt.Key.Key_1)
    rest()
    assert tied(read, a) == []
    assert tied(read, b) == [issue]


def test_that_a_digit_before_the_answer_is_dropped_with_its_photos(panel, rest, read, two):
    (a, _), (b, _) = two
    panel.picking.pick(a)
    QTest.keyClick(panel.grid, Qt.Key.Key_1)
    panel.picking.pick(b)
    rest()
    assert tied(read, a) == tied(read, b) == []


def test_that_the_former_photos_cards_are_gone_at_once(panel, rest, two):
    (a, _), (b, _) = two
    panel.picking.pick(a)
    rest()
    assert shown_cards(panel)
    panel.picking.pick(b)
    assert shown_cards(panel) == []
    rest()
    assert shown_cards(panel)


def shown_cards(panel):
    return [card for card in panel.pane.findChildren(SuggestionCard) if card.isVisible()]


def test_that_what_is_being_tied_is_not_tied_once_more(form, panel, rest, read):
    photo = panel.desk.selection.photos[0]
    ok = form.findChild(QDialogButtonBox).button(OK)
    found = read(calls.find_issues, "")
    form._find()  # as where one typed a letter and took it back
    QTest.mouseClick(ok, Qt.MouseButton.LeftButton)
    form._on_found("", found)
    assert not ok.isEnabled()
    rest()
    assert len(tied(read, photo)) == 1
