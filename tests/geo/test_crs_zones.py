"""The table of Gauss–Krüger codes against PROJ's own database, and odd spellings of zones."""

from __future__ import annotations

import pytest
from pyproj import CRS

from greenshield.geo import gauss_kruger as gk
from greenshield.geo.crs import name_of, parse

ZONES = [*range(13, 24), *range(25, 46)]


def parameters(crs: CRS) -> tuple[float, float, float]:
    values = {p.name: p.value for p in crs.coordinate_operation.params}
    return (
        values["Longitude of natural origin"],
        values["False easting"],
        values["Scale factor at natural origin"],
    )


@pytest.mark.parametrize("datum", gk.DATUMS, ids=lambda d: d.name)
def test_that_every_code_with_prefix_is_its_zone(datum: gk.Datum):
    for zone in ZONES:
        crs = CRS.from_epsg(gk.code_with_prefix(datum, zone))
        meridian = 3 * zone if zone >= 25 else 6 * zone - 3
        assert parameters(crs) == (meridian, zone * 1_000_000 + 500_000, 1)
        assert crs.geodetic_crs.to_epsg() == datum.geographic
        assert gk.meridian_of_zone(zone) == meridian


@pytest.mark.parametrize("datum", gk.DATUMS, ids=lambda d: d.name)
@pytest.mark.parametrize("six", [False, True])
def test_that_every_code_of_a_meridian_is_its_zone(datum: gk.Datum, six: bool):
    for meridian in range(75, 136, 6 if six else 3):
        crs = CRS.from_epsg(gk.code_of_meridian(datum, meridian, six_degrees=six))
        assert parameters(crs) == (meridian, 500_000, 1)
        assert gk.datum_of(crs) is datum
        assert gk.meridian_of(crs) == meridian


@pytest.mark.parametrize(("zone", "code"), [(24, None), (12, None), (46, None), (0, None)])
def test_that_numbers_that_are_no_zone_have_no_code(zone: int, code: int | None):
    assert gk.code_with_prefix(gk.CGCS2000, zone) is code
    assert gk.code_of_meridian(gk.CGCS2000, 76) is None
    assert gk.code_of_meridian(gk.CGCS2000, 138) is None
    assert gk.code_of_meridian(gk.CGCS2000, 78, six_degrees=True) is None


def zone_wkt(name: str, datum: str, ellipsoid: str, east: str, meridian: str, method: str) -> str:
    return (
        f'PROJCS["{name}",GEOGCS["GCS",DATUM["{datum}",SPHEROID[{ellipsoid}]],'
        'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
        f'PROJECTION["{method}"],PARAMETER["False_Easting",{east}],'
        f'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}],'
        'PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )


CGCS = '"CGCS2000",6378137.0,298.257222101'
XIAN = '"Xian_1980",6378140.0,298.257'
KRASOVSKY = '"Krasovsky_1940",6378245.0,298.3'


@pytest.mark.parametrize(
    ("wkt", "code"),
    [
        # Esri's dialect
        (zone_wkt("CGCS2000_3_Degree_GK_Zone_40", "D_China_2000", CGCS, "40500000.0", "120.0",
                  "Gauss_Kruger"), 4528),
        (zone_wkt("Xian_1980_3_Degree_GK_CM_126E", "D_Xian_1980", XIAN, "500000.0", "126.0",
                  "Gauss_Kruger"), 2387),
        (zone_wkt("Beijing_1954_GK_Zone_22", "D_Beijing_1954", KRASOVSKY, "22500000.0", "129.0",
                  "Gauss_Kruger"), 21422),
        # OGC's
        (zone_wkt("CGCS2000 / 3-degree Gauss-Kruger zone 42", "China_2000", CGCS, "42500000",
                  "126", "Transverse_Mercator"), 4530),
        # names of nobody's, known parameters
        (zone_wkt("我的坐标系", "D_CGCS_2000", CGCS, "500000", "126", "Transverse_Mercator"), 4551),
        (zone_wkt("x", "D_unknown", XIAN, "41500000", "123", "Gauss_Kruger"), 2365),
        (zone_wkt("x", "whatever", KRASOVSKY, "500000", "123", "Transverse_Mercator"), 2438),
        ("EPSG:4528", 4528),
        ("4528", 4528),
        ("EPSG:4490+5773", 4490),
        ("EPSG:4479", None),  # geocentric
        ('LOCAL_CS["Undefined Cartesian SRS",UNIT["Meter",1.0]]', None),
        ('GEOGCS["Undefined geographic SRS",DATUM["unknown",SPHEROID["unknown",6378137,298.25]],'
         'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]', None),
        ("<!DOCTYPE html><html>", None),
        ("EPSG:999999", None),
        ("GCS_WGS_1984", 4326),
    ],
)  # fmt: skip
def test_that_a_declared_system_is_known_in_any_dialect(wkt: str, code: int | None):
    crs = parse(wkt)
    assert (None if crs is None else name_of(crs)) == (None if code is None else f"EPSG:{code}")


def test_that_a_zone_of_another_scale_or_unit_is_left_as_it_is():
    wkt = zone_wkt("x", "D_CGCS_2000", CGCS, "500000", "126", "Transverse_Mercator")
    feet = wkt.replace('UNIT["Meter",1.0]', 'UNIT["Foot",0.3048]')
    shrunk = wkt.replace('"Scale_Factor",1.0', '"Scale_Factor",0.9996')
    moved = wkt.replace('"False_Northing",0.0', '"False_Northing",-4000000.0')
    for text in (feet, shrunk, moved):
        crs = parse(text)
        assert crs is not None
        assert crs.to_epsg() is None
