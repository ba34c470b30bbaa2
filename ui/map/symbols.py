"""The shapes of dots that are not round, as outlines within a circle."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

from ui.map.layer_data import Floats

RING = "ring"  # round and hollow
# Corners of convex outlines, the circle around them 1, y downwards, clockwise on the screen.
CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "triangle": ((0.0, -1.0), (1.0, 0.8), (-1.0, 0.8)),
    "turned": ((-1.0, -0.8), (1.0, -0.8), (0.0, 1.0)),
    "diamond": ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)),
}


def polygon(shape: str, radius: float) -> QPolygonF:
    """The outline about the origin.

    Args:
        shape: a key of ``CORNERS``.
        radius: of the circle around it, pixels.
    """
    return QPolygonF([QPointF(x * radius, y * radius) for x, y in CORNERS[shape]])


def outside(shape: str, x: npt.ArrayLike, y: npt.ArrayLike, radius: float) -> Floats:
    """How far places are outside the outline, pixels; less than 0 within it.

    Args:
        shape: a key of ``CORNERS``, "" or ``RING`` for a circle.
        x: to the right of the middle, pixels, shape (n,).
        y: below it, shape (n,).
        radius: of the circle around the shape, pixels.
    """
    places = np.column_stack([np.asarray(x, np.float64), np.asarray(y, np.float64)])
    if shape in ("", RING):
        return np.asarray(np.hypot(*places.T) - radius)
    normals, gaps = _sides(shape)
    return np.asarray((places @ normals.T - gaps * radius).max(axis=1))


@cache
def _sides(shape: str) -> tuple[Floats, Floats]:
    """Of each side of an outline: the direction outwards, and its distance from the middle."""
    corners = np.array(CORNERS[shape])
    along = np.roll(corners, -1, axis=0) - corners
    normals = np.column_stack([along[:, 1], -along[:, 0]]) / np.hypot(*along.T)[:, None]
    return normals, (normals * corners).sum(axis=1)
