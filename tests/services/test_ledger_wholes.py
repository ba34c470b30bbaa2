"""What an import of a ledger takes as one thing, or does not take: positions, derived columns."""

import numpy as np
import pyproj
import pytest
import shapely
from helpers.imports import fingerprint, workbook
from helpers.projects import move as raw_move
from shapely import box

from greenshield.domain.errors import RefusedError
from greenshield.project.projection.geometry import from_field
from greenshield.services import issues, lookup
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.shape_typed import Shapes

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
    header = (*HEADER, "实验区面积（平方米）", "涉红线面积（亩）", "核查时间")
    file = workbook(tmp_path / "a.xlsx", header, [[*ROW, 30, 2, "2026-01-02"]])
    found = {p.column[2:]: p for p in take(session, file).problems if p.code.startswith("ledger_c")}
    assert {name: p.code for name, p in found.items()} == {
        "实验区面积（平方米）": "ledger_column_derived",
        "涉红线面积（亩）": "ledger_column_derived",
        "核查时间": "ledger_column_not_kept",
    }
    assert not any(p.fatal for p in found.values())


def of_patch(path, patch):
    header = ("图斑编号", "问题来源", "边界坐标")
    return workbook(path, header, [("QH-1", "常态化巡查", patch.wkt)])


def relied_on(session, *names, move="assign"):
    issue = lookup.issue(session.project, "QH-1")
    pins = {"issue": {name: issue.fields[name].shown.event_id for name in names}}
    with session.project.action(session.who.actor_id) as action:
        raw_move(action, issue.entity_id, move, occurred_on=DAY, pins=pins)


def by_hand(session):
    for crs in ("EPSG:4214", "EPSG:4490"):
        issues.set_fields(session, "QH-1", {"source_crs": crs})


@pytest.mark.parametrize(("held", "field"), [("by a move", "geom"), ("by a person", "source_crs")])
def test_that_a_position_is_taken_or_left_as_a_whole(session, tmp_path, held, field):
    take(session, of_patch(tmp_path / "a.xlsx", box(126.3, 43.2, 126.31, 43.21)))
    if held == "by a move":
        relied_on(session, "geom")
    else:
        by_hand(session)
    before = fingerprint(session.project)
    patch = shapely.transform(box(126.302, 43.202, 126.312, 43.212), to_metres)
    done = take(session, of_patch(tmp_path / "b.xlsx", patch), crs="EPSG:4551")
    wanted = "ledger_place_locked" if held == "by a move" else "ledger_place_differs"
    left = [p for p in done.problems if "place" in p.code or "value" in p.code]
    assert [(p.code, p.params["field"]) for p in left] == [(wanted, field)]
    assert numbers(done) == (0, 0, 1, 0)
    assert fingerprint(session.project) == before


@pytest.mark.parametrize("held", ["by a move", "by a person"])
def test_that_a_point_takes_its_first_patch_whatever_relied_on_the_point(session, tmp_path, held):
    take(session, one_row(tmp_path))
    if held == "by a move":
        relied_on(session, "lon", "lat", "source_crs")
    else:
        by_hand(session)
    patch = shapely.transform(box(126.34, 43.24, 126.36, 43.26), to_metres)
    done = take(session, of_patch(tmp_path / "b.xlsx", patch), crs="EPSG:4551")
    assert numbers(done) == (0, 1, 0, 0)
    issue = lookup.issue(session.project, "QH-1")
    assert (issue.get("source_crs"), issue.get("lon"), issue.get("lat")) == (
        "EPSG:4551", 126.35, 43.25,
    )  # fmt: skip
    assert from_field(issue.get("geom"), session.project.media).area > 0
    assert issue.findings == ()


def test_that_the_first_patch_can_be_typed_after_a_move_relied_on_the_point(session, tmp_path):
    take(session, one_row(tmp_path))
    relied_on(session, "lon", "lat", "source_crs")
    patch = shapely.transform(box(126.34, 43.24, 126.36, 43.26), to_metres)
    issues.set_fields(session, "QH-1", {"geom": patch.wkt}, Shapes("EPSG:4551"))
    relied_on(session, "geom", "source_crs", move="check")
    with pytest.raises(RefusedError) as caught:
        issues.set_fields(session, "QH-1", {"source_crs": "EPSG:4214"})
    assert [m.params["field"] for m in caught.value.missing] == ["source_crs"]


def to_metres(lonlat):
    to = pyproj.Transformer.from_crs("EPSG:4490", "EPSG:4551", always_xy=True)
    return np.column_stack(to.transform(lonlat[:, 0], lonlat[:, 1]))
