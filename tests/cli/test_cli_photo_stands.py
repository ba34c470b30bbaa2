"""``photos pairs --for``, ``photos shots`` of many, ``photos stand`` and its files."""

import csv
import json
from datetime import datetime

import gpxpy
import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, PATCH, add_clue, session_of, tie

from greenshield.project.media import hash_file
from greenshield.services.photo_import import import_photos


@pytest.fixture
def project(project):
    with session_of(project) as session:
        add_clue(session, "QH-1", PATCH)
    return project


def shoot(project, folder, number, *, day, azimuth, north=0.0, phase=""):
    file = jpeg_with_exif(
        folder / f"{number}.jpg", lon=LON, lat=LAT + north, azimuth=azimuth, seed=number,
        taken_at=datetime.fromisoformat(f"{day}T09:00:00"), offset="+08:00",
    )  # fmt: skip
    with session_of(project) as session:
        import_photos(session, [file])
        if phase:
            tie(session, hash_file(file)[:12], "QH-1", phase=phase, kind="near")
    return hash_file(file)


def test_that_a_loose_photo_is_told_what_it_is_most_like(run, project, tmp_path):
    far_off = shoot(project, tmp_path, 1, day="2026-05-01", azimuth=100, phase="before")
    like = shoot(project, tmp_path, 2, day="2026-05-01", azimuth=10, phase="before")
    loose = shoot(project, tmp_path, 3, day="2026-08-01", azimuth=30, north=0.0001)
    given = ("--for", loose[:12], "--lang", "en")
    code, told = run("photos", "pairs", project, "QH-1", *given)
    assert code == 0
    assert [item["before"] for item in told["items"]] == [like, far_off]
    first = told["items"][0]
    assert (first["counts"], first["why_not"], first["kind"]) == (False, ["not_tied_so"], "near")
    assert first["difference"]["turn_deg"] == -20.0
    assert first["difference"]["go_deg"] == 180.0
    assert first["difference"]["days"] == 92
    assert "11 m to the north, turned 20° right" in first["difference"]["message"]
    assert "angle_too_wide" in told["items"][1]["why_not"]


def test_that_stands_are_told_and_written_for_phone_gis_and_print(run, project, tmp_path):
    seen = shoot(project, tmp_path, 1, day="2026-05-01", azimuth=10, phase="before")
    at = f"{LON},{LAT - 0.001}"
    out = tmp_path / "round.gpx"
    given = ("--phase", "after", "--at", at, "--facing", "0", "--lang", "en", "-o", out)
    code, told = run("photos", "stand", project, "QH-1", *given)
    assert code == 0
    same = next(item for item in told["items"] if item["what"] == "same_view")
    assert (same["like"], same["needed"], same["kind"]) == (seen, True, "near")
    [stand] = same["stands"]
    assert (stand["basis"], stand["azimuth_deg"]) == ("photo", 10.0)
    assert (round(stand["lon"], 6), round(stand["lat"], 6)) == (LON, LAT)
    assert stand["magnetic_deg"] == pytest.approx(20.6, abs=0.5)
    assert same["way"]["distance_m"] == pytest.approx(111, abs=0.5)
    assert (same["way"]["bearing_deg"], same["way"]["turn_deg"]) == (0.0, 0.0)
    assert same["way"]["message"].startswith("111 m north of the start")
    assert "straight ahead" in same["way"]["message"]
    far = next(item for item in told["items"] if item["what"] == "far")
    assert not far["needed"]
    assert all(s["basis"] == "patch" and 0 < s["gap_m"] <= 50 for s in far["stands"])
    assert told["written"] == 2
    points = gpxpy.parse(out.read_text("utf-8")).waypoints
    assert [p.name.split()[1] for p in points] == ["QH-1", "QH-1"]
    needed = {item["what"]: item["needed"] for item in told["items"] if item["stands"]}
    assert sorted(p.symbol for p in points) == ["Flag, Blue", "Flag, Red"]
    assert sorted(needed.values()) == [False, True]
    sheet, layer = tmp_path / "round.csv", tmp_path / "round.geojson"
    for file in (sheet, layer):
        run("photos", "stand", project, "QH-1", "--phase", "after", "--at", at, "-o", file)
    rows = list(csv.reader(sheet.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 3
    assert seen[:12] in rows[1] + rows[2]
    assert rows[0][-4:-2] == ["距起点 m", "自起点真方位角"]
    assert ["111", "0"] in [row[-4:-2] for row in rows[1:]]
    parts = [f["properties"]["part"] for f in json.loads(layer.read_text("utf-8"))["features"]]
    assert parts == ["place", "view"] * 2
    code, told = run("photos", "stand", project, "QH-1", "-o", tmp_path / "x.pdf")
    assert (code, told["error"]["code"]) == (2, "stand_ending_unknown")


def test_that_a_clock_ahead_or_a_time_that_proves_nothing_is_not_the_newest(run, project, tmp_path):
    good = shoot(project, tmp_path, 1, day="2026-05-01", azimuth=10)
    shoot(project, tmp_path, 2, day="2130-05-01", azimuth=10, north=0.01)
    named = jpeg_with_exif(tmp_path / "IMG_20260601_101112.jpg", lon=LON, lat=LAT + 0.02, seed=9)
    with session_of(project) as session:
        import_photos(session, [named])
    told = run("photos", "stand", project, "QH-1", "--newest")[1]
    assert (told["here"]["lat"], told["here"]["at"][:10]) == (LAT, "2026-05-01"), good


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((), "stand_issue_or_all"),
        (("QH-1", "--all"), "stand_issue_or_all"),
        (("QH-1", "--newest"), "stand_here_unknown"),
        (("QH-1", "--facing", "361"), "stand_facing_out_of_range"),
        (("QH-1", "--at", f"{LON},{LAT}", "--newest"), "stand_here_twice"),
        (("QH-1", "--phase", "during"), "code_unknown"),
    ],
)
def test_that_what_cannot_be_meant_is_refused(run, project, given, code):
    exit_code, told = run("photos", "stand", project, *given)
    assert (exit_code, told["error"]["code"]) == (2, code)


def test_that_issues_that_wait_are_told_in_a_line_each(run, project):
    assert run("photos", "shots", project, "--all")[1]["items"] == []
    assert run("issue", "assign", project, "QH-1", "张三", "--due", "2099-12-01")[0] == 0
    for chosen in ("--all", "--assigned-to=张三"):
        [item] = run("photos", "shots", project, chosen)[1]["items"]
        assert (item["issue"], item["phase"]) == ("QH-1", "before")
        assert [(s["what"], s["needed"]) for s in item["shots"]] == [("far", True), ("near", True)]
