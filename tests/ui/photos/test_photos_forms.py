"""The forms: an issue found by words, a place typed, a doubtful photo accepted."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from ui.photos import calls
from ui.photos.clock_offers import ClockOffers
from ui.photos.place_dialog import AcceptDialog, PlaceDialog
from ui.photos.tag_dialog import TagDialog

OK, CANCEL = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel


def only(panel, kind):
    (found,) = [d for d in panel.findChildren(kind) if d.isVisible()]
    return found


def press(dialog, which=OK):
    button = dialog.findChild(QDialogButtonBox).button(which)
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def row_of(read, photo):
    (row,) = read(calls.rows, [photo])
    return row


def test_that_an_issue_is_found_by_words_and_doubts_are_told_before(
    panel, rest, picked, read, desk, model_tester
):
    (photo,) = picked(3)
    issue = next(f for f in read(calls.find_issues, "229901-2021") if f[2] == "rectifying")
    QTest.mouseClick(
        panel.pane.findChild(QPushButton, "photos.other_issue"), Qt.MouseButton.LeftButton
    )
    rest()
    dialog = only(panel, TagDialog)
    model_tester(dialog.found)
    words = dialog.findChild(QLineEdit, "photos.tag.words")
    QTest.keyClicks(words, "no such issue")
    QTest.qWait(200)
    rest()
    ok = dialog.findChild(QDialogButtonBox).button(OK)
    assert dialog.found.rowCount() == 0
    assert not ok.isEnabled()
    words.clear()
    QTest.keyClicks(words, issue[1][-9:])
    QTest.qWait(200)
    rest()
    assert dialog.found.index(0).data().startswith(issue[1])
    dialog.choice.set_phase("before")
    rest()
    assert dialog.notice.kind() == "warning"
    assert "not count" in dialog.notice.text()
    press(dialog)
    rest()
    assert not [d for d in panel.findChildren(TagDialog) if d.isVisible()]
    assert [(t["issue_id"], t["phase"]) for t in row_of(read, photo)["tags"]] == [
        (issue[0], "before")
    ]
    desk.undo_last()
    rest()
    assert row_of(read, photo)["tags"] == []


def test_that_a_typed_place_is_checked_kept_and_taken_back(panel, rest, picked, read, desk):
    panel.filters.choose("no_position")
    rest()
    (photo,) = picked(0)
    QTest.mouseClick(panel.pane.findChild(QToolButton, "photos.place"), Qt.MouseButton.LeftButton)
    rest()
    dialog = only(panel, PlaceDialog)
    assert any("Map, Place a photo by hand" in each.text() for each in dialog.findChildren(QLabel))
    at = dialog.findChild(QLineEdit, "photos.place.at")
    for wrong in ("", "somewhere", "10, 10"):
        at.setText(wrong)
        press(dialog)
        rest()
        assert dialog.isVisible()
        assert dialog.field.told()
        assert at.text() == wrong
    at.setText("126°18'46\"E 43°14'03\"N")
    press(dialog)
    rest()
    row = row_of(read, photo)
    assert round(row["lon"], 3) == 126.313
    assert row["position_source"] == "hand"
    # Who placed it can't accept it; the reason is told and what was typed stays.
    desk.selection.select(photos=(photo,), by=None)
    rest()
    panel.handlers()["photos.accept"]()
    rest()
    accept = only(panel, AcceptDialog)
    note = accept.findChild(QPlainTextEdit, "photos.accept.note")
    press(accept)
    rest()
    assert accept.field.told()
    QTest.keyClicks(note, "I was there")
    press(accept)
    rest()
    assert accept.notice.kind() == "error"
    assert note.toPlainText() == "I was there"
    press(accept, CANCEL)
    desk.undo_last()
    rest()
    assert row_of(read, photo)["lon"] is None


def test_that_many_clocks_are_scrolled_and_not_a_dialog_out_of_the_screen(qapp, qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    offers = ClockOffers("offers", host)
    one = {"offset_s": 100.0, "spread_s": 1.0, "photos": 3, "agreeing": 3, "by": "satellites",
           "zone_s": 0, "written": "+00:01:40"}  # fmt: skip
    offers.show_offers([{**one, "camera": f"Camera with a long name {n}"} for n in range(30)])
    host.show()
    boxes = offers.findChildren(QCheckBox)
    assert len(boxes) == 30
    assert offers.sizeHint().height() < 9 * boxes[0].sizeHint().height()
    few = ClockOffers("few", host)
    few.show_offers([{**one, "camera": "Camera"}])
    assert few.sizeHint().height() < offers.sizeHint().height()
