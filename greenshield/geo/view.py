"""What a camera sees on the ground: a sector from its place, along its azimuth.

``SLACK_DEG`` on each side of its angle of view allows for its compass.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.geo.camera import FOV_DEG, corners
from greenshield.geo.ellipsoid import Floats

__all__ = ["FOV_DEG", "SLACK_DEG", "sectors"]

SLACK_DEG: Final = 10.0


def sectors(
    lonlat: Floats, azimuth_deg: Floats, fov_deg: Floats, range_m: Floats
) -> npt.NDArray[np.object_]:
    """The sectors that cameras see, as polygons in degrees lon/lat.

    Args:
        lonlat: where they stand, degrees, shape (n, 2).
        azimuth_deg: which way they face, clockwise from north, shape (n,).
        fov_deg: their angle of view, shape (n,); with the slack at most 360°.
        range_m: how far to look, shape (n,).
    """
    half = np.minimum(np.abs(fov_deg) / 2 + SLACK_DEG, 180.0)
    out: npt.NDArray[np.object_] = shapely.polygons(corners(lonlat, azimuth_deg, half, range_m))
    return out
