"""The same EXIF in every container that a photo may come in."""

# ruff: noqa: E501 - the tables read better with a case a line

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.real_files import RealFile
from helpers.tiff_blob import ASCII, GOOD_GPS, SHORT, jpeg, tiff
from helpers.unprivileged import bound
from PIL import Image, ImageChops

from greenshield.domain.errors import GreenShieldError, SurroundingsError, UnreadableError
from greenshield.formats import thumbnails
from greenshield.formats.photos import read_photo
from greenshield.services import photo_facts, photo_view

FLIPS = {2: Image.Transpose.FLIP_LEFT_RIGHT, 4: Image.Transpose.FLIP_TOP_BOTTOM}
BLOB = tiff({0x010F: (ASCII, "maker"), 0x0112: (SHORT, [6])}, gps=GOOD_GPS)
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
    b'"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/" drone-dji:GimbalYawDegree="+45.00"/>'
    b"</rdf:RDF></x:xmpmeta>"
)


def saved(kind: str, **extra: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (9, 99, 9)).save(out, kind, **extra)
    return out.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_png_chunk(kind: bytes, data: bytes, *, late: bool = False) -> bytes:
    plain = saved("PNG")
    at = plain.index(b"IEND") - 4 if late else 33
    return plain[:at] + png_chunk(kind, data) + plain[at:]


def raw_profile(data: bytes) -> bytes:
    return b"\nexif\n%8d\n" % len(data) + data.hex().encode() + b"\n"


def box(kind: bytes, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack(">I", 8 + len(data)) + kind + data


def heif(
    brand: bytes, item: bytes, *, version: int = 1, in_idat: bool = False, turns: int | None = None
) -> bytes:
    """A HEIF file with an Exif item, an XMP item, a size and quarter turns, but no picture."""

    def entry(number: int, kind: bytes, rest: bytes) -> bytes:
        return box(b"infe", b"\2\0\0\0", struct.pack(">HH", number, 0), kind, b"\0", rest)

    mime = b"application/rdf+xml\0\0"
    iinf = box(
        b"iinf", b"\0\0\0\0\0\2", entry(1, b"Exif", b""), entry(2, b"mime", mime)
    )  # fmt: skip
    irot = b"" if turns is None else box(b"irot", bytes([turns]))
    ipco = box(b"ipco", box(b"ispe", bytes(4), struct.pack(">II", 64, 48)), irot)
    mine = b"\1\1" if turns is None else b"\2\1\x82"  # one that has to be understood
    ipma = box(b"ipma", bytes(4), struct.pack(">I", 1), struct.pack(">H", 9), mine)
    pitm = box(b"pitm", bytes(4), struct.pack(">H", 9))
    head = box(b"ftyp", brand, bytes(4), b"mif1")

    def file(first: int, second: int) -> bytes:
        method = struct.pack(">H", 1 if in_idat else 0) if version else b""
        places = b"".join(
            struct.pack(">H", n) + method + struct.pack(">HHII", 0, 1, at, size)
            for n, at, size in ((1, first, len(item)), (2, second, len(XMP)))
        )
        iloc = box(b"iloc", bytes([version, 0, 0, 0]), b"\x44\0", struct.pack(">H", 2), places)
        data = item + XMP
        tail = box(b"idat", data) if in_idat else b""
        meta = box(b"meta", bytes(4), pitm, iinf, iloc, box(b"iprp", ipco, ipma), tail)
        return head + meta + (b"" if in_idat else box(b"mdat", data))

    if in_idat:
        return file(0, len(item))
    start = len(file(0, 0)) - len(item) - len(XMP)
    return file(start, start + len(item))


def cr3() -> bytes:
    uuid = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
    gps_blob = tiff(dict(GOOD_GPS))
    inner = box(
        b"uuid", uuid, box(b"CMT1", tiff({0x010F: (ASCII, "maker"), 0x0112: (SHORT, [6])})),
        box(b"CMT4", gps_blob),
    )  # fmt: skip
    return box(b"ftyp", b"crx ", bytes(4), b"crx ") + box(b"moov", inner)


def raf() -> bytes:
    header = b"FUJIFILMCCD-RAW ".ljust(84, b"\0")
    return header + struct.pack(">II", 100, 500) + bytes(8) + jpeg(BLOB)


def junk_before_exif() -> bytes:
    whole = jpeg(BLOB)
    return whole[:2] + b"\xff\xff\xff\xe2\0\4ab" + b"junk\0" + whole[2:]


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "jpeg": ("JPEG", lambda: jpeg(BLOB)),
    "jpeg, big-endian": ("JPEG", lambda: jpeg(tiff({0x010F: (ASCII, "maker"), 0x0112: (SHORT, [6])}, gps=GOOD_GPS, order=">"))),
    "jpeg, XMP before EXIF": ("JPEG", lambda: jpeg(b"", xmp=XMP)[:-25] + jpeg(BLOB)[2:]),
    "jpeg, EXIF after the frame": ("JPEG", lambda: jpeg()[:-6] + jpeg(BLOB)[2:]),
    "jpeg, padding and garbage before EXIF": ("JPEG", junk_before_exif),
    "png eXIf": ("PNG", lambda: with_png_chunk(b"eXIf", BLOB)),
    "png eXIf after the picture": ("PNG", lambda: with_png_chunk(b"eXIf", BLOB, late=True)),
    "png zTXt profile": ("PNG", lambda: with_png_chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(raw_profile(b"Exif\0\0" + BLOB)))),
    "png tEXt profile": ("PNG", lambda: with_png_chunk(b"tEXt", b"Raw profile type APP1\0" + raw_profile(b"Exif\0\0" + BLOB))),
    "png iTXt profile": ("PNG", lambda: with_png_chunk(b"iTXt", b"Raw profile type exif\0\0\0\0\0" + raw_profile(BLOB))),
    "webp": ("WEBP", lambda: saved("WEBP", exif=BLOB)),
    "webp with Exif before": ("WEBP", lambda: saved("WEBP", exif=b"Exif\0\0" + BLOB)),
    "tiff": ("TIFF", lambda: tiff({0x010F: (ASCII, "maker"), 0x0112: (SHORT, [6]), 0x0100: (SHORT, [64]), 0x0101: (SHORT, [48])}, gps=GOOD_GPS)),
    "heic": ("HEIC", lambda: heif(b"heic", struct.pack(">I", 6) + b"Exif\0\0" + BLOB)),
    "heic, item version 0": ("HEIC", lambda: heif(b"heic", struct.pack(">I", 6) + b"Exif\0\0" + BLOB, version=0)),
    "heic, no Exif mark": ("HEIC", lambda: heif(b"heic", bytes(4) + BLOB)),
    "heic, marker, wrong count": ("HEIC", lambda: heif(b"heic", bytes(4) + b"\xff\xe1\0\0Exif\0\0" + BLOB)),
    "heif, data inside the tables": ("HEIF", lambda: heif(b"mif1", struct.pack(">I", 6) + b"Exif\0\0" + BLOB, in_idat=True)),
    "avif": ("AVIF", lambda: heif(b"avif", struct.pack(">I", 0) + BLOB)),
    "jpeg xl": ("JXL", lambda: b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"ftyp", b"jxl ", bytes(4), b"jxl ") + box(b"Exif", bytes(4) + BLOB)),
    "canon cr3": ("CR3", cr3),
    "fujifilm raf": ("RAF", raf),
    "olympus orf": ("ORF", lambda: b"IIRO" + BLOB[4:]),
    "panasonic rw2": ("RW2", lambda: b"IIU\0" + BLOB[4:]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_that_exif_is_found_in(name: str) -> None:
    kind, make = CASES[name]
    facts = read_photo(io.BytesIO(make()))
    assert facts.file_type == kind
    assert facts.lon == pytest.approx(126.26)
    assert facts.lat == pytest.approx(43.505)
    assert (facts.make, facts.orientation) == ("maker", 6)
    assert facts.warnings == ()


@pytest.mark.parametrize(("turns", "orientation"), [(None, 1), (0, 1), (1, 8), (2, 3), (3, 6)])
def test_that_a_heic_is_turned_by_its_container_whatever_its_exif_says(
    turns: int | None, orientation: int
) -> None:
    """ISO/IEC 23008-12: EXIF's orientation, 6 here, is to be ignored."""
    item = struct.pack(">I", 6) + b"Exif\0\0" + BLOB
    facts = read_photo(io.BytesIO(heif(b"heic", item, turns=turns)))
    assert (facts.width, facts.height, facts.orientation) == (64, 48, 6)
    fields = photo_facts.fields_of(replace(facts, focal_35mm=26.0), "0" * 64, 1)
    assert fields["orientation"] == orientation
    upright = orientation in (6, 8)
    assert photo_view.fov_deg(fields) == pytest.approx(53.1 if upright else 67.3, abs=0.1)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_an_avif_is_turned_and_mirrored_as_its_writer_meant(orientation: int) -> None:
    """Pillow puts the orientation it is given into ``irot`` and ``imir``."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    facts = read_photo(io.BytesIO(saved("AVIF", exif=exif)))
    assert facts.turned == orientation


@pytest.mark.parametrize(("axis", "orientation"), [(0, 4), (1, 2)])
def test_that_a_mirrored_heic_is_told_as_its_decoder_shows_it(
    shared_data: Path, real_file: RealFile, axis: int, orientation: int
) -> None:
    name = "exiv2_test_data/Stonehenge.heic"
    data = real_file(shared_data / "photos" / name).read_bytes()
    assert data.count(b"irot") == 1
    at = data.index(b"irot")
    turned, mirrored = (data[:at] + box + data[at + 5 :] for box in (b"irot\0", b"imir%c" % axis))
    assert read_photo(io.BytesIO(turned)).turned == 1
    assert read_photo(io.BytesIO(mirrored)).turned == orientation
    flipped = thumbnails.upright(io.BytesIO(turned), 64).image.transpose(FLIPS[orientation])
    shown = thumbnails.upright(io.BytesIO(mirrored), 64).image
    most = [high for _, high in ImageChops.difference(flipped, shown).getextrema()]
    assert max(most) < 16  # it was scaled down before, or after


@pytest.mark.parametrize("kind", ["jpeg", "png eXIf", "webp", "tiff", "heic", "avif"])
def test_that_the_size_is_found_in(kind: str) -> None:
    facts = read_photo(io.BytesIO(CASES[kind][1]()))
    assert (facts.width, facts.height) == (64, 48)


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("JPEG", lambda: jpeg(xmp=XMP)),
        ("JPEG", lambda: jpeg(xmp=b"\xef\xbb\xbf" + XMP + b"\0\0 ")),
        ("PNG", lambda: with_png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)),
        ("PNG", lambda: with_png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP))),
        ("WEBP", lambda: saved("WEBP", xmp=XMP)),
        ("TIFF", lambda: tiff({700: (1, XMP)})),
        ("HEIC", lambda: heif(b"heic", bytes(4) + BLOB)),
        ("JXL", lambda: b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"xml ", XMP)),
        ("GIF", lambda: saved("GIF")[:-1] + b"\x21\xff\x0bXMP DataXMP" + XMP + b"<?xpacket end='w'?>\1\0;"),
    ],
)  # fmt: skip
def test_that_xmp_is_found(kind: str, make: Callable[[], bytes]) -> None:
    facts = read_photo(io.BytesIO(make()))
    assert (facts.file_type, facts.gimbal_yaw) == (kind, 45.0)


def test_that_exif_spread_over_several_segments_is_joined() -> None:
    blob = tiff({0x010F: (ASCII, "maker"), 0x0110: (ASCII, "x" * 3000)}, gps=GOOD_GPS)
    parts = [blob[:1500], blob[1500:]]
    segments = b"".join(
        b"\xff\xe1" + struct.pack(">H", len(p) + 8) + b"Exif\0\0" + p for p in parts
    )
    facts = read_photo(io.BytesIO(b"\xff\xd8" + segments + jpeg()[2:]))
    assert facts.lon == pytest.approx(126.26)
    assert facts.warnings == ()


def test_that_the_embedded_thumbnail_is_found() -> None:
    small = saved("JPEG")
    whole = jpeg(tiff({0x010F: (ASCII, "maker")}, thumbnail=small))
    place = read_photo(io.BytesIO(whole)).thumbnail
    assert place is not None
    assert whole[place[0] : place[0] + place[1]] == small


def test_that_a_png_bomb_is_not_unpacked() -> None:
    bomb = zlib.compress(bytes(200_000_000))
    whole = with_png_chunk(b"zTXt", b"Raw profile type exif\0\0" + bomb)
    facts = read_photo(io.BytesIO(whole))
    assert [code for code, _ in facts.warnings] == ["photo_exif_missing"]


@pytest.mark.parametrize(
    "data",
    [b"hello, this is text", b"PK\3\4 zip", b"%PDF-1.7", bytes(100), b"\xff", b"RIFF\0\0\0\0WAVEfmt ",
     box(b"ftyp", b"qt  ", bytes(4), b"qt  ") + box(b"moov")],
)  # fmt: skip
def test_that_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_photo(io.BytesIO(data), "a.jpg")
    assert (caught.value.code, caught.value.params) == ("photo_not_an_image", {"file": "a.jpg"})


def test_that_missing_empty_and_folder_are_refused_by_their_codes(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "folder.jpg").mkdir()
    for name, code in (
        ("absent.jpg", "photo_not_found"),
        ("empty.jpg", "photo_empty"),
        ("folder.jpg", "photo_is_a_folder"),
    ):
        with pytest.raises(GreenShieldError) as caught:
            read_photo(tmp_path / name)
        assert (caught.value.code, caught.value.exit_code) == (code, 3)
        assert caught.value.params["file"] == name


def test_that_a_photo_nobody_may_read_is_a_matter_of_surroundings(tmp_path: Path) -> None:
    path = tmp_path / "locked.jpg"
    path.write_bytes(jpeg(BLOB))
    path.chmod(0)
    with bound(), pytest.raises(SurroundingsError) as caught:
        read_photo(path)
    assert (caught.value.code, caught.value.exit_code) == ("photo_no_permission", 6)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="this machine lacks /proc")
def test_that_a_source_that_fails_while_it_is_read_is_told() -> None:
    with pytest.raises(SurroundingsError) as caught:
        read_photo(Path("/proc/self/mem"))
    assert caught.value.code == "photo_read_failed"
    assert caught.value.params["reason"]
