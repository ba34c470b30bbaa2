"""The large viewer and the comparison: zoom, keys, facts, ties, the map; pairs and the swipe."""

from pathlib import Path

import pytest
from helpers.harm import overwrite
from PIL import Image
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QToolButton
from shiboken6 import delete

from greenshield.project.media import hash_file
from ui.photos import calls, import_calls
from ui.photos.canvas import PhotoCanvas
from ui.photos.pixels import PhotoPixels
from ui.photos.placing_calls import ByTracks
from ui.photos.sight import Sight, View
from ui.widgets.swipe_handle import SwipeHandle

FILED = "229901-2025-0001"  # the issue that the sample walks from clue to filed


@pytest.fixture
def viewer(panel, rest, picked):
    picked(3)
    QTest.keyClick(panel.grid, Qt.Key.Key_Space)
    rest()
    return panel.dialogs.viewer


def wheel(widget, at, notches):
    event = QWheelEvent(
        QPointF(at), widget.mapToGlobal(QPointF(at)), QPoint(0, 0), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_that_the_wheel_zooms_at_the_cursor_and_what_is_seen_is_crisp(viewer, rest):
    canvas = viewer.canvas
    full = canvas.full_size()
    assert full[0] > 100
    assert canvas.is_crisp()
    at = QPoint(canvas.width() // 3, canvas.height() // 3)
    sight = Sight((canvas.width(), canvas.height()), full, canvas.view())
    pixel = sight.to_photo(QPointF(at))
    wheel(canvas, at, 4)
    nearer = Sight((canvas.width(), canvas.height()), full, canvas.view())
    assert nearer.scale() > 2 * sight.scale()
    assert nearer.to_photo(QPointF(at)).x() == pytest.approx(pixel.x(), abs=1.0)
    rest()
    assert canvas.is_crisp()
    shot = canvas.grab().toImage()
    assert len({shot.pixel(x, y) for x in range(0, shot.width(), 9) for y in (5, 99)}) > 10
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton)
    assert canvas.view().zoom == 1.0


def test_that_keys_go_on_turn_and_close(viewer, panel, rest, desk, qtbot):
    first = viewer.photo()
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Right)
    rest()
    second = viewer.photo()
    assert panel.model.row_of(second) == panel.model.row_of(first) + 1
    assert desk.selection.photos == (second,)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Left)
    rest()
    assert viewer.photo() == first
    wide = viewer.canvas.view()
    QTest.keyClick(viewer.canvas, Qt.Key.Key_BracketRight)
    assert viewer.canvas.view().turn == 1 != wide.turn
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Plus)
    assert viewer.canvas.view().zoom > 1
    for _ in range(6):
        QTest.keyClick(viewer.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
    rest()
    assert panel.model.row_of(viewer.photo()) == panel.model.row_of(first) + 6
    with qtbot.waitSignal(viewer.closed):
        QTest.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert panel.dialogs.viewer is None


def test_that_the_facts_are_those_of_the_file_and_can_be_copied(viewer, model_tester, rest):
    model_tester(viewer.table.facts)
    names = {
        viewer.table.facts.rows[row].name: viewer.table.facts.rows[row].value
        for row in range(viewer.table.facts.rowCount())
    }
    assert names["SHA-256"] == viewer.photo()
    assert names["Camera model"].startswith("GreenShield")
    assert names["Position"].endswith("N")
    assert names["Original"].endswith(f"{viewer.photo()}.jpg")
    viewer.table.setFocus()
    QTest.keyClick(viewer.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert f"SHA-256\t{viewer.photo()}" in QApplication.clipboard().text()


def test_that_the_viewer_ties_and_shows_on_the_map(viewer, rest, desk):
    shown = []
    desk.show.on_map.connect(lambda kind, ids: shown.append((kind, ids)))
    QTest.mouseClick(viewer.findChild(QToolButton, "photos.viewer.map"), Qt.MouseButton.LeftButton)
    assert shown == [("photo", (viewer.photo(),))]
    photo = viewer.photo()
    QTest.keyClick(viewer.canvas, Qt.Key.Key_1)
    rest()
    names = [viewer.table.facts.rows[r].name for r in range(viewer.table.facts.rowCount())]
    assert any(": before" in name for name in names)
    desk.undo_last()
    rest()
    assert viewer.photo() == photo
    names = [viewer.table.facts.rows[r].name for r in range(viewer.table.facts.rowCount())]
    assert not any(": before" in name for name in names)


def test_that_an_altered_and_a_missing_original_are_told(panel, rest, viewer, desk, sample_project):
    photo = panel.model.hash_at(5)
    other = panel.model.hash_at(6)
    (kept,) = (sample_project / "media" / photo[:2]).glob(f"{photo}*")
    (lost,) = (sample_project / "media" / other[:2]).glob(f"{other}*")
    overwrite(kept, lost.read_bytes())
    lost.unlink()
    desk.show.photo.emit(photo)
    rest()
    assert viewer.notice.kind() == "warning"
    assert photo[:12] in viewer.notice.text()
    desk.show.photo.emit(other)
    rest()
    assert viewer.notice.kind() == "error"
    assert not viewer.canvas.has_picture()


def test_that_pairs_are_compared_side_by_side_and_by_a_swipe(panel, rest, read, desk):
    (issue,) = read(calls.find_issues, FILED)
    desk.selection.select(issues=(issue[0],), by=None)
    rest()
    panel.handlers()["photos.compare"]()
    rest()
    window = panel.dialogs.comparison
    before, after = window.before, window.after
    pair = window.pair()
    assert pair["counts"]
    assert (before.photo(), after.photo()) == (pair["before"], pair["after"])
    assert window._verdict.kind() == "ok"
    assert "°" in window._verdict.text()
    assert before.geometry().right() < after.geometry().left()
    after.zoom_by(3)
    assert before.view() == after.view() != View()
    QTest.keyClick(window, Qt.Key.Key_S)
    rest()
    assert before.geometry() == after.geometry()
    handle = window.findChild(SwipeHandle)
    assert handle.isVisible()
    share = handle.share()
    QTest.keyClick(handle, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert handle.share() == pytest.approx(share - 0.1)
    left = window.stage.grab().toImage().pixelColor(30, 60)
    handle.set_share(0.0)
    rest()
    assert window.stage.grab().toImage().size() == window.stage.size()
    assert left.isValid()
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    rest()
    assert window.pair() is not pair
    assert before.photo() == window.pair()["before"]
    # A photo without a position makes pairs that do not count; the window hears of it at once.
    nowhere = read(calls.keys, "no_position", "time", "", "")[0][:32].hex()
    desk.do(calls.tag, [nowhere], issue[0], "before", "near")
    rest()
    doubtful = next(n for n, p in enumerate(window._told["pairs"]) if p["before"] == nowhere)
    window.choose(doubtful)
    rest()
    assert window._verdict.kind() == "warning"
    assert window._verdict.remedy()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    rest()
    assert panel.dialogs.comparison is None


def test_that_any_two_photos_are_compared(panel, rest, read, desk):
    """Those that the issue has in any phase by the lists above them, any others by picking them."""
    (issue,) = read(calls.find_issues, FILED)
    desk.selection.select(issues=(issue[0],), by=None)
    rest()
    panel.dialogs.compare()
    rest()
    window = panel.dialogs.comparison
    before = window.findChild(QComboBox, "photos.before")
    after = window.findChild(QComboBox, "photos.after")
    pairs = window.findChild(QComboBox, "photos.pairs")
    assert before.count() == after.count() == len(window._told["rows"]) > 2
    assert before.currentData() == window.before.photo()
    # A photo of after on both sides: shown, and no evidence.
    other = next(n for n in range(after.count()) if n != after.currentIndex()
                 and after.itemText(n).startswith("after"))  # fmt: skip
    before.setFocus()
    before.setCurrentIndex(other)
    before.activated.emit(other)
    rest()
    assert window.before.photo() == before.itemData(other)
    assert window.after.photo() == after.currentData()
    assert pairs.currentIndex() == -1
    assert window._verdict.kind() == "warning"
    assert "does not have these photos" in window._verdict.remedy()
    # Back to a pair by its own list.
    window.choose(0)
    rest()
    assert pairs.currentIndex() == 0
    assert window._verdict.kind() == "ok"
    # Two photos of the tray that the issue has not: the older one is before.
    loose = [p.hex() for p in _hashes(read(calls.keys, "untagged", "time", "", "")[0])][:2]
    desk.selection.select(photos=(loose[1], loose[0]), by=None)
    panel.dialogs.compare()
    rest()
    assert [window.before.photo(), window.after.photo()] == loose
    assert before.currentData() == loose[0]
    # They are nothing of the issue that is chosen next.
    clue = next(f for f in read(calls.find_issues, "YG2025") if f[2] == "clue")
    desk.selection.select(issues=(clue[0],), photos=(), by=None)
    panel.dialogs.compare()
    rest()
    assert window.pair() is None
    QTest.keyClick(window, Qt.Key.Key_Escape)
    rest()


def _hashes(joined: bytes) -> list[bytes]:
    return [joined[n : n + 32] for n in range(0, len(joined), 32)]


def test_that_an_issue_without_pairs_says_what_a_pair_takes(panel, rest, read, desk):
    issue = next(f for f in read(calls.find_issues, "YG2025") if f[2] == "clue")
    desk.selection.select(issues=(issue[0],), by=None)
    rest()
    panel.dialogs.compare()
    rest()
    window = panel.dialogs.comparison
    assert window.pair() is None
    assert not window.findChild(QPushButton, "photos.swipe").isEnabled()


def test_that_a_sight_stays_within_the_photo_however_it_is_moved():
    sight = Sight((400, 300), (4000, 1500), View())
    assert sight.scale() == pytest.approx(0.1)
    near = Sight(sight.room, sight.full, sight.zoomed(1.0, QPointF(0, 0)))
    assert near.scale() == pytest.approx(1.0)
    far = Sight(sight.room, sight.full, near.moved(QPointF(-90_000, 90_000)))
    assert far.seen().left() == pytest.approx(0)
    assert far.seen().bottom() == pytest.approx(1500)
    turned = Sight((400, 300), (4000, 1500), View(turn=1))
    assert turned.scale() == pytest.approx(300 / 4000)
    assert turned.seen().getRect() == pytest.approx((0, 0, 4000, 1500))


def test_that_a_large_photo_is_read_part_by_part_as_crisp_as_the_screen(
    qtbot, desk, rest, tmp_path
):
    """Stripes of one pixel are grey in the whole, and black and white one to one."""
    file = tmp_path / "stripes.png"
    Image.frombytes("L", (5000, 3000), bytes([0, 255]) * 7_500_000).save(file)
    desk.do(import_calls.import_photos, [file], ByTracks(), "wgs84", False)
    rest()
    canvas = PhotoCanvas(desk)
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show()
    canvas.set_photo(hash_file(file))
    rest()
    assert canvas.full_size() == (5000, 3000)

    def greys():
        shot = canvas.grab().toImage()
        return [shot.pixelColor(x, 200).red() for x in range(280, 320)]

    assert all(60 < grey < 200 for grey in greys())
    canvas.natural()
    assert not canvas.is_crisp()
    with qtbot.waitSignal(canvas.sharpened, timeout=60_000):
        pass
    assert canvas.is_crisp()
    seen = greys()
    assert min(seen) < 40
    assert max(seen) > 215
    rest()
    canvas.zoom_to(0.4)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    QTest.mouseMove(canvas, QPoint(120, 200))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(120, 200))
    assert canvas.view().at[0] > 0.5
    rest()
    assert canvas.is_crisp()
    canvas.set_photo("")
    assert not canvas.has_picture()


def test_that_a_photo_refused_after_its_window_is_gone_is_told_to_nobody(desk, settled):
    owner = QObject()
    pixels = PhotoPixels(desk, owner)
    pixels.load("0" * 64, 512)
    delete(pixels)
    settled(desk)


def test_that_what_could_not_be_read_is_asked_for_again_once_its_drive_is_back(
    qtbot, desk, rest, tmp_path
):
    file = tmp_path / "noise.png"
    Image.effect_noise((3000, 2000), 90).save(file)
    desk.do(import_calls.import_photos, [file], ByTracks(), "wgs84", False)
    rest()
    media = Path(desk.info.path) / "media"
    away = media.with_name("unplugged")
    canvas = PhotoCanvas(desk)
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show()
    refused = []
    canvas.refused.connect(refused.append)
    media.rename(away)
    canvas.set_photo(hash_file(file))
    rest()
    assert [e.code for e in refused] == ["media_missing"]
    away.rename(media)
    activate(canvas)
    rest()
    assert canvas.has_picture()
    # The same with the part: the whole stays in sight while it is refused.
    desk.picture(calls.forget_pictures)
    media.rename(away)
    canvas.natural()
    rest()
    assert canvas.has_picture()
    assert not canvas.is_crisp()
    away.rename(media)
    canvas.hide()
    with qtbot.waitSignal(canvas.sharpened, timeout=60_000):
        canvas.show()
    assert canvas.is_crisp()
    assert len(refused) == 1


def activate(widget):
    """The user comes back to the window from another."""
    widget.activateWindow()
    QApplication.sendEvent(widget, QEvent(QEvent.Type.ActivationChange))
