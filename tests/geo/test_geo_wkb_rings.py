"""Large polygons out of GeoPackage blobs: as GEOS reads them, or left to it."""

from __future__ import annotations

import struct

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.domain.errors import UnreadableError
from greenshield.geo import codec, wkb, wkb_rings

RNG = np.random.default_rng(3)


def star(at, corners=200, radius=0.1):
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    far = radius * RNG.uniform(0.5, 1.0, corners)
    return np.stack([at[0] + far * np.cos(turn), at[1] + far * np.sin(turn)], axis=-1)


def polygon(at=(125.0, 43.0), holes=0):
    inner = [star(at, 150, 0.02 / (k + 1)) for k in range(holes)]
    return shapely.Polygon(star(at), inner)


ONE = polygon(holes=1)
MANY = shapely.MultiPolygon([polygon((120.0 + k, 44.0), k % 3) for k in range(4)])
DEEP = shapely.force_3d(MANY, 7.0)


def blob(geometry, **how):
    body = shapely.to_wkb(geometry, **how)
    return b"GP\0\x01" + struct.pack("<i", 4490) + body


def read(blobs, flat=False):
    return wkb_rings.read(blobs, [8] * len(blobs), flat=flat)


def test_that_polygons_and_their_places_come_as_geos_reads_them():
    blobs = [blob(ONE), None, blob(MANY), blob(ONE.reverse())]
    found = read(blobs)
    assert not found.left
    plain = shapely.from_wkb([b if b is None else b[8:] for b in blobs])
    assert [shapely.to_wkb(g) for g in found.shapes] == [shapely.to_wkb(g) for g in plain]
    assert (found.places == shapely.get_coordinates(plain)).all()


@pytest.mark.parametrize("flavor", ["iso", "extended"])
def test_that_heights_are_passed_over_where_they_are_not_wanted(flavor):
    blobs = [blob(DEEP, flavor=flavor), blob(shapely.force_3d(ONE, 3.0), flavor=flavor)]
    found = read(blobs, flat=True)
    assert not found.left
    assert not shapely.has_z(found.shapes).any()
    assert found.shapes[0].equals_exact(MANY, 0)
    assert found.shapes[1].equals_exact(ONE, 0)
    assert read(blobs, flat=False) is None
    assert shapely.has_z(codec.decode_many(blobs)).all()


def forged(what):
    body = bytearray(blob(ONE))
    ring = 8 + 9
    (places,) = struct.unpack_from("<I", body, ring)
    if what == "count":
        struct.pack_into("<I", body, ring, 0xFFFFFFFF)
    elif what == "open":
        struct.pack_into("<d", body, ring + 4 + 16 * (places - 1), 0.0)
    elif what == "longer":
        body += b"\0"
    elif what == "shorter":
        del body[-1]
    elif what == "rings":
        struct.pack_into("<I", body, 8 + 5, 0xFFFFFFFF)
    elif what == "big endian":
        return blob(ONE, byte_order=0)
    return bytes(body)


@pytest.mark.parametrize("what", ["count", "open", "longer", "shorter", "rings", "big endian"])
def test_that_whatever_is_in_doubt_is_left(what):
    found = read([blob(MANY), forged(what), blob(ONE)])
    assert found.left == [1]
    assert found.shapes[1] is None
    assert found.shapes[2].equals_exact(ONE, 0)


def test_that_what_is_left_is_read_or_refused_as_before():
    mixed = [blob(MANY), forged("big endian"), blob(shapely.Point(1, 2)), None]
    shapes = codec.decode_many(mixed)
    assert [None if s is None else s.geom_type for s in shapes] == [
        "MultiPolygon", "Polygon", "Point", None
    ]  # fmt: skip
    for what in ("count", "open", "shorter", "rings"):
        with pytest.raises(UnreadableError):
            codec.decode_many([blob(MANY), forged(what)])


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_that_places_that_are_none_are_left_to_the_other_reader(value):
    body = bytearray(blob(ONE))
    struct.pack_into("<d", body, 8 + 9 + 4 + 16 * 5, value)
    assert read([blob(MANY), bytes(body)]) is None
    assert not np.isfinite(shapely.get_coordinates(codec.decode_many([bytes(body)]))).all()


@pytest.mark.parametrize("value", [5, 2.5, "POLYGON", b"", b"GP"])
def test_that_a_value_that_is_no_blob_is_refused(value):
    with pytest.raises(UnreadableError):
        codec.decode_many([value])


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_that_a_forged_byte_never_does_more_harm_than_to_the_other_reader(data):
    source = data.draw(st.sampled_from((ONE, MANY)))
    body = bytearray(shapely.to_wkb(source))
    # Headers and counts lie in the first bytes of each part; forge those above all.
    at = data.draw(st.one_of(st.integers(0, 30), st.integers(0, len(body) - 1)))
    body[at] = data.draw(st.integers(0, 255))
    found = wkb_rings.read([bytes(body)], [0], flat=False)
    if found is not None and not found.left:
        plain = wkb.read(bytes(body))
        assert shapely.to_wkb(found.shapes[0]) == shapely.to_wkb(plain)
