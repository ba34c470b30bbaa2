"""A file whose system nobody knows: what is nearest to the project is proposed first."""

import json
import re

import numpy as np
import pytest
import shapely
from helpers.imports import boundary_file
from pyproj import Transformer
from shapely.geometry import box, mapping

from greenshield import messages
from greenshield.domain.errors import UnreadableError
from greenshield.services import area_import
from greenshield.services.area_import import AreaOptions

HERE = box(126.30, 43.25, 126.40, 43.35)


def in_metres(path, shape, epsg, *, swapped=False, declared=None):
    """A file of one shape in a projected system that it does not declare."""
    to = Transformer.from_crs(4490, epsg, always_xy=True)

    def moved(xy):
        x, y = to.transform(xy[:, 0], xy[:, 1])
        return np.column_stack([y, x] if swapped else [x, y])

    crs = None if declared is None else {"type": "name", "properties": {"name": declared}}
    feature = {"type": "Feature", "properties": {"名称": "平面"},
               "geometry": mapping(shapely.transform(shape, moved))}  # fmt: skip
    path.write_text(json.dumps(
        {"type": "FeatureCollection", "crs": crs, "features": [feature]}), "utf-8")  # fmt: skip
    return path


@pytest.fixture
def there(session, tmp_path):
    """A project that holds one boundary."""
    file = boundary_file(tmp_path / "there.geojson", [(HERE, {"名称": "此处"})])
    area_import.import_file(session, file, AreaOptions())
    return session


@pytest.mark.parametrize("swapped", [False, True])
def test_that_the_zone_that_leads_to_the_project_is_proposed_first(there, tmp_path, swapped):
    file = in_metres(tmp_path / "plain.geojson", HERE, 4551, swapped=swapped)
    with pytest.raises(UnreadableError) as refused:
        area_import.import_file(there, file, AreaOptions())
    told = refused.value
    assert told.code == "crs_contradicted"  # GeoJSON without a word means WGS 84
    assert told.params["proposals"][0] == "EPSG:4551"
    assert told.params["km"]["EPSG:4551"] < 1 < 100 < told.params["km"]["EPSG:4552"]
    assert "126E" in told.params["names"]["EPSG:4551"]
    shown = told.params["shown"]
    assert shown.startswith("EPSG:4551 (CGCS2000 / 3-degree Gauss-Kruger CM 126E, 0 km)")
    for lang, words in (("zh", "公里数"), ("en", "km: how far")):
        sentence = messages.text(told.code, told.params, lang)
        assert shown in sentence
        assert words in sentence


def test_that_a_project_that_holds_nothing_is_asked_in_the_readers_order(session, tmp_path):
    file = in_metres(tmp_path / "plain.geojson", HERE, 4551)
    with pytest.raises(UnreadableError) as refused:
        area_import.import_file(session, file, AreaOptions())
    assert "EPSG:4551" in refused.value.params["proposals"]
    told = refused.value
    assert told.params["km"] == {}
    assert "EPSG:4551 (CGCS2000 / 3-degree Gauss-Kruger CM 126E)" in told.params["shown"]
    for lang in ("zh", "en"):
        sentence = messages.text(told.code, told.params, lang)
        assert "CM 126E" in sentence
        assert not re.search(r"公里|\bkm\b|[{}]", sentence)


@pytest.mark.parametrize("code", ["crs_unknown", "crs_contradicted", "crs_given_contradicted"])
def test_that_where_nothing_fits_nothing_is_listed(code):
    params = {"file": "a.shp", "crs": "EPSG:4490", "shown": "", "nearest": ""}
    for lang in ("zh", "en"):
        told = messages.text(code, params, lang)
        assert not re.search(r"—|可能是|may be|[{}]", told)


def test_that_a_zone_beside_the_right_one_is_told_by_how_far_it_leads(there, tmp_path):
    file = in_metres(tmp_path / "next.geojson", HERE, 4551, declared="EPSG:4552")
    done = area_import.import_file(there, file, AreaOptions())
    (far,) = [p for p in done.problems if p.code == "crs_far_from_project"]
    assert not far.fatal
    assert 200 < float(far.params["km"]) < 260  # three degrees of longitude
    right = in_metres(tmp_path / "right.geojson", HERE, 4551, declared="EPSG:4551")
    done = area_import.import_file(there, right, AreaOptions(valid_from="2026-02-02"))
    assert "crs_far_from_project" not in {p.code for p in done.problems}
