"""Curves and surfaces that Shapely doesn't know, against circles and against GDAL's own shapes."""

import math
import struct

import numpy as np
import pytest
import shapely

from greenshield.domain.errors import UnreadableError
from greenshield.geo import wkb, wkb_curves


def ring(kind, points, order="<"):
    flat = [v for p in points for v in p]
    dims = {2: 0, 3: 1000, 4: 3000}[len(points[0])]
    head = struct.pack(f"{order}BII", order == "<", kind + dims, len(points))
    return head + struct.pack(f"{order}{len(flat)}d", *flat)


def holding(kind, *parts, order="<"):
    return struct.pack(f"{order}BII", order == "<", kind, len(parts)) + b"".join(parts)


CIRCLE = [(1.0, 0.0), (-1.0, 0.0), (1.0, 0.0)]
HALVES = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0)]


@pytest.mark.parametrize("points", [CIRCLE, HALVES, HALVES[::-1]])
@pytest.mark.parametrize("order", ["<", ">"])
def test_that_arcs_are_stroked_on_the_circle(points, order):
    line = wkb.read(ring(8, points, order))
    xy = shapely.get_coordinates(line)
    assert np.allclose(np.hypot(*xy.T), 1)
    assert xy[0].tolist() == xy[-1].tolist() == list(points[0])
    assert len(xy) == 361
    area = shapely.Polygon(xy).area
    assert math.pi * (1 - 6e-5) < area < math.pi


def test_that_an_arc_goes_through_its_middle_point():
    for via in ((0.6, 0.8), (0.6, -0.8), (-0.6, 0.8)):
        line = wkb.read(ring(8, [(1.0, 0.0), via, (-0.8, 0.6)]))
        assert shapely.distance(line, shapely.Point(via)) < 1e-4
        assert np.allclose(np.hypot(*shapely.get_coordinates(line).T), 1)


def test_that_three_points_in_line_are_a_line():
    line = wkb.read(ring(8, [(0.0, 0.0), (1.0, 1.0), (3.0, 3.0)]))
    assert shapely.get_coordinates(line).tolist() == [[0, 0], [1, 1], [3, 3]]


def test_that_a_curve_polygon_keeps_its_hole_and_drops_heights():
    outer = ring(8, [(*p, 5.0) for p in HALVES])
    inner = ring(2, [(0.2, 0.0), (0.0, 0.2), (-0.2, 0.0), (0.2, 0.0)])
    shape = wkb.read(holding(10, outer, inner))
    assert (shape.geom_type, len(shape.interiors), shape.has_z) == ("Polygon", 1, False)
    assert shape.area == pytest.approx(math.pi - 0.04, rel=1e-4)


def test_that_a_compound_curve_is_joined_without_doubled_vertices():
    arc = ring(8, HALVES[:3])
    back = ring(2, [(-1.0, 0.0), (0.0, -3.0), (1.0, 0.0)])
    line = wkb.read(holding(9, arc, back))
    assert line.is_ring
    assert (np.abs(np.diff(shapely.get_coordinates(line), axis=0)).sum(axis=1) > 0).all()
    assert wkb.read(holding(10, holding(9, arc, back))).area == pytest.approx(
        math.pi / 2 + 3, rel=1e-4
    )


def test_that_surfaces_and_collections_come_as_their_plain_kin():
    curved = holding(10, ring(8, CIRCLE))
    plain = shapely.box(3, 3, 4, 4).wkb
    surface = wkb.read(holding(12, curved, plain))
    assert (surface.geom_type, len(surface.geoms)) == ("MultiPolygon", 2)
    assert wkb.read(holding(11, ring(8, CIRCLE))).geom_type == "MultiLineString"
    mixed = wkb.read(holding(7, curved, shapely.Point(1, 2).wkb, shapely.MultiPoint([(1, 2)]).wkb))
    assert [g.geom_type for g in mixed.geoms] == ["Polygon", "Point", "MultiPoint"]
    corners = struct.pack("<I", 4) + struct.pack("<8d", 0, 0, 1, 0, 0, 1, 0, 0)
    triangle = struct.pack("<BII", 1, 17, 1) + corners
    tin = wkb.read(holding(16, triangle))
    assert tin.geoms[0].area == 0.5


@pytest.mark.parametrize(
    "body",
    [
        ring(8, HALVES[:2]),
        ring(8, HALVES[:4]),
        ring(8, CIRCLE)[:-1],
        holding(12, ring(8, CIRCLE)),
        holding(10, ring(8, CIRCLE))[:-8],
        holding(10, holding(10, ring(8, CIRCLE))),
    ],
)
def test_that_damaged_curves_are_named(body):
    with pytest.raises(UnreadableError, match="geometry_wkb_damaged"):
        wkb.read(body)


def test_that_curves_of_nan_are_read_for_repair_to_report():
    shape = wkb.read(ring(8, [(0.0, 0.0), (math.nan, 1.0), (1.0, 0.0)]))
    assert np.isnan(shapely.get_coordinates(shape)).any()


@pytest.mark.parametrize("kind", [1, 2, 3, 4, 5, 6, 7])
def test_that_the_own_reader_agrees_with_geos_on_plain_types(kind):
    square = shapely.Polygon([(0, 0), (9, 0), (9, 9)], [[(1, 0.5), (2, 0.5), (2, 1)]])
    shape = {
        1: shapely.Point(1, 2),
        2: square.exterior.__class__(square.exterior.coords),
        3: square,
        4: shapely.MultiPoint([(1, 2), (3, 4)]),
        5: shapely.MultiLineString([[(1, 2), (3, 4)], [(5, 6), (7, 8)]]),
        6: shapely.MultiPolygon([square, shapely.box(20, 20, 21, 21)]),
        7: shapely.GeometryCollection([square, shapely.Point(3, 4)]),
    }[kind]
    for order in (0, 1):
        for flavour in ("iso", "extended"):
            body = shapely.to_wkb(shapely.force_3d(shape, 7), byte_order=order, flavor=flavour)
            assert wkb_curves.read(body).wkb == shape.wkb
            assert wkb.read(body).has_z
