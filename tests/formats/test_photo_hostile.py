"""Whatever the bytes: facts or a coded refusal, a place on the globe or none, bounded work."""

# ruff: noqa: E501 - the tables read better with a case a line

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from pathlib import Path

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.real_files import listed
from helpers.tiff_blob import ASCII, GOOD_GPS, SHORT, jpeg, tiff
from hypothesis import given
from hypothesis import strategies as st

from greenshield.domain.errors import UnreadableError
from greenshield.formats.photos import PhotoFacts, read_photo

_WHOLE = jpeg(
    tiff(
        {0x010F: (ASCII, "maker"), 0x0112: (SHORT, [6])},
        {0x9003: (ASCII, "2026:05:03 10:11:12"), 0x9011: (ASCII, "+08:00")},
        {**GOOD_GPS, 29: (ASCII, "2026:05:03"), 7: (5, [(2, 1), (11, 1), (12, 1)])},
        thumbnail=b"\xff\xd8\xff\xd9",
    ),
    xmp=b'<x:xmpmeta xmlns:x="a"><rdf:RDF><rdf:Description GimbalYawDegree="1"/></rdf:RDF></x:xmpmeta>',
)
_LEADS = [
    b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\0\x40Exif\0\0II*\0\x08\0\0\0", b"II*\0\x08\0\0\0", b"MM\0*",
    b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", b"IIU\0",
    b"\0\0\0\x14ftypcrx \0\0\0\0crx ", b"\0\0\0\x0cJXL \r\n\x87\n", b"FUJIFILMCCD-RAW ", b"GIF89a", b"BM",
]  # fmt: skip


def check(data: bytes) -> PhotoFacts | None:
    try:
        facts = read_photo(io.BytesIO(data), "a.jpg")
    except UnreadableError:
        return None  # refused by code; anything else raised fails the test
    assert (facts.lon is None) == (facts.lat is None)
    if facts.lon is not None and facts.lat is not None:
        assert -180 <= facts.lon <= 180
        assert -90 <= facts.lat <= 90
        assert (facts.lon, facts.lat) != (0, 0)
    assert facts.azimuth_deg is None or 0 <= facts.azimuth_deg <= 360
    assert facts.orientation in (None, *range(1, 9))
    if facts.thumbnail is not None:
        assert facts.thumbnail[0] + facts.thumbnail[1] <= len(data)
    return facts


def test_that_the_whole_photo_reads_whole() -> None:
    facts = check(_WHOLE)
    assert facts is not None
    assert facts.lon == pytest.approx(126.26)
    assert facts.thumbnail is not None
    assert facts.warnings == ()


@given(st.sampled_from(_LEADS), st.binary(max_size=600))
def test_that_random_bytes_are_harmless(lead: bytes, rest: bytes) -> None:
    check(lead + rest)


@given(st.lists(st.tuples(st.integers(0, len(_WHOLE) * 8 - 1)), min_size=1, max_size=12))
def test_that_flipped_bits_are_harmless(bits: list[tuple[int]]) -> None:
    data = bytearray(_WHOLE)
    for (bit,) in bits:
        data[bit // 8] ^= 1 << bit % 8
    check(bytes(data))


@given(st.lists(st.tuples(st.integers(0, len(_WHOLE) - 4), st.binary(min_size=1, max_size=4)), max_size=6))  # fmt: skip
def test_that_overwritten_numbers_are_harmless(patches: list[tuple[int, bytes]]) -> None:
    data = bytearray(_WHOLE)
    for at, patch in patches:
        data[at : at + len(patch)] = patch
    check(bytes(data))


def test_that_every_truncation_is_harmless() -> None:
    for length in range(len(_WHOLE)):
        check(_WHOLE[:length])


def test_that_a_truncated_position_is_never_another_position() -> None:
    for length in range(len(_WHOLE)):
        facts = check(_WHOLE[:length])
        if facts is not None and facts.lon is not None:
            assert facts.lon == pytest.approx(126.26)
            assert facts.lat == pytest.approx(43.505)


@pytest.mark.parametrize("suffix", ["png", "webp", "tif"])
def test_that_every_truncation_of_other_containers_is_harmless(tmp_path: Path, suffix: str) -> None:
    path = jpeg_with_exif(tmp_path / f"a.{suffix}", lon=126.26, lat=43.505, size=(8, 8))
    data = path.read_bytes()
    for length in range(len(data)):
        check(data[:length])


class Counting(io.BytesIO):
    """Counts reads and the bytes they gave."""

    reads = 0
    given = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.reads += 1
        self.given += len(data)
        return data


def full_directory(order: str, pointer: int, entries: int) -> bytes:
    """A directory of entries that all look wanted, each 64 ratios long, pointing into itself."""
    entry = struct.pack(order + "HHII", 0x9003, 2, 4096, 16)
    pointers = b"".join(
        struct.pack(order + "HHII", tag, 4, 1, pointer) for tag in (0x8769, 0x8825, 0x014A)
    )
    return struct.pack(order + "H", entries) + pointers + entry * (entries - 3)


def test_that_a_tiff_that_points_into_itself_costs_bounded_work() -> None:
    body = full_directory("<", 8, 60_000)
    stream = Counting(b"II*\0\x08\0\0\0" + body)
    read_photo(stream)
    assert stream.reads < 100_000
    assert stream.given < 20_000_000


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(c)) + b"zTXt" + c + bytes(4)
            for c in [b"Raw profile type exif\0\0" + zlib.compress(bytes(40_000_000))] * 300
        ),
        jpeg()[:2] + (b"\xff\xe1\0\x09Exif\0\0I" * 20_000),
        jpeg()[:2] + b"\xff" * 5_000_000,
        jpeg()[:2] + bytes(5_000_000),
        b"\0\0\0\x14ftypheic\0\0\0\0heic" + struct.pack(">I", 1_000_008) + b"meta" + b"\xff" * 10**6,
        b"\0\0\0\x14ftypheic\0\0\0\0heic" + b"\0\0\0\x08free" * 200_000,
    ],
    ids=["zip bombs", "exif pieces", "fill bytes", "zeros", "broken tables", "empty boxes"],
)  # fmt: skip
def test_that_bombs_cost_bounded_memory(data: bytes) -> None:
    stream = io.BytesIO(data)
    tracemalloc.start()
    try:
        facts = read_photo(stream)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert facts.lon is None
    assert peak < 120_000_000


REAL = [p for p in listed("photos/**/*") if p.suffix.lower() in {".heic", ".webp", ".dng", ".tif"}]


@given(data=st.data())
def test_that_damage_to_real_files_is_harmless(shared_data: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(REAL))
    whole = bytearray(path.read_bytes()[:200_000])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, min(len(whole), 4_000) - 4))
        whole[at : at + 4] = data.draw(st.binary(min_size=4, max_size=4))
    check(bytes(whole))
