"""What people type wrongly, by what a field takes, and what they type when it was told."""

from __future__ import annotations

import re

from greenshield.domain.field_spec import FieldSpec
from ui import words

LONG, LINE = 20_001, 1_001  # one letter more than a text, and a line of it, may have
_WRONG = {
    "date": "昨天", "partial_date": "不久以前", "int": "三个", "decimal": "很多",
    "bool": "也许", "code": "没有这一项", "codes": "没有这一项",
}  # fmt: skip
_RIGHT = {
    "date": "2025-04-16", "partial_date": "2012-06", "int": "3", "decimal": "12.5",
    "bool": "true", "text": "青山", "list": "甲; 乙",
}  # fmt: skip
_ENGLISH = re.compile(r"\b(the|is|it|takes|number|of|not|must|date|such|characters)\b", re.I)
_HAN = re.compile("[\u4e00-\u9fff]")


def wrong(spec: FieldSpec) -> list[str]:
    """Texts that a field refuses; a bound is passed, a date is none, a text has no end."""
    if spec.type == "text" and spec.pattern:
        return ["不合格式"]
    if spec.type == "text":
        return ["长" * (LONG if spec.many_lines else LINE)]
    found = [_WRONG[spec.type]] if spec.type in _WRONG else []
    if spec.low is not None:
        found.append(f"{spec.low - 1:g}")
    if spec.high is not None:
        found.append(f"{spec.high + 1:g}")
    return found


_PLACE = {"lon": "126.3", "lat": "43.2"}  # of the sample county


def right(spec: FieldSpec) -> str:
    """A text that the field takes."""
    if spec.code_table:
        return words.choices(spec.code_table)[0][1]
    if spec.pattern:
        return "229901"
    return _PLACE.get(spec.id) or _RIGHT[spec.type]


def is_chinese(told: str) -> bool:
    """Whether a complaint is in Chinese, but for what is typed: codes, patterns, units."""
    return bool(_HAN.search(told)) and not _ENGLISH.search(told)
