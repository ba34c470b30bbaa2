"""Numbers are told rounded, in the unit asked for, and can be told from each other."""

from fractions import Fraction

import pytest

from greenshield.domain.measured import told

MU, M2 = Fraction(10_000, 15), Fraction(1)


@pytest.mark.parametrize(
    ("values", "factor", "unit", "digits", "shown"),
    [
        ([12.5 * 10_000 / 15, 13 * 10_000 / 15], MU, "亩", 1, ["12.5 亩", "13 亩"]),
        ([8333.333333333334, 8666.666666666666], M2, "m²", 1, ["8,333.3 m²", "8,666.7 m²"]),
        ([126.34444444444443, 126.4], M2, "°", 6, ["126.344444°", "126.4°"]),
        ([126.34444441, 126.34444442], M2, "°", 6, ["126.3444444°", "126.3444444°"]),
        ([1000.01, 1000.02], M2, "m²", 1, ["1,000.01 m²", "1,000.02 m²"]),
        ([80_000.0, 86_000.5], M2, "元", 2, ["80,000 元", "86,000.5 元"]),
        ([80_000.0, 86_000.5], Fraction(10_000), "万元", 2, ["8 万元", "8.60005 万元"]),
        ([60, 100], M2, "%", 0, ["60%", "100%"]),
        ([3, 10], M2, "", 0, ["3", "10"]),
        ([0.04], MU, "亩", 1, ["0.0001 亩"]),
        ([-0.5], M2, "m", 1, ["-0.5 m"]),
    ],
)
def test_that_numbers_are_told_as_people_read_them(values, factor, unit, digits, shown):
    assert [str(one) for one in told(values, factor, unit, digits)] == shown
