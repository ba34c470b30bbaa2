"""Facts that were read ahead of a photo's bytes count only where they are of those bytes."""

import io

import pytest
from helpers.make_photos import jpeg_with_exif

from greenshield.formats.photos import TRUNCATED, read_photo
from greenshield.formats.photos_ahead import facts_of, read_ahead
from greenshield.formats.photos_source import Noted


@pytest.fixture
def file(tmp_path):
    return jpeg_with_exif(tmp_path / "a.jpg", lon=126.3, lat=43.2)


def test_that_facts_read_ahead_are_those_of_the_file_and_not_read_again(file):
    data = file.read_bytes()
    ahead = read_ahead(file, "a.jpg")
    assert ahead.facts == read_photo(io.BytesIO(data), "a.jpg")
    assert facts_of(data, "a.jpg", ahead) is ahead.facts
    assert sum(len(piece) for _, piece in ahead.pieces) < 4 * 65_536


@pytest.mark.parametrize("harm", ["position", "end", "longer", "shorter"])
def test_that_facts_of_a_file_that_changed_since_are_read_again(tmp_path, file, harm):
    ahead, data = read_ahead(file, "a.jpg"), file.read_bytes()
    changed = {
        "position": jpeg_with_exif(tmp_path / "b.jpg", lon=127.3, lat=43.2).read_bytes(),
        "end": data[:-2] + b"\0\0",
        "longer": data + b"\0",
        "shorter": data[: len(data) // 2],
    }[harm]
    assert len(changed) == len(data) or harm in ("longer", "shorter")
    told = facts_of(changed, "a.jpg", ahead)
    assert told is not ahead.facts
    assert told == read_photo(io.BytesIO(changed), "a.jpg")


def test_that_a_file_that_ends_in_another_picture_is_told_though_its_end_looks_whole(file):
    whole = file.read_bytes()
    data_at = whole.index(b"\xff\xda") + 2
    half = whole[: (data_at + len(whole)) // 2].rstrip(b"\xff")
    file.write_bytes(half + b"\0" * (-len(half) % 4096) + whole)
    facts = facts_of(file.read_bytes(), "a.jpg", read_ahead(file, "a.jpg"))
    assert TRUNCATED in [code for code, _ in facts.warnings]


def test_that_only_a_jpeg_that_its_head_and_end_tell_of_is_read_ahead(tmp_path, file):
    endless = tmp_path / "endless.jpg"
    endless.write_bytes(file.read_bytes()[:-2] + bytes(2_000_000))
    png = jpeg_with_exif(tmp_path / "a.png", lon=126.3, lat=43.2)
    empty = tmp_path / "empty.jpg"
    empty.touch()
    for path in (endless, png, empty, tmp_path, tmp_path / "nowhere.jpg"):
        assert read_ahead(path, path.name) is None


def test_that_facts_far_behind_the_head_are_read_ahead_and_noted(tmp_path, file):
    def far(data):
        return data[:2] + b"\xff\xfe" + (40_002).to_bytes(2, "big") + bytes(40_000) + data[2:]

    path = tmp_path / "far.jpg"
    path.write_bytes(far(file.read_bytes()))
    ahead = read_ahead(path, "a.jpg")
    assert ahead.facts == read_photo(path, "a.jpg")
    other = jpeg_with_exif(tmp_path / "b.jpg", lon=127.3, lat=43.2).read_bytes()
    assert facts_of(far(other), "a.jpg", ahead).lon == pytest.approx(127.3)


def test_that_what_falls_short_while_it_is_read_ahead_is_not_believed(file):
    whole = file.read_bytes() + bytes(40_000)
    file.write_bytes(whole)
    with Noted(file, 1 << 20) as noted:
        noted.begin()
        assert noted.is_all
        file.write_bytes(whole[:30_000])
        noted.seek(29_000)
        assert len(noted.read(4_000)) == 1_000
        assert not noted.is_all
