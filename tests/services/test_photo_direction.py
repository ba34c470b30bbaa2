"""Which way photos look: turned to true north, by a place that may come later, or by a gimbal."""

from datetime import datetime

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, add_clue, session_of
from shapely import box

from greenshield.formats.photos import PhotoFacts
from greenshield.geo.camera import FOV_DEG, angle_of_view
from greenshield.geo.declination import NEAR_POLE, OUTSIDE_YEARS
from greenshield.project.media import hash_file
from greenshield.services import (
    map_features,
    photo_direction,
    photo_facts,
    photo_list,
    photo_placing,
    photo_show,
    photo_suggest,
    photo_time,
    photo_view,
    photo_viewpoint,
)
from greenshield.services.photo_import import import_photos

MAGNETIC = {"azimuth_deg": 95.0, "azimuth_ref": "M", "azimuth_source": "exif"}
HERE = {"lon": LON, "lat": LAT, "gps_at": "2026-05-01T01:00:00Z"}
ON = datetime.fromisoformat("2026-05-01T09:00")


def fields(**told):
    return photo_facts.fields_of(PhotoFacts("JPEG", **told), "0" * 64, 1)


def codes(found):
    return [code for code, _ in found.get("warnings", [])]


def test_that_a_magnetic_azimuth_is_turned_and_what_the_file_says_stays():
    found = fields(**MAGNETIC, **HERE)
    assert (found["azimuth_deg"], found["azimuth_ref"]) == (95.0, "M")
    assert (found["azimuth_source"], found["declination_model"]) == ("magnetic", "WMM2025")
    assert -12 < found["declination_deg"] < -9  # north-east China
    turned = 95.0 + found["declination_deg"]
    assert found["azimuth_true_deg"] == pytest.approx(turned, abs=0.006)
    west = fields(azimuth_deg=3.0, azimuth_ref="M", azimuth_source="exif", **HERE)
    assert west["azimuth_true_deg"] == pytest.approx(turned + 268, abs=0.006)  # past north


@pytest.mark.parametrize("ref", ["T", None])
@pytest.mark.parametrize("source", ["exif", "xmp"])
def test_that_an_azimuth_that_is_not_magnetic_is_taken_as_it_is(ref, source):
    found = fields(azimuth_deg=95.0, azimuth_ref=ref, azimuth_source=source)
    assert (found["azimuth_true_deg"], found["azimuth_source"]) == (95.0, source)
    assert "declination_deg" not in found


@pytest.mark.parametrize(
    ("changed", "warned"),
    [
        ({"lon": None, "lat": None}, []),
        ({"lon": None, "lat": None, "gps_at": None}, [photo_direction.NO_DAY]),
        ({"lon": -121.0, "lat": 89.0}, [NEAR_POLE]),
    ],
)
def test_that_nothing_is_turned_without_a_place_and_a_model(changed, warned):
    found = fields(**{**MAGNETIC, **HERE, **changed})
    assert "azimuth_true_deg" not in found
    assert "azimuth_source" not in found
    assert codes(found) == warned
    assert photo_direction.azimuth_of(found) is None  # a magnetic one never passes as true
    assert photo_direction.as_told(found) == 95.0


@pytest.mark.parametrize(
    ("changed", "model", "warned"),
    [
        ({"taken_at": "2021-05-01T09:00:00", "taken_at_source": "filename"}, "WMM2020", []),
        ({}, "WMM2025", [photo_direction.NO_DAY]),
        ({"gps_at": "2031-05-01T01:00:00Z"}, "WMM2025", [OUTSIDE_YEARS]),
        ({"gps_at": "2005-05-01T01:00:00Z"}, "WMM2010", [OUTSIDE_YEARS]),
    ],
)
def test_that_any_day_turns_a_magnetic_azimuth_and_what_is_less_exact_is_told(
    changed, model, warned
):
    found = fields(**{**MAGNETIC, **HERE, "gps_at": None, **changed})
    assert found["declination_model"] == model
    assert found["azimuth_true_deg"] == pytest.approx(95 + found["declination_deg"], abs=0.006)
    assert codes(found) == warned


def test_that_a_magnetic_azimuth_of_an_older_import_is_turned_where_it_is_used():
    older = {**MAGNETIC, **HERE, "taken_at": "2021-05-01T09:00:00", "taken_at_source": "exif"}
    del older["azimuth_source"]
    assert photo_view.place_of(older).azimuth_deg == pytest.approx(84.5, abs=0.6)
    view = photo_viewpoint.of_fields("a", older.get)
    assert view.azimuth_deg == photo_view.place_of(older).azimuth_deg
    for odd in ({"lat": 1e300}, {"azimuth_deg": True}, {"lon": None}):
        assert photo_direction.azimuth_of({**older, **odd}) is None


def test_that_a_day_said_by_hand_turns_the_azimuth_and_no_undo_of_a_place_turns_it_back(
    path, tmp_path
):
    file = jpeg_with_exif(tmp_path / "a.jpg", lon=LON, lat=LAT, azimuth=95, azimuth_ref="M")
    photo = hash_file(file)
    with session_of(path) as session:
        import_photos(session, [file])

        def told():
            found = photo_show.show(session.project, photo)
            return found["declination_model"], found["lon"]

        assert told() == ("WMM2025", pytest.approx(LON))
        moved = photo_placing.place_all(session, [photo], lon="126.4", lat=str(LAT))
        timed = photo_time.set_time(session, [photo], "2017-05-01 09:00")
        assert told() == ("WMM2015v2", 126.4)
        back = photo_placing.before_last(session.project, photo)
        assert back.lon == pytest.approx(LON)  # and no place that differs in direction alone
        photo_placing.put_back(session, moved.before)
        assert told() == ("WMM2015v2", pytest.approx(LON))
        photo_time.put_back(session, timed.before)
        assert told() == ("WMM2025", pytest.approx(LON))


def test_that_the_cameras_day_serves_where_satellites_tell_none():
    camera = {"gps_at": None, "taken_at": "2016-05-01T09:00:00", "taken_at_source": "exif"}
    assert fields(**{**MAGNETIC, **HERE, **camera})["declination_model"] == "WMM2015v2"


def test_that_a_gimbals_yaw_is_a_direction_unless_the_camera_looks_down():
    found = fields(gimbal_yaw=-90.0, gimbal_pitch=-30.0)
    assert (found["azimuth_true_deg"], found["azimuth_source"]) == (270.0, "gimbal")
    assert found["gimbal_yaw_deg"] == -90.0
    down = fields(gimbal_yaw=-90.0, gimbal_pitch=-89.9, relative_altitude_m=100.0, **HERE)
    assert "azimuth_true_deg" not in down
    place = photo_view.place_of(down)
    assert place.azimuth_deg is None
    assert place.footprint_m == pytest.approx(63.7, abs=0.1)  # 100 m · tan(65° / 2)
    own = fields(gimbal_yaw=-90.0, azimuth_deg=12.0, azimuth_ref="T", azimuth_source="exif")
    assert (own["azimuth_true_deg"], own["azimuth_source"]) == (12.0, "exif")


def test_that_a_place_given_later_turns_the_azimuth_and_goes_with_it(path, tmp_path):
    shot = {"taken_at": ON, "azimuth": 95, "azimuth_ref": "M"}
    file = jpeg_with_exif(tmp_path / "a.jpg", **shot)
    photo = hash_file(file)
    with session_of(path) as session:
        import_photos(session, [file])

        def told():
            found = photo_show.show(session.project, photo)
            return [found[name] for name in (*photo_direction.NAMES, "azimuth_deg")]

        bare = [None, None, None, None, 95.0]
        assert told() == bare
        done = photo_placing.place_all(session, [photo], lon=str(LON), lat=str(LAT))
        true, source, declination, model, read = told()
        assert (source, model, read) == ("magnetic", "WMM2025", 95.0)
        assert true == pytest.approx(95 + declination, abs=0.006)
        photo_placing.place_all(session, [photo], lon="88", lat="44")
        assert told()[2] == pytest.approx(2.6, abs=0.4)  # east, in Xinjiang
        photo_placing.put_back(session, done.before)
        assert told() == bare


def test_that_what_is_drawn_and_matched_counts_from_true_north(path, tmp_path):
    shot = {"lon": LON, "lat": LAT, "taken_at": ON, "azimuth_ref": "M", "focal_35mm": 100}
    (file,) = [jpeg_with_exif(tmp_path / "a.jpg", azimuth=25, size=(64, 48), **shot)]
    with session_of(path) as session:
        project = session.project
        # Straight north: in view of a long lens by the true azimuth, not by the magnetic one.
        add_clue(session, "N", box(LON - 0.00005, LAT + 0.0008, LON + 0.00005, LAT + 0.0009))
        import_photos(session, [file])
        (one,) = photo_suggest.suggest(project, hash_file(file))
        (item,) = photo_list.photos(project).items
        assert item["azimuth_source"] == "magnetic"
        assert ("match_in_view", {"azimuth_deg": round(item["azimuth_true_deg"])}) in one.reasons
        (features,) = map_features.read(project, "photo")
        assert features.azimuths.tolist() == pytest.approx([item["azimuth_true_deg"]])
        assert features.fovs.tolist() == pytest.approx([19.6], abs=0.1)


def test_that_a_map_tells_a_position_that_its_own_file_casts_doubt_on(path, tmp_path):
    shot = {"lon": LON, "lat": LAT, "taken_at": ON, "size": (64, 48)}
    files = [
        jpeg_with_exif(tmp_path / f"{name}.jpg", error_m=error, seed=seed, **shot)
        for name, error, seed in (("sure", 5, 1), ("doubted", 0, 2), ("placed", 0, 3))
    ]
    with session_of(path) as session:
        import_photos(session, files)
        photo_placing.place_all(session, [hash_file(files[2])], lon=str(LON), lat=str(LAT))
        (found,) = map_features.read(session.project, "photo")
        looks = dict(zip(found.labels, (found.styles[n] for n in found.style), strict=True))
        ends = {name: look.partition("+")[2] for name, look in looks.items()}
    assert ends == {"sure.jpg": "", "doubted.jpg": "doubt", "placed.jpg": "hand"}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, FOV_DEG),
        ({"focal_35mm": 26, "width": 4000, "height": 3000}, 67.3),
        ({"focal_35mm": 26, "width": 4000, "height": 3000, "orientation": 6}, 53.1),
        ({"focal_35mm": 26, "width": 6000, "height": 4000}, 69.4),
        ({"focal_35mm": 35}, 52.6),
        ({"focal_35mm": 0.5, "width": 10, "height": 10}, FOV_DEG),
    ],
)
def test_that_the_angle_of_view_is_the_lenss(told, expected):
    # 43.27 mm over the diagonal (CIPA DCG-001): 36 mm across of a 3:2 frame.
    assert photo_view.fov_deg(told) == pytest.approx(expected, abs=0.1)
    assert angle_of_view(18.0, 36.0, 24.0) == pytest.approx(90.0, abs=0.1)


def test_that_odd_values_of_a_row_are_no_view():
    odd = {"lon": 125.0, "lat": 43.0, "azimuth_deg": True, "focal_35mm": "wide", "dop": "nan"}
    place = photo_view.place_of({**odd, "taken_at": "soon", "taken_at_source": "exif"})
    assert (place.azimuth_deg, place.fov_deg, place.dop) == (None, FOV_DEG, None)
    assert (place.camera, place.moment_s, place.taken_on) == ("", None, None)
    assert photo_view.place_of({"lon": "125", "lat": 43.0}) is None
