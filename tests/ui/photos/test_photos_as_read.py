"""The large photo: its tags as read, its original given out, the next one there at once."""

import hashlib
from pathlib import Path

import pytest
from helpers.harm import overwrite
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QTabWidget, QToolButton

from ui.photos.facts import facts


@pytest.fixture
def viewer(panel, rest, picked):
    picked(3)
    QTest.keyClick(panel.grid, Qt.Key.Key_Space)
    rest()
    return panel.dialogs.viewer


def lines(page):
    return [(fact.name, fact.value) for fact in page.table.facts.rows]


def test_that_tags_are_read_as_they_are_searched_and_copied(viewer, rest):
    page = viewer.exif
    assert lines(page) == []  # nobody looks yet
    QTest.keyClick(viewer, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    rest()
    assert viewer.findChild(QTabWidget, "photos.viewer.tabs").currentWidget() is page
    names = [name for name, _ in lines(page)]
    assert {"Image", "EXIF", "GPS", "Model"} <= set(names)
    field = page.findChild(QLineEdit, "photos.exif.search")
    QTest.keyClicks(field, "gpslat")
    QTest.qWait(200)
    assert [name for name, _ in lines(page)] == ["GPS", "GPSLatitudeRef", "GPSLatitude"]
    QTest.mouseClick(page.findChild(QToolButton, "photos.exif.copy"), Qt.MouseButton.LeftButton)
    assert "GPSLatitudeRef\tN" in QApplication.clipboard().text()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert viewer.isVisible()
    assert field.text() == ""
    # The next photo's tags take their place, and one that was altered says so.
    told = page.findChild(QLabel, "photos.exif.told")
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Right)
    rest()
    assert told.text().endswith("tags")
    assert "is the file that was imported" in told.text()
    path = Path(viewer.known()["path"])
    overwrite(path, path.read_bytes() + b"x")
    page.set_photo("")
    page.set_photo(viewer.photo())
    rest()
    assert "is the file that was imported" not in told.text()


def test_that_the_original_is_given_out_byte_for_byte_and_its_hash_copied(viewer, rest, tmp_path):
    QTest.keyClick(viewer, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = [d for d in viewer.findChildren(QFileDialog) if d.isVisible()]
    assert Path(dialog.selectedFiles()[0]).name == viewer.known()["file"]
    dialog.fileSelected.emit(str(tmp_path / "copy.jpg"))
    dialog.reject()
    rest()
    assert hashlib.sha256((tmp_path / "copy.jpg").read_bytes()).hexdigest() == viewer.photo()
    assert "copy.jpg" in viewer.notice.text()
    button = viewer.findChild(QToolButton, "photos.viewer.hash")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == viewer.photo()


def test_that_the_next_photo_is_there_before_it_is_asked_for(viewer, rest):
    first = viewer.photo()
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Right)
    assert viewer.photo() != first
    assert viewer.canvas.has_picture()  # without waiting
    rest()
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Left)
    assert viewer.canvas.has_picture()


def test_that_facts_tell_measured_from_claimed_and_true_from_magnetic(qapp):
    told = {
        "sha256": "ab" * 32, "tags": [], "origins": [], "exif": {}, "exif_error": None,
        "warnings": [("photo_gps_zero_zero", {})], "lon": 126.5, "lat": 43.5,
        "taken_at": "2026-05-03T10:00:30", "taken_at_source": "exif",
        "taken_at_offset": "+08:00", "gps_at": "2026-05-03T02:00:00Z",
        "position_source": "hand", "azimuth_deg": 100.0, "azimuth_ref": "M",
        "azimuth_true_deg": 90.5, "azimuth_source": "magnetic", "declination_deg": -9.5,
        "declination_model": "WMM2025",
    }  # fmt: skip
    found = {fact.name: fact for fact in facts(told) if not fact.is_heading}
    assert found["Source of the position"].value == "placed by hand (claimed)"
    assert found["Source of the time"].value == "the photo itself (measured)"
    assert found["Source of the position"].icon != found["Source of the time"].icon
    assert found["Camera's clock"].value == "30 seconds ahead of the satellites'"
    assert found["Azimuth from true north"].value == "90.5° · east"
    assert found["Azimuth as read"].value == "100.0° (magnetic north)"
    assert found["Magnetic declination"].value == "9.5° to the west · WMM2025"
    assert "\n" in found["By the file itself"].value  # what it is, and what to do
    # Where the very position or time is remarked upon, measured alone would say too much.
    told |= {
        "position_source": "exif", "warnings": [("photo_position_mock", {"text": "mock"})],
        "doubts": [("photo_clock_jumped", {})],
    }  # fmt: skip
    found = {fact.name: fact for fact in facts(told) if not fact.is_heading}
    for name in ("Source of the position", "Source of the time"):
        assert found[name].value == "the photo itself (measured, in doubt)"
        assert (found[name].icon, found[name].role) == ("warning", "warning")
    # A file's word on its own position says nothing of where a person placed it.
    told["position_source"] = "hand"
    found = {fact.name: fact for fact in facts(told) if not fact.is_heading}
    assert found["Source of the position"].value == "placed by hand (claimed)"
