"""Where ground stands on a map picture.

The picture is drawn in Web Mercator (EPSG:3857), as the program's map is, so that shapes keep
their aspect at every latitude. Its ground scale differs with latitude; scale bars and
fractions are therefore true for the middle of the picture, on the CGCS2000 ellipsoid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo import webmercator
from greenshield.geo.ellipsoid import Floats

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The mapped rectangle of a picture.

    Attributes:
        left, top: of the rectangle in the picture, px.
        width, height: px.
        x0, y1: Web Mercator m of its upper left corner.
        unit: Mercator m per px.
    """

    left: int
    top: int
    width: int
    height: int
    x0: float
    y1: float
    unit: float

    @classmethod
    def around(cls, bounds: Bounds, box: tuple[int, int, int, int], pad: float) -> Frame:
        """The frame that shows ``bounds`` (west, south, east, north in degrees) in its middle.

        Args:
            bounds: what must be seen, EPSG:4490 degrees.
            box: left, top, width, height of the rectangle in px.
            pad: share of the rectangle kept free on each side, below 0.5.
        """
        left, top, width, height = box
        x, y = webmercator.project(np.reshape(bounds, (2, 2))).T
        free = 1 - 2 * pad
        unit = max((x[1] - x[0]) / (width * free), (y[1] - y[0]) / (height * free), 0.02)
        x0 = (x[0] + x[1]) / 2 - unit * width / 2
        y1 = (y[0] + y[1]) / 2 + unit * height / 2
        return cls(left, top, width, height, float(x0), float(y1), float(unit))

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a position stands in the whole picture, px from its upper left corner."""
        x, y = map(float, webmercator.project([(lon, lat)])[0])
        return self.left + (x - self.x0) / self.unit, self.top + (self.y1 - y) / self.unit

    def holds(self, lon: float, lat: float) -> bool:
        """True where the position falls inside the frame."""
        x, y = self.pixel(lon, lat)
        return 0 <= x - self.left < self.width and 0 <= y - self.top < self.height

    def on_canvas(self, geometry: BaseGeometry, zoom: int) -> BaseGeometry:
        """A geometry in px of a canvas of this frame's size times ``zoom``, simplified and cut.

        Made for display only: vertices closer than a quarter of a px are dropped, so a
        boundary of a million vertices draws as fast as one of a thousand.
        """
        scale = zoom / self.unit

        def place(points: Floats) -> Floats:
            x, y = webmercator.project(points).T
            return np.column_stack([(x - self.x0) * scale, (self.y1 - y) * scale])

        flat = shapely.force_2d(geometry)
        placed = shapely.transform(flat, place)
        simple = shapely.simplify(placed, 0.25 * zoom, preserve_topology=False)
        edge = 40.0 * zoom
        try:
            return shapely.clip_by_rect(
                simple, -edge, -edge, self.width * zoom + edge, self.height * zoom + edge
            )
        except shapely.GEOSException:
            return simple

    @property
    def centre(self) -> tuple[float, float]:
        """Lon/lat of the middle of the frame."""
        return self._lonlat(0.5)

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north of the frame in degrees."""
        (west, north), (east, south) = self._lonlat(0.0), self._lonlat(1.0)
        return west, south, east, north

    def _lonlat(self, share: float) -> tuple[float, float]:
        """The place at a share of the diagonal from the upper left corner, degrees."""
        x = self.x0 + self.unit * self.width * share
        y = self.y1 - self.unit * self.height * share
        lon, lat = map(float, webmercator.unproject([(x, y)])[0])
        return lon, lat

    @property
    def ground_per_pixel(self) -> float:
        """True ground m of one px, at the middle of the frame."""
        return self.unit * webmercator.ground_metres(self.centre[1])
