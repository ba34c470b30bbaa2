"""How cameras looked at patches.

Mercator keeps angles, so most pairs are told by bearings in its plane: a patch whose inner point
lies in the sector is seen, one whose surrounding circle lies beside the sector is not. The
sector itself is laid over the shape for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
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
        self.mean_radius: Floats = np.sqrt(shapely.area(flat) / np.pi)
        self.inner: Floats = np.full((len(shapes), 2), np.nan)
        some = np.flatnonzero(np.isfinite(self.radius))
        self.inner[some] = shapely.get_coordinates(shapely.point_on_surface(flat[some]))


@dataclass(frozen=True, slots=True)
class Sight:
    """How cameras looked at patches, all arrays of shape (n,).

    Attributes:
        seen: 1 where the patch lies in the sector, 0 where it doesn't, -1 where nobody knows.
        off_deg: from the middle of the picture to the patch, 0 where it meets it; NaN for -1.
    """

    seen: Views
    off_deg: Floats


def sight(
    places: Places,
    xy: Floats,
    outlines: Outlines,
    photo: Ints,
    patch: Ints,
    metres: Floats,
    inside: Bools,
) -> Sight:
    """How the cameras of pairs looked at their patches.

    Args:
        places: of the photos.
        xy: the same in Mercator, shape (photos, 2).
        outlines: of the patches.
        photo: the photo of each pair, shape (n,).
        patch: its patch.
        metres: from the photo to the patch.
        inside: whether it was taken in the patch.
    """
    seen, off = np.full(len(photo), -1, dtype=np.int8), np.full(len(photo), np.nan)
    below = np.isfinite(places.footprint[photo])
    seen[below] = metres[below] <= places.footprint[photo[below]]
    off[below] = np.where(seen[below] > 0, 0.0, 180.0)
    seen[inside], off[inside] = 1, 0.0
    ask = np.flatnonzero(~inside & ~below & np.isfinite(places.azimuth[photo]))
    seen[ask], off[ask] = _looked_at(places, xy, outlines, photo[ask], patch[ask], metres[ask])
    return Sight(seen, off)


def _looked_at(
    places: Places, xy: Floats, outlines: Outlines, photo: Ints, patch: Ints, metres: Floats
) -> tuple[Bools, Floats]:
    """Whether the sector holds a part of the patch, and how far off its middle that lies."""
    azimuth = places.azimuth[photo]
    half = np.minimum(np.abs(places.fov[photo]) / 2 + SLACK_DEG, 180.0)
    off_inner, _ = _off_axis(outlines.inner[patch] - xy[photo], azimuth)
    off_middle, away = _off_axis(outlines.middle[patch] - xy[photo], azimuth)
    # Of a wide patch the inner point may lie beyond the sector's end.
    small = 2 * outlines.radius[patch] < BEYOND_M
    seen: Bools = small & (off_inner < half - _SURE_DEG)
    around = outlines.radius[patch] >= away
    missed = ~around & (off_middle - _seems(outlines.radius[patch], away) > half + _SURE_DEG)
    rest = np.flatnonzero(~seen & ~missed)
    who = photo[rest]
    wedges = sectors(
        places.lonlat[who],
        places.azimuth[who],
        places.fov[who],
        metres[rest] + BEYOND_M,  # what lies nearest need not be what is seen
    )
    seen[rest] = shapely.intersects(wedges, outlines.shapes[patch[rest]])
    return seen, np.maximum(off_middle - _seems(outlines.mean_radius[patch], away), 0.0)


def _seems(radius: Floats, away: Floats) -> Floats:
    """Half the angle under which a circle appears, degrees; 90 from within."""
    out: Floats = np.degrees(np.arcsin(np.minimum(radius / np.maximum(away, 1e-9), 1.0)))
    return out


def _off_axis(toward: Floats, azimuth: Floats) -> tuple[Floats, Floats]:
    """The angle between directions and an azimuth, degrees from 0 to 180, and their lengths."""
    turn = (np.degrees(np.arctan2(toward[:, 0], toward[:, 1])) - azimuth + 180.0) % 360.0 - 180.0
    return np.abs(turn), np.hypot(toward[:, 0], toward[:, 1])
