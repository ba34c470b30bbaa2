"""What a project's county is called, as far as the project's own name tells it."""

from __future__ import annotations

import re

# 青禾县绿盾行动 names a county; a 保护区 or 开发区 is none.
_COUNTY = re.compile(
    r"([\u4e00-\u9fff]{1,14}?(?:自治县|县|(?<![护控景发园矿])区|市|自治旗|旗))(?!级)"
)


def county_name(project_name: str, division_code: str) -> str:
    """The county that a project's name begins with, "" where it names none.

    Args:
        project_name: as its maker gave it.
        division_code: of the project; that of a city or province (``220000``) has no county.
    """
    if division_code[4:6] in ("", "00"):
        return ""
    found = _COUNTY.match(project_name.strip())
    return found[1] if found else ""
