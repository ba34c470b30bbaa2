"""Pictures from above, straight down: forest or fields, and the patch in its true shape."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from shapely.geometry import MultiPolygon, Polygon

from sample_recipe.canvas import Colour, Floats, blend, clouds, finish, from_image, ramp, to_image
from sample_recipe.scenery import Season
from sample_recipe.streams import array_stream

_HIGH, _WIDE = 405, 540
_TONES: dict[str, tuple[Colour, Colour]] = {
    "quarry": ((132, 122, 108), (216, 206, 188)),
    "sandpit": ((160, 142, 106), (224, 208, 168)),
    "field": ((96, 74, 54), (150, 122, 90)),
    "road": ((142, 124, 98), (206, 190, 160)),
    "pond": ((70, 92, 92), (120, 144, 140)),
}
_EARTH: tuple[Colour, Colour] = ((140, 124, 98), (196, 180, 150))


def tones_of(look: str) -> tuple[Colour, Colour]:
    """The dark and the bright tone of a patch that looks so, from above."""
    return _TONES.get(look, _EARTH)


def draw_above(
    seed: int, place: str, shot: str, shape: Polygon | MultiPolygon, look: str, season: Season,
    *, healed: bool, span: float, size: tuple[int, int],
) -> Image.Image:  # fmt: skip
    """A picture from above with north up.

    Args:
        seed: the sample's seed.
        place: name of the place; its land stays.
        shot: name of the shot, for the grain.
        shape: the patch in metres.
        look: a key of ``subjects.PAINTERS``.
        season: the land's colours.
        healed: True once the measures are done.
        span: metres of ground across the picture's width.
        size: (width, height) of the picture.
    """
    rng = array_stream(seed, f"above {place}")
    frame = (_HIGH, _WIDE)
    crowns = clouds(rng, frame, (60, 80), 3)
    stands = clouds(rng, frame, (4, 5), 4)
    wood = ramp(season.wood_low, season.wood_high, 0.7 * crowns + 0.3 * stands)
    grass = ramp(season.grass_low, season.grass_high, clouds(rng, frame, (30, 40), 4))
    picture: Floats = wood.copy()
    blend(picture, np.clip((stands - 0.55) * 9, 0, 1), grass)
    lane = _HIGH * (0.5 + 0.18 * np.sin(np.linspace(0, 5, _WIDE) + rng.uniform(0, 6)))
    across = np.abs(np.arange(_HIGH)[:, None] - lane[None, :] - _HIGH * 0.2)
    blend(picture, np.clip(3.4 - across, 0, 1) * 0.8, (186, 172, 146))
    mask = _mask(shape, span, rng)
    noise = clouds(rng, frame, (26, 34), 5)
    low, high = tones_of(look)
    rings = 0.5 + 0.5 * np.sin(_inward(mask) * 26) if look == "quarry" else noise
    blend(picture, mask, ramp(low, high, 0.55 * noise + 0.45 * rings))
    if look in ("sheds", "cabins", "farmyard", "panels") and not healed:
        picture = _roofs(picture, mask, rng, look)
    if healed:
        young = ramp((96, 132, 66), (140, 172, 92), noise)
        blend(picture, mask * 0.86, young)
        rows = np.sin(np.arange(_WIDE)[None, :] / 2.2) * np.sin(np.arange(_HIGH)[:, None] / 2.2)
        blend(picture, mask * np.clip(rows * 2 - 0.9, 0, 1), (58, 98, 48))
    return finish(picture, array_stream(seed, f"grain {shot}"), size)


def _mask(shape: Polygon | MultiPolygon, span: float, rng: np.random.Generator) -> Floats:
    """The patch's own outline, its edge a little frayed."""
    image = Image.new("L", (_WIDE, _HIGH), 0)
    pen = ImageDraw.Draw(image)
    middle = shape.envelope.centroid
    scale = _WIDE / span
    for part in getattr(shape, "geoms", [shape]):
        pen.polygon(
            [
                (_WIDE / 2 + (x - middle.x) * scale, _HIGH / 2 - (y - middle.y) * scale)
                for x, y in part.exterior.coords
            ],
            fill=255,
        )
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(3)), dtype=np.float32) / 255
    fray = clouds(rng, (_HIGH, _WIDE), (40, 50), 3)
    return np.clip((soft - 0.25 - 0.5 * fray) * 5 + 0.5, 0, 1)


def _inward(mask: Floats) -> Floats:
    """How far inside the mask, 0 at its edge to 1, smooth enough for benches."""
    image = Image.fromarray((mask * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(26))
    return np.asarray(image, dtype=np.float32) / 255


def _roofs(picture: Floats, mask: Floats, rng: np.random.Generator, look: str) -> Floats:
    image = to_image(picture)
    pen = ImageDraw.Draw(image)
    tones = {"sheds": (78, 116, 164), "panels": (48, 64, 100), "cabins": (126, 78, 58)}
    tone = tones.get(look, (140, 142, 144))
    ys, xs = np.nonzero(mask > 0.9)
    if not len(ys):
        return picture
    count, wide, deep = (5, 0.13, 0.045) if look == "panels" else (3, 0.17, 0.09)
    w, h = np.ptp(xs) * wide, np.ptp(ys) * deep
    for t in np.linspace(0.24, 0.76, count):
        k = 0.5 if look == "panels" else float(rng.uniform(0.3, 0.7))
        x, y = xs.min() + np.ptp(xs) * k, ys.min() + np.ptp(ys) * t
        reach = w * (2.1 if look == "panels" else 1)
        pen.rectangle([x - reach + 3, y - h + 3, x + reach + 3, y + h + 3], fill=(70, 64, 54))
        pen.rectangle([x - reach, y - h, x + reach, y + h], fill=tone)
        pen.line([(x - reach, y), (x + reach, y)], fill=tuple(int(c * 1.2) for c in tone), width=2)
    return from_image(image)
