"""Many dots at once: written into an image as arrays, or drawn one by one where vectors are wanted.

QPainter takes 5 microseconds for a round dot, an array 0.2. Every dot is put on a whole pixel.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pyqtgraph.functions import ndarray_from_qimage, ndarray_from_qpolygonf
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from ui.map.layer_data import Floats, Ints, Styles
from ui.map.style import Style
from ui.map.view import View

STEP = 6000  # dots written at once
EDGE = 1.0  # logical pixels of a dot's edge

Pixels = npt.NDArray[np.uint32]


def draw_stamps(
    painter: QPainter, view: View, places: Floats, styles: Styles, palette: Sequence[Style]
) -> Iterator[None]:
    """Draws dots in small steps.

    Args:
        painter: its coordinates are the pixels of ``view``.
        view: the part of the world.
        places: Web Mercator metres, shape (n, 2).
        styles: entries of the palette, shape (n,).
        palette: how they look.
    """
    if not len(places):
        return
    if not isinstance(painter.device(), QImage):
        yield from _draw_vectors(painter, view, view.places(places), styles, palette)
        return
    present = np.unique(styles).tolist()
    stamps = {style: stamp_of(palette[min(style, len(palette) - 1)], view.dpr) for style in present}
    reach = max(stamp.reach for stamp in stamps.values())
    width, height = view.width + 4 * reach, view.height + 4 * reach
    x, y = view.pixels(places)
    near = (x >= -reach) & (x < view.width + reach) & (y >= -reach) & (y < view.height + reach)
    corners, styles = ((y + 2 * reach) * width + x + 2 * reach)[near], styles[near]
    yield
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    pixels: Pixels = ndarray_from_qimage(image).view(np.uint32).reshape(-1)
    yield
    # Soft edges first, then rims, then insides, so that no dot cuts into another; and in the same
    # order wherever the part that is drawn begins.
    for depth in range(3):
        for style in present:
            dx, dy, colours = stamps[style].rings[depth]
            some = corners[styles == style]
            for first in range(0, len(some) if len(dx) else 0, STEP):
                pixels[some[first : first + STEP, None] + (dy * width + dx)] = colours
                yield
    painter.drawImage(-2 * reach, -2 * reach, image)
    yield


@dataclass(frozen=True, slots=True)
class Stamp:
    """A dot as pixels.

    Attributes:
        reach: pixels from its middle to its border.
        rings: of its soft edge, its rim and its inside: offsets to the right, offsets down and
            premultiplied colours.
    """

    reach: int
    rings: tuple[tuple[Ints, Ints, Pixels], ...]


@lru_cache(maxsize=256)
def stamp_of(look: Style, dpr: float) -> Stamp:
    """The dot of a look; ``dpr``: device pixels a logical one."""
    discs = [(QColor(colour).getRgbF(), size * dpr / 2) for colour, size in _discs(look)]
    radius = max(discs[0][1], 0.5)
    reach = math.ceil(radius + 0.5)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1].reshape(2, -1)
    distance = np.hypot(x, y)
    # How much of each pixel is within a circle: by the distance of its middle, half a pixel soft.
    covered = [np.clip(r + 0.5 - distance, 0, 1) for _, r in discs]
    whole, inner = covered[0], covered[1] if len(discs) > 1 else np.zeros(len(x))
    rim, inside = (np.array(colour) for colour in (discs[0][0], discs[-1][0]))
    mixed = rim + inner[:, None] * (inside - rim)
    mixed[:, 3] *= whole
    mixed[:, :3] *= mixed[:, 3:]
    blue_first = np.rint(mixed * 255).astype(np.uint32) << np.array([16, 8, 0, 24], np.uint32)
    pixels = np.bitwise_or.reduce(blue_first, axis=1)
    parts = ((whole > 0) & (whole < 1), (whole == 1) & (inner < 0.5), (whole == 1) & (inner >= 0.5))
    return Stamp(reach, tuple((x[part], y[part], pixels[part]) for part in parts))


def _discs(look: Style) -> list[tuple[str, float]]:
    """The colours and diameters that make a dot, the larger first."""
    opaque = QColor(look.fill)
    opaque.setAlpha(255)
    inside = opaque.name() if look.fill else look.stroke
    if look.stroke and look.dot > 2 * EDGE + 1:
        return [(look.stroke, look.dot), (inside, look.dot - 2 * EDGE)]
    return [(look.stroke or inside, look.dot)]


def _draw_vectors(
    painter: QPainter, view: View, places: Floats, styles: Styles, palette: Sequence[Style]
) -> Iterator[None]:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for style in np.unique(styles).tolist():
        some = QPolygonF()
        some.resize(int(np.count_nonzero(styles == style)))
        ndarray_from_qpolygonf(some)[:] = places[styles == style]
        for colour, size in _discs(palette[min(style, len(palette) - 1)]):
            pen = QPen(QColor(colour), size * view.dpr)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(some)
            yield
