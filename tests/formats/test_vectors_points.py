"""Lists of corner points as text: the land administrations' exchange format, and free lists."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Transformer

from greenshield.domain.errors import UnreadableError
from greenshield.formats.boundaries import read_boundaries
from greenshield.formats.vectors import read_vectors
from greenshield.formats.vectors_kind import POINTS, kind_of
from greenshield.formats.vectors_points import looks_like, read

RING = [(126.40, 43.20), (126.40, 43.21), (126.42, 43.21), (126.42, 43.20)]
HOLE = [(126.405, 43.203), (126.405, 43.205), (126.41, 43.205)]


def projected(code: int, ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    crs = CRS.from_epsg(code)
    to = Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True)
    return [to.transform(lon, lat) for lon, lat in ring]


def plot(code: int, zone: str, degrees: int = 3, datum: str = "2000国家大地坐标系") -> str:
    head = ("[属性描述]", "格式版本号=1.01版本", "数据产生单位=示例测绘队", f"坐标系={datum}",
            f"几度分带={degrees}", "投影类型=高斯克吕格", "计量单位=米", f"带号={zone}",
            "转换参数=,,,,,,,", "[地块坐标]",
            "7,200.5,DK-01,示例核心保护区,面,K52,保护,05,@")  # fmt: skip
    lines = []
    for number, ring in enumerate((RING, HOLE), start=1):
        corners = [*ring, ring[0]]
        for n, (east, north) in enumerate(projected(code, corners), start=1):
            lines.append(f"J{n},{number},{north:.3f},{east:.3f}")
    return "\n".join((*head, *lines))


@pytest.mark.parametrize(
    ("code", "zone", "degrees", "datum", "encoding"),
    [
        (4530, "42", 3, "2000国家大地坐标系", "gbk"),
        (4551, "42", 3, "2000国家大地坐标系", "utf-8"),
        (4499, "21", 6, "CGCS2000", "utf-8-sig"),
        (2366, "42", 3, "80国家大地坐标系", "gbk"),
        (2418, "42", 3, "1954年北京坐标系", "gbk"),
    ],
)
def test_that_the_exchange_format_is_read_in_the_system_that_it_names(
    code: int, zone: str, degrees: int, datum: str, encoding: str, tmp_path: Path
):
    file = tmp_path / "地块.txt"
    file.write_text(plot(code, zone, degrees, datum), encoding)
    found = read_boundaries(file)
    (feature,) = found.features
    assert (found.crs, found.crs_source, feature.name) == (
        f"EPSG:{code}",
        "declared",
        "示例核心保护区",
    )
    assert feature.attributes["地块编号"] == "DK-01"
    assert shapely.get_num_interior_rings(feature.geometry.geoms[0]) == 1
    wanted = shapely.Polygon(RING, [HOLE])
    assert shapely.hausdorff_distance(feature.geometry, wanted) < 1e-7


def free(code: int | None, order: str) -> str:
    place = RING if code is None else projected(code, RING)
    lines = ["示例保护区东片", "点号 X Y"]
    for n, (east, north) in enumerate(place, start=1):
        one, two = (north, east) if order == "north first" else (east, north)
        lines.append(f"J{n}\t{one:.6f}\t{two:.6f}\t{800 + n}.5")
    return "\n".join([*lines, "", "西片:", *[line.replace("J", "K") for line in lines[2:]]])


@pytest.mark.parametrize("order", ["north first", "east first"])
@pytest.mark.parametrize("code", [None, 4530, 4551])
def test_that_a_free_list_is_read_whichever_column_comes_first(
    order: str, code: int | None, tmp_path: Path
):
    file = tmp_path / "拐点.txt"
    file.write_text(free(code, order), "gb18030")
    given = None if code is None else f"EPSG:{code}"
    if given:
        with pytest.raises(UnreadableError) as caught:
            read_vectors(file)
        assert given in caught.value.params["proposals"]
    found = read_vectors(file, crs=given)
    assert len(found.features) == 2
    assert found.problems == [p for p in found.problems if not p.fatal]
    assert not [p for p in found.problems if p.code == "crs_swapped"]
    for feature in found.features:
        assert shapely.hausdorff_distance(feature.geometry, shapely.Polygon(RING)) < 1e-6


def test_that_a_closed_ring_ends_its_polygon_and_a_bad_line_costs_the_polygon(tmp_path: Path):
    rows = [f"{n + 2},126.{n}0,43.{n}0" for n in (1, 2)] + ["5,126.30,43.10", "3,126.10,43.10"]
    file = tmp_path / "points.csv"
    file.write_text("\n".join([*rows, *rows[:2], "5,12.6.1,99.9", *rows[2:], *rows]), "utf-8")
    found = read_vectors(file)
    wanted = shapely.Polygon([(126.1, 43.1), (126.2, 43.2), (126.3, 43.1)])
    assert [f.geometry and f.geometry.equals(wanted) for f in found.features] == [True, None, True]
    (told,) = [p for p in found.problems if p.fatal]
    assert (told.code, told.row, told.params["line"]) == ("vector_point_unreadable", 2, 7)


@pytest.mark.parametrize(
    "line", ["{n},,{e},{n_},12.5", "{n} {lon} {lat}", "{n},{lat},{lon}", "K{n};JZ;{n_};{e};0"]
)
def test_that_a_running_number_is_no_coordinate(line: str, tmp_path: Path):
    lines = []
    for n, (lon, lat) in enumerate(RING, start=2):
        ((east, north),) = projected(4551, [(lon, lat)])
        lines.append(line.format(n=n, e=round(east, 3), n_=round(north, 3), lon=lon, lat=lat))
    file = tmp_path / "cass.dat"
    file.write_text("示例东片\n点号,北,东\n" + "\n".join(lines), "utf-8")
    given = "EPSG:4551" if "{e}" in line else None
    (feature,) = read_boundaries(file, crs=given).features
    assert feature.name == "示例东片"
    assert shapely.hausdorff_distance(feature.geometry, shapely.Polygon(RING)) < 1e-6


@pytest.mark.parametrize(
    ("heading", "line", "names"),
    [
        ("名称,点号,X(m),Y(m)", "{zone},{n},{y},{x}", ["核心区", "一般控制区"]),
        ("区号 点号 X Y", "{k} J{n} {y} {x}", ["1", "2"]),
        ("点号,X,Y", "J{n},{y},{x}", [None, None]),
    ],
)
@pytest.mark.parametrize("closed", [False, True])
def test_that_columns_before_the_place_part_the_polygons(
    heading: str, line: str, names: list[str | None], closed: bool, tmp_path: Path
):
    lines = [heading]
    for k, zone in enumerate(("核心区", "一般控制区"), start=1):
        ring = [(lon + k, lat) for lon, lat in RING]
        for n, (x, y) in enumerate(projected(4530, [*ring, *ring[: int(closed)]])):
            number = n % len(RING) + 1
            lines.append(line.format(zone=zone, k=k, n=number, x=f"{x:.3f}", y=f"{y:.3f}"))
    file = tmp_path / "拐点.txt"
    file.write_text("\n".join(lines), "gbk")
    found = read_boundaries(file, crs="EPSG:4530")
    assert [f.attributes["名称"] for f in found.features] == names
    for k, feature in enumerate(found.features, start=1):
        wanted = shapely.Polygon([(lon + k, lat) for lon, lat in RING])
        assert shapely.hausdorff_distance(feature.geometry, wanted) < 1e-7


def test_that_remarks_and_numbers_without_order_part_nothing(tmp_path: Path):
    rows = zip(("1", "7", "1", "3"), ("甲", "甲", "乙", "乙"), projected(4530, RING), strict=True)
    text = "\n".join(f"{n},{word},{y:.3f},{x:.3f}" for n, word, (x, y) in rows)
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert len(read_boundaries(tmp_path / "a.txt", crs="EPSG:4530").features) == 1


def test_that_a_byte_that_is_none_of_a_text_makes_no_other_format(tmp_path: Path):
    text = plot(4530, "42").encode("gbk").replace("测绘".encode("gbk"), b"\xb2\xff\xff")
    (tmp_path / "a.txt").write_bytes(text)
    assert read_boundaries(tmp_path / "a.txt").features[0].name == "示例核心保护区"


def test_that_plots_without_a_heading_are_asked_for_their_system(tmp_path: Path):
    (tmp_path / "a.txt").write_text(plot(4530, "42").partition("[地块坐标]\n")[2], "gbk")
    with pytest.raises(UnreadableError) as caught:
        read_boundaries(tmp_path / "a.txt")
    assert caught.value.code == "crs_unknown"
    (feature,) = read_boundaries(tmp_path / "a.txt", crs="EPSG:4530").features
    assert feature.name == "示例核心保护区"


def test_that_a_table_of_wkt_is_no_list_of_points(tmp_path: Path):
    wkt = shapely.Polygon(RING).wkt
    file = tmp_path / "zones.csv"
    file.write_text("名称,WKT\n" + "\n".join(f'区{n},"{wkt}"' for n in range(4)), "utf-8")
    assert [f.attributes["名称"] for f in read_vectors(file).features] == [
        "区0",
        "区1",
        "区2",
        "区3",
    ]


@pytest.mark.parametrize("bad", ["nan", "inf", "x", "1e999"])
def test_that_a_corner_that_is_no_number_costs_its_plot_alone(bad: str, tmp_path: Path):
    text = plot(4530, "42")
    second = text[text.index("7,200.5") :].replace("DK-01", "DK-02")
    broken = second.replace(second.splitlines()[2].split(",")[3], bad)
    file = tmp_path / "地块.txt"
    file.write_text(text + "\n" + broken, "utf-8")
    found = read_vectors(file)
    assert [f.geometry is None for f in found.features] == [False, True]
    assert [(p.code, p.row) for p in found.problems if p.fatal] == [("vector_point_unreadable", 2)]


def test_that_degrees_with_minutes_and_seconds_are_read(tmp_path: Path):
    file = tmp_path / "dms.txt"
    rows = ["126°24′00″ 43°12′00″", "126°24′00″ 43°12′36″", "126°25′12″ 43°12′36″"]
    file.write_text("\n".join(rows), "utf-8")
    (feature,) = read_vectors(file).features
    assert feature.geometry.bounds == pytest.approx((126.4, 43.2, 126.42, 43.21))


@pytest.mark.parametrize(
    "text",
    ["", "请见附件。\n", "1 2 3\n4 5 6\n7 8 9\n", "name,age\nA,12\nB,50\nC,33\n", "43.2\n126.4\n"],
)
def test_that_another_text_is_no_list_of_points(text: str, tmp_path: Path):
    assert not looks_like(text)
    file = tmp_path / "notes.txt"
    file.write_text(text or " ", "utf-8")
    with pytest.raises(UnreadableError):
        kind_of(file)


def test_that_two_points_make_no_polygon(tmp_path: Path):
    file = tmp_path / "two.txt"
    whole = "\n".join(f"{lon} {lat}" for lon, lat in RING)
    file.write_text("126.1 43.1\n126.2 43.1\n\n" + whole, "utf-8")
    assert kind_of(file) == POINTS
    found = read_vectors(file)
    assert [f.geometry is None for f in found.features] == [True, False]
    assert [p.row for p in found.problems if p.code == "vector_geometry_unreadable"] == [1]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_that_no_text_breaks_the_reader(text: str):
    for body in (text, "[地块坐标]\n" + text):
        rows = read(body, "a.txt")
        assert len(rows.numbers) == len(rows.geometries) == len(rows.attributes)
        assert np.isfinite(shapely.get_coordinates([g for g in rows.geometries if g])).all()
