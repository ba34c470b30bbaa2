"""Which copy of a record counts, once the issue whose copy did is void and nothing took its place.

A fine that a split left with several parts counts in one of them (``lineage_amounts``). The
province may void that one as no problem: what was fined on the patch was fined all the same, so
the first of the other parts by its number has the copy that counts from then on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from greenshield.domain.state import IssueState, RecordState
from greenshield.project.action import Action
from greenshield.project.project import Project
from greenshield.services import lineage_amounts, lineage_shown
from greenshield.services.lineage_amounts import CARRIED_FROM, COUNTED_WITH


def hand_on(action: Action, project: Project, voided: IssueState) -> None:
    """Lets other copies count in place of those of an issue that becomes void in this action."""
    counted = [
        r for r in voided.records
        if not r.voided_by and r.kind in lineage_amounts.COUNTED and not r.get(COUNTED_WITH)
        and r.get(CARRIED_FROM)
    ]  # fmt: skip
    if not counted:
        return
    older = _older(project, voided)
    others = _others(project, voided, older)
    # A record of one origin is one, through however many splits and merges it came.
    root = _Roots(project)
    for record in counted:
        copies = [
            (issue, r) for issue in others for r in issue.records
            if not r.voided_by and root.of(r) == root.of(record)
        ]  # fmt: skip
        if not all(r.get(COUNTED_WITH) for _, r in copies):
            continue  # one counts: two laptops split one issue apart
        for n, (issue, copy) in enumerate(copies):
            first, there = copies[0]
            value = f"{first.entity_id}/{there.record_id}" if n else None
            values = {COUNTED_WITH: value}
            action.set_fields("issue", issue.entity_id, values, record=copy.record_id)


def _others(project: Project, voided: IssueState, older: list[IssueState]) -> list[IssueState]:
    """The issues that stand today in the place of what this one came of, by their numbers."""
    found = {
        one.issue_id
        for each in older
        for one in lineage_shown.heirs(project, each)
        if one.state != "void"
    }
    states = (project.issue(issue_id) for issue_id in found - {voided.entity_id})
    there = [state for state in states if state is not None]
    return sorted(there, key=lambda one: (str(one.get("clue_no")), one.entity_id))


def _older(project: Project, issue: IssueState) -> list[IssueState]:
    """Its predecessors, theirs, and so on."""
    out: dict[str, IssueState] = {}
    left = list(lineage_shown.predecessors(issue))
    while left:
        issue_id = left.pop()
        state = project.issue(issue_id) if issue_id not in out else None
        if state is not None:
            out[issue_id] = state
            left += lineage_shown.predecessors(state)
    return list(out.values())


@dataclass(slots=True)
class _Roots:
    """Where records first stood, as ``<issue>/<record>``."""

    project: Project
    before: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, record: RecordState) -> str:
        name, seen = str(record.get(CARRIED_FROM) or ""), set[str]()
        while name not in seen:
            seen.add(name)
            issue_id, _, record_id = name.rpartition("/")
            name = self._told(issue_id).get(record_id) or name
        return name

    def _told(self, issue_id: str) -> dict[str, str]:
        if issue_id not in self.before:
            state = self.project.issue(issue_id)
            records = () if state is None else state.records
            told = {r.record_id: str(r.get(CARRIED_FROM) or "") for r in records}
            self.before[issue_id] = told
        return self.before[issue_id]
