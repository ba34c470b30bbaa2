"""Forms that other programs give to metadata, as they were met in collections of real photos."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from helpers.tiff_blob import ASCII, GOOD_GPS, SHORT, UNDEFINED, jpeg, tiff

from greenshield.formats.photos import PhotoFacts, read_photo
from greenshield.formats.photos_as_read import read_groups
from greenshield.formats.photos_source import ByteSource

BLOB = tiff({0x010F: (ASCII, "vivo")}, {0xA405: (SHORT, [24])}, GOOD_GPS)
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description %s/>'
    b"</rdf:RDF></x:xmpmeta>"
)
LENS = XMP % b'xmlns:a="http://ns.adobe.com/exif/1.0/aux/" a:Lens="L1" a:SerialNumber="77"'
YAW = XMP % b'xmlns:d="http://www.dji.com/drone-dji/1.0/" d:GimbalYawDegree="12.5"'
SPACE = b"http://ns.adobe.com/xap/1.0/"
MORE = b"http://ns.adobe.com/xmp/extension/\0"


def facts_of(data: bytes) -> PhotoFacts:
    return read_photo(io.BytesIO(data))


def segments(*bodies: bytes) -> bytes:
    """A JPEG's frame with application segments 1 of these bodies."""
    out = b"".join(b"\xff\xe1" + struct.pack(">H", len(b) + 2) + b for b in bodies)
    whole = jpeg()
    return whole[:2] + out + whole[2:]


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    head = (b"IHDR", struct.pack(">IIBBBBB", 8, 6, 8, 2, 0, 0, 0))
    out = b"\x89PNG\r\n\x1a\n"
    for kind, data in (head, *chunks, (b"IEND", b"")):
        out += struct.pack(">I", len(data)) + kind + data + bytes(4)
    return out


def profile(name: bytes, data: bytes, behind: bytes = b"") -> bytes:
    text = b"\n%s\n%8d\n" % (name, len(data)) + data.hex().encode() + b"\n" + behind
    return b"Raw profile type " + name + b"\0\0" + zlib.compress(text)


def big(order: str, blob_entries: list[tuple[int, int, int, bytes]], behind: bytes = b"") -> bytes:
    """A BigTIFF file of one directory at 16, its values behind it."""
    head = (b"II+\0" if order == "<" else b"MM\0+") + struct.pack(order + "HHQ", 8, 0, 16)
    body = struct.pack(order + "Q", len(blob_entries))
    for tag, kind, count, value in blob_entries:
        body += struct.pack(order + "HHQ", tag, kind, count) + value.ljust(8, b"\0")
    return head + body + bytes(8) + behind


def test_that_several_packets_of_xmp_are_read_together() -> None:
    facts = facts_of(segments(SPACE + b"\0" + LENS, SPACE + b" \0" + YAW))
    assert (facts.lens, facts.serial, facts.gimbal_yaw) == ("L1", "77", 12.5)


def test_that_xmp_spread_over_segments_is_put_together_in_order() -> None:
    head = MORE + b"0" * 32 + struct.pack(">I", len(YAW))
    pieces = [head + struct.pack(">I", at) + YAW[at : at + 50] for at in range(0, len(YAW), 50)]
    main = SPACE + b"\0" + LENS
    assert facts_of(segments(main, *reversed(pieces))).gimbal_yaw == 12.5
    lacking = facts_of(segments(main, *pieces[1:]))
    assert (lacking.gimbal_yaw, lacking.lens) == (None, "L1")
    _, groups, _ = read_groups(ByteSource(io.BytesIO(segments(main, *pieces))))
    assert [g.name for g in groups] == ["XMP", "XMP 2"]


@pytest.mark.parametrize(
    "chunk",
    [
        (b"eXIf", BLOB),
        (b"zTXt", profile(b"exif", BLOB)),
        (b"zTXt", profile(b"exif", b"Exif\0\0" + BLOB)),
        (b"zTXt", profile(b"APP1", b"Exif\0\0" + BLOB)),
        (b"zTXt", profile(b"exif", BLOB, b"$\x1d stray")),
    ],
)
def test_that_every_place_of_exif_in_png_is_read(chunk: tuple[bytes, bytes]) -> None:
    facts = facts_of(png(chunk))
    assert (facts.make, facts.focal_35mm) == ("vivo", 24)
    assert facts.lon == pytest.approx(126.26)


@pytest.mark.parametrize(
    "chunk",
    [
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + YAW),
        (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(YAW)),
        (b"zTXt", b"XML:com.adobe.xmp\0\0" + zlib.compress(YAW)),
        (b"tEXt", b"XML:com.adobe.xmp\0" + YAW),
        (b"zTXt", profile(b"xmp", YAW)),
        (b"zTXt", profile(b"APP1", SPACE + b"\0" + YAW)),
    ],
)
def test_that_every_place_of_xmp_in_png_is_read(chunk: tuple[bytes, bytes]) -> None:
    assert facts_of(png(chunk)).gimbal_yaw == 12.5


@pytest.mark.parametrize("order", ["<", ">"])
def test_that_bigtiff_is_read(order: str) -> None:
    place = 16 + 8 + 5 * 20 + 8
    gps = struct.pack(order + "Q", 4)
    ratios = place + 8 + 4 * 20 + 8
    for tag, kind, count, value in (
        (1, ASCII, 2, b"N\0"),
        (2, 5, 3, struct.pack(order + "Q", ratios)),
        (3, ASCII, 2, b"E\0"),
        (4, 5, 3, struct.pack(order + "Q", ratios + 24)),
    ):
        gps += struct.pack(order + "HHQ", tag, kind, count) + value.ljust(8, b"\0")
    gps += bytes(8)
    gps += struct.pack(order + "12I", 43, 1, 30, 1, 18, 1, 126, 1, 15, 1, 36, 1)
    data = big(
        order,
        [
            (0x0100, 16, 1, struct.pack(order + "Q", 640)),
            (0x0101, 4, 1, struct.pack(order + "I", 480)),
            (0x010F, ASCII, 6, b"HONOR\0"),
            (0x0112, SHORT, 1, struct.pack(order + "H", 6)),
            (0x8825, 18, 1, struct.pack(order + "Q", place)),
        ],
        gps,
    )
    facts = facts_of(data)
    assert (facts.file_type, facts.width, facts.height) == ("TIFF", 640, 480)
    assert (facts.make, facts.orientation, facts.warnings) == ("HONOR", 6, ())
    assert (facts.lon, facts.lat) == (pytest.approx(126.26), pytest.approx(43.505))
    _, groups, _ = read_groups(ByteSource(io.BytesIO(data)))
    assert [(g.name, len(g.tags)) for g in groups] == [("Image", 5), ("GPS", 4)]


def test_that_text_of_exif_3_is_read() -> None:
    entry = struct.pack("<HHI", 0x010F, 129, 7) + struct.pack("<I", 26)
    blob = b"II*\0\x08\0\0\0\x01\0" + entry + bytes(4) + "绿盾".encode() + b"\0"
    assert facts_of(jpeg(blob)).make == "绿盾"


def test_that_tags_in_the_wrong_directory_are_found() -> None:
    image = {
        0xA405: (SHORT, [69]), 0xA434: (ASCII, "L2"), 0xA431: (ASCII, "S2"),
        0x9003: (ASCII, "2026:05:03 10:11:12"), 0x9291: (ASCII, "25"), 0x9011: (ASCII, "+08:00"),
    }  # fmt: skip
    facts = facts_of(jpeg(tiff(image)))
    assert (facts.focal_35mm, facts.lens, facts.serial) == (69, "L2", "S2")
    assert (facts.taken_at, facts.taken_at_offset) == ("2026-05-03T10:11:12.25", "+08:00")


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("43/1,30/1,18/1", 43.505),
        ("43/1 3030/100 0/1", 43.505),
        ("43°30'18\"", 43.505),
        ("43 deg 30' 18.00", 43.505),
        ("43度30分18秒", 43.505),
        ("43.505", 43.505),
        ("43:30:18", 43.505),
        ("52,00000,50,00000,34,01180", None),  # decimal commas: six numbers
        ("43/0,30/1,18/1", None),
        ("43 deg north", None),
    ],
)
def test_that_an_angle_in_words_is_read_and_told(text: str, lat: float | None) -> None:
    facts = facts_of(jpeg(tiff(gps={**GOOD_GPS, 2: (ASCII, text)})))
    assert facts.lat == (None if lat is None else pytest.approx(lat))
    code = "photo_gps_not_a_number" if lat is None else "photo_gps_text"
    assert code in {c for c, _ in facts.warnings}


@pytest.mark.parametrize("length", [12, 16, 40, 52, 56, 64, 108, 124])
def test_that_every_header_of_bmp_is_known(length: int) -> None:
    sizes = struct.pack("<HH", 30, 20) if length == 12 else struct.pack("<ii", 30, -20)
    facts = facts_of(b"BM" + bytes(12) + struct.pack("<I", length) + sizes + bytes(length))
    assert (facts.file_type, facts.width, facts.height) == ("BMP", 30, 20)


def test_that_a_comment_with_a_broken_code_is_read_behind_it() -> None:
    broken = b"\0\0\0IICSA" + b"User comment"
    facts = facts_of(jpeg(tiff(exif={0x9286: (UNDEFINED, broken)})))
    assert facts.comment == "User comment"
    empty = facts_of(jpeg(tiff(exif={0x9286: (UNDEFINED, b"ASCII\0\0\0" + bytes(9))})))
    assert empty.comment == ""


def jxl_head(height: int, width: int) -> bytes:
    """A codestream's size in the long form: no ratio, 13 bits a number."""
    bits, at = 0, 0
    for value, count in ((0, 1), (1, 2), (height - 1, 13), (0, 3), (1, 2), (width - 1, 13)):
        bits |= value << at
        at += count
    return b"\xff\x0a" + bits.to_bytes(14, "little")


def jxl(*boxes: tuple[bytes, bytes]) -> bytes:
    out = b"\0\0\0\x0cJXL \r\n\x87\n"
    for kind, body in boxes:
        out += struct.pack(">I", len(body) + 8) + kind + body
    return out


def test_that_jpeg_xl_tells_size_exif_and_xmp() -> None:
    bare = facts_of(jxl_head(3000, 4000))
    assert (bare.file_type, bare.width, bare.height) == ("JXL", 4000, 3000)
    square = facts_of(b"\xff\x0a" + bytes((1 | 31 << 1 | (1 << 6) & 0xFF, 0)) + bytes(9))
    assert (square.width, square.height) == (256, 256)
    whole = jxl((b"jxlp", bytes(4) + jxl_head(30, 40)), (b"Exif", bytes(4) + BLOB), (b"xml ", YAW))
    facts = facts_of(whole)
    assert (facts.width, facts.height, facts.make) == (40, 30, "vivo")
    assert (facts.gimbal_yaw, facts.warnings) == (12.5, ())


def test_that_packed_exif_that_is_not_read_is_told() -> None:
    facts = facts_of(jxl((b"jxlc", jxl_head(30, 40)), (b"brob", b"Exif" + bytes(20))))
    assert "photo_exif_unreadable" in {code for code, _ in facts.warnings}


def test_that_broken_tables_of_a_heif_file_are_told() -> None:
    ftyp = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    meta = struct.pack(">I", 20) + b"meta" + bytes(4) + b"\0\0\0\x08iinf"
    assert "photo_container_damaged" in {code for code, _ in facts_of(ftyp + meta).warnings}


def test_that_a_second_exif_fills_what_the_first_lacks_and_a_contradiction_is_told() -> None:
    first = {0x010F: (ASCII, "vivo"), 0x0110: (ASCII, "X90")}
    taken = {0x9003: (ASCII, "2026:05:03 10:11:12")}
    begins = b"Exif\0\0" + tiff(first, taken)
    facts = facts_of(segments(begins, b"Exif\0\0" + tiff({0x010F: (ASCII, "vivo")}, gps=GOOD_GPS)))
    assert (facts.make, facts.model, facts.warnings) == ("vivo", "X90", ())
    assert facts.taken_at == "2026-05-03T10:11:12"
    assert facts.lon == pytest.approx(126.26)
    other = b"Exif\0\0" + tiff(first, {0x9003: (ASCII, "2020:05:03 10:11:12")}, GOOD_GPS)
    differs = facts_of(segments(begins, other))
    assert differs.taken_at == "2026-05-03T10:11:12"
    assert {code for code, _ in differs.warnings} == {"photo_exif_twice"}
