"""Which 3° Gauss–Krüger zone a longitude falls into."""

from __future__ import annotations

import math

from greenshield.domain.errors import UsageError


def zone_of(lon: float) -> int:
    """The 3° zone of a longitude: 25 to 45, the central meridian is three times as much.

    A longitude on the border of two zones belongs to the eastern one.

    Raises:
        UsageError: ``longitude_outside_zones`` outside 73.5° to 136.5° E.
    """
    zone = math.floor((lon + 1.5) / 3) if math.isfinite(lon) else 0
    if not 25 <= zone <= 45:
        raise UsageError("longitude_outside_zones", lon=lon)
    return zone
