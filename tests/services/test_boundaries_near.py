"""Outside: how far the nearest boundary in force is. Inside: with what share of the patch."""

import numpy as np
import pytest
import shapely
from helpers.calls import as_json, said
from helpers.open_sessions import add_clue, session_of
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from greenshield.geo import box_distances
from greenshield.geo.nearest import nearest
from greenshield.project.projection.geometry import to_field
from greenshield.services import boundaries_near, dossier, issue_show, legal_context

GEOD = Geod(a=6378137.0, rf=298.257222101)
PATCH = shapely.box(126.30, 43.20, 126.31, 43.21)


def put(session, entity_id, shape, kind="area", **fields):
    entity_type = "zone" if kind == "zone" else "area"
    own = {} if kind == "zone" else {"kind": kind}
    geom = to_field(shape, session.project.media)
    with session.project.action(session.who.actor_id) as action:
        action.create(entity_type, entity_id, {"geom": geom, "name": entity_id, **own, **fields})


def shown(session):
    issue = session.project.issue(session.project.rows("SELECT id FROM issue")[0]["id"])
    return issue_show.overlay(session.project, issue), issue


def test_that_each_layer_that_is_not_met_has_its_nearest(session):
    half = shapely.box(126.305, 43.1, 126.4, 43.3)
    put(session, "in", half)
    put(session, "old", PATCH.buffer(0.01), "zone", area_id="in", zone_code="core",
        valid_from="2000-01-01", valid_to="2010-01-01")  # fmt: skip
    for n in range(9):  # more than are read at a time, the nearest last
        put(session, f"z{n}", shapely.box(126.5 - n / 50, 43.2, 126.51 - n / 50, 43.21), "zone",
            area_id="in", zone_code="general_control", valid_from="2011-01-01")  # fmt: skip
    put(session, "red", shapely.box(126.2, 43.20, 126.29, 43.21), "redline")
    add_clue(session, "QH-1", PATCH)
    told, issue = shown(session)
    (row,) = told["overlay"]
    assert row["layer"] == "area"
    assert row["share"] == pytest.approx(0.5, rel=1e-3)
    zone, red = told["nearest"]
    assert (zone["layer"], zone["id"], zone["zone"]) == ("zone", "z8", "general_control")
    true = GEOD.inv(126.31, 43.2, 126.5 - 8 / 50, 43.2)[2]
    assert zone["distance_m"] == pytest.approx(true, rel=1e-3)
    assert (red["layer"], red["zone"]) == ("redline", None)
    made = dossier.build(session.project, issue, as_of="2026-06-01")
    assert [(o.layer, o.share is None, o.distance_m) for o in made.overlay] == [
        ("area", False, None), ("zone", True, zone["distance_m"]),
        ("redline", True, red["distance_m"]),
    ]  # fmt: skip


def test_that_the_version_in_force_is_measured_and_a_point_has_no_share(session):
    put(session, "v1", shapely.box(126.4, 43.2, 126.5, 43.3), code="Y", valid_from="2001-01-01")
    put(session, "v2", shapely.box(126.8, 43.2, 126.9, 43.3), code="Y", valid_from="2020-01-01")
    put(session, "all", shapely.box(126, 43, 127, 44), "control")
    add_clue(session, "QH-1", shapely.Point(126.3, 43.25))
    told, issue = shown(session)
    assert [n["id"] for n in told["nearest"]] == ["v2"]
    assert [(o["layer"], o["share"]) for o in told["overlay"]] == [("control", None)]
    rows = legal_context.rows_on(session.project, issue.entity_id, "2010-01-01")
    before = boundaries_near.outside(session.project, issue, rows, "2010-01-01")
    assert [n.id for n in before] == ["v1"]


def test_that_the_command_tells_it(path, capsys):
    with session_of(path) as session:
        put(session, "red", shapely.box(126.2, 43.20, 126.29, 43.21), "redline")
        put(session, "area", shapely.box(126.305, 43.1, 126.4, 43.3))
        add_clue(session, "QH-1", PATCH)
    _, data = as_json(capsys, "issue", "show", path, "QH-1")
    assert [n["layer"] for n in data["nearest"]] == ["redline"]
    _, text, _ = said(capsys, "issue", "show", path, "QH-1")
    assert "(50.0%)" in text
    assert "不在生态保护红线 red内，最近处相距" in text


BOXES = st.builds(
    lambda x, y, w, h: (x, y, x + w, min(y + h, 90.0)),
    st.floats(-180, 180), st.floats(-90, 89), st.floats(0, 3), st.floats(0, 3),
)  # fmt: skip


@given(BOXES, BOXES, st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_that_nothing_in_two_boxes_is_nearer_than_their_boxes_say(one, other, at):
    lon1, lat1 = one[0] + at[0] * (one[2] - one[0]), one[1] + at[1] * (one[3] - one[1])
    lon2, lat2 = other[0] + at[2] * (other[2] - other[0]), other[1] + at[3] * (other[3] - other[1])
    bound = box_distances.at_least_m(one, [other])[0]
    assert bound <= GEOD.inv(lon1, lat1, lon2, lat2)[2] * (1 + 1e-9) + 1e-6
    assert box_distances.at_least_m(one, [one])[0] == 0


def test_that_the_nearest_may_lie_across_the_antimeridian():
    there = shapely.box(-179.9, 50, -179.8, 50.1)
    far = shapely.box(179.0, 50, 179.1, 50.1)
    found = nearest([shapely.Point(179.95, 50.05), shapely.Point(-179.95, 50.05)], [far, there])
    assert found.area_index.tolist() == [1, 1]
    true = [GEOD.inv(x, 50.05, -179.9, 50.05)[2] for x in (179.95, -179.95)]
    np.testing.assert_allclose(found.distance_m, true, rtol=1e-4)
