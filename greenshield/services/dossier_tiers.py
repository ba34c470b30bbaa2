"""Which tiers have a place for an opinion in the report, and which figures look wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.domain.errors import Missing
from greenshield.domain.field_spec import number
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import IssueState

_ORDER = ("authority", "county", "city", "province")
_FIGURES = ("restored_area", "demolished_area")
_LEAST, _MOST = 0.01, 20.0  # of the patch; what lies outside is a slip of unit or point


def opinion_tiers(issue: IssueState, ruleset: RuleSet, area_level: str) -> tuple[str, ...]:
    """County, city and the tier that accepts, and every other tier that has spoken, in order.

    The ledger's own three opinions: 自查意见, 审核意见, 验收意见.
    """
    accepted = [m.tier for m in issue.history() if m.move == "accept" and m.tier]
    asked = {"county", "city", accepted[-1] if accepted else ruleset.acceptance_role(area_level)}
    spoken = {str(r.get("tier")) for r in issue.records_of("opinion") if r.get("tier")}
    others = sorted((asked | spoken) - set(_ORDER))
    return (*(t for t in _ORDER if t in asked | spoken), *others)


def odd_figures(fields: Mapping[str, Any]) -> tuple[Missing, ...]:
    """Areas, m², below 1 % or above 20 times that of the patch; zero says that there is none."""
    patch = _positive(fields.get("area_measured")) or _positive(fields.get("area_rs"))
    if not patch:
        return ()
    out = []
    for name in _FIGURES:
        value = _positive(fields.get(name))
        if value and not _LEAST <= value / patch <= _MOST:
            params = {"field": name, "area_m2": f"{value:,.1f}", "patch_m2": f"{patch:,.1f}"}
            out.append(Missing("figure_implausible", params, name))
    return tuple(out)


def _positive(value: Any) -> float:
    """A number above nothing, else 0."""
    return max(0.0, number(value) or 0.0)
