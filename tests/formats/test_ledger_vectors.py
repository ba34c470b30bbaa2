"""Vector files as ledgers: shapes are the patches, attributes the fields."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import fiona
import pytest
from helpers.read_lists import CODES, SYNONYMS

from greenshield.domain.errors import UnreadableError
from greenshield.formats.ledger import LedgerFile, ledger_from_vectors
from greenshield.formats.ledger_words import Words
from greenshield.formats.vectors import VectorFile, read_vectors

SQUARE = [[126.0, 43.0], [126.01, 43.0], [126.01, 43.01], [126.0, 43.01], [126.0, 43.0]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}


def _read(path: Path, **more: Any) -> LedgerFile:
    return ledger_from_vectors(read_vectors(path), synonyms=SYNONYMS, codes=CODES, **more)


def _geojson(path: Path, *features: tuple[dict[str, Any], dict[str, Any] | None]) -> Path:
    items = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": items}), "utf-8")
    return path


def test_that_shapes_are_the_patches_and_attributes_the_fields(tmp_path):
    attributes = {
        "图斑编号": "A1",
        "问题来源": "国家遥感",
        "面积(亩)": 15,
        "经度": 1.0,
        "影像": "x",
    }
    found = _read(_geojson(tmp_path / "a.geojson", (attributes, POLYGON)))
    row = found.rows[0]
    assert row.geometry is not None
    assert row.geometry.bounds == (126.0, 43.0, 126.01, 43.01)
    assert row.fields["area_rs"] == 10_000.0
    assert row.raw == {
        "图斑编号": "A1", "问题来源": "国家遥感", "面积(亩)": "15", "经度": "1", "影像": "x",
    }  # fmt: skip
    assert (row.row, found.header_rows, found.refused) == (1, (0, 0), 0)
    assert "lon" not in row.fields


def test_that_attribute_names_cut_by_a_shapefile_are_known(tmp_path):
    names = {"TBBH": "clue_no", "问题来源": "source_code", "BHDMC": "area_name"}
    words = Words.of(SYNONYMS)
    for codec, cut in (("gbk", "占用核心区"), ("utf-8", "占用核")):
        assert "占用核心区面积".encode(codec)[:10].decode(codec, "ignore") == cut
    assert words.field("占用核心区") == ("area_core", 0.7)
    assert words.field("占用核") == ("", 0.0)  # fits 占用核心保护区面积 too
    schema = {"geometry": "Polygon", "properties": dict.fromkeys([*names, "县代码"], "str:40")}
    path = tmp_path / "图斑.shp"
    with fiona.open(
        path, "w", driver="ESRI Shapefile", schema=schema, crs="EPSG:4490", encoding="gbk"
    ) as layer:
        values = {"TBBH": "T1", "问题来源": "绿盾巡查", "BHDMC": "某某保护区", "县代码": "220621"}
        layer.write({"type": "Feature", "properties": values, "geometry": POLYGON})
    found = _read(path)
    assert {c.header: c.field for c in found.columns} == {**names, "县代码": "division_code"}
    assert found.rows[0].fields == {
        "clue_no": "T1", "source_code": "green_shield", "area_name": "某某保护区",
        "division_code": "220621", "source_crs": "EPSG:4490",
    }  # fmt: skip


def test_that_features_that_are_no_patches_are_refused_one_by_one(tmp_path):
    line = {"type": "LineString", "coordinates": SQUARE}
    bow = {"type": "Polygon", "coordinates": [[SQUARE[n] for n in (0, 2, 1, 3, 0)]]}
    point = {"type": "Point", "coordinates": [126.1, 43.1]}
    number = "图斑编号"
    path = _geojson(
        tmp_path / "a.geojson",
        ({number: "1"}, POLYGON), ({number: "2"}, line), ({number: "3"}, None),
        ({number: "4"}, bow), ({number: "5"}, point), ({number: None}, POLYGON),
    )  # fmt: skip
    found = _read(path, defaults={"source_code": "national_rs"})
    seen = [(p.row, p.code, p.fatal) for p in found.problems if p.code.startswith("ledger")]
    assert seen == [
        (2, "ledger_shape_kind", True),
        (3, "ledger_row_no_place", True),
        (4, "ledger_shape_repaired", False),
        (6, "ledger_row_no_number", True),
    ]
    assert [row.row for row in found.rows] == [1, 4, 5]
    assert all(row.geometry is not None and row.geometry.is_valid for row in found.rows)
    assert found.rows[2].fields["lon"] == 126.1


def test_that_a_file_without_features_is_refused():
    empty = VectorFile(
        "a.shp", "a", ("a",), "ESRI Shapefile", [], "EPSG:4490", "declared", 0.0, "UTF-8",
        "ascii", 0, [],
    )  # fmt: skip
    with pytest.raises(UnreadableError, match="ledger_no_rows"):
        ledger_from_vectors(empty, synonyms=SYNONYMS, codes=CODES)


def test_that_a_mapping_names_attributes(tmp_path):
    path = _geojson(tmp_path / "a.geojson", ({"id2": "Q7", "ly": "审计"}, POLYGON))
    found = _read(path, mapping={"clue_no": "id2", "source_code": "LY"})
    assert found.rows[0].fields["clue_no"] == "Q7"
    assert found.rows[0].fields["source_code"] == "audit"
