"""Datums and times that a person says of photos: recorded, undone, never passing as measured."""

import json
from datetime import datetime

import numpy as np
import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import add_clue
from shapely import box

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.domain.guards.photos import time_is_measured
from greenshield.geo import shift
from greenshield.services import (
    photo_datum,
    photo_list,
    photo_placing,
    photo_show,
    photo_ties,
    photo_time,
)
from greenshield.services.photo_import import Options, import_photos

TAKEN = datetime.fromisoformat("2026-05-01T09:00:00")


def row(session):
    return photo_list.photos(session.project).items[0]


def test_that_a_wrong_choice_of_datum_is_mended_and_taken_back(tmp_path, session):
    lon, lat = (float(v) for v in shift.to_gcj02(126.35, 43.25))
    file = jpeg_with_exif(tmp_path / "a.jpg", lon=lon, lat=lat, taken_at=TAKEN)
    (sha256,) = import_photos(session, [file]).photos
    assert row(session)["lon"] == pytest.approx(lon, abs=1e-7)
    done = photo_datum.read_as(session, [sha256], "gcj02")
    now = row(session)
    assert (now["lon"], now["lat"]) == pytest.approx((126.35, 43.25), abs=1e-7)
    assert (now["position_source"], now["warnings"]) == ("exif", ["photo_datum_shifted"])
    shown = photo_show.show(session.project, sha256)
    assert shown["exif"]["lon"] == pytest.approx(lon)  # the file's own word stays at hand
    told = dict(shown["warnings"])["photo_datum_shifted"]
    assert (told["datum"], told["lon"]) == ("gcj02", pytest.approx(lon, abs=1e-7))
    same = photo_datum.read_as(session, [sha256], "gcj02")
    assert not same.changes
    photo_placing.put_back(session, done.before)
    assert (row(session)["lon"], row(session)["warnings"]) == (pytest.approx(lon), [])


def test_that_only_a_files_own_position_has_a_datum(tmp_path, session):
    files = [
        jpeg_with_exif(tmp_path / "a.jpg", lon=126.35, lat=43.25, taken_at=TAKEN),
        jpeg_with_exif(tmp_path / "b.jpg", taken_at=TAKEN, seed=1),
    ]
    first, second = import_photos(session, files, Options(datum="bd09")).photos
    photo_placing.place_all(session, [first], lon="126.3", lat="43.2")
    for photo, code in ((first, "photo_not_placed_by_file"), (second, "photo_not_placed\\(")):
        with pytest.raises(UsageError, match=code):
            photo_datum.read_as(session, [photo], "gcj02")
    with pytest.raises(UsageError, match="datum_unknown"):
        photo_datum.read_as(session, [first], "pz90")
    photo_placing.put_back(session, {first: photo_placing.before_last(session.project, first)})
    path = session.project.media.find(first)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(UnreadableError):  # what is not the original tells nothing
        photo_datum.read_as(session, [first], "gcj02")


def test_that_cameras_whose_photos_lie_as_a_web_map_shifts_are_hinted_at(tmp_path, session):
    rng = np.random.default_rng(3)
    for n in range(8):
        lon, lat = 126.35 + 0.011 * (n % 4), 43.25 + 0.009 * (n // 4)
        lon, lat = lon + rng.uniform(-0.002, 0.002), lat + rng.uniform(-0.002, 0.002)
        add_clue(session, f"QH-{n}", box(lon - 3e-4, lat - 3e-4, lon + 3e-4, lat + 3e-4))
        for k, (model, there) in enumerate(
            (("App", shift.to_gcj02(lon, lat)), ("D90", (lon, lat)))
        ):
            file = jpeg_with_exif(
                tmp_path / f"{n}{k}.jpg", lon=float(there[0]), lat=float(there[1]), model=model,
                taken_at=TAKEN, seed=2 * n + k,
            )  # fmt: skip
            (sha256,) = import_photos(session, [file]).photos
            photo_ties.tag_all(session, [sha256], f"QH-{n}", phase="before")
    (hint,) = photo_datum.hints(session.project)
    assert (hint.camera, hint.datum, hint.by, hint.told) == ("Green App", "gcj02", "patches", 8)
    assert hint.before_m > 300 > 40 > hint.after_m
    photo_datum.read_as(session, hint.photos, hint.datum)
    assert photo_datum.hints(session.project) == []
    bare = jpeg_with_exif(tmp_path / "x.jpg", lon=126, lat=43, model="X", taken_at=TAKEN, seed=99)
    import_photos(session, [bare])
    looked = photo_datum.look(session.project)
    assert (looked.hints, looked.photos, looked.judged) == ([], 9, 8)


def test_that_a_time_by_hand_is_claimed_and_taken_back(tmp_path, session):
    (sha256,) = import_photos(session, [jpeg_with_exif(tmp_path / "a.jpg")]).photos
    done = photo_time.set_time(session, [sha256], "2026-05-01 10:03")
    now = row(session)
    assert (now["taken_at"], now["taken_at_source"]) == ("2026-05-01T10:03:00", "hand")
    assert not time_is_measured(now["taken_at_source"], [])
    for wrong, code in (("2026-05-01", "malformed"), ("2199-05-01 10:03", "ahead")):
        with pytest.raises(UsageError, match=f"photo_time_{code}"):
            photo_time.set_time(session, [sha256], wrong)
    claimed = photo_time.Taken("2026-05-01T10:03:00", None, "exif")
    with pytest.raises(UsageError, match="photo_never_then"):
        photo_time.put_back(session, {sha256: claimed})  # no undo makes it the camera's
    assert photo_time.before_last(session.project, sha256) == done.before[sha256]
    photo_time.put_back(session, done.before)
    assert (row(session)["taken_at"], row(session)["taken_at_source"]) == (None, None)
    assert json.dumps(row(session)["warnings"])


def test_that_remarks_on_a_time_come_and_go_with_it(tmp_path, session):
    late = jpeg_with_exif(tmp_path / "a.jpg", taken_at="2199:05:01 09:00:00")
    named = jpeg_with_exif(tmp_path / "IMG_20260501_090000.jpg", seed=1)
    for file, remark in ((late, "photo_time_in_future"), (named, "photo_time_from_name")):
        (sha256,) = import_photos(session, [file]).photos

        def told(sha256=sha256):
            items = photo_list.photos(session.project).items
            return next(i for i in items if i["sha256"] == sha256)["warnings"]

        whole = told()
        assert remark in whole
        photo_time.set_time(session, [sha256], "2026-05-02 10:00")
        assert remark not in told()
        before = photo_time.before_last(session.project, sha256)
        photo_time.put_back(session, {sha256: before})
        assert sorted(told()) == sorted(whole)
