"""Every tag of a photo in the order of its file; whatever the file, bounded work."""

from __future__ import annotations

import io
import struct
import tracemalloc
from pathlib import Path

import pytest
from helpers.tiff_blob import (
    ASCII,
    BYTE,
    DOUBLE,
    GOOD_GPS,
    LONG,
    RATIO,
    SHORT,
    UNDEFINED,
    jpeg,
    tiff,
)
from hypothesis import given
from hypothesis import strategies as st

from greenshield.domain.as_read import ReadGroup, ReadTag
from greenshield.domain.errors import UnreadableError
from greenshield.formats.photos import read_photo
from greenshield.formats.photos_as_read import MAX_GROUPS, MAX_TAGS, read_groups
from greenshield.formats.photos_source import ByteSource

XMP = b"""<?xpacket begin=''?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
 drone-dji:GimbalYawDegree="+45.00">
<xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:softwareAgent="Photoshop"/>
<rdf:li stEvt:action="derived"/></rdf:Seq></xmpMM:History>
<drone-dji:RelativeAltitude>+39.80</drone-dji:RelativeAltitude>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def groups_of(data: bytes) -> dict[str, ReadGroup]:
    _, groups, _ = read_groups(ByteSource(io.BytesIO(data)))
    return {g.name: g for g in groups}


def rows(group: ReadGroup) -> list[tuple[int | None, str, str, str]]:
    return [(t.number, t.name, t.value, t.meaning) for t in group.tags]


@pytest.mark.parametrize("order", ["<", ">"])
def test_that_every_directory_is_told_in_the_order_of_the_file(order: str) -> None:
    blob = tiff(
        {0x010F: (ASCII, "HUAWEI"), 0x0112: (SHORT, [6])},
        {0x829A: (RATIO, [(10, 400)]), 0x9286: (UNDEFINED, b"ASCII\0\0\0hello")},
        GOOD_GPS,
        thumbnail=b"\xff\xd8\xff\xd9",
        order=order,
    )
    found = groups_of(jpeg(blob, xmp=XMP))
    assert list(found) == ["Image", "EXIF", "GPS", "Thumbnail", "XMP"]
    assert rows(found["Image"])[:2] == [
        (0x010F, "Make", "HUAWEI", ""),
        (0x0112, "Orientation", "6", "Rotated 90 CW"),
    ]
    assert rows(found["EXIF"]) == [
        (0x829A, "ExposureTime", "10/400", "0.025"),
        (0x9286, "UserComment", "hello", ""),
    ]
    assert rows(found["GPS"])[1] == (2, "GPSLatitude", "43/1 30/1 18/1", "43 30 18")
    assert [t.name for t in found["Thumbnail"].tags][-1] == "JPEGInterchangeFormatLength"
    assert rows(found["XMP"]) == [
        (None, "drone-dji:GimbalYawDegree", "+45.00", ""),
        (None, "xmpMM:History[1]/stEvt:action", "saved", ""),
        (None, "xmpMM:History[1]/stEvt:softwareAgent", "Photoshop", ""),
        (None, "xmpMM:History[2]/stEvt:action", "derived", ""),
        (None, "drone-dji:RelativeAltitude", "+39.80", ""),
    ]


@pytest.mark.parametrize(
    ("kind", "values", "value", "meaning"),
    [
        (ASCII, "水印相机", "水印相机", ""),
        (ASCII, "水印相机".encode("gb18030"), "水印相机", ""),
        (RATIO, [(1, 0), (0, 0)], "1/0 0/0", ""),
        (DOUBLE, [0.5, 1e300], "0.5 1e+300", ""),
        (BYTE, [2, 3], "2 3", ""),
        (UNDEFINED, b"0231", "0231", ""),
        (SHORT, [], "", ""),
    ],
)
def test_that_a_value_is_told_as_it_is(kind: int, values: object, value: str, meaning: str) -> None:
    (tag,) = groups_of(jpeg(tiff({0xFDEA: (kind, values)})))["Image"].tags
    assert (tag.value, tag.meaning, tag.damaged, tag.cut) == (value, meaning, False, False)


def test_that_long_and_binary_values_are_told_by_their_size() -> None:
    tags = {
        0x010E: (ASCII, "x" * 5_000),
        0x0111: (LONG, list(range(5_000))),
        0xFDEA: (UNDEFINED, bytes(range(256))),
    }
    text, numbers, binary = groups_of(jpeg(tiff(tags)))["Image"].tags
    assert (len(text.value), text.size, text.cut) == (1_000, 5_001, True)
    assert (len(numbers.value.split()), numbers.size, numbers.cut) == (64, 20_000, True)
    assert (binary.value, binary.size, binary.cut) == ("", 256, True)


def test_that_a_tag_that_points_out_of_the_file_is_told_as_damaged() -> None:
    entry = struct.pack("<HHII", 0x010E, ASCII, 50, 0x7FFFFFFF)
    strange = struct.pack("<HHII", 0x010F, 99, 1, 0)
    blob = b"II*\0\x08\0\0\0\x02\0" + entry + strange + bytes(4)
    damaged = ReadTag(0x010E, "ImageDescription", "ASCII", "", size=50, damaged=True)
    unknown = ReadTag(0x010F, "Make", "type 99", "", damaged=True)
    assert groups_of(jpeg(blob))["Image"].tags == (damaged, unknown)


def test_that_a_loop_of_directories_is_read_once() -> None:
    pointers = b"".join(
        struct.pack("<HHII", tag, LONG, 1, 8) for tag in (0x8769, 0x8825, 0xA005, 0x014A)
    )
    blob = b"II*\0\x08\0\0\0\x04\0" + pointers + struct.pack("<I", 8)
    assert list(groups_of(blob)) == ["Image"]


def test_that_endless_tags_and_directories_cost_bounded_work() -> None:
    entry = struct.pack("<HHII", 0x010E, ASCII, 1 << 20, 8)
    full = b"II*\0\x08\0\0\0\xff\xff" + entry * 65_535 + bytes(1 << 20)
    pages = b"II*\0\x08\0\0\0"
    for n in range(5_000):
        pages += b"\x01\0" + struct.pack("<HHII", 0x0112, SHORT, 1, 6)
        pages += struct.pack("<I", 8 + 18 * (n + 1))
    tracemalloc.start()
    try:
        (first,) = groups_of(full).values()
        found = groups_of(pages)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (len(first.tags), first.left_out) == (MAX_TAGS, 65_535 - MAX_TAGS)
    assert len(found) == MAX_GROUPS
    assert peak < 20_000_000


def test_that_a_comment_of_twenty_megabytes_is_not_read_whole() -> None:
    length = 20_000_000
    blob = b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 0x010E, ASCII, length, 26) + bytes(4)
    data = io.BytesIO(blob + b"x" * length)
    tracemalloc.start()
    try:
        facts = read_photo(data)
        _, groups, _ = read_groups(ByteSource(data))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    (tag,) = groups[0].tags
    assert (len(tag.value), tag.size, tag.cut) == (1_000, length, True)
    assert "photo_exif_damaged" not in {code for code, _ in facts.warnings}
    assert peak < 1_000_000


@pytest.mark.parametrize(
    "body",
    [
        b"<a>" * 400_000,
        b"<x a='1'>" + b"<b>2</b>" * 40_000 + b"</x>",
        b"<x>" + b"text " * 200_000 + b"</x>",
        b"<x " + b"".join(b"a%d='1' " % n for n in range(40_000)) + b"/>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><x>&b;</x>",
    ],
    ids=["nested", "siblings", "text", "attributes", "doctype"],
)
def test_that_xmp_of_any_shape_costs_bounded_work(body: bytes) -> None:
    packet = b'<x:xmpmeta xmlns:x="a">' + body[: 1 << 20]
    data = b"\x89PNG\r\n\x1a\n"
    chunk = b"XML:com.adobe.xmp\0\0\0\0\0" + packet
    data += struct.pack(">I", len(chunk)) + b"iTXt" + chunk + bytes(4)
    tracemalloc.start()
    try:
        groups = groups_of(data)
        read_photo(io.BytesIO(data))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert all(len(g.tags) <= MAX_TAGS for g in groups.values())
    assert peak < 40_000_000


_WHOLE = jpeg(
    tiff(
        {0x010F: (ASCII, "Canon"), 0x0110: (ASCII, "Canon EOS 5D")},
        {0x927C: (UNDEFINED, tiff({n: (SHORT, [n] * 9) for n in range(1, 40)})[8:])},
        GOOD_GPS,
    )
)


_PATCH = st.tuples(st.integers(4, len(_WHOLE) - 5), st.binary(min_size=1, max_size=4))


@given(st.lists(_PATCH, max_size=8))
def test_that_overwritten_bytes_are_harmless(patches: list[tuple[int, bytes]]) -> None:
    data = bytearray(_WHOLE)
    for at, patch in patches:
        data[at : at + len(patch)] = patch
    try:
        groups = groups_of(bytes(data))
    except UnreadableError:
        return
    for group in groups.values():
        for tag in group.tags:
            assert len(tag.value) <= 1_000 * 2


def test_that_real_files_are_told_whole_and_named(shared_data: Path) -> None:
    folder = shared_data / "photos" / "exiftool_t_images"
    named, told, notes = 0, 0, set()
    for path in sorted(folder.glob("*.*")):
        with path.open("rb") as handle:
            try:
                _, groups, _ = read_groups(ByteSource(handle))
            except UnreadableError:
                continue
        for group in groups:
            told += len(group.tags)
            named += sum(1 for t in group.tags if t.name)
            if group.name == "MakerNote":
                notes.add(path.stem)
    assert named / told > 0.9
    assert {"Canon", "Nikon"} <= notes
