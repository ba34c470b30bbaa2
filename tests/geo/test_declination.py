"""The declination by the World Magnetic Model, beside the test values that NOAA publishes."""

from datetime import date

import pytest

from greenshield import messages
from greenshield.geo import declination as wmm
from greenshield.geo.declination import declination

# Decimal year, height in km, latitude, longitude, declination: rows of "Test values for WMM2020"
# (https://www.ngdc.noaa.gov/geomag/WMM/data/WMM2020/WMM2020testvalues.pdf) and of NOAA NCEI's
# WMM2025_TEST_VALUES.txt.
NOAA = (
    (2020.0, 0, 80, 0, -1.28), (2020.0, 0, 0, 120, 0.16), (2020.0, 0, -80, 240, 69.36),
    (2020.0, 100, 80, 0, -1.70), (2022.5, 0, 0, 120, -0.06), (2022.5, 100, -80, 240, 68.55),
    (2025.0, 0, 80, 0, 1.28), (2025.0, 0, 0, 120, -0.16), (2025.0, 0, -80, -120, 68.78),
    (2025.0, 65, 43, 93, 0.50), (2025.0, 51, -33, 109, -5.49), (2025.5, 50, -70, -133, 57.21),
    (2027.0, 67, -47, -32, -13.52), (2027.5, 100, 80, 0, 2.16), (2027.5, 100, 0, 120, -0.23),
)  # fmt: skip


@pytest.mark.parametrize(("year", "km", "lat", "lon", "expected"), NOAA)
def test_that_the_model_gives_what_noaa_publishes(year, km, lat, lon, expected):
    found = wmm.by_model(lon, lat, year, km * 1000)
    assert found.deg == pytest.approx(expected, abs=0.0051)
    assert found.model == ("WMM2025" if year >= 2025 else "WMM2020")


def test_that_each_day_has_the_model_of_its_years():
    # Values of the models themselves; they differ by what the field moved in five years.
    at = [declination(125.0, 43.0, date(year, 7, 1)) for year in (2012, 2017, 2022, 2029)]
    assert [d.model for d in at] == ["WMM2010", "WMM2015v2", "WMM2020", "WMM2025"]
    assert -9.0 > at[0].deg > at[1].deg > at[2].deg > at[3].deg > -11.0
    near = declination(125.04, 43.04, date(2022, 7, 31))
    assert near is at[2], "a walk asks the model once"


def test_that_the_nearest_model_serves_a_day_that_none_covers():
    for day, near in ((date(2001, 5, 1), date(2010, 1, 9)), (date(2031, 5, 1), date(2029, 12, 9))):
        found, covered = declination(125.0, 43.0, day), declination(125.0, 43.0, near)
        assert (found.deg, found.model) == (covered.deg, covered.model)
        assert (found.why_not, found.remark, covered.remark) == ("", wmm.OUTSIDE_YEARS, "")
    for lang in ("zh", "en"):
        assert messages.text(wmm.OUTSIDE_YEARS, {}, lang) != wmm.OUTSIDE_YEARS


@pytest.mark.parametrize(
    ("place", "day", "code"),
    [
        ((-121.0, 89.0), date(2026, 1, 1), wmm.NEAR_POLE),
        ((139.0, -65.0), date(2026, 1, 1), wmm.NEAR_POLE),
    ],
)
def test_that_nothing_is_told_where_no_model_holds(place, day, code):
    found = declination(*place, day)
    assert (found.deg, found.model, found.why_not) == (0.0, "", code)
    for lang in ("zh", "en"):
        assert messages.text(code, {}, lang) != code
