"""Photos whose file or fields say odd things: years no calendar holds, a position of a person."""

from datetime import datetime, timedelta

import pytest
from helpers.make_photos import exif_block, gps_ifd, jpeg_with_exif, picture
from helpers.make_tracks import gpx
from helpers.open_sessions import LAT, LON, PATCH, add_clue, tie
from PIL.ExifTags import GPS

from greenshield.project import identity
from greenshield.services import photo_by_track, photo_check, photo_clock, photo_list, photo_sets
from greenshield.services.photo_import import Options, import_photos
from greenshield.services.photo_track import Walk

TOLD_AT = "2026-05-01T09:10:00+08:00"


@pytest.fixture
def track(tmp_path):
    start = datetime.fromisoformat(TOLD_AT)
    spots = [(start + timedelta(minutes=m), LON, LAT) for m in (-10, 0, 10)]
    return gpx(tmp_path / "t.gpx", ("", spots))


@pytest.mark.parametrize(
    ("taken", "hours"), [("0001:01:01 00:00:00", 0), ("0001:01:02 00:00:00", -40)]
)
def test_that_a_time_beyond_the_calendar_places_nothing(session, tmp_path, track, taken, hours):
    made = jpeg_with_exif(tmp_path / "a.jpg", taken_at=taken)
    done = import_photos(session, [made], Options([track], timedelta(hours=hours)))
    assert (done.added, done.located) == (1, 0)
    walk = Walk.read([track], timedelta(hours=hours))
    found = photo_by_track.plan(session.project, walk)
    assert [left.code for left in found.left] == ["photo_without_measured_time"]
    assert photo_clock.propose(session.project, walk) == []


@pytest.mark.parametrize("told", [["abc"], [["a", "b", "c"]], "x", [[]], [["photo_clock_offset"]]])
def test_that_remarks_of_another_program_stop_no_placing(session, track, told):
    project, sha256 = session.project, "a" * 64
    photo = identity.photo_of_bytes(
        project.project_id, project.scope_of(session.who.division), sha256
    )
    fields = {
        "sha256": sha256, "taken_at": TOLD_AT[:19], "taken_at_source": "exif", "warnings": told,
    }  # fmt: skip
    with project.action(session.who.actor_id) as action:
        action.create("photo", photo, fields, origin={"file": "x.jpg", "sha256": sha256})
    walk = Walk.read([track])
    found = photo_by_track.plan(project, walk)
    assert [spot.photo for spot in found.spots] == [sha256]
    assert photo_by_track.carry_out(session, walk, found).changes
    assert photo_list.photos(project).items[0]["lon"] == pytest.approx(LON)
    assert photo_clock.propose(project, walk) == []


def test_that_a_position_which_its_file_calls_manual_is_no_measured_one(session, tmp_path):
    for name, method in (("manual", b"ASCII\0\0\0MANUAL"), ("gps", b"ASCII\0\0\0GPS")):
        gps = gps_ifd(lon=LON, lat=LAT) | {GPS.GPSProcessingMethod: method}
        exif = exif_block(taken_at="2026:05:01 09:00:00", gps=gps)
        picture(seed=len(name)).save(tmp_path / f"{name}.jpg", "JPEG", exif=exif)
    issue_id = add_clue(session, "QH-1", PATCH)
    files = [tmp_path / "manual.jpg", tmp_path / "gps.jpg"]
    done = import_photos(session, files, Options(auto_tag=True))
    listed = {i["file"]: i for i in photo_list.photos(session.project).items}
    manual = listed["manual.jpg"]
    assert (manual["lon"], manual["lat"]) == pytest.approx((LON, LAT))  # as the file has it
    assert (manual["position_source"], listed["gps.jpg"]["position_source"]) == ("hand", "exif")
    assert [p.code for p in done.problems if not p.fatal] == ["photo_place_unproven"]
    checked = {one.item["file"]: one for one in photo_check.check(session.project).found}
    assert checked["manual.jpg"].position == photo_check.CLAIMED
    assert "photo_position_entered" in [code for code, _ in checked["manual.jpg"].warnings]
    tie(session, manual["sha256"], phase="before", kind="near")
    issue = session.project.issue(issue_id)
    found = photo_sets.verdicts(session.project, issue, "2026-06-01")
    doubts = {photo: v.doubt and v.doubt.params["why"] for (_, photo), v in found.items()}
    assert doubts == {manual["sha256"]: "not_accepted", listed["gps.jpg"]["sha256"]: None}
