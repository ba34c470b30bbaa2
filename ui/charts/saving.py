"""A chart's numbers as a file that spreadsheets open."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

_RISKY = ("=", "+", "-", "@", "\t")


def as_csv(table: Sequence[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with a mark that spreadsheets know Chinese by.

    What a spreadsheet would take for a formula gets an apostrophe before it: a county is called
    what somebody typed.
    """
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_plain(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) else cell
