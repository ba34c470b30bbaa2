"""Photos are read once, in threads: hash and facts of the same bytes, results in their order."""

import hashlib
import io

import pytest
from helpers.make_photos import jpeg_with_exif

from greenshield.domain.errors import UnreadableError
from greenshield.formats.photos import read_photo
from greenshield.formats.photos_ahead import read_ahead
from greenshield.services import photo_reading
from greenshield.services.photo_files import candidates


@pytest.fixture
def card(tmp_path):
    folder = tmp_path / "card"
    folder.mkdir()
    for n in range(75):
        jpeg_with_exif(folder / f"{n:03}.jpg", lon=126 + n / 100, lat=43.2)
    return folder


def is_of_its_bytes(held):
    assert held.sha256 == hashlib.sha256(held.data).hexdigest()
    assert held.facts == read_photo(io.BytesIO(held.data), "000.jpg")


@pytest.mark.parametrize("count", [0, 1, 4, 5, 75])
def test_that_each_is_read_ahead_and_given_in_its_order(card, count):
    def one(candidate, ahead):
        assert ahead is not None
        return photo_reading.read_held(candidate, ahead)

    found = candidates([card], [])[:count]
    told = list(photo_reading.each(found, one))
    assert [held.data for held in told] == [c.path.read_bytes() for c in found]
    assert [round(held.facts.lon, 3) for held in told] == [126 + n / 100 for n in range(count)]


def test_that_a_file_that_changes_between_gives_hash_and_facts_of_the_same_bytes(card):
    (found,) = candidates([card / "000.jpg"], [])
    ahead = read_ahead(found.path, found.name)
    for other in ("070.jpg", "071.jpg"):
        found.path.write_bytes((card / other).read_bytes() + b"\0" * (other == "071.jpg"))
        held = photo_reading.read_held(found, ahead)
        assert held.data == found.path.read_bytes()
        is_of_its_bytes(held)


def test_that_a_file_that_grew_is_read_to_its_end_or_not_held(card, monkeypatch):
    (found,) = candidates([card / "000.jpg"], [])
    found.path.write_bytes(found.path.read_bytes() + bytes(500_000))
    held = photo_reading.read_held(found, None)
    assert len(held.data) == found.size + 500_000
    is_of_its_bytes(held)
    monkeypatch.setattr(photo_reading, "_HELD", found.size + 1_000)
    assert photo_reading.read_held(found, None) is None


def test_that_what_goes_wrong_with_one_comes_in_its_turn_and_ends_it(card):
    (card / "040.jpg").write_bytes(b"no picture")
    found = photo_reading.each(candidates([card], []), photo_reading.read_held)
    assert [next(found).facts.file_type for _ in range(40)] == ["JPEG"] * 40
    with pytest.raises(UnreadableError, match="photo_not_an_image"):
        next(found)
    assert list(found) == []
