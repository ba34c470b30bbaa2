"""Degrees, minutes and seconds written as one figure, 1262110.5 for 126°21′10.5″.

The figure alone could as well be metres, so it is read so only under a header that says degrees,
minutes and seconds, and only where all figures of the columns can be.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from greenshield.formats.ledger_angles import LAT, LON, plain_angle
from greenshield.formats.sheet_grid import Cell, shown

_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_SOLID: Final = re.compile(r"(\d{1,3})(\d{2})(\d{2}(?:\.\d+)?)", re.ASCII)
_SIGNS: Final = re.compile(r"[*'\":]|\d\s+\d+\s+\d|-")  # 126°21′, 126 21 10, 126-21-10


@dataclass(frozen=True, slots=True)
class Packing:
    """What the bare figures of a table's places are.

    Attributes:
        fits: all of them are degrees, minutes and seconds.
        mixed: some of them could be, others can't.
        example: the first figure, and how it is read; "" for none.
    """

    fits: bool = False
    mixed: bool = False
    example: tuple[str, str] = ("", "")


def packing(columns: Mapping[str, Iterable[Cell]]) -> Packing:
    """Judges all bare figures together, since one that can't be leaves open what the others are.

    Args:
        columns: the cells of each column whose header says degrees, minutes and seconds.
    """
    figures = [figure for cells in columns.values() for cell in cells for figure in _figures(cell)]
    read = [(figure, found) for figure in figures if (found := _read(figure))]
    if not read:
        return Packing()
    fits = len(read) == len(figures)
    return Packing(fits, not fits, read[0])


def is_packed(cell: Cell) -> bool:
    """Whether a cell holds a bare figure that may be degrees, minutes and seconds."""
    return any(map(_read, _figures(cell)))


def unpacked(cell: Cell) -> Cell:
    """A cell with signs in its figures: 126°21′10.5″; any other cell as it is."""
    figures = _figures(cell)
    return ",".join(map(_read, figures)) if figures and all(map(_read, figures)) else cell


def _figures(cell: Cell) -> list[str]:
    """The bare figures of a cell: one, or the two of a pair; none where signs part them."""
    if isinstance(cell, bool):
        return []
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            return []
        return [format(float(cell), ".9f").rstrip("0").rstrip(".")]
    text = plain_angle(shown(cell)) if isinstance(cell, str) else ""
    if _SIGNS.search(text):
        return []
    return _FIGURE.findall(text)


def _read(figure: str) -> str:
    """126°21′10.5″ of 1262110.5; "" of a figure that is no place in China."""
    match = _SOLID.fullmatch(figure)
    if match is None:
        return ""
    degrees, minutes, seconds = match.groups()
    whole = float(degrees) + float(minutes) / 60 + float(seconds) / 3600
    within = LON[0] <= whole <= LON[1] or LAT[0] <= whole <= LAT[1]
    fits = within and float(minutes) < 60 and float(seconds) < 60
    return f"{degrees}°{minutes}′{seconds}″" if fits else ""
