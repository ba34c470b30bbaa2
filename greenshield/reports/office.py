"""Turns a .docx into .pdf with the machine's LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from greenshield.domain.errors import SurroundingsError
from greenshield.reports.writing import write_whole

_SECONDS = 180


def to_pdf(document: Path, out: Path) -> None:
    """Writes the PDF of a Word document.

    Raises:
        SurroundingsError: no LibreOffice (``office_missing``), or it fails (``office_failed``).
        UsageError: as ``writing.write_whole``.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SurroundingsError("office_missing")
    with tempfile.TemporaryDirectory(prefix="greenshield-office-") as folder:
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
                   "--outdir", folder, str(document)]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
            content = (Path(folder) / f"{document.stem}.pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise SurroundingsError("office_failed", reason=type(error).__name__) from error
    write_whole(out, content)
