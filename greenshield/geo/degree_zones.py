"""Which 3° Gauss–Krüger zone a longitude falls into, and that zone's CGCS2000 EPSG code."""

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


def epsg_of(lon: float, *, prefixed: bool = True) -> int:
    """The EPSG code of the CGCS2000 3° zone of a longitude.

    Args:
        lon: degrees east.
        prefixed: whether eastings carry the zone number (4513 to 4533) or not (4534 to 4554).

    Raises:
        UsageError: as :func:`zone_of`.
    """
    from greenshield.geo import gauss_kruger  # loads PROJ, which a zone's number needs not

    zone = zone_of(lon)
    datum = gauss_kruger.CGCS2000
    return (datum.zone3 if prefixed else datum.meridian3) + zone - 25
