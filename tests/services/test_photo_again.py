"""Photos that come in again: another datum or name is never dropped without a word."""

from datetime import UTC, datetime, timedelta
from shutil import copy

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.make_tracks import gpx
from helpers.open_sessions import LAT, LON

from greenshield.domain.errors import UsageError
from greenshield.services import photo_datum, photo_list, photo_placing
from greenshield.services.photo_import import Options, import_photos

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)


def codes(done):
    return [(p.code, p.fatal) for p in done.problems if p.code != "photo_duplicate"]


def only(session):
    (item,) = photo_list.photos(session.project).items
    return item


def test_that_a_datum_said_of_photos_that_are_in_is_told_as_not_taken(session, tmp_path):
    file = jpeg_with_exif(tmp_path / "a.jpg", lon=LON, lat=LAT)
    nowhere = jpeg_with_exif(tmp_path / "b.jpg", seed=2)
    assert codes(import_photos(session, [file, nowhere])) == []
    assert codes(import_photos(session, [file, nowhere])) == []
    kept = ("photo_datum_kept", False)
    done = import_photos(session, [file, nowhere], Options(datum="gcj02"))
    assert codes(done) == [kept]
    assert done.problems[0].params["kept"] == "wgs84"
    (sha256,) = [i["sha256"] for i in photo_list.photos(session.project).items if i["lon"]]
    photo_datum.read_as(session, [sha256], "gcj02")
    assert codes(import_photos(session, [file], Options(datum="gcj02"))) == []
    assert codes(import_photos(session, [file])) == [kept]  # the rest of the card would lie off
    photo_placing.place_all(session, [sha256], lon="126.4", lat="43.3")
    assert codes(import_photos(session, [file])) == []


def test_that_the_time_of_a_name_comes_in_with_whichever_copy_tells_it(session, tmp_path):
    plain = jpeg_with_exif(tmp_path / "photo.jpg", make="", model="")
    named, other = tmp_path / "IMG_20260501_090000.jpg", tmp_path / "mmexport1700000000000.jpg"
    copy(plain, named)
    copy(plain, other)
    import_photos(session, [plain])
    assert only(session)["taken_at"] is None
    assert codes(import_photos(session, [named])) == []
    found = only(session)
    assert (found["taken_at"], found["taken_at_source"]) == ("2026-05-01T09:00:00", "filename")
    assert found["warnings"] == ["photo_time_from_name"]
    events = session.project.journal.count()
    assert codes(import_photos(session, [named, plain])) == []
    done = import_photos(session, [other])
    assert codes(done) == [("photo_name_times_differ", False)]
    assert done.problems[-1].params["kept"] == "2026-05-01 09:00:00"
    assert session.project.journal.count() == events
    second = jpeg_with_exif(tmp_path / "second.jpg", make="", model="", seed=5)
    other = tmp_path / "IMG_20260502_090000.jpg"
    copy(second, other)
    import_photos(session, [second, other])  # in one go as well
    days = [item["taken_at"][:10] for item in photo_list.photos(session.project).items]
    assert days == ["2026-05-01", "2026-05-02"]
    third = jpeg_with_exif(tmp_path / "third.jpg", make="", model="", seed=6)
    copy(third, tmp_path / "IMG_20980501_090000.jpg")
    done = import_photos(session, [third, tmp_path / "IMG_20980501_090000.jpg"])
    assert ("photo_time_in_future", False) in codes(done)
    told = {tuple(item["warnings"]) for item in photo_list.photos(session.project).items}
    assert ("photo_time_from_name", "photo_time_in_future") in told


def test_that_a_place_that_an_import_took_from_a_track_goes_back_to_nowhere(session, tmp_path):
    spots = [(START + timedelta(seconds=s), LON, LAT) for s in (0, 60)]
    track = gpx(tmp_path / "walk.gpx", ("", spots))
    at = (START + timedelta(hours=8, seconds=30)).replace(tzinfo=None)
    for ref, left in (("T", 90.0), ("M", None)):
        more = {"azimuth": 90.0, "azimuth_ref": ref, "seed": ord(ref)}
        file = jpeg_with_exif(tmp_path / f"{ref}.jpg", taken_at=at, **more)
        (sha256,) = import_photos(session, [file], Options(tracks=[track])).photos
        placed = session.project.photo(sha256)
        photo_placing.put_back(
            session, {sha256: photo_placing.before_last(session.project, sha256)}
        )
        now = session.project.photo(sha256)
        assert (now.get("lon"), now.get("position_source")) == (None, None)
        assert now.get("azimuth_true_deg") == left
        assert "photo_placed_by_track" not in str(now.get("warnings"))
        photo_placing.put_back(
            session, {sha256: photo_placing.before_last(session.project, sha256)}
        )
        again = session.project.photo(sha256)
        for name in ("lon", "lat", "position_source", "azimuth_true_deg", "warnings"):
            assert again.get(name) == placed.get(name), name
    file = jpeg_with_exif(tmp_path / "own.jpg", lon=LON, lat=LAT, seed=3)
    (sha256,) = import_photos(session, [file]).photos
    with pytest.raises(UsageError) as caught:  # where its file puts it was never nowhere
        photo_placing.before_last(session.project, sha256)
    assert caught.value.code == "photo_never_moved"


def test_that_wgs84_that_a_person_chose_is_on_record(session, tmp_path):
    file = jpeg_with_exif(tmp_path / "a.jpg", lon=LON, lat=LAT)
    photos = import_photos(session, [file]).photos
    assert photo_datum.read_as(session, photos, "wgs84").changes
    assert session.project.photo(photos[0]).get("datum") == "wgs84"
    assert not photo_datum.read_as(session, photos, "wgs84").changes
    before = photo_placing.before_last(session.project, photos[0])
    photo_placing.put_back(session, {photos[0]: before})
    assert session.project.photo(photos[0]).get("datum") is None
