"""What boundaries that were cut with each other leave, without what only rounding leaves.

A piece counts from 1 m² on, and where it is on the mean 2 cm wide or more: coordinates rounded to
seven digits of a degree differ by about one centimetre, and neighbours drawn from one line by as
much. The mean width of a piece is twice its surface by its outline, which is the width of a long
strip. A strip that is too narrow on the mean may hold ground that isn't (a parcel cut off along a
border that was drawn anew), and can be asked for it. Edges count as straight in the lon/lat plane,
where the pieces were cut: by geodesics two neighbours of which one has a vertex more on a border of
20 km would overlap by metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo.ellipsoid import Floats
from greenshield.geo.measures import lengths_m, simple_parts, straight_areas_m2

LEAST_M2: Final = 1.0
LEAST_WIDTH_M: Final = 0.02
_METRES_A_DEGREE: Final = 111_200.0

_Geometries = npt.NDArray[np.object_]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Polygons that count.

    Attributes:
        shapes: degrees lon/lat, shape (n,).
        owner: the index of what each is a piece of, shape (n,).
        m2: on the ellipsoid, edges straight in the lon/lat plane, shape (n,).
        width_m: mean width, shape (n,).
    """

    shapes: _Geometries
    owner: Ints
    m2: Floats
    width_m: Floats

    @classmethod
    def of(cls, shapes: npt.ArrayLike) -> Pieces:
        """The pieces that some shapes consist of; lines and points among them don't count."""
        found = _measured(shapes)
        return found.where(_counting(found))

    @classmethod
    def with_hidden(cls, shapes: npt.ArrayLike) -> Pieces:
        """As :meth:`of`, and of pieces that are too narrow what is wide enough in itself.

        That is where a disc of ``LEAST_WIDTH_M`` across fits in.
        """
        found = _measured(shapes)
        counting = _counting(found)
        narrow = found.where(~counting & (found.m2 >= LEAST_M2))
        opened = np.array([_opened(shape) for shape in narrow.shapes] + [None], dtype=object)
        hidden = cls.of(opened)
        kept = found.where(counting)
        return Pieces(
            np.concatenate([kept.shapes, hidden.shapes]),
            np.concatenate([kept.owner, narrow.owner[hidden.owner]]),
            np.concatenate([kept.m2, hidden.m2]),
            np.concatenate([kept.width_m, hidden.width_m]),
        )

    def where(self, chosen: npt.NDArray[np.bool_]) -> Pieces:
        """Some of them."""
        return Pieces(
            self.shapes[chosen], self.owner[chosen], self.m2[chosen], self.width_m[chosen]
        )

    def of_owner(self, number: int) -> Pieces:
        """Those of one shape."""
        return self.where(self.owner == number)


def _measured(shapes: npt.ArrayLike) -> Pieces:
    parts, owner = simple_parts(np.array(shapes, dtype=object, ndmin=1))
    polygonal = shapely.get_type_id(parts) == 3
    parts, owner = parts[polygonal], owner[polygonal]
    m2, around = straight_areas_m2(parts), lengths_m(parts)
    width = np.divide(2 * m2, around, out=np.zeros(len(parts)), where=around > 0)
    return Pieces(parts, owner, m2, width)


def _counting(pieces: Pieces) -> npt.NDArray[np.bool_]:
    out: npt.NDArray[np.bool_] = (pieces.m2 >= LEAST_M2) & (pieces.width_m >= LEAST_WIDTH_M)
    return out


def _opened(shape: BaseGeometry) -> BaseGeometry:
    """What of a polygon a disc of ``LEAST_WIDTH_M`` reaches that stays inside it."""
    lon, lat = shapely.get_coordinates(shape)[0]
    scale = _METRES_A_DEGREE * np.array([np.cos(np.radians(lat)), 1.0])
    metres = shapely.transform(shape, lambda xy: (xy - (lon, lat)) * scale)
    eroded = shapely.buffer(metres, -LEAST_WIDTH_M / 2)
    if eroded.is_empty:
        return eroded
    wide = shapely.buffer(eroded, LEAST_WIDTH_M / 2, join_style="mitre")
    back = shapely.transform(wide, lambda xy: xy / scale + (lon, lat))
    return shapely.intersection(shape, back)
