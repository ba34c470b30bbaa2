"""What boundaries that were cut with each other leave, without what only rounding leaves.

A piece counts from 1 m² on, and where it is on the mean 2 cm wide or more: coordinates rounded to
seven digits of a degree differ by about one centimetre, and neighbours drawn from one line by as
much. The mean width of a piece is twice its surface by its outline, which is the width of a long
strip. Edges count as straight in the lon/lat plane, where the pieces were cut: by geodesics two
neighbours of which one has a vertex more on a border of 20 km would overlap by metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.geo.ellipsoid import Floats
from greenshield.geo.measures import lengths_m, simple_parts, straight_areas_m2

LEAST_M2: Final = 1.0
LEAST_WIDTH_M: Final = 0.02

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
        parts, owner = simple_parts(np.array(shapes, dtype=object, ndmin=1))
        polygonal = shapely.get_type_id(parts) == 3
        parts, owner = parts[polygonal], owner[polygonal]
        m2, around = straight_areas_m2(parts), lengths_m(parts)
        width = np.divide(2 * m2, around, out=np.zeros(len(parts)), where=around > 0)
        return cls(parts, owner, m2, width).where((m2 >= LEAST_M2) & (width >= LEAST_WIDTH_M))

    def where(self, chosen: npt.NDArray[np.bool_]) -> Pieces:
        """Some of them."""
        return Pieces(
            self.shapes[chosen], self.owner[chosen], self.m2[chosen], self.width_m[chosen]
        )

    def of_owner(self, number: int) -> Pieces:
        """Those of one shape."""
        return self.where(self.owner == number)
