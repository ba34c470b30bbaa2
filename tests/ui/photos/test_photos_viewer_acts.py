"""What is done in the viewer is done to its own photo, and only where one may write."""

from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton

from greenshield.project.media import hash_file
from ui.photos import calls, import_calls
from ui.photos.place_dialog import AcceptDialog, PlaceDialog
from ui.photos.placing_calls import ByTracks
from ui.photos.suggestions import SuggestionsPane
from ui.photos.tag_dialog import TagDialog
from ui.widgets.notice import Notice


@pytest.fixture
def viewer(panel, rest, picked, read, desk):
    """Opened on one photo, which is tied; two others are selected in the tray then."""
    (photo,) = picked(3)
    issue = read(calls.find_issues, "")[-1]
    desk.do(calls.tag, [photo], issue[0], "before", "near")
    rest()
    panel.dialogs.view_current()
    rest()
    panel.picking.pick(panel.model.hash_at(5))
    shown = panel.dialogs.viewer
    desk.selection.select(photos=(panel.model.hash_at(5), panel.model.hash_at(6)), by=None)
    shown.show_photo(photo)
    rest()
    return shown


def only(viewer, kind):
    (found,) = [d for d in viewer.findChildren(kind) if d.isVisible()]
    return found


def tied(read, photo):
    (row,) = read(calls.rows, [photo])
    return [t["issue_id"] for t in row["tags"]]


def test_that_the_viewers_forms_are_about_its_own_photo(viewer, rest, read, desk):
    assert viewer.photo() not in desk.selection.photos
    viewer.pane.choice.set_phase("during")
    rest()
    issue = read(calls.find_issues, "")[-2]
    QTest.mouseClick(
        viewer.pane.findChild(QPushButton, "photos.other_issue"), Qt.MouseButton.LeftButton
    )
    rest()
    form = only(viewer, TagDialog)
    assert form.choice.phase() == "during"
    words = form.findChild(QLineEdit, "photos.tag.words")
    QTest.keyClicks(words, issue[1])
    QTest.keyClick(words, Qt.Key.Key_Return)
    rest()
    assert issue[0] in tied(read, viewer.photo())
    assert [tied(read, p) for p in desk.selection.photos] == [[], []]


def test_that_the_viewer_places_and_accepts_its_own_photo(viewer, rest, read, desk):
    before = read(calls.rows, list(desk.selection.photos))
    QTest.mouseClick(viewer.pane.findChild(QToolButton, "photos.place"), Qt.MouseButton.LeftButton)
    rest()
    form = only(viewer, PlaceDialog)
    form.findChild(QLineEdit, "photos.place.at").setText("126°18'46\"E 43°14'03\"N")
    QTest.keyClick(form, Qt.Key.Key_Return)
    rest()
    (row,) = read(calls.rows, [viewer.photo()])
    assert round(row["lon"], 3) == 126.313
    assert row["position_source"] == "hand"
    after = read(calls.rows, list(desk.selection.photos))
    assert [(r["lon"], r["lat"]) for r in after] == [(r["lon"], r["lat"]) for r in before]
    button = viewer.pane.findChild(QToolButton, "photos.accept")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    rest()
    only(viewer, AcceptDialog).reject()


def test_that_keys_in_the_viewer_write_nothing_where_nobody_is_signed_in(viewer, rest, read, desk):
    photo = viewer.photo()
    before = tied(read, photo)
    assert before
    desk.info = replace(desk.info, actor_id="")
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Delete)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_1)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_I)
    rest()
    assert tied(read, photo) == before
    assert [d for d in viewer.findChildren(TagDialog) if d.isVisible()] == []


def test_that_the_original_is_asked_for_where_a_copy_is_about_to_be_tied(
    qtbot, desk, rest, tmp_path
):
    file = tmp_path / "mmexport1748754000000.jpg"
    Image.new("RGB", (64, 48), "#557755").save(file)
    desk.do(import_calls.import_photos, [file], ByTracks(), "wgs84", False)
    rest()
    pane = SuggestionsPane(desk, "alone")
    qtbot.addWidget(pane)
    pane.show_photos([hash_file(file)])
    rest()
    (notice,) = pane.findChildren(Notice, "photos.copies")
    assert notice.kind() == "warning"
    assert "messenger" in notice.text()
    assert "original" in notice.remedy()


def test_that_of_a_photo_that_nobody_may_know_any_more_nothing_stays(viewer, rest):
    assert viewer.canvas.has_picture()
    viewer.show_photo("f" * 64)
    rest()
    assert (viewer.photo(), viewer.canvas.has_picture(), viewer.known()) == ("", False, {})
    assert viewer.notice.kind() == "error"
    assert viewer.table.model().rowCount() == 0
