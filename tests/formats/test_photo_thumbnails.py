from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.real_files import RealFile
from helpers.tiff_blob import jpeg, tiff
from PIL import Image

from greenshield.domain.errors import UnreadableError
from greenshield.formats.thumbnails import make_thumbnail

RED, BLUE = (220, 30, 30), (30, 30, 220)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def close(pixel: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 60 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_thumbnails_are_upright(tmp_path: Path, orientation: int) -> None:
    """The stored picture is turned so that, upright, its top left quarter is red."""
    upright = Image.new("RGB", (80, 40), BLUE)
    upright.paste(RED, (0, 0, 40, 20))
    stored = upright
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    if orientation in turns:
        stored = upright.transpose(turns[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "a.jpg", exif=exif, quality=95)
    small = opened(make_thumbnail(tmp_path / "a.jpg"))
    assert small.size == (80, 40)
    assert close(small.getpixel((10, 5)), RED)
    for corner in ((70, 5), (10, 35), (70, 35)):
        assert close(small.getpixel(corner), BLUE)


def distance(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of the greys of two pictures of one size."""
    pairs = zip(one.convert("L").tobytes(), other.convert("L").tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (one.size[0] * one.size[1])


def test_that_the_real_orientation_samples_come_out_upright(real_file: RealFile) -> None:
    folder = Path("photos/ianare_exif-samples/jpg/orientation")
    wrong = (
        Image.Transpose.FLIP_LEFT_RIGHT,
        Image.Transpose.FLIP_TOP_BOTTOM,
        Image.Transpose.ROTATE_180,
    )
    for shape in ("landscape", "portrait"):
        want = opened(make_thumbnail(real_file(folder / f"{shape}_1.jpg"), 64))
        for number in range(2, 9):
            got = opened(make_thumbnail(real_file(folder / f"{shape}_{number}.jpg"), 64))
            assert got.size == want.size
            nearest_wrong = min(distance(got.transpose(turn), want) for turn in wrong)
            assert distance(got, want) < nearest_wrong / 2


@pytest.mark.parametrize("size", [64, 256])
def test_that_the_longer_side_is_bounded_and_small_pictures_stay(tmp_path: Path, size: int) -> None:
    wide = jpeg_with_exif(tmp_path / "wide.jpg", size=(1000, 250))
    tiny = jpeg_with_exif(tmp_path / "tiny.jpg", size=(20, 10))
    assert opened(make_thumbnail(wide, size)).size == (size, size // 4)
    assert opened(make_thumbnail(tiny, size)).size == (20, 10)


def test_that_thumbnails_carry_no_place(tmp_path: Path) -> None:
    path = jpeg_with_exif(tmp_path / "a.jpg", lon=126.2, lat=43.5)
    small = opened(make_thumbnail(path))
    assert small.format == "JPEG"
    assert not small.getexif()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "CMYK"])
def test_that_every_colour_mode_becomes_a_jpeg(tmp_path: Path, mode: str) -> None:
    suffix = "tif" if mode == "CMYK" else "png"
    path = tmp_path / f"a.{suffix}"
    Image.new(mode, (30, 20), 0).save(path)
    small = opened(make_thumbnail(path))
    assert (small.format, small.size) == ("JPEG", (30, 20))


def test_that_see_through_becomes_white(tmp_path: Path) -> None:
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert opened(make_thumbnail(tmp_path / "a.png")).getpixel((5, 5)) == (255, 255, 255)


def test_that_a_heic_picture_is_decoded_and_turned_once(real_file: RealFile) -> None:
    path = real_file(Path("photos/photoprism/assets/examples/iphone_15_pro.heic"))
    small = opened(make_thumbnail(path, 200))
    assert small.size in ((150, 200), (200, 150))
    assert small.size == (150, 200)  # EXIF says turn by 90°, and so does the container: once


def test_that_the_embedded_thumbnail_steps_in_for_a_broken_picture() -> None:
    inner = io.BytesIO()
    Image.new("RGB", (160, 120), RED).save(inner, "JPEG")
    broken = jpeg(tiff({}, thumbnail=inner.getvalue()))
    small = opened(make_thumbnail(io.BytesIO(broken)))
    assert small.size == (160, 120)
    assert close(small.getpixel((80, 60)), RED)


def png_of(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"")), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("size", [(100_000, 100_000), (1, 2**31 - 1), (20_000, 5_001)])
def test_that_a_picture_too_large_is_refused_before_it_costs(size: tuple[int, int]) -> None:
    resource = pytest.importorskip("resource", reason="this machine lacks getrusage")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableError) as caught:
        make_thumbnail(io.BytesIO(png_of(*size)), name="bomb.png")
    assert caught.value.code == "photo_too_large"
    assert (caught.value.params["width"], caught.value.params["height"]) == size
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 50_000  # KiB


def test_that_a_line_of_a_million_pixels_is_no_trouble(tmp_path: Path) -> None:
    Image.new("L", (1_000_000, 1), 90).save(tmp_path / "line.png")
    assert opened(make_thumbnail(tmp_path / "line.png")).size == (256, 1)


def test_that_damaged_pictures_are_refused_by_code(tmp_path: Path) -> None:
    whole = jpeg_with_exif(tmp_path / "a.png", size=(300, 200)).read_bytes()
    for length in range(40, len(whole) - 100, 37):
        try:
            make_thumbnail(io.BytesIO(whole[:length]), name="cut.png")
        except UnreadableError as error:
            refused = error.code
        else:
            refused = ""
        assert refused in ("photo_not_decodable", "")
    with pytest.raises(UnreadableError) as caught:
        make_thumbnail(io.BytesIO(whole[:60]), name="cut.png")
    assert caught.value.params["file"] == "cut.png"
