"""Keys that come before the worker's answer: carried out on what was meant, or not at all."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QListView, QPushButton

from ui.photos import calls
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
