"""A boundary across the 180th meridian goes the whole way of an import: shape, box, overlay."""

import json

import pytest
import shapely
from helpers.open_sessions import add_clue

from greenshield.geo.repair import repair
from greenshield.project.rebuilding import differences
from greenshield.services import issue_show
from greenshield.services.area_import import AreaOptions, import_file

ACROSS = [(179.9, 50), (-179.9, 50), (-179.9, 50.1), (179.9, 50.1), (179.9, 50)]


def test_that_a_boundary_across_it_is_kept_and_overlaid_in_two_parts(session, tmp_path):
    feature = {
        "type": "Feature", "properties": {"name": "远东"},
        "geometry": {"type": "Polygon", "coordinates": [ACROSS]},
    }  # fmt: skip
    file = tmp_path / "a.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    issue = add_clue(session, "QH-1", repair(shapely.Polygon(ACROSS)).geometry)
    far = add_clue(session, "QH-2", shapely.box(-179.7, 50, -179.6, 50.1))
    done = import_file(session, file, AreaOptions())
    assert "geometry_antimeridian_cut" in [p.code for p in done.problems]
    (row,) = session.project.rows("SELECT area_m2, geom FROM area")
    box = session.project.rows("SELECT minx, maxx FROM rtree_area_geom")[0]
    assert (box["minx"], box["maxx"]) == (-180, 180)
    (met,) = session.project.rows("SELECT issue_id, area_m2 FROM overlay")
    assert met["issue_id"] == issue
    assert met["area_m2"] == pytest.approx(row["area_m2"], rel=1e-9)
    near = issue_show.overlay(session.project, session.project.issue(far))["nearest"]
    assert near[0]["distance_m"] == pytest.approx(14_300, rel=0.01)
    assert differences(session.project) == []
