"""Layers and pictures for tests of the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyqtgraph.functions import ndarray_from_qimage
from PySide6.QtGui import QImage, QPainter

from ui.map.layer_data import LayerData
from ui.map.stack import Stack
from ui.map.view import View

Image = npt.NDArray[np.uint8]


def layer_data(
    name: str, shapes: Sequence[Any], style: Sequence[int] | None = None, kind: str = "polygon"
) -> LayerData:
    """A layer of shapely's polygons (also of many parts), lines or points; ids are f0, f1, …"""
    geometries = np.array(shapes, dtype=object)
    parts, of = shapely.get_parts(geometries, return_index=True)
    if kind == "polygon":
        rings, ring_of = shapely.get_rings(parts, return_index=True)
        owner = of[ring_of]
    else:
        rings, owner = parts, of
    lengths = shapely.get_num_coordinates(rings)
    return LayerData(
        name=name,
        kind=kind,
        ids=[f"f{n}" for n in range(len(geometries))],
        xy=shapely.get_coordinates(rings),
        ring_starts=np.concatenate([[0], np.cumsum(lengths)]),
        owner=owner,
        style=np.zeros(len(geometries)) if style is None else style,
    )


def patches(
    count: int, seed: int, extent: float = 1000.0, size: float = 30.0, vertices: int = 12
) -> list[Any]:
    """Star-shaped patches, some of which overlap, around (0, 0)."""
    r = np.random.default_rng(seed)
    centres = r.uniform(-extent / 2, extent / 2, (count, 2))
    angles = np.sort(r.uniform(0, 2 * np.pi, (count, vertices)), axis=1)
    reach = size * (0.5 + r.random((count, vertices)))
    x = centres[:, :1] + reach * np.cos(angles)
    y = centres[:, 1:] + reach * np.sin(angles)
    return list(shapely.polygons(np.stack([x, y], axis=-1)))


def drawn(stack: Stack, view: View, around: int = 8) -> Image:
    """A view drawn at once, shape (height, width, 4): blue, green, red, nothing."""
    wide = view.part(-around, -around, view.width + 2 * around, view.height + 2 * around)
    image = QImage(wide.width, wide.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for _ in stack.draw(painter, wide):
        pass
    painter.end()
    inner = slice(around, -around) if around else slice(None)
    return np.array(ndarray_from_qimage(image)[inner, inner])


def pixels(image: QImage) -> Image:
    """An image as an array, shape (height, width, 4): blue, green, red, nothing."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)  # kept: the array is a view of it
    return np.array(ndarray_from_qimage(plain))


def colour(image: Image, x: int, y: int) -> str:
    """A pixel as "#rrggbb"."""
    blue, green, red = image[y, x, :3].tolist()
    return f"#{red:02x}{green:02x}{blue:02x}"
