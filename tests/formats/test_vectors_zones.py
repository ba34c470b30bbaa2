"""Files whose eastings name several Gauss–Krüger zones: each shape in its own, or refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer
from shapely.geometry import Point, box, mapping

from greenshield.domain.errors import UnreadableError
from greenshield.formats.boundaries import read_boundaries
from greenshield.formats.vectors import VectorFile, read_vectors
from greenshield.geo.crs_zones import proposals, zones_of

EAST = box(126.30, 43.25, 126.40, 43.35)  # in zone 42
WEST = box(123.90, 43.20, 124.00, 43.30)  # in zone 41
SPHERE = Geod(ellps="GRS80")


def metres(shape: shapely.Geometry, zone: int, *, swapped: bool = False) -> shapely.Geometry:
    """A shape in the eastings of a zone, CGCS2000, with its number before them."""
    code = 4513 + zone - 25 if zone >= 25 else 4491 + zone - 13
    to = Transformer.from_crs(4490, code, always_xy=True)

    def moved(xy: np.ndarray) -> np.ndarray:
        x, y = to.transform(xy[:, 0], xy[:, 1])
        return np.column_stack([y, x] if swapped else [x, y])

    return shapely.transform(shape, moved)


def written(path: Path, shapes: list[shapely.Geometry], declared: str = "EPSG:4530") -> Path:
    crs = {"type": "name", "properties": {"name": declared}}
    features = [
        {"type": "Feature", "properties": {"名称": f"区{n}"}, "geometry": mapping(shape)}
        for n, shape in enumerate(shapes, start=1)
    ]
    told = {"type": "FeatureCollection", "crs": crs, "features": features}
    path.write_text(json.dumps(told), "utf-8")
    return path


def off(one: shapely.Geometry, other: shapely.Geometry) -> float:
    """The greatest distance of a corner from where it belongs, metres."""
    a, b = shapely.get_coordinates(one), shapely.get_coordinates(other)
    return float(np.max(SPHERE.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]))


def codes(file: VectorFile) -> list[str]:
    return [problem.code for problem in file.problems]


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("declared", "given_as", "source"),
    [
        ("EPSG:4530", None, "declared"),
        ("EPSG:4530", "EPSG:4530", "given"),
        ("EPSG:4490", None, "corrected"),  # metres under degrees: the datum alone is told
        ("EPSG:4551", None, "corrected"),  # the zone without its number
    ],
)
def test_that_each_shape_stands_in_the_zone_that_its_eastings_name(
    tmp_path: Path, declared: str, given_as: str | None, source: str, swapped: bool
):
    shapes = [metres(EAST, 42, swapped=swapped), metres(WEST, 41, swapped=swapped)]
    file = read_vectors(written(tmp_path / "two.geojson", shapes, declared), crs=given_as)
    assert [f.crs for f in file.features] == ["EPSG:4530", "EPSG:4529"]
    assert (file.crs, file.crs_source) == ("EPSG:4529, EPSG:4530", source)
    for feature, truth in zip(file.features, (EAST, WEST), strict=True):
        assert feature.geometry is not None
        assert off(feature.geometry, truth) < 0.01
    told = next(p for p in file.problems if p.code == "crs_zones_parted")
    assert told.params["zones"] == "EPSG:4529 (1), EPSG:4530 (1)"
    assert not told.fatal


def test_that_few_shapes_of_another_zone_among_many_are_seen(tmp_path: Path):
    shapes = [metres(EAST, 42)] * 60 + [metres(WEST, 41)]
    file = read_vectors(written(tmp_path / "many.geojson", shapes))
    assert "crs_zones_parted" in codes(file)
    assert off(file.features[-1].geometry, WEST) < 0.01


def test_that_a_shape_in_two_zones_costs_itself_alone(tmp_path: Path):
    one, other = metres(EAST, 42), metres(WEST, 41)
    both = shapely.MultiPolygon([one, other])
    path = written(tmp_path / "both.geojson", [one, other, both])
    found = read_boundaries(path)
    assert [f.number for f in found.features] == [1, 2]
    [told] = [p for p in found.problems if p.fatal]
    assert (told.code, told.row) == ("vector_zone_unclear", 3)


def test_that_zones_of_two_widths_are_refused_with_the_shapes_named(tmp_path: Path):
    shapes = [metres(EAST, 42), metres(EAST, 42), metres(EAST, 21)]
    with pytest.raises(UnreadableError) as refused:
        read_vectors(written(tmp_path / "widths.geojson", shapes))
    params = refused.value.params
    assert refused.value.code == "crs_zones_mixed"
    assert (params["zones"], params["features"]) == ("21 (1), 42 (2)", "3")
    assert str(params["file"]).endswith("widths.geojson")


def test_that_a_zone_drawn_on_over_its_edge_stays_one_zone_where_the_province_says_so(
    tmp_path: Path,
):
    """Heilongjiang in its one zone 42: eastings of 43 in the east, which stand in no zone 43."""
    shapes = [metres(EAST, 42), metres(box(134.0, 47.0, 134.1, 47.1), 42)]
    assert zones_of(shapely.bounds(shapes)).tolist() == [42, 43]
    path = written(tmp_path / "one.geojson", shapes)
    file = read_vectors(path, division="230000")
    assert "crs_zones_one" in codes(file)
    assert off(file.features[1].geometry, box(134.0, 47.0, 134.1, 47.1)) < 0.01


def test_that_a_datum_of_parameters_of_its_own_is_not_parted_by_guess(tmp_path: Path):
    wkt = CRS.from_proj4(
        "+proj=tmerc +lat_0=0 +lon_0=126 +k=1 +x_0=42500000 +y_0=0 +ellps=krass "
        "+towgs84=100,-50,20 +units=m"
    ).to_wkt()
    path = written(tmp_path / "own.geojson", [metres(EAST, 42), metres(WEST, 41)])
    with pytest.raises(UnreadableError) as refused:
        read_vectors(path, crs=wkt)
    assert refused.value.code == "crs_zones_mixed"


def test_that_undeclared_zones_propose_the_commonest_by_datum(tmp_path: Path):
    shapes = [metres(EAST, 42), metres(EAST, 42), metres(WEST, 41)]
    expected = ["EPSG:4530", "EPSG:2366", "EPSG:2418"]
    assert proposals(shapely.bounds(shapes)) == expected
    with pytest.raises(UnreadableError) as refused:
        read_vectors(written(tmp_path / "w.geojson", shapes, "EPSG:4326"), division="220000")
    assert refused.value.params["proposals"] == expected


def test_that_shapes_far_from_the_province_are_named(tmp_path: Path):
    shapes = [EAST, WEST, box(104.0, 30.6, 104.1, 30.7)]
    file = read_vectors(written(tmp_path / "far.geojson", shapes, "EPSG:4490"), division="220182")
    [told] = [p for p in file.problems if p.code == "vector_features_outside"]
    assert (told.params["count"], told.params["features"]) == (1, "3")


def test_that_a_list_of_points_with_northings_first_is_parted_too(tmp_path: Path):
    lines: list[str] = []
    for name, shape, zone in (("甲", EAST, 42), ("乙", WEST, 41)):
        corners = shapely.get_coordinates(metres(shape, zone)).tolist()
        lines += [name, *(f"{y:.4f},{x:.4f}" for x, y in corners), ""]
    path = tmp_path / "points.txt"
    path.write_text("\n".join(lines), "utf-8")
    file = read_vectors(path, crs="EPSG:4530")
    assert [f.crs for f in file.features] == ["EPSG:4530", "EPSG:4529"]
    assert off(file.features[1].geometry, WEST) < 0.01


PLACE = st.tuples(st.integers(40, 44), st.floats(-1.9, 1.9), st.floats(21.0, 52.0), st.booleans())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(PLACE, min_size=1, max_size=6),
    declared=st.sampled_from(["EPSG:4530", "EPSG:4528", "EPSG:4551", "EPSG:4490"]),
    division=st.sampled_from([None, "220000", "230000", "150000"]),
)
def test_that_no_shape_lands_elsewhere_in_silence(
    tmp_path: Path, places: list[tuple[int, float, float, bool]], declared: str,
    division: str | None,
):  # fmt: skip
    truths = [
        Point(zone * 3 + east, north) if small else box(*(zone * 3 + east, north),
                                                        *(zone * 3 + east + 0.1, north + 0.1))
        for zone, east, north, small in places
    ]  # fmt: skip
    shapes = [metres(t, place[0]) for t, place in zip(truths, places, strict=True)]
    path = written(tmp_path / "any.geojson", shapes, declared)
    try:
        file = read_vectors(path, division=division)
    except UnreadableError:
        return
    for feature, truth in zip(file.features, truths, strict=True):
        assert feature.geometry is None or off(feature.geometry, truth) < 1
