"""Splits and merges: what takes an issue's place is named, and a heir says whose place it takes.

No guard sees two issues, so what a heir tells of its predecessor is its word; ``issue show``,
the closure report and the window tell beside it whether the predecessor agrees. What the heir
takes over it holds: the facts that a plan rests on stay as they are until they are planned anew.
"""

from __future__ import annotations

import re

from greenshield.domain import workflow
from greenshield.domain.casefile import CaseFile, text_of
from greenshield.domain.errors import Missing
from greenshield.domain.guards.guard import Guard
from greenshield.domain.state import Value

_HASH = re.compile(r"[0-9a-f]{64}")
# What registering rests on, and what an approved plan rests on besides. The quantities of its
# measures are not held: those of the whole are shared out among the heirs.
_REGISTERED = ("geom", "division_code", "activity_code", "source_code", "zone_code", "area_id")
_PLANNED = (
    "description", "violation_judgement", "subject_name", "deadline", "duty_unit", "duty_person",
)  # fmt: skip
_MEASURE = ("code", "text", "unit", "target", "due_on")


def successors_named(case: CaseFile) -> list[Missing]:
    """A split names two issues or more that take this one's place, a merge names one."""
    ids = _ids(case.data("successors"))
    how = text_of(case.data("how"))
    enough = len(ids) >= 2 if how == "split" else len(ids) == 1
    if how in ("split", "merge") and enough and len(set(ids)) == len(ids):
        return []
    return [Missing("successors_missing", {}, "successors")]


def heirs_planned(case: CaseFile) -> list[Missing]:
    """The file that says what each successor is to be comes with the move."""
    sha256 = text_of(case.data("plan_sha256"))
    if _HASH.fullmatch(sha256) and sha256 in {d.sha256 for d in case.request.documents}:
        return []
    return [Missing("heirs_plan_missing", {}, "document")]


def heir_of(case: CaseFile) -> list[Missing]:
    """The first move of an issue, which names the very predecessors that the issue has."""
    out = []
    of = _ids(case.data("of"))
    if not of or sorted(of) != sorted(_ids(case.field("predecessors"))):
        out.append(Missing("heir_unnamed", {}, "of"))
    if text_of(case.data("state")) not in workflow.HEIR_STATES:
        known = ", ".join(workflow.HEIR_STATES)
        out.append(Missing("heir_state_missing", {"known": known}, "state"))
    if case.data("how") not in ("split", "merge"):
        out.append(Missing("heir_unnamed", {}, "how"))
    if case.previous() is not None:
        out.append(Missing("heir_too_late", {}, "state"))
    return out


def heir_holds(case: CaseFile) -> list[Missing]:
    """Refuses nothing: what was looked at is held from here on, as by the moves taken over."""
    for name in _REGISTERED:
        case.field(name)
    if case.data("state") == "rectifying":
        for name in _PLANNED:
            case.field(name)
        for measure in case.records("measure"):
            for name in _MEASURE:
                measure.get(name)
    # One of several may have had its plan approved: nobody gains time by being merged.
    if case.data("state") == "rectifying" or case.data("deadline_held") is True:
        case.field("deadline")
        case.keep("approved_deadline", case.text("deadline"))
    return []


def _ids(value: Value) -> list[str]:
    return [n for n in value if isinstance(n, str) and n] if isinstance(value, list) else []


GUARDS = (
    Guard("successors_named", "拆分须有两个以上后继问题，合并须有一个",
          "a split has two successors or more, a merge one", successors_named),
    Guard("heirs_planned", "载明各后继问题的拆并方案",
          "the plan that says what each successor is to be", heirs_planned),
    Guard("heir_of", "问题的第一步，写明所承继的前身",
          "the first move of an issue, naming the predecessors that it takes over from", heir_of),
    Guard("heir_holds", "承继的要素与措施不得改动",
          "what is taken over is held", heir_holds),
)  # fmt: skip
