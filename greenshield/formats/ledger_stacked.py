"""A further table beneath the first in one sheet: its rows are not those of the first header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from greenshield.formats.ledger_header import Header
from greenshield.formats.ledger_words import Words, fold
from greenshield.formats.sheet_grid import Row, shown

_FEWEST = 3  # names of fields that make a row of words a header


def parts_of(header: Header) -> tuple[frozenset[str], ...]:
    """By column the words under which it stands, each folded, units and all."""
    return tuple(
        frozenset({fold(text), *(fold(part) for part in text.split("/") if part)})
        for text in header.texts
    )


def is_header(row: Row, filled: Sequence[int], headers: frozenset[str], words: Words) -> bool:
    """Whether a row of the body names columns: as the header above, or in words of its own."""
    texts = [shown(row[c]) for c in filled]
    if sum(fold(text) in headers for text in texts) * 5 >= len(texts) * 3:
        return True
    if not all(isinstance(row[c], str) for c in filled):
        return False
    named = {words.field(text)[0] for text in texts} - {""}
    return len(named) >= _FEWEST and len(named) * 5 >= len(texts) * 3


def differs(row: Row, filled: Sequence[int], parts: Sequence[frozenset[str]]) -> bool:
    """Whether a header beneath names some column otherwise than the first does, or its unit."""
    return any(c >= len(parts) or fold(shown(row[c])) not in parts[c] for c in filled)


def beneath(rows: Sequence[int], headers: Mapping[int, bool]) -> dict[int, int]:
    """Row -> the row of the other header that it stands under, for rows that stand under one.

    Args:
        rows: 1-based rows of records, ascending.
        headers: 1-based rows of repeated headers -> whether they differ from the first.
    """
    out: dict[int, int] = {}
    marks = sorted(headers)
    at = -1
    for row in rows:
        while at + 1 < len(marks) and marks[at + 1] < row:
            at += 1
        if at >= 0 and headers[marks[at]]:
            out[row] = marks[at]
    return out
