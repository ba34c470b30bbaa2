"""A number as people read it: rounded, with its unit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

_MOST: Final = 10  # digits that a number is told with, before its noise begins
_CLOSE: Final = frozenset("%°")  # signs that stand close to their number


@dataclass(frozen=True, slots=True)
class Measured:
    """A number and its unit.

    Attributes:
        value: in that unit, rounded to ``digits``.
        digits: after the point, none of them a zero at the end.
        unit: as people write it; "" for none.
    """

    value: float
    digits: int
    unit: str

    @property
    def tail(self) -> str:
        """The unit as it stands behind the number."""
        return f" {self.unit}" if self.unit and self.unit not in _CLOSE else self.unit

    def __str__(self) -> str:
        return f"{self.value:,.{self.digits}f}{self.tail}"


def told(values: Sequence[float], factor: Fraction, unit: str, digits: int) -> list[Measured]:
    """Numbers in another unit, with as many digits as it takes to tell them from each other.

    Args:
        values: in the unit that is stored.
        factor: how many of that make one ``unit``.
        unit: to tell them in.
        digits: after the point, at the least, of the unit that is stored.
    """
    exact = [float(Fraction(value) / factor) for value in values]
    digits = max(0, digits + math.ceil(math.log10(factor)))
    size = max((abs(value) for value in exact), default=0.0)
    before = len(str(int(size)))
    while len({round(value, digits) for value in exact}) < len(set(exact)):
        if before + digits >= _MOST:
            break
        digits += 1
    return [_measured(round(value, digits), digits, unit) for value in exact]


def _measured(value: float, digits: int, unit: str) -> Measured:
    text = f"{value:.{digits}f}".rstrip("0") if digits else ""
    return Measured(value, len(text.partition(".")[2]), unit)
