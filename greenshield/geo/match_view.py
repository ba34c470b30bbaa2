"""Whether cameras looked at patches.

Mercator keeps angles, so most pairs are told by bearings in its plane: a patch whose inner point
lies in the sector is seen, one whose surrounding circle lies beside the sector is not. The
sector itself is laid over the shape for the rest.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely

from greenshield.geo.ellipsoid import Floats
from greenshield.geo.match_values import Bools, Geometries, Ints, Places, Views
from greenshield.geo.view import SLACK_DEG, sectors

BEYOND_M: Final = 500.0  # how far behind its nearest point a patch is looked for
_SURE_DEG: Final = 0.5  # what the plane, and the chords of a sector, may differ by


class Outlines:
    """What is asked of all patches: shapes in degrees, boxes and inner points in Mercator."""

    def __init__(self, shapes: Geometries, flat: Geometries) -> None:
        """Prepares them, shapes in degrees and the same in Mercator."""
        self.shapes = shapes
        self.bounds: Floats = shapely.bounds(flat)
        low, high = self.bounds[:, :2], self.bounds[:, 2:]
        self.middle: Floats = (low + high) / 2
        self.radius: Floats = np.hypot(*(high - low).T) / 2
        self.inner: Floats = np.full((len(shapes), 2), np.nan)
        some = np.flatnonzero(np.isfinite(self.radius))
        self.inner[some] = shapely.get_coordinates(shapely.point_on_surface(flat[some]))


def in_view(
    places: Places,
    xy: Floats,
    outlines: Outlines,
    photo: Ints,
    patch: Ints,
    metres: Floats,
    inside: Bools,
) -> Views:
    """1 where a camera looked at a patch, 0 where it did not, -1 where nobody knows.

    Args:
        places: of the photos.
        xy: the same in Mercator, shape (photos, 2).
        outlines: of the patches.
        photo: the photo of each pair, shape (n,).
        patch: its patch.
        metres: from the photo to the patch.
        inside: whether it was taken in the patch.
    """
    seen = np.full(len(photo), -1, dtype=np.int8)
    below = np.isfinite(places.footprint[photo])
    seen[below] = metres[below] <= places.footprint[photo[below]]
    seen[inside] = 1
    ask = np.flatnonzero(~inside & ~below & np.isfinite(places.azimuth[photo]))
    seen[ask] = _looked_at(places, xy, outlines, photo[ask], patch[ask], metres[ask])
    return seen


def _looked_at(
    places: Places, xy: Floats, outlines: Outlines, photo: Ints, patch: Ints, metres: Floats
) -> Bools:
    azimuth = places.azimuth[photo]
    half = np.minimum(np.abs(places.fov[photo]) / 2 + SLACK_DEG, 180.0)
    off_inner, _ = _off_axis(outlines.inner[patch] - xy[photo], azimuth)
    off_middle, away = _off_axis(outlines.middle[patch] - xy[photo], azimuth)
    wide = np.degrees(np.arcsin(np.minimum(outlines.radius[patch] / np.maximum(away, 1e-9), 1.0)))
    around = outlines.radius[patch] >= away
    # Of a wide patch the inner point may lie beyond the sector's end.
    small = 2 * outlines.radius[patch] < BEYOND_M
    out: Bools = small & (off_inner < half - _SURE_DEG)
    missed = ~around & (off_middle - wide > half + _SURE_DEG)
    rest = np.flatnonzero(~out & ~missed)
    who = photo[rest]
    wedges = sectors(
        places.lonlat[who],
        places.azimuth[who],
        places.fov[who],
        metres[rest] + BEYOND_M,  # what lies nearest need not be what is seen
    )
    out[rest] = shapely.intersects(wedges, outlines.shapes[patch[rest]])
    return out


def _off_axis(toward: Floats, azimuth: Floats) -> tuple[Floats, Floats]:
    """The angle between directions and an azimuth, degrees from 0 to 180, and their lengths."""
    turn = (np.degrees(np.arctan2(toward[:, 0], toward[:, 1])) - azimuth + 180.0) % 360.0 - 180.0
    return np.abs(turn), np.hypot(toward[:, 0], toward[:, 1])
