"""Patrols: planned, walked by several, found something or nothing, on one device and on two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import shapely
from helpers import projects
from helpers.make_tracks import gpx
from helpers.open_sessions import COUNTY, LAT, LON, acting

from greenshield import messages
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.project.inspection import inspect_tables
from greenshield.project.rebuilding import differences
from greenshield.services import (
    patrol_coverage,
    patrol_list,
    patrol_tracks,
    patrols,
    track_import,
)

ROUTE = f"LINESTRING ({LON} {LAT}, {LON + 0.02} {LAT})"
MAY = {"name": "五月巡查", "planned_from": "2026-05-01", "planned_to": "2026-05-31"}
NOON = datetime(2026, 5, 12, 4, 0, tzinfo=UTC)


def walk(path, *, start=0.0, stop=0.02, north=0.0, at=NOON, name="上午"):
    """A GPX of somebody who walks east, a point each 0.0002°, ten seconds apart."""
    steps = round((stop - start) / 0.0002)
    spots = [
        (None if at is None else at + timedelta(seconds=10 * n), LON + start + 0.0002 * n,
         LAT + north)
        for n in range(steps + 1)
    ]  # fmt: skip
    return gpx(path, (name, spots))


@pytest.fixture
def planned(session):
    """A patrol with a route for 李四; its id."""
    made = patrols.add(session, {**MAY, "geom": ROUTE, "inspectors": "李四"})
    return made.patrols[0]


def item(session, patrol_id, as_of="2026-05-20"):
    return patrol_list.one(session.project, patrol_id, as_of=as_of)


def test_that_a_patrol_goes_from_planned_to_done_and_is_overdue_between(session, planned, tmp_path):
    assert item(session, planned)["state"] == "planned"
    assert item(session, planned, "2026-05-31")["state"] == "planned"
    assert item(session, planned, "2026-06-01")["state"] == "overdue"
    patrol_tracks.link(session, "五月巡查", [str(walk(tmp_path / "a.gpx"))])
    assert item(session, planned)["state"] == "under_way"
    done = {"done_on": "2026-05-12", "findings": "未发现问题"}
    assert patrols.set_fields(session, "五月巡查", done).problems == ()
    found = item(session, planned, "2027-01-01")
    assert (found["state"], found["findings"], found["finds"]) == ("done", "未发现问题", 0)
    told = patrol_list.counts(session.project, "2026-05-31", "2026-12-31", as_of="2026-06-10")
    assert (told.total, told.by_state["done"]) == (1, 1)
    assert patrol_list.counts(session.project, "2026-06-01", "2026-12-31", as_of="x").total == 0
    patrols.void(session, planned, reason="重复")
    assert patrol_list.items(session.project, as_of="2026-05-20") == []
    assert item(session, planned)["state"] == "void"
    with pytest.raises(UsageError, match="patrol_is_void"):
        patrols.set_fields(session, planned, {"remark": "x"})
    with pytest.raises(UsageError, match="patrol_stands"):
        patrols.void(session, planned, reason="重复")
    patrols.void(session, planned, reason="没有重复", restore=True)
    assert item(session, planned)["state"] == "done"
    assert differences(session.project) == inspect_tables(session.project) == []


def test_that_coverage_counts_the_tracks_of_the_patrols_days(session, planned, tmp_path):
    files = [
        walk(tmp_path / "a.gpx", stop=0.006),
        walk(tmp_path / "b.gpx", start=0.01, stop=0.014, north=0.0005),
        walk(tmp_path / "late.gpx", start=0.014, at=NOON + timedelta(days=40)),
        walk(tmp_path / "untimed.gpx", start=0.018, at=None),
    ]
    linked = patrol_tracks.link(session, planned, [str(f) for f in files])
    assert (linked.changed, len(linked.tracks)) == (4, 4)
    assert patrol_tracks.link(session, planned, [str(files[0])]).changed == 0
    walked = patrol_coverage.of(session.project, planned)
    assert (len(walked.tracks), walked.outside) == (3, (linked.tracks[2],))
    assert walked.untimed == (linked.tracks[3],)
    ends = 100 + 2 * (100**2 - 55.5**2) ** 0.5 + 100  # the corridor reaches beyond them, metres
    length = walked.route.length_m
    assert walked.share == pytest.approx(0.012 / 0.02 + ends / length, abs=0.03)
    assert len(walked.route.gaps) == 2
    patrols.set_fields(session, planned, {"done_on": "2026-06-21"})
    late = patrol_coverage.of(session.project, planned)
    assert late.outside == ()
    assert late.share > walked.share
    patrol_tracks.link(session, planned, linked.tracks, remove=True)
    assert patrol_coverage.of(session.project, planned).share == 0.0
    many = patrol_coverage.many(session.project, [planned, "229901:none"])
    assert [w.share for w in many.values()] == [0.0]


def test_that_a_track_of_many_days_counts_by_those_of_the_patrol(session, planned, tmp_path):
    def spots(start, at):
        steps = range(51)
        return [(at + timedelta(seconds=10 * n), LON + start + 0.0002 * n, LAT) for n in steps]

    year = gpx(tmp_path / "year.gpx", ("五月", spots(0.0, NOON)),
               ("六月", spots(0.01, NOON + timedelta(days=31))))  # fmt: skip
    (track,) = patrol_tracks.link(session, planned, [str(year)]).tracks
    found = patrol_coverage.of(session.project, planned)
    assert found.share == pytest.approx(0.56, abs=0.01)
    assert (found.tracks, found.unparted) == ((track,), ())
    patrols.set_fields(session, planned, {"done_on": "2026-06-12"})
    assert patrol_coverage.of(session.project, planned).share == 1.0
    between = {"done_on": "", "planned_from": "2026-05-20", "planned_to": "2026-05-25"}
    patrols.set_fields(session, planned, between)
    none = patrol_coverage.of(session.project, planned)
    assert (none.share, none.outside) == (0.0, (track,))
    for file in session.project.media.files():
        file.unlink()
    gone = patrol_coverage.of(session.project, planned)
    assert (gone.share, gone.unparted) == (1.0, (track,))


def test_that_the_area_seen_is_told_where_the_patrol_names_one(session, tmp_path):
    box = shapely.box(LON, LAT - 0.01, LON + 0.02, LAT + 0.01)
    with session.project.action(session.who.actor_id) as action:
        shape = projects.to_field(box, session.project.media)
        action.create("area", "a1", {"kind": "area", "name": "云岭", "geom": shape})
    made = patrols.add(session, {**MAY, "area_id": "云岭", "corridor_m": "50米"}).patrols[0]
    assert patrol_coverage.of(session.project, made).seen_share == 0.0
    patrol_tracks.link(session, made, [str(walk(tmp_path / "a.gpx"))])
    found = patrol_coverage.of(session.project, made)
    assert (found.route, found.share) == (None, None)
    assert found.seen_share == pytest.approx(100.0 / (0.02 * 111_100), rel=0.02)


def test_that_tracks_that_fit_are_proposed_the_likeliest_first(session, planned, tmp_path):
    li = acting(session.project, "李四")
    assert patrol_tracks.offers(session.project, planned) == []
    mine = walk(tmp_path / "mine.gpx", start=0.5, stop=0.51, name="李四的")
    track_import.import_tracks(li, [mine])
    files = [
        walk(tmp_path / "half.gpx", stop=0.01, name="半程"),
        walk(tmp_path / "all.gpx", name="全程"),
        walk(tmp_path / "far.gpx", start=0.3, stop=0.31, name="别处"),
        walk(tmp_path / "june.gpx", at=NOON + timedelta(days=40), name="六月"),
    ]
    track_import.import_tracks(session, files)
    offers = patrol_tracks.offers(session.project, planned)
    assert [(o.name, o.mine) for o in offers] == [
        ("全程", False),
        ("半程", False),
        ("李四的", True),
    ]
    assert offers[0].share == 1.0
    patrol_tracks.link(session, planned, ["全程"])
    assert "全程" not in [o.name for o in patrol_tracks.offers(session.project, planned)]


def test_that_two_devices_that_name_tracks_for_one_patrol_meet_no_conflict(tmp_path):
    first, second = projects.key(0), projects.key(1)
    with projects.make(tmp_path / "a", first) as project:
        with project.action("me") as action:
            projects.add_track(action, project)
            projects.add_patrol(action, project)
            line = projects.to_field(shapely.LineString([(126.3, 43.2), (126.31, 43.2)]),
                                     project.media)  # fmt: skip
            for n in (2, 3):
                action.create("track", f"{COUNTY}:t{n}", {"name": f"轨迹{n}", "geom": line})
        with projects.second_laptop(tmp_path / "b", project, second) as other:
            patrol = f"{COUNTY}:x1"
            for place, track in ((project, "t2"), (other, "t3")):
                with place.action("me") as action:
                    action.set_fields("track", f"{COUNTY}:{track}", {"patrols": [patrol]})
            from greenshield.project.receiving import receive

            receive(project, list(other.journal.all()))
            receive(other, list(project.journal.all()))
            expected = {patrol: [f"{COUNTY}:t{n}" for n in (1, 2, 3)]}
            for place in (project, other):
                assert patrol_list.tracks_of(place, [patrol]) == expected
                assert place.rows("SELECT * FROM conflict") == []
                assert inspect_tables(place) == []
            assert project.digest() == other.digest()


def test_that_an_inspector_says_how_his_own_patrol_went_and_plans_none(session, planned):
    li, wang = (acting(session.project, name) for name in ("李四", "王五"))
    assert patrols.set_fields(li, planned, {"完成日期": "2026-05-12", "备注": "雨"}).changes
    assert patrols.set_fields(wang, planned, {"planned_to": "2026-06-30"}).changes
    with pytest.raises(RefusedError, match="patrol_role_needed"):
        patrols.set_fields(li, planned, {"planned_to": "2026-07-31"})
    with pytest.raises(RefusedError, match="patrol_role_needed"):
        patrols.add(li, MAY)
    with pytest.raises(RefusedError, match="patrol_role_needed"):
        patrols.void(li, planned, reason="不去")
    other = patrols.add(session, {**MAY, "name": "别人的", "inspectors": "张三"}).patrols[0]
    with pytest.raises(RefusedError, match="patrol_not_yours"):
        patrols.set_fields(li, other, {"findings": "x"})


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": ""}, "patrol_field_kept"),
        ({"planned_to": "2026-04-30"}, "patrol_days_swapped"),
        ({"inspectors": "查无此人"}, "actor_unknown"),
        ({"area_id": "没有的"}, "area_unknown"),
        ({"campaign_id": "没有的"}, "campaign_unknown"),
        ({"corridor_m": "0"}, "field_value_invalid"),
        ({"geom": "POINT (126 43)"}, "patrol_route_no_line"),
        ({"geom": "LINESTRING (42540000 4790000, 42540100 4790000)"}, "patrol_route_not_degrees"),
        ({"geom": "LINESTRING (126 43, 126 43)"}, "patrol_route_length"),
        ({"geom": "LINESTRING (0 0, 170 80)"}, "patrol_route_length"),
        ({"geom": "一条线"}, "patrol_route_unread"),
        ({"geom": "@没有.gpx"}, "track_not_found"),
    ],
)
def test_that_a_plan_that_can_not_be_is_refused_and_nothing_written(session, given, code):
    with pytest.raises(Exception, match=code):
        patrols.add(session, {**MAY, **given})
    assert session.project.rows("SELECT * FROM patrol") == []


def test_that_a_walk_over_midnight_counts_to_the_end_of_the_last_day_and_is_told(session, tmp_path):
    one = {"name": "夜巡", "planned_from": "2026-05-12", "planned_to": "2026-05-12"}
    (night,) = patrols.add(session, {**one, "geom": ROUTE}).patrols
    late = datetime(2026, 5, 12, 15, 50, tzinfo=UTC)  # ten minutes to midnight in China
    track = walk(tmp_path / "n.gpx", at=late)
    (named,) = patrol_tracks.link(session, night, [str(track)]).tracks
    found = patrol_coverage.of(session.project, night)
    assert (found.parted, found.outside) == ((named,), ())
    walked = 0.0002 * 59 / 0.02  # a point each ten seconds
    assert found.share == pytest.approx(walked + 100 / found.route.length_m, abs=0.01)
    patrols.set_fields(session, night, {"planned_to": "2026-05-13"})
    whole = patrol_coverage.of(session.project, night)
    assert (whole.parted, whole.share) == ((), 1.0)


def test_that_two_phones_of_one_walk_count_what_both_saw_once(session, planned, tmp_path):
    files = [walk(tmp_path / "a.gpx", stop=0.012), walk(tmp_path / "b.gpx", start=0.008)]
    patrol_tracks.link(session, planned, [str(f) for f in files])
    found = patrol_coverage.of(session.project, planned)
    assert (found.share, len(found.tracks)) == (1.0, 2)
    assert found.route.covered_m == pytest.approx(found.route.length_m)


def test_that_where_the_recorder_was_off_nothing_was_walked(session, planned, tmp_path):
    both = [(NOON, LON, LAT), (NOON + timedelta(seconds=30), LON + 0.001, LAT),
            (NOON + timedelta(hours=1), LON + 0.019, LAT),
            (NOON + timedelta(hours=1, seconds=30), LON + 0.02, LAT)]  # fmt: skip
    patrol_tracks.link(session, planned, [str(gpx(tmp_path / "g.gpx", ("上午", both)))])
    (gap,) = patrol_coverage.of(session.project, planned).route.gaps
    assert gap.length_m == pytest.approx(0.018 * 81_000 - 200, rel=0.02)


def test_that_a_route_comes_from_a_file_of_lines(session, tmp_path):
    track = walk(tmp_path / "route.gpx", at=None)
    made = patrols.add(session, {**MAY, "geom": f"@{track}"}).patrols[0]
    length = patrol_coverage.of(session.project, made).route.length_m
    assert length == pytest.approx(0.02 * 81_000, rel=0.01)
    drawn = tmp_path / "line.geojson"
    drawn.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"n": 1}, '
        f'"geometry": {{"type": "LineString", "coordinates": [[{LON}, {LAT}], '
        f"[{LON + 0.02}, {LAT}]]}}}}]}}",
        "utf-8",
    )
    patrols.set_fields(session, made, {"geom": f"@{drawn}"})
    found = patrol_coverage.of(session.project, made).route.length_m
    assert found == pytest.approx(length, rel=1e-5)


def test_that_a_patrol_of_every_month_ends_with_each_month(session):
    given = {**MAY, "name": "月巡", "planned_from": "2026-01-01", "planned_to": "2026-01-31"}
    made = patrols.add(session, given, every="month", times=12)
    found = patrol_list.items(session.project, as_of="2026-01-01")
    assert [i["id"] for i in found] == list(made.patrols)
    assert [i["planned_to"][5:] for i in found][:4] == ["01-31", "02-28", "03-31", "04-30"]
    assert found[1]["name"] == "月巡 2026-02-01"
    with pytest.raises(UsageError, match="patrol_series_overlaps"):
        patrols.add(session, given, every="week", times=2)
    with pytest.raises(UsageError, match="patrol_series_malformed"):
        patrols.add(session, given, every="month", times=61)


def test_that_a_day_of_the_end_that_can_not_be_is_remarked(session, planned):
    ahead = patrols.set_fields(session, planned, {"done_on": "2199-01-01"})
    assert [p.code for p in ahead.problems] == ["patrol_done_ahead"]
    before = patrols.set_fields(session, planned, {"done_on": "2026-04-01"})
    assert [p.code for p in before.problems] == ["patrol_done_before"]


def test_that_what_names_another_countys_patrol_does_not_count(session, planned, tmp_path):
    track_import.import_tracks(session, [walk(tmp_path / "a.gpx")])
    with session.project.action(session.who.actor_id) as action:
        odd = {"patrols": [planned, 7, None], "geom": None}
        action.create("track", "229999:other", odd)
        action.create("track", f"{COUNTY}:odd", {"patrols": "no list"})
        action.create("issue", "229999:i", {"clue_no": "X", "patrol_id": planned})
        action.create("patrol", f"{COUNTY}:bare", {"inspectors": "x", "planned_to": 5})
    assert (item(session, planned)["tracks"], item(session, planned)["finds"]) == (0, 0)
    assert len(patrol_list.items(session.project, as_of="2026-05-01")) == 2
    bare = patrol_coverage.of(session.project, f"{COUNTY}:bare")
    assert (bare.share, bare.seen_share) == (None, None)
    with pytest.raises(UsageError, match="patrol_track_elsewhere"):
        patrol_tracks.link(session, planned, ["229999:other"])
    for word, code in (("没有", "patrol_track_unknown"), ("上午", None)):
        if code:
            with pytest.raises(UsageError, match=code):
                patrol_tracks.link(session, planned, [word])
        else:
            assert patrol_tracks.link(session, planned, [word]).changed == 1
    with pytest.raises(UsageError, match="patrol_unknown"):
        patrol_list.find(session.project, "没有")


def test_that_a_name_that_none_has_is_quoted_and_like_names_are_told(session, planned, tmp_path):
    track_import.import_tracks(session, [walk(tmp_path / "春季上午.gpx", name="春季上午")])
    for month in (4, 5):
        plan = {"name": f"十月巡查 2026-{month:02}", "planned_from": f"2026-{month:02}-01"}
        patrols.add(session, plan | {"planned_to": f"2026-{month:02}-20"})
    with pytest.raises(UsageError) as caught:
        patrol_list.find(session.project, "十月")
    told = messages.text(caught.value.code, caught.value.params, "zh")
    assert told == "没有名为“十月”的巡查（是否指：十月巡查 2026-04, 十月巡查 2026-05）"
    with pytest.raises(UsageError) as caught:
        patrol_tracks.link(session, planned, ["上午"])
    told = messages.text(caught.value.code, caught.value.params, "en")
    assert told == "there is no track '上午' (did you mean: 春季上午)"
    with pytest.raises(UsageError) as caught:
        patrol_list.find(session.project, "abcxyz")
    assert messages.text(caught.value.code, caught.value.params) == "没有名为“abcxyz”的巡查"
