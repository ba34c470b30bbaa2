"""How wide the cells of a table's columns are, in letters."""

from __future__ import annotations


def width(cell: object) -> int:
    """Letters that a cell takes as text: a Chinese one takes two, nothing none."""
    text = "" if cell is None else str(cell)
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
