"""Photos without a position are placed by the track of who walked with the camera."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from helpers import make_tracks
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import make_project, session_of
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.formats.tracks import read_track
from greenshield.geo.distances import distance_m
from greenshield.services import photo_list
from greenshield.services.photo_import import Options, import_photos
from greenshield.services.photo_track import GAP_LIMIT, Walk
from greenshield.services.photo_trails import LONGEST_LEG_M, Trail, spots, trails_of
from greenshield.services.track_import import import_tracks

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)


def gpx(path, points):
    """A GPX of (seconds after START, lon, lat)."""
    return make_tracks.gpx(path, ("", [(moment(s), lon, lat) for s, lon, lat in points]))


def moment(seconds):
    return None if seconds is None else START + timedelta(seconds=seconds)


@pytest.fixture
def walk(tmp_path):
    points = [(0, 126.30, 43.20), (60, 126.301, 43.202), (300, 126.305, 43.202)]
    return gpx(tmp_path / "walk.gpx", [*points, (3600, 126.4, 43.3)])


def shoot(tmp_path, name, seconds, **more):
    local = START + timedelta(hours=8, seconds=seconds)
    folder = tmp_path / "card"
    folder.mkdir(exist_ok=True)
    seed = len(list(folder.iterdir()))
    return jpeg_with_exif(folder / name, taken_at=local.replace(tzinfo=None), seed=seed, **more)


def imported(tmp_path, files, *options):
    path = tmp_path / "project"
    if not path.exists():
        make_project(path)
    with session_of(path) as session:
        done = [import_photos(session, files, option) for option in options]
        return done[-1], {i["file"]: i for i in photo_list.photos(session.project).items}


def test_that_a_photo_between_two_points_is_put_between_them(tmp_path, walk):
    files = [
        shoot(tmp_path, "middle.jpg", 30),
        shoot(tmp_path, "on_it.jpg", 60, offset="+08:00"),
        shoot(tmp_path, "before.jpg", -1),
        shoot(tmp_path, "in_the_gap.jpg", 1000),
        shoot(tmp_path, "after.jpg", 3601),
        shoot(tmp_path, "own.jpg", 30, lon=100.0, lat=30.0),
        shoot(tmp_path, "elsewhere.jpg", 30, offset="+00:00"),
    ]
    done, found = imported(tmp_path, files, Options(tracks=[walk]))
    assert done.located == 3
    middle = found["middle.jpg"]
    assert (middle["lon"], middle["lat"]) == pytest.approx((126.3005, 43.201), abs=1e-8)
    assert middle["position_source"] == "track"
    assert middle["warnings"] == ["photo_placed_by_track"]
    half = distance_m(126.30, 43.20, Point(126.301, 43.202)) / 2
    assert middle["position_error_m"] == pytest.approx(half, abs=0.06)
    assert (found["on_it.jpg"]["lon"], found["on_it.jpg"]["lat"]) == (126.301, 43.202)
    assert found["own.jpg"]["position_source"] == "exif"
    for name in ("before.jpg", "in_the_gap.jpg", "after.jpg", "elsewhere.jpg"):
        assert found[name]["lon"] is None, name


def test_that_a_slow_clock_is_put_right_and_said(tmp_path, walk):
    files = [shoot(tmp_path, "slow.jpg", 30 - 3600)]
    options = Options(tracks=[walk], clock_offset=timedelta(hours=1))
    _, found = imported(tmp_path, files, options)
    slow = found["slow.jpg"]
    assert (slow["lon"], slow["lat"]) == pytest.approx((126.3005, 43.201), abs=1e-8)
    assert slow["warnings"] == ["photo_placed_by_track", "photo_clock_offset"]
    assert slow["taken_at"] == "2026-05-01T08:00:30"  # the camera's word is left as it was


def test_that_satellite_time_goes_before_the_cameras(tmp_path, walk):
    moment = START + timedelta(seconds=30)
    files = [shoot(tmp_path, "gps.jpg", 50, gps_at=moment)]
    options = Options(tracks=[walk], clock_offset=timedelta(hours=1))
    _, found = imported(tmp_path, files, options)
    assert found["gps.jpg"]["lon"] == pytest.approx(126.3005, abs=1e-8)
    assert found["gps.jpg"]["warnings"] == ["photo_placed_by_track"]


def test_that_a_claimed_or_contradicted_time_places_nothing(tmp_path, walk):
    folder = tmp_path / "card"
    folder.mkdir()
    name = f"IMG_{START + timedelta(hours=8, seconds=30):%Y%m%d_%H%M%S}.jpg"
    files = [
        jpeg_with_exif(folder / name),
        shoot(tmp_path, "odd.jpg", 30, gps_at=START - timedelta(days=700)),
    ]
    done, found = imported(tmp_path, files, Options(tracks=[walk]))
    assert found[name]["taken_at_source"] == "filename"
    assert done.located == 0


def test_that_a_track_that_comes_later_places_what_was_nowhere(tmp_path, walk):
    files = [shoot(tmp_path, "middle.jpg", 30)]
    done, found = imported(tmp_path, files, Options(), Options(tracks=[walk]))
    assert (done.added, done.duplicates, done.located) == (0, 1, 1)
    assert found["middle.jpg"]["position_source"] == "track"
    path = tmp_path / "project"
    with session_of(path) as session:
        events = session.project.journal.count()
        done = import_photos(session, files, Options(tracks=[walk]))
        assert (done.located, session.project.journal.count()) == (0, events)
        state = session.project.state(
            "photo", session.project.rows("SELECT id FROM photo")[0]["id"]
        )
        assert state.conflicts == ()


def test_that_a_track_without_times_is_refused(tmp_path):
    bare = gpx(tmp_path / "bare.gpx", [(None, 126.3, 43.2), (None, 126.4, 43.3)])
    with pytest.raises(UnreadableError) as caught:
        Walk.read([bare])
    assert caught.value.code == "track_without_times"


def trail(seconds, lons, lats, name="walk.gpx"):
    return Trail(name, ms(seconds), np.array(lons), np.array(lats))


def ms(seconds):
    return np.array([round((START + timedelta(seconds=s)).timestamp() * 1000) for s in seconds])


seconds = st.lists(st.integers(0, 3000), min_size=1, max_size=30, unique=True).map(sorted)


@given(seconds, st.integers(-100, 3100), st.data())
def test_that_interpolation_is_that_of_a_plain_loop(times, at, data):
    lons = [data.draw(st.floats(126.3, 126.31)) for _ in times]
    lats = [data.draw(st.floats(43.2, 43.204)) for _ in times]
    walk = Walk([trail(times, lons, lats)])
    moment = START + timedelta(seconds=at)
    place, _ = walk.place({"gps_at": moment.isoformat()})
    wanted = None
    for n in range(len(times)):
        if times[n] == at:
            wanted = (lons[n], lats[n])
        if (
            n
            and times[n - 1] < at < times[n]
            and times[n] - times[n - 1] <= GAP_LIMIT.total_seconds()
        ):
            leg = distance_m(lons[n - 1], lats[n - 1], Point(lons[n], lats[n]))
            if leg > LONGEST_LEG_M or leg > max(50, 60 * (times[n] - times[n - 1])):
                continue
            share = (at - times[n - 1]) / (times[n] - times[n - 1])
            wanted = tuple(v[n - 1] + share * (v[n] - v[n - 1]) for v in (lons, lats))
    if wanted is None:
        assert place == {}
    else:
        assert (place["lon"], place["lat"]) == pytest.approx(wanted, abs=2e-9)


def test_that_a_walk_across_the_date_line_stays_on_it():
    walk = Walk([trail((0, 60), (179.999, -179.997), (0.0, 0.0))])
    place, _ = walk.place({"gps_at": (START + timedelta(seconds=30)).isoformat()})
    assert place["lon"] == pytest.approx(-179.999, abs=1e-8)


def test_that_points_of_two_walkers_are_never_mixed(tmp_path):
    # Their points alternate in time; between them lie 5 km.
    east = trail(range(0, 600, 60), [126.36] * 10, [43.2] * 10, "east.gpx")
    west = trail(range(30, 630, 60), [126.30] * 10, [43.2] * 10, "west.gpx")
    at = ms([0, 45, 625])
    found = spots([east, west], at, 600_000)
    assert [found.why_not(n) for n in range(3)] == [
        "", "photo_track_ambiguous", "photo_track_outside"
    ]  # fmt: skip
    assert found.lon[0] == pytest.approx(126.36)
    assert np.isnan(found.lon[1:]).all()
    alone = spots([west], at, 600_000)
    assert alone.lon[1] == pytest.approx(126.30)
    assert alone.why_not(0) == "photo_track_outside"


def test_that_two_who_walk_together_place_a_photo_with_their_distance_as_error():
    first = trail((0, 60), (126.3, 126.3), (43.2, 43.2), "first.gpx")
    second = trail((20, 40), (126.3005, 126.3005), (43.2, 43.2), "second.gpx")
    found = spots([first, second], ms([30]), 600_000)
    assert found.trail[0] == 1  # its points are nearer in time
    assert found.error_m[0] == pytest.approx(40.7, abs=0.2)


def test_that_receivers_in_one_file_are_told_apart_and_lost_signals_are_not(tmp_path):
    def part(name, *points):
        return name, [(moment(s), lon, 43.2) for s, lon in points]

    parts = [part("A", (0, 126.30), (60, 126.30)), part("B", (30, 126.36), (90, 126.36))]
    path = make_tracks.gpx(tmp_path / "team.gpx", *parts, part("A", (100, 126.3)))
    found = trails_of(read_track(path), "team.gpx")
    assert [(t.name, len(t.ms)) for t in found] == [("team.gpx · A", 3), ("team.gpx · B", 2)]
    with pytest.raises(UsageError):
        Walk.read([path], gap=timedelta(0))


def test_that_what_no_track_tells_for_sure_is_told_and_placed_by_one_alone(tmp_path):
    west = gpx(tmp_path / "west.gpx", [(0, 126.30, 43.2), (60, 126.30, 43.2), (1000, 126.3, 43.2)])
    east = gpx(tmp_path / "east.gpx", [(0, 126.36, 43.2), (60, 126.36, 43.2)])
    files = [shoot(tmp_path, "both.jpg", 30), shoot(tmp_path, "gap.jpg", 500)]
    done, _ = imported(tmp_path, files, Options(tracks=[west, east]))
    assert [(p.code, Path(p.file).name) for p in done.problems] == [
        ("photo_track_ambiguous", "both.jpg"), ("photo_track_gap", "gap.jpg")
    ]  # fmt: skip
    assert done.located == 0
    with session_of(tmp_path / "project") as session:
        import_tracks(session, [west, east])
        own = Options(own_tracks=["west"], gap=timedelta(minutes=20))
        assert import_photos(session, files, own).located == 2
        with pytest.raises(UsageError):
            import_photos(session, files, Options(own_tracks=["north"]))
