"""What registering and planning rest on, in a split or a merge of problems: none of it gets lost.

How a problem is closed goes by its activity, its zones and the level of its area. A merge of
problems that differ in one of these must say which of theirs holds; the parts of a split may
differ, as two activities on one patch do, which whoever signs is told; but together they lie in
all zones, and no lower tier accepts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from greenshield.domain.errors import Problem, RefusedError
from greenshield.domain.state import IssueState
from greenshield.project.project import Project
from greenshield.services import rules

_CHOSEN: Final = ("activity_code", "source_code", "area_id")  # one of those that there were
_ZONES: Final = "zone_code"
TOLD: Final = ("subject_name", "description", "violation_judgement", "duty_unit", "duty_person")
"""What each that takes a problem's place may say for itself."""
OF_A_PART: Final = ("activity_code", *TOLD)
"""A part of a split may be another activity too; a merge says which of theirs holds."""
FACTS: Final = (*_CHOSEN, _ZONES, *TOLD)
_TIERS: Final = ("county", "city", "province", "national")


def refuse_lost(
    project: Project, olds: Sequence[IssueState], plans: Sequence[Mapping[str, Any]]
) -> None:
    """Lets what is planned in the place of problems pass where it has all that these rest on.

    Raises:
        RefusedError: ``lineage_fact_unsaid``, ``lineage_fact_foreign``, ``lineage_zones_lost``,
            ``lineage_tier_lower``.
    """
    for plan in plans:
        for name in FACTS:
            there = [old for old in olds if old.get(name)]
            if there and not plan.get(name):
                raise RefusedError("lineage_fact_unsaid", **_of(project, plan, name, there))
            foreign = len(olds) > 1 and plan.get(name) not in [old.get(name) for old in there]
            if there and name in _CHOSEN and foreign:
                raise RefusedError("lineage_fact_foreign", **_of(project, plan, name, there))
        _refuse_lower(project, olds, plan)
    lost = _zones(old.get(_ZONES) for old in olds) - _zones(plan.get(_ZONES) for plan in plans)
    if lost:
        numbers = ", ".join(old.number for old in olds)
        raise RefusedError("lineage_zones_lost", issues=numbers, zones=", ".join(sorted(lost)))


def asked(project: Project, olds: Sequence[IssueState]) -> dict[str, dict[str, Any]]:
    """The facts in which problems differ that are to be merged: what each says, by its number."""
    out = {}
    for name in FACTS:
        told = {old.number: old.get(name) for old in olds if old.get(name)}
        first = next(iter(told.values()), None)
        if any(_said(value) != _said(first) for value in told.values()):
            named = name == "area_id"  # whoever types it, types its name
            out[name] = {
                number: _plain(project, name, value) if named else value
                for number, value in told.items()
            }
    return out


def differing(
    project: Project, olds: Sequence[IssueState], plans: Sequence[Mapping[str, Any]]
) -> list[Problem]:
    """A remark for each fact that stands otherwise in one of these than in one before it."""
    out = []
    for plan in plans:
        for name in FACTS:
            now = _said(plan.get(name))
            there = [old for old in olds if old.get(name) and _said(old.get(name)) != now]
            if there:
                value = _plain(project, name, plan.get(name))
                params = {**_of(project, plan, name, there), "value_now": value}
                called = str(plan["clue_no"])
                out.append(Problem("lineage_fact_differs", called, None, name, params, False))
    return out


def _refuse_lower(project: Project, olds: Sequence[IssueState], plan: Mapping[str, Any]) -> None:
    before = max((_tier(project, old.get("area_id")) for old in olds), key=_TIERS.index)
    now = _tier(project, plan.get("area_id"))
    if _TIERS.index(now) < _TIERS.index(before):
        raise RefusedError("lineage_tier_lower", clue_no=plan["clue_no"], tier=now, roles=before)


def _tier(project: Project, area_id: Any) -> str:
    """The tier that accepts a problem in an area, or in none."""
    area = project.state("area", str(area_id)) if area_id else None
    level = "" if area is None else str(area.get("area_level") or "")
    role = rules.in_force(project).acceptance_role(level)
    return role if role in _TIERS else _TIERS[0]


def _zones(told: Iterable[Any]) -> set[str]:
    return {zone for zones in told if isinstance(zones, list) for zone in zones}


def _of(
    project: Project, plan: Mapping[str, Any], name: str, there: Sequence[IssueState]
) -> dict[str, Any]:
    told = dict.fromkeys(_plain(project, name, old.get(name)) for old in there)
    numbers = ", ".join(old.number for old in there)
    return {
        "field": name, "clue_no": plan["clue_no"], "issues": numbers,
        "value_before": ", ".join(told),
    }  # fmt: skip


def _said(value: Any) -> Any:
    """Codes say the same in any order."""
    return set(value) if isinstance(value, list) else value


def _plain(project: Project, name: str, value: Any) -> str:
    """Codes, which messages tell in words; the name of an area."""
    if name == "area_id" and value:
        area = project.state("area", str(value))
        return str((area and area.get("name")) or value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
