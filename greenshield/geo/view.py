"""What a camera sees on the ground: a sector from its place, along its azimuth.

65° is the horizontal angle of a phone's main camera (26 mm equivalent: 69° over the long side
of a 3:2 frame, 67° of 4:3); ``SLACK_DEG`` on each side allows for its compass.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

FOV_DEG: Final = 65.0
SLACK_DEG: Final = 10.0
_STEPS: Final = 12


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
    turns = np.linspace(-1.0, 1.0, _STEPS + 1)
    angles = np.radians(azimuth_deg[:, None] + half[:, None] * turns)
    # The chords of the arc must not fall short of the range.
    reach = (range_m / np.cos(np.radians(half) / _STEPS))[:, None]
    # A plane is enough: at 1 km its error is 0.1 m, far below a compass's.
    m, p = (r[:, None] for r in ellipsoid.radii(np.radians(lonlat[:, 1])))
    offsets = np.zeros((len(lonlat), _STEPS + 2, 2))
    offsets[:, 1:, 0] = np.degrees(reach * np.sin(angles) / p)
    offsets[:, 1:, 1] = np.degrees(reach * np.cos(angles) / m)
    out: npt.NDArray[np.object_] = shapely.polygons(lonlat[:, None, :] + offsets)
    return out
