"""Where rows lie: every way that sheets give positions, and what is said of doubtful ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.read_lists import read_list
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from greenshield.domain.errors import UsageError
from greenshield.formats.ledger import LedgerFile, LedgerRow
from greenshield.formats.ledger_place import Place, read_lonlat, read_shape
from greenshield.geo.shift import to_bd09, to_gcj02

LON, LAT = 126.1234567, 43.2345678


def _read(folder: Path, head: str, *rows: str, **more: Any) -> LedgerFile:
    lines = [f"图斑编号\t问题来源\t{head}", *(f"T{n}\t审计\t{row}" for n, row in enumerate(rows))]
    path = folder / "a.tsv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_list(path, **more)


def _one(found: LedgerFile) -> LedgerRow:
    assert found.refused == 0, found.problems
    return found.rows[0]


def _codes(found: LedgerFile) -> list[str]:
    return [p.code for p in found.problems]


def _near(row: LedgerRow, lon: float, lat: float, degrees: float = 1e-7) -> None:
    assert row.geometry is not None
    centre = row.geometry.centroid
    assert (centre.x, centre.y) == pytest.approx((lon, lat), abs=degrees)


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("经度\t纬度", f"{LON}\t{LAT}"),
        ("中心经度（°）\t中心纬度（°）", f"{LON}°E\t{LAT}°N"),
        ("东经\t北纬", f"东经{LON}\t北纬{LAT}"),
        ("X\tY", f"{LON}\t{LAT}"),
        ("坐标", f"{LON},{LAT}"),
        ("中心经纬度", f"{LON}，{LAT}"),
        ("中心坐标", f"E{LON} N{LAT}"),
        ("坐标", f"{LAT}°N, {LON}°E"),
        ("坐标", f"({LON} {LAT})"),
        ("坐标", f"东经{LON}、北纬{LAT}"),
        ("WKT", f"POINT ({LON} {LAT})"),
    ],
)
def test_that_a_position_in_degrees_is_found_in_every_form(tmp_path, head, cells):
    row = _one(_read(tmp_path, head, cells))
    _near(row, LON, LAT)
    assert row.fields["source_crs"] == "EPSG:4490"
    assert (row.fields["lon"], row.fields["lat"]) == (LON, LAT)


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("经度\t纬度", "126°7′24.5″\t43°14′4.5″"),
        ("坐标", "126°7′24.5″E,43°14′4.5″N"),
        ("坐标", "E126°7′24.5″ N43°14′4.5″"),
        ("坐标", "北纬43度14分4.5秒，东经126度7分24.5秒"),
        ("坐标", "126 7 24.5, 43 14 4.5"),
        ("经度/度\t经度/分\t经度/秒\t纬度/度\t纬度/分\t纬度/秒", "126\t7\t24.5\t43\t14\t4.5"),
        ("经度(ddd.mmss)\t纬度(dd.mmss)", "126.07245\t43.14045"),
    ],
)
def test_that_degrees_minutes_and_seconds_are_found_in_every_form(tmp_path, head, cells):
    _near(_one(_read(tmp_path, head, cells)), 126 + 7 / 60 + 24.5 / 3600, 43 + 14 / 60 + 4.5 / 3600)


def _grid(epsg: int) -> tuple[float, float]:
    """Easting and northing of the place, by PROJ."""
    east, north = Transformer.from_crs(4490, epsg, always_xy=True).transform(LON, LAT)
    return round(east, 3), round(north, 3)


def test_that_surveyors_x_is_the_northing_and_a_maps_x_the_easting(tmp_path):
    east, north = _grid(4530)  # CGCS2000, 3 degree zone 42
    for head, cells in (
        ("X\tY", f"{north}\t{east}"),
        ("X\tY", f"{east}\t{north}"),
        ("横坐标\t纵坐标", f"{east}\t{north}"),
        ("坐标", f"{north},{east}"),
        ("经度\t纬度", f"{east}\t{north}"),
    ):
        found = _read(tmp_path, head, cells)
        _near(_one(found), LON, LAT)
        assert _codes(found) == ["ledger_datum_assumed"]
        assert found.rows[0].fields["source_crs"] == "EPSG:4530"


def test_that_a_named_datum_is_not_assumed(tmp_path):
    east, north = _grid(4530)
    found = _read(tmp_path, "X坐标（CGCS2000）\tY坐标（CGCS2000）", f"{north}\t{east}")
    _near(_one(found), LON, LAT)
    assert _codes(found) == []


def test_that_an_easting_without_zone_needs_a_word_from_a_person(tmp_path):
    east, north = _grid(4551)  # the same zone without its number
    found = _read(tmp_path, "X\tY", f"{north}\t{east}", division="220600")
    assert (_codes(found), found.refused) == (["ledger_place_no_zone"], 1)
    found = _read(tmp_path, "X\tY", f"{north}\t{east}", crs="EPSG:4551")
    _near(_one(found), LON, LAT)
    found = _read(tmp_path, "X\tY", f"{north}\t{east}", crs="EPSG:4527", division="220600")
    assert _codes(found) == ["ledger_place_crs_contradicted"]
    with pytest.raises(UsageError, match="crs_not_known"):
        _read(tmp_path, "X\tY", f"{north}\t{east}", crs="EPSG:nonsense")


def test_that_zones_may_differ_from_row_to_row(tmp_path):
    rows = []
    for epsg in (4530, 4531, 4499):
        east, north = _grid(epsg)
        rows.append(f"{north}\t{east}")
    found = _read(tmp_path, "X坐标（2000）\tY坐标（2000）", *rows, f"{LON}\t{LAT}")
    for row in found.rows:
        _near(row, LON, LAT)
    names = [row.fields["source_crs"] for row in found.rows]
    assert names == ["EPSG:4530", "EPSG:4531", "EPSG:4499", "EPSG:4490"]


def test_that_rows_of_two_zones_stand_each_in_its_own_though_one_is_given(tmp_path):
    to_west = Transformer.from_crs(4490, 4529, always_xy=True)
    west_east, west_north = to_west.transform(123.9, 43.2)
    east, north = _grid(4530)
    rows = [f"{north}\t{east}", f"{west_north}\t{west_east}"]
    found = _read(tmp_path, "X\tY", *rows, crs="EPSG:4530")
    _near(found.rows[0], LON, LAT)
    _near(found.rows[1], 123.9, 43.2)
    assert [row.fields["source_crs"] for row in found.rows] == ["EPSG:4530", "EPSG:4529"]
    assert _codes(found) == ["crs_zones_parted"]
    six, north_of_six = Transformer.from_crs(4490, 4499, always_xy=True).transform(LON, LAT)
    found = _read(tmp_path, "X\tY", *rows, f"{north_of_six}\t{six}", crs="EPSG:4530")
    assert (_codes(found), found.refused) == (["ledger_place_zones_mixed"] * 3, 3)


def test_that_a_patch_over_two_zones_is_not_read_in_the_zone_of_its_first_corner(tmp_path):
    corners = "42400000 4800000, 41600000 4800000, 41600000 4810000, 42400000 4800000"
    for crs in (None, "EPSG:4530"):
        found = _read(tmp_path, "WKT", f"POLYGON (({corners}))", crs=crs)
        assert found.refused == 1
        assert _codes(found)[0] in ("ledger_place_zone_unclear", "ledger_place_zones_mixed")


def test_that_an_easting_far_out_of_its_zone_is_not_taken_for_another_zones(tmp_path):
    found = _read(tmp_path, "X坐标（2000）\tY坐标（2000）", "4800123.5\t41980000.0")
    assert _codes(found) == ["ledger_place_out_of_range"]


def test_that_the_shift_of_a_named_web_map_is_taken_off(tmp_path):
    for shift, head in ((to_gcj02, "高德"), (to_bd09, "百度")):
        lon, lat = (float(v) for v in shift(LON, LAT))
        found = _read(tmp_path, f"经度（{head}）\t纬度（{head}）", f"{lon}\t{lat}")
        _near(_one(found), LON, LAT)
        assert _codes(found) == ["ledger_place_unshifted"]


def test_that_swapped_degrees_are_exchanged_and_told(tmp_path):
    found = _read(tmp_path, "经度\t纬度", f"{LAT}\t{LON}")
    _near(_one(found), LON, LAT)
    assert [(p.code, p.row, p.fatal) for p in found.problems] == [
        ("ledger_place_swapped", 2, False)
    ]


def test_that_a_place_outside_of_the_province_is_told(tmp_path):
    found = _read(tmp_path, "经度\t纬度", "119.5\t32.5", f"{LON}\t{LAT}", division="220000")
    assert [(p.code, p.row) for p in found.problems] == [("ledger_place_outside_division", 2)]
    assert len(found.rows) == 2


@pytest.mark.parametrize(
    "cell",
    [
        "125.1,43.1;125.2,43.1;125.2,43.2;125.1,43.2",
        "125.1 43.1,125.2 43.1,125.2 43.2,125.1 43.2,125.1 43.1",
        "43.1，125.1；43.1，125.2；43.2，125.2；43.2，125.1",
        "[[125.1,43.1],[125.2,43.1],[125.2,43.2],[125.1,43.2],[125.1,43.1]]",
        "POLYGON ((125.1 43.1, 125.2 43.1, 125.2 43.2, 125.1 43.2, 125.1 43.1))",
        "SRID=4490;MULTIPOLYGON (((125.1 43.1, 125.2 43.1, 125.2 43.2, 125.1 43.2, 125.1 43.1)))",
    ],
)
def test_that_a_list_of_corners_and_wkt_give_the_patch(tmp_path, cell):
    row = _one(_read(tmp_path, "拐点坐标", cell))
    assert row.geometry is not None
    assert row.geometry.bounds == (125.1, 43.1, 125.2, 43.2)
    assert row.geometry.area == pytest.approx(0.01)
    assert "lon" not in row.fields


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("125.1,43.1;125.2,43.1", "ledger_shape_unread"),
        ("125.1,43.1;125.2,43.1;125.2", "ledger_shape_unread"),
        ("J1 125.1,43.1;J2 125.2,43.1;J3 125.2,43.2", "ledger_shape_unread"),
        ("125.1,43.1;125.2,43.1;43.2,125.2", "ledger_place_out_of_range"),
        ("POLYGON ((nonsense))", "ledger_shape_unread"),
        ("POLYGON EMPTY", "ledger_shape_unread"),
        ("POLYGON ((1 1, 2 1, 2 2, 1 1))", "ledger_place_out_of_range"),
        ("见附件", "ledger_shape_unread"),
    ],
)
def test_that_a_doubtful_shape_is_refused_with_its_reason(tmp_path, cell, code):
    found = _read(tmp_path, "拐点坐标", cell)
    assert [(p.code, p.fatal) for p in found.problems] == [(code, True)]


def test_that_a_shape_that_crosses_itself_is_repaired_and_told(tmp_path):
    found = _read(tmp_path, "拐点坐标", "125,43;126,44;126,43;125,44")
    row = _one(found)
    assert row.geometry is not None
    assert row.geometry.is_valid
    assert row.geometry.area == pytest.approx(0.5)
    assert _codes(found) == ["ledger_shape_repaired"]


@given(st.floats(73.0, 135.9), st.floats(3.1, 53.9), st.integers(1, 8))
def test_that_two_numbers_in_one_cell_are_read_back_in_either_order(lon, lat, places):
    x, y = round(lon, places), round(lat, places)
    for text in (f"{x},{y}", f"{y},{x}", f"{x} {y}", f"{y}°N {x}°E", f"E{x}，N{y}"):
        found = read_lonlat(text)
        assert isinstance(found, Place), text
        assert (found.x, found.y) == (x, y)


@given(st.lists(st.tuples(st.floats(73.1, 135), st.floats(3.1, 53)), min_size=3, max_size=8))
def test_that_a_written_list_of_corners_is_read_back(corners):
    text = ";".join(f"{x:.6f},{y:.6f}" for x, y in corners)
    found = read_shape(text)
    assert isinstance(found, Place)
    assert found.shape is not None
    read = list(found.shape.exterior.coords)[: len(corners)]
    assert read == [(float(f"{x:.6f}"), float(f"{y:.6f}")) for x, y in corners]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("126\t61\t24.5\t43\t14\t4.5", "经度/分"),
        ("126\t7\t24.5\t43\t14\t75", "纬度/秒"),
        ("12.6\t7\t24.5\t43\t14\t4.5", "经度/度"),
        ("126\t7\t24.5\t433\t14\t4.5", "纬度/度"),
    ],
)
def test_that_the_part_of_an_angle_that_is_wrong_is_named(tmp_path, cells, column):
    head = "经度/度\t经度/分\t经度/秒\t纬度/度\t纬度/分\t纬度/秒"
    found = _read(tmp_path, head, cells)
    (told,) = [p for p in found.problems if p.fatal]
    assert told.column.split(" ")[1] == column
