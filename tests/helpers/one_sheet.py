"""One sheet of a file of any kind."""

from __future__ import annotations

from pathlib import Path

from greenshield.formats.sheets import Grid, pick, read_sheets


def read_grid(path: Path, sheet: str | None = None) -> Grid:
    """The named sheet, or the one that an import offers first."""
    return pick(read_sheets(path), sheet)
