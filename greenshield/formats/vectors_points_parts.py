"""Tells where a list of points goes on to its next polygon, by the columns before the place.

Tables of corner points name the area or the plot in a column of its own (核心区, 1, J1 …), or
number the corners of each area from the beginning again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Self

Place = tuple[float, float]
_CORNERS = 3  # of the smallest polygon


@dataclass(slots=True)
class Parting:
    """What parts the polygons of one list.

    Attributes:
        groups: the columns that hold one value throughout a polygon.
        count: the column that numbers the corners, or -1.
        first, second: the numbers of the present polygon's first two corners.
        at: the present polygon's values in ``groups``.
    """

    groups: tuple[int, ...]
    count: int
    first: str = ""
    second: str = ""
    at: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Sequence[list[str]], before: int) -> Self:
        """What the rows of a list say.

        Args:
            rows: the fields of its lines that hold a place.
            before: how many columns stand before the place.
        """
        columns = [[row[column] for row in rows] for column in range(before)]
        groups = tuple(n for n, values in enumerate(columns) if _parts(values))
        rest = [n for n in range(before) if n not in groups and len(set(columns[n])) > 1]
        return cls(groups, rest[-1] if rest else -1)

    def begins(self, row: list[str], place: Place, ring: Sequence[Place]) -> bool:
        """Whether a corner is the first of the next polygon.

        Args:
            row: its line's fields.
            place: of the corner.
            ring: the polygon so far.
        """
        values = [row[n] for n in self.groups if n < len(row)]
        number = row[self.count] if 0 <= self.count < len(row) else ""
        starts_over = (
            len(ring) >= _CORNERS
            and number == self.first != self.second
            and number != ""
            and place != ring[0]
        )
        new = values != self.at or starts_over
        if new or not ring:
            self.first, self.second, self.at = number, "", values
        elif len(ring) == 1:
            self.second = number
        return new

    def name(self, row: list[str]) -> str:
        """What a polygon is called by the columns that it has for itself."""
        return " ".join(row[n] for n in self.groups if n < len(row) and row[n])


def _parts(values: Sequence[str]) -> bool:
    """Whether a column's values come in runs of a polygon's length, none of them twice."""
    runs = [(value, sum(1 for _ in run)) for value, run in groupby(values)]
    known = {value for value, _ in runs}
    whole = runs[:-1]  # the last one may go on beyond what is looked at
    return len(runs) == len(known) > 1 and min(length for _, length in whole) >= _CORNERS
