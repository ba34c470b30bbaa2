"""Tells where the ledger contradicts the field check that it rests on.

Whoever enters a problem in the ledger says which field check was relied on. What that check found
and what the ledger says may differ in degree; told is what cannot both be so: another kind of
activity, approvals complete or not, at work or not, an area half or twice as large. Nobody is
refused for it: the ledger may have been put right since. Each bound is ours. Where the words of a
facility's state (设施现状) contradict each other no rule can tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from greenshield import reference
from greenshield.domain import workflow
from greenshield.domain.errors import Missing
from greenshield.domain.field_spec import is_number
from greenshield.domain.state import IssueState, MoveState, RecordState

CODE: Final = "check_contradicted"
MOVES: Final = ("register", "plan", "approve_plan")
"""The moves before which it is told: those that ask for the facts that a check may find."""
_TIMES: Final = 2.0  # one area is another's, where neither is that many times as large
_AT_WORK: Final = frozenset(("running", "building"))
_AT_REST: Final = frozenset(("stopped", "abandoned", "removed", "none"))
_STANDING: Final = frozenset(("running", "building", "stopped", "abandoned"))
_UNAPPROVED: Final = frozenset(("partial", "none"))
# What cannot both be so, of codes in two tables: one side and the other.
_OPPOSED: Final[Mapping[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]] = {
    "approval_status": ((frozenset(("full",)), _UNAPPROVED),),
    "operation_status": ((_AT_WORK, _AT_REST), (_STANDING, frozenset(("removed",)))),
}
_AREAS: Final = ("area_measured", "area_rs")


def relied_on(issue: IssueState, named: str = "") -> RecordState | None:
    """The field check that an issue's entry in the ledger rests on, None where none is known.

    Before the entry it is the one that is named for it, else the latest.

    Args:
        issue: the folded issue.
        named: the id of the record that a move is about to rely on.
    """
    checks = {r.record_id: r for r in issue.records_of("check")}
    entered = [m for m in issue.history() if m.move == "register"]
    if entered:
        return checks.get(_named_by(entered[-1], checks))
    if named:
        return checks.get(named)
    state = workflow.STATES.get(issue.state)
    if state is None or state.phase != "discover" or state.code == "dismissed":
        return None
    return max(checks.values(), key=lambda r: (r.occurred_on, r.record_id), default=None)


def remarks(issue: IssueState, named: str = "") -> list[Missing]:
    """One for each fact of the ledger that contradicts the check; [] where none does.

    What took a void issue's place is told of itself.

    Args:
        issue: the folded issue.
        named: as of :func:`relied_on`.
    """
    check = relied_on(issue, named)
    if check is None or issue.state == "void":
        return []
    told = [*_coded(issue, check), *_area(issue, check)]
    return [
        Missing(CODE, {"field": name, "here": here, "there": there, "day": check.occurred_on}, name)
        for name, here, there in told
    ]


def _named_by(entry: MoveState, checks: Mapping[str, RecordState]) -> str:
    """The check that an entry in the ledger named, or the one that there was."""
    named = entry.data.get("relied_check")
    if isinstance(named, str) and named:
        return named
    pinned = entry.pins.get("records")
    seen = [name for name in pinned if name in checks] if isinstance(pinned, Mapping) else []
    return seen[0] if len(seen) == 1 else ""


def _coded(issue: IssueState, check: RecordState) -> list[tuple[str, str, str]]:
    """The codes that contradict each other: field, what the ledger says, what was found."""
    out = []
    for name in ("activity_code", *_OPPOSED):
        here, there = issue.get(name), check.get(name)
        if isinstance(here, str) and isinstance(there, str) and _opposed(name, here, there):
            out.append((name, here, there))
    return out


def _opposed(name: str, here: str, there: str) -> bool:
    if name == "activity_code":
        return not _kin(here) & _kin(there)
    return any(
        (here in one and there in other) or (here in other and there in one)
        for one, other in _OPPOSED[name]
    )


def _kin(activity: str) -> set[str]:
    """A kind of activity with what it is part of, and what it is in the newer system."""
    entry = reference.code_tables().table("activity").entries.get(activity)
    if entry is None:
        return {activity}
    return {activity, *entry.maps_to} | ({entry.parent} if entry.parent else set())


def _area(issue: IssueState, check: RecordState) -> list[tuple[str, str, str]]:
    """The ledger's area beside the one that was measured, m²."""
    there = _positive(check.get("area_measured"))
    name, here = next(((n, v) for n in _AREAS if (v := _positive(issue.get(n)))), ("", 0.0))
    if not there or not here or max(here, there) < _TIMES * min(here, there):
        return []
    return [(name, f"{here:,.10g} m²", f"{there:,.10g} m²")]


def _positive(value: Any) -> float:
    """A number above nothing, else 0."""
    return max(0.0, float(value)) if is_number(value) else 0.0
