"""Real boundary files through the whole import: counted, measured by the ellipsoid, again."""

import pytest
from helpers.imports import fingerprint
from helpers.open_sessions import make_project, session_of
from pyproj import Geod

from greenshield.geo import codec
from greenshield.services import area_list
from greenshield.services.area_import import AreaOptions, import_file

GEOD = Geod(ellps="GRS80")  # CGCS2000's flattening differs in the tenth digit

# file, boundaries, crs, encoding, a name in it
FILES = [
    ("cn_hubei_utf8cpg/市域.shp", 17, "EPSG:4326", "UTF-8", "鄂州市"),
    ("cn_wgis_whu_campus/水.shp", 9, "EPSG:32650", "GBK", "竹园游泳池"),
    ("cn_xian80_gk_dltb/DLTB.shp", 8, "EPSG:2379", "UTF-8", "DLTB 1"),
    ("wdpa_central_america_mapme/honduras_lifeweb.gpkg", 8, "EPSG:32616", "UTF-8", "Texiguat"),
    ("jp_national_parks_topojson/NPS_akan.topojson", 53, "EPSG:4326", "UTF-8", "阿寒"),
    ("省_shp_EPSG4490/省.shp", 34, "EPSG:4490", "UTF-8", "河南省"),
    ("uae_pad/pad-united-arab-emirates.shp", 50, "EPSG:4326", "UTF-8",
     "Yaw Al Dibsa Protected Area"),
    ("longwosion_geojson-map-china/geometryCouties/220100.json", 10, "EPSG:4326", "UTF-8",
     "宽城区"),
]  # fmt: skip


@pytest.mark.parametrize("row", FILES, ids=[row[0] for row in FILES])
def test_that_a_real_file_comes_in_once(row, tmp_path, shared_data, real_file):
    name, count, crs, encoding, called = row
    file = real_file(shared_data / "boundaries" / name)
    with session_of(make_project(tmp_path / "p")) as session:
        done = import_file(session, file, AreaOptions())
        assert done.imported + done.refused == count
        assert done.imported >= count - 1
        assert (done.crs, done.encoding) == (crs, encoding)
        items = area_list.items(session.project)
        assert called in {item["name"] for item in items}
        assert sum(item["vertices"] for item in items) == done.vertices
        for shape in session.project.rows("SELECT area_m2, geom FROM area"):
            measured = abs(GEOD.geometry_area_perimeter(codec.decode(shape["geom"]))[0])
            assert shape["area_m2"] == pytest.approx(measured, rel=1e-5, abs=1)
        before = fingerprint(session.project)
        again = import_file(session, file, AreaOptions())
        assert (again.imported, again.unchanged) == (0, done.imported)
        assert fingerprint(session.project) == before
