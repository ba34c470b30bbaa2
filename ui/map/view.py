"""A part of the world on a grid of pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ui.map.layer_data import Box, Fixed, Floats, Ints


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world on a grid of pixels.

    Attributes:
        grid_left, grid_top: the world's place of the grid's upper left corner, Web Mercator metres.
        pixel: metres a pixel, the same in both directions (of the projection, not on the ground:
            there it is ``pixel`` times the cosine of the latitude).
        width, height: pixels.
        dpr: how many of these pixels make one of the window's logical ones.
        hairlines: whether an outline of one logical pixel is one of these pixels wide, as on a
            screen; not so on paper.
        x, y: the view's upper left corner on the grid, pixels. All parts of one picture have one
            grid, so that a place is rounded to the same pixel in each of them.
    """

    grid_left: float
    grid_top: float
    pixel: float
    width: int
    height: int
    dpr: float = 1.0
    x: int = 0
    y: int = 0
    hairlines: bool = True

    @property
    def left(self) -> float:
        """The world's x of its upper left corner, metres."""
        return self.grid_left + self.x * self.pixel

    @property
    def top(self) -> float:
        """The world's y of its upper left corner, metres."""
        return self.grid_top - self.y * self.pixel

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
        return replace(self, x=self.x + x, y=self.y + y, width=width, height=height)

    def places(self, xy: Floats) -> Floats:
        """Metres to pixels, shape (n, 2)."""
        x, y = self._on_grid(xy)
        return np.column_stack([x - self.x, y - self.y])

    def pixels(self, xy: Fixed, unit: float, origin: tuple[float, float]) -> tuple[Ints, Ints]:
        """Units of ``unit`` metres from ``origin``, shape (n, 2), to whole pixels, x and y."""
        scale = unit / self.pixel
        left = (origin[0] - self.grid_left) / self.pixel
        top = (self.grid_top - origin[1]) / self.pixel
        # Rounded on the grid, before the view is cut from it.
        x, y = np.rint(xy[:, 0] * scale + left), np.rint(top - xy[:, 1] * scale)
        return x.astype(np.int64) - self.x, y.astype(np.int64) - self.y

    def _on_grid(self, xy: Floats) -> tuple[Floats, Floats]:
        xy = np.asarray(xy, dtype=np.float64)
        # By columns: numpy is several times slower along an axis of two.
        return (xy[:, 0] - self.grid_left) / self.pixel, (self.grid_top - xy[:, 1]) / self.pixel

    def world(self, x: float, y: float) -> tuple[float, float]:
        """The world's place of a pixel, metres."""
        return self.left + x * self.pixel, self.top - y * self.pixel


def grown(view: View, pixels: float) -> Box:
    """The view's box with so many pixels around it, metres."""
    x0, y0, x1, y1 = view.box
    by = pixels * view.pixel
    return x0 - by, y0 - by, x1 + by, y1 + by
