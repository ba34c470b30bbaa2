"""Doubts that follow from neighbours are told wherever a photo is, and decide nothing."""

import json
from datetime import datetime, timedelta

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.make_tracks import gpx
from helpers.open_sessions import LAT, LON, acting, session_of, tie

from greenshield.cli.main import main
from greenshield.domain.guards.photos import time_is_measured
from greenshield.formats.photos import read_photo
from greenshield.project.media import hash_file
from greenshield.services import (
    dossier_photos,
    lookup,
    photo_book,
    photo_check,
    photo_list,
    photo_pages,
    photo_placing,
    photo_sets,
    photo_show,
    photo_trust,
    tagging,
)
from greenshield.services.photo_import import Options, import_photos
from greenshield.services.session import reading
from greenshield.services.track_import import import_tracks

START = datetime.fromisoformat("2026-05-01T09:00:00+08:00")
FAST, OFF_TRACK = "photo_speed_impossible", "photo_off_track"


def shoot(folder, count=6, **more):
    """A walk north along a meridian, 22 m a minute; the fourth photo lies 4.4 km off."""
    folder.mkdir(exist_ok=True)
    out = []
    for n in range(count):
        lat = LAT + 0.0002 * n + (0.04 if n == 3 else 0.0)
        at = START + timedelta(minutes=n)
        out.append(
            jpeg_with_exif(
                folder / f"DSC_{n:04d}.jpg", lon=LON, lat=lat, taken_at=at.replace(tzinfo=None),
                gps_at=at, offset="+08:00", seed=n, **more,
            )
        )  # fmt: skip
    return out


def walk(folder):
    spots = [(START + timedelta(minutes=n), LON, LAT + 0.0002 * n) for n in range(8)]
    return gpx(folder / "walk.gpx", ("巡查", spots))


def codes(found):
    return {sha256: [code for code, _ in told] for sha256, told in found.items()}


@pytest.fixture
def files(tmp_path):
    return shoot(tmp_path / "card")


def test_that_doubts_are_told_by_lists_pages_one_photo_and_the_dossier(clue_path, files, capsys):
    odd = hash_file(files[3])
    with session_of(clue_path) as session, reading(clue_path) as beside:
        kept, trust = photo_book.PhotoBook(beside.project), photo_trust.TrustBook(beside.project)
        assert trust.doubts() == {}
        import_photos(session, files)
        project = session.project
        assert codes(trust.doubts()) == {odd: [FAST]}
        before = {i["sha256"]: i["warnings"] for i in photo_list.photos(project).items}
        assert set(map(tuple, before.values())) == {()}  # nothing is stored
        (track,) = import_tracks(session, [walk(files[0].parent)]).tracks
        assert codes(trust.doubts()) == {odd: [FAST, OFF_TRACK]}
        listed = photo_list.photos(project, doubted=True)
        assert {i["sha256"]: i["doubts"] for i in listed.items if i["doubts"]} == {
            odd: [FAST, OFF_TRACK]
        }
        assert kept.keys(only="warning").hashes == [odd]
        (row,) = photo_pages.rows(project, [odd])
        figures = {"photo": "DSC_0002.jpg", "distance_m": 4466, "seconds": 60, "kmh": 268}
        assert row["doubts"][0] == (FAST, figures)
        assert row["doubts"] == photo_show.show(project, odd)["doubts"]
        tie(session, odd, phase="before", kind="far")
        (entry,) = dossier_photos.entries(project, lookup.issue(project, "QH-1"))
        assert [d.code for d in entry.doubts] == [FAST, OFF_TRACK]
        assert [w.code for w in entry.warnings] == []
        assert track
    found = run(capsys, "photos", "check", str(clue_path), "--issue", "QH-1")
    assert (found["photos"], found["total"], found["codes"]) == (1, 1, {FAST: 1, OFF_TRACK: 1})
    (item,) = found["items"]
    assert (item["time"], item["position"], item["warnings"]) == ("measured", "measured", [])
    assert item["doubts"][0]["params"] == figures
    assert "4466" in item["doubts"][0]["message"]
    shown = run(capsys, "photos", "show", str(clue_path), odd[:12])
    assert [d["code"] for d in shown["doubts"]] == [FAST, OFF_TRACK]


def run(capsys, *words):
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_that_a_book_of_doubts_keeps_in_step_with_what_comes_and_changes(clue_session, files):
    project = clue_session.project
    book = photo_trust.TrustBook(project)
    for some in (files[4:], files[:2], files[2:4]):
        import_photos(clue_session, some)
        assert book.doubts() == photo_trust.TrustBook(project).doubts()
    odd = hash_file(files[3])
    with project.snapshot():  # in the midst of another reading too
        assert codes(photo_trust.TrustBook(project).doubts()) == {odd: [FAST]}
    assert codes(book.doubts()) == {odd: [FAST]}
    photo_placing.place_all(clue_session, [odd], lon=str(LON), lat=str(LAT + 2))
    assert book.doubts() == {}  # a person's word is no measurement, and is told as what it is
    import_photos(acting(project, "李四"), files)
    assert book.doubts() == photo_trust.TrustBook(project).doubts() == {}


def test_that_doubts_change_nothing_of_what_counts_as_evidence(clue_session, files):
    """The same photo counts alone and beside neighbours that make it doubtful."""
    odd = hash_file(files[3])
    verdicts = []
    for some in (files[3:4], files):
        import_photos(clue_session, some)
        tie(clue_session, odd, phase="before", kind="far")
        issue = lookup.issue(clue_session.project, "QH-1")
        verdicts.append(photo_sets.verdicts(clue_session.project, issue, "2026-06-01"))
    assert codes(photo_trust.of_photos(clue_session.project)) == {odd: [FAST]}
    assert verdicts[0] == verdicts[1]
    assert not any("contradicts" in code for code in photo_trust.CODES)


def test_that_marks_of_a_file_are_stored_and_leave_its_time_measured(clue_session, tmp_path):
    (file,) = shoot(tmp_path / "edited", 1, software="Adobe Photoshop CS6")
    facts = read_photo(file)
    assert ("photo_edited_by", {"software": "Adobe Photoshop CS6"}) in facts.warnings
    import_photos(clue_session, [file], Options())
    (item,) = photo_list.photos(clue_session.project, doubted=True).items
    assert (item["warnings"], item["doubts"]) == (["photo_edited_by"], [])
    state = tagging.photo_state(clue_session.project, item["sha256"])
    assert time_is_measured(state.get("taken_at_source"), state.get("warnings"))
    (event,) = [e for e in clue_session.project.journal.all() if e.header.kind == "created"
                and e.header.entity_type == "photo"]  # fmt: skip
    assert event.body["fields"]["warnings"] == [
        ["photo_edited_by", {"software": "Adobe Photoshop CS6"}]
    ]


def test_that_a_check_sorts_by_how_much_is_told_and_by_what(clue_session, files, tmp_path):
    both = shoot(tmp_path / "card", software="GIMP 2.10")
    import_photos(clue_session, both)
    project = clue_session.project
    names = {s: [c.item["file"] for c in photo_check.check(project, sort=s).found]
             for s in photo_check.SORTS}  # fmt: skip
    plain = [f"DSC_{n:04d}.jpg" for n in (0, 1, 2, 4, 5)]
    assert names["most"] == ["DSC_0003.jpg", *plain]
    assert names["code"] == [*plain, "DSC_0003.jpg"]
    assert names["time"] == names["name"] == sorted(names["time"])
    assert photo_check.check(project).counts == {"photo_edited_by": 6, FAST: 1}
