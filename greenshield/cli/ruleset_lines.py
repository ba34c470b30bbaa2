"""What a rule set demands, for people: distances, photos, publicity, who accepts, conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from greenshield.cli.context import Context
from greenshield.domain.rulesets import ANY, NO_AREA, ClosingRule, RuleSet


def data(found: RuleSet) -> dict[str, Any]:
    """The figures of a rule set as JSON: metres, degrees, percent, m², days."""
    return {
        "acceptance": dict(found.acceptance),
        "photos_per_check": found.photos_per_check,
        "pair_max_angle_deg": found.pair_max_angle_deg,
        "nearness_m": found.nearness_m,
        "nearness_far_m": found.nearness_far_m,
        "overlap_pct": found.overlap_pct,
        "overlap_m2": found.overlap_m2,
        "publicity_days": found.publicity_days,
        "publicity_working": found.publicity_working,
        "referral_blocks": found.referral_blocks,
        "negative_list": found.negative_list,
        "conditions": {c.id: {"zh": c.zh, "en": c.en} for c in found.conditions.values()},
    }


def lines(ctx: Context, found: RuleSet) -> list[str]:
    """The same in words."""
    kind = "working" if found.publicity_working else "calendar"
    out = [
        f"{found.name}  {getattr(found, ctx.lang)}",
        ctx.say("rule_photos", n=found.photos_per_check),
        ctx.say("rule_near", m=_plain(found.nearness_m), far_m=_plain(found.nearness_far_m)),
        ctx.say("rule_pair", deg=_plain(found.pair_max_angle_deg)),
        ctx.say("rule_overlap", pct=_plain(found.overlap_pct), m2=_plain(found.overlap_m2)),
        ctx.say("rule_publicity", n=found.publicity_days, kind=kind),
        ctx.say("rule_referral_blocks" if found.referral_blocks else "rule_referral_warns"),
        ctx.say(f"rule_negative_{found.negative_list}"),
        ctx.say("rule_acceptance"),
    ]
    for level, role in found.acceptance.items():
        word = ctx.code_word("area_level", level)
        word = ctx.say("rule_no_area") if level == NO_AREA else word
        out.append(f"  {word}  {ctx.code_word('role', role)}")
    out.append(ctx.say("rule_closing"))
    for rule in found.closing:
        out += _closing(ctx, found, rule)
    out.append(ctx.say("rule_classes"))
    for name in dict.fromkeys(found.classes.values()):
        codes = [code for code, its in found.classes.items() if its == name]
        told = ctx.listed(ctx.code_word("activity", code) for code in codes)
        out.append(f"  {ctx.code_word('activity', name)}  {told}")
    return out


def _closing(ctx: Context, found: RuleSet, rule: ClosingRule) -> list[str]:
    """One closing rule: to whom it applies, and what is to be ticked."""
    zones = ctx.listed(ctx.code_word("zone", z) for z in rule.zones if z != ANY)
    approvals = ctx.listed(ctx.say(f"rule_{a}") for a in rule.approvals if a != ANY)
    parts = {
        "rule_of_classes": _words(ctx, rule.classes),
        "rule_of_zones": zones,
        "rule_of_approvals": approvals,
    }
    heads = [ctx.say(code, what=what) for code, what in parts.items() if what]
    head = "  ".join(heads) or ctx.say("rule_of_all")
    asked = ctx.listed(getattr(found.conditions[c], ctx.lang) for c in rule.conditions)
    out = [f"  · {head}", f"      {asked}"]
    if rule.assess:
        first = getattr(found.conditions[rule.assess], ctx.lang)
        out.append("      " + ctx.say("rule_assess", first=first))
    return out


def _words(ctx: Context, names: Sequence[str]) -> str:
    """Classes of activities; most are called as the activity that leads them."""
    return ctx.listed(ctx.code_word("activity", name) for name in names if name != ANY)


def _plain(number: float) -> str:
    return f"{number:g}"
