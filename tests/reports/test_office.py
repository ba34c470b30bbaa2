"""Where Word files become PDFs: by the machine's own LibreOffice, or a refusal with what to do."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from docx import Document

from greenshield.domain.errors import SurroundingsError
from greenshield.reports import office


def test_that_a_word_file_becomes_a_pdf(tmp_path):
    if office.find_libreoffice() is None:
        pytest.skip("this machine lacks the Debian package libreoffice-writer-nogui")
    written = io.BytesIO()
    document = Document()
    document.add_paragraph("Seal and signature")
    document.save(written)
    made = office.pdf_of(written.getvalue())
    assert "Seal and signature" in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_that_the_first_place_that_has_the_program_is_taken(tmp_path):
    places = [tmp_path / name for name in ("a", "b", "c")]
    for place in places[1:]:
        place.write_text("")
    assert office.find_libreoffice(places) == places[1]
    assert office.find_libreoffice(places[:1]) is None


def test_that_a_machine_with_neither_program_is_told_of_both(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    if office.find_libreoffice() is not None:
        pytest.skip("LibreOffice stands where its installer puts it")
    with pytest.raises(SurroundingsError) as refused:
        office.pdf_of(b"")
    assert refused.value.code == "office_missing"


def test_that_a_program_that_fails_is_said(tmp_path, monkeypatch):
    failing = tmp_path / "bin" / "soffice"
    failing.parent.mkdir()
    failing.write_text("#!/bin/sh\nexit 3\n")
    failing.chmod(0o755)
    monkeypatch.setenv("PATH", str(failing.parent), prepend=":")
    with pytest.raises(SurroundingsError) as refused:
        office.pdf_of(b"")
    assert refused.value.code == "office_failed"
    assert refused.value.params == {"reason": "CalledProcessError"}


def test_that_installers_places_are_known_by_platform():
    windows = {"ProgramFiles": r"C:\Program Files", "ProgramW6432": r"C:\Program Files"}
    (place,) = office.installed_places("win32", windows)
    assert place == Path(r"C:\Program Files", "LibreOffice", "program", "soffice.exe")
    (mac,) = office.installed_places("darwin", {})
    assert mac.parts[1:3] == ("Applications", "LibreOffice.app")
