"""Many dots at once: written into an image as arrays, or drawn one by one where vectors are wanted.

QPainter takes 5 microseconds for a round dot, an array 0.2. Every dot is put on a whole pixel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pyqtgraph.functions import ndarray_from_qimage, ndarray_from_qpolygonf
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from ui.map.layer_data import Floats, Ints, Styles
from ui.map.style import Style
from ui.map.view import View

STEP = 8000  # dots written at once
EDGE = 1.0  # logical pixels of a dot's edge

Pixels = npt.NDArray[np.uint32]


def draw_stamps(
    painter: QPainter, view: View, places: Floats, styles: Styles, palette: Sequence[Style]
) -> Iterator[None]:
    """Draws dots in small steps.

    Args:
        painter: its coordinates are the pixels of ``view``.
        view: the part of the world.
        places: pixels, shape (n, 2).
        styles: entries of the palette, shape (n,).
        palette: how they look.
    """
    if not len(places):
        return
    if not isinstance(painter.device(), QImage):
        yield from _draw_vectors(painter, view, places, styles, palette)
        return
    image = QImage(view.width, view.height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    yield
    yield from _stamp(image, view.dpr, np.rint(places).astype(np.int64), styles, palette)
    painter.drawImage(0, 0, image)
    yield


def _stamp(
    image: QImage, dpr: float, places: Ints, styles: Styles, palette: Sequence[Style]
) -> Iterator[None]:
    """Writes dots: soft edges first, then rims, then insides, so that no dot cuts into another."""
    width, height = image.width(), image.height()
    pixels: Pixels = ndarray_from_qimage(image).view(np.uint32).reshape(-1)
    present = np.unique(styles).tolist()
    for layer in range(3):
        for style in present:
            stamp = _stamp_of(palette[min(style, len(palette) - 1)], dpr)
            dx, dy, colour = stamp[layer]
            if not len(dx):
                continue
            all_of = places[styles == style]
            reach = int(max(np.abs(dx).max(), np.abs(dy).max()))
            inner = (all_of >= reach).all(axis=1) & (all_of < [width - reach, height - reach]).all(
                1
            )
            some = all_of[inner]
            for at in range(0, len(some), STEP):
                base = some[at : at + STEP, 1] * width + some[at : at + STEP, 0]
                pixels[base[:, None] + (dy * width + dx)] = colour
                yield
            x, y = (all_of[~inner, None, axis] + (dx, dy)[axis] for axis in (0, 1))
            seen = (x >= 0) & (x < width) & (y >= 0) & (y < height)
            pixels[(y * width + x)[seen]] = np.broadcast_to(colour, x.shape)[seen]


@lru_cache(maxsize=256)
def _stamp_of(look: Style, dpr: float) -> list[tuple[Ints, Ints, Pixels]]:
    """Offsets and premultiplied colours of a dot's soft edge, its rim and its inside."""
    size = max(round(look.dot * dpr), 1)
    half = size // 2 + 2
    image = QImage(2 * half + 1, 2 * half + 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _one(painter, QPointF(half + 0.5, half + 0.5), look, dpr)
    painter.end()
    pixels = np.array(ndarray_from_qimage(image).view(np.uint32)).reshape(2 * half + 1, -1)
    y, x = np.mgrid[-half : half + 1, -half : half + 1]
    alpha = pixels >> 24
    rest = np.hypot(x, y) > size / 2 - EDGE * dpr
    out = []
    for which in (
        (alpha > 0) & (alpha < alpha.max()),
        (alpha == alpha.max()) & rest,
        (alpha == alpha.max()) & ~rest,
    ):
        out.append((x[which].astype(np.int64), y[which].astype(np.int64), pixels[which]))
    return out


def _one(painter: QPainter, place: QPointF, look: Style, dpr: float) -> None:
    for colour, size in _discs(look):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(place, size * dpr / 2, size * dpr / 2)


def _discs(look: Style) -> list[tuple[str, float]]:
    """The colours and diameters that make a dot, the larger first."""
    opaque = QColor(look.fill)
    opaque.setAlpha(255)
    inside = opaque.name() if look.fill else look.stroke
    if look.stroke and look.dot > 2 * EDGE:
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
