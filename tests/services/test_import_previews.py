"""Previews of imports: what they tell is what the import then does."""

from __future__ import annotations

import json

import pytest
from helpers.qinghe import QINGHE

from greenshield.domain.errors import UnreadableError
from greenshield.formats.ledger_model import BY_NAME
from greenshield.services import (
    area_import,
    area_preview,
    ledger_import,
    ledger_preview,
    people,
)
from greenshield.services.area_import import AreaOptions
from greenshield.services.ledger_import import ColumnWords, LedgerOptions
from greenshield.services.session import reading, writing

LEDGER = QINGHE / "ledger" / "整改台账.xlsx"
AREAS = QINGHE / "boundaries" / "保护区范围.shp"
ZONES = QINGHE / "boundaries" / "功能区划.shp"


@pytest.fixture
def reader(path):
    """A session that can only read, of the first actor: as the window looks at a file."""
    with reading(path) as session:
        session.actor = people.find(session.project, "张三")
        yield session


def test_that_the_counts_of_a_preview_are_those_of_the_import(path, reader):
    options = LedgerOptions(sheet="整改台账", how="ledger")
    seen = ledger_preview.of(reader, LEDGER, options)
    with writing(path) as session:
        done = ledger_import.import_file(session, LEDGER, options)
    counts = {name: getattr(done, name) for name in ("created", "updated", "unchanged", "refused")}
    assert {name: seen.counts[name] for name in counts} == counts
    assert seen.problems == done.problems
    assert counts["refused"] > 0
    assert sum(row.what == "refused" for row in seen.rows) == counts["refused"]
    with reading(path) as again:
        again.actor = people.find(again.project, "张三")
        after = ledger_preview.of(again, LEDGER, options)
    assert after.counts["unchanged"] == counts["created"]


def test_that_every_row_with_a_problem_is_there_to_jump_to(reader):
    seen = ledger_preview.of(reader, LEDGER, LedgerOptions(sheet="整改台账", how="ledger"))
    rows = {row.row for row in seen.rows}
    told = {p.row for p in seen.problems if p.row}
    assert told
    assert told <= rows
    labels = {c.label for c in seen.columns}
    assert {p.column for p in seen.problems if p.row and p.column} <= labels


def test_that_a_row_stands_there_as_it_is_and_as_it_will_be(reader):
    seen = ledger_preview.of(reader, LEDGER, LedgerOptions(sheet="整改台账", how="ledger"))
    at = next(n for n, c in enumerate(seen.columns) if c.field == "activity_code")
    row = next(r for r in seen.rows if r.what == "created" and r.read[at])
    assert row.cells[at]
    assert len(row.cells) == len(row.read) == len(seen.columns)
    assert seen.header_rows[0] >= 1
    assert seen.columns[at].sample
    english = ledger_preview.of(
        reader, LEDGER, LedgerOptions(sheet="整改台账", how="ledger"), lang="en"
    )
    assert next(r for r in english.rows if r.row == row.row).read[at].isascii()


def test_that_a_column_that_nobody_wants_is_left(reader):
    def fields_of(words):
        options = LedgerOptions(sheet="整改台账", how="ledger", mapping=words)
        return {c.header: c.field for c in ledger_preview.of(reader, LEDGER, options).columns}

    first = fields_of(ColumnWords())
    header = next(h for h, f in first.items() if f == "facility_name")
    assert fields_of(ColumnWords(ignored=(header,)))[header] == ""


def test_that_more_rows_than_there_is_room_for_are_cut_but_for_those_with_problems(
    reader, tmp_path
):
    head = "图斑编号,问题来源,经度,纬度\n"
    rows = [f"T-{n},绿盾巡查,126.{n:03d},43.2" for n in range(500)]
    rows[450] = "T-450,绿盾巡查,,"
    file = tmp_path / "many.csv"
    file.write_text(head + "\n".join(rows) + "\n", "utf-8")
    seen = ledger_preview.of(reader, file, LedgerOptions())
    assert [r.row for r in seen.rows] == [*range(2, 2 + ledger_preview.ROWS), 452]
    assert seen.counts["created"] == 499


def test_that_every_field_of_the_catalogue_can_be_mapped(reader, tmp_path):
    offered = [name for names in ledger_preview.catalogue().values() for name in names]
    assert len(offered) == len(set(offered)) > 60
    file = tmp_path / "one.csv"
    file.write_text("编号,问题来源,经度,纬度,丁\nT-1,绿盾巡查,126.3,43.2,\n", "utf-8")
    for name in offered:
        words = ColumnWords({name: "丁"})
        seen = ledger_preview.of(reader, file, LedgerOptions(mapping=words))
        assert seen.columns[4].field == BY_NAME.get(name, name)  # a list has names, no marks


def test_that_boundaries_are_told_as_the_import_takes_them(path, reader):
    options = AreaOptions(valid_from="2008-01-14")
    seen = area_preview.of(reader, AREAS, options)
    with writing(path) as session:
        done = area_import.import_file(session, AREAS, options)
    told = {"created": done.imported, "updated": 0, "unchanged": 0, "refused": done.refused}
    assert seen.counts == told
    assert (seen.crs, seen.encoding, seen.vertices) == (done.crs, done.encoding, done.vertices)
    assert "CGCS2000" in seen.crs_name
    assert tuple((c.header, c.field) for c in seen.columns) == done.columns
    assert seen.area_m2 > 0
    # A class (GB/T 14529) that stands in the column of the type is taken, and shown as taken.
    at = [c.field for c in seen.columns].index("area_type")
    assert [row.read[at] for row in seen.rows] == ["森林生态系统", "内陆湿地和水域生态系统"]
    with reading(path) as again:
        again.actor = people.find(again.project, "张三")
        assert area_preview.of(again, AREAS, options).counts["unchanged"] == done.imported


def test_that_boundaries_without_a_shape_and_late_ones_with_a_remark_are_shown(reader, tmp_path):
    def made(n):
        x, y = 126 + n % 20 / 100, 43 + n // 20 / 100
        ring = [[x, y], [x + 0.005, y], [x + 0.005, y + 0.005], [x, y]]
        if n == 230:
            ring = [[x, y], [x + 0.005, y + 0.005], [x + 0.005, y], [x, y + 0.005], [x, y]]
        shape = None if n in (2, 240) else {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": {"name": f"N{n}"}, "geometry": shape}

    file = tmp_path / "many.geojson"
    every = {"type": "FeatureCollection", "features": [made(n) for n in range(250)]}
    file.write_text(json.dumps(every), "utf-8")
    seen = area_preview.of(reader, file, AreaOptions())
    assert [r.row for r in seen.rows] == [*range(1, 1 + area_preview.ROWS), 231, 241]
    third = seen.rows[2]
    assert (third.what, third.cells) == ("refused", ("N2",))
    assert {p.row for p in seen.problems if p.row} == {3, 231, 241}
    assert seen.counts == {"created": 248, "updated": 0, "unchanged": 0, "refused": 2}


def test_that_zones_without_their_areas_are_refused_before_anything_is_written(reader):
    seen = area_preview.of(reader, ZONES, AreaOptions(kind="zone"))
    assert seen.counts["refused"] == len(seen.rows)
    assert {row.what for row in seen.rows} == {"refused"}


def test_that_numbers_without_a_system_come_with_proposals(reader, tmp_path):
    file = tmp_path / "plain.geojson"
    ring = "[[[400000,4700000],[400100,4700000],[400100,4700100],[400000,4700000]]]"
    file.write_text(
        '{"type":"FeatureCollection","crs":null,"features":[{"type":"Feature",'
        '"properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":' + ring + "}}]}"
    )
    with pytest.raises(UnreadableError) as refusal:
        area_preview.of(reader, file, AreaOptions())
    assert refusal.value.params["proposals"]
