from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.tiff_blob import ASCII, GOOD_GPS, RATIO, jpeg, tiff

from greenshield.formats.photos import PhotoFacts, read_photo

TAKEN, DIGITIZED, MODIFIED, OFFSET_TAKEN, SUBSEC_TAKEN = 0x9003, 0x9004, 0x0132, 0x9011, 0x9291
GPS_TIME, GPS_DATE = 7, 29


def facts_of(
    exif: dict[int, tuple[int, Any]] | None = None,
    gps: dict[int, tuple[int, Any]] | None = None,
    image: dict[int, tuple[int, Any]] | None = None,
    name: str = "",
) -> PhotoFacts:
    gps = None if gps is None else {**GOOD_GPS, **gps}
    return read_photo(io.BytesIO(jpeg(tiff(image, exif, gps))), name)


def codes(facts: PhotoFacts) -> list[str]:
    return [code for code, _ in facts.warnings]


def test_that_the_camera_time_keeps_fraction_and_offset(tmp_path: Path) -> None:
    path = jpeg_with_exif(
        tmp_path / "a.jpg",
        taken_at=datetime(2026, 5, 3, 10, 11, 12),  # noqa: DTZ001 - local time
        subsec="045",
        offset="+08:00",
        gps_at=datetime(2026, 5, 3, 2, 11, 10, 500000, tzinfo=UTC),
    )
    facts = read_photo(path)
    assert facts.taken_at == "2026-05-03T10:11:12.045"
    assert (facts.taken_at_offset, facts.taken_at_source) == ("+08:00", "exif")
    assert facts.gps_at == "2026-05-03T02:11:10.5Z"
    assert facts.warnings == ()


@pytest.mark.parametrize(
    ("stamp", "taken"),
    [
        ("2023:05:03 10:11:12", "2023-05-03T10:11:12"),
        ("2023-05-03T10:11:12", "2023-05-03T10:11:12"),
        ("2023/05/03 10:11:12", "2023-05-03T10:11:12"),
        ("2023:05:03 10:11", "2023-05-03T10:11:00"),
        ("2018:06:26 17:46:33.847", "2018-06-26T17:46:33.847"),
    ],
)
def test_that_common_ways_to_write_a_time_are_read(stamp: str, taken: str) -> None:
    assert facts_of({TAKEN: (ASCII, stamp)}).taken_at == taken


@pytest.mark.parametrize(
    "stamp", ["2023:13:45 10:11:12", "yesterday 5", "2023:02:30 00:00:00", "2023:05:03 25:00:00"]
)
def test_that_an_impossible_time_is_told(stamp: str) -> None:
    facts = facts_of({TAKEN: (ASCII, stamp)})
    assert facts.taken_at is None
    assert facts.warnings == (("photo_time_unreadable", {"text": stamp}),)


@pytest.mark.parametrize("stamp", ["    :  :     :  :  ", "0000:00:00 00:00:00", ""])
def test_that_a_clock_never_set_is_no_time(stamp: str) -> None:
    facts = facts_of({TAKEN: (ASCII, stamp)})
    assert facts.taken_at is None
    assert facts.warnings == ()


def test_that_the_next_best_time_is_taken_and_named() -> None:
    day = "2023:05:03 10:11:12"
    clock = {GPS_DATE: (ASCII, "2023:05:04"), GPS_TIME: (RATIO, [(1, 1), (2, 1), (3, 1)])}
    assert facts_of({DIGITIZED: (ASCII, day)}).taken_at_source == "exif_digitized"
    by_gps = facts_of(gps=clock, image={MODIFIED: (ASCII, day)})
    assert (by_gps.taken_at, by_gps.taken_at_offset, by_gps.taken_at_source) == (
        "2023-05-04T01:02:03",
        "+00:00",
        "gps",
    )
    changed = facts_of(image={MODIFIED: (ASCII, day)})
    assert changed.taken_at_source == "exif_modified"
    assert codes(changed) == ["photo_time_of_last_change"]


@pytest.mark.parametrize(
    ("date", "time", "moment"),
    [
        ("2023:05:04", [(1, 1), (2, 1), (3, 1)], "2023-05-04T01:02:03Z"),
        ("2023-05-04", [(1, 1), (2, 1), (3333, 1000)], "2023-05-04T01:02:03.333Z"),
        ("20230504", [(1, 1), (2, 1), (30, 1)], "2023-05-04T01:02:30Z"),
        ("2023:05:04", [(24, 1), (0, 1), (0, 1)], "2023-05-05T00:00:00Z"),
        ("2023:05:04", [(1, 1), (2, 1), (3, 0)], None),
        ("2023:05:04", [(99, 1), (2, 1), (3, 1)], None),
        ("2023:05:04", [(1, 1), (2, 1)], None),
        ("1999:99:99", [(1, 1), (2, 1), (3, 1)], None),
    ],
)
def test_that_gps_time_is_utc(date: str, time: list[tuple[int, int]], moment: str | None) -> None:
    facts = facts_of(gps={GPS_DATE: (ASCII, date), GPS_TIME: (RATIO, time)})
    assert facts.gps_at == moment
    assert codes(facts) == ([] if moment else ["photo_gps_time_unreadable"])


@pytest.mark.parametrize(
    ("camera", "offset", "gps", "contradicts"),
    [
        ("2023:05:04 10:00:00", "", (2, 0, 0), False),  # eight hours ahead, as in China
        ("2023:05:04 02:00:00", "", (2, 0, 0), False),
        ("2023:05:04 16:09:00", "", (2, 0, 0), False),
        ("2023:05:04 16:11:00", "", (2, 0, 0), True),  # no zone is 14 h 11 min ahead
        ("2023:05:03 13:49:00", "", (2, 0, 0), True),
        ("2022:05:04 10:00:00", "", (2, 0, 0), True),
        ("2023:05:04 10:09:00", "+08:00", (2, 0, 0), False),
        ("2023:05:04 10:11:00", "+08:00", (2, 0, 0), True),
        ("2023:05:04 10:00:00", "+07:00", (2, 0, 0), True),
        ("2023:05:03 21:00:00", "-05:00", (2, 0, 0), False),
    ],
)
def test_that_camera_and_gps_time_are_compared(
    camera: str, offset: str, gps: tuple[int, int, int], contradicts: bool
) -> None:
    exif = {TAKEN: (ASCII, camera)} | ({OFFSET_TAKEN: (ASCII, offset)} if offset else {})
    facts = facts_of(
        exif, {GPS_DATE: (ASCII, "2023:05:04"), GPS_TIME: (RATIO, [(v, 1) for v in gps])}
    )
    assert codes(facts) == (["photo_time_contradicts_gps"] if contradicts else [])


@pytest.mark.parametrize(
    ("day", "contradicts"),
    [
        ("2023:05:04", False),
        ("2023:05:03", False),  # the zone may be a day's difference
        ("2023:05:06", True),
        ("2003:09:18", True),  # a receiver that lost count of the weeks
        ("2023:05:049", False),  # no day can be told
        ("0000:00:00", False),
    ],
)
def test_that_the_day_of_gps_is_compared_where_it_stands_alone(day: str, contradicts: bool) -> None:
    facts = facts_of({TAKEN: (ASCII, "2023:05:04 10:00:00")}, {GPS_DATE: (ASCII, day)})
    assert facts.gps_at is None
    assert ("photo_time_contradicts_gps" in codes(facts)) == contradicts


@pytest.mark.parametrize(
    ("name", "taken", "offset"),
    [
        ("mmexport1683079872123.jpg", "2023-05-03T02:11:12.123", "+00:00"),
        ("wx_camera_1683079872123.jpg", "2023-05-03T02:11:12.123", "+00:00"),
        ("1683079872123.jpg", "2023-05-03T02:11:12.123", "+00:00"),
        ("IMG_20230503_101112.jpg", "2023-05-03T10:11:12", None),
        ("PXL_20230503_101112345.jpg", "2023-05-03T10:11:12.345", "+00:00"),
        ("微信图片_20230503101112.jpg", "2023-05-03T10:11:12", None),
        ("telegram_2020-01-30_09-57-18.jpg", "2020-01-30T09:57:18", None),
        ("Screenshot 2019-05-21 at 10.45.52.png", "2019-05-21T10:45:52", None),
        ("IMG_20231345_101112.jpg", None, None),
        ("DSC00012.jpg", None, None),
        ("99991231235959123.jpg", None, None),
        ("", None, None),
    ],
)
def test_that_a_time_in_the_name_is_its_own_source(
    name: str, taken: str | None, offset: str | None
) -> None:
    facts = read_photo(io.BytesIO(jpeg()), name)
    assert (facts.taken_at, facts.taken_at_offset) == (taken, offset)
    assert facts.taken_at_source == ("filename" if taken else None)
    assert "photo_exif_missing" in codes(facts)
    assert ("photo_time_from_name" in codes(facts)) == bool(taken)


def test_that_a_wechat_copy_is_recognised_only_without_exif() -> None:
    name = "mmexport1683079872123.jpg"
    assert "photo_messenger_copy" in codes(read_photo(io.BytesIO(jpeg()), name))
    whole = facts_of({TAKEN: (ASCII, "2023:05:03 10:11:12")}, name=name)
    assert (whole.taken_at_source, whole.warnings) == ("exif", ())


def test_that_subseconds_that_are_no_digits_are_left_out() -> None:
    facts = facts_of({TAKEN: (ASCII, "2023:05:03 10:11:12"), SUBSEC_TAKEN: (ASCII, "  ")})
    assert facts.taken_at == "2023-05-03T10:11:12"
