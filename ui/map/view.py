"""A part of the world on a grid of pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ui.map.layer_data import Box, Floats


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world on a grid of pixels.

    Attributes:
        left, top: the world's place of the grid's upper left corner, Web Mercator metres.
        pixel: metres a pixel, the same in both directions (of the projection, not on the ground:
            there it is ``pixel`` times the cosine of the latitude).
        width, height: pixels.
        dpr: how many of these pixels make one of the window's logical ones.
    """

    left: float
    top: float
    pixel: float
    width: int
    height: int
    dpr: float = 1.0

    @property
    def box(self) -> Box:
        """Min x, min y, max x, max y, metres."""
        right, bottom = self.left + self.width * self.pixel, self.top - self.height * self.pixel
        return self.left, bottom, right, self.top

    @property
    def centre(self) -> tuple[float, float]:
        """The world's place of its middle, metres."""
        x0, y0, x1, y1 = self.box
        return (x0 + x1) / 2, (y0 + y1) / 2

    def part(self, x: int, y: int, width: int, height: int) -> View:
        """A rectangle of it, in pixels from its corner, which may reach beyond it."""
        left, top = self.left + x * self.pixel, self.top - y * self.pixel
        return View(left, top, self.pixel, width, height, self.dpr)

    def places(self, xy: Floats) -> Floats:
        """Metres to pixels, shape (n, 2)."""
        return (np.asarray(xy) - [self.left, self.top]) / [self.pixel, -self.pixel]

    def world(self, x: float, y: float) -> tuple[float, float]:
        """The world's place of a pixel, metres."""
        return self.left + x * self.pixel, self.top - y * self.pixel
