"""What came to an issue while another laptop split or merged it goes to what took its place.

The parts were made of what their maker knew. A fine, a paper, a photo that came to the old issue
meanwhile stays on it and is told as a conflict; a person says that it goes along. Of fields no
rule can say which part they speak of: these a person writes to the parts that they are of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from greenshield.domain.state import IssueState, RecordState
from greenshield.project import identity
from greenshield.project.action import Action
from greenshield.project.project import Project
from greenshield.services import lineage_carry, lineage_shown
from greenshield.services.lineage_amounts import CARRIED_FROM, COUNTED, COUNTED_WITH

_MEASURE = "measure"  # the measure that progress speaks of: each part has a copy of its own


def heirs(project: Project, old: IssueState) -> list[IssueState]:
    """The issues that stand in the place of a void one today, by their numbers."""
    there = (project.issue(one.issue_id) for one in lineage_shown.heirs(project, old))
    living = [one for one in there if one is not None and one.state != "void"]
    return sorted(living, key=lambda one: (str(one.get("clue_no")), one.entity_id))


def carry(action: Action, project: Project, old: IssueState, events: Collection[str]) -> None:
    """Writes the records and photo ties of these events to what took an issue's place.

    A sum counts in the first by number, as one that a split carried does. What is there already
    is not written again, so that two laptops that do so made one of each.

    Args:
        action: into which.
        project: whose.
        old: the void issue.
        events: ids of the events that wrote them.
    """
    late = [r for r in lineage_carry.live_records(old) if r.event_id in events]
    living = heirs(project, old)
    for record in late:
        counts_in = ""
        for heir, copy in _copies(project, old, record, living):
            values = {name: state.value for name, state in record.fields.items()}
            values |= {_MEASURE: measure} if (measure := _measure(old, record, heir)) else {}
            if record.kind in COUNTED and counts_in:
                values[COUNTED_WITH] = counts_in
            counts_in = counts_in or f"{heir.entity_id}/{copy}"
            if all(r.record_id != copy for r in heir.records):
                lineage_carry.add(
                    action, heir.entity_id, copy, record.kind, record.occurred_on, values,
                    f"{old.entity_id}/{record.record_id}", record.documents,
                )  # fmt: skip
    for heir in living:
        tied = {(tag.photo, tag.phase) for tag in heir.live_tags()}
        for tag in old.live_tags():
            if tag.tag_id in events and (tag.photo, tag.phase) not in tied:
                tie = {"photo": tag.photo, "phase": tag.phase, "kind": tag.kind}
                action.emit("photo_tagged", "issue", heir.entity_id, tie)


def _copies(
    project: Project, old: IssueState, record: RecordState, living: Sequence[IssueState]
) -> Iterator[tuple[IssueState, str]]:
    """The issues that a record goes to, each with the id that its copy has there."""
    for heir in living:
        if record.get(_MEASURE) and not _measure(old, record, heir):
            continue  # it speaks of a measure that this one has not
        yield heir, identity.record_carried(project.project_id, heir.entity_id, record.record_id)


def _measure(old: IssueState, record: RecordState, heir: IssueState) -> str:
    """The heir's own copy of the measure that a record names; "" for none."""
    named = str(record.get(_MEASURE) or "")
    if not named:
        return ""
    return next(
        (r.record_id for r in heir.records if r.get(CARRIED_FROM) == f"{old.entity_id}/{named}"), ""
    )
