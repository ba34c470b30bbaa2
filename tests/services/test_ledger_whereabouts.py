"""New rows at one place, and rows far from every boundary, come in and are told."""

import pytest
from helpers.imports import workbook
from shapely import Point, Polygon, box

from greenshield.project.projection.geometry import to_field
from greenshield.services.ledger_import import LedgerOptions, import_file

HEADER = ("图斑编号", "问题来源", "经度", "纬度", "边界坐标")
CODES = ("ledger_place_twice", "ledger_place_far", "ledger_list_far")
SQUARE = box(126.31, 43.24, 126.32, 43.25)


def row(number, shape):
    if shape.geom_type == "Point":
        return [number, "常态化巡查", shape.x, shape.y, ""]
    return [number, "常态化巡查", "", "", shape.wkt]


def take(session, tmp_path, *rows):
    file = workbook(tmp_path / "a.xlsx", HEADER, rows)
    done = import_file(session, file, LedgerOptions(on="2026-05-01"))
    assert done.refused == 0
    return [(p.code, p.row, p.params) for p in done.problems if p.code in CODES]


def draw(session, kind, shape, **more):
    with session.project.action(session.who.actor_id) as action:
        geom = to_field(shape, session.project.media)
        values = {"kind": kind, "name": "云岭", "valid_from": "2020-01-01", "geom": geom} | more
        action.create("area", f"{kind}-{shape.bounds[0]}", values)


def test_that_rows_at_one_place_are_told_with_the_first(session, tmp_path):
    turned = Polygon([*SQUARE.exterior.coords[2:], *SQUARE.exterior.coords[1:3]])
    cut = Polygon([(126.31, 43.24), (126.32, 43.24), (126.32, 43.25), (126.311, 43.25),
                   (126.31, 43.249)])  # fmt: skip
    shapes = (
        Point(126.3, 43.2), SQUARE, Point(126.3, 43.2), Point(126.3000001, 43.2), turned, cut,
        Point(126.30001, 43.2), Point(126.3, 43.2), cut,
    )  # fmt: skip
    rows = [row(f"N{n}", shape) for n, shape in enumerate(shapes, 2)]
    assert cut.bounds == SQUARE.bounds
    told = [(at, params["first"]) for _, at, params in take(session, tmp_path, *rows)]
    assert told == [(4, 2), (6, 3), (9, 2), (10, 7)]
    assert take(session, tmp_path, *rows) == []  # they are there


@pytest.mark.parametrize("kind", ["area", "redline", "control"])
def test_that_a_place_far_from_every_boundary_is_told_with_the_nearest(session, tmp_path, kind):
    draw(session, kind, box(126.30, 43.20, 126.40, 43.30))
    draw(session, kind, box(125.30, 43.20, 125.31, 43.21), name="青山")
    rows = [
        row("A", Point(126.35, 43.25)), row("B", Point(126.35, 43.74)),  # 49 km
        row("C", Point(126.35, 43.76)), row("D", Point(127.35, 43.25)),  # 51 and 77 km
        row("E", box(127.0, 43.2, 127.01, 43.21)), row("F", box(127.03, 43.2, 127.04, 43.21)),
        row("G", Point(124.5, 43.2)),
        *(row(f"H{n}", Point(126.36 + n / 100, 43.2)) for n in range(9)),
    ]  # fmt: skip
    told = [(at, params["area"], params["km"]) for _, at, params in take(session, tmp_path, *rows)]
    assert told == [(4, "云岭", 51), (5, "云岭", 77), (7, "云岭", 51), (8, "青山", 65)]


def test_that_places_of_a_boundary_that_ended_are_far(session, tmp_path):
    draw(session, "area", box(126.30, 43.20, 126.40, 43.30))
    near = [row(f"N{n}", Point(126.31 + n / 100, 43.25)) for n in range(3)]
    draw(session, "area", box(127.30, 43.20, 127.40, 43.30), name="旧山", valid_to="2022-12-31")
    told = take(session, tmp_path, *near, row("F", Point(127.35, 43.25)))
    assert [(code, at) for code, at, _ in told] == [("ledger_place_far", 5)]


def test_that_a_list_that_lies_elsewhere_is_told_once(session, tmp_path):
    draw(session, "area", box(126.30, 43.20, 126.40, 43.30))
    rows = [row(f"N{n}", Point(127.5 + n / 100, 43.25)) for n in range(5)]
    told = take(session, tmp_path, *rows, row("A", Point(126.41, 43.25)))
    assert told == [("ledger_list_far", None, {"count": 5, "of": 6, "km": 50})]


def test_that_without_boundaries_nothing_is_far(session, tmp_path):
    assert (
        take(session, tmp_path, row("A", Point(127.5, 43.25)), row("B", Point(124.5, 43.2))) == []
    )


def test_that_a_place_in_another_province_is_told_as_that_alone(session, tmp_path):
    draw(session, "area", box(126.30, 43.20, 126.40, 43.30))
    near = [row(f"N{n}", Point(126.31 + n / 100, 43.25)) for n in range(3)]
    assert take(session, tmp_path, *near, row("F", Point(110.0, 30.0))) == []
