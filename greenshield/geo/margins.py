"""What of a shape lies beyond another one, but for the width by which one line is drawn twice."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_METRES_A_DEGREE: Final = 111_200.0  # of latitude; a margin need not be truer than a percent


def beyond(shape: BaseGeometry, other: BaseGeometry, margin_m: float) -> BaseGeometry:
    """The ground of a shape that lies further than a margin from another.

    Args:
        shape: polygons, degrees lon/lat.
        other: polygons, degrees lon/lat.
        margin_m: metres, above 0; true to one percent within some ten kilometres.

    Returns:
        Degrees lon/lat; empty where there is none.
    """
    outside = shapely.difference(shape, other)
    if outside.is_empty:
        return outside
    lon, lat = shapely.get_coordinates(other)[0]
    scale = _METRES_A_DEGREE * np.array([np.cos(np.radians(lat)), 1.0])
    metres = shapely.transform(other, lambda xy: (xy - (lon, lat)) * scale)
    wider = shapely.buffer(metres, margin_m)
    return shapely.difference(outside, shapely.transform(wider, lambda xy: xy / scale + (lon, lat)))
