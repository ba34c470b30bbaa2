"""The table beside our shapefiles that tells what their short names mean, written and read."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_HEAD: Final = ["字段 field", "名称 name", "含义 meaning"]
_LARGEST: Final = 1 << 20  # bytes; a table of all fields has 4 kB


def content(names: Iterable[tuple[str, str, str]]) -> bytes:
    """The table: each attribute's short name, its field, and what that is called with its unit."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    writer.writerows(names)
    return out.getvalue().encode("utf-8-sig")


def found(path: Path) -> tuple[str, dict[str, str]]:
    """Our table in a zip of shapefiles.

    Args:
        path: any file.

    Returns:
        The member's name, and attribute -> what it is called; ("", {}) where there is none.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            for info in bundle.infolist():
                if info.filename.casefold().endswith(".csv") and info.file_size <= _LARGEST:
                    meanings = _meanings(bundle.read(info))
                    if meanings:
                        return info.filename, meanings
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        pass
    return "", {}


def _meanings(data: bytes) -> dict[str, str]:
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return {}
    if not rows or rows[0] != _HEAD:
        return {}
    return {row[0]: row[2] for row in rows[1:] if len(row) == len(_HEAD)}
