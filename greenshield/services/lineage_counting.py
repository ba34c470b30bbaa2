"""Which copy of a record counts, once the one that did is void, or the issue that it stood in.

A fine that a split left with several parts counts in one of them (``lineage_amounts``). The
province may void that part as no problem, or somebody the record in it: what was fined on the
patch was fined all the same, so the copy of the first of the other parts by its number counts from
then on. A sum that never was is voided in each part that has it; with the last copy it is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from greenshield.domain.errors import Problem
from greenshield.domain.records import CARRIED_FROM
from greenshield.domain.state import Finding, IssueState, RecordState
from greenshield.project.action import Action
from greenshield.project.project import Project
from greenshield.services import lineage_amounts, lineage_shown
from greenshield.services.lineage_amounts import COUNTED_WITH
from greenshield.services.verdict import Broken

_Copies = list[tuple[IssueState, RecordState]]
_END: Final = 8  # letters of an id that are enough to name a record


def hand_on(action: Action, project: Project, voided: IssueState) -> None:
    """Lets other copies count in place of those of an issue that becomes void in this action."""
    counted = [r for r in voided.records if not r.voided_by and _counts(r)]
    if not counted:
        return
    others = [one for one in _together(project, voided) if one.entity_id != voided.entity_id]
    # A record of one origin is one, through however many splits and merges it came.
    root = Roots(project.issue)
    for record in counted:
        _pass_on(action, _copies(root, record, others))


def hand_on_record(
    action: Action, project: Project, issue: IssueState, record: RecordState
) -> None:
    """Lets another copy count in place of a record that becomes void in this action.

    Also of one that did not count: where two laptops voided a copy each, what is left may name
    one that is void.
    """
    if record.kind in lineage_amounts.COUNTED and _carried(record):
        _pass_on(action, _copies(Roots(project.issue), record, _together(project, issue)))


def told(project: Project, issue: IssueState, record_id: str) -> list[Problem]:
    """A remark where the sum of a record that was voided stands elsewhere, and counts there.

    Args:
        project: whose.
        issue: as it is now, with the record void.
        record_id: which.
    """
    record = next((r for r in issue.records if r.record_id == record_id), None)
    if record is None or record.kind not in lineage_amounts.COUNTED or not _carried(record):
        return []
    copies = _copies(Roots(project.issue), record, _together(project, issue))
    counting = [one for one, copy in copies if not copy.get(COUNTED_WITH)]
    if not counting:
        return []
    params = {
        "issue": counting[0].number,
        "issues": ", ".join(dict.fromkeys(one.number for one, _ in copies)),
    }
    return [Problem("record_counts_elsewhere", params=params, fatal=False)]


def findings(project: Project, issue: IssueState) -> list[Finding]:
    """The sums of an issue that stand in copies alone of which none counts.

    Two laptops that void a copy each before they meet leave the others naming one that is void.
    """
    if issue.state == "void":
        return []
    out = []
    for record in issue.records:
        if record.voided_by or record.kind not in lineage_amounts.COUNTED:
            continue
        if not record.get(COUNTED_WITH) or not _carried(record):
            continue
        copies = _copies(Roots(project.issue), record, _together(project, issue))
        if all(copy.get(COUNTED_WITH) for _, copy in copies):
            params = _nowhere(record, [(issue, record), *copies])
            out.append(Finding("record_counts_nowhere", record.event_id, params))
    return out


def uncounted(known: Mapping[str, IssueState]) -> list[Broken]:
    """The same of all issues of a project, by their events alone: once for each sum.

    Args:
        known: the issues by their ids.
    """
    root = Roots(known.get)
    copies: dict[str, _Copies] = {}
    for issue in known.values():
        for record in issue.records if issue.state != "void" else ():
            if not record.voided_by and record.kind in lineage_amounts.COUNTED:
                origin = root.of(record) or f"{issue.entity_id}/{record.record_id}"
                copies.setdefault(origin, []).append((issue, record))
    out = []
    for found in copies.values():
        if all(copy.get(COUNTED_WITH) for _, copy in found):
            issue, record = min(found, key=lambda one: one[0].number)
            out.append(Broken("record_counts_nowhere", issue.number, _nowhere(record, found)))
    return out


def _nowhere(record: RecordState, copies: _Copies) -> dict[str, str]:
    """What is told of a sum that counts nowhere: the record, and the issues that have copies."""
    names = sorted({one.number for one, _ in copies})
    return {"record_kind": record.kind, "record": record.record_id[-_END:],
            "issues": ", ".join(names)}  # fmt: skip


def _counts(record: RecordState) -> bool:
    counted = record.kind in lineage_amounts.COUNTED and not record.get(COUNTED_WITH)
    return counted and _carried(record)


def _carried(record: RecordState) -> bool:
    return bool(record.get(CARRIED_FROM))


def _copies(root: Roots, record: RecordState, issues: Sequence[IssueState]) -> _Copies:
    """The other live records of one origin."""
    origin = root.of(record)
    return [
        (issue, r) for issue in issues for r in issue.records
        if not r.voided_by and r.record_id != record.record_id and root.of(r) == origin
    ]  # fmt: skip


def _pass_on(action: Action, copies: _Copies) -> None:
    if not all(r.get(COUNTED_WITH) for _, r in copies):
        return  # one counts: two laptops split one issue apart
    for n, (issue, copy) in enumerate(copies):
        first, there = copies[0]
        value = f"{first.entity_id}/{there.record_id}" if n else None
        values = {COUNTED_WITH: value}
        action.set_fields("issue", issue.entity_id, values, record=copy.record_id)


def _together(project: Project, issue: IssueState) -> list[IssueState]:
    """An issue and all that stand today in the place of what it came of, by their numbers."""
    found = {
        one.issue_id
        for each in _older(project, issue)
        for one in lineage_shown.heirs(project, each)
        if one.state != "void"
    }
    states = (project.issue(issue_id) for issue_id in found - {issue.entity_id})
    there = [issue, *(state for state in states if state is not None)]
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
class Roots:
    """Where records first stood, as ``<issue>/<record>``.

    Attributes:
        look_up: an issue by its id, None where it is not there.
        before: issue -> record -> where that came from; filled as it is asked.
    """

    look_up: Callable[[str], IssueState | None]
    before: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, record: RecordState) -> str:
        """That of one record; "" where it came from no older issue."""
        name, seen = str(record.get(CARRIED_FROM) or ""), set[str]()
        while name not in seen:
            seen.add(name)
            issue_id, _, record_id = name.rpartition("/")
            name = self._told(issue_id).get(record_id) or name
        return name

    def _told(self, issue_id: str) -> dict[str, str]:
        if issue_id not in self.before:
            state = self.look_up(issue_id)
            records = () if state is None else state.records
            told = {r.record_id: str(r.get(CARRIED_FROM) or "") for r in records}
            self.before[issue_id] = told
        return self.before[issue_id]
