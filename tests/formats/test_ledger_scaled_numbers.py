"""Numbers under a header with a unit: exact, however fast they are worked out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield.formats.ledger_bad import Bad
from greenshield.formats.ledger_numbers import UNITS, parse_number

SCALED = sorted(unit for unit, (kind, factor) in UNITS.items() if kind == "area" and factor != 1)


@given(st.floats(1e-20, 1e20), st.sampled_from(SCALED))
def test_that_a_number_is_the_typed_decimal_times_its_unit_rounded_once(value, unit):
    exact = Fraction(repr(value)) * UNITS[unit][1]
    read = parse_number(value, "area", unit)
    if value < 1e15 and 1e-12 < exact < 10**15:
        assert read == float(exact)
    else:
        assert read == Bad("ledger_number_out_of_range")


@pytest.mark.parametrize(
    ("typed", "unit", "square_metres"), [(0.3, "亩", 200.0), (0.1, "公顷", 1e3)]
)
def test_that_a_tenth_is_a_tenth_and_not_its_binary_kin(typed, unit, square_metres):
    assert parse_number(typed, "area", unit) == square_metres
