"""Outlines thinned for a small picture: what a person needs to see where shapes lie."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

_PIXELS: Final = 1000  # across the picture; finer than one is not seen
_MOST: Final = 40_000  # vertices of all rings together
_MOST_SHAPES: Final = 20_000


def thinned(
    shapes: Sequence[BaseGeometry | None] | NDArray[np.object_],
) -> tuple[array[float], ...]:
    """The rings of polygons, each as ``lon, lat, lon, lat …``, for display alone.

    Args:
        shapes: degrees lon/lat; None and what is no polygon is passed over.

    Returns:
        Rings, the largest shapes first, 40,000 vertices at most. Of more shapes than can be drawn
        the boxes of those that are left out stand for them.
    """
    given = np.array([*shapes, None], dtype=object)
    given = given[shapely.get_dimensions(given) == 2]
    if not len(given):
        return ()
    west, south, east, north = shapely.total_bounds(given)
    step = max(east - west, north - south, 1e-9) / _PIXELS
    given = given[np.argsort(-shapely.area(given), kind="stable")][:_MOST_SHAPES]
    while True:
        thin = shapely.simplify(given, step, preserve_topology=False)
        thin = np.where(shapely.is_empty(thin), shapely.envelope(given), thin)
        if shapely.get_num_coordinates(thin).sum() <= _MOST or step > 400:
            break
        step *= 2
        thin = thin[: _MOST // 5]
        given = given[: _MOST // 5]
    rings = shapely.get_rings(thin)
    return tuple(array("d", shapely.get_coordinates(ring).ravel().tolist()) for ring in rings)
