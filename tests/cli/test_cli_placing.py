"""Placing by tracks and clocks that were off, on the command line."""

import shlex
from datetime import UTC, datetime, timedelta

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.make_tracks import gpx

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def track(tmp_path):
    seconds = range(0, 1200, 30)
    spots = [(START + timedelta(seconds=s), 126.3 + s / 60000, 43.25) for s in seconds]
    return gpx(tmp_path / "east.gpx", ("East", spots))


@pytest.fixture
def card(tmp_path):
    folder = tmp_path / "card"
    folder.mkdir()
    for n, (seconds, gps) in enumerate(((60, True), (120, True), (300, False), (9000, False))):
        true = START + timedelta(seconds=seconds)
        slow = (true + timedelta(hours=8, seconds=-90)).replace(tzinfo=None)
        more = {"lon": 126.3, "lat": 43.25, "gps_at": true} if gps else {}
        jpeg_with_exif(folder / f"{n}.jpg", taken_at=slow, seed=n, **more)
    return folder


def test_that_a_slow_clock_is_proposed_and_serves_where_a_person_says_so(run, project, card, track):
    code, told = run("photos", "clock", project, card)
    (offer,) = told["items"]
    assert (code, offer["camera"], offer["offset"]) == (0, "Green Shield", "+00:01:30")
    assert (offer["photos"], offer["matters"], offer["without_place"]) == (2, True, 2)
    code, told = run("photos", "import", project, card, "--track", track, "--lang", "en")
    assert told["located"] == 3
    (warning,) = told["warnings"]
    assert (code, warning["code"]) == (0, "clock_offset_proposed")
    assert "+00:01:30" in warning["message"]
    command = shlex.split(warning["command"])
    assert warning["command"] in warning["message"]
    assert run(*command[1:], "--dry-run")[1]["total"] == 1
    assert [p["code"] for p in told["problems"]].count("photo_placed_by_doubtful_clock") == 1
    assert run("tracks", "import", project, track)[0] == 0
    words = ("photos", "place", project, "--own-track", "East", "--again")
    right = ("--camera", "green shield", "--clock-offset", "Green Shield=+00:01:30")
    code, told = run(*words, *right, "--dry-run")
    assert (code, told["total"], told["changed"], told["warnings"]) == (0, 1, False, [])
    (spot,) = told["items"]
    assert (spot["track"], spot["offset_s"], spot["again"]) == ("East", 90.0, True)
    assert spot["lon"] == pytest.approx(126.3 + 300 / 60000)
    assert [x["code"] for x in told["left"]] == ["photo_track_outside"]
    code, told = run(*words, *right)
    assert (code, told["changed"]) == (0, True)
    listed = run("photos", "list", project)[1]["items"]
    placed = next(i for i in listed if i["position_source"] == "track")
    assert placed["warnings"] == ["photo_placed_by_track", "photo_clock_offset"]
    code, told = run("photos", "place", project, placed["sha256"][:12], "--back")
    assert told["changed"]


def test_that_wrong_words_of_placing_are_exit_2(run, project, card, track):
    run("photos", "import", project, card)
    for words, wanted in (
        (("--track", track, "--gap", "0"), "track_gap_malformed"),
        (("--track", track, "--camera", "Nikon"), "camera_unknown"),
        (("--own-track", "all"), "tracks_none_timed"),
        (("--own-track", "north"), "track_unknown"),
        (("--track", track, "--back"), "photo_place_or_back"),
        (("--back",), "photos_never_moved"),
        (("--back", "--dry-run"), "place_option_of_tracks"),
        (("--lon", "126", "--lat", "43", "--camera", "x"), "place_option_of_tracks"),
    ):
        code, told = run("photos", "place", project, *words)
        assert (code, told["error"]["code"]) == (2, wanted)
    code, told = run("photos", "clock", project, "--shown", "10:00:00")
    assert (code, told["error"]["code"]) == (2, "clock_photo_needed")


def test_that_people_are_told_what_tracks_would_do(say, project, card, track):
    say("photos", "import", project, card)
    _, out, _ = say("photos", "place", project, "--track", track, "--dry-run")
    assert "可定位 1 张，共 2 张" in out
    assert "1 张：拍摄时刻不在轨迹的时间之内" in out
    _, out, _ = say("photos", "clock", project, "--lang", "en")
    assert "camera and satellite time differ alike in 2 of 2 photos, ±0 s" in out


def test_that_datum_and_time_are_said_and_taken_back(run, project, tmp_path):
    file = jpeg_with_exif(tmp_path / "a.jpg", lon=126.356, lat=43.252, make="", model="")
    run("photos", "import", project, file)
    (photo,) = run("photos", "list", project)[1]["items"]
    sha256 = photo["sha256"][:12]
    assert run("photos", "datum", project, sha256, "--as", "gcj02")[1] == {"changed": True}
    assert run("photos", "datum", project, sha256, "--as", "gcj02")[1] == {"changed": False}
    (moved,) = run("photos", "list", project)[1]["items"]
    assert moved["lon"] != photo["lon"]
    assert run("photos", "place", project, sha256, "--back")[1]["changed"]
    assert run("photos", "list", project)[1]["items"] == [photo]
    assert run("photos", "datum", project)[1]["total"] == 0
    words = ("photos", "time", project, sha256)
    assert run(*words, "--at", "2026-05-01 10:03:20")[1] == {"changed": True}
    (timed,) = run("photos", "list", project)[1]["items"]
    assert (timed["taken_at"], timed["taken_at_source"]) == ("2026-05-01T10:03:20", "hand")
    assert run(*words, "--back")[1] == {"changed": True}
    code, told = run(*words, "--back", "--at", "2026-05-01 10:03")
    assert (code, told["error"]["code"]) == (2, "photo_time_or_back")


def test_that_a_place_may_be_typed_in_minutes_and_a_swapped_one_is_told(run, project, card):
    run("photos", "import", project, card / "2.jpg")
    (item,) = run("photos", "list", project)[1]["items"]
    place = ("photos", "place", project, item["sha256"])
    code, told = run(*place, "--lon", "43.25", "--lat", "126.3", "--lang", "en")
    assert (code, told["error"]["code"]) == (2, "position_swapped")
    assert "--lon 126.3 --lat 43.25" in told["error"]["remedy"]
    code, told = run(*place, "--lon", "43.25", "--lat", "87.6")  # Ürümqi, a latitude by itself
    assert (code, told["error"]["code"]) == (2, "position_swapped")
    code, told = run(*place, "--lon", "43°14′2″N", "--lat", "126°18′E")
    assert (code, told["error"]["code"]) == (2, "position_swapped")
    assert run(*place, "--lon", "126°18′", "--lat", "43°14′2″")[0] == 0
    (item,) = run("photos", "list", project)[1]["items"]
    assert (item["lon"], round(item["lat"], 6)) == (126.3, 43.233889)
