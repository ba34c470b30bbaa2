"""Persons by rank and the like: numbers by code, as people write them and as they type them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from greenshield.domain.codes import CodeTable
from greenshield.domain.field_spec import is_number

_AND: Final = {"zh": "、", "en": ", "}
_SPLIT: Final = re.compile(r"[;；,，、\n]+")
# A name has neither digits nor signs: those of 2.5, of -2 and of 处级2人科级3人 belong to a number.
_ONE: Final = re.compile(r"([^\d=:：.+−-]*(?:[^\W\d_]|[)）]))\s*[=:：]?\s*(\d{1,12})\s*[人名]?")


def told(counts: Mapping[str, Any], label: Callable[[str], str], lang: str) -> str:
    """``厅级 1 人、处级 2 人`` or ``department rank: 1, division rank: 2``, in the codes' order.

    Args:
        counts: as an event carries them; another program may have put anything there.
        label: the words for a code; the code itself where there are none.
        lang: ``zh`` or ``en``.
    """
    return _AND[lang].join(_one(label(code), counts[code], lang) for code in sorted(counts))


def typed(text: str, table: CodeTable) -> dict[str, int] | None:
    """What a person typed, by code; None where it is not written so.

    Takes what :func:`told` writes and ``处级=2; 科级:1``. A name that the table doesn't know is
    kept; of one that stands twice the numbers are added.
    """
    out: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in _SPLIT.split(text))):
        found = _ONE.fullmatch(part)
        if found is None:
            return None
        code = _code(found[1].strip(), table)
        out[code] = out.get(code, 0) + int(found[2])
    return out or None


def by_code(counts: Mapping[str, Any], table: CodeTable) -> dict[str, int]:
    """The whole numbers among some values by the codes of their names; unknown names as they are.

    Of two names of one code the numbers are added.
    """
    out: dict[str, int] = {}
    for name, value in counts.items():
        if is_number(value):
            code = _code(str(name), table)
            out[code] = out.get(code, 0) + int(value)
    return out


def _code(name: str, table: CodeTable) -> str:
    entry = table.find(name)
    return name if entry is None else entry.code


def _one(label: str, value: object, lang: str) -> str:
    if isinstance(value, list | tuple):
        value = " ".join(map(str, value))
    number = f"{value:g}" if isinstance(value, float) and is_number(value) else str(value)
    if lang != "zh":
        return f"{label}: {number}"
    return f"{label} {number} 人" if is_number(value) else f"{label}：{number}"
