"""Houses, sheds and boundary posts."""

from __future__ import annotations

import numpy as np
from PIL import ImageDraw

from sample_recipe.canvas import Colour, from_image
from sample_recipe.ground import Frame, Painter, earth, green, pen_of, site


def houses(roof: Colour, wall: Colour, count: int, long: float) -> Painter:
    """A painter of ``count`` houses on trodden earth, ``long`` times as long as high."""

    def paint(frame: Frame, rng: np.random.Generator) -> None:
        mask, row, tall, broad = site(frame, rng, flat=0.9)
        places = sorted(
            zip(rng.uniform(-0.35, 0.45, count), np.linspace(-0.58, 0.5, count), strict=True)
        )
        if frame.healed:
            green(frame, rng, mask, 5)
            return
        earth(frame, rng, mask, (132, 116, 92), (190, 174, 146))
        pen, image = pen_of(frame)
        for down, aside in places:
            y, x = row + tall * down, frame.shape[1] / 2 + broad * aside
            size = (y - frame.horizon) * (0.5 if frame.near else 0.42)
            _house(pen, rng, (x, y), size, long, roof, wall, torn=frame.stage == "during")
        frame.picture[:] = from_image(image)

    return paint


def _house(pen: ImageDraw.ImageDraw, rng: np.random.Generator, foot: tuple[float, float], s: float,
           long: float, roof: Colour, wall: Colour, *, torn: bool) -> None:  # fmt: skip
    x, y = foot
    w, deep, h, rise = s * long, s * 0.42, s * 0.42, s * 0.26
    lit = float(rng.uniform(0.9, 1.08))

    def tone(colour: Colour, factor: float) -> tuple[int, ...]:
        return tuple(int(max(0, min(255, c * factor * lit))) for c in colour)

    shade = [
        (x, y), (x + w + deep, y - deep * 0.3), (x + w + deep * 1.5, y + s * 0.05),
        (x + s * 0.2, y + s * 0.07),
    ]  # fmt: skip
    pen.polygon(shade, fill=(96, 86, 70))
    pen.rectangle([x, y - h, x + w, y], fill=tone(wall, 1.0))
    gable = [(x + w, y), (x + w + deep, y - deep * 0.32), (x + w + deep, y - h - deep * 0.32),
             (x + w + deep / 2, y - h - rise - deep * 0.16), (x + w, y - h)]  # fmt: skip
    pen.polygon(gable, fill=tone(wall, 0.72))
    if not torn:
        over = s * 0.06
        pen.polygon(
            [(x - over, y - h + over), (x + w + over, y - h + over),
             (x + w + deep / 2, y - h - rise - deep * 0.16),
             (x + deep / 2 - over, y - h - rise - deep * 0.16)],
            fill=tone(roof, 1.0),
        )  # fmt: skip
        for k in range(1, int(w / max(4.0, s * 0.12))):
            at = x - over + k * s * 0.12
            pen.line(
                [(at, y - h + over), (at + deep / 2, y - h - rise - deep * 0.16)],
                fill=tone(roof, 0.88),
            )
    openings = max(2, int(long * 2))
    for k in range(openings):
        wx = x + w * (k + 0.3) / openings
        door = k == openings // 2
        top, low = y - h * 0.74, y if door else y - h * 0.34
        pen.rectangle(
            [wx, top, wx + w * 0.34 / openings * 1.4, low],
            fill=(62, 66, 72) if not door else (96, 74, 58),
        )


def marker(frame: Frame, rng: np.random.Generator) -> None:
    """A boundary post of concrete beside the path."""
    pen, image = pen_of(frame)
    height, width = frame.shape
    x, y = width * float(rng.uniform(0.4, 0.6)), height * 0.86
    s = height * (0.46 if frame.near else 0.28)
    pen.ellipse([x - s * 0.2, y - s * 0.05, x + s * 0.5, y + s * 0.07], fill=(84, 88, 58))
    pen.polygon(
        [(x - s * 0.13, y), (x + s * 0.13, y), (x + s * 0.11, y - s), (x - s * 0.11, y - s)],
        fill=(206, 202, 192),
    )
    pen.polygon(
        [
            (x + s * 0.13, y),
            (x + s * 0.2, y - s * 0.03),
            (x + s * 0.18, y - s),
            (x + s * 0.11, y - s),
        ],
        fill=(150, 148, 140),
    )
    pen.polygon(
        [(x - s * 0.11, y - s), (x + s * 0.11, y - s), (x + s * 0.18, y - s), (x, y - s * 1.05)],
        fill=(224, 220, 212),
    )
    for k in range(4):
        top = y - s * (0.88 - 0.17 * k)
        pen.rectangle(
            [x - s * 0.05, top, x + s * 0.05, top + s * 0.1], outline=(176, 52, 44), width=2
        )
    frame.picture[:] = from_image(image)
