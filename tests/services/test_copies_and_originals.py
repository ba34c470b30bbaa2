"""What leaves a project: reports carry copies of pixels alone, the pack the originals."""

import hashlib
import io
import re
import zipfile

import docx
import openpyxl
import pytest
from helpers.open_sessions import tie
from PIL import Image
from PIL.ExifTags import IFD, Base

from greenshield.formats.photos import read_photo
from greenshield.project.media import hash_file
from greenshield.resources import sample
from greenshield.services import photo_original, photo_picture, report_closure, report_summary
from greenshield.services.photo_import import import_photos
from greenshield.services.verifying import verify

TOLD = re.compile(rb"Exif\x00|GPS|XMP|xmpmeta|ICC_PROFILE|SECRETNOTE|PhoneMaker")


@pytest.fixture
def session(clue_session):
    return clue_session


@pytest.fixture
def photos(session, tmp_path):
    """Photos of a phone, tied to the clue, by hash: one with all that a file can tell."""
    folder = tmp_path / "Zhang San's phone"
    folder.mkdir()
    real = sample("qinghe") / "photos" / "IMG_20250416_094328.jpg"
    (folder / real.name).write_bytes(real.read_bytes())
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Orientation] = "PhoneMaker", 6
    place = exif.get_ifd(IFD.GPSInfo)
    place[1], place[2], place[3], place[4] = "N", (43.0, 14.0, 1.0), "E", (126.0, 21.0, 1.0)
    Image.new("RGB", (1500, 1000), (60, 120, 60)).save(
        folder / "PhoneMaker 20250416.jpg", exif=exif, comment=b"SECRETNOTE", quality=95,
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
    )  # fmt: skip
    import_photos(session, [folder])
    kept = {hash_file(file): file for file in folder.iterdir()}
    for sha256 in kept:
        tie(session, sha256, "QH-1", phase="before", kind="far")
    return kept


def content(report):
    with zipfile.ZipFile(report) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def pictures(parts):
    return [Image.open(io.BytesIO(b)) for name, b in parts.items() if name.endswith(".jpg")]


def words(report):
    document = docx.Document(str(report))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("size", "longest", "note"),
    [("small", 500, "缩小的副本"), ("print", 1000, "缩小的副本"), ("full", 1500, "原尺寸的副本")],
)
def test_that_a_report_carries_copies_of_pixels_alone(
    session, photos, tmp_path, size, longest, note
):
    out = tmp_path / "报告.docx"
    report_closure.make(session, "QH-1", out, as_of="2026-05-01", photos=size)
    parts = content(out)
    shown = pictures(parts)
    assert sorted(max(image.size) for image in shown)[-1] == longest
    upright = next(image for image in shown if image.width < image.height)
    assert upright.height == longest
    for name, part in parts.items():
        if name.startswith("word/media/"):
            assert not TOLD.search(part), name
            assert "Phone" not in name
        assert str(tmp_path).encode() not in part, name
    text = words(out)
    assert note in text
    assert all(sha256 in text for sha256 in photos)
    document = docx.Document(str(out)).core_properties
    assert {document.author, document.last_modified_by} == {"Green Shield"}


def test_that_a_photo_that_is_not_shown_names_no_folder(session, photos, tmp_path):
    sha256 = next(iter(photos))
    session.project.media.find(sha256).write_bytes(b"damaged")
    out = tmp_path / "r.docx"
    problems = report_closure.make(session, "QH-1", out, as_of="2026-05-01")
    assert "report_photo_altered" in {p.code for p in problems}
    assert str(tmp_path) not in words(out)


def test_that_a_pack_carries_the_originals_byte_for_byte(session, photos, tmp_path):
    out = tmp_path / "pack.zip"
    report_closure.make(session, "QH-1", out, as_of="2026-05-01", photos="small")
    assert verify(out).ok
    parts = content(out)
    names = {hashlib.sha256(part).hexdigest(): name for name, part in parts.items()}
    for sha256, file in photos.items():
        kept = parts[names[sha256]]
        assert kept == file.read_bytes()
        facts = read_photo(io.BytesIO(kept), "a.jpg")
        assert (facts.lat is not None, bool(facts.make)) == (True, True)
    # A flipped bit of any of them is told by its name.
    for sha256, file in photos.items():
        damaged, bytes_of = tmp_path / "bad.zip", bytearray(out.read_bytes())
        at = bytes_of.index(file.read_bytes()) + 5000
        bytes_of[at] ^= 1
        damaged.write_bytes(bytes_of)
        found = verify(damaged)
        assert not found.ok
        assert any(names[sha256] in broken.where for broken in found.broken)


def test_that_what_is_written_besides_names_no_folder_of_this_machine(session, photos, tmp_path):
    book = tmp_path / "s.xlsx"
    report_summary.make(session.project, book, cutoff="2026-05-01")
    assert all(str(tmp_path).encode() not in part for part in content(book).values())
    told = openpyxl.load_workbook(book).properties
    assert str(tmp_path) not in f"{told.creator}{told.lastModifiedBy}{told.title}{told.description}"
    for sha256, file in photos.items():
        seen = photo_picture.Pictures(session.project).fitted(sha256, 800)
        assert not TOLD.search(photo_picture.encoded(seen))
        out = photo_original.export(session.project, sha256, tmp_path / f"{sha256[:8]}.jpg")
        assert out.read_bytes() == file.read_bytes()
