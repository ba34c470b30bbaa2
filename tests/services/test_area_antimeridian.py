"""Boundaries across a line of the map, the 180th meridian or two zones, through an import."""

import json

import fiona
import pyproj
import pytest
import shapely
from helpers.open_sessions import add_clue

from greenshield.geo import codec
from greenshield.geo.repair import repair
from greenshield.project.rebuilding import differences
from greenshield.services import issue_show
from greenshield.services.area_import import AreaOptions, import_file

GEOD = pyproj.Geod(a=6378137.0, rf=298.257222101)
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


@pytest.mark.parametrize("crs", ["EPSG:4528", "EPSG:4529", "EPSG:4550"])
def test_that_an_area_over_two_gauss_kruger_zones_is_measured_on_the_ellipsoid(
    session, tmp_path, crs
):
    """3° zones 40 and 41 part at 121.5°E: in the plane of either, one half is drawn too large."""
    ring = shapely.segmentize(shapely.box(120.9, 42.0, 122.1, 42.4), 0.01)
    planar = pyproj.Transformer.from_crs("EPSG:4490", crs, always_xy=True)
    drawn = shapely.transform(ring, planar.transform, interleaved=False)
    file, schema = tmp_path / "a.gpkg", {"geometry": "Polygon", "properties": {"name": "str"}}
    with fiona.open(file, "w", driver="GPKG", schema=schema, crs=crs) as out:
        feature = {"geometry": shapely.geometry.mapping(drawn), "properties": {"name": "跨带"}}
        out.write(feature)
    import_file(session, file, AreaOptions())
    (row,) = session.project.rows("SELECT area_m2, geom FROM area")
    stored = codec.decode(row["geom"])
    assert row["area_m2"] == pytest.approx(GEOD.geometry_area_perimeter(ring)[0], rel=1e-8)
    true = sum(abs(GEOD.geometry_area_perimeter(part)[0]) for part in stored.geoms)
    assert row["area_m2"] == pytest.approx(true, rel=1e-9)
    assert drawn.area / row["area_m2"] - 1 > 5e-5
