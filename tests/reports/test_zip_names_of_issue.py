"""A file that bears an issue's number and facility bears them whatever stands in them."""

from __future__ import annotations

import pytest

from greenshield.reports.zip_names import is_safe, of_issue


@pytest.mark.parametrize(
    ("number", "facility", "name"),
    [
        ("CX1", "甲/北区", "CX1_甲_北区.docx"),
        ("CX2", "乙/北区", "CX2_乙_北区.docx"),
        ("QH/7", "", "QH_7.docx"),
        ("CX4", "a\\b:c", "CX4_a_b_c.docx"),
        ("HX1", '=HYPERLINK("http://x","a")', "HX1_=HYPERLINK(_http___x_,_a_).docx"),
        ("CX6", "长" * 200, f"CX6_{'长' * 30}.docx"),
        ("", "/", "_.docx"),
    ],
)
def test_that_number_and_facility_stand_in_the_name(number, facility, name):
    assert of_issue(number, facility, "84fc0ba9", ".docx", 100) == name
    assert is_safe(name)
