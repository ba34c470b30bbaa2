"""How well a way of being off explains where outlines stand: how many places it brings home.

A place that comes to lie d metres from the reference counts exp(-(d/t)²/2); the mean over all
places is the *support* of a hypothesis at the tolerance t. Lines lie everywhere, so a support
means nothing by itself. It is set against that of *rivals*, moves by as much in other
directions, and of the *ring*, small moves about it: only what truly fits stands alone in both.
Two outlines that merely run beside each other, one drawn 300 m outside the other, or a single
straight border, support a whole row of moves, and therefore none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from greenshield.geo.ellipsoid import Floats
from greenshield.geo.shift_hypotheses import NAMED, Hypothesis, mean_metres

TOLERANCES: Final = (4.0, 8.0, 16.0, 32.0, 64.0, 110.0)
"""Metres; outlines agree to the first that tells."""

COUNTS_M: Final = 4 * TOLERANCES[-1]
"""What is farther off counts nothing at any tolerance."""

APART: Final = 3.0  # tolerances; nearer ones are no rivals, they tell the same
_RING: Final = 2.5  # tolerances
_DIRECTIONS: Final = tuple(np.linspace(0, 2 * np.pi, 8, endpoint=False))

Measure = Callable[[Hypothesis], Floats]
"""Metres from each place, as a hypothesis has it, to the reference."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a hypothesis stands at a tolerance.

    Attributes:
        support, rival, ring: see above; of rivals and ring the best.
    """

    hypothesis: Hypothesis
    tolerance_m: float
    support: float
    rival: float
    ring: float


class Supports:
    """The supports of all hypotheses and rivals over one set of places."""

    def __init__(self, measure: Measure, lonlat: Floats) -> None:
        """Nothing is measured yet.

        Args:
            measure: of these places.
            lonlat: shape (n, 2), degrees.
        """
        self._measure = measure
        self._lonlat = lonlat
        self._kept: dict[Hypothesis, Floats] = {}

    def distances(self, hypothesis: Hypothesis) -> Floats:
        """Metres to the reference, shape (n,)."""
        if hypothesis not in self._kept:
            self._kept[hypothesis] = self._measure(hypothesis)
        return self._kept[hypothesis]

    def support(self, hypothesis: Hypothesis, tolerance_m: float) -> float:
        """The mean over all places."""
        return float(counted(self.distances(hypothesis), tolerance_m).mean())

    def off_by(self, hypothesis: Hypothesis) -> tuple[float, float]:
        """Metres east and north by which it has the places off, on the mean."""
        return mean_metres(hypothesis, self._lonlat)

    def size_m(self, hypothesis: Hypothesis) -> float:
        """How far that is."""
        return float(np.hypot(*self.off_by(hypothesis)))

    def rival(self, hypothesis: Hypothesis, tolerance_m: float) -> float:
        """The best support of a rival."""
        here = np.array(self.off_by(hypothesis))
        return max(
            (
                self.support(other, tolerance_m)
                for other, at in self._field
                if np.hypot(*(at - here)) > APART * tolerance_m
            ),
            default=0.0,
        )

    def ring(self, hypothesis: Hypothesis, tolerance_m: float) -> float:
        """The best support on the ring."""
        step = _RING * tolerance_m
        return max(
            self.support(hypothesis.beside(step * np.sin(a), step * np.cos(a)), tolerance_m)
            for a in _DIRECTIONS
        )

    @cached_property
    def _field(self) -> list[tuple[Hypothesis, Floats]]:
        """The named ones, and moves in all directions as far as the farthest of them."""
        field = [(h, np.array(self.off_by(h))) for h in NAMED]
        for rank, metres in enumerate((250.0, 500.0, 750.0, 1000.0)):
            for a in np.array(_DIRECTIONS) + rank * 0.2:
                east, north = metres * np.sin(a), metres * np.cos(a)
                other = NAMED[0].beside(float(east), float(north))
                field.append((other, np.array([east, north])))
        return field


def counted(metres: Floats, tolerance_m: float) -> Floats:
    """What each place counts, 0 to 1."""
    out: Floats = np.exp(-0.5 * (metres / tolerance_m) ** 2)
    return out
