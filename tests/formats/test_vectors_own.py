"""Shapefiles and GeoPackages that are read without GDAL, beside GDAL's own reading of them."""

from __future__ import annotations

import logging
import sqlite3
import struct
import tempfile
from pathlib import Path
from typing import Any

import fiona
import numpy as np
import pytest
import shapely
from helpers.real_files import listed
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import mapping, shape
from vector_files import written

from greenshield.domain.errors import UnreadableError
from greenshield.formats import vectors_shp
from greenshield.formats.vectors import list_layers, read_vectors
from greenshield.formats.vectors_dbf import read_layout
from greenshield.formats.vectors_geopackage import opened, read, tables

Ring = list[tuple[float, float]]


def ring(x: float, y: float, size: float, *, left: bool = False) -> Ring:
    places = [(x, y), (x, y + size), (x + size, y + size), (x + size, y), (x, y)]
    return places[::-1] if left else places


def shapefile(path: Path, records: list[list[Ring]]) -> Path:
    """A .shp and .shx of polygons, byte by byte: what no driver would write as well."""
    body, index = b"", b""
    for number, rings in enumerate(records, start=1):
        places = [place for one in rings for place in one]
        firsts = np.cumsum([0, *(len(one) for one in rings)])[:-1].astype("<i4").tobytes()
        content = struct.pack("<i4d2i", 5, 0, 0, 90, 90, len(rings), len(places)) + firsts
        content += np.array(places, "<f8").tobytes()
        index += struct.pack(">2i", (100 + len(body)) // 2, len(content) // 2)
        body += struct.pack(">2i", number, len(content) // 2) + content
    for suffix, data in ((".shp", body), (".shx", index)):
        head = struct.pack(">i20xi", 9994, (100 + len(data)) // 2)
        head += struct.pack("<2i8d", 1000, 5, 0, 0, 90, 90, 0, 0, 0, 0)
        path.with_suffix(suffix).write_bytes(head + data)
    return path


def table(path: Path, columns: list[tuple[bytes, bytes, int, int]], rows: list[Any]) -> Path:
    """A .dbf; a row is its values, or ``(b"*", values)`` where it is deleted."""
    width = 1 + sum(column[2] for column in columns)
    head = struct.pack("<4BIHH20x", 3, 124, 1, 1, len(rows), 33 + 32 * len(columns), width)
    head += b"".join(struct.pack("<11sc4xBB14x", *column) for column in columns) + b"\r"
    body = b""
    for row in rows:
        flag, values = row if isinstance(row, tuple) else (b" ", row)
        body += flag
        body += b"".join(v.ljust(c[2])[: c[2]] for v, c in zip(values, columns, strict=True))
    path.write_bytes(head + body + b"\x1a")
    return path


def only(file: Path) -> shapely.Geometry:
    (feature,) = read_vectors(file, crs="EPSG:4490").features
    return feature.geometry


@pytest.mark.parametrize(
    "rings",
    [
        [ring(0, 0, 9), ring(2, 2, 2, left=True)],
        [ring(0, 0, 9), ring(2, 2, 2)],
        [ring(0, 0, 9, left=True), ring(2, 2, 2)],
        [ring(2, 2, 2, left=True), ring(0, 0, 9)],
    ],
)
def test_that_a_ring_within_another_is_its_hole_whichever_way_it_runs(
    rings: list[Ring], tmp_path: Path
):
    found = only(shapefile(tmp_path / "a.shp", [rings]))
    assert found.area == 81 - 4
    assert shapely.get_num_interior_rings(found) == 1


def test_that_islands_in_lakes_and_equal_or_crossing_rings_are_shells(tmp_path: Path):
    lake = [ring(0, 0, 9), ring(2, 2, 6, left=True), ring(3, 3, 1)]
    assert only(shapefile(tmp_path / "lake.shp", [lake])).area == 81 - 36 + 1
    twice = only(shapefile(tmp_path / "twice.shp", [[ring(0, 0, 9), ring(0, 0, 9)]]))
    assert len(twice.geoms) == 2
    crossing = only(shapefile(tmp_path / "crossing.shp", [[ring(0, 0, 9), ring(5, 5, 9)]]))
    assert [g.area for g in crossing.geoms] == [81, 81]


def test_that_a_ring_of_too_few_corners_is_left_out_and_told(tmp_path: Path):
    spike = [(1.0, 1.0), (1.0, 1.0)]
    file = shapefile(tmp_path / "a.shp", [[ring(0, 0, 9), spike], [spike], [ring(0, 0, 9)[:-1]]])
    found = read_vectors(file, crs="EPSG:4490")
    assert [f.geometry and f.geometry.area for f in found.features] == [81, None, 81]
    told = [(p.code, p.row) for p in found.problems if p.row]
    assert ("geometry_parts_dropped", 1) in told
    assert ("vector_geometry_missing", 2) in told


def test_that_values_that_are_not_what_their_column_says_stay_as_they_are(tmp_path: Path):
    columns = [(b"n", b"N", 12, 3), (b"whole", b"N", 9, 0), (b"day", b"D", 8, 0),
               (b"yes", b"L", 1, 0), (b"text", b"C", 8, 0), (b"text", b"C", 4, 0)]  # fmt: skip
    rows = [
        [b"1.5", b"12", b"20200131", b"T", b" a b", b"x"],
        [b"1,5", b"*********", b"20201399", b"?", b"\0rest", b""],
        (b"*", [b"9", b"9", b"20200131", b"F", b"gone", b""]),
        [b"", b"1e3", b"00000000", b"n", b"", b"y"],
    ]
    shapefile(tmp_path / "a.shp", [[ring(n, 0, 1)] for n in range(4)])
    table(tmp_path / "a.dbf", columns, rows)
    found = read_vectors(tmp_path / "a.shp", crs="EPSG:4490")
    assert [f.number for f in found.features] == [1, 2, 3]
    assert [f.geometry.bounds[0] for f in found.features] == [0, 1, 3]
    assert [tuple(f.attributes.values()) for f in found.features] == [
        (1.5, 12, "2020-01-31", True, "a b", "x"),
        ("1,5", None, "20201399", None, None, None),
        (None, 1000, None, False, None, "y"),
    ]
    assert list(found.features[0].attributes) == ["n", "whole", "day", "yes", "text", "text_1"]


CORNER = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 9))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(CORNER, min_size=1, max_size=4), min_size=1, max_size=6))
def test_that_shells_that_the_format_allows_are_read_as_gdal_reads_them(records: Any):
    with tempfile.TemporaryDirectory(prefix="greenshield-") as folder:
        # Each shell stands in a field of its own, with a hole in the right direction.
        rings = [
            [
                one
                for n, (x, y, size) in enumerate(record)
                for one in (
                    ring(50 * n + x, y, size + 3),
                    ring(50 * n + x + 1, y + 1, 1, left=True),
                )
            ]
            for record in records
        ]
        file = shapefile(Path(folder) / "a.shp", rings)
        ours = vectors_shp.read(file, file.with_suffix(".shx"))
        with fiona.open(file) as source:
            theirs = [shape(feature.geometry) for feature in source]
    assert ours.turned == 0
    assert all(shapely.equals_exact(ours.geometries, theirs))


def gdals(path: Path, layer: str) -> list[tuple[dict[str, Any], Any]]:
    with fiona.open(path, layer=layer) as source:
        return [(dict(f.properties), f.geometry and shape(f.geometry)) for f in source]


def test_that_real_geopackages_are_read_as_gdal_reads_them(shared_data: Path, real_file: Any):
    logging.getLogger("fiona").setLevel(logging.CRITICAL)
    compared = 0
    for path in map(real_file, listed("**/*.gpkg")):
        try:
            with opened(path, immutable=True) as conn:
                layers = [t for t in tables(conn) if t.kind != "None" and t.count]
                found = {t.name: read(conn, t, path.stat().st_size) for t in layers}
            theirs = {name: gdals(path, name) for name in found}
        except sqlite3.OperationalError:
            continue  # one that is no GeoPackage
        for name, content in found.items():
            assert len(content.attributes) == len(theirs[name]), (path, name)
            for n, (attributes, geometry) in enumerate(theirs[name]):
                assert content.attributes[n].keys() >= attributes.keys(), (path, name)
                for key, value in attributes.items():
                    if isinstance(value, int | float | None) or key == "name":
                        assert content.attributes[n][key] == value, (path, name, key)
                flat = None if geometry is None else shapely.force_2d(geometry)
                if flat is not None and np.isnan(shapely.get_coordinates(flat)).all():
                    flat = None  # an empty point
                assert content.geometries[n] == flat, (path, name, n)
                compared += 1
    assert compared > 100
    assert shared_data.exists()


_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def changed(path: Path, *statements: str) -> Path:
    written(path, "GPKG", layer="zones")
    base = sqlite3.connect(path)
    for (trigger,) in base.execute(_TRIGGERS).fetchall():
        base.execute(f'DROP TRIGGER "{trigger}"')  # those need functions of GDAL's
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()
    return path


REGISTERED = (
    "INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('many', 'features', 4490)",
    "INSERT INTO gpkg_geometry_columns VALUES ('many', 'geom', 'POLYGON', 4490, 0, 0)",
)


@pytest.mark.parametrize(
    ("view", "code"),
    [
        (
            "CREATE VIEW many AS SELECT a.* FROM zones a, "
            + ", ".join(f"zones b{n}" for n in range(24)),
            "vector_layer_too_large",
        ),
        (
            "CREATE VIEW many AS WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) "
            "SELECT t.n AS fid, z.geom FROM t, zones z",
            "vector_damaged",
        ),
        ("CREATE VIEW many AS SELECT 1 AS fid, randomblob(900000000) AS geom", "vector_damaged"),
        ("CREATE VIEW many AS SELECT load_extension('x') AS fid, NULL AS geom", "vector_damaged"),
    ],
)
def test_that_a_view_that_makes_up_rows_without_end_is_refused(
    view: str, code: str, tmp_path: Path
):
    file = changed(tmp_path / "bad.gpkg", view, *REGISTERED)
    with pytest.raises(UnreadableError) as caught:
        read_vectors(file, layer="many")
    assert caught.value.code == code


def test_that_names_are_no_sql_and_triggers_never_run(tmp_path: Path):
    odd = 'zo"nes; DROP TABLE zones --'
    quoted = odd.replace('"', '""')
    file = changed(
        tmp_path / "odd.gpkg",
        f'ALTER TABLE zones RENAME TO "{quoted}"',
        f"UPDATE gpkg_contents SET table_name = '{odd}'",
        f"UPDATE gpkg_geometry_columns SET table_name = '{odd}'",
        f'CREATE TRIGGER t AFTER UPDATE ON "{quoted}" BEGIN DELETE FROM gpkg_contents; END',
    )
    before = file.read_bytes()
    found = read_vectors(file)
    assert found.layer == odd
    assert [f.attributes["名称"] for f in found.features] == ["长白山核心区", "一般控制区"]
    assert file.read_bytes() == before


def test_that_a_text_that_is_no_utf8_is_read_by_what_makes_sense(tmp_path: Path):
    gbk = "保护区核心区边界".encode("gbk").hex()
    file = changed(tmp_path / "gbk.gpkg", f"UPDATE zones SET 名称 = CAST(x'{gbk}' AS TEXT)")
    assert read_vectors(file).features[0].attributes["名称"] == "保护区核心区边界"


def test_that_a_table_with_a_memo_is_left_to_gdal(tmp_path: Path):
    shapefile(tmp_path / "a.shp", [[ring(0, 0, 1)]])
    table(tmp_path / "a.dbf", [(b"n", b"N", 5, 0), (b"memo", b"M", 10, 0)], [[b"7", b""]])
    layout = read_layout(tmp_path / "a.dbf", "a.dbf")
    assert layout is not None
    assert not layout.is_plain
    (feature,) = read_vectors(tmp_path / "a.shp", crs="EPSG:4490").features
    assert feature.attributes["n"] == 7


def test_that_a_record_whose_parts_lie_leaves_its_neighbours_alone(tmp_path: Path):
    for first in (3, -1, 1_000_000):
        file = shapefile(tmp_path / "a.shp", [[ring(n, 0, 0.5)] for n in range(3)])
        data = bytearray(file.read_bytes())
        second = 100 + 8 + 48 + 80 + 8  # where the second record's content begins
        data[second + 44 : second + 48] = struct.pack("<i", first)
        file.write_bytes(data)
        found = read_vectors(file, crs="EPSG:4490")
        assert [f.geometry and f.geometry.bounds for f in found.features] == [
            (0, 0, 0.5, 0.5), None, (2, 0, 2.5, 0.5),
        ]  # fmt: skip
        assert [(p.code, p.row) for p in found.problems if p.row] == [
            ("vector_geometry_unreadable", 2)
        ]


def test_that_an_index_that_names_one_record_again_and_again_is_made_anew(tmp_path: Path):
    file = shapefile(tmp_path / "a.shp", [[ring(0, 0, 9)]])
    index = file.with_suffix(".shx")
    data = index.read_bytes()
    many = data[:100] + data[100:108] * 1000
    index.write_bytes(many[:24] + struct.pack(">i", len(many) // 2) + many[28:])
    assert len(read_vectors(file, crs="EPSG:4490").features) == 1


def test_that_a_table_of_rows_without_width_is_none(tmp_path: Path):
    shapefile(tmp_path / "a.shp", [[ring(0, 0, 9)]])
    table(tmp_path / "a.dbf", [(b"n", b"N", 0, 0)], [[b""]])
    data = bytearray((tmp_path / "a.dbf").read_bytes())
    data[10:12] = b"\0\0"
    (tmp_path / "a.dbf").write_bytes(data)
    found = read_vectors(tmp_path / "a.shp", crs="EPSG:4490")
    assert "vector_table_missing" in [p.code for p in found.problems]


def test_that_rows_of_a_view_are_not_counted_before_they_are_read(tmp_path: Path):
    crossed = ", ".join(f"zones b{n}" for n in range(30))
    view = f"CREATE VIEW many AS SELECT a.* FROM zones a, {crossed}"
    file = changed(tmp_path / "bad.gpkg", view, *REGISTERED)
    counts = {layer.name: layer.count for layer in list_layers(file)}
    assert counts == {"zones": 2, "many": -1}


def test_that_rings_deep_within_each_other_find_their_shell_however_many_there_are(tmp_path: Path):
    few = [ring(n, n, 80 - 2 * n) for n in range(4)]
    many = [ring(n, n, 80 - 2 * n) for n in range(12)]
    side = [ring(81.0, 2.0 * n, 1) for n in range(30)]
    file = shapefile(tmp_path / "a.shp", [few, many[::-1] + side, [ring(0, 0, 9)]])
    found = [f.geometry for f in read_vectors(file, crs="EPSG:4490").features]
    assert [g.area for g in found] == [
        80**2 - 78**2 + 76**2 - 74**2,
        sum((80 - 2 * n) ** 2 * (-1) ** n for n in range(12)) + 30,
        81,
    ]
    assert [len(shapely.get_parts(g)) for g in found] == [2, 6 + 30, 1]
    assert shapely.is_valid(found).all()


def test_that_rings_in_each_other_by_the_thousand_are_refused_before_they_take_the_memory(
    tmp_path: Path,
):
    rings = [ring(n * 1e-3, n * 1e-3, 80 - 2e-3 * n) for n in range(2500)]
    file = shapefile(tmp_path / "a.shp", [rings, [ring(0, 0, 9)]])
    found = read_vectors(file, crs="EPSG:4490")
    assert [f.geometry and f.geometry.area for f in found.features] == [None, 81]
    assert ("vector_geometry_unreadable", 1) in [(p.code, p.row) for p in found.problems]


def test_that_a_record_of_places_that_are_none_is_told_and_its_neighbours_are_read(tmp_path: Path):
    bad = ring(20, 20, 3)
    bad[2] = (float("nan"), float("inf"))
    rings = [[ring(0, 0, 9), ring(2, 2, 2)], [ring(30, 30, 1), bad], [ring(40, 40, 2)]]
    found = read_vectors(shapefile(tmp_path / "a.shp", rings), crs="EPSG:4490")
    assert [f.geometry and f.geometry.area for f in found.features] == [77, None, 4]
    assert [(p.code, p.row) for p in found.problems if p.row] == [("vector_not_finite", 2)]


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4528"])
def test_that_what_a_reader_knew_of_the_coordinates_is_what_the_shapes_hold(
    crs: str, tmp_path: Path
):
    scale = 1.0 if crs == "EPSG:4490" else 1000.0
    at = (120.0, 40.0) if crs == "EPSG:4490" else (40_500_000.0, 4_500_000.0)
    turn = np.linspace(0, 2 * np.pi, 200)
    made = [
        shapely.Polygon(np.stack([at[0] + scale * (n + np.cos(turn)),
                                  at[1] + scale * np.sin(turn)], axis=-1)) for n in range(5)
    ]  # fmt: skip
    schema = {"geometry": "Polygon", "properties": {"n": "int"}}
    for driver, name in (("GPKG", "a.gpkg"), ("ESRI Shapefile", "a.shp")):
        with fiona.open(tmp_path / name, "w", driver=driver, schema=schema, crs=crs) as sink:
            sink.writerecords(
                {"geometry": mapping(g), "properties": {"n": n}} for n, g in enumerate(made)
            )
        found = read_vectors(tmp_path / name)
        shapes = [f.geometry for f in found.features]
        assert found.vertices == shapely.get_num_coordinates(shapes).sum()
        assert (found.crs, found.crs_source) == (crs, "declared")
        assert shapely.bounds(shapes)[:, 0].min() > 100
