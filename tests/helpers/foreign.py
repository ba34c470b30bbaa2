"""Programs that are not ours, asked in their own processes: GDAL, LibreOffice, Poppler.

GDAL is the distribution's (``python3-gdal`` for ``/usr/bin/python3``), never the one inside
fiona: it must be another process with another SQLite. The GeoPackage validator
``osgeo_utils.samples.validate_gpkg`` comes with the same Debian package. ``sh dev.sh setup``
installs all of them; where one is absent the test is skipped, saying which.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

_SYSTEM_PYTHON = "/usr/bin/python3"
_MINUTES = 180


@cache
def system_python() -> str:
    """The distribution's interpreter that has ``osgeo``."""
    # -I: neither our environment's packages nor the user's may stand in for the system's.
    command = [_SYSTEM_PYTHON, "-I", "-c", "import osgeo.gdal, osgeo_utils.samples"]
    found = Path(_SYSTEM_PYTHON).exists() and subprocess.run(command, capture_output=True)
    if not found or found.returncode:
        pytest.skip("this machine lacks the Debian package python3-gdal")
    return _SYSTEM_PYTHON


def gdal_command(code: str, *args: str | Path) -> list[str]:
    """The command that runs Python code beside the distribution's ``osgeo``; for Popen."""
    return [system_python(), "-I", "-c", code, *map(str, args)]


def gdal_python(code: str, *args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run Python code beside the distribution's ``osgeo``; ``sys.argv[1:]`` are the arguments."""
    return subprocess.run(
        gdal_command(code, *args), capture_output=True, text=True, timeout=_MINUTES
    )


def validate_geopackage(file: Path) -> list[str]:
    """What GDAL's GeoPackage validator finds wrong, a line each; empty where nothing is.

    Its warnings count as findings, and its extra checks are made as well.
    """
    module = "osgeo_utils.samples.validate_gpkg"
    command = [system_python(), "-I", "-m", module, "-k", "--extra", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_MINUTES)
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    if done.returncode and not lines:
        lines = [f"the validator ended with {done.returncode}"]
    return lines


def office_convert(file: Path, ending: str, folder: Path) -> Path:
    """Have LibreOffice open a document or sheet and write it in another format.

    Args:
        file: what to open.
        ending: ``pdf``, ``docx``, …, or with a filter after a colon; a sheet in UTF-8 is
            ``csv:Text - txt - csv (StarCalc):44,34,76``.
        folder: where the result goes, under the same name.

    Returns:
        The file that LibreOffice wrote; the test fails where it wrote none.
    """
    office = _program("soffice", "libreoffice-writer-nogui and libreoffice-calc-nogui")
    folder.mkdir(parents=True, exist_ok=True)
    profile = folder / ".office-profile"
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", ending, "--outdir", str(folder), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_MINUTES)
    written = folder / f"{file.stem}.{ending.split(':')[0]}"
    assert written.exists(), f"LibreOffice wrote nothing: {done.stdout}{done.stderr}"
    return written


def pdf_pages(file: Path, folder: Path, dpi: int = 100) -> list[Path]:
    """Render a PDF's pages as PNG pictures with Poppler, in their order."""
    program = _program("pdftoppm", "poppler-utils")
    folder.mkdir(parents=True, exist_ok=True)
    command = [program, "-png", "-r", str(dpi), str(file), str(folder / "page")]
    subprocess.run(command, check=True, capture_output=True, timeout=_MINUTES)
    return sorted(folder.glob("page*.png"), key=lambda p: int(p.stem.rpartition("-")[2]))


def _program(name: str, package: str) -> str:
    found = shutil.which(name, path=os.environ.get("PATH", os.defpath))
    if found is None:
        pytest.skip(f"this machine lacks the Debian package {package}")
    return found


def child_python(code: str, *args: str | Path, cwd: Path | None = None) -> str:
    """Run code in a fresh process of this interpreter; its output, or the test fails."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        capture_output=True,
        text=True,
        timeout=_MINUTES,
        cwd=cwd,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
