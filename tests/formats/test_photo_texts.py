"""What people and programs wrote into a photo: comment, method of the position, serial number."""

from __future__ import annotations

import io

import pytest
from helpers.tiff_blob import ASCII, GOOD_GPS, UNDEFINED, jpeg, tiff

from greenshield.formats.photos import PhotoFacts, read_photo

WORDS = "水印相机 today"


def facts_of(comment: bytes) -> PhotoFacts:
    return read_photo(io.BytesIO(jpeg(tiff(exif={0x9286: (UNDEFINED, comment)}))))


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        (b"ASCII\0\0\0plain", "plain"),
        (b"ASCII\0\0\0" + WORDS.encode(), WORDS),
        (b"ASCII\0\0\0" + WORDS.encode("gb18030"), WORDS),
        (b"UNICODE\0" + WORDS.encode("utf-16-le"), WORDS),
        (b"UNICODE\0" + WORDS.encode("utf-16-be"), WORDS),
        (b"UNICODE\0" + WORDS.encode("utf-16"), WORDS),
        (b"UNICODE\0" + "plain".encode("utf-16-be"), "plain"),
        (b"UNICODE\0" + "plain".encode("utf-16-le") + bytes(40), "plain"),
        (b"JIS\0\0\0\0\0" + "日本".encode("iso2022_jp"), "日本"),
        (bytes(8) + b"undefined\0rest", "undefined"),
        (WORDS.encode(), WORDS),
        (b"UNICODE\0\xff", ""),
        (bytes(64), ""),
    ],
)
def test_that_a_comment_is_read_whatever_its_code(comment: bytes, text: str) -> None:
    assert facts_of(comment).comment.rstrip("�") == text


def test_that_a_comment_of_any_length_gives_its_beginning_and_no_damage() -> None:
    long = facts_of(b"ASCII\0\0\0" + b"x" * 60_000)
    assert set(long.comment) == {"x"}
    assert len(long.comment) < 1_000
    assert "photo_exif_damaged" not in {code for code, _ in long.warnings}


def test_that_method_status_and_satellites_of_a_position_are_told() -> None:
    gps = {
        **GOOD_GPS,
        8: (ASCII, "07"),
        9: (ASCII, "A"),
        27: (UNDEFINED, b"ASCII\0\0\0MANUAL"),
    }
    facts = read_photo(io.BytesIO(jpeg(tiff(gps=gps))))
    assert (facts.satellites, facts.gps_status) == ("07", "A")
    assert facts.processing_method == "MANUAL"
    plain = read_photo(io.BytesIO(jpeg(tiff(gps={**GOOD_GPS, 27: (ASCII, "CELLID")}))))
    assert plain.processing_method == "CELLID"


def test_that_body_and_host_are_told() -> None:
    blob = tiff({0x013C: (ASCII, "HUAWEI P40")}, {0xA431: (ASCII, "SN-12")})
    facts = read_photo(io.BytesIO(jpeg(blob)))
    assert (facts.serial, facts.host) == ("SN-12", "HUAWEI P40")
