"""Noise, ridges and colours from which the pictures are drawn.

A picture is an array (height, width, 3) of floats, 0 to 255; a mask is (height, width), 0 to 1.
In memory the three colours of a picture lie one after the other: numpy is slow where the innermost
dimension is as short as three.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float32]
Colour = tuple[float, float, float]


def blank(shape: tuple[int, ...]) -> Floats:
    """A black picture (height, width, 3)."""
    return np.zeros((3, *shape), np.float32).transpose(1, 2, 0)


def from_image(image: Image.Image) -> Floats:
    """The picture of an image."""
    return np.ascontiguousarray(np.asarray(image).transpose(2, 0, 1), np.float32).transpose(1, 2, 0)


def to_image(picture: Floats) -> Image.Image:
    """The image of a picture, whatever is brighter than white as white."""
    return Image.fromarray(np.ascontiguousarray(np.clip(picture, 0, 255), np.uint8))


def clouds(
    rng: np.random.Generator, shape: tuple[int, int], cells: tuple[int, int], octaves: int
) -> Floats:
    """Smooth noise 0 to 1: ``cells`` (rows, columns) of the coarsest octave, finer ones added."""
    height, width = shape
    total = np.zeros(shape, np.float32)
    weight = 0.0
    for k in range(octaves):
        rows, columns = max(2, cells[0] << k), max(2, cells[1] << k)
        grid = rng.random((min(rows, height), min(columns, width))) * 255
        layer = Image.fromarray(grid.astype(np.uint8)).resize(
            (width, height), Image.Resampling.BICUBIC
        )
        total += np.asarray(layer) * np.float32(0.5**k / 255)
        weight += 0.5**k
    total /= weight
    low, high = total.min(), total.max()
    return (total - low) / (high - low + np.float32(1e-9))


def ridge(rng: np.random.Generator, width: int, *, waves: int, rough: float) -> Floats:
    """A skyline: heights -1 to 1 for every column, ``waves`` of them broad, finer ones added."""
    x = np.linspace(0, 1, width)
    line = np.zeros(width)
    for k in range(7):
        count = waves * 2**k + 2
        knots = rng.uniform(-1, 1, count)
        line += np.interp(x, np.linspace(0, 1, count), knots) * rough**k
        if k < 2:  # the broad forms are round, not broken lines
            kernel = np.hanning(max(3, width // (count * 2)) | 1)
            padded = np.pad(line, len(kernel) // 2, mode="edge")
            line = np.convolve(padded, kernel / kernel.sum(), mode="valid")
    return line / np.abs(line).max()


def blend(picture: Floats, mask: Floats, colour: Floats | Colour) -> None:
    """Lays a colour, or another picture, over ``picture`` where the mask says, in place."""
    picture += (np.asarray(colour, np.float32) - picture) * mask.astype(np.float32)[..., None]


def ramp(low: Colour, high: Colour, amount: Floats) -> Floats:
    """Colours between two, by an amount 0 to 1."""
    a, b = np.asarray(low, dtype=np.float32), np.asarray(high, dtype=np.float32)
    share = np.clip(amount, 0, 1).astype(np.float32)
    mixed = blank(share.shape)
    np.multiply(share[..., None], b - a, out=mixed)
    mixed += a
    return mixed


def below(line: Floats, shape: tuple[int, int], soft: float = 1.5) -> Floats:
    """A mask of everything below a line given as a row for every column."""
    rows = np.arange(shape[0])[:, None]
    return np.clip((rows - line[None, :]) / soft + 0.5, 0, 1)


def ellipse(shape: tuple[int, int], centre: tuple[float, float], radii: tuple[float, float],
            edge: Floats, soft: float = 0.05) -> Floats:  # fmt: skip
    """A ragged ellipse. ``centre`` and ``radii`` are (row, column); ``edge`` is noise 0 to 1."""
    rows = (np.arange(shape[0])[:, None] - centre[0]) / radii[0]
    columns = (np.arange(shape[1])[None, :] - centre[1]) / radii[1]
    distance = np.sqrt(rows**2 + columns**2) + (edge - 0.5) * 0.5
    return np.clip((1 - distance) / soft + 0.5, 0, 1)


def spots(rng: np.random.Generator, mask: Floats, count: int) -> list[tuple[int, int]]:
    """Up to ``count`` places (row, column) inside a mask, far ones first."""
    rows, columns = np.nonzero(mask > 0.6)
    if not len(rows):
        return []
    chosen = rng.integers(0, len(rows), count)
    return sorted((int(rows[i]), int(columns[i])) for i in chosen)


def finish(picture: Floats, rng: np.random.Generator, size: tuple[int, int]) -> Image.Image:
    """Light falloff, a little sensor noise, and the size asked for (width, height)."""
    height, width = picture.shape[:2]
    y = np.linspace(-1, 1, height)[:, None]
    x = np.linspace(-1, 1, width)[None, :]
    lit = picture * (1.03 - 0.13 * (x**2 + y**2))[..., None] * rng.uniform(0.94, 1.06)
    image = to_image(np.rint(lit))
    image = image.resize(size, Image.Resampling.LANCZOS)
    grain = rng.normal(0, 1.6, (size[1], size[0], 1))
    return Image.fromarray(np.clip(np.rint(np.asarray(image) + grain), 0, 255).astype(np.uint8))
