"""Whether issues that were split or merged stand in each other's place, as both sides say.

A move is judged by one issue's events, so that of a split or a merge no guard can hold: a device
may sign one and make no parts, or claim to take over from an issue that knows nothing of it.
Nothing in the events is broken by it; what is owed may be gone all the same, so it is told.
"""

from __future__ import annotations

from collections.abc import Mapping

from greenshield.domain.state import IssueState
from greenshield.services import lineage_counting, lineage_shown
from greenshield.services.verdict import Broken


def remarks(known: Mapping[str, IssueState]) -> list[Broken]:
    """What is to be told of the issues of a project, all of them by their ids.

    Returns:
        ``heirs_missing``: an issue is void, and one that it names in its place is nowhere;
        ``heir_unproven``: one took over from an issue that does not name it;
        ``record_counts_nowhere``: a sum stands in copies alone that name one that is void.
    """
    out = [told for issue in known.values() for told in _of_void(issue, known)]
    out += [told for issue in known.values() for told in _of_heir(issue, known)]
    return out + lineage_counting.uncounted(known)


def _of_void(issue: IssueState, known: Mapping[str, IssueState]) -> list[Broken]:
    gone = [one for one in lineage_shown.successors(issue) if one not in known]
    if not gone:
        return []
    number = issue.number
    return [Broken("heirs_missing", number, {"issue": number, "n": len(gone)})]


def _of_heir(issue: IssueState, known: Mapping[str, IssueState]) -> list[Broken]:
    if not any(move.move == "succeed" for move in issue.history()):
        return []
    before = [(one, known.get(one)) for one in lineage_shown.predecessors(issue)]
    strange = [
        one if old is None else old.number
        for one, old in before
        if old is None or issue.entity_id not in lineage_shown.successors(old)
    ]
    if not strange:
        return []
    number = issue.number
    return [Broken("heir_unproven", number, {"issue": number, "issues": ", ".join(strange)})]
