"""The sector of ground that a camera sees, as corners: numbers alone, for maps and for matching.

65° is the horizontal angle of a phone's main camera (26 mm equivalent: 69° over the long side
of a 3:2 frame, 67° of 4:3).

A focal length in 35 mm equivalent is one that gives the same angle over the *diagonal*, 43.27 mm
of a 24 × 36 mm frame, whatever the shape of the picture (CIPA DCG-001, *Guideline for Noting
Digital Camera Specifications in Catalogs*).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

FOV_DEG: Final = 65.0
DIAGONAL_MM: Final = 43.27
_LEAST_MM, _MOST_MM = 4.0, 3_000.0  # shorter and longer than any lens: a number that isn't one
_STEPS: Final = 12


def angle_of_view(focal_35mm: float, wide: float, high: float) -> float:
    """The horizontal angle of view of a camera.

    Args:
        focal_35mm: focal length in 35 mm equivalent, mm.
        wide: of the picture as it is held, pixels; 0 where unknown, for a 4:3 one.
        high: likewise.

    Returns:
        Degrees; ``FOV_DEG`` where the focal length is none that a lens can have.
    """
    if not _LEAST_MM <= focal_35mm <= _MOST_MM:
        return FOV_DEG
    if wide <= 0 or high <= 0:
        wide, high = 4.0, 3.0
    side = DIAGONAL_MM * wide / math.hypot(wide, high)
    return math.degrees(2 * math.atan(side / (2 * focal_35mm)))


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
