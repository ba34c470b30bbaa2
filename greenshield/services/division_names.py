"""What divisions are called: as a keeper told, else by the project's name and its people's units.

No list of the country's divisions ships: it would be out of date, and sums are by code anyway.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from greenshield.domain.errors import UsageError
from greenshield.domain.field_spec import DIVISION
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import people
from greenshield.services.county_name import county_name
from greenshield.services.session import Session

_FIELD: Final = "division_names"

_HAN = "[\u4e00-\u9fff]"
# 吉林省生态环境厅 names a province; 吉林省通明市生态环境局 a city, and so does 通明市生态环境局.
_PROVINCE = re.compile(rf"({_HAN}{{1,12}}?(?:省|自治区|市))")
_CITY = re.compile(rf"(?:{_HAN}{{1,10}}?(?:省|自治区))?({_HAN}{{1,14}}?(?:自治州|地区|市|盟))")


@dataclass(frozen=True, slots=True)
class Named:
    """A division's name; ``kept`` where a keeper told it."""

    code: str
    name: str
    kept: bool


def of(project: Project, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Division code -> name, of counties, cities (``220500``) and provinces (``220000``).

    Args:
        project: what it keeps, else its name for its county and the units of its people.
        given: names that a person told just now, which go before all others.
    """
    return derived(project) | kept(project) | dict(given or {})


def listed(project: Project) -> list[Named]:
    """Every name that summaries use, by code."""
    own = kept(project)
    return [Named(code, name, code in own) for code, name in sorted(of(project).items())]


def kept(project: Project) -> dict[str, str]:
    """The names that the project keeps, by code; what another program wrote oddly is left out."""
    head = project.rows("SELECT extra FROM project WHERE id = ?", project.project_id)[0]
    pairs = json.loads(head["extra"]).get(_FIELD)
    out: dict[str, str] = {}
    for pair in pairs if isinstance(pairs, list) else []:
        match pair:
            case [str(code), str(name)] if name.strip():
                out[code] = name.strip()
    return dict(sorted(out.items()))


def keep(session: Session, names: Mapping[str, str]) -> Changes:
    """Keeps names in the project, beside those that it has; an empty one takes one away.

    Args:
        session: where, open for writing.
        names: division code -> name.

    Raises:
        RefusedError: who acts is no keeper.
    """
    people.need_keeper(session.who)
    project = session.project
    every = {code: name for code, name in (kept(project) | dict(names)).items() if name}
    with project.action(session.who.actor_id) as action:
        value = [[code, every[code]] for code in sorted(every)]
        action.set_fields("project", project.project_id, {_FIELD: value})
    return action.changes


def derived(project: Project) -> dict[str, str]:
    """The names that the project's own name and the units of its people tell."""
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
    return names | ({own: county} if county else {})


def typed(words: Sequence[str], *, may_be_empty: bool = False) -> dict[str, str]:
    """Names that a person typed as ``220500=通明市``.

    Args:
        words: one a name.
        may_be_empty: ``220500=`` is one too.

    Raises:
        UsageError: ``division_name_malformed``.
    """
    out: dict[str, str] = {}
    for word in words:
        code, equals, name = (part.strip() for part in word.partition("="))
        if not equals or not (name or may_be_empty) or not re.fullmatch(DIVISION, code):
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
