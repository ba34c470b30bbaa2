"""What an import of a ledger takes as one thing, or does not take: positions, derived columns."""

import numpy as np
import pyproj
import pytest
import shapely
from helpers.imports import fingerprint, workbook
from helpers.projects import move as raw_move
from shapely import box

from greenshield.services import issues, lookup
from greenshield.services.ledger_import import LedgerOptions, import_file

HEADER = ("图斑编号", "问题来源", "经度", "纬度")
ROW = ("QH-1", "常态化巡查", 126.35, 43.25)
DAY = "2026-05-01"


def take(session, file, **more):
    return import_file(session, file, LedgerOptions(**more))


def one_row(tmp_path):
    return workbook(tmp_path / "a.xlsx", HEADER, [ROW])


def numbers(done):
    return done.created, done.updated, done.unchanged, done.refused


def test_that_columns_whose_values_are_not_taken_are_told_one_by_one(session, tmp_path):
    header = (*HEADER, "实验区面积（平方米）", "涉红线面积（亩）", "核查时间", "县")
    file = workbook(tmp_path / "a.xlsx", header, [[*ROW, 30, 2, "2026-01-02", "青禾县"]])
    found = {p.column[2:]: p for p in take(session, file).problems if p.code.startswith("ledger_c")}
    assert {name: p.code for name, p in found.items()} == {
        "实验区面积（平方米）": "ledger_column_derived",
        "涉红线面积（亩）": "ledger_column_derived",
        "核查时间": "ledger_column_not_kept",
        "县": "ledger_column_not_kept",
    }
    assert not any(p.fatal for p in found.values())


@pytest.mark.parametrize("held", ["by a move", "by a person"])
def test_that_a_position_is_taken_or_left_as_a_whole(session, tmp_path, held):
    take(session, one_row(tmp_path))
    issue = lookup.issue(session.project, "QH-1")
    if held == "by a move":
        pins = {"issue": {"source_crs": issue.fields["source_crs"].shown.event_id}}
        with session.project.action(session.who.actor_id) as action:
            raw_move(action, issue.entity_id, "assign", occurred_on=DAY, pins=pins)
    else:
        for crs in ("EPSG:4214", "EPSG:4490"):
            issues.set_fields(session, "QH-1", {"source_crs": crs})
    before = fingerprint(session.project)
    patch = shapely.transform(box(126.34, 43.24, 126.36, 43.26), to_metres)
    header = ("图斑编号", "问题来源", "边界坐标")
    file = workbook(tmp_path / "b.xlsx", header, [("QH-1", "常态化巡查", patch.wkt)])
    done = take(session, file, crs="EPSG:4551")
    wanted = "ledger_place_locked" if held == "by a move" else "ledger_place_differs"
    left = [p for p in done.problems if "place" in p.code or "value" in p.code]
    assert [(p.code, p.params["field"]) for p in left] == [(wanted, "source_crs")]
    assert numbers(done) == (0, 0, 1, 0)
    assert fingerprint(session.project) == before


def to_metres(lonlat):
    to = pyproj.Transformer.from_crs("EPSG:4490", "EPSG:4551", always_xy=True)
    return np.column_stack(to.transform(lonlat[:, 0], lonlat[:, 1]))
