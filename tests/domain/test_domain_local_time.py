"""Moments in Chinese time, and the type of an area by its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield import reference
from greenshield.domain.area_types import type_of
from greenshield.domain.dates import china_time


@pytest.mark.parametrize(
    ("moment", "offset", "local"),
    [
        ("2025-04-16T23:30:00", "", "2025-04-16T23:30:00"),
        ("2025-04-16T23:30:00", "+00:00", "2025-04-17T07:30:00"),
        ("2025-04-16T23:30:00Z", "", "2025-04-17T07:30:00"),
        ("2025-04-16T23:30:00+08:00", "+00:00", "2025-04-16T23:30:00"),
        ("2025-04-16T23:30:00.250+09:00", "", "2025-04-16T22:30:00"),
        ("2025-04-16 23:30:00", "-05:00", "2025-04-17T12:30:00"),
        ("2025-04-16", "+00:00", "2025-04-16"),
        ("昨天", "+08:00", "昨天"),
        ("2025-04-16T23:30:00", "east", "2025-04-16T23:30:00"),
        (None, "+08:00", ""),
        ("9999-12-31T23:30:00", "-05:00", "9999-12-31T23:30:00"),
    ],
)
def test_that_a_moment_is_told_in_chinese_time(moment, offset, local):
    assert china_time(moment, offset) == local


@given(st.datetimes(timezones=st.timezones()), st.datetimes(timezones=st.timezones()))
def test_that_texts_sort_as_the_moments_do(one, other):
    one, other = one.replace(microsecond=0), other.replace(microsecond=0)
    if 1800 < one.year < 9998 and 1800 < other.year < 9998:
        first, second = china_time(one.isoformat()), china_time(other.isoformat())
        assert (first < second) == (one.timestamp() < other.timestamp())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("云岭国家级自然保护区", "nature_reserve"),
        ("东北虎豹国家公园（吉林片区）", "national_park"),
        ("东北虎豹国家公园(吉林)片区", ""),
        ("白河国家森林公园", "forest_park"),
        ("查干湖湿地自然公园", "wetland_park"),
        ("月亮湖国家湿地公园", "wetland_park"),
        ("长白山火山地质公园", "geo_park"),
        ("仙景台风景名胜区", "scenic_area"),
        ("鸭绿江国家级水产种质资源保护区", "aquatic_germplasm"),
        ("山门自然公园", "nature_park"),
        ("国家公园管理局", ""),
        ("云岭保护区", ""),
        ("（）", ""),
        ("", ""),
    ],
)
def test_that_the_type_of_an_area_is_the_end_of_its_name(name, code):
    assert type_of(name, reference.code_tables().table("area_type")) == code
