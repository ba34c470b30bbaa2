"""Turns a county's own .docx into .pdf with the machine's Word or LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from greenshield.domain.errors import SurroundingsError

_LIBREOFFICE_SECONDS: Final = 180
_WORD_SECONDS: Final = 60

# Word's own words: 17 is wdExportFormatPDF, 3 is msoAutomationSecurityForceDisable (no macros).
# The paths come by the environment, where nothing in them is read as a command.
_WORD_SCRIPT: Final = """
$ErrorActionPreference = 'Stop'
$word = New-Object -ComObject Word.Application
try {
    $word.Visible = $false
    $word.DisplayAlerts = 0
    $word.AutomationSecurity = 3
    $document = $word.Documents.Open($env:report_docx, $false, $true, $false)
    $document.ExportAsFixedFormat($env:report_pdf, 17)
    $document.Close($false)
} finally {
    $word.Quit()
}
"""


def pdf_of(content: bytes) -> bytes:
    """The PDF of a Word document, by Word where it is installed, else by LibreOffice.

    Raises:
        SurroundingsError: neither is there (``office_missing``), or the last one tried fails
            (``office_failed``).
    """
    libreoffice = find_libreoffice()
    word = _has_word()
    if not word and libreoffice is None:
        raise SurroundingsError("office_missing")
    with tempfile.TemporaryDirectory(prefix="greenshield-office-") as folder:
        document, made = Path(folder) / "report.docx", Path(folder) / "report.pdf"
        failed: Exception | None = None
        try:
            document.write_bytes(content)
            if word:
                failed = _by_word(document, made)
            if not made.is_file() and libreoffice is not None:
                failed = _by_libreoffice(libreoffice, document, Path(folder))
            return made.read_bytes()
        except OSError as error:
            reason = type(failed or error).__name__
            raise SurroundingsError("office_failed", reason=reason) from failed or error


def find_libreoffice(places: Sequence[Path] | None = None) -> Path | None:
    """LibreOffice's program: on the path, else where its installers put it.

    Args:
        places: where to look instead, first to last.
    """
    if places is None:
        found = shutil.which("soffice") or shutil.which("libreoffice")
        if found is not None:
            return Path(found)
        places = installed_places(sys.platform, os.environ)
    return next((place for place in places if place.is_file()), None)


def installed_places(platform: str, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Where LibreOffice's installers of a platform put the program."""
    if platform == "win32":
        names = ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)")
        roots = dict.fromkeys(environment[name] for name in names if environment.get(name))
        return tuple(Path(root) / "LibreOffice" / "program" / "soffice.exe" for root in roots)
    if platform == "darwin":
        return (Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),)
    return tuple(sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True))


def _has_word() -> bool:
    """True where Word can be asked, which its registration says without starting it."""
    if sys.platform == "win32":
        import winreg

        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"))
        except OSError:
            return False
        return True
    return False


def _by_word(document: Path, made: Path) -> Exception | None:
    """Has Word write the PDF; what hindered it."""
    environment = {
        **os.environ,
        "report_docx": str(document.resolve()),
        "report_pdf": str(made),
    }
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _WORD_SCRIPT]
    return _run(command, _WORD_SECONDS, environment)


def _by_libreoffice(program: Path, document: Path, folder: Path) -> Exception | None:
    """Has LibreOffice write the PDF into the folder; what hindered it."""
    # A profile of its own: a LibreOffice that is open already would take the command and be silent.
    profile = (folder / "profile").as_uri()
    command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--convert-to",
               "pdf", "--outdir", str(folder), str(document)]  # fmt: skip
    return _run(command, _LIBREOFFICE_SECONDS, None)


def _run(
    command: Sequence[str], seconds: int, environment: Mapping[str, str] | None
) -> Exception | None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=seconds, env=environment)
    except (subprocess.SubprocessError, OSError) as error:
        return error
    return None
