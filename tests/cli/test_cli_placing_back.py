"""Placings of many photos taken back at once, and clocks of cameras without a name, or in order."""

import shlex
from datetime import UTC, datetime, timedelta

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.make_tracks import gpx

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)


def lon_at(seconds):
    return 126.3 + seconds / 60000


@pytest.fixture
def track(tmp_path):
    spots = [(START + timedelta(seconds=s), lon_at(s), 43.25) for s in range(0, 1200, 30)]
    return gpx(tmp_path / "east.gpx", ("East", spots))


def shoot(folder, name, seconds, *, slow=0, gps=False, **more):
    """A photo taken so long after ``START`` by a clock that is ``slow`` seconds behind."""
    folder.mkdir(exist_ok=True)
    true = START + timedelta(seconds=seconds)
    shown = (true + timedelta(hours=8, seconds=-slow)).replace(tzinfo=None)
    if gps:
        more |= {"lon": lon_at(seconds), "lat": 43.25, "gps_at": true}
    seed = len(list(folder.iterdir())) + 1
    return jpeg_with_exif(folder / name, taken_at=shown, seed=seed, **more)


def listed(run, project):
    return {item["file"]: item for item in run("photos", "list", project)[1]["items"]}


def test_that_the_last_placing_goes_back_whole_or_for_one_camera(run, project, track, tmp_path):
    card = tmp_path / "card"
    for n in range(3):
        shoot(card, f"a{n}.jpg", 100 + n, model="A")
    shoot(card, "b.jpg", 300, model="B")
    run("photos", "import", project, card)
    place = ("photos", "place", project)
    assert run(*place, "--track", track)[1]["total"] == 4
    hashes = {file: item["sha256"] for file, item in listed(run, project).items()}
    mended = ("--lon", "126.35", "--lat", "43.25")
    assert run(*place, hashes["a2.jpg"], *mended)[1] == {"changed": True}
    code, told = run(*place, "--back", "--camera", "green b")
    assert (code, told["changed"], told["photos"]) == (0, True, [hashes["b.jpg"]])
    assert run(*place, "--track", track, "--camera", "Green B")[1]["total"] == 1
    assert run(*place, "--back")[1]["photos"] == [hashes["b.jpg"]]  # the last placing alone
    code, told = run(*place, "--back", "--camera", "Green A")
    assert (code, told["photos"]) == (0, [hashes["a2.jpg"]])  # likewise: the mended one
    assert listed(run, project)["a2.jpg"]["position_source"] == "track"
    assert run(*place, "--back", "--camera", "C")[1]["error"]["code"] == "camera_unknown"
    again = run(*place, "--track", track, "--again", "--clock-offset", "+00:01:00")[1]
    assert again["total"] == 4
    code, told = run(*place, "--back", "--actor", "李四")  # that was not this person's
    assert (code, told["error"]["code"]) == (2, "photos_never_moved")
    code, told = run(*place, "--back")
    assert (code, set(told["photos"])) == (0, set(hashes.values()))
    sources = {f: item["position_source"] for f, item in listed(run, project).items()}
    assert sources == dict.fromkeys(("a0.jpg", "a1.jpg", "a2.jpg"), "track") | {"b.jpg": None}


def test_that_only_clocks_by_which_photos_are_placed_are_told_of(run, project, track, tmp_path):
    card = tmp_path / "card"
    for n in range(3):
        shoot(card, f"own{n}.jpg", 60 + 60 * n, slow=90, gps=True, model="Idle")
        shoot(card, f"right{n}.jpg", 70 + 60 * n, gps=True, model="Right")
        shoot(card, f"bare{n}.jpg", 80 + 60 * n, slow=60, gps=True, make="", model="")
    run("photos", "import", project, card)
    place = ("photos", "place", project, "--track", track, "--lang", "en")
    assert run(*place, "--again", "--clock-offset=-00:07:00")[1]["warnings"] == []  # none waits
    more = tmp_path / "more"
    shoot(more, "r.jpg", 400, model="Right")
    shoot(more, "u.jpg", 410, slow=60, make="", model="")
    words = ("--track", track, "--clock-offset", "+00:03:00")
    code, told = run("photos", "import", project, more, *words)
    assert code == 0
    assert [w["code"] for w in told["warnings"]] == [
        "clock_offset_proposed",
        "clock_offset_needless",
    ]
    assert not any("+00:00:00" in w["message"] for w in told["warnings"])
    for warning in told["warnings"]:  # what is said to be typed serves, for that camera alone
        code, told = run(*shlex.split(warning["command"])[1:])
        assert (code, told["total"], told["warnings"]) == (0, 1, [])
    found = listed(run, project)
    assert found["r.jpg"]["lon"] == pytest.approx(lon_at(400), abs=1e-6)
    assert found["u.jpg"]["lon"] == pytest.approx(lon_at(410), abs=1e-6)


def test_that_the_datum_of_a_camera_is_said_at_once_and_taken_back(run, project, tmp_path):
    card = tmp_path / "card"
    for n in range(2):
        shoot(card, f"a{n}.jpg", n, gps=True, model="App", software="Cam 1.0")
        shoot(card, f"b{n}.jpg", n, gps=True, make="", model="")
    shoot(card, "bare.jpg", 9, model="App", software="Cam 1.0")  # is passed over
    run("photos", "import", project, card)
    before = listed(run, project)
    datum = ("photos", "datum", project)
    for words, wanted in (
        (("--as", "gcj02"), "photo_or_camera"),
        ((before["a0.jpg"]["sha256"],), "photo_datum_needed"),
        (("--camera", "Green App"), "photo_datum_needed"),
        (("--camera", "Nobody", "--as", "gcj02"), "camera_unknown"),
        (("--camera", "Green App", "--software=-", "--as", "gcj02"), "camera_unknown"),
        ((before["bare.jpg"]["sha256"], "--as", "gcj02"), "photo_not_placed"),
    ):
        code, told = run(*datum, *words)
        assert (code, told["error"]["code"]) == (2, wanted), words

    def moved():
        now = listed(run, project)
        return sorted(name for name in now if now[name]["lon"] != before[name]["lon"])

    app = ("--camera", "Green App", "--software", "Cam 1.0", "--as", "gcj02")
    assert run(*datum, *app) == (0, {"changed": True})
    assert moved() == ["a0.jpg", "a1.jpg"]
    assert len(run("photos", "place", project, "--back")[1]["photos"]) == 2
    assert moved() == []
    assert run(*datum, "--camera", "-", "--as", "bd09") == (0, {"changed": True})
    assert moved() == ["b0.jpg", "b1.jpg"]
