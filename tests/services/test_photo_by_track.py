"""Tracks place photos that are in the project; how far clocks were off is proposed, not applied."""

from datetime import UTC, datetime, timedelta

import pytest
import shapely
from helpers.make_photos import jpeg_with_exif
from helpers.make_tracks import gpx
from helpers.open_sessions import add_clue, make_project, session_of

from greenshield.services import (
    photo_by_track,
    photo_clock,
    photo_clock_offers,
    photo_list,
    photo_placing,
)
from greenshield.services.photo_import import Options, import_photos
from greenshield.services.photo_track import Walk

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)


def lon_at(seconds):
    """Along a winding way at 1.4 m/s."""
    return 126.3 + 0.00001724 * seconds


def lat_at(seconds):
    return 43.2 + 0.001 * ((seconds // 300) % 2) + 0.000002 * (seconds % 300)


@pytest.fixture
def track(tmp_path):
    seconds = range(0, 3600, 15)
    spots = [(START + timedelta(seconds=s), lon_at(s), lat_at(s)) for s in seconds]
    return gpx(tmp_path / "walk.gpx", ("", spots))


def shoot(folder, name, seconds, *, off=0, model="NIKON D90", **more):
    """A photo taken so many seconds after START by a camera whose clock is ``off`` behind."""
    folder.mkdir(exist_ok=True)
    local = (START + timedelta(hours=8, seconds=seconds - off)).replace(tzinfo=None)
    seed = len(list(folder.iterdir()))
    return jpeg_with_exif(
        folder / name, taken_at=local, seed=seed, make="NIKON CORPORATION", model=model, **more
    )


def test_that_photos_in_the_project_are_placed_after_a_look_and_back_again(tmp_path, track):
    card = tmp_path / "card"
    files = [
        shoot(card, "one.jpg", 100),
        shoot(card, "two.jpg", 2000),
        shoot(card, "late.jpg", 9000),
        shoot(card, "own.jpg", 50, lon=126.31, lat=43.21),
        shoot(card, "phone.jpg", 300, model="NIKON D91"),
    ]
    make_project(tmp_path / "project")
    with session_of(tmp_path / "project") as session:
        project = session.project
        import_photos(session, files)
        walk = Walk.read([track])
        events = project.journal.count()
        found = photo_by_track.plan(project, walk, camera="nikon d90")
        assert [s.file for s in found.spots] == ["one.jpg", "two.jpg"]
        assert [(left.file, left.code) for left in found.left] == [
            ("late.jpg", "photo_track_outside")
        ]
        assert (found.largest_gap_s, found.largest_error_m) == (15.0, pytest.approx(10.0, abs=60))
        assert project.journal.count() == events  # a look writes nothing
        done = photo_by_track.carry_out(session, walk, found)
        listed = {i["file"]: i for i in photo_list.photos(project).items}
        assert listed["two.jpg"]["lon"] == pytest.approx(lon_at(2000), abs=1e-6)
        assert listed["two.jpg"]["warnings"] == ["photo_placed_by_track"]
        assert listed["phone.jpg"]["lon"] is None
        slow = Walk.read([track], timedelta(seconds=60))
        again = photo_by_track.plan(project, slow, again=True, camera="NIKON D90")
        assert [s.again for s in again.spots] == [True, True]
        then = photo_by_track.carry_out(session, slow, again)
        listed = {i["file"]: i for i in photo_list.photos(project).items}
        assert listed["one.jpg"]["warnings"] == ["photo_placed_by_track", "photo_clock_offset"]
        assert listed["one.jpg"]["lon"] == pytest.approx(lon_at(160), abs=1e-6)
        photo_placing.put_back(session, then.before)
        listed = {i["file"]: i for i in photo_list.photos(project).items}
        assert listed["one.jpg"]["lon"] == pytest.approx(lon_at(100), abs=1e-6)
        assert listed["one.jpg"]["warnings"] == ["photo_placed_by_track"]
        photo_placing.put_back(session, done.before)
        listed = {i["file"]: i for i in photo_list.photos(project).items}
        assert (listed["one.jpg"]["lon"], listed["one.jpg"]["warnings"]) == (None, [])


def test_that_what_is_placed_by_hand_tells_no_longer_of_a_track(tmp_path, track):
    make_project(tmp_path / "project")
    with session_of(tmp_path / "project") as session:
        done = import_photos(session, [shoot(tmp_path / "c", "a.jpg", 100)], Options([track]))
        photo_placing.place_all(session, done.photos, lon="126.35", lat="43.25")
        row = photo_list.photos(session.project).items[0]
        assert (row["position_source"], row["warnings"]) == ("hand", [])
        before = photo_placing.before_last(session.project, done.photos[0])
        photo_placing.put_back(session, {done.photos[0]: before})
        row = photo_list.photos(session.project).items[0]
        assert (row["position_source"], row["warnings"]) == ("track", ["photo_placed_by_track"])


def test_that_a_clocks_offset_is_proposed_from_photos_with_both_times(tmp_path):
    card = tmp_path / "card"
    for n in range(6):
        at = 40 * n
        gps = START + timedelta(seconds=at - (n == 5) * 4000)  # the last one repeats an old fix
        shoot(card, f"{n}.jpg", at, off=133, gps_at=gps, lon=126.3, lat=43.2)
    shoot(card, "nowhere.jpg", 500, off=133)
    past = START - timedelta(days=1000)
    shoot(card, "years_ago.jpg", -86_400_000, off=900, gps_at=past, lon=126.3, lat=43.2)
    for n in range(3):  # left on UTC, 8 hours behind
        at = START + timedelta(seconds=n)
        shoot(card, f"utc{n}.jpg", n, off=28803, model="NIKON Z6", gps_at=at, lon=126.3, lat=43.2)
    make_project(tmp_path / "project")
    with session_of(tmp_path / "project") as session:
        d90, z6 = photo_clock.propose(session.project, files=[card])
        assert import_photos(session, [card]).refused == 0
        assert photo_clock.propose(session.project) == [d90, z6]
        # A file that came in meanwhile is told of once.
        assert photo_clock.propose(session.project, files=[card]) == [d90, z6]
    told = (d90.camera, d90.offset_s, d90.spread_s, d90.photos, d90.agreeing, d90.without_place)
    assert told == ("NIKON D90", 133, 0.0, 6, 5, 1)
    assert (d90.zone_s, d90.clear, d90.matters) == (0, True, True)
    assert (z6.offset_s, z6.zone_s) == (28803, 28800)
    # No two time zones are 30 hours apart: such a clock was simply wrong.
    fields = {"taken_at": "2026-05-03T10:00:00", "taken_at_source": "exif",
              "taken_at_offset": "+08:00", "gps_at": "2026-05-04T08:00:00Z"}  # fmt: skip
    (wrong,) = photo_clock_offers.offers([fields])
    assert (wrong.offset_s, wrong.zone_s) == (30 * 3600, 0)


def test_that_a_clocks_offset_is_proposed_from_places_along_a_track(tmp_path, track):
    card = tmp_path / "card"
    for n, at in enumerate((200, 520, 1100, 1700, 2500, 3100)):
        lon, lat = lon_at(at), lat_at(at) + 0.00005  # 5 m beside it
        shoot(card, f"{n}.jpg", at, off=-754, lon=lon, lat=lat)
    make_project(tmp_path / "project")
    with session_of(tmp_path / "project") as session:
        import_photos(session, [card])
        found = photo_clock.propose(session.project, Walk.read([track]))
        assert [o.by for o in found] == ["track"]
        assert found[0].offset_s == pytest.approx(-754, abs=15)
        assert found[0].photos == 6
        assert photo_clock.propose(session.project) == []


def test_that_what_a_clock_in_doubt_placed_is_told_and_tied_by_a_person_alone(tmp_path, track):
    card = tmp_path / "card"
    for n in range(4):  # these prove that the clock is 418 s behind
        gps = START + timedelta(seconds=100 * n)
        shoot(card, f"g{n}.jpg", 100 * n, off=418, gps_at=gps, lon=126.3, lat=43.2)
    shoot(card, "late.jpg", 2418, off=418)
    spot = shapely.Point(lon_at(2000), lat_at(2000)).buffer(0.0003)
    make_project(tmp_path / "project")
    with session_of(tmp_path / "project") as session:
        add_clue(session, "QH-1", spot)
        done = import_photos(session, [card], Options([track], auto_tag=True))
        told = [p.code for p in done.problems if p.file.endswith("late.jpg")]
        assert told == ["photo_placed_by_doubtful_clock", "photo_clock_unproven"]
        assert done.tagged == 0
        assert [round(o.offset_s) for o in done.clocks] == [418]
    with session_of(make_project(tmp_path / "right")) as session:
        add_clue(session, "QH-1", spot)
        options = Options([track], auto_tag=True, clock_offset=timedelta(seconds=-1))
        assert import_photos(session, [shoot(tmp_path / "d", "a.jpg", 2001)], options).tagged == 1
