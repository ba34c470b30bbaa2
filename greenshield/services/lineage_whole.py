"""Quantities of measures that stand whole in several parts of a split: nobody shared them out.

A split carries each measure along with the quantity of the whole (ADR 27); who answers for a part
gives it its share. Until then the parts together tell more than there was.
"""

from __future__ import annotations

from typing import Final

from greenshield.domain.field_spec import number
from greenshield.domain.records import CARRIED_FROM
from greenshield.domain.state import IssueState, RecordState
from greenshield.project.project import Project
from greenshield.services import lineage_shown

_DIGITS: Final = 1e-9  # of the whole: shares that were rounded add up to it


def unshared(project: Project, issue: IssueState) -> dict[str, str]:
    """The measures of an issue that still have the whole's quantity, while other parts have some.

    Args:
        project: where it is.
        issue: the folded issue.

    Returns:
        Id of the record -> id of the issue whose whole quantity it tells.
    """
    out: dict[str, str] = {}
    for record in issue.records_of("measure"):
        origin = record.get(CARRIED_FROM)
        old_id, _, which = origin.partition("/") if isinstance(origin, str) else ("", "", "")
        old = project.issue(old_id) if old_id else None
        found = (
            None if old is None else next((r for r in old.records if r.record_id == which), None)
        )
        if old is None or found is None:
            continue
        whole, own = number(found.get("quantity")) or 0.0, number(record.get("quantity")) or 0.0
        if own < whole or whole <= 0:
            continue
        if own + _of_others(project, old, issue.entity_id, str(origin)) > whole * (1 + _DIGITS):
            out[record.record_id] = old_id
    return out


def _of_others(project: Project, old: IssueState, part: str, origin: str) -> float:
    """What the copies of one record in the other parts that stand for an issue add up to."""
    total = 0.0
    for one in lineage_shown.successors(old):
        other = None if one == part else project.issue(one)
        if other is not None and (other.state != "void" or lineage_shown.successors(other)):
            total += sum(number(r.get("quantity")) or 0.0 for r in _copies(other, origin))
    return total


def _copies(issue: IssueState, origin: str) -> list[RecordState]:
    return [r for r in issue.records_of("measure") if r.get(CARRIED_FROM) == origin]
