"""Copies of photos for a report: upright, bounded, and only of the file that the hash names."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from dossier_factory import decode
from helpers.real_files import listed
from PIL import Image, ImageCms

from greenshield import messages
from greenshield.domain.errors import Problem, UnreadableError
from greenshield.reports.pictures import SIZES, PictureCopy, made_copy

LONGEST = SIZES["print"].above
PIXELS_ALONE = {0xE0, 0xDB, 0xC0, 0xC4}  # JFIF's own mark, tables, the frame


def scaled_copy(path, sha256, *, longest=LONGEST, size="print"):
    return made_copy(path, sha256, decode, SIZES[size], longest)


def segments(jpeg):
    """The marks of a JPEG file up to its pixels."""
    found, at = set(), 2
    while jpeg[at + 1] != 0xDA:
        found.add(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def opened(copy):
    assert isinstance(copy, PictureCopy), copy
    image = Image.open(io.BytesIO(copy.jpeg))
    assert image.size == (copy.width, copy.height)
    return image


@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_a_photo_stands_upright(tmp_path, orientation):
    upright = Image.new("RGB", (320, 200), (20, 20, 200))
    upright.paste((220, 20, 20), (0, 0, 160, 100))  # red in the upper left
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(turn[orientation]) if orientation in turn else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "turned.jpg"
    stored.save(path, exif=exif, quality=95)
    image = opened(scaled_copy(path, digest(path)))
    assert image.size == (320, 200)
    red, _, blue = image.getpixel((40, 40))
    assert (red > 180, blue < 60) == (True, True)
    assert image.getpixel((280, 160))[2] > 160
    assert 0x0112 not in image.getexif()


def test_that_a_copy_is_scaled_to_the_longest_side(tmp_path):
    path = tmp_path / "large.jpg"
    Image.new("RGB", (5000, 2500), (10, 90, 30)).save(path)
    copy = scaled_copy(path, digest(path))
    assert (copy.width, copy.height) == (LONGEST, LONGEST // 2)
    assert len(copy.jpeg) < 200_000


def test_that_a_small_photo_is_not_blown_up(tmp_path):
    path = tmp_path / "small.png"
    Image.new("RGB", (64, 48)).save(path)
    assert opened(scaled_copy(path, digest(path))).size == (64, 48)


def test_that_transparent_parts_are_white(tmp_path):
    path = tmp_path / "clear.png"
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(path)
    assert min(opened(scaled_copy(path, digest(path))).getpixel((10, 10))) > 250


def test_that_sixteen_bit_greys_keep_their_shades(tmp_path):
    path = tmp_path / "deep.tif"
    shades = np.linspace(20_000, 60_000, 64, dtype=np.uint16)
    Image.fromarray(np.tile(shades, (64, 1))).save(path)
    image = np.asarray(opened(scaled_copy(path, digest(path))).convert("L")).astype(int)
    assert image[32, 2] < 20
    assert 110 < image[32, 32] < 145
    assert image[32, 61] > 235


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "LA", "YCbCr"])
def test_that_any_mode_becomes_a_jpeg(tmp_path, mode):
    path = tmp_path / "mode.tif"
    Image.new("RGB", (30, 30), (200, 40, 40)).convert(mode).save(path)
    assert opened(scaled_copy(path, digest(path))).mode == "RGB"


def code_of(found):
    assert isinstance(found, Problem), found
    return found.code


def test_that_a_file_with_another_hash_is_never_shown(tmp_path):
    path = tmp_path / "a.jpg"
    Image.new("RGB", (64, 48)).save(path)
    before = digest(path)
    path.write_bytes(path.read_bytes() + b"\0")
    assert code_of(scaled_copy(path, before)) == "report_photo_altered"


def test_that_an_absent_original_is_said(tmp_path):
    assert code_of(scaled_copy(None, "0" * 64)) == "report_photo_absent"
    assert code_of(scaled_copy(tmp_path / "no.jpg", "0" * 64)) == "report_photo_absent"
    assert code_of(scaled_copy(tmp_path, "0" * 64)) == "report_photo_absent"


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0" + b"\0" * 40])
def test_that_what_is_no_picture_is_said(tmp_path, content):
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    assert code_of(scaled_copy(path, digest(path))) == "report_photo_unreadable"


def test_that_a_truncated_photo_is_said(tmp_path):
    path = tmp_path / "a.jpg"
    noise = np.random.default_rng(1).integers(0, 255, (300, 400, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:5000])
    assert code_of(scaled_copy(path, digest(path))) == "report_photo_unreadable"


def _pictured(kind):
    noise = np.random.default_rng(1).integers(0, 255, (300, 400, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, kind)
    return out.getvalue()


_JPEG, _PNG = _pictured("JPEG"), _pictured("PNG")
_FAULTY = {
    "cut.jpg": (_JPEG[: len(_JPEG) // 2], "文件不完整，后面的内容缺失"),
    "cut.png": (_PNG[: len(_PNG) // 2], "文件不完整，后面的内容缺失"),
    "damaged.png": (_PNG[:200] + bytes(len(_PNG) - 400) + _PNG[-200:], "图像数据已损坏"),
    "empty.jpg": (b"", "文件是空的"),
    "text.jpg": ("不是图片".encode() * 9, "内容不是图像"),
}


@pytest.mark.parametrize("name", _FAULTY)
def test_that_why_a_picture_is_not_shown_is_told_in_words_of_ours(tmp_path, name):
    content, why = _FAULTY[name]
    path = tmp_path / name
    path.write_bytes(content)
    found = scaled_copy(path, digest(path))
    number = digest(path)[:12]
    assert messages.text(found.code, found.params) == f"照片 {number} 无法显示：{why}"
    assert "Error" not in messages.text(found.code, found.params, "en")


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("more memory is needed than is allowed", "picture_too_heavy"),
        ("not decoded within 20 s", "picture_too_heavy"),
        ("> 256 MB", "picture_too_heavy"),
        ("ValueError: size", "picture_too_heavy"),
        ("CR3", "picture_coding"),
        ("not plain", "picture_coding"),
        ("no picture data", "picture_cut"),
        ("the decoder ended unexpectedly", "picture_damaged"),
        ("OSError: broken data stream when reading image file", "picture_damaged"),
    ],
)
def test_that_what_decoders_say_is_told_by_its_kind(tmp_path, reason, why):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"x")

    def failing(*_):
        raise UnreadableError("photo_not_decodable", file="a.jpg", reason=reason)

    found = made_copy(path, digest(path), failing, SIZES["print"], 100)
    assert found.params["why"] == why
    assert reason not in messages.text(found.code, found.params)


def test_that_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path):
    path = tmp_path / "bomb.png"
    Image.new("1", (12_000, 12_000)).save(path)
    assert code_of(scaled_copy(path, digest(path))) == "report_photo_too_large"
    Image.new("1", (30_000, 30_000)).save(path)
    assert code_of(scaled_copy(path, digest(path))) == "report_photo_too_large"


@pytest.mark.parametrize(
    "path", [p for p in listed("photos/**/*.*") if p.is_file()], ids=lambda p: p.name
)
def test_that_every_real_photo_is_shown_or_refused(path, real_file):
    found = scaled_copy(real_file(path), digest(path), longest=200)
    if isinstance(found, PictureCopy):
        assert max(opened(found).size) <= 200
        assert segments(found.jpeg) == PIXELS_ALONE
    else:
        assert found.code in ("report_photo_unreadable", "report_photo_too_large")
        assert "/" not in str(found.params)
        phones = path.suffix.lower() in (".heic", ".heif", ".webp", ".avif")
        assert not phones or path.name in ("QuickTime.heic", "200MP.heic")  # cut off, too large


@pytest.mark.parametrize("size", SIZES)
def test_that_a_copy_carries_pixels_and_nothing_else(tmp_path, size):
    path = tmp_path / "IMG_20240501_101500.jpg"
    exif = Image.Exif()
    exif[0x010F], exif[0x9003] = "PHONEMAKER", "2024:05:01 10:15:00"
    exif.get_ifd(0x8825)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (1800, 1200), (40, 90, 40)).save(
        path, exif=exif, comment=b"SECRETNOTE", xmp=b"<x:xmpmeta/>PHONEMAKER", icc_profile=profile
    )
    assert segments(path.read_bytes()) >= {0xE1, 0xE2, 0xFE}
    copy = made_copy(path, digest(path), decode, SIZES[size], SIZES[size].photo)
    assert segments(copy.jpeg) == PIXELS_ALONE
    assert max(copy.width, copy.height) == (SIZES[size].photo or 1800)
    for told in (b"PHONEMAKER", b"SECRETNOTE", b"IMG_2024", b"xmpmeta", b"ICC_PROFILE"):
        assert told not in copy.jpeg


def test_that_colours_stay_as_they_were_meant(tmp_path):
    """The profile goes, so what it says is worked in: here red and blue change places."""
    given = ImageCms.createProfile("sRGB")
    profile = bytearray(ImageCms.ImageCmsProfile(given).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    path = tmp_path / "turned.png"
    Image.new("RGB", (32, 32), (250, 5, 5)).save(path, icc_profile=bytes(profile))
    red, _, blue = opened(scaled_copy(path, digest(path))).getpixel((9, 9))
    assert (red < 60, blue > 200) == (True, True)


def test_that_a_profile_that_is_none_is_passed_over(tmp_path):
    path = tmp_path / "odd.jpg"
    Image.new("RGB", (32, 32), (250, 5, 5)).save(path, icc_profile=b"no profile at all")
    assert opened(scaled_copy(path, digest(path))).getpixel((9, 9))[0] > 230


def test_that_why_a_photo_is_not_shown_names_no_folder(tmp_path, monkeypatch):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"no picture")
    assert str(tmp_path) not in str(scaled_copy(path, digest(path)).params)

    def denied(*_):
        raise PermissionError(13, "Permission denied", str(path))

    found = made_copy(path, digest(path), denied, SIZES["print"], 100)
    assert (found.code, found.params["reason"]) == ("report_photo_unopened", "Permission denied")
    assert messages.text(found.code, found.params).endswith("的文件读不出来：没有权限")
