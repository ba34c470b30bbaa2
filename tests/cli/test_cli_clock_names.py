"""Offsets of clocks on the command line: of cameras that nobody has, onto other days; gaps."""

from datetime import UTC, datetime, timedelta

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.make_tracks import gpx

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def track(tmp_path):
    seconds = range(0, 1200, 30)
    spots = [(START + timedelta(seconds=s), 126.3 + s / 60000, 43.25) for s in seconds]
    return gpx(tmp_path / "east.gpx", ("", spots))


def shoot(path, hours=0):
    at = (START + timedelta(hours=8 + hours, minutes=5)).replace(tzinfo=None)
    return jpeg_with_exif(path, taken_at=at, make="Apple", model="iPhone 13")


def codes(items):
    return [item["code"] for item in items]


def test_that_an_offset_of_a_camera_that_nobody_has_is_told(run, project, track, tmp_path):
    file = shoot(tmp_path / "a.jpg")
    wrong = ("--track", track, "--clock-offset", "iPhone13=+00:02:00", "--lang", "en")
    code, told = run("photos", "import", project, file, *wrong)
    assert (code, codes(told["problems"])) == (0, ["clock_offset_camera_unknown"])
    assert "Apple iPhone 13" in told["problems"][0]["remedy"]
    code, told = run("photos", "place", project, "--again", *wrong)
    assert (code, told["error"]["code"]) == (2, "camera_unknown")
    right = ("--track", track, "--clock-offset", "apple iphone 13=+00:02:00")
    code, told = run("photos", "place", project, "--again", *right)
    assert (code, told["total"]) == (0, 1)
    code, told = run("photos", "place", project, *right)  # none waits, but the camera is known
    assert (code, told["total"]) == (0, 0)


def test_that_a_clock_put_right_onto_another_day_is_told_at_once(run, project, track, tmp_path):
    file = shoot(tmp_path / "a.jpg", hours=-48)
    words = ("--track", track, "--clock-offset", "+48:00:00")
    code, told = run("photos", "import", project, file, *words)
    assert (code, told["located"]) == (0, 1)
    assert codes(told["problems"]) == ["photo_clock_moves_day"]
    (photo,) = run("photos", "list", project)[1]["items"]
    assert photo["warnings"] == [
        "photo_placed_by_track", "photo_clock_offset", "photo_clock_moves_day"
    ]  # fmt: skip
    (item,) = run("photos", "check", project)[1]["items"]
    assert item["time"] == "claimed"
    code, told = run("photos", "place", project, "--again", *words, "--dry-run")
    assert ([s["moves_day"] for s in told["items"]], codes(told["warnings"])) == (
        [True], ["photos_clock_moves_day"]
    )  # fmt: skip


@pytest.mark.parametrize("gap", ["nan", "inf", "1e300", "-1"])
def test_that_a_gap_is_a_number_of_minutes(run, project, track, tmp_path, gap):
    file = shoot(tmp_path / "a.jpg")
    for verb, more in (("import", (file,)), ("place", ())):
        code, told = run("photos", verb, project, *more, "--track", track, f"--gap={gap}")
        assert (code, told["error"]["code"]) == (2, "track_gap_malformed")


@pytest.mark.parametrize("typed", [("--clock-offset", "-00:02"), ("--clock-offset=-00:02:00",)])
def test_that_a_negative_offset_may_be_typed_with_a_space(run, project, track, tmp_path, typed):
    run("photos", "import", project, shoot(tmp_path / "a.jpg"))
    code, told = run("photos", "place", project, "--track", track, *typed, "--dry-run")
    assert (code, [item["offset_s"] for item in told["items"]]) == (0, [-120])
