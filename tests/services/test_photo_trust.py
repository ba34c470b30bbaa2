"""Photos that don't fit those about them are told with figures; honest series raise nothing."""

import random
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield import messages
from greenshield.services import photo_trust_clock, photo_trust_place
from greenshield.services.photo_trails import Trail
from greenshield.services.photo_trust_series import Row, series_of

START = datetime(2026, 5, 6, 1, 0, tzinfo=UTC).timestamp()  # nine o'clock in China
CHINA = 8 * 3600.0
LON, LAT = 126.2600123, 43.5050456
STEP = 0.0002  # degrees of latitude: 22 m
NUMBERED, NAMED = photo_trust_clock.OUT_OF_ORDER, photo_trust_clock.NAME_APART
OFF = photo_trust_clock.CLOCK_OFF
JUMPED, STANDS = photo_trust_clock.CLOCK_JUMPED, photo_trust_clock.GPS_STANDS
REPEATED, FAST = photo_trust_place.REPEATED, photo_trust_place.TOO_FAST
OFF_TRACK = photo_trust_place.OFF_TRACK


def shot(n, *, camera="Camera #1", by="me", name="", cam=None, gps=None, at=None, **more):
    """The n-th photo of a walk: one a minute, 22 m on, by a clock that is right."""
    moment = START + 60.0 * n
    cam = moment if cam is None else cam
    lon, lat = (LON, LAT + STEP * n) if at is None else at
    row = Row(
        sha256=f"{n:04d}{by}{camera}", name=name or f"DSC_{n:04d}.JPG",
        camera=(camera, by) if camera else None, by_serial="#" in camera,
        cam=cam, local=cam + CHINA, gps=moment if gps is None else gps, lon=lon, lat=lat,
        error=5.0, azimuth=40.0 * n % 360.0, zoned=1,
    )  # fmt: skip
    return row._replace(**more)


def walk(count=8, **changed):
    """A walk whose n-th photo is another where ``p<n>`` says what is."""
    return [shot(n, **changed.get(f"p{n}", {})) for n in range(count)]


def told(rows, trails=()):
    """What is told: name -> codes with their figures."""
    series = series_of(rows)
    out = {}
    doubts = (*photo_trust_clock.doubts(series), *photo_trust_place.doubts(series, trails))
    for at, code, params in doubts:
        out.setdefault(series.name[at], {})[code] = params
    return out


def far(n, metres=5000.0):
    """Where the n-th photo would lie that is so far off."""
    return LON, LAT + STEP * n + metres / 111_100


def test_that_an_honest_walk_raises_nothing():
    rows = walk(40)
    assert told(rows) == {}
    assert told([*rows, *(shot(n, camera="", at=far(n, 90_000)) for n in range(40))]) == {}
    assert told([]) == told(rows[:1]) == told(rows[:2]) == {}
    none = dict.fromkeys(("local", "error", "azimuth"))
    none |= {"cam": np.nan, "gps": np.nan, "at": (None, None)}
    assert told([*rows, shot(50, **none)]) == {}


def test_that_a_photo_numbered_between_two_others_and_hours_off_is_told():
    off = START + 4 * 60 + 5 * 3600
    found = told(walk(p4={"cam": off, "gps": np.nan, "at": (None, None)}))
    figures = {"before": "DSC_0003.JPG", "after": "DSC_0005.JPG", "hours": 5.0}
    assert found == {"DSC_0004.JPG": {NUMBERED: figures}}
    late = {"cam": START + 240 + 3000, "gps": np.nan, "at": (None, None)}
    assert told(walk(p4=late)) == {}  # under an hour: written late


def test_that_numbers_which_came_twice_or_stand_far_apart_tell_nothing():
    again = [shot(n, by="me", cam=START + 9e6 + 60 * n, gps=np.nan, at=(None, None),
                  sha256=f"again{n}") for n in (3, 4, 5)]  # fmt: skip
    assert told([*walk(), *again]) == {}
    apart = [shot(0), shot(1, name="DSC_0009.JPG", cam=START + 9e6, gps=np.nan, at=(None, None)),
             shot(2, name="DSC_0018.JPG")]  # fmt: skip
    assert told(apart) == {}
    others = [shot(n, by="you", cam=START + 9e6 + n, gps=np.nan, at=(None, None)) for n in (3, 5)]
    assert told([*others, *walk()]) == {}


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("IMG_20260506_090005.jpg", None),
        ("PXL_20260506_010005123.jpg", None),  # in UTC
        ("20260506_090905.jpg", None),
        ("IMG_20260508_091700.jpg", "2026-05-08 09:17:00"),
        ("IMG20260506084000_1.jpg", "2026-05-06 08:40:00"),
        ("DJI_20260506090001_0001_V.JPG", None),
        ("微信图片_20260508101010.jpg", None),  # when a copy was saved
        ("IMG_20261399_996101.jpg", None),
        ("20260506.jpg", None),
    ],
)
def test_that_a_name_by_another_moment_than_the_cameras_is_told(name, named):
    told_so = {"named": named, "taken": "2026-05-06 09:00:00"}
    wanted = {} if named is None else {name: {NAMED: told_so}}
    assert told([shot(0, name=name)]) == wanted
    assert told([shot(0, name=name, camera="")]) == wanted


def jump(*, after):
    return {"photo": "DSC_0003.JPG", "before": "+00:00:00", "after": after}


def test_that_a_clock_which_jumps_against_the_satellites_is_told_once():
    lone = told(walk(p4={"cam": START + 240 + 2 * 3600, "name": "a.jpg"}))
    assert lone == {"a.jpg": {JUMPED: jump(after="+02:00:00")}}
    stays = {f"p{n}": {"cam": START + 60 * n + 1300} for n in range(4, 8)}
    assert told(walk(**stays)) == {"DSC_0004.JPG": {JUMPED: jump(after="+00:21:40")}}
    zone = {f"p{n}": {"cam": START + 60 * n + 3600} for n in range(4, 8)}
    assert told(walk(**zone)) == {}
    old_fix = {"p4": {"gps": START + 240 - 300}}
    assert told(walk(**old_fix)) == {}


@pytest.mark.parametrize(
    ("hours", "more", "offset"),
    [
        (-8, {}, "-08:00:00"),  # goes by UTC
        (0.5, {}, "+00:30:00"),
        (0.1, {}, None),
        (-8, {"zoned": 1}, None),  # what contradicts its own offset is told by the file
        (-8, {"at": (10.0, 50.0)}, None),  # abroad
        (9, {}, None),  # no time zone at all: told by the file
        (-30, {}, None),
    ],
)
def test_that_a_clock_without_a_zone_is_held_against_chinese_time_in_china(hours, more, offset):
    found = told([shot(0, **({"zoned": 0} | more), cam=START + 3600 * hours)])
    assert found == ({} if offset is None else {"DSC_0000.JPG": {OFF: {"offset": offset}}})


def test_that_satellites_whose_time_stands_are_told_after_ten_minutes():
    found = told(walk(15, **{f"p{n}": {"gps": START + 120} for n in range(2, 15)}))
    assert {name: codes[STANDS] for name, codes in found.items() if STANDS in codes} == {
        f"DSC_{n:04d}.JPG": {"photo": "DSC_0002.JPG", "minutes": n - 2} for n in (13, 14)
    }


def test_that_one_position_to_the_last_digit_over_many_minutes_is_told():
    same = {f"p{n}": {"at": (LON, LAT)} for n in range(2, 13)}
    figures = {REPEATED: {"count": 11, "minutes": 10}}
    assert told(walk(15, **same)) == {f"DSC_{n:04d}.JPG": figures for n in range(2, 13)}
    post = {name: {**changed, "azimuth": 359.0} for name, changed in same.items()}
    assert told(walk(15, **post)) == {}  # a camera on a post
    arc = {name: {"at": (126.26, 43 + 30 / 60 + 18 / 3600)} for name in same}
    assert not any(REPEATED in codes for codes in told(walk(15, **arc)).values())
    short = {f"p{n}": {"at": (LON, LAT)} for n in range(2, 9)}
    assert told(walk(15, **short)) == {}


def test_that_a_place_nobody_could_have_come_from_is_told():
    found = told(walk(p4={"at": far(4)}))
    figures = {"photo": "DSC_0003.JPG", "distance_m": 5022, "seconds": 60, "kmh": 301}
    assert found == {"DSC_0004.JPG": {FAST: figures}}
    both = told(walk(2, p1={"at": far(1)}))
    assert {name: codes[FAST]["photo"] for name, codes in both.items()} == {
        "DSC_0000.JPG": "DSC_0001.JPG", "DSC_0001.JPG": "DSC_0000.JPG",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("metres", "seconds", "is_odd"),
    [
        (1500.0, 60.0, False),  # a car, or a drone
        (350.0, 0.0, False),  # an old fix within a burst
        (900.0, 1.0, True),
        (700_000.0, 7200.0, False),  # an aeroplane
        (700_000.0, 1200.0, True),
        (9_000_000.0, 7200.0, True),
    ],
)
def test_that_cars_drones_trains_and_aeroplanes_are_not_too_fast(metres, seconds, is_odd):
    there = {"at": (LON, LAT - metres / 111_100), "cam": START + seconds, "gps": START + seconds}
    found = told(walk(2, p1={"name": "b.jpg", **there}))
    assert (FAST in found.get("b.jpg", {})) == is_odd
    blurred = told(walk(2, p1={**there, "error": metres}))
    assert FAST not in {code for codes in blurred.values() for code in codes}


def test_that_two_phones_of_one_model_are_not_one_that_flies():
    rows = [shot(n, camera="Phone", at=far(n, 20_000 * (n % 2))) for n in range(12)]
    assert told(rows) == {}
    serial = [shot(n, camera="Phone #7", at=far(n, 20_000 * (n % 2))) for n in range(12)]
    assert len(told(serial)) == 10


def track(count=20, name="walk.gpx", off=0.0):
    ms = np.array([(START + 60.0 * n) * 1000 for n in range(count)]).astype(np.int64)
    lat = np.array([LAT + STEP * n for n in range(count)])
    return Trail(name, ms, np.full(count, LON), lat + off / 111_100)


def test_that_a_photo_off_the_track_that_its_camera_went_along_is_told():
    rows = walk(p4={"at": far(4, 1000)})
    assert told(rows) == {}
    (found,) = told(rows, [track(), track(name="elsewhere", off=90_000)]).values()
    assert found == {OFF_TRACK: {"distance_m": 1000, "track": "walk.gpx"}}
    assert told(rows, [track(), track(name="other", off=1000)]) == {}  # on another one's track
    assert told(walk(p4={"at": far(4, 300)}), [track()]) == {}
    assert told(rows, [track(off=3000)]) == {}  # somebody else's
    assert told(walk(2, p1={"at": far(1, 1000)}), [track()]) == {}


@given(st.randoms(use_true_random=False), st.integers(0, 2**32))
def test_that_the_order_in_which_photos_come_changes_nothing(order, seed):
    made = random.Random(seed)
    rows = []
    for n in range(made.randrange(24)):
        moment = START + made.choice((0, 60, 61, 4000, 90_000)) * made.randrange(9)
        more = {
            "camera": made.choice(("A #1", "B", "")), "by": made.choice("xy"),
            "name": made.choice((f"DSC_{n:04d}.JPG", "DSC_0007.JPG", "IMG_20260506_090000.jpg")),
            "cam": made.choice((moment, moment + 7000, np.nan)),
            "gps": made.choice((moment, START, np.nan)),
            "at": made.choice(((LON, LAT), far(n), far(1, 90_000), (None, None))),
        }  # fmt: skip
        rows.append(shot(n, sha256=f"{n:04d}", **more))
    mixed = order.sample(rows, len(rows))
    trails = [track(), track(name="b", off=800)]

    def all_told(some):
        series = series_of(some)
        found = (*photo_trust_clock.doubts(series), *photo_trust_place.doubts(series, trails))
        return sorted((series.sha256[at], code, repr(params)) for at, code, params in found)

    assert all_told(rows) == all_told(mixed)


@pytest.mark.parametrize(
    ("after", "zh", "en"),
    [
        ("+02:00:00", "+02:00:00", "+02:00:00"),
        ("-47:59:59", "-47:59:59", "-47:59:59"),
        ("-55128:00:00", "-2297 天", "-2297 days"),
        ("+49:00:05", "+2 天 01:00:05", "+2 days 01:00:05"),
    ],
)
def test_that_clocks_that_are_days_apart_are_told_in_days(after, zh, en):
    for lang, told in (("zh", zh), ("en", en)):
        said = messages.text("photo_clock_jumped", jump(after=after), lang)
        assert f" {told}" in said
        assert "+00:00:00 " in said
