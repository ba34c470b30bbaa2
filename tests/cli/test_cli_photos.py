"""``photos`` and ``tracks`` on the command line: the contract's JSON and exit codes."""

from datetime import datetime

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import add_clue, session_of
from helpers.qinghe import QINGHE
from shapely import box

from greenshield.project.media import hash_file

IMPORTED = {
    "added", "duplicates", "located", "tagged", "needs_choice", "refused", "phases", "problems",
    "remarks",
    "left", "ties", "warnings",
}  # fmt: skip
LISTED = {
    "sha256", "file", "taken_at", "taken_at_source", "lon", "lat", "altitude_m", "azimuth_deg",
    "azimuth_ref", "azimuth_true_deg", "azimuth_source", "position_source", "position_error_m",
    "tags", "warnings",
}  # fmt: skip


@pytest.fixture
def project(project):
    with session_of(project) as session:
        add_clue(session, "QH-1", box(126.349, 43.249, 126.351, 43.251))
    return project


@pytest.fixture
def photo(tmp_path):
    taken = datetime.fromisoformat("2026-05-01T09:00:00")
    return jpeg_with_exif(tmp_path / "a.jpg", lon=126.35, lat=43.25, taken_at=taken, azimuth=10)


def test_that_an_import_answers_with_the_contracts_numbers(run, project, photo):
    code, told = run("photos", "import", project, photo, "--auto-tag")
    assert (code, set(told)) == (0, IMPORTED)
    assert (told["added"], told["located"], told["tagged"], told["problems"]) == (1, 1, 1, [])
    code, told = run("photos", "import", project, photo)
    assert (code, told["added"], told["duplicates"]) == (0, 0, 1)


def test_that_the_list_tells_what_a_person_claimed_from_what_was_measured(
    run, say, project, photo, tmp_path
):
    bare = jpeg_with_exif(tmp_path / "b.jpg", azimuth=90, azimuth_ref="M", seed=1)
    run("photos", "import", project, photo, bare)
    run("photos", "time", project, hash_file(bare), "--at", "2026-05-01 08:00")

    def listed(name):
        _, told, _ = say("photos", "list", project, "--lang", "en")
        (line,) = (line for line in told.splitlines() if name in line)
        return line

    assert "entered by hand" in listed("b.jpg")
    assert listed("b.jpg").endswith(" 90 M")
    assert listed("a.jpg").count("the photo itself") == 2
    run("photos", "place", project, hash_file(bare), "--lon", "126.35", "--lat", "43.25")
    assert "placed by hand" in listed("b.jpg")
    assert " M" not in listed("b.jpg")  # turned to true north by the place


def test_that_one_bad_file_among_others_is_exit_1_and_named(run, project, photo, tmp_path):
    (tmp_path / "leer.jpg").write_bytes(b"")
    code, told = run("photos", "import", project, tmp_path / "leer.jpg", photo, "--lang", "en")
    assert (code, told["added"], told["refused"]) == (1, 1, 1)
    (problem,) = told["problems"]
    assert problem["code"] == "photo_empty"
    assert problem["file"] == str(tmp_path / "leer.jpg")
    assert "leer.jpg is empty" in problem["message"]
    assert problem["remedy"]


def test_that_the_only_file_being_bad_is_exit_3(run, project, tmp_path):
    (tmp_path / "note.txt").write_text("x")
    for name, wanted in (("note.txt", "photo_not_an_image"), ("gone.jpg", "photo_not_found")):
        code, told = run("photos", "import", project, tmp_path / name)
        assert (code, told["error"]["code"]) == (3, wanted)
    code, told = run("tracks", "import", project, tmp_path / "note.txt")
    assert (code, told["error"]["code"]) == (3, "track_unknown_format")
    code, told = run("photos", "list", project)
    assert told == {"items": [], "total": 0}


def test_that_wrong_options_are_exit_2(run, project, photo):
    assert run("photos", "import", project, photo, "--datum", "tokyo")[0] == 2
    code, told = run("photos", "import", project, photo, "--clock-offset", "soon")
    assert (code, told["error"]["code"]) == (2, "clock_offset_malformed")
    assert run("photos", "tag", project, "ffff", "QH-1", "--phase", "before")[0] == 2
    assert run("photos", "list", project)[1]["total"] == 0


def test_that_a_clock_offset_may_be_negative(run, project, photo):
    words = ("photos", "import", project, photo, "--clock-offset=-00:05:00")
    code, told = run(*words)
    assert (code, [w["code"] for w in told["warnings"]]) == (0, ["clock_offset_without_track"])


def test_that_a_photo_word_that_is_too_short_is_told_as_such(run, project, photo):
    run("photos", "import", project, photo)
    code, told = run("photos", "suggest", project, hash_file(photo)[:2])
    assert (code, told["error"]["code"]) == (2, "photo_too_short")


def test_that_a_tie_too_far_off_is_warned_of_at_once(say, project, tmp_path):
    file = jpeg_with_exif(tmp_path / "b.jpg", lon=126.5, lat=43.25)
    say("photos", "import", project, file)
    sha256 = hash_file(file)
    _, out, err = say("photos", "tag", project, sha256[:8], "QH-1", "--phase", "after")
    assert out
    assert "50 米" in err
    _, out, _ = say("photos", "suggest", project, sha256[:8])
    assert out.strip() == "5 千米内没有问题图斑"


def test_that_list_suggest_tag_and_untag_speak_by_the_contract(run, project, photo):
    run("photos", "import", project, photo)
    sha256 = hash_file(photo)
    code, told = run("photos", "list", project, "--untagged")
    assert code == 0
    assert told["total"] == 1
    assert set(told["items"][0]) >= LISTED
    assert told["items"][0]["sha256"] == sha256
    code, told = run("photos", "suggest", project, sha256[:8])
    (item,) = told["items"]
    assert {"issue", "score", "distance_m", "inside", "in_view", "reasons"} <= set(item)
    assert (item["issue"], item["inside"], item["distance_m"]) == ("QH-1", True, 0)
    assert {"code", "message", "params"} == set(item["reasons"][0])
    words = ("tag", project, sha256[:8], "QH-1", "--phase", "before", "--kind", "far")
    assert run("photos", *words) == (
        0, {"changed": True, "phases": {"before": 1}, "warnings": []}
    )  # fmt: skip
    assert run("photos", *words) == (
        0, {"changed": False, "phases": {}, "warnings": []}
    )  # fmt: skip
    code, told = run("photos", "list", project, "--issue", "QH-1")
    (tie,) = told["items"][0]["tags"]
    assert (tie["issue"], tie["phase"], tie["kind"]) == ("QH-1", "before", "far")
    assert run("photos", "list", project, "--untagged")[1]["total"] == 0
    assert run("photos", "untag", project, sha256[:8], "QH-1") == (0, {"changed": True})
    code, told = run("photos", "untag", project, sha256[:8], "QH-1")
    assert (code, told["error"]["code"]) == (2, "photo_not_tagged")


def test_that_placing_and_accepting_need_two_persons(run, project, tmp_path):
    jpeg_with_exif(tmp_path / "b.jpg")
    run("photos", "import", project, tmp_path / "b.jpg")
    photo = hash_file(tmp_path / "b.jpg")[:8]
    assert run("photos", "suggest", project, photo)[1] == {
        "items": [], "total": 0, "placed": False
    }  # fmt: skip
    placed = run("photos", "place", project, photo, "--lon", "-70.5", "--lat", "-33.25")
    assert placed == (0, {"changed": True})
    item = run("photos", "list", project)[1]["items"][0]
    assert (item["lon"], item["lat"], item["position_source"]) == (-70.5, -33.25, "hand")
    code, told = run("photos", "accept", project, photo, "--note", "属实")
    assert (code, told["error"]["code"]) == (4, "second_person_needed")
    accepted = run("photos", "accept", project, photo, "--note", "属实", "--actor", "李四")
    assert accepted == (0, {"changed": True})


def test_that_pairs_and_shots_say_what_is_lacking(run, project, photo):
    run("photos", "import", project, photo)
    run("photos", "tag", project, hash_file(photo)[:8], "QH-1", "--phase", "before")
    code, told = run("photos", "pairs", project, "QH-1")
    assert (code, told) == (0, {"items": [], "total": 0})
    short = hash_file(photo)[:8]
    code, told = run("photos", "pairs", project, "QH-1", "--photos", f"{short},{short}")
    assert (code, told["total"], told["items"][0]["why_not"]) == (0, 1, ["not_tied_so"])
    code, told = run("photos", "pairs", project, "QH-1", "--photos", short)
    assert (code, told["error"]["code"]) == (2, "photo_unknown")
    code, told = run("photos", "shots", project, "QH-1")
    assert [i["phase"] for i in told["items"]] == ["before", "after"]
    assert told["items"][0]["have"] == {"near": 1}
    assert {"code", "message", "remedy", "field"} <= set(told["items"][0]["missing"][0])


def test_that_tracks_come_in_once_and_are_listed(run, project):
    file = QINGHE / "tracks/巡查.gpx"
    code, told = run("tracks", "import", project, file)
    assert (code, told) == (0, {"added": 1, "duplicates": 0, "refused": 0, "problems": []})
    assert run("tracks", "import", project, file)[1]["duplicates"] == 1
    (item,) = run("tracks", "list", project)[1]["items"]
    assert {"id", "name", "sha256", "started_at", "ended_at", "points"} <= set(item)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_people_are_told_in_their_language(say, project, photo, tmp_path, lang):
    tail = ("--lang", lang)
    stripped = jpeg_with_exif(tmp_path / "mmexport1714528800000.jpg", make="", model="")
    code, out, err = say("photos", "import", project, photo, stripped, "--auto-tag", *tail)
    assert (code, err) == (0, "")
    assert "2" in out
    for words in (
        ("photos", "list", project),
        ("photos", "suggest", project, hash_file(photo)[:8]),
        ("photos", "shots", project, "QH-1"),
        ("photos", "pairs", project, "QH-1"),
        ("tracks", "list", project),
    ):
        code, out, err = say(*words, *tail)
        assert (code, err) == (0, "")
        assert out.strip()
        assert "{" not in out
        assert "_headers" not in out
        assert "match_" not in out


def test_that_many_photos_are_tied_placed_and_brought_back(run, project, photo, tmp_path):
    taken = datetime.fromisoformat("2026-05-01T09:05:00")
    other = jpeg_with_exif(tmp_path / "b.jpg", taken_at=taken, seed=2)
    run("photos", "import", project, photo, other)
    both = [hash_file(photo), hash_file(other)]
    code, told = run("photos", "suggest", project, *both)
    assert [(i["issue"], i["photos"], i["phase"]) for i in told["items"]] == [("QH-1", 1, "before")]
    code, told = run("photos", "tag", project, *both, "QH-1", "--phase", "before")
    assert (code, told["changed"]) == (0, True)
    assert [w["code"] for w in told["warnings"]] == ["photo_tagged_unplaced"]
    code, told = run("photos", "place", project, *both, "--lon", "126.35", "--lat", "43.25")
    assert (code, told["changed"]) == (0, True)
    code, told = run("photos", "place", project, both[1], "--back")
    assert (code, told["changed"]) == (0, True)
    _, listed = run("photos", "list", project, "--only", "no_position")
    assert [i["sha256"] for i in listed["items"]] == [both[1]]
    for wrong in ((), ("--back", "--lon", "1", "--lat", "2")):
        code, told = run("photos", "place", project, both[0], *wrong)
        assert (code, told["error"]["code"]) == (2, "photo_place_or_back")
    code, told = run("photos", "untag", project, *both, "QH-1")
    assert (code, told["changed"]) == (0, True)


def test_that_photos_are_looked_at_without_a_window(run, project, photo, tmp_path):
    bad = tmp_path / "broken.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x40\x08\2\0\0\0")
    run("photos", "import", project, photo, bad)
    code, told = run("photos", "thumbnails", project, "--size", "320")
    assert (code, told["made"], told["refused"]) == (1, 1, 1)
    assert told["problems"][0]["code"] == "photo_not_decodable"
    code, told = run("photos", "thumbnails", project, "--size", "200")
    assert (code, told["error"]["code"]) == (2, "thumbnail_size_unknown")
    out = tmp_path / "large.jpg"
    code, told = run("photos", "picture", project, hash_file(photo), "-o", out, "--size", "48")
    assert (code, told["width"], told["height"], told["warnings"]) == (0, 48, 36, [])
    assert out.read_bytes().startswith(b"\xff\xd8")
    code, told = run("photos", "show", project, hash_file(photo))
    assert (code, told["exif"]["azimuth_deg"], told["needs_choice"]) == (0, 10.0, True)
    code, told = run("photos", "clock", project, photo, "--shown", "09:02:03")
    assert (code, told["offset"]) == (0, "+00:02:03")


def test_that_a_photo_is_shown_in_words(run, say, project, photo):
    run("photos", "import", project, photo, "--auto-tag", "--phase", "before")
    code, out, _ = say("photos", "show", project, hash_file(photo), "--lang", "zh")
    shown = dict(line.split(None, 1) for line in out.splitlines() if "  " in line)
    assert (code, shown["待选择问题"], shown["拍摄时间来源"]) == (0, "否", "照片拍摄时间")
    assert "整改前/" in shown["关联"]
    assert not {"needs_choice", "taken_at_source", "tag"} & set(shown)


def test_that_an_import_ties_for_the_phase_that_is_named(run, project, photo):
    _, told = run("photos", "import", project, photo, "--auto-tag", "--phase", "整改后")
    assert (told["tagged"], told["phases"]) == (1, {"after": 1})
    (item,) = run("photos", "list", project)[1]["items"]
    assert [t["phase"] for t in item["tags"]] == ["after"]
    (found,) = run("photos", "suggest", project, hash_file(photo)[:8])[1]["items"]
    assert found["phase"] == "before"
    assert "整改方案尚未批准" in found["phase_why"]
    assert run("photos", "import", project, photo, "--phase", "never")[0] == 2
