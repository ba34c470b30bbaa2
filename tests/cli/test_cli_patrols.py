"""What a patrol's commands tell people."""

from datetime import UTC, datetime, timedelta

from helpers.calls import said
from helpers.make_tracks import gpx
from helpers.open_sessions import LAT, LON

ROUTE = f"geom=LINESTRING ({LON} {LAT}, {LON + 0.02} {LAT})"


def walk(path, name, at):
    spots = [(at + timedelta(seconds=10 * n), LON + 0.0002 * n, LAT) for n in range(50)]
    return gpx(path, (name, spots))


def test_that_tracks_are_told_by_their_names(project, capsys, tmp_path):
    plan = ("name=五月巡查", "planned_from=2026-05-01", "planned_to=2026-05-31", ROUTE)
    assert said(capsys, "patrol", "add", project, *plan)[0] == 0
    for n, name in enumerate(("四月踏勘", "", "四月踏勘")):
        track = walk(tmp_path / f"{n}.gpx", name, datetime(2026, 4, 12 + n, 4, 0, tzinfo=UTC))
        code, linked, _ = said(capsys, "patrol", "track", project, "五月巡查", track)
        assert code == 0
    _, shown, _ = said(capsys, "patrol", "show", project, "五月巡查")
    lines = [line for line in shown.splitlines() if "不在巡查日期内" in line]
    assert sum("轨迹四月踏勘 [" in line for line in lines) == 2
    assert len(set(lines)) == 3  # the end of the id parts those of one name
    assert lines == [line for line in linked.splitlines() if "不在巡查日期内" in line]
