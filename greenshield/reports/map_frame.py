"""Where ground stands on a map picture: Web Mercator, its true scale, and nice steps.

The picture is drawn in Web Mercator (EPSG:3857), as the program's map is, so that shapes keep
their aspect at every latitude. Its ground scale differs with latitude; scale bars and
fractions are therefore true for the middle of the picture, on the CGCS2000 ellipsoid.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Bounds = tuple[float, float, float, float]
Array = npt.NDArray[np.float64]

_A = 6378137.0  # CGCS2000 semi-major axis, m
_F = 1 / 298.257222101  # CGCS2000 flattening
_E2 = _F * (2 - _F)
_MAX_LAT = 85.0511287798066  # where Web Mercator becomes a square
_STEPS_SECONDS = (
    *(0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30),
    *(60, 120, 300, 600, 900, 1200, 1800),
    *(3600, 7200, 18000, 36000),
)


def mercator(lon: Array, lat: Array) -> tuple[Array, Array]:
    """Degrees lon/lat to Web Mercator x, y in m (EPSG:3857, spherical formula)."""
    phi = np.radians(np.clip(lat, -_MAX_LAT, _MAX_LAT))
    return _A * np.radians(lon), _A * np.log(np.tan(np.pi / 4 + phi / 2))


def inverse_mercator(x: float, y: float) -> tuple[float, float]:
    """Web Mercator x, y in m to degrees lon/lat."""
    return math.degrees(x / _A), math.degrees(2 * math.atan(math.exp(y / _A)) - math.pi / 2)


def ground_metres_per_mercator_metre(lat: float) -> float:
    """True east-west ground length of one Mercator metre at a latitude, on CGCS2000.

    A parallel's radius is N cos φ with N = a / sqrt(1 - e² sin² φ), while Web Mercator draws
    every parallel as long as the equator (radius a).
    """
    phi = math.radians(lat)
    return math.cos(phi) / math.sqrt(1 - _E2 * math.sin(phi) ** 2)


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
        x, y = mercator(np.array(bounds[0::2]), np.array(bounds[1::2]))
        free = 1 - 2 * pad
        unit = max((x[1] - x[0]) / (width * free), (y[1] - y[0]) / (height * free), 0.02)
        x0 = (x[0] + x[1]) / 2 - unit * width / 2
        y1 = (y[0] + y[1]) / 2 + unit * height / 2
        return cls(left, top, width, height, float(x0), float(y1), float(unit))

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a position stands in the whole picture, px from its upper left corner."""
        x, y = mercator(np.array([lon]), np.array([lat]))
        return (
            self.left + (float(x[0]) - self.x0) / self.unit,
            self.top + (self.y1 - float(y[0])) / self.unit,
        )

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

        def place(points: Array) -> Array:
            x, y = mercator(points[:, 0], points[:, 1])
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
        return inverse_mercator(
            self.x0 + self.unit * self.width / 2, self.y1 - self.unit * self.height / 2
        )

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north of the frame in degrees."""
        west, north = inverse_mercator(self.x0, self.y1)
        east, south = inverse_mercator(
            self.x0 + self.unit * self.width, self.y1 - self.unit * self.height
        )
        return west, south, east, north

    @property
    def ground_per_pixel(self) -> float:
        """True ground m of one px, at the middle of the frame."""
        return self.unit * ground_metres_per_mercator_metre(self.centre[1])


def nice_length(limit: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is at most ``limit`` (> 0), m."""
    power = 10.0 ** math.floor(math.log10(limit))
    for factor in (5, 2):
        if factor * power <= limit:
            return factor * power
    return power


def graticule_step(span: float, most: int) -> float:
    """The smallest round step, in degrees, that cuts ``span`` degrees at most ``most`` times."""
    for seconds in _STEPS_SECONDS:
        if span * 3600 / seconds <= most:
            return seconds / 3600
    return _STEPS_SECONDS[-1] / 3600


def graticule_lines(low: float, high: float, step: float) -> list[float]:
    """The multiples of ``step`` between ``low`` and ``high``, degrees."""
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def degrees_text(value: float, step: float, axis: str) -> str:
    """Degrees as a map's edge shows them, such as 126°15′30″E, no finer than ``step``."""
    sides = "EW" if axis == "lon" else "NS"
    tenths = round(abs(value) * 36000)
    degrees, rest = divmod(tenths, 36000)
    minutes, seconds = divmod(rest, 600)
    text = f"{degrees}°"
    if step < 1 or minutes:
        text += f"{minutes:02d}′"
    if step < 1 / 60 - 1e-12:
        text += f"{seconds / 10:04.1f}″" if step < 1 / 3600 - 1e-12 else f"{seconds // 10:02d}″"
    return text + sides[0 if value >= 0 else 1]
