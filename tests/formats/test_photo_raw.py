"""Raw files: their kind by content, and the largest picture in them that can be looked at."""

from __future__ import annotations

import io
import struct

import pytest
from helpers.tiff_blob import ASCII, GOOD_GPS, LONG, SHORT, UNDEFINED, tiff
from PIL import Image

from greenshield.formats.photos import PhotoFacts, read_photo

SUBFILE, COMPRESSION, PHOTOMETRIC, MAKE = 0x00FE, 0x0103, 0x0106, 0x010F
STRIP_AT, STRIP_LENGTH, JPEG_AT, JPEG_LENGTH = 0x0111, 0x0117, 0x0201, 0x0202
SENSOR = 32803


def jpeg_of(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (20, 120, 60)).save(out, "JPEG")
    return out.getvalue()


SMALL, LARGE = jpeg_of(16, 12), jpeg_of(160, 120)
# As large a frame as a sensor's, but lossless (SOF3), as DNG files pack their sensor's picture.
SENSOR_JPEG = LARGE.replace(
    b"\xff\xc0\x00\x11\x08\x00\x78\x00\xa0", b"\xff\xc3\x00\x11\x0e\x10\x00\x10\x00"
)


def facts_of(data: bytes) -> PhotoFacts:
    return read_photo(io.BytesIO(data))


def raw(make: str, *pictures: bytes, dng: bool = False, sensor: bool = True) -> bytes:
    """A TIFF whose sub-directories hold a sensor's picture and JPEGs in one strip each."""
    image = {SUBFILE: (LONG, [1]), MAKE: (ASCII, make), 0x014A: (LONG, [0] * (len(pictures) + 1))}
    if dng:
        image[0xC612] = (UNDEFINED, b"\x01\x04\0\0")
    head = tiff(image, gps=GOOD_GPS)
    at = len(head)
    body, subs = b"", []
    for number, picture in enumerate((b"", *pictures)):
        subs.append(at + len(body))
        after = at + len(body) + 2 + 7 * 12 + 4
        kind = (32803 if sensor else 2, 1) if number == 0 else (6, 7)
        values = [
            (SUBFILE, LONG, 0 if number == 0 else 1), (0x0100, LONG, 4000), (0x0101, LONG, 3000),
            (COMPRESSION, SHORT, kind[1]), (PHOTOMETRIC, SHORT, kind[0]),
            (STRIP_AT, LONG, after), (STRIP_LENGTH, LONG, len(picture)),
        ]  # fmt: skip
        body += struct.pack("<H", len(values))
        body += b"".join(struct.pack("<HHII", tag, type_, 1, v) for tag, type_, v in values)
        body += bytes(4) + picture
    return tiff({**image, 0x014A: (LONG, subs)}, gps=GOOD_GPS) + body


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        ("NIKON CORPORATION", "NEF"), ("SONY", "ARW"), ("PENTAX Corporation", "PEF"),
        ("SAMSUNG", "SRW"), ("Hasselblad", "3FR"), ("Phase One A/S", "IIQ"), ("HUAWEI", "TIFF"),
    ],
)  # fmt: skip
def test_that_a_raw_file_is_told_by_its_maker_and_its_sensors_picture(make: str, kind: str) -> None:
    assert facts_of(raw(make, SMALL)).file_type == kind
    assert facts_of(raw(make, SMALL, dng=True)).file_type == "DNG"
    assert facts_of(tiff({MAKE: (ASCII, make)})).file_type == "TIFF"


@pytest.mark.parametrize(
    ("pictures", "chosen"),
    [
        ([SMALL, LARGE], LARGE),
        ([LARGE, SMALL], LARGE),
        ([SENSOR_JPEG, SMALL], SMALL),
        ([SENSOR_JPEG], None),
        ([b"no picture", SMALL], SMALL),
    ],
)
def test_that_the_largest_picture_that_can_be_seen_is_taken(
    pictures: list[bytes], chosen: bytes | None
) -> None:
    data = raw("NIKON", *pictures)
    facts = facts_of(data)
    assert (facts.width, facts.height) == (4000, 3000)
    assert facts.lon == pytest.approx(126.26)
    if chosen is None:
        assert facts.thumbnail is None
    else:
        assert facts.thumbnail is not None
        at, length = facts.thumbnail
        assert data[at : at + length] == chosen


def test_that_a_plain_tiff_with_many_strips_is_not_damaged() -> None:
    strips = {STRIP_AT: (LONG, list(range(500))), STRIP_LENGTH: (LONG, [1] * 500)}
    facts = facts_of(tiff({MAKE: (ASCII, "Canon"), **strips}))
    assert facts.warnings == ()
    assert facts.file_type == "TIFF"


def test_that_a_panasonic_raw_file_gives_what_its_own_jpeg_tells() -> None:
    inner = tiff({0x0131: (ASCII, "Ver.1.0")}, {0xA405: (SHORT, [24])}, GOOD_GPS)
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "JPEG", exif=b"Exif\0\0" + inner)
    picture = out.getvalue()
    blob = tiff(
        {
            4: (SHORT, [6]), 5: (SHORT, [8]), 6: (SHORT, [2742]), 7: (SHORT, [3656]),
            0x002E: (UNDEFINED, picture), MAKE: (ASCII, "Panasonic"),
        }
    )  # fmt: skip
    data = b"IIU\0" + blob[4:]
    facts = facts_of(data)
    assert (facts.file_type, facts.width, facts.height) == ("RW2", 3648, 2736)
    assert (facts.make, facts.software, facts.focal_35mm) == ("Panasonic", "Ver.1.0", 24)
    assert facts.lon == pytest.approx(126.26)
    assert facts.thumbnail is not None
    assert data[facts.thumbnail[0] :][: facts.thumbnail[1]] == picture


def test_that_the_preview_of_a_cr3_file_is_found() -> None:
    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body) + 8) + kind + body

    canon = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
    preview = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")
    small = box(b"THMB", bytes(4) + struct.pack(">HHIHH", 16, 12, len(SMALL), 1, 0) + SMALL)
    camera = box(b"CMT1", tiff({MAKE: (ASCII, "Canon")}))
    large = box(b"PRVW", bytes(4) + struct.pack(">HHHHI", 1, 160, 120, 1, len(LARGE)) + LARGE)
    data = box(b"ftyp", b"crx \0\0\0\1crx isom")
    data += box(b"moov", box(b"uuid", canon + small + camera))
    data += box(b"uuid", preview + bytes(8) + large)
    facts = facts_of(data)
    assert (facts.file_type, facts.make) == ("CR3", "Canon")
    assert facts.thumbnail is not None
    at, length = facts.thumbnail
    assert data[at : at + length] == LARGE
