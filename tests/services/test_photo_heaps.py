"""Photos by heap: of some hashes, one camera, one day, one source; and a card's first pictures."""

from datetime import datetime

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import session_of

from greenshield.domain.errors import UsageError
from greenshield.services import photo_original, photo_preview
from greenshield.services.photo_import import import_photos
from greenshield.services.photo_pages import PhotoBook

TAKEN = datetime.fromisoformat("2026-06-01T09:00:00")


@pytest.fixture
def card(tmp_path):
    folder = tmp_path / "card"
    folder.mkdir()
    jpeg_with_exif(folder / "a.jpg", lon=126.3, lat=43.2, taken_at=TAKEN, seed=1, model="Green A")
    jpeg_with_exif(folder / "b.jpg", taken_at=TAKEN, seed=2, make="Leica", model="M11")
    jpeg_with_exif(folder / "c.jpg", seed=3, make="", model="")
    (folder / "d.jpg").write_bytes(b"no photo")
    return folder


def test_that_photos_are_told_by_heap_and_a_copy_of_one_is_the_very_same(path, card, tmp_path):
    with session_of(path) as session:
        done = import_photos(session, [card])
        book = PhotoBook(session.project)
        found = book.heaps()
        assert {"Green A": 1, "Leica M11": 1, "": 1}.items() <= found["camera"].items()
        assert found["source"]["exif"] >= 1
        assert found["day"]["2026-06-01"] == 2
        some = book.keys(among=done.photos[:2], traits={"day": "2026-06-01"})
        assert sorted(some.hashes) == sorted(done.photos[:2])
        assert (some.counts["all"], some.counts["no_position"]) == (2, 1)
        assert book.keys(among=done.photos, traits={"camera": "Leica M11"}).hashes == [
            done.photos[1]
        ]
        with pytest.raises(UsageError) as caught:
            book.keys(traits={"mood": "good"})
        assert caught.value.code == "photo_filter_unknown"
        out = photo_original.export(session.project, done.photos[0], tmp_path)
        assert (out.name, out.read_bytes()) == ("a.jpg", (card / "a.jpg").read_bytes())
        with pytest.raises(UsageError) as caught:
            photo_original.export(session.project, done.photos[0], path)
        assert caught.value.code == "photo_export_inside"


def test_that_a_card_shows_its_first_pictures_and_passes_over_what_has_none(card):
    shown = []
    made = photo_preview.previews([card], 7, 160, lambda name, jpeg: shown.append((name, jpeg[:2])))
    assert made == 3
    assert shown == [(name, b"\xff\xd8") for name in ("a.jpg", "b.jpg", "c.jpg")]
    shown.clear()
    assert photo_preview.previews([card], 2, 160, lambda name, _: shown.append(name)) == 2
    assert shown[0] == "a.jpg"
