"""The PDF of a closure report, from a project: no other program, copies of pixels alone."""

from __future__ import annotations

import re

import pypdf
import pytest
from docx import Document
from helpers.open_sessions import tie
from PIL import Image
from PIL.ExifTags import IFD, Base

from greenshield import resources
from greenshield.domain.errors import SurroundingsError, UsageError
from greenshield.project.media import hash_file
from greenshield.reports.office import find_libreoffice
from greenshield.services import report_closure
from greenshield.services.photo_import import import_photos

ON = "2026-05-01"
MAP = 1600  # px, how wide the maps are
TOLD = re.compile(rb"Exif\x00|GPS|XMP|xmpmeta|ICC_PROFILE|SECRETNOTE|PhoneMaker")


@pytest.fixture
def no_programs(monkeypatch, tmp_path):
    """A machine on whose path there is nothing."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


@pytest.fixture
def turned(clue_session, tmp_path):
    """One photo in each of the eight ways that a camera can be held, by hash; tied to the clue.

    The upper left quarter of each, as it is to be seen, is red.
    """
    upright = Image.new("RGB", (320, 200), (60, 120, 60))
    upright.paste((220, 20, 20), (0, 0, 160, 100))
    undo = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    folder = tmp_path / "phone"
    folder.mkdir()
    for number, turn in undo.items():
        exif = Image.Exif()
        exif[Base.Make], exif[Base.Orientation] = "PhoneMaker", number
        place = exif.get_ifd(IFD.GPSInfo)
        place[1], place[2], place[3], place[4] = "N", (43.0, 14.0, 1.0), "E", (126.0, 21.0, 1.0)
        shot = upright if turn is None else upright.transpose(turn)
        shot.save(folder / f"{number}.jpg", exif=exif, comment=b"SECRETNOTE", quality=95)
    import_photos(clue_session, [folder])
    hashes = [hash_file(file) for file in sorted(folder.iterdir())]
    for sha256 in hashes:
        tie(clue_session, sha256, "QH-1", phase="before", kind="far")
    return hashes


def test_that_the_pdf_takes_no_other_program(clue_session, no_programs, tmp_path):
    assert find_libreoffice() is None or find_libreoffice().parts[1] == "opt"
    out = tmp_path / "a.pdf"
    (draft,) = report_closure.make(clue_session, "QH-1", out, as_of=ON)
    assert draft.code == "report_is_draft"
    assert len(pypdf.PdfReader(out).pages) > 4
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_that_a_refused_report_leaves_the_one_before(clue_session, tmp_path):
    out = tmp_path / "a.pdf"
    out.write_bytes(b"the report before")
    with pytest.raises(UsageError) as caught:
        report_closure.make(clue_session, "QH-1", out, as_of=ON, lang="fr")
    assert caught.value.code == "report_language_unknown"
    assert out.read_bytes() == b"the report before"


def test_that_photos_in_it_are_upright_copies_of_pixels_alone(clue_session, turned, tmp_path):
    out = tmp_path / "a.pdf"
    report_closure.make(clue_session, "QH-1", out, as_of=ON)
    reader = pypdf.PdfReader(out)
    found = {i.indirect_reference.idnum: i for page in reader.pages for i in page.images}
    photos = [i for i in found.values() if i.image.width < MAP]
    for photo in photos:
        assert photo.image.size == (320, 200)
        assert not TOLD.search(photo.data)
        red, green = photo.image.getpixel((40, 40)), photo.image.getpixel((280, 160))
        assert red[0] > 180
        assert green[1] > 90
    # Some of the eight may be the same copy, to the byte: that is in the file once.
    assert 1 <= len(photos) <= len(turned)
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert all(sha256 in text for sha256 in turned)


def test_that_a_template_of_ones_own_asks_for_a_program(clue_session, no_programs, tmp_path):
    own = tmp_path / "own.docx"
    document = Document()
    document.add_paragraph("{{ cover.number }}")
    document.save(str(own))
    if find_libreoffice() is not None:
        pytest.skip("LibreOffice stands where its installer puts it")
    with pytest.raises(SurroundingsError) as refused:
        report_closure.make(clue_session, "QH-1", tmp_path / "a.pdf", as_of=ON, template=str(own))
    assert refused.value.code == "office_missing"
    assert not (tmp_path / "a.pdf").exists()


def test_that_the_templates_of_pdfs_are_shipped():
    names = {file.name for file in resources.path("templates").glob("*.typ")}
    assert {"closure.typ", "closure_photos.typ", "paper.typ", "registration.typ"} <= names
