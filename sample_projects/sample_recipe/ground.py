"""What every painter needs: the picture under way, the site in it, earth, water, planting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from sample_recipe.canvas import Colour, Floats, blend, clouds, ellipse, from_image, ramp, to_image

if TYPE_CHECKING:
    from sample_recipe.scenery import Season


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture under way. ``ground`` is the meadow's mask, ``horizon`` a row."""

    picture: Floats
    ground: Floats
    horizon: float
    near: bool
    stage: str
    season: Season

    @property
    def healed(self) -> bool:
        """True once the measures are done."""
        return self.stage in ("after", "lookback")

    @property
    def shape(self) -> tuple[int, int]:
        """(height, width)."""
        return self.picture.shape[0], self.picture.shape[1]


Painter = Callable[[Frame, np.random.Generator], None]


def site(
    frame: Frame, rng: np.random.Generator, flat: float = 1.0
) -> tuple[Floats, float, float, float]:
    """The site's mask with its middle row and radii: large and low when near, small when far."""
    height, width = frame.shape
    deep = height - frame.horizon
    row = frame.horizon + deep * (0.52 if frame.near else 0.34)
    tall, broad = (
        deep * (0.40 if frame.near else 0.25) * flat,
        width * (0.44 if frame.near else 0.29),
    )
    edge = clouds(rng, frame.shape, (7, 9), 5)
    centre = (row, width * rng.uniform(0.44, 0.56))
    return ellipse(frame.shape, centre, (tall, broad), edge) * frame.ground, row, tall, broad


def green(frame: Frame, rng: np.random.Generator, mask: Floats, rows: int = 6) -> None:
    """Young planting over a mask: a fresh sward, and saplings in rows."""
    season = frame.season
    noise = clouds(rng, frame.shape, (50, 60), 4)
    swell = clouds(rng, frame.shape, (5, 6), 3)
    lush = 1.0 if frame.stage == "lookback" else 0.82
    low = tuple(0.62 * c + 0.38 * d for c, d in zip(season.grass_low, (74, 118, 52), strict=True))
    high = tuple(
        0.62 * c + 0.38 * d for c, d in zip(season.grass_high, (122, 164, 78), strict=True)
    )
    blend(frame.picture, mask * lush, ramp(low, high, 0.55 * noise + 0.45 * swell))
    pen, image = pen_of(frame)
    ys = np.nonzero(mask.max(axis=1) > 0.6)[0]
    if not len(ys):
        return
    for t in np.linspace(0.06, 0.97, rows * (2 if frame.near else 1)) ** 1.3:
        y = ys[0] + t * (ys[-1] - ys[0])
        size = (y - frame.horizon) * (0.085 if frame.stage == "after" else 0.13)
        gap = max(7.0, size * 2.4)
        for x in np.arange(rng.uniform(0, gap), frame.shape[1], gap):
            px, py = x + rng.uniform(-0.2, 0.2) * gap, y + rng.uniform(-0.15, 0.15) * size
            row, column = (
                int(np.clip(py, 0, frame.shape[0] - 1)),
                int(np.clip(px, 0, frame.shape[1] - 1)),
            )
            if mask[row, column] > 0.7 and rng.random() < 0.9:
                sapling(pen, rng, (px, py), size)
    frame.picture[:] = from_image(image)


def sapling(
    pen: ImageDraw.ImageDraw, rng: np.random.Generator, foot: tuple[float, float], size: float
) -> None:
    """A young tree with its shade."""
    x, y = foot
    pen.ellipse(
        [x - size * 0.3, y - size * 0.06, x + size * 0.5, y + size * 0.1], fill=(66, 84, 46)
    )
    for k in range(4 if size > 6 else 2):
        lit = 0.8 + 0.35 * float(rng.random())
        w, top = size * (0.34 - 0.07 * k), y - size * (0.25 + 0.24 * k)
        colour = tuple(int(c * lit) for c in (54, 100, 48))
        pen.polygon([(x - w, top), (x + w, top), (x, top - size * 0.42)], fill=colour)


def pen_of(frame: Frame) -> tuple[ImageDraw.ImageDraw, Image.Image]:
    """A pen on a copy of the picture; lay the copy back with ``from_image``."""
    image = to_image(frame.picture)
    return ImageDraw.Draw(image), image


def earth(frame: Frame, rng: np.random.Generator, mask: Floats, low: Colour, high: Colour) -> None:
    """Bare earth, sand or gravel over a mask."""
    noise = clouds(rng, frame.shape, (60, 50), 4)
    swell = clouds(rng, frame.shape, (8, 6), 4)
    blend(frame.picture, mask, ramp(low, high, 0.5 * noise + 0.5 * swell))


def heap(
    frame: Frame, rng: np.random.Generator, foot: tuple[float, float], size: float, tone: Colour
) -> None:
    """A heap of stone or sand, lit from the left."""
    rows = np.arange(frame.shape[0])[:, None]
    columns = np.arange(frame.shape[1])[None, :]
    edge = clouds(rng, frame.shape, (40, 40), 2)
    slope = (rows - (foot[0] - size)) / size
    reach = np.abs(columns - foot[1]) / (size * 1.9) + (edge - 0.5) * 0.3
    mask = np.clip((slope - reach) * 8, 0, 1) * np.clip((foot[0] - rows) / 2 + 0.5, 0, 1)
    lit = 0.62 + 0.3 * np.clip((foot[1] - columns) / size, -1, 1) + 0.5 * (edge - 0.3)
    dark = (tone[0] * 0.55, tone[1] * 0.55, tone[2] * 0.57)
    blend(frame.picture, mask, ramp(dark, tone, lit))


def water(frame: Frame, rng: np.random.Generator, mask: Floats, low: Colour, high: Colour) -> None:
    """Water over a mask, darker towards the far shore."""
    ripples = clouds(rng, frame.shape, (120, 8), 3)
    down = np.linspace(0.75, 0.15, frame.shape[0])[:, None] * np.ones((1, frame.shape[1]))
    blend(frame.picture, mask, ramp(low, high, 0.65 * down + 0.4 * ripples))


def machine(frame: Frame, foot: tuple[float, float], size: float) -> None:
    """An excavator."""
    pen, image = pen_of(frame)
    y, x = foot
    s = size

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * s, y - py * s) for px, py in points]

    pen.ellipse([x - 0.62 * s, y - 0.06 * s, x + 0.6 * s, y + 0.08 * s], fill=(84, 76, 64))
    pen.rounded_rectangle(
        [x - 0.5 * s, y - 0.2 * s, x + 0.5 * s, y], radius=max(1, s * 0.1), fill=(48, 46, 44)
    )
    pen.polygon(
        at((-0.48, 0.22), (0.34, 0.22), (0.34, 0.44), (-0.1, 0.5), (-0.48, 0.5)),
        fill=(214, 164, 42),
    )
    pen.polygon(at((0.02, 0.3), (0.36, 0.3), (0.33, 0.78), (0.06, 0.78)), fill=(196, 148, 36))
    pen.polygon(at((0.1, 0.46), (0.31, 0.46), (0.29, 0.72), (0.12, 0.72)), fill=(92, 112, 122))
    pen.line(
        at((0.3, 0.4), (0.82, 1.04), (1.22, 0.52)), fill=(206, 156, 40), width=max(2, int(s * 0.1))
    )
    pen.polygon(at((1.14, 0.54), (1.32, 0.5), (1.24, 0.2), (1.02, 0.28)), fill=(70, 66, 60))
    frame.picture[:] = from_image(image)
