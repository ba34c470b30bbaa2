"""Patrols in the summary: as they stood on its day, each with what was walked and found."""

from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from helpers.make_tracks import gpx
from helpers.open_sessions import COUNTY, LAT, LON

from greenshield.services import (
    patrol_coverage,
    patrol_finds,
    patrol_tracks,
    patrols,
    report_summary,
    summarizing,
)

ROUTE = f"LINESTRING ({LON} {LAT}, {LON + 0.02} {LAT})"
EVER = "2099-12-31"
NOON = datetime(2026, 5, 12, 4, 0, tzinfo=UTC)


@pytest.fixture
def walked(session, tmp_path):
    """A patrol of May that was half walked, found a clue, and was done on the 28th; its id."""
    plan = {"name": "五月巡查", "planned_from": "2026-05-01", "planned_to": "2026-05-20"}
    made = patrols.add(session, {**plan, "geom": ROUTE, "inspectors": "李四"}).patrols[0]
    spots = [(NOON + timedelta(seconds=10 * n), LON + 0.0002 * n, LAT) for n in range(51)]
    patrol_tracks.link(session, made, [str(gpx(tmp_path / "a.gpx", ("上午", spots)))])
    patrol_finds.find(session, made, {"lon": str(LON), "lat": str(LAT)}, on="2026-05-12")
    patrols.set_fields(session, made, {"done_on": "2026-05-28", "findings": "一处"})
    june = {"name": "六月巡查", "planned_from": "2026-06-01", "planned_to": "2026-06-30"}
    patrols.add(session, june)
    return made


def counted(session, cutoff):
    return {p.name: p for p in summarizing.gather(session.project, cutoff=cutoff).patrols}


def test_that_patrols_count_as_they_stood_on_the_day(session, walked):
    assert counted(session, "2026-04-30") == {}
    states = [counted(session, day)["五月巡查"].state
              for day in ("2026-05-12", "2026-05-27", "2026-05-28")]  # fmt: skip
    assert states == ["under_way", "overdue", "done"]
    assert counted(session, "2026-05-27")["五月巡查"].done_on == ""
    assert set(counted(session, "2026-06-01")) == {"五月巡查", "六月巡查"}


def test_that_length_coverage_and_finds_are_those_of_the_patrol(session, walked):
    assert counted(session, "2026-05-31")["五月巡查"].finds == 0  # it was entered today
    one = counted(session, EVER)["五月巡查"]
    own = patrol_coverage.of(session.project, walked)
    assert one.division_code == COUNTY
    assert (one.route_m, one.walked_m) == (own.route.length_m, own.length_m)
    assert one.covered_m / one.route_m == pytest.approx(own.share)
    assert 0.4 < own.share < 0.7
    assert (one.finds, one.inspectors) == (1, "李四")


def test_that_the_workbook_has_them(session, walked, tmp_path):
    made = report_summary.make(session.project, tmp_path / "s.xlsx", cutoff=EVER)
    assert {"巡查", "巡查明细"} <= set(made.sheets)
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx", data_only=True)["巡查"]
    heads, county, total = (
        [cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)
    )
    told = dict(zip(heads, total, strict=True))
    assert (told["计划次数"], told["已完成"], told["发现线索（个）"]) == (2, 1, 1)
    assert told["其中已巡（公里）"] < told["计划路线（公里）"]
    assert county[2:] == total[2:]
