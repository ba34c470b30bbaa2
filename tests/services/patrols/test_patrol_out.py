"""A patrol as a file for a hand-held, a map or a GIS, read again by other readers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fiona
import gpxpy
import pytest
from helpers.make_tracks import gpx
from helpers.open_sessions import LAT, LON, PATCH
from lxml import etree

from greenshield.domain.errors import UsageError
from greenshield.formats.tracks import read_track
from greenshield.services import patrol_coverage, patrol_finds, patrol_out, patrol_tracks, patrols

DAY = "2026-05-12"
NOON = datetime(2026, 5, 12, 4, 0, tzinfo=UTC)
MAY = {"name": "五月巡查", "planned_from": "2026-05-01", "planned_to": "2026-05-31"}


@pytest.fixture
def walked(session, tmp_path):
    """A patrol of which the middle was walked, with a find that has a patch and one a place."""
    route = f"LINESTRING ({LON} {LAT}, {LON + 0.02} {LAT})"
    (patrol,) = patrols.add(session, {**MAY, "geom": route}).patrols
    spots = [(NOON + timedelta(seconds=10 * n), LON + 0.008 + 0.0002 * n, LAT) for n in range(31)]
    late = [(t + timedelta(days=60), lon, lat + 0.01) for t, lon, lat in spots]
    track = gpx(tmp_path / "a.gpx", ("上午", spots), ("七月", late))
    patrol_tracks.link(session, patrol, [str(track)])
    for given in ({"geom": PATCH.wkt, "facility_name": "采砂点"}, {"lon": LON, "lat": LAT + 0.001}):
        patrol_finds.find(session, patrol, given, on=DAY)
    return patrol


def written(session, patrol, file):
    return patrol_out.write(session.project, patrol, file, as_of=DAY, lang="zh")


def test_that_a_hand_held_gets_lines_as_tracks_and_finds_as_way_points(session, walked, tmp_path):
    out = tmp_path / "巡查.gpx"
    assert written(session, walked, out) == {"route": 1, "gap": 2, "track": 1, "find": 2}
    with out.open(encoding="utf-8") as file:
        found = gpxpy.parse(file)
    assert [t.name for t in found.tracks] == ["路线：五月巡查", "未巡 1", "未巡 2", "轨迹：上午"]
    assert [len(t.segments) for t in found.tracks] == [1, 1, 1, 1]
    assert found.tracks[0].length_2d() == pytest.approx(0.02 * 81_000, rel=0.01)
    # Of the track that part alone which was walked in the patrol's days.
    assert len(found.tracks[3].segments[0].points) == 31
    assert [w.longitude for w in found.waypoints] == pytest.approx([LON, LON], abs=1e-4)
    assert "采砂点" in found.waypoints[0].name
    assert len(read_track(out).lon) > 30  # and our own reader takes it


def test_that_a_gis_and_a_map_get_each_with_what_it_is(session, walked, tmp_path):
    assert written(session, walked, tmp_path / "a.gpkg")["gap"] == 2
    told = {}
    for layer in fiona.listlayers(tmp_path / "a.gpkg"):
        with fiona.open(tmp_path / "a.gpkg", layer=layer) as source:
            assert source.crs.to_epsg() == 4490
            told[layer] = [row["properties"] for row in source]
    assert [row["what"] for row in told["lines"]] == ["route", "gap", "gap", "track"]
    gaps = patrol_coverage.of(session.project, walked).route.gaps
    lengths = [row["length_m"] for row in told["lines"] if row["what"] == "gap"]
    assert lengths == pytest.approx([gap.length_m for gap in gaps], abs=0.1)
    assert [row["found_on"] for row in told["patches"] + told["points"]] == [DAY, DAY]
    written(session, walked, tmp_path / "a.KML")
    root = etree.parse(str(tmp_path / "a.KML")).getroot()
    marks = root.findall(".//{*}Placemark")
    styles = sorted(mark.findtext("{*}styleUrl") for mark in marks)
    assert styles == ["#find", "#find", "#gap", "#gap", "#route", "#track"]


def test_that_nothing_to_write_and_other_endings_are_told(session, tmp_path):
    (empty,) = patrols.add(session, MAY).patrols
    with pytest.raises(UsageError, match="patrol_out_empty"):
        written(session, empty, tmp_path / "a.gpx")
    with pytest.raises(UsageError, match="patrol_out_ending"):
        written(session, empty, tmp_path / "a.shp")
    assert list(tmp_path.glob("a.*")) == []
