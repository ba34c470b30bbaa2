"""GeoPackage geometry: round trips, foreign files, hostile bytes."""

import math
import sqlite3
import struct

import numpy as np
import pytest
import shapely
from geo_shapes import stars
from helpers.real_files import listed
from hypothesis import given
from hypothesis import strategies as st

from greenshield import messages
from greenshield.domain.errors import UnreadableError
from greenshield.geo import codec, wkb

SQUARE = shapely.box(125, 43, 125.5, 43.5)

xy = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
points = st.builds(shapely.Point, xy)
lines = st.builds(shapely.LineString, st.lists(xy, min_size=2, max_size=5))
simple = st.one_of(points, lines, stars())
geometries = st.one_of(
    simple,
    st.builds(shapely.MultiPoint, st.lists(xy, max_size=4)),
    st.builds(shapely.MultiPolygon, st.lists(stars(), max_size=3)),
    st.builds(shapely.GeometryCollection, st.lists(simple, max_size=4)),
)


@given(geometries)
def test_that_a_shape_comes_back_as_it_went(geometry):
    blob = codec.encode(geometry)
    again = codec.decode(blob)
    assert shapely.to_wkb(again) == shapely.to_wkb(geometry)
    assert codec.srs_id(blob) == 4490
    box = codec.envelope(blob)
    assert box == (None if geometry.is_empty else geometry.bounds)
    assert shapely.to_wkb(codec.from_hex(codec.to_hex(geometry))) == shapely.to_wkb(geometry)


@given(st.lists(st.one_of(st.none(), geometries), max_size=6))
def test_that_many_are_coded_as_each(shapes):
    blobs = codec.encode_many(shapes)
    assert blobs == [None if s is None else codec.encode(s) for s in shapes]
    again = codec.decode_many(blobs)
    assert [None if g is None else g.wkb for g in again] == [
        None if s is None else s.wkb for s in shapes
    ]


def test_that_the_bytes_are_those_of_the_standard():
    blob = codec.encode(SQUARE)
    assert blob[:8] == b"GP\x00\x03" + struct.pack("<i", 4490)
    assert struct.unpack("<4d", blob[8:40]) == (125.0, 125.5, 43.0, 43.5)
    assert blob[40:45] == b"\x01\x03\0\0\0"
    assert codec.encode(shapely.Point(125, 43))[:4] == b"GP\x00\x01"
    empty = codec.encode(shapely.Point())
    assert empty[3] == 0x11
    assert np.isnan(struct.unpack("<2d", empty[-16:])).all()


def test_that_heights_are_dropped_and_the_order_of_vertices_is_kept():
    ring = [(125, 43, 9), (125.1, 43.1, 8), (125, 43.1, 7), (125, 43, 9)]
    for order in (ring, ring[::-1]):
        again = codec.decode(codec.encode(shapely.Polygon(order)))
        assert not again.has_z
        assert list(again.exterior.coords) == [c[:2] for c in order]
    assert codec.to_hex(shapely.Point(1, 2, 3)) == shapely.Point(1, 2).wkb_hex.lower()


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_that_coordinates_that_are_no_numbers_are_not_written(value):
    with np.errstate(invalid="ignore"):
        broken = shapely.LineString([(0, 0), (1, value)])
    for write in (codec.encode, codec.to_hex):
        with pytest.raises(UnreadableError, match="geometry_not_finite"):
            write(broken)


def foreign(flags, *doubles, body=None, order="<", version=0):
    head = b"GP" + bytes([version, flags]) + struct.pack(order + "i", 4326)
    return head + struct.pack(f"{order}{len(doubles)}d", *doubles) + (body or SQUARE.wkb)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("kind", "count"), [(0, 0), (1, 4), (2, 6), (3, 6), (4, 8)])
def test_that_every_kind_of_envelope_and_byte_order_is_read(order, kind, count):
    doubles = [125, 125.5, 43, 43.5, 1, 2, 3, 4][:count]
    body = shapely.to_wkb(SQUARE, byte_order=0 if order == ">" else 1)
    blob = foreign(kind << 1 | (order == "<"), *doubles, body=body, order=order)
    assert codec.decode(blob).equals(SQUARE)
    assert codec.envelope(blob) == SQUARE.bounds
    assert codec.srs_id(blob) == 4326
    assert codec.decode_many([None, blob])[1].equals(SQUARE)


def test_that_an_envelope_of_nan_is_not_believed():
    assert codec.envelope(foreign(3, *[math.nan] * 4)) == SQUARE.bounds


@pytest.mark.parametrize(
    ("blob", "code"),
    [
        (b"", "geometry_blob_magic"),
        (b"PK\3\4", "geometry_blob_magic"),
        ("GP text", "geometry_blob_magic"),
        (b"GP\0\1", "geometry_blob_short"),
        (codec.encode(SQUARE)[:30], "geometry_blob_short"),
        (foreign(1, version=1), "geometry_blob_version"),
        (foreign(5 << 1 | 1), "geometry_blob_envelope"),
        (foreign(7 << 1 | 1), "geometry_blob_envelope"),
        (foreign(0x21), "geometry_blob_extended"),
        (codec.encode(SQUARE)[:-1], "geometry_wkb_damaged"),
        (foreign(1, body=b"\x01\x63\0\0\0\0\0\0\0"), "geometry_wkb_damaged"),
        (foreign(1, body=b"\x07" + SQUARE.wkb[1:]), "geometry_wkb_damaged"),
        (foreign(1, body=struct.pack("<BII", 1, 2, 0xFFFFFFF0)), "geometry_wkb_damaged"),
        (foreign(1, body=struct.pack("<BII", 1, 6, 0xFFFFFFF0)), "geometry_wkb_damaged"),
        (foreign(1, body=struct.pack("<BIII", 1, 3, 0xFFFFFFF0, 0)), "geometry_wkb_damaged"),
    ],
)
def test_that_damaged_blobs_are_named(blob, code):
    with pytest.raises(UnreadableError, match=code):
        codec.decode(blob)
    with pytest.raises(UnreadableError, match=code):
        codec.decode_many([codec.encode(SQUARE), blob])


@pytest.mark.parametrize("kind", [4, 5, 6, 7, 9, 10, 11, 12, 15, 1007, 0x80000007])
@pytest.mark.parametrize("order", ["<", ">"])
def test_that_deep_nesting_is_refused_before_it_overruns_the_stack(kind, order):
    first = order == "<"
    body = struct.pack(order + "BII", first, kind, 1) * 200_000 + shapely.Point(1, 2).wkb
    with pytest.raises(UnreadableError, match="geometry_wkb_nested"):
        wkb.read(body)
    # The deep one may stand behind harmless ones.
    mixed = struct.pack("<BII", 1, 7, 2) + shapely.Point(1, 2).wkb + body
    with pytest.raises(UnreadableError, match="geometry_wkb_nested"):
        wkb.read(mixed)


def verdict(read, blob):
    """The code that a blob is refused with, or "" where it is read."""
    try:
        read(blob)
    except UnreadableError as error:
        return error.code
    return ""


@given(st.binary(max_size=200))
def test_that_random_bytes_give_a_shape_or_a_coded_error(noise):
    for blob in (noise, b"GP\0\1" + noise, b"GP\0\1\0\0\0\0" + noise):
        alone = verdict(codec.decode, blob)
        assert alone == verdict(lambda b: codec.decode_many([b]), blob)
        assert alone == "" or alone in messages.catalogue()
        assert verdict(codec.envelope, blob) in ("", alone)


@given(geometries, st.data())
def test_that_flipped_bytes_give_a_shape_or_a_coded_error(geometry, data):
    blob = bytearray(codec.encode(geometry))
    for _ in range(3):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    code = verdict(codec.decode, bytes(blob))
    assert code == "" or code in messages.catalogue()


@pytest.mark.parametrize("text", ["", "zz", "0", None, 5, "0101", "é"])
def test_that_bad_hex_is_named(text):
    with pytest.raises(UnreadableError, match=r"geometry_hex|geometry_wkb_damaged"):
        codec.from_hex(text)


def geometry_columns(file):
    with sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True) as db:
        try:
            named = db.execute("SELECT table_name, column_name FROM gpkg_geometry_columns")
            columns = named.fetchall()
        except sqlite3.OperationalError:
            return  # tiles only
        for table, column in columns:
            rows = db.execute(f'SELECT "{column}" FROM "{table}"')
            yield f"{table}.{column}", [r[0] for r in rows]
    db.close()


@pytest.mark.parametrize(
    "file",
    [*listed("tiles/**/*.gpkg"), *listed("boundaries/**/*.gpkg"), *listed("merge/**/*.gpkg")],
    ids=lambda f: f"{f.parent.name}/{f.name}",
)
def test_that_foreign_geopackages_are_read_whole(file, real_file):
    for name, blobs in geometry_columns(real_file(file)):
        shapes = codec.decode_many(blobs)
        assert shapely.is_missing(shapes).tolist() == [b is None for b in blobs], name
        for blob, shape in zip(blobs, shapes, strict=True):
            if blob is None:
                continue
            box = codec.envelope(blob)
            assert box is None if shape.is_empty else box == pytest.approx(shape.bounds, abs=1e-9)
            again = codec.decode(codec.encode(shape))
            assert again.wkb == shapely.force_2d(shape).wkb


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("curvepolygon", ("Polygon", 4)),
        ("multisurface", ("MultiPolygon", 4)),
        ("curve", ("LineString", 2)),
    ],
)
def test_that_foreign_curves_become_plain_shapes(name, expected, shared_data, real_file):
    ((_, blobs),) = geometry_columns(
        real_file(shared_data / "tiles" / "gpkg_pyogrio_fixtures" / f"{name}.gpkg")
    )
    (shape,) = codec.decode_many(blobs)
    assert (shape.geom_type, shapely.get_num_coordinates(shape)) == expected
