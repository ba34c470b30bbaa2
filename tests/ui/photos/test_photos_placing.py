"""Placing by tracks with a preview and undo; clocks offered, times and datums said by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.make_tracks import gpx
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
)

from greenshield.project.media import hash_file
from ui.photos import calls, import_calls
from ui.photos.by_track_dialog import ByTrackDialog
from ui.photos.import_dialog import ImportDialog
from ui.photos.placing_calls import ByTracks
from ui.photos.said_dialogs import DatumDialog, TimeDialog

OK = QDialogButtonBox.StandardButton.Ok
START = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)


def only(panel, kind):
    (found,) = [d for d in panel.findChildren(kind) if d.isVisible()]
    return found


def press(dialog):
    button = dialog.findChild(QDialogButtonBox).button(OK)
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def click(dialog, name):
    box = dialog.findChild(QCheckBox, name)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)


@pytest.fixture
def card(tmp_path):
    """Three photos of a camera that is 90 s slow: two with a position, one without."""
    folder = tmp_path / "card"
    folder.mkdir()
    for n, (seconds, gps) in enumerate(((60, True), (120, True), (300, False))):
        true = START + timedelta(seconds=seconds)
        slow = (true + timedelta(hours=8, seconds=-90)).replace(tzinfo=None)
        more = {"lon": 126.31, "lat": 43.3, "gps_at": true} if gps else {}
        jpeg_with_exif(folder / f"{n}.jpg", taken_at=slow, seed=n + 40, model="Slow", **more)
    return folder


@pytest.fixture
def track(tmp_path):
    seconds = range(0, 1200, 30)
    spots = [(START + timedelta(seconds=s), 126.3 + s / 60000, 43.3) for s in seconds]
    return gpx(tmp_path / "east.gpx", ("", spots))


def test_that_tracks_place_after_a_look_with_the_clock_that_is_ticked(
    panel, rest, read, desk, card, track
):
    desk.do(import_calls.import_photos, [card], ByTracks(), "wgs84", False)
    rest()
    nowhere = hash_file(card / "2.jpg")
    desk.selection.select(photos=(nowhere,), by=None)
    panel.handlers()["photos.by_track"]()
    rest()
    dialog = only(panel, ByTrackDialog)
    told = dialog.findChild(QLabel, "photos.by_track.told")
    assert not dialog.findChild(QDialogButtonBox).button(OK).isEnabled()
    dialog.tracks.add_tracks([track])
    QTest.qWait(450)
    rest()
    assert "1 of 1 photos would be placed" in told.text()
    box = dialog.findChild(QCheckBox, "photos.by_track.offers.0")
    assert box.text().startswith("Green Slow: +00:01:30 · 2 of 2 photos")
    assert not box.isChecked()  # an offer is never taken by itself
    click(dialog, "photos.by_track.offers.0")
    # What is answered to an older choice is no plan for the one that stands now.
    dialog._soon.setInterval(60_000)
    dialog._ask()
    dialog.findChild(QDoubleSpinBox, "photos.by_track.gap").setValue(11)
    rest()
    assert not dialog.findChild(QDialogButtonBox).button(OK).isEnabled()
    dialog._soon.start(0)
    rest()
    press(dialog)
    rest()
    (row,) = read(calls.rows, [nowhere])
    assert row["lon"] == pytest.approx(126.3 + 300 / 60000)
    assert [code for code, _ in row["warnings"]] == ["photo_placed_by_track", "photo_clock_offset"]
    desk.undo_last()
    rest()
    (row,) = read(calls.rows, [nowhere])
    assert (row["lon"], row["warnings"]) == (None, [])


def test_that_an_import_offers_the_clock_and_says_what_a_datum_does(panel, rest, card, track):
    panel.dialogs.ask_import([card])
    rest()
    dialog = only(panel, ImportDialog)
    dialog.add_tracks([track])
    QTest.qWait(300)
    rest()
    assert not dialog.findChild(QCheckBox, "photos.import.offers.0").isChecked()
    click(dialog, "photos.import.offers.0")
    assert dialog.tracks.how().cameras == (("Green Slow", 90.0),)
    meant = dialog.findChild(QLabel, "photos.import.datum_told")
    assert not meant.isVisible()
    dialog.findChild(QComboBox, "photos.import.datum").setCurrentIndex(1)
    assert "300 to 700 m" in meant.text()
    assert meant.isVisible()
    dialog.reject()
    rest()
    panel.dialogs.ask_import([card])
    rest()
    dialog = only(panel, ImportDialog)
    assert dialog.findChild(QComboBox, "photos.import.datum").currentData() == "wgs84"
    dialog.reject()


def test_that_time_and_datum_are_said_by_hand_and_undone(panel, rest, read, desk, card):
    desk.do(import_calls.import_photos, [card], ByTracks(), "wgs84", False)
    rest()
    photo = hash_file(card / "0.jpg")
    (before,) = read(calls.rows, [photo])
    desk.selection.select(photos=(photo,), by=None)
    panel.handlers()["photos.time"]()
    rest()
    dialog = only(panel, TimeDialog)
    field = dialog.findChild(QLineEdit, "photos.time.at")
    field.setText("yesterday")
    press(dialog)
    rest()
    assert dialog.findChild(QLabel, "photos.time.at.error").isVisible()
    field.setText("2026-06-01 09:10")
    press(dialog)
    rest()
    (row,) = read(calls.rows, [photo])
    assert (row["taken_at"], row["taken_at_source"]) == ("2026-06-01T09:10:00", "hand")
    panel.handlers()["photos.datum"]()
    rest()
    dialog = only(panel, DatumDialog)
    dialog.findChild(QComboBox, "photos.datum.choice").setCurrentIndex(1)
    press(dialog)
    rest()
    (row,) = read(calls.rows, [photo])
    assert row["lon"] != before["lon"]
    desk.undo_last()
    rest()
    desk.undo_last()
    rest()
    assert read(calls.rows, [photo]) == [before]
