"""The land as it is seen from above, for any points of the county: woods, fields, river, patches.

Nothing here was seen by a satellite. The same points give the same land in every picture, so a
tile, and two pictures of two days, fit each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from shapely.geometry import MultiPolygon, Polygon

from sample_recipe.aerial import tones_of
from sample_recipe.canvas import Floats, blend, ramp
from sample_recipe.county import County, metres
from sample_recipe.patches import Patch
from sample_recipe.shapes import Point
from sample_recipe.streams import array_stream

_TABLE = 256  # random numbers across the table from which all noise is made
_RIVER_M = 26.0  # half its width
_FIELD_M = (210.0, 95.0)
To = Callable[[np.ndarray], np.ndarray]
"""Metres of EPSG:4530, shape (n, 2), to (column, row) of a picture."""


@dataclass(frozen=True, slots=True)
class Land:
    """The land of a seed.

    Attributes:
        county: its shapes.
        patches: what people did to it.
        table: random numbers 0 to 1, (256, 256).
    """

    county: County
    patches: list[Patch]
    table: Floats

    @classmethod
    def of(cls, seed: int, county: County, patches: list[Patch]) -> Land:
        """For a seed."""
        rng = array_stream(seed, "land from above")
        return cls(county, patches, rng.random((_TABLE, _TABLE)).astype(np.float32))

    def seen(
        self,
        east: Floats,
        north: Floats,
        to: To,
        pixel: float,
        days: Sequence[Collection[str]] = ((),),
    ) -> list[Image.Image]:
        """Pictures of the land, one for each day.

        Args:
            east: metres of EPSG:4530 at each pixel, (height, width).
            north: the same.
            to: from metres to pixels.
            pixel: metres a pixel.
            days: for each picture the clue numbers of patches where the measures are done.
        """
        finest = 2.5 * pixel
        hills = self._clouds(east, north, 2600.0, max(finest * 3, 60.0))
        fine = self._clouds(east + 31_000, north, 60.0 + 6 * pixel, finest)
        stands = self._clouds(east, north + 57_000, 1500.0, max(160.0, finest))
        wood = ramp((42, 70, 44), (88, 112, 62), 0.6 * fine + 0.4 * stands)
        picture = wood * (0.82 + 0.36 * self._light(hills, pixel))[..., None].astype(np.float32)
        lowland = np.clip((self._lowness(east, north) + 0.5 * stands - 0.62) * 9, 0, 1)
        blend(picture, lowland, self._fields(east, north, fine))
        lanes = np.abs(self._clouds(east, north + 9_000, 1900.0, 120.0) - 0.5)
        # Lanes are some 10 m wide: from far off they are hardly seen.
        shown = min(0.8, 3.0 / pixel)
        seen = np.clip(1.6 - lanes * 900.0 / max(pixel, 2.5), 0, 1) * np.float32(shown)
        blend(picture, seen, (176, 164, 138))
        banks = _line(east.shape, self.county.river, to, _RIVER_M / pixel)
        blend(picture, banks, ramp((58, 82, 84), (92, 118, 112), fine))
        out = []
        for healed in days:
            copy = picture.copy()
            for patch in self.patches:
                self._patch(copy, patch, to, fine, patch.clue_no in healed)
            out.append(Image.fromarray(np.clip(np.rint(copy), 0, 255).astype(np.uint8)))
        return out

    def _clouds(self, east: Floats, north: Floats, cell: float, finest: float) -> Floats:
        """Smooth noise 0 to 1 whose coarsest waves are ``cell`` metres and finest ``finest``."""
        total, weight, share = np.zeros(east.shape, np.float32), 0.0, 1.0
        while True:
            total += np.float32(share) * self._noise(east / cell, north / cell)
            weight += share
            share, cell = share * 0.6, cell / 2
            if cell < finest:
                return np.clip((total / np.float32(weight) - 0.5) * 1.7 + 0.5, 0, 1)

    def _noise(self, u: np.ndarray, v: np.ndarray) -> Floats:
        column, row = np.floor(u).astype(np.int64), np.floor(v).astype(np.int64)
        fx, fy = (u - column).astype(np.float32), (v - row).astype(np.float32)
        fx, fy = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)
        c0, c1 = column % _TABLE, (column + 1) % _TABLE
        r0, r1 = row % _TABLE, (row + 1) % _TABLE
        low = self.table[r0, c0] * (1 - fx) + self.table[r0, c1] * fx
        high = self.table[r1, c0] * (1 - fx) + self.table[r1, c1] * fx
        return low * (1 - fy) + high * fy

    def _light(self, hills: Floats, pixel: float) -> Floats:
        """Slopes lit from the north-west, as maps have it; 0 to 1."""
        down, across = np.gradient(hills * 240.0, pixel)
        return 0.5 + 0.5 * np.tanh(4.0 * (across + down))

    def _lowness(self, east: Floats, north: Floats) -> Floats:
        """How near the plain by the river a place is, 0 to 1."""
        x, y = metres((6.0, -3.0))
        far = np.hypot((east - x) / 15_000, (north - y) / 8_500)
        return np.clip(1.15 - far, 0, 1).astype(np.float32)

    def _fields(self, east: Floats, north: Floats, fine: Floats) -> Floats:
        """A patchwork of long fields, each of one tone, a little askew."""
        u = (east * 0.96 + north * 0.28) / _FIELD_M[0]
        v = (north * 0.96 - east * 0.28) / _FIELD_M[1]
        row = np.floor(v).astype(np.int64)
        column = np.floor(u + 0.37 * (row % 5)).astype(np.int64)
        tone = self.table[row % _TABLE, column % _TABLE]
        crop = ramp((112, 124, 66), (182, 168, 110), tone)
        return crop * (0.92 + 0.16 * fine)[..., None].astype(np.float32)

    def _patch(self, picture: Floats, patch: Patch, to: To, fine: Floats, healed: bool) -> None:
        mask = _mask(picture.shape[:2], patch.shape, to)
        if mask is None:
            return
        low, high = tones_of(patch.look)
        bare = ramp(low, high, np.clip(fine * 1.3 - 0.1, 0, 1))
        if healed:
            bare = 0.25 * bare + 0.75 * ramp((88, 128, 62), (132, 168, 88), fine)
        blend(picture, mask, bare.astype(np.float32))


def _line(shape: tuple[int, int], line: list[Point], to: To, wide: float) -> Floats:
    """A line on a picture, ``wide`` pixels to each side."""
    image = Image.new("L", (shape[1], shape[0]), 0)
    points = [tuple(p) for p in to(np.asarray(line, dtype=np.float64)).tolist()]
    ImageDraw.Draw(image).line(points, fill=255, width=max(1, round(2 * wide)), joint="curve")
    return np.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32) / 255


def _mask(shape: tuple[int, int], patch: Polygon | MultiPolygon, to: To) -> Floats | None:
    """A patch on a picture, its edge soft; None where none of it is seen."""
    image = Image.new("L", (shape[1], shape[0]), 0)
    pen = ImageDraw.Draw(image)
    for part in getattr(patch, "geoms", [patch]):
        at = to(np.asarray(part.exterior.coords, dtype=np.float64))
        inside = (at > -50).all(axis=1) & (at < np.array([shape[1], shape[0]]) + 50).all(axis=1)
        if inside.any():
            pen.polygon([tuple(p) for p in at.tolist()], fill=255)
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(0.9)), dtype=np.float32) / 255
    return soft if soft.any() else None
