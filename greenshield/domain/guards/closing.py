"""Acceptance: every closing condition ticked, each tick naming its evidence."""

from __future__ import annotations

from greenshield.domain.casefile import CaseFile
from greenshield.domain.errors import Missing
from greenshield.domain.guards.guard import Guard
from greenshield.domain.guards.planning import unseen
from greenshield.domain.rulesets import ClosingRule, approval_history
from greenshield.domain.state import Value

NO_HARM, CLEAR_HARM = "none", "clear"


def not_a_submitter(case: CaseFile) -> list[Missing]:
    """Whoever accepts neither self-checked nor reviewed the issue."""
    out: list[Missing] = []
    for move in ("self_check", "city_review"):
        submitter = case.actor_of(move)
        if not submitter:
            out += unseen(case, move)
        elif submitter == case.actor_id:
            out.append(Missing("submitter_accepts", {"actor": submitter, "move": move}, "actor"))
    return out


def closing_conditions(case: CaseFile) -> list[Missing]:
    """Each condition for this activity, zone and approval history is ticked with evidence."""
    needed, out = required_conditions(case)
    ticks = _ticks(case)
    for condition in needed:
        named = ticks.get(condition)
        evidence = named if isinstance(named, list) else []
        if not evidence:
            out.append(Missing("condition_not_ticked", {"condition": condition}, "ticks"))
        for sha256 in evidence:
            if not isinstance(sha256, str) or not known_evidence(case, sha256):
                params = {"condition": condition, "evidence": str(sha256)[:64]}
                out.append(Missing("tick_evidence_unknown", params, "ticks"))
    if any(m.code == "harm_not_judged" for m in out):
        out += _if_harmed(case, {*needed, *ticks})
    return out


def _if_harmed(case: CaseFile, told: set[str]) -> list[Missing]:
    """The conditions that will hold too where the assessment finds clear harm."""
    conditions = dict.fromkeys(c for rule in _rules(case) for c in rule.conditions)
    params = {"decided_by": "harm", "values": CLEAR_HARM}
    return [
        Missing("condition_needed_if", params | {"condition": c}, "ticks")
        for c in conditions
        if c not in told
    ]


def required_conditions(case: CaseFile) -> tuple[list[str], list[Missing]]:
    """The conditions that hold here, and what is missing to tell them."""
    harm = _given(case, "harm")
    needed: dict[str, None] = {}
    missing: list[Missing] = []
    for rule in _rules(case):
        if rule.assess:
            needed[rule.assess] = None
            if harm not in (NO_HARM, CLEAR_HARM) and not missing:
                known = f"{NO_HARM}, {CLEAR_HARM}"
                missing.append(Missing("harm_not_judged", {"known": known}, "harm"))
        if not rule.assess or harm == CLEAR_HARM:
            needed |= dict.fromkeys(rule.conditions)
    return list(needed), missing


def _rules(case: CaseFile) -> list[ClosingRule]:
    approval = approval_history(case.field("approval_status"), case.field("built_before_area"))
    codes = case.field("zone_code")
    zones = [z for z in codes if isinstance(z, str)] if isinstance(codes, list) else []
    return case.ruleset.closing_rules(case.text("activity_code"), zones, approval)


def known_evidence(case: CaseFile, sha256: str) -> bool:
    """True for the hash of a file of this move, of a record or earlier move, or of a photo."""
    if any(d.sha256 == sha256 for d in case.request.documents) or case.tagged(sha256):
        return True
    for kind in ("document", "measure", "check", "opinion", "referral", "penalty"):
        if any(d.sha256 == sha256 for record in case.records(kind) for d in record.documents):
            return True
    return any(d.sha256 == sha256 for m in case.moves() for d in m.documents)


def _ticks(case: CaseFile) -> dict[str, Value]:
    ticks = _given(case, "ticks")
    return ticks if isinstance(ticks, dict) else {}


def _given(case: CaseFile, name: str) -> Value:
    """A fact given with this move, else with the acceptance before it."""
    value = case.data(name)
    if value is None and case.request.move != "accept":
        accepted = case.last("accept")
        value = None if accepted is None else accepted.data.get(name)
    return value


GUARDS = (
    Guard("not_a_submitter", "验收人不是送审人", "not an actor who submitted", not_a_submitter),
    Guard("closing_conditions", "按活动、功能区和审批历史逐项勾选销号条件，每项注明文件或照片",
          "each closing condition for this activity, zone and approval history ticked, each "
          "tick naming a document or photo", closing_conditions),
)  # fmt: skip
