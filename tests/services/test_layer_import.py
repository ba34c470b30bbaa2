"""A reference layer of any kind: what a file is follows from its content, or is said."""

from __future__ import annotations

import shutil

import pytest
from helpers.open_sessions import a_keeper
from helpers.qinghe import QINGHE

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.services import layer_import, layer_list, marker_list
from greenshield.services.basemaps import Wishes

FILES = {
    "reference/界桩与标识牌.csv": "markers",
    "reference/负面清单.csv": "negative",
    "reference/管护站与巡护线.geojson": "vectors",
    "basemaps/影像_整改后.tif": "raster",
    "basemaps/县域底图.mbtiles": "raster",
    "boundaries/生态空间管控区.gpkg": "vectors",
}


@pytest.fixture
def session(tmp_path):
    with a_keeper(tmp_path / "p") as session:
        yield session


@pytest.mark.parametrize("name", FILES)
def test_that_a_file_is_of_the_kind_that_its_content_says_whatever_it_is_called(name, tmp_path):
    file = tmp_path / "文件.dat"
    shutil.copy(QINGHE / name, file)
    assert layer_import.kind_of(QINGHE / name) == layer_import.kind_of(file) == FILES[name]


def test_that_each_kind_comes_in_once_and_is_told_again(session):
    for name, kind in FILES.items():
        done = layer_import.add(session, QINGHE / name, Wishes())
        assert (done.kind, done.is_new, done.refused) == (kind, True, 0)
        assert not layer_import.add(session, QINGHE / name, Wishes()).is_new
    counts = {(i["kind"], i["name"]): i["count"] for i in layer_list.items(session.project)}
    assert counts == {
        ("markers", "云岭国家级自然保护区"): 38,
        ("markers", "白苇湿地省级自然保护区"): 21,
        ("negative", "负面清单"): 6,
        ("vectors", "生态空间管控区"): 1,
        ("vectors", "管护站与巡护线"): 5,
    }


def test_that_a_person_may_say_the_kind_and_what_is_said_of_it_is_kept(session, tmp_path):
    points = tmp_path / "桩.csv"
    points.write_text("编号,经度,纬度\n1,126.3,43.2\n", "utf-8")
    layer_import.add(session, points, Wishes(), "markers")
    assert [m["number"] for m in marker_list.items(session.project)] == ["1"]
    day = Wishes(name="甲", date="2025-03-01")
    layer_import.add(session, QINGHE / "reference/负面清单.csv", day)
    layer_import.add(session, QINGHE / "reference/管护站与巡护线.geojson", day)
    told = {(i["kind"], i["name"], i["date"]) for i in layer_list.items(session.project)}
    assert told >= {("negative", "甲", "2025-03-01"), ("vectors", "甲", "2025-03-01")}


def test_that_what_is_no_layer_is_refused_with_the_reason(session, tmp_path):
    with pytest.raises(UsageError) as unclear:
        layer_import.add(session, QINGHE / "ledger/整改台账.xlsx", Wishes())
    assert unclear.value.code == "layer_kind_unclear"
    (tmp_path / "x.bin").write_bytes(bytes(range(256)) * 8)
    with pytest.raises(UnreadableError):
        layer_import.add(session, tmp_path / "x.bin", Wishes())
    assert layer_list.items(session.project) == []
