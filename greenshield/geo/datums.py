"""What a person may say that positions are in, and the way from there to EPSG:4490."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from greenshield.geo import shift
from greenshield.geo.ellipsoid import Floats

AS_DECLARED: Final = "wgs84"


@dataclass(frozen=True, slots=True)
class Datum:
    """A shift that positions have.

    Attributes:
        crs: what a boundary's ``source_crs`` says.
        of: the web map's system.
        was_taken_off: positions from which a shift was taken that had never been on them.
        back: lon, lat as they are -> as they are in EPSG:4490.
    """

    crs: str
    of: str
    was_taken_off: bool
    back: Callable[[Floats, Floats], tuple[Floats, Floats]]

    def corrected(self, lonlat: Floats) -> Floats:
        """Positions of shape (n, 2) in EPSG:4490, degrees."""
        return np.column_stack(self.back(lonlat[:, 0], lonlat[:, 1]))


SHIFTED: Final = {
    "gcj02": Datum("GCJ-02", "GCJ-02", False, shift.from_gcj02),
    "bd09": Datum("BD-09", "BD-09", False, shift.from_bd09),
    "over_gcj02": Datum("GCJ-02 (over-corrected)", "GCJ-02", True, shift.to_gcj02),
    "over_bd09": Datum("BD-09 (over-corrected)", "BD-09", True, shift.to_bd09),
}
DATUMS: Final = (*SHIFTED, AS_DECLARED)
"""Every shift, and ``wgs84``: none, as the file declares."""
