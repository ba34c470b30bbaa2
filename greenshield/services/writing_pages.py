"""Writes a text page whole, or leaves it where it says the same."""

from __future__ import annotations

from pathlib import Path

from greenshield.reports.writing import write_whole


def write_page(out: Path, text: str) -> bool:
    """Writes a page in UTF-8; True where it differs from what stood there.

    Raises:
        UsageError: the folder is missing, or ``out`` is one.
        SurroundingsError: no room, no permission.
    """
    content = text.encode("utf-8")
    if out.is_file() and out.read_bytes() == content:
        return False
    write_whole(out, content)
    return True
