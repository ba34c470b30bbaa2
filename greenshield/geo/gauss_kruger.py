"""The Gauss–Krüger zones of China: which EPSG code stands for which datum, zone and form.

China maps in 3° zones (numbered 25 to 45, central meridian = 3° × zone) and 6° zones (13 to
23, central meridian = 6° × zone − 3°). A false easting of 500 km may carry the zone number in
front ("zone prefix": 40 500 000 m), which makes eastings of eight digits. EPSG numbers each
family without gaps, so a family is told by its first code (EPSG dataset v12; the test compares
every code with PROJ's copy of it).
"""

from __future__ import annotations

from dataclasses import dataclass

from pyproj import CRS

FIRST_MERIDIAN = 75  # of both the 3° and the 6° families


@dataclass(frozen=True, slots=True)
class Datum:
    """A Chinese geodetic datum and the first EPSG codes of its zone families.

    Attributes:
        geographic: EPSG code of its lon/lat system.
        zone3, meridian3: 3° zones with prefix (from zone 25) and without (from 75° E).
        zone6, meridian6: 6° zones with prefix (from zone 13) and without (from 75° E).
        semi_major, inverse_flattening: its ellipsoid, metres and 1.
    """

    name: str
    geographic: int
    zone3: int
    meridian3: int
    zone6: int
    meridian6: int
    semi_major: float
    inverse_flattening: float


CGCS2000 = Datum("CGCS2000", 4490, 4513, 4534, 4491, 4502, 6378137.0, 298.257222101)
XIAN80 = Datum("Xian 1980", 4610, 2349, 2370, 2327, 2338, 6378140.0, 298.257)
BEIJING54 = Datum("Beijing 1954", 4214, 2401, 2422, 21413, 21453, 6378245.0, 298.3)
DATUMS = (CGCS2000, XIAN80, BEIJING54)


def code_with_prefix(datum: Datum, zone: int) -> int | None:
    """EPSG code of the zone whose eastings begin with ``zone``; None where there is none.

    Zones 13 to 23 are 6° zones and 25 to 45 are 3° zones, so the number alone tells the width.
    """
    if 25 <= zone <= 45:
        return datum.zone3 + zone - 25
    if 13 <= zone <= 23:
        return datum.zone6 + zone - 13
    return None


def code_of_meridian(datum: Datum, meridian: int, *, six_degrees: bool = False) -> int | None:
    """EPSG code of the zone without prefix on a central meridian (degrees E), or None."""
    step = 6 if six_degrees else 3
    count = 11 if six_degrees else 21
    index, rest = divmod(meridian - FIRST_MERIDIAN, step)
    if rest or not 0 <= index < count:
        return None
    return (datum.meridian6 if six_degrees else datum.meridian3) + index


def meridian_of_zone(zone: int) -> int:
    """Central meridian of a zone number, degrees E (25 to 45 are 3° zones, less are 6°)."""
    return zone * 3 if zone >= 24 else zone * 6 - 3


def datum_of(crs: CRS) -> Datum | None:
    """The Chinese datum that a CRS stands on, by datum name, else by its ellipsoid.

    CGCS2000's ellipsoid is nearly GRS 80 and shared by others (NAD 83, GDA 94 …), so the
    ellipsoid decides only where the datum has no name that PROJ knows.
    """
    geodetic = crs.geodetic_crs
    if geodetic is None or geodetic.datum is None:
        return None
    name = geodetic.datum.name.casefold().replace("_", " ")
    for words, datum in (
        (("china 2000", "cgcs2000", "cgcs 2000"), CGCS2000),
        (("xian 1980", "xi'an 1980", "xian80", "xian 80"), XIAN80),
        (("beijing 1954", "beijing54", "beijing 54"), BEIJING54),
    ):
        if any(word in name for word in words) and "new beijing" not in name:
            return datum
    if geodetic.ellipsoid is None or geodetic.to_epsg() is not None:
        return None
    ellipsoid = geodetic.ellipsoid
    for datum in DATUMS:
        if (
            abs(ellipsoid.semi_major_metre - datum.semi_major) < 0.01
            and abs(ellipsoid.inverse_flattening - datum.inverse_flattening) < 1e-7
            and (datum is not CGCS2000 or "cgcs" in ellipsoid.name.casefold())
        ):
            return datum
    return None


def meridian_of(crs: CRS) -> int | None:
    """The central meridian of a transverse Mercator CRS of scale 1, whole degrees E, or None."""
    operation = crs.coordinate_operation
    if operation is None or "Transverse Mercator" not in operation.method_name:
        return None
    values = {p.name: p.value for p in operation.params}
    meridian = values.get("Longitude of natural origin")
    scale = values.get("Scale factor at natural origin", 1.0)
    if meridian is None or scale != 1.0 or float(meridian) != round(float(meridian)):
        return None
    return round(float(meridian))


def prefix_of(crs: CRS) -> int | None:
    """The zone number that a CRS's false easting begins with, 0 for none; None for no zone."""
    operation = crs.coordinate_operation
    if operation is None or meridian_of(crs) is None:
        return None
    easting = next((float(p.value) for p in operation.params if p.name == "False easting"), 0.0)
    return int(easting // 1_000_000)


def normalised(crs: CRS) -> CRS:
    """The EPSG form of a Gauss–Krüger or Chinese lon/lat CRS that was spelled its own way.

    A WKT of unknown names (``D_CGCS_2000``) but with the ellipsoid and parameters of a known
    zone becomes that zone; every other CRS comes back as it is.
    """
    datum = datum_of(crs)
    if datum is None:
        return crs
    if crs.is_geographic:
        return CRS.from_epsg(datum.geographic)
    meridian = meridian_of(crs)
    operation = crs.coordinate_operation
    if meridian is None or operation is None:
        return crs
    values = {p.name: float(p.value) for p in operation.params}
    easting = values.get("False easting", 0.0)
    if values.get("False northing") or values.get("Latitude of natural origin"):
        return crs
    units = {a.unit_conversion_factor for a in crs.axis_info}
    if units != {1.0}:
        return crs
    code: int | None = None
    if easting == 500_000.0:
        code = code_of_meridian(datum, meridian)
    elif easting % 1_000_000 == 500_000.0:
        zone = int(easting // 1_000_000)
        code = code_with_prefix(datum, zone)
        if code is not None and meridian_of_zone(zone) != meridian:
            code = None
    return crs if code is None else CRS.from_epsg(code)
