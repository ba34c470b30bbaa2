"""Dates as files tell them."""

from __future__ import annotations

import pytest

from greenshield.formats import basemaps_dates as dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022:01:17 10:43:43", "2022-01-17"),
        ("2022:01:17 10:43:43\0", "2022-01-17"),
        ("2022-01-17T10:43:43", "2022-01-17"),
        ("0000:00:00 00:00:00", ""),
        ("2022:13:01 00:00:00", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_that_a_tiff_s_time_is_read(text, day):
    assert dates.of_tag(text) == day


@pytest.mark.parametrize(
    ("metadata", "day"),
    [
        ({"date": "2024-05-03"}, "2024-05-03"),
        ({"Date": "2024"}, "2024"),
        ({"acquisition_date": "2023年5月", "date": "2024-01-01"}, "2023-05"),
        ({"timestamp": "1714694400"}, "2024-05-03"),
        ({"timestamp": "1714694400000"}, "2024-05-03"),
        ({"datetime": "2024-05-03T23:30:00Z"}, "2024-05-04"),
        ({"mtime": "1714694400000"}, ""),
        ({"date": "soon", "name": "2024"}, ""),
        ({}, ""),
    ],
)
def test_that_metadata_of_tiles_are_read(metadata, day):
    assert dates.of_metadata(metadata) == day


@pytest.mark.parametrize(
    ("stem", "day"),
    [
        ("青禾_20240503_2m", "2024-05-03"),
        ("影像2023年", "2023"),
        ("GF2_PMS1_E126.5_N43.2_20230417_L1A0007", "2023-04-17"),
        ("ortho-2024-05", "2024-05"),
        ("2019-2023-05-01", "2023-05-01"),
        ("tile_229901", ""),
        ("20241350", ""),
        ("底图", ""),
    ],
)
def test_that_a_name_s_date_is_found(stem, day):
    assert dates.of_name(stem) == day
