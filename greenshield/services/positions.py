"""A position as a person types it, read; and one position in every notation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import shapely

from greenshield.formats.ledger_bad import Bad
from greenshield.formats.ledger_crs import Locator
from greenshield.formats.ledger_place import read_lonlat, read_shape
from greenshield.geo import measures, positions

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody pointed.

    Attributes:
        lon, lat: degrees EPSG:4490.
        source_crs: what the coordinates were typed in, such as ``EPSG:4530``.
    """

    lon: float
    lat: float
    source_crs: str


def read(text: str, *, division: str = "", crs: str | None = None) -> Position:
    """A position from two coordinates in one line, in either order.

    Args:
        text: decimal degrees, degrees-minutes-seconds with letters or without, or metres of a
            Gauss–Krüger zone whose number stands before the easting.
        division: code of the project's division, to judge plausibility.
        crs: of the coordinates, ``EPSG:n``; None for CGCS2000.

    Raises:
        UsageError: it can't be read or lies outside China; the codes are those of a ledger's rows.
    """
    place = read_lonlat(text)
    if isinstance(place, Bad):
        raise place.refusal(text[:_SHOWN])
    [found] = Locator("", crs, division or None).locate([place])
    if found is None or isinstance(found, Bad):
        raise (found or Bad("ledger_place_unread")).refusal(text[:_SHOWN])
    [[lon, lat]] = shapely.get_coordinates(found.geometry)
    return Position(float(lon), float(lat), found.source_crs)


def measured(text: str, *, crs: str | None = None) -> dict[str, Any]:
    """How large a polygon is on the ellipsoid: ``area_m2``, and ``length_m`` of all its rings.

    Args:
        text: WKT, or at least three corners in one line.
        crs: of the coordinates, ``EPSG:n``; None for CGCS2000.

    Raises:
        UsageError: as :func:`read`.
    """
    place = read_shape(text)
    if isinstance(place, Bad):
        raise place.refusal(text[:_SHOWN])
    [found] = Locator("", crs, None).locate([place])
    if found is None or isinstance(found, Bad):
        raise (found or Bad("ledger_shape_unread")).refusal(text[:_SHOWN])
    return {
        "area_m2": measures.area_m2(found.geometry),
        "length_m": measures.length_m(found.geometry),
        "source_crs": found.source_crs,
    }


def written(lon: float, lat: float) -> dict[str, Any]:
    """A position in every notation: ``degrees``, ``dms``, ``zone``, ``northing``, ``easting``.

    The easting has its zone's number before it; the last three are None outside the zones of China.
    """
    metres = positions.gauss_krueger(lon, lat)
    return {
        "lon": lon,
        "lat": lat,
        "degrees": positions.degrees(lon, lat),
        "dms": positions.dms(lon, lat),
        "zone": metres.zone if metres else None,
        "northing": round(metres.northing, 3) if metres else None,
        "easting": round(metres.prefixed, 3) if metres else None,
    }
