"""What may have happened to the positions of a file: each a way to take it back.

The shifts of Chinese web maps move with the place (``geo/shift.py``); a datum that was taken
without its parameters moves a county by one vector, to a few metres.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from greenshield.domain.standing import RIGHT
from greenshield.geo import ellipsoid, shift
from greenshield.geo.ellipsoid import Floats

_Pair = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]


_FEW: Final = 2000  # places that are remembered with where they were taken back to


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A way in which positions may be off.

    Attributes:
        name: ``right``, ``gcj02``, ``bd09``, ``over_gcj02``, ``over_bd09`` or ``moved``.
        back: lon, lat as the file has them -> where they are in truth; None leaves them.
        metres: east and north by which the file is off everywhere, on top of ``back``.
    """

    name: str
    back: Callable[[npt.ArrayLike, npt.ArrayLike], _Pair] | None = None
    metres: tuple[float, float] = (0.0, 0.0)

    def truth(self, lonlat: Floats) -> Floats:
        """Where positions of shape (n, 2) are if this is what happened, degrees."""
        x, y = lonlat[:, 0], lonlat[:, 1]
        if self.back is not None:
            few = len(lonlat) <= _FEW
            x, y = _taken_back(self.back, lonlat.tobytes()) if few else self.back(x, y)
        if self.metres == (0.0, 0.0):
            return np.column_stack([x, y])
        m, p = ellipsoid.radii(np.radians(y))
        return np.column_stack(
            [x - np.degrees(self.metres[0] / p), y - np.degrees(self.metres[1] / m)]
        )

    def called(self, name: str) -> Hypothesis:
        """The same by another name."""
        return Hypothesis(name, self.back, self.metres)

    def beside(self, east: float, north: float) -> Hypothesis:
        """The same, and so many metres more."""
        return Hypothesis(self.name, self.back, (self.metres[0] + east, self.metres[1] + north))


NAMED: Final = (
    Hypothesis(RIGHT),
    Hypothesis("gcj02", shift.from_gcj02),
    Hypothesis("bd09", shift.from_bd09),
    Hypothesis("over_gcj02", shift.to_gcj02),
    Hypothesis("over_bd09", shift.to_bd09),
)
"""Right as it is; a web map's shift; one that was taken off, and had never been on."""


@lru_cache(maxsize=32)
def _taken_back(back: Callable[[npt.ArrayLike, npt.ArrayLike], _Pair], lonlat: bytes) -> _Pair:
    """Where positions are in truth: asked again and again of the same few hundred places."""
    xy = np.frombuffer(lonlat).reshape(-1, 2)
    x, y = back(xy[:, 0], xy[:, 1])
    x.flags.writeable = y.flags.writeable = False
    return x, y


def mean_metres(hypothesis: Hypothesis, lonlat: Floats) -> tuple[float, float]:
    """The mean of what a hypothesis takes positions to be off by, metres east and north."""
    moved = np.radians(lonlat - hypothesis.truth(lonlat))
    m, p = ellipsoid.radii(np.radians(lonlat[:, 1]))
    return float((moved[:, 0] * p).mean()), float((moved[:, 1] * m).mean())
