"""What divisions are called, as far as the project tells: by its name and the units of people.

No list of the country's divisions ships: it would be out of date, and sums are by code anyway.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from greenshield.domain.errors import UsageError
from greenshield.domain.field_spec import DIVISION
from greenshield.project.project import Project
from greenshield.services.county_name import county_name

_HAN = "[\u4e00-\u9fff]"
# 吉林省生态环境厅 names a province; 吉林省通明市生态环境局 a city, and so does 通明市生态环境局.
_PROVINCE = re.compile(rf"({_HAN}{{1,12}}?(?:省|自治区|市))")
_CITY = re.compile(rf"(?:{_HAN}{{1,10}}?(?:省|自治区))?({_HAN}{{1,14}}?(?:自治州|地区|市|盟))")


def of(project: Project, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Division code -> name, of counties, cities (``220500``) and provinces (``220000``).

    Args:
        project: its name tells its county, the units of its people their divisions.
        given: names that a person told, which go before all others.
    """
    head = project.rows("SELECT * FROM project WHERE id = ?", project.project_id)[0]
    own = str(head["division_code"] or "")
    units: dict[str, Counter[str]] = {}
    for row in project.rows("SELECT unit, division_code FROM actor ORDER BY id"):
        code, unit = str(row["division_code"] or ""), str(row["unit"] or "").strip()
        name = _named(code, unit)
        if name:
            units.setdefault(code, Counter())[name] += 1
    names = {code: _most(told) for code, told in units.items()}
    for code in [code for code in names if not code.endswith("00")]:
        # 通明市生态环境局云岭县分局 begins with the city: it does not say what the county is.
        if names[code] == names.get(f"{code[:4]}00"):
            del names[code]
    county = county_name(str(head["name"] or ""), own)
    return names | ({own: county} if county else {}) | dict(given or {})


def typed(words: list[str]) -> dict[str, str]:
    """Names that a person typed as ``220500=通明市``.

    Raises:
        UsageError: ``division_name_malformed``.
    """
    out: dict[str, str] = {}
    for word in words:
        code, _, name = (part.strip() for part in word.partition("="))
        if not name or not re.fullmatch(DIVISION, code):
            raise UsageError("division_name_malformed", given=word)
        out[code] = name
    return out


def _named(code: str, unit: str) -> str:
    if not re.fullmatch(DIVISION, code):
        return ""
    if not code.endswith("00"):
        return county_name(unit, code)
    found = (_PROVINCE if code.endswith("0000") else _CITY).match(unit)
    return found[1] if found else ""


def _most(told: Counter[str]) -> str:
    """The name that most units begin with; of equal ones the first in order."""
    return min(told, key=lambda name: (-told[name], name))
