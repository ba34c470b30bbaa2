"""Cuts a value that would run over several pages, so that its label stands on each of them.

A row that no page break cuts keeps its label beside it. A value is therefore cut into rows of a
few lines each, at ends of paragraphs and sentences, and every row but the first says in its label
that it goes on.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LINE: Final = 68
"""Half-width columns of one printed line beside a label, in the wide cells of both forms."""

_WHOLE: Final = 20  # lines that are left in one row
_MOST: Final = 10  # lines of each row, where there are several
_UNIT = re.compile(r"[^\n。；！？;!?]*(?:[。；！？;!?]+\n?|\n|$)")


def continued(label: str, value: str, sign: str) -> list[dict[str, str]]:
    """The rows of one value: its label, and the label with the sign beside the rest.

    Args:
        label: of the value.
        value: its text.
        sign: what the labels of all rows but the first end with.
    """
    first, *rest = pieces(value)
    rows = [{"label": label, "value": first}]
    return rows + [{"label": f"{label}{sign}", "value": piece} for piece in rest]


def pieces(text: str) -> list[str]:
    """A text in pieces that fit a row each; nothing but line ends between them is left out."""
    if _lines(text) <= _WHOLE:
        return [text]
    out, last = [], ""
    for unit in _units(text):
        if last and _lines(last + unit.rstrip("\n")) > _MOST:
            out.append(last)
            last = ""
        last += unit
    out.append(last)
    return [piece.strip("\n") for piece in out if piece.strip("\n")]


def _units(text: str) -> list[str]:
    """Sentences with their ends; one that is too long for a row is cut where it must be."""
    out = []
    for unit in _UNIT.findall(text):
        start = 0
        while start < len(unit):
            end = _end(unit, start)
            out.append(unit[start:end])
            start = end
    return out


def _end(text: str, start: int) -> int:
    """Where the room of a row ends that begins at ``start``."""
    room = _MOST * LINE
    for at in range(start, len(text)):
        room -= _width(text[at])
        if room < 0:
            return at
    return len(text)


def _lines(text: str) -> int:
    """Printed lines that a text takes, at least."""
    return sum(max(1, -(-sum(map(_width, line)) // LINE)) for line in text.split("\n"))


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1
