"""The name of a project's county, where its own name tells it."""

import pytest

from greenshield.services.county_name import county_name


@pytest.mark.parametrize(
    ("name", "code", "county"),
    [
        ("青禾县绿盾示例", "229901", "青禾县"),
        ("长白朝鲜族自治县问题台账", "220623", "长白朝鲜族自治县"),
        ("通化市东昌区", "220502", "通化市"),
        ("绿盾2025", "229901", ""),
        ("云岭自然保护区", "229901", ""),
        ("县级自查", "229901", ""),
        ("示例市绿盾", "229900", ""),
        ("", "", ""),
    ],
)
def test_that_only_a_county_that_the_project_is_named_by_is_told(name, code, county):
    assert county_name(name, code) == county
