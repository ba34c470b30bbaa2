"""What the pictures are about: quarries, pits, fields, roads … and how they look once restored.

Every painter draws the same ground plan before and after, so the pair can be compared.
"""

from __future__ import annotations

import numpy as np

from sample_recipe.buildings import houses, marker
from sample_recipe.canvas import blend, clouds, ellipse, from_image, ramp, spots
from sample_recipe.ground import (
    Frame,
    Painter,
    earth,
    green,
    heap,
    machine,
    pen_of,
    site,
    water,
)


def quarry(frame: Frame, rng: np.random.Generator) -> None:
    """Benches cut into a slope; after: the same benches, covered and planted."""
    mask, row, tall, broad = site(frame, rng)
    height, _ = frame.shape
    warp = clouds(rng, frame.shape, (4, 5), 4)
    rows = np.arange(height)[:, None] + (warp - 0.5) * tall * 0.5
    step = tall / 2.6
    part = ((rows - row) / step) % 1.0
    streaks = clouds(rng, frame.shape, (6, 130), 3)
    grit = clouds(rng, frame.shape, (90, 100), 3)
    face = ramp((92, 84, 76), (176, 162, 142), 0.6 * streaks + 0.45 * grit - 0.1)
    floor = ramp((176, 164, 144), (222, 212, 192), 0.4 * grit + 0.6 * warp)
    is_floor = np.clip((0.34 - part) * 14, 0, 1) * np.clip(part * 30, 0, 1)
    rock = face * (1 - is_floor[..., None]) + floor * is_floor[..., None]
    blend(frame.picture, mask, rock)
    size = tall * 0.34
    heaps = [(row + tall * 0.72, broad * f) for f in rng.uniform(-0.55, 0.55, 3)]
    if frame.healed:
        rest = clouds(rng, frame.shape, (6, 14), 4)  # a little rock shows through the young green
        show = np.clip((rest - 0.70) * 8, 0, 1) * (0.7 if frame.stage == "after" else 0.35)
        before = frame.picture.copy()
        green(frame, rng, mask, 7)
        shade = 1 - 0.16 * np.clip((part - 0.34) * 3, 0, 1)
        blend(frame.picture, mask * (1 - shade), (40, 52, 30))
        blend(frame.picture, mask * show * 0.55, before)
        return
    for y, dx in heaps:
        heap(frame, rng, (y, frame.shape[1] / 2 + dx), size, (196, 184, 164))
    machine(frame, (row + tall * 0.8, frame.shape[1] / 2 + broad * 0.3), size * 0.95)


def sandpit(frame: Frame, rng: np.random.Generator) -> None:
    """A dug river bank with a pool and heaps of sand; after: a sloped green bank, clear water."""
    mask, row, tall, broad = site(frame, rng, flat=0.85)
    edge = clouds(rng, frame.shape, (8, 8), 4)
    middle = (row + tall * 0.2, frame.shape[1] * 0.5)
    pool = ellipse(frame.shape, middle, (tall * 0.42, broad * 0.62), edge) * frame.ground
    if frame.healed:
        green(frame, rng, mask, 5)
        water(frame, rng, pool, (92, 122, 128), (156, 182, 190))
        return
    earth(frame, rng, mask, (150, 132, 98), (214, 196, 154))
    rim = np.clip(ellipse(frame.shape, middle, (tall * 0.5, broad * 0.68), edge) - pool, 0, 1)
    blend(frame.picture, rim * 0.6, (122, 106, 80))
    water(frame, rng, pool, (104, 112, 92), (150, 156, 136))
    for f in (-0.62, -0.2, 0.52):
        size = tall * float(rng.uniform(0.3, 0.46))
        foot = (row - tall * 0.2 + rng.uniform(0, 8), frame.shape[1] / 2 + broad * f)
        heap(frame, rng, foot, size, (218, 200, 158))
    machine(frame, (row + tall * 0.78, frame.shape[1] / 2 - broad * 0.42), tall * 0.3)


def field(frame: Frame, rng: np.random.Generator) -> None:
    """Ploughed rows that run to the horizon; after: grass and shrubs."""
    mask, _, _, _ = site(frame, rng, flat=1.15)
    if frame.healed:
        green(frame, rng, mask, 5)
        return
    height, width = frame.shape
    rows = np.arange(height)[:, None]
    depth = np.clip((rows - frame.horizon) / (height - frame.horizon), 0.03, 1)
    lines = np.sin((np.arange(width)[None, :] - width * 0.3) / depth / (7.5 if frame.near else 11))
    noise = clouds(rng, frame.shape, (40, 50), 4)
    soil = ramp((86, 66, 48), (150, 120, 88), 0.42 + 0.3 * lines + 0.4 * (noise - 0.5))
    blend(frame.picture, mask, soil)
    if not frame.season.bare:
        crop = np.clip(lines * 1.4 - 0.3, 0, 1) * mask
        blend(frame.picture, crop * 0.8, ramp((62, 104, 44), (112, 148, 66), noise))


def road(frame: Frame, rng: np.random.Generator) -> None:
    """A bare track up to the hills; after: a greened strip with a footpath's trace."""
    height, width = frame.shape
    rows = np.arange(height)[:, None]
    depth = np.clip((rows - frame.horizon) / (height - frame.horizon), 0, 1)
    sway = rng.uniform(0.6, 1.3) * rng.choice([-1, 1])
    middle = width * (0.5 + 0.16 * sway * np.sin(3.4 * depth**0.6 + 0.4) * (1 - depth) ** 0.6)
    half = 6 + depth * width * (0.21 if frame.near else 0.12)
    noise = clouds(rng, frame.shape, (60, 40), 4)
    across = (np.arange(width)[None, :] - middle) / half
    mask = np.clip((1 - np.abs(across) + (noise - 0.5) * 0.3) * 9, 0, 1) * frame.ground
    if frame.healed:
        green(frame, rng, mask, 5)
        return
    ruts = np.exp(-(((np.abs(across) - 0.45) / 0.13) ** 2))
    blend(frame.picture, mask, ramp((140, 122, 96), (208, 192, 162), noise))
    blend(frame.picture, mask * ruts * 0.4, (112, 96, 76))
    spoil = (
        np.clip((1 - np.abs(np.abs(across) - 1.12) * 5 + (noise - 0.5)) * 2, 0, 1) * frame.ground
    )
    blend(frame.picture, spoil * 0.7, ramp((110, 94, 74), (176, 158, 130), noise))


def pond(frame: Frame, rng: np.random.Generator) -> None:
    """Netted ponds between dikes; after: open water with reeds."""
    mask, row, tall, broad = site(frame, rng, flat=1.1)
    water(frame, rng, mask, (96, 112, 104) if not frame.healed else (88, 118, 124), (176, 192, 192))
    pen, image = pen_of(frame)
    x0 = frame.shape[1] / 2
    if frame.healed:
        for y, x in spots(rng, mask, 260 if frame.stage == "after" else 420):
            if abs(x - x0) < broad * 0.25 and abs(y - row) < tall * 0.55:
                continue  # open water in the middle
            size = (y - frame.horizon) * 0.16
            for _ in range(5):
                lean, shift = float(rng.uniform(-0.25, 0.25)), float(rng.uniform(-0.4, 0.4))
                lit = 0.75 + 0.4 * float(rng.random())
                colour = tuple(int(min(255, c * lit)) for c in (122, 132, 66))
                foot = x + shift * size
                pen.line(
                    [(foot, y), (foot + lean * size, y - size)],
                    fill=colour,
                    width=1 + int(size > 14),
                )
    else:
        for f in (-0.7, -0.35, 0.0, 0.35, 0.7):
            y = row + tall * f
            size = (y - frame.horizon) * 0.12
            reach = broad * float(np.sqrt(1 - f * f)) * 0.86
            xs = np.arange(x0 - reach, x0 + reach, max(8.0, size * 1.5))
            for x in xs:
                pen.line([(x, y), (x, y - size)], fill=(74, 62, 50), width=max(1, int(size / 9)))
            if len(xs):
                pen.line(
                    [(xs[0], y - size * 0.8), (xs[-1], y - size * 0.8)], fill=(60, 92, 84), width=2
                )
                pen.line(
                    [(xs[0], y - size * 0.3), (xs[-1], y - size * 0.3)], fill=(60, 92, 84), width=1
                )
    frame.picture[:] = from_image(image)


def panels(frame: Frame, rng: np.random.Generator) -> None:
    """Rows of solar panels; after: planted ground."""
    mask, row, tall, broad = site(frame, rng, flat=1.1)
    if frame.healed:
        green(frame, rng, mask, 5)
        return
    earth(frame, rng, mask, (140, 126, 96), (190, 176, 140))
    pen, image = pen_of(frame)
    x0 = frame.shape[1] / 2
    for f in np.linspace(-0.66, 0.72, 6):
        y = row + tall * f
        size = (y - frame.horizon) * 0.2
        reach = broad * float(np.sqrt(1 - f * f)) * 0.88
        step = size * 1.5
        for x in np.arange(x0 - reach, x0 + reach - step, step * 1.04):
            lit = float(rng.uniform(0.88, 1.12))
            blue = tuple(int(c * lit) for c in (44, 62, 98))
            lean = size * 0.3
            pen.line(
                [(x + step / 2, y), (x + step / 2, y + size * 0.22)], fill=(90, 90, 92), width=1
            )
            quad = [
                (x, y),
                (x + step * 0.97, y),
                (x + step * 0.97 + lean, y - size * 0.62),
                (x + lean, y - size * 0.62),
            ]
            pen.polygon(quad, fill=blue, outline=(158, 170, 186))
    frame.picture[:] = from_image(image)


PAINTERS: dict[str, Painter] = {
    "quarry": quarry,
    "sandpit": sandpit,
    "field": field,
    "road": road,
    "pond": pond,
    "panels": panels,
    "sheds": houses((74, 112, 160), (206, 208, 206), 3, 1.9),
    "farmyard": houses((134, 138, 140), (186, 168, 144), 4, 1.3),
    "cabins": houses((122, 72, 52), (164, 126, 88), 3, 0.95),
    "marker": marker,
}
