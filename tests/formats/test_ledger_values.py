"""Numbers, dates and angles as people write them: right, or refused; never wrong, never raised."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield import messages
from greenshield.formats.ledger_angles import LAT, LON, parse_angle
from greenshield.formats.ledger_bad import Bad
from greenshield.formats.ledger_dates import parse_date
from greenshield.formats.ledger_numbers import UNITS, parse_number, unit_in
from greenshield.formats.ledger_place import read_lonlat, read_shape
from greenshield.formats.sheet_grid import CellError, Percent

ANY = st.one_of(
    st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.times(), st.timedeltas(), st.builds(CellError, st.text()), st.builds(Percent, st.floats()),
    st.text("0123456789０１２３.,，-–/年月日度分秒°′″'\"NEWS万亿元亩公顷%％ 约", max_size=14),
)  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "quantity", "unit", "wanted"),
    [
        (12.5, "area", "亩", 125_000 / 15),
        ("１２．５", "area", "亩", 125_000 / 15),
        (15.0, "area", "亩", 10_000.0),
        ("12.5公顷", "area", "亩", 125_000.0),
        ("1,234.5㎡", "area", None, 1234.5),
        ("1，234m²", "area", None, 1234.0),
        ("0.3 平方公里", "area", None, 300_000.0),
        ("2万平方米", "area", None, 20_000.0),
        ("1.2万元", "money", None, 12_000.0),
        ("¥1,200.50元", "money", None, 1200.5),
        (3.2, "money", "万元", 32_000.0),
        ("1.2E+03", "area", "m2", 1200.0),
        ("50%", "percent", None, 50.0),
        ("５０％", "percent", None, 50.0),
        (Percent(0.07), "percent", None, 7.0),
        (Percent(1.0), "percent", None, 100.0),
        (35.0, "percent", None, 35.0),
        (0.5, "percent", "%", 0.5),
        (0.0, "percent", None, 0.0),
        ("3家", "count", None, 3.0),
        ("0", "area", "亩", 0.0),
    ],
)
def test_that_numbers_are_read_in_the_ledgers_unit(cell, quantity, unit, wanted):
    assert parse_number(cell, quantity, unit) == pytest.approx(wanted, rel=1e-15)


@pytest.mark.parametrize(
    ("cell", "quantity", "code"),
    [
        ("约12亩", "area", "ledger_number_vague"),
        ("10-20亩", "area", "ledger_number_vague"),
        ("10~20", "area", "ledger_number_vague"),
        ("12亩左右", "area", "ledger_number_vague"),
        ("超过5亩", "area", "ledger_number_vague"),
        ("十二亩", "area", "ledger_number_unread"),
        ("1,5", "area", "ledger_number_unread"),
        ("1.234.567", "area", "ledger_number_unread"),
        ("12,34,567", "area", "ledger_number_unread"),
        ("见附件", "area", "ledger_number_unread"),
        ("12万元", "area", "ledger_unit_wrong"),
        ("12亩", "money", "ledger_unit_wrong"),
        ("12斤", "area", "ledger_unit_wrong"),
        (Percent(0.5), "area", "ledger_unit_wrong"),
        (0.5, "percent", "ledger_percent_ambiguous"),
        (1.0, "percent", "ledger_percent_ambiguous"),
        ("0.35", "percent", "ledger_percent_ambiguous"),
        (-3.0, "area", "ledger_number_out_of_range"),
        ("-3", "money", "ledger_number_out_of_range"),
        ("9" * 60, "area", "ledger_number_out_of_range"),
        (True, "area", "ledger_number_unread"),
        (dt.date(2023, 5, 3), "area", "ledger_number_unread"),
        (float("nan"), "area", "ledger_number_unread"),
        (float("inf"), "area", "ledger_number_unread"),
    ],
)
def test_that_a_doubtful_number_is_refused_with_its_reason(cell, quantity, code):
    found = parse_number(cell, quantity)
    assert isinstance(found, Bad)
    assert found.code == code


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("占地面积（亩）", "亩"), ("面积(m²)", "m2"), ("面积 / 公顷", "公顷"), ("面积：亩", "亩"),
        ("面积（单位：公顷）", "公顷"), ("面积【平方米】", "平方米"), ("面积㎡", "m2"),
        ("MJ_ha", "ha"), ("罚款金额（万元）", "万元"), ("整改进度（％）", "%"), ("进度%", "%"),
        ("面积（公顷、含水面）", "公顷"), ("面积", None), ("面积（含临时用地）", None),
        ("亩产", None), ("公顷数据来源", None), ("县（市、区）", None),
    ],
)  # fmt: skip
def test_that_a_headers_unit_is_found(header, unit):
    assert unit_in(header) == unit


@given(st.decimals(0, 1_000_000, places=4), st.sampled_from(sorted(UNITS)))
def test_that_a_number_with_its_unit_is_exact(value, unit):
    quantity, factor = UNITS[unit]
    wanted = float(Fraction(value) * factor)
    if wanted >= 1e15 or (0 < wanted <= 1e-12):
        return
    assert parse_number(f"{value}{unit}", quantity) == wanted
    assert parse_number(float(value), quantity, unit) == wanted


@given(ANY, st.sampled_from(["area", "money", "percent", "count", "length"]))
def test_that_any_cell_is_a_number_in_range_or_a_known_reason(cell, quantity):
    found = parse_number(cell, quantity)
    if isinstance(found, Bad):
        assert found.code in messages.catalogue()
    else:
        assert type(found) is float
        assert 0 <= found < 1e15


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (dt.date(2023, 5, 3), "2023-05-03"),
        (dt.date(1927, 1, 1), "1927-01-01"),
        ("1905-05-03", "1905-05-03"),
        (dt.datetime.fromisoformat("2023-05-03 10:20"), "2023-05-03"),
        ("2023年5月3日", "2023-05-03"),
        ("2023 年 5 月 3 日", "2023-05-03"),
        ("２０２３年５月３号", "2023-05-03"),
        ("2023年5月3日（星期三）", "2023-05-03"),
        ("二〇二三年五月三日", "2023-05-03"),
        ("二○二三年十二月二十一日", "2023-12-21"),
        ("2023.5.3", "2023-05-03"),
        ("2023/5/3", "2023-05-03"),
        ("2023-05-03", "2023-05-03"),
        ("2023—05—03", "2023-05-03"),
        ("20230503", "2023-05-03"),
        (20230503.0, "2023-05-03"),
        ("2023-05-03 00:00:00", "2023-05-03"),
        ("20200422 00:00:00", "2020-04-22"),
        ("2023-05-03T10:20:30+08:00", "2023-05-03"),
        ("2023-05-03T20:20:30Z", "2023-05-04"),
        (45049.0, "2023-05-03"),
        (45049.75, "2023-05-03"),
        ("45049", "2023-05-03"),
        ("2023年5月", "2023-05"),
        ("2023.5", "2023-05"),
        (2023.5, "2023-05"),
        (2023.12, "2023-12"),
        ("2023.10", "2023-10"),
        ("2023.1", "2023-01"),
        ("2023/5", "2023-05"),
        ("2023-05", "2023-05"),
        (202305.0, "2023-05"),
        ("2023年5月份", "2023-05"),
        ("2023年", "2023"),
        ("2023年度", "2023"),
        (2023.0, "2023"),
        ("2023", "2023"),
    ],
)
def test_that_dates_are_read_in_every_common_form(cell, wanted):
    assert parse_date(cell) == wanted


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (2023.1, "ledger_date_ambiguous"),
        ("5/3/2023", "ledger_date_ambiguous"),
        ("23.5.3", "ledger_date_ambiguous"),
        ("5.3", "ledger_date_ambiguous"),
        ("10/1", "ledger_date_ambiguous"),
        ("2023年底", "ledger_date_vague"),
        ("2023年5月上旬", "ledger_date_vague"),
        ("2019-2020年", "ledger_date_vague"),
        ("2020年前", "ledger_date_vague"),
        ("2023-02-30", "ledger_date_impossible"),
        ("2023年13月", "ledger_date_impossible"),
        ("20231301", "ledger_date_impossible"),
        ("长期坚持", "ledger_date_unread"),
        ("立行立改", "ledger_date_unread"),
        (12.0, "ledger_date_unread"),
        (True, "ledger_date_unread"),
        (dt.time(10, 0), "ledger_date_unread"),
        (dt.date(1900, 2, 19), "ledger_date_too_early"),
        (dt.datetime.fromisoformat("1926-12-31 10:20"), "ledger_date_too_early"),
    ],
)
def test_that_a_doubtful_date_is_refused_with_its_reason(cell, code):
    found = parse_date(cell)
    assert isinstance(found, Bad)
    assert found.code == code


def test_that_a_text_tables_2023_1_is_in_doubt_and_1904_shifts_bare_day_numbers():
    assert parse_date("2023.1", typed=False) == Bad("ledger_date_ambiguous")
    assert parse_date("2023.01", typed=False) == "2023-01"
    assert parse_date(43587.0, date1904=True) == "2023-05-03"


FORMS = (
    "%Y年%m月%d日", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y-%m-%d %H:%M:%S",
)  # fmt: skip


@given(st.dates(dt.date(1900, 3, 1), dt.date(2199, 12, 31)), st.sampled_from(FORMS))
def test_that_a_written_date_is_read_back(day, form):
    text = f"{day.year}{day:{form.removeprefix('%Y')}}"
    assert parse_date(text) == day.isoformat()
    assert (
        parse_date(text.translate(str.maketrans("0123456789-", "０１２３４５６７８９－")))
        == day.isoformat()
    )


@given(st.dates(dt.date(1932, 1, 1), dt.date(2118, 12, 31)))
def test_that_a_serial_day_is_read_back(day):
    assert parse_date(float((day - dt.date(1899, 12, 30)).days)) == day.isoformat()
    assert parse_date(float((day - dt.date(1904, 1, 1)).days), date1904=True) == day.isoformat()


@given(ANY, st.booleans(), st.booleans())
def test_that_any_cell_is_a_date_or_a_known_reason(cell, typed, date1904):
    found = parse_date(cell, typed=typed, date1904=date1904)
    if isinstance(found, Bad):
        assert found.code in messages.catalogue()
    else:
        whole = found + "-01-01"[len(found) - 4 :]
        assert 1800 <= dt.date.fromisoformat(whole).year <= 2199


@pytest.mark.parametrize(
    "text",
    [
        "125°30′15″", "125°30′15″E", "E125°30′15″", "东经125°30′15″", "125度30分15秒",
        "125°30'15\"",
        "125º30’15”", "125°30'15''", "125 30 15", "125:30:15", "125-30-15", "１２５°３０′１５″",
        "东经：125°30′15″", "125°30.25′", "125.50416666666667", "125.50416666666667°E",
    ],
)  # fmt: skip
def test_that_angles_are_read_in_every_common_form(text):
    assert parse_angle(text) == pytest.approx(125 + 30 / 60 + 15 / 3600, abs=1e-12)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("125°60′15″", "ledger_angle_out_of_range"),
        ("125°30′75″", "ledger_angle_out_of_range"),
        ("W125.5", "ledger_angle_out_of_range"),
        ("43.5S", "ledger_angle_out_of_range"),
        ("-125.5", "ledger_angle_out_of_range"),
        (-125.5, "ledger_angle_out_of_range"),
        (0.0, "ledger_angle_out_of_range"),
        (226.4871, "ledger_angle_out_of_range"),
        ("见附图", "ledger_angle_unread"),
        ("125°30.5′15″", "ledger_angle_unread"),
        ("125.5 30", "ledger_angle_unread"),
        (True, "ledger_angle_unread"),
        (float("nan"), "ledger_angle_out_of_range"),
    ],
)
def test_that_a_doubtful_angle_is_refused_with_its_reason(cell, code):
    assert parse_angle(cell) == Bad(code)


def test_that_packed_degrees_are_read_as_such_only_where_the_header_says_so():
    assert parse_angle(125.3015, packed=True) == pytest.approx(125 + 30 / 60 + 15 / 3600)
    assert parse_angle("125.301550", packed=True) == pytest.approx(125 + 30 / 60 + 15.5 / 3600)
    assert parse_angle(125.3015) == 125.3015
    assert parse_angle("125.7015", packed=True) == Bad("ledger_angle_out_of_range")


@given(st.integers(73, 135), st.integers(0, 59), st.decimals(0, 59, places=3))
def test_that_a_written_angle_is_read_back(degrees, minutes, seconds):
    wanted = degrees + minutes / 60 + float(seconds) / 3600
    for form in ("{}°{}′{}″", "{}度{}分{}秒", "{} {} {}", "E{}°{}'{}\""):
        text = form.format(degrees, minutes, seconds)
        assert parse_angle(text) == pytest.approx(wanted, abs=1e-12)


@given(ANY, st.booleans())
def test_that_any_cell_is_an_angle_of_china_or_a_known_reason(cell, packed):
    found = parse_angle(cell, packed=packed)
    if isinstance(found, Bad):
        assert found.code in messages.catalogue()
    else:
        assert LAT[0] <= found <= LAT[1] or LON[0] <= found <= LON[1]


@given(st.text() | st.text("0123456789.,;；，°′″NE() 、POLYGONpolygon-eE", max_size=40))
def test_that_any_text_is_a_place_or_a_known_reason(text):
    for read in (read_lonlat, read_shape):
        found = read(text)
        if isinstance(found, Bad):
            assert found.code in messages.catalogue()
        else:
            assert found.metric or (LON[0] <= found.x <= LON[1] and LAT[0] <= found.y <= LAT[1])


@pytest.mark.parametrize(
    ("value", "quantity", "unit"),
    [
        (12.34, "area", None), (12.34, "area", "m2"), (0.5, "percent", "%"),
        (40.0, "percent", None), (3.0, "count", "个"), (1e-7, "money", "元"),
        (9.9e14, "money", None),
    ],
)  # fmt: skip
def test_that_a_number_in_the_ledgers_unit_stays_as_it_is(value, quantity, unit):
    assert parse_number(value, quantity, unit) == value
    assert isinstance(parse_number(value, "length", "亩"), Bad)
