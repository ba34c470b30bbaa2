"""A picture whose file breaks off is told by its bytes; a whole one never is."""

import io

import pytest
from helpers.make_photos import jpeg_with_exif

from greenshield.formats.photos import TRUNCATED, read_photo


def is_cut(data):
    return TRUNCATED in [code for code, _ in read_photo(io.BytesIO(data), "a.jpg").warnings]


@pytest.fixture(params=[".jpg", ".png", ".webp"])
def whole(request, tmp_path):
    file = jpeg_with_exif(tmp_path / f"a{request.param}", lon=126.3, lat=43.2)
    return file.read_bytes()


@pytest.mark.parametrize("part", [0.5, 0.8, 0.99])
def test_that_a_file_that_breaks_off_is_told(whole, part):
    assert not is_cut(whole)
    assert is_cut(whole[: int(len(whole) * part)])


def test_that_what_cameras_put_behind_the_picture_does_not_matter(tmp_path):
    whole = jpeg_with_exif(tmp_path / "a.jpg", lon=126.3, lat=43.2).read_bytes()
    assert not is_cut(whole + b"\0" * 300_000)
    assert is_cut(whole[:-2] + b"\0" * 3_000_000)


def test_that_a_second_picture_does_not_end_one_that_breaks_off(tmp_path):
    one, other = (
        jpeg_with_exif(tmp_path / f"{n}.jpg", lon=126.3, lat=43.2, seed=n).read_bytes()
        for n in (1, 2)
    )
    assert not is_cut(one + other)
    assert not is_cut(one + b"\0" * 5_000 + other)
    data_at = one.index(b"\xff\xda") + 2
    half = one[: (data_at + len(one)) // 2].rstrip(b"\xff")
    for first in (half, one[:-2]):
        for gap in (0, 512, 40_960):  # what a disk held before stands in whole units
            cut = first + b"\0" * (gap + -len(first) % 512) + other
            assert is_cut(cut)
            assert is_cut(cut + b"\0" * 70_000)


@pytest.mark.parametrize("off", range(5))
def test_that_a_second_picture_is_found_across_the_pieces_that_are_read(tmp_path, off):
    one = jpeg_with_exif(tmp_path / "1.jpg", lon=126.3, lat=43.2).read_bytes()
    data_at = one.index(b"\xff\xda") + 2
    gap = (1 << 20) - (len(one) - 2 - data_at) - off
    # The first picture's place moves, so that the second one's unit lies across the pieces.
    first = one[:2] + _comment(-(len(one) - 2 + gap) % 4096) + one[2:-2] + b"\0" * gap
    assert len(first) % 4096 == 0
    assert is_cut(first + one)
    assert not is_cut(first[:-2] + one[-2:] + one)


def _comment(size):
    """A comment segment of a length, at least 4 bytes."""
    size += 4096 * (size < 4)
    return b"\xff\xfe" + (size - 2).to_bytes(2, "big") + b" " * (size - 4)


@pytest.mark.parametrize("gap", [0, 1, (1 << 20) - 1, 1 << 20])
def test_that_the_end_mark_is_found_across_the_pieces_that_are_read(tmp_path, gap):
    whole = jpeg_with_exif(tmp_path / "a.jpg", lon=126.3, lat=43.2).read_bytes()
    assert not is_cut(whole[:-2] + b"\0" * gap + whole[-2:] + b"\0" * 3_000_000)


@pytest.mark.parametrize(
    "name",
    ["photoprism/assets/examples/iphone_7.heic", "photoprism/assets/examples/iphone_15_pro.heic",
     "pillow_heif/heif_special/xiaomi.heic"],
)  # fmt: skip
def test_that_half_of_a_real_phones_picture_is_told(shared_data, real_file, name):
    data = real_file(shared_data / "photos" / name).read_bytes()
    assert not is_cut(data)
    assert is_cut(data[: len(data) // 2])
