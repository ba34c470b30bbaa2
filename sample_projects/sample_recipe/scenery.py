"""The landscape of a picture: sky, hills, ground, trees. What is wrong in it: ``subjects.py``.

One viewpoint keeps its hills and trees through the years; the sky belongs to the day, the colours
to the season. So a before and an after picture can be laid side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from sample_recipe.canvas import (
    Colour,
    Floats,
    below,
    blank,
    blend,
    clouds,
    finish,
    from_image,
    ramp,
    ridge,
    to_image,
)
from sample_recipe.ground import Frame
from sample_recipe.streams import array_stream
from sample_recipe.subjects import PAINTERS

WIDE, HIGH = 624, 416  # drawn at this size, cut to 576 x 416 by the turn of the camera, then scaled
_CUT = 576
_PER_DEGREE = _CUT / 66  # a phone's picture is about 66 degrees wide


@dataclass(frozen=True, slots=True)
class Season:
    """The land's colours at a time of the year."""

    grass_low: Colour
    grass_high: Colour
    wood_low: Colour
    wood_high: Colour
    leaf: Colour
    bare: bool = False  # broad-leaved trees without leaves


SPRING = Season(
    (128, 112, 76), (181, 163, 112), (84, 82, 66), (126, 116, 90), (112, 98, 80), bare=True
)
LATE_SPRING = Season((92, 122, 58), (146, 166, 88), (52, 84, 50), (98, 128, 70), (88, 130, 62))
SUMMER = Season((72, 108, 48), (128, 154, 74), (38, 72, 44), (82, 112, 60), (62, 106, 52))
AUTUMN = Season((112, 122, 60), (172, 164, 88), (64, 88, 48), (136, 130, 66), (134, 128, 54))


@dataclass(frozen=True, slots=True)
class View:
    """What a picture shows.

    Attributes:
        seed: the sample's seed.
        place: name of the viewpoint; its hills stay.
        day: name of the day; its sky stays.
        shot: name of the shot, for the grain and the light.
        look: a key of ``subjects.PAINTERS``, or "" for plain landscape.
        near: True for a near view, False for a far one.
        stage: before, during, after or lookback.
        season: the land's colours.
        turn: degrees by which the camera is turned from the viewpoint's own azimuth.
        size: (width, height) of the picture.
    """

    seed: int
    place: str
    day: str
    shot: str
    look: str
    near: bool
    stage: str
    season: Season
    turn: float
    size: tuple[int, int]


def draw(view: View) -> Image.Image:
    """The picture of a view."""
    land = array_stream(view.seed, f"land {view.place}")
    picture = blank((HIGH, WIDE))
    horizon = HIGH * (0.30 if view.near else 0.36) + land.uniform(-18, 18)
    _sky(picture, array_stream(view.seed, f"sky {view.day}"), horizon)
    _hills(picture, land, horizon, view.season)
    ground = _ground(picture, land, horizon, view.season)
    if view.look:
        painter = PAINTERS[view.look]
        frame = Frame(picture, ground, horizon, view.near, view.stage, view.season)
        painter(frame, array_stream(view.seed, f"subject {view.place}"))
    picture = _trees(picture, array_stream(view.seed, f"trees {view.place}"), horizon, view)
    left = (WIDE - _CUT) / 2 + max(-24.0, min(24.0, view.turn * _PER_DEGREE))
    picture = picture[:, round(left) : round(left) + _CUT]
    width, height = view.size
    if width < height:  # upright: the middle of the scene
        keep = round(HIGH * width / height)
        picture = picture[:, (_CUT - keep) // 2 : (_CUT + keep) // 2]
    return finish(picture, array_stream(view.seed, f"grain {view.shot}"), view.size)


def _sky(picture: Floats, rng: np.random.Generator, horizon: float) -> None:
    down = np.clip(np.arange(HIGH) / (horizon + 60), 0, 1)[:, None] * np.ones((1, WIDE))
    blue = (rng.uniform(96, 128), rng.uniform(146, 172), rng.uniform(196, 218))
    picture[:] = ramp(blue, (214, 224, 228), down**0.8)
    noise = clouds(rng, (HIGH, WIDE), (5, 4), 5)
    cover = rng.uniform(0.35, 0.62)
    veil = np.clip((noise - cover) / 0.22, 0, 1) * (1 - 0.45 * down)
    shade = clouds(rng, (HIGH, WIDE), (6, 4), 4)
    blend(picture, veil * 0.9, ramp((200, 204, 210), (250, 250, 248), shade))


def _hills(picture: Floats, rng: np.random.Generator, horizon: float, season: Season) -> None:
    haze = np.array((182, 198, 206.0))
    for k, (lift, tall, fade) in enumerate(((44, 40, 0.72), (20, 36, 0.46), (2, 24, 0.2))):
        line = (
            horizon
            - lift
            + ridge(rng, WIDE, waves=2 + k, rough=0.46) * tall * rng.uniform(0.5, 1.15)
        )
        texture = clouds(rng, (HIGH, WIDE), (20 + 20 * k, 26 + 26 * k), 4)
        slope = clouds(rng, (HIGH, WIDE), (3, 7), 3)
        wood = ramp(season.wood_low, season.wood_high, 0.6 * texture + 0.5 * slope)
        blend(picture, below(line, (HIGH, WIDE)), wood * (1 - fade) + haze * fade)


def _ground(picture: Floats, rng: np.random.Generator, horizon: float, season: Season) -> Floats:
    """Meadow from below the hills to the lower edge, coarser towards the eye; returns its mask."""
    line = horizon + 14 + ridge(rng, WIDE, waves=2, rough=0.4) * 8
    mask = below(line, (HIGH, WIDE), 2.5)
    depth = np.clip((np.arange(HIGH) - horizon) / (HIGH - horizon), 0.02, 1)[:, None]
    texture = rng.random((512, 512))
    u = ((np.arange(WIDE)[None, :] - WIDE / 2) * 0.42 / depth).astype(int) % 512
    v = np.broadcast_to((46 / depth).astype(int) % 512, u.shape)
    blades = texture[v, u]
    swell = clouds(rng, (HIGH, WIDE), (9, 4), 5)
    fine = clouds(rng, (HIGH, WIDE), (70, 60), 3)
    amount = 0.5 * swell + 0.3 * fine + 0.3 * (blades - 0.5) * depth + 0.12
    meadow = ramp(season.grass_low, season.grass_high, amount)
    meadow += (np.array((176, 190, 186)) - meadow) * np.clip(0.34 - depth, 0, 1)[..., None]
    blend(picture, mask, meadow)
    tufts = clouds(rng, (HIGH, WIDE), (110, 150), 2)
    tuft_mask = np.clip((tufts - 0.66) * 7, 0, 1) * depth * mask
    blend(picture, tuft_mask * 0.55, tuple(c * 0.62 for c in season.grass_low))
    return mask


def _trees(picture: Floats, rng: np.random.Generator, horizon: float, view: View) -> Floats:
    """A line of far trees at the foot of the hills, and a few near ones at the sides."""
    image = to_image(picture)
    pen = ImageDraw.Draw(image)
    for x in sorted(rng.uniform(0, WIDE, 58)):
        clump = 0.5 + 0.5 * np.sin(x / 61 + horizon)
        if rng.random() < 0.2 + 0.8 * clump:
            size = float(rng.uniform(4, 11)) * (0.7 + clump)
            _tree(pen, rng, (float(x), horizon + 20 + float(rng.uniform(-3, 5))), size, view.season)
    for side in (0, 1):
        for _ in range(int(rng.integers(0, 4))):
            off = float(rng.uniform(-20, 120))
            x = off if side == 0 else WIDE - off
            foot = HIGH * float(rng.uniform(0.62, 0.98))
            _tree(
                pen, rng, (x, foot), (foot - horizon) * float(rng.uniform(0.34, 0.6)), view.season
            )
    return from_image(image)


def _tree(
    pen: ImageDraw.ImageDraw,
    rng: np.random.Generator,
    foot: tuple[float, float],
    size: float,
    season: Season,
) -> None:
    x, y = foot
    conifer = rng.random() < 0.45
    base = (46, 70, 48) if conifer else season.leaf
    pen.line([(x, y), (x, y - size * 0.9)], fill=(70, 58, 46), width=max(1, int(size / 22)))
    count = int(min(420, 16 + size * 5))
    t, side, light = rng.random((count, 3)).T
    side = side * 2 - 1
    lit = 0.72 + 0.5 * light - 0.16 * side
    if conifer:
        cx, cy, r = x + side * (1 - t) * size * 0.27, y - size * (0.12 + 0.95 * t), size * 0.04
    else:
        spread = np.sqrt(np.maximum(0.0, 1 - (2 * t - 1) ** 2))
        cx, cy, r = x + side * spread * size * 0.36, y - size * (0.38 + 0.66 * t), size * 0.046
        if season.bare:
            r *= 0.5
    r = max(r, 0.9)
    boxes = np.stack([cx - r * 1.3, cy - r, cx + r * 1.3, cy + r], axis=1).tolist()
    colours = np.clip(np.outer(lit, base), 0, 255).astype(int).tolist()
    for box, colour in zip(boxes, colours, strict=True):
        pen.ellipse(box, fill=tuple(colour))
