"""What the commands on photos tell a person: in part or whole, from where, and why not."""

from datetime import UTC, datetime, timedelta

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.make_tracks import gpx
from helpers.open_sessions import LAT, LON, add_clue, session_of
from PIL import Image
from shapely import box

from greenshield.cli.output import problem_lines
from greenshield.project.media import hash_file

NOON = datetime.fromisoformat("2026-05-01T12:00:00")


@pytest.fixture
def clue(project):
    with session_of(project) as session:
        add_clue(session, "QH-1", box(LON - 0.001, LAT - 0.001, LON + 0.001, LAT + 0.001))
    return project


@pytest.fixture
def photo(tmp_path):
    return jpeg_with_exif(tmp_path / "a.jpg", lon=LON, lat=LAT, taken_at=NOON)


def test_that_a_report_that_lacks_a_picture_is_done_in_part(run, clue, photo, tmp_path):
    assert run("photos", "import", clue, photo, "--auto-tag")[1]["tagged"] == 1
    report = ("report", "closure", clue, "QH-1", "-o", tmp_path / "r.docx")
    assert run(*report)[0] == 0
    with session_of(clue) as session:
        kept = session.project.media.find(hash_file(photo))
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    code, told = run(*report)
    refused = [p["code"] for p in told["problems"] if p["refused"]]
    assert (code, refused) == (1, ["report_photo_altered"])


def test_that_nothing_to_judge_a_datum_by_is_told_as_that(run, say, clue, photo):
    run("photos", "import", clue, photo)
    code, told = run("photos", "datum", clue)
    assert (code, told["items"], told["photos"], told["judged"]) == (0, [], 1, 0)
    assert "1 张自带位置的照片无法判断" in say("photos", "datum", clue)[1]


def test_that_people_read_chinese_time_wherever_the_camera_stood(say, run, clue, tmp_path):
    made = jpeg_with_exif(
        tmp_path / "z.jpg", lon=LON + 1, lat=LAT, taken_at=NOON, offset="+00:00", seed=3
    )
    named = jpeg_with_exif(tmp_path / "mmexport1700000000000.jpg", seed=4)
    assert run("photos", "import", clue, made, named)[0] == 0
    for words in (("list", clue), ("check", clue), ("show", clue, hash_file(made)[:12])):
        out = say("photos", *words)[1]
        assert "2026-05-01 20:00:00" in out, words
        plain = "\n".join(line for line in out.splitlines() if not line.startswith("exif."))
        assert "+00:00" not in plain, words
    assert "2023-11-15 06:13:20" in say("photos", "check", clue)[1]


def test_that_what_is_odd_about_what_came_in_is_summed_up(run, say, clue, tmp_path):
    Image.new("RGB", (64, 48)).save(tmp_path / "bare.jpg")
    drawn = jpeg_with_exif(tmp_path / "水印相机 a.jpg", lon=LON, lat=LAT, taken_at=NOON, seed=5)
    code, told = run("photos", "import", clue, tmp_path, "--auto-tag")
    wanted = {"photo_nowhere": 1, "photo_exif_missing": 1, "photo_watermark_camera": 1}
    assert (code, told["remarks"]) == (0, wanted)
    assert "1 张没有位置，不会自动关联、1 张没有 EXIF" in say("photos", "import", clue, tmp_path)[1]
    words = (hash_file(drawn)[:12], "QH-1", "--phase", "before")
    told = run("photos", "tag", clue, *words)[1]
    assert "photo_watermark_camera" in [w["code"] for w in told["warnings"]]
    bare = hash_file(tmp_path / "bare.jpg")[:12]
    for photos in ((bare,), (bare, bare)):
        assert "没有位置" in say("photos", "suggest", clue, *photos)[1]


def test_that_many_files_of_one_trouble_are_a_line_and_many_of_a_kind_ten():
    def trouble(n, message):
        return {
            "file": f"{n}.jpg", "row": None, "column": "", "code": "c", "message": message,
            "remedy": "", "refused": False,
        }  # fmt: skip

    assert problem_lines([trouble(n, "far") for n in range(86)]) == [
        "· 0.jpg, 1.jpg, 2.jpg … ×86  far"
    ]
    lines = problem_lines([trouble(n, f"no {n}") for n in range(60)])
    assert (len(lines), lines[9:]) == (11, ["· 9.jpg  no 9", "· … +50  --json"])


def test_that_a_file_whose_name_holds_the_end_of_a_line_is_told_in_one_line():
    name = "a\n× b.jpg\u2028c\x85d\r.jpg"
    problem = {
        "file": name, "row": None, "column": "", "code": "photo_empty",
        "message": f"{name} is empty", "remedy": "copy it again", "refused": True,
    }  # fmt: skip
    (line,) = problem_lines([problem])
    assert line == "× a × b.jpg c d .jpg  a × b.jpg c d .jpg is empty; copy it again"


def test_that_times_offsets_and_datums_are_told_as_people_write_them(say, run, clue, tmp_path):
    start = datetime.fromisoformat("2026-05-01T12:00:00+08:00")
    spots = [(start.astimezone(UTC) + timedelta(minutes=m), LON, LAT) for m in range(20)]
    track = gpx(tmp_path / "east.gpx", ("East", spots))
    run("tracks", "import", clue, track)
    assert "2026-05-01 12:00:00  2026-05-01 12:19:00" in say("tracks", "list", clue)[1]
    bare = jpeg_with_exif(tmp_path / "a.jpg", taken_at=NOON, subsec="68", seed=6)
    own = jpeg_with_exif(tmp_path / "b.jpg", lon=LON, lat=LAT, taken_at=NOON, gps_at=start, seed=7)
    run("photos", "import", clue, bare, own, "--track", track, "--clock-offset", "+00:06:58")
    told = say("photos", "show", clue, hash_file(bare)[:12])[1]
    assert ("+00:06:58" in told, "418" in told) == (True, False)
    told = say("photos", "show", clue, hash_file(own)[:12])[1]
    assert [told.count(w) for w in ("2026-05-01 12:00:00", "T12:00", "+00:00")] == [4, 0, 0]
    told = say("photos", "clock", clue, bare, "--shown", "12:01:00")[1]
    assert "2026-05-01 12:00:00" in told
    told = say("photos", "import", clue, own, "--datum", "gcj02")[2]
    assert "按 WGS 84 读取，本次导入的 GCJ-02 没有用于它" in told
    told = say("photos", "place", clue, hash_file(own)[:12], "--lon", "126", "--lat", "north")[2]
    assert "“纬度”不接受" in told
