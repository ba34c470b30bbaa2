"""What moves in force relied on and is no longer so, but for what the rules let change.

The fold names every pinned value that another one has replaced. One of them may be replaced
while the move stands: the deadline, by an approved extension (``domain.edits``) or by the move
that opens a closed issue anew with a deadline of its own. That is told apart here and not in the
fold, whose hash every replica must find alike.
"""

from __future__ import annotations

from greenshield.domain import dates
from greenshield.domain.records import CARRIED_FROM
from greenshield.domain.state import Finding, IssueState, MoveState, RecordState, Write
from greenshield.project.project import Project

_DEADLINE = "deadline"
_OF_ALL = "SELECT entity_id, count(*) AS n FROM finding GROUP BY entity_id ORDER BY min(id)"
_OF_DEADLINES = """
SELECT DISTINCT entity_id FROM finding WHERE entity_type = 'issue'
AND code = 'pinned_value_changed' AND json_extract(params, '$.subject') = 'issue'
AND json_extract(params, '$.field') = 'deadline'
"""


def by_entity(project: Project) -> dict[str, int]:
    """How many findings the fold made of each entity, without those that the rules allow."""
    found = {row["entity_id"]: int(row["n"]) for row in project.rows(_OF_ALL)}
    for row in project.rows(_OF_DEADLINES):
        issue = project.issue(row["entity_id"])
        if issue is not None:
            found[issue.entity_id] -= len(issue.findings) - len(findings(project, issue))
    return {entity: n for entity, n in found.items() if n}


def findings(project: Project, issue: IssueState) -> list[Finding]:
    """What the fold found, without a deadline that an extension or a reopening allowed.

    Args:
        project: where the issue is.
        issue: the folded issue.
    """
    return [f for f in issue.findings if not _is_extended(project, issue, f)]


def _is_extended(project: Project, issue: IssueState, found: Finding) -> bool:
    named = (found.code, found.params.get("subject"), found.params.get("field"))
    if named != ("pinned_value_changed", "issue", _DEADLINE):
        return False
    state, relied = issue.fields.get(_DEADLINE), project.journal.get(found.event_id)
    if state is None or state.rivals or relied is None:
        return False
    reopened = [m for m in issue.moves if m.move == "reopen" and m.status == "done"]
    if any(_is_part_of(project, state.shown, m) for m in reopened):
        return True
    before = (relied.body or {}).get("fields", {}).get(_DEADLINE)
    now = state.value
    if not (_is_day(before) and _is_day(now)) or str(now) <= str(before):
        return False
    since = relied.header.lamport
    return any(_allows(r, since, state.shown) for r in issue.records_of("extension"))


def _is_part_of(project: Project, write: Write, move: MoveState) -> bool:
    """Whether the deadline was written by the action of a move that says the same day."""
    wrote, moved = project.journal.get(write.event_id), project.journal.get(move.event_id)
    if wrote is None or moved is None or move.data.get(_DEADLINE) != write.value:
        return False
    one, other = wrote.header, moved.header
    return (one.device, one.action) == (other.device, other.action)


def _allows(extension: RecordState, since: int, later: Write) -> bool:
    """Whether an extension to that day or beyond, with approval, came before the later deadline.

    One that a split or a merge brought along was granted to another issue: of several that were
    merged one would lend its time to all.

    Args:
        extension: not voided.
        since: Lamport number of the deadline that was relied on: the extension is behind it.
        later: the deadline that stands.
    """
    to_date, approval = (extension.fields.get(name) for name in ("to_date", "approval"))
    if to_date is None or approval is None or extension.get(CARRIED_FROM):
        return False
    said = (to_date, approval)
    if any(one.rivals or not since < one.shown.lamport < later.lamport for one in said):
        return False
    approved = isinstance(approval.value, str) and bool(approval.value.strip())
    return approved and _is_day(to_date.value) and str(to_date.value) >= str(later.value)


def _is_day(value: object) -> bool:
    return isinstance(value, str) and dates.is_date(value)
