"""What moves in force relied on and is no longer so, but for what the rules let change.

The fold names every pinned value that another one has replaced. One of them may be replaced
while the move stands: the deadline, by an approved extension (``domain.edits``). That is told
apart here and not in the fold, whose hash every replica must find alike.
"""

from __future__ import annotations

from greenshield.domain import dates
from greenshield.domain.state import Finding, IssueState, RecordState, Write
from greenshield.project.project import Project
from greenshield.services.lineage_amounts import CARRIED_FROM

_DEADLINE = "deadline"


def findings(project: Project, issue: IssueState) -> list[Finding]:
    """What the fold found, without a later deadline that an approved extension allowed.

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
    before = (relied.body or {}).get("fields", {}).get(_DEADLINE)
    now = state.value
    if not (_is_day(before) and _is_day(now)) or str(now) <= str(before):
        return False
    since = relied.header.lamport
    return any(_allows(r, since, state.shown) for r in issue.records_of("extension"))


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
