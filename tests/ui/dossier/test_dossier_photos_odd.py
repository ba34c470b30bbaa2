"""What is worth a look about a tied photo stands beside what counts, and is no verdict."""

import io

import pytest
from helpers.make_photos import picture
from PySide6.QtWidgets import QLabel, QToolButton

from ui.dossier.photos_strip import PhotosStrip
from ui.dossier.view import TaggedPhoto, View
from ui.photos import delegate, words_of

FAST = ("photo_speed_impossible",
        {"photo": "DSC_0002.jpg", "distance_m": 4466, "seconds": 60, "kmh": 268})  # fmt: skip
EDITED = ("photo_edited_by", {"software": "Snapseed"})


def shown(strip, *photos):
    strip.show_view(View("i", "verifying", {}, {}, photos=photos, shots={"before": (3, ())}))
    strip._slices.finish()
    return strip


@pytest.fixture
def strip(qtbot):
    made = PhotosStrip(None)
    qtbot.addWidget(made)
    return made


def tied(name, *odd):
    return TaggedPhoto(name * 64, "before", "far", f"DSC_000{name}.jpg", "2026-05-01", 12.0,
                       odd=odd)  # fmt: skip


def test_that_a_strip_tells_what_is_worth_a_look_and_opens_it(strip, qtbot):
    shown(strip, tied("1"), tied("2", FAST, EDITED), tied("3", EDITED))
    (line,) = strip.findChildren(QToolButton, "photos.before.odd")
    assert line.text() == "2 photos worth a look, no verdict"
    assert "DSC_0002.jpg: 4466 m and 60 s from DSC_0002.jpg" in line.toolTip()
    assert "Snapseed" in line.toolTip()
    with qtbot.waitSignal(strip.shown) as told:
        line.click()
    assert told.args == ["2" * 64]
    heads = [label.text() for label in strip.findChildren(QLabel) if "count" in label.text()]
    assert any("3 tied, 3 count" in head for head in heads)  # hints take nothing away


def test_that_a_strip_without_hints_tells_none(strip):
    shown(strip, tied("1"))
    assert strip.findChildren(QToolButton, "photos.before.odd") == []


def test_that_a_tile_is_marked_and_its_tip_tells_doubts_first():
    row = {
        "sha256": "ab" * 32, "file": "a.jpg", "taken_at": "", "tags": [], "markers": [],
        "needs_choice": False, "lon": 1.0, "lat": 1.0, "warnings": [], "doubts": [],
    }  # fmt: skip
    assert "warning" not in {mark.icon for mark in delegate.marks(row)}
    row |= {"warnings": [EDITED], "doubts": [FAST]}
    assert "warning" in {mark.icon for mark in delegate.marks(row)}
    fast, edited = words_of.photo(row)[-2:]
    assert "268 km/h" in fast
    assert "Snapseed" in edited


def test_that_the_mark_of_a_photo_worth_a_look_is_drawn_on_its_picture(strip, qtbot):
    data = io.BytesIO()
    picture((160, 120)).save(data, "JPEG")
    images = []
    for one in (tied("1"), tied("1", EDITED)):
        shown(strip, one)
        strip.add_picture(one.sha256, data.getvalue())
        (item,) = strip._items[one.sha256]
        images.append(item.icon().pixmap(80, 60).toImage())
    assert images[0] != images[1]
