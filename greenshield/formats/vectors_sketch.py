"""What there is to know of a layer's coordinates without holding them all."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from greenshield.geo.crs_numbers import SAMPLE

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Sketch:
    """How many coordinates there are, their box, and some of them from all over the layer.

    All are finite: a reader that meets another one has no sketch to give.

    Attributes:
        every: one in so many is kept.
        low, high: the box's corners, (x, y).
        kept: (n, 2) arrays.
    """

    every: int
    count: int = 0
    low: tuple[float, float] = (np.inf, np.inf)
    high: tuple[float, float] = (-np.inf, -np.inf)
    kept: list[Floats] = field(default_factory=list)

    @classmethod
    def of_bytes(cls, size: int) -> Sketch:
        """A sketch of as many coordinates as fit a file of so many bytes."""
        return cls(max(1, size // 16 // SAMPLE))

    def add(self, xy: Floats) -> None:
        """Takes notice of more coordinates, shape (n, 2), which it doesn't hold on to."""
        if len(xy):
            self.count += len(xy)
            x, y = xy[:, 0], xy[:, 1]
            self.low = min(self.low[0], float(x.min())), min(self.low[1], float(y.min()))
            self.high = max(self.high[0], float(x.max())), max(self.high[1], float(y.max()))
            self.kept.append(xy[:: self.every].copy())

    @property
    def sample(self) -> Floats:
        """The coordinates that were kept, shape (n, 2)."""
        return np.concatenate(self.kept) if self.kept else np.empty((0, 2))

    @property
    def on_the_globe(self) -> bool:
        """Whether all can be degrees lon/lat; on either side of the antimeridian."""
        lon = max(self.high[0], -self.low[0])
        return lon <= 360 and max(self.high[1], -self.low[1]) <= 90
