"""The sector of ground that a camera sees, as corners: numbers alone, for maps and for matching.

65° is the horizontal angle of a phone's main camera (26 mm equivalent: 69° over the long side
of a 3:2 frame, 67° of 4:3).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

FOV_DEG: Final = 65.0
_STEPS: Final = 12


def corners(lonlat: Floats, azimuth_deg: Floats, half_deg: Floats, range_m: Floats) -> Floats:
    """The corners of sectors: the camera's place, then the arc from left to right.

    Args:
        lonlat: where cameras stand, degrees, shape (n, 2).
        azimuth_deg: which way they face, clockwise from north, shape (n,).
        half_deg: half their angle of view, at most 180°, shape (n,).
        range_m: how far to look, metres on the ground, shape (n,).

    Returns:
        Degrees lon/lat, shape (n, 14, 2); the chords of the arc do not fall short of the range.
    """
    turns = np.linspace(-1.0, 1.0, _STEPS + 1)
    angles = np.radians(azimuth_deg[:, None] + half_deg[:, None] * turns)
    reach = (range_m / np.cos(np.radians(half_deg) / _STEPS))[:, None]
    # A plane is enough: at 1 km its error is 0.1 m, far below a compass's.
    m, p = (r[:, None] for r in ellipsoid.radii(np.radians(lonlat[:, 1])))
    offsets = np.zeros((len(lonlat), _STEPS + 2, 2))
    offsets[:, 1:, 0] = np.degrees(reach * np.sin(angles) / p)
    offsets[:, 1:, 1] = np.degrees(reach * np.cos(angles) / m)
    out: Floats = lonlat[:, None, :] + offsets
    return out
