"""What an import leaves to a person, which of two copies it keeps, and what is near an issue."""

from datetime import datetime

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, add_clue, session_of, tie
from shapely import box

from greenshield.domain.errors import UsageError
from greenshield.project.media import hash_file
from greenshield.services import photo_check, photo_list, photo_near, photo_pages, photo_ties
from greenshield.services.photo_import import Options, import_photos

HERE = box(LON - 0.0005, LAT - 0.0005, LON + 0.0005, LAT + 0.0005)
NOON = datetime.fromisoformat("2026-05-01T12:00")


def tied(project):
    return {i["file"]: [t["phase"] for t in i["tags"]] for i in photo_list.photos(project).items}


def test_that_a_photo_without_a_time_to_be_trusted_is_tied_by_a_person_alone(path, tmp_path):
    dated = jpeg_with_exif(tmp_path / "dated.jpg", lon=LON, lat=LAT, taken_at=NOON, seed=1)
    bare = jpeg_with_exif(tmp_path / "bare.jpg", lon=LON, lat=LAT, seed=2)
    reset = jpeg_with_exif(
        tmp_path / "reset.jpg", lon=LON, lat=LAT, taken_at=datetime.fromisoformat("2019-01-01"),
        offset="+08:00", gps_at=datetime.fromisoformat("2026-05-01T04:00+00:00"), seed=3,
    )  # fmt: skip
    with session_of(path) as session:
        add_clue(session, "QH-1", HERE)
        done = import_photos(session, [dated, bare, reset], Options(auto_tag=True))
        assert (done.tagged, done.needs_choice) == (1, 2)
        assert [(p.code, p.file) for p in done.problems] == [
            ("photo_phase_unproven", str(bare)), ("photo_phase_unproven", str(reset)),
        ]  # fmt: skip
        assert tied(session.project) == {"dated.jpg": ["before"], "bare.jpg": [], reset.name: []}
        # Whoever names a phase for all of them has chosen.
        other = jpeg_with_exif(tmp_path / "other.jpg", lon=LON, lat=LAT, seed=4)
        done = import_photos(session, [other], Options(auto_tag=True, phase="before"))
        assert (done.tagged, done.needs_choice) == (1, 0)


def test_that_a_time_to_come_is_told_and_proves_no_phase(path, tmp_path):
    ahead = jpeg_with_exif(
        tmp_path / "ahead.jpg", lon=LON, lat=LAT, taken_at=NOON.replace(year=2130), seed=1
    )
    bare = jpeg_with_exif(tmp_path / "bare.jpg", lon=LON, lat=LAT, seed=2)
    with session_of(path) as session:
        add_clue(session, "QH-1", HERE)
        done = import_photos(session, [ahead, bare], Options(auto_tag=True))
        assert (done.tagged, done.needs_choice) == (0, 2)
        told = [(p.code, p.params.get("taken")) for p in done.problems if p.file == str(ahead)]
        assert told == [
            ("photo_time_in_future", "2130-05-01 12:00:00"), ("photo_phase_unproven", None),
        ]  # fmt: skip
        found = {c.item["file"]: c for c in photo_check.check(session.project).found}["ahead.jpg"]
        assert "photo_time_in_future" in [code for code, _ in found.warnings]
        assert found.time == photo_check.CLAIMED
        # What an import leaves to a person, tying by the day leaves to one too.
        for file in (ahead, bare):
            photos = [hash_file(file)]
            with pytest.raises(UsageError, match="photo_phase_unproven"):
                photo_ties.tag_all(session, photos, "QH-1", phase=photo_ties.BY_DAY)
            found = photo_ties.doubts(session.project, photos, "QH-1", phase=photo_ties.BY_DAY)
            assert [p.code for p in found] == ["photo_phase_unproven"]
        photo_ties.tag_all(session, [hash_file(ahead)], "QH-1", phase="before")
        assert tied(session.project)["ahead.jpg"] == ["before"]


def test_that_of_two_copies_the_plain_name_is_kept_and_both_are_told(path, tmp_path):
    card = tmp_path / "card"
    card.mkdir()
    plain = jpeg_with_exif(card / "近景_001.jpg", lon=LON, lat=LAT, taken_at=NOON)
    copy = card / "近景_001 (1).jpg"
    copy.write_bytes(plain.read_bytes())
    with session_of(path) as session:
        done = import_photos(session, [card])
        assert list(tied(session.project)) == [plain.name]
        told = [(p.code, p.file, p.params["first"]) for p in done.problems]
        assert told == [("photo_duplicate", str(copy), str(plain))]


def test_that_the_plain_name_is_kept_of_files_named_the_other_way_round(path, tmp_path):
    plain = jpeg_with_exif(tmp_path / "a.jpg", lon=LON, lat=LAT, taken_at=NOON)
    copy = tmp_path / "a (1).jpg"
    copy.write_bytes(plain.read_bytes())
    with session_of(path) as session:
        import_photos(session, [copy, plain])
        assert list(tied(session.project)) == ["a.jpg"]


def test_that_what_an_issue_may_take_stands_before_what_it_has(path, tmp_path):
    by = {"beside": 0.001, "inside": 0.0, "tied": 0.0, "away": 0.02, "elsewhere": 0.0}
    with session_of(path) as session:
        clue = add_clue(session, "QH-1", HERE)
        add_clue(session, "QH-2", box(127.0, 44.0, 127.001, 44.001))
        files = {
            name: jpeg_with_exif(
                tmp_path / f"{name}.jpg", lon=LON + d, lat=LAT, taken_at=NOON, seed=n
            )
            for n, (name, d) in enumerate(by.items())
        }
        import_photos(session, list(files.values()))
        for name, issue in (("tied", "QH-1"), ("elsewhere", "QH-2")):
            tie(session, hash_file(files[name]), issue, phase="before")
        project = session.project
        near = photo_pages.keys(project, only="near", issue=clue)
        names = {hash_file(f): name for name, f in files.items()}
        assert [names[h] for h in near.hashes] == ["inside", "beside", "tied"]
        assert (near.counts["near"], near.counts["issue"]) == (3, 1)
        assert photo_near.untied(project, "QH-2") == []
        assert photo_pages.keys(project, only="near").hashes == []
        with pytest.raises(UsageError):
            photo_near.untied(project, "QH-9")


def test_that_why_a_photo_was_not_tied_is_the_reason_that_held(path, tmp_path):
    with session_of(path) as session:
        add_clue(session, "QH-1", HERE)
        away = jpeg_with_exif(tmp_path / "a.jpg", lon=LON, lat=LAT + 0.004, taken_at=NOON)
        done = import_photos(session, [away], Options(auto_tag=True))
        assert [p.code for p in done.problems] == ["photo_match_weak"]
