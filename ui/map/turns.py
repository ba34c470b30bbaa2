"""Which of all that lies at a place a click takes: the topmost, each further click the next."""

from __future__ import annotations

import math
from collections.abc import Callable

from ui.map.chosen import ISSUES

Hit = tuple[str, int]
Place = tuple[float, float]


class Turns:
    """Goes round what lies where the last click was.

    Args:
        hits_at: all that a click at a place may take, the topmost first.
    """

    def __init__(self, hits_at: Callable[[Place], list[Hit]]) -> None:
        self._hits_at = hits_at
        self._place: Place | None = None
        self._before = 0
        self.order: list[Hit] = []
        self.at = 0

    @property
    def taken(self) -> Hit | None:
        """What the last click took."""
        return self.order[self.at] if self.order else None

    def click(self, place: Place, reach: float, *, goes_on: bool) -> None:
        """Takes something.

        Args:
            place: where, Web Mercator metres.
            reach: how far off the last click it is the same place, metres.
            goes_on: whether it may be the next of the same place; the first of it otherwise.
        """
        last = self._place
        if goes_on and last is not None and math.dist(last, place) <= reach:
            order = in_turn(self._hits_at(last))
            if order and order == self.order:
                self._before, self.at = self.at, (self.at + 1) % len(order)
                return
        self._place, self.order = place, in_turn(self._hits_at(place))
        self._before = self.at = 0

    def turn_back(self) -> None:
        """The click was the first half of a double click: that means what was taken before it."""
        self.at = self._before


def in_turn(hits: list[Hit]) -> list[Hit]:
    """The topmost, then the issues, then the rest: under a heap of photos is what they show."""
    first, rest = hits[:1], hits[1:]
    issues = [hit for hit in rest if hit[0] in ISSUES]
    return [*first, *issues, *(hit for hit in rest if hit[0] not in ISSUES)]
