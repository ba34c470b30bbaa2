"""The squares of the Web Mercator grid that a basemap is drawn by, and pictures as arrays.

A picture is an array (height, width, 4) of uint8: red, green, blue, alpha (not multiplied in).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]

HALF: Final = math.pi * 6378137.0  # metres from the middle of EPSG:3857 to its edge
MAX_ZOOM: Final = 30  # a square of 4 cm
MAX_SIZE: Final = 1024


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in metres of EPSG:3857."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than a border."""
        return (
            self.west < other.east
            and other.west < self.east
            and self.south < other.north
            and other.south < self.north
        )

    def around(self, other: Box) -> Box:
        """The smallest rectangle that holds both."""
        return Box(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )

    def within(self, other: Box) -> Box:
        """The part of it that lies in another, which it must meet."""
        return Box(
            max(self.west, other.west),
            max(self.south, other.south),
            min(self.east, other.east),
            min(self.north, other.north),
        )


WORLD: Final = Box(-HALF, -HALF, HALF, HALF)


@dataclass(frozen=True, slots=True)
class Place:
    """A square of the grid: column x from the west, row y from the north, of 2^z each."""

    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        """False for numbers that no square of the grid has."""
        return 0 <= self.z <= MAX_ZOOM and 0 <= self.x < 1 << self.z and 0 <= self.y < 1 << self.z

    @property
    def box(self) -> Box:
        """Where it lies."""
        side = 2 * HALF / (1 << self.z)
        west, north = -HALF + self.x * side, HALF - self.y * side
        return Box(west, north - side, west + side, north)

    def parent(self, up: int) -> Place:
        """The square ``up`` zooms coarser that it lies in."""
        return Place(self.z - up, self.x >> up, self.y >> up)


def metres_a_pixel(zoom: int, size: int) -> float:
    """How long a pixel is where a square of a zoom has ``size`` of them, metres of EPSG:3857."""
    return 2 * HALF / (1 << zoom) / size


def part(picture: Pixels, place: Place, up: int) -> Pixels:
    """The part of a picture of a square's ancestor that the square covers, at least a pixel.

    Args:
        picture: of the ancestor, square.
        place: the square.
        up: how many zooms coarser the ancestor is.
    """
    size, n = picture.shape[0], 1 << up
    column, row = place.x % n, place.y % n
    west, north = column * size // n, row * size // n
    east = max(west + 1, (column + 1) * size // n)
    south = max(north + 1, (row + 1) * size // n)
    return picture[north:south, west:east]


def resized(picture: Pixels, size: int) -> Pixels:
    """A picture made ``size`` × ``size`` pixels; what is transparent lends no colour."""
    if picture.shape[:2] == (size, size):
        return picture
    image = Image.fromarray(np.ascontiguousarray(picture))
    shrinks = picture.shape[0] > size
    how = Image.Resampling.BOX if shrinks else Image.Resampling.BILINEAR
    out: Pixels = np.asarray(image.resize((size, size), how))
    return out


def is_blank(picture: Pixels) -> bool:
    """Whether nothing of a picture can be seen."""
    return not bool((np.ascontiguousarray(picture).view("<u4") > 0xFFFFFF).any())


def for_screen(picture: Pixels) -> tuple[Pixels, bool]:
    """A picture as screens of little-endian machines have it, and whether it hides all below it.

    Returns:
        (height, width, 4) uint8 of blue, green, red, alpha with the alpha multiplied in: 32-bit
        words 0xAARRGGBB, which are drawn without being converted.
    """
    words: npt.NDArray[np.uint32] = np.ascontiguousarray(picture).view("<u4")  # 0xAABBGGRR
    # Whole words are several times as fast as picking bytes by their number.
    low, half = np.uint32(0xFF), np.uint32(16)
    swapped = (words & np.uint32(0xFF00FF00)) | ((words & low) << half) | ((words >> half) & low)
    opaque = bool((words >= 0xFF000000).all())
    if not opaque:
        swapped = _multiplied(swapped)
    out: Pixels = swapped.view(np.uint8)
    return out, opaque


def _multiplied(words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Words 0xAARRGGBB with the alpha multiplied in, rounded; two channels at a time."""
    alpha = words >> 24
    pair = (words & 0xFF00FF) * alpha + 0x800080
    pair = ((pair + ((pair >> 8) & 0xFF00FF)) >> 8) & 0xFF00FF
    green = ((words >> 8) & 0xFF) * alpha + 0x80
    green = ((green + (green >> 8)) >> 8) & 0xFF
    out: npt.NDArray[np.uint32] = (alpha << 24) | pair | (green << 8)
    return out
