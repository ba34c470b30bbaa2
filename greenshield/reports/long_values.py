"""Cuts a value that would run over several pages, so that its label stands on each of them.

A row that no page break cuts keeps its label beside it. A value is therefore cut into rows of a
few lines each, at ends of paragraphs and sentences, and every row but the first says in its label
that it goes on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

LINE: Final = 68
"""Half-width columns of one printed line beside a label, in the wide cells of both forms."""

_HALF_MM: Final = 1.764  # half of a 10 pt character
_MARGINS_MM: Final = 3.2  # of a cell, both
_WHOLE: Final = 20  # lines that are left in one row
_MOST: Final = 10  # lines of each row, where there are several
_UNIT = re.compile(r"[^\n。；！？;!?]*(?:[。；！？;!?]+ *\n?|\n|$)")


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


def continued_rows(
    row: Mapping[str, Any], widths: Mapping[str, int], sign: str
) -> list[dict[str, Any]]:
    """A record's row of a table, or several where a cell of it would run over pages.

    Args:
        row: its texts by column.
        widths: the columns in mm, first the one that names the record; it is repeated in all rows.
        sign: what it ends with in all of them but the first, or begins with where it goes on.
    """
    held = {name: pieces(str(row[name]), columns(mm)) for name, mm in widths.items()}
    count = max(map(len, held.values()))
    if count == 1:
        return [dict(row)]
    rows = [
        {**row, **{name: of[at] if at < len(of) else "" for name, of in held.items()}}
        for at in range(count)
    ]
    key = next(iter(widths))
    for at in range(1, count):
        more = rows[at][key]
        rows[at][key] = f"{sign.strip()}{more}" if len(held[key]) > 1 else f"{row[key]}{sign}"
    return rows


def columns(mm: float) -> int:
    """Half-width columns of a printed line in a cell of that width, its margins off."""
    return max(int((mm - _MARGINS_MM) / _HALF_MM), 2)


def pieces(text: str, line: int = LINE) -> list[str]:
    """A text in pieces that fit a row each; nothing but line ends between them is left out.

    Args:
        text: of one cell.
        line: half-width columns of a printed line in it.
    """
    if _lines(text, line) <= _WHOLE:
        return [text]
    out, last = [], ""
    for unit in _units(text, line):
        if last and _lines(last + unit.rstrip("\n"), line) > _MOST:
            out.append(last)
            last = ""
        last += unit
    out.append(last)
    return [piece.strip("\n") for piece in out if piece.strip("\n")]


def _units(text: str, line: int) -> list[str]:
    """Sentences with their ends; one that is too long for a row is cut where it must be."""
    out = []
    for unit in _UNIT.findall(text):
        start = 0
        while start < len(unit):
            end = _end(unit, start, line)
            out.append(unit[start:end])
            start = end
    return out


def _end(text: str, start: int, line: int) -> int:
    """Where the room of a row ends that begins at ``start``, or the last word in it."""
    room = _MOST * line
    for at in range(start, len(text)):
        room -= _width(text[at])
        if room < 0:
            blank = text.rfind(" ", start, at) + 1
            return blank if blank > (start + at) // 2 else at
    return len(text)


def _lines(text: str, line: int) -> int:
    """Printed lines that a text takes, at least."""
    return sum(max(1, -(-sum(map(_width, part)) // line)) for part in text.split("\n"))


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1
