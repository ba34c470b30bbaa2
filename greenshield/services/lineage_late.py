"""What came to an issue while another laptop split or merged it goes to what took its place.

The parts were made of what their maker knew. A fine, a paper, a photo that came to the old issue
meanwhile stays on it and is told as a conflict; a person says that it goes along. Of fields no
rule can say which part they speak of: these a person writes to the parts that they are of. Nor
can one say whether a record that was voided meanwhile never was in the parts: that is told there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from greenshield.domain.records import CARRIED_FROM
from greenshield.domain.state import Finding, IssueState, RecordState
from greenshield.project import identity
from greenshield.project.action import Action
from greenshield.project.project import Project
from greenshield.services import lineage_carry, lineage_shown
from greenshield.services.lineage_amounts import COUNTED, COUNTED_WITH
from greenshield.services.lineage_counting import Roots

_END = 8  # letters of an id that are enough to name a record
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
    living, roots = heirs(project, old), Roots(project.issue)
    for record in late:
        counts_in = ""
        for heir, copy in _copies(project, roots, old, record, living):
            values = {name: state.value for name, state in record.fields.items()}
            measure = _measure(roots, old, record, heir)
            values |= {_MEASURE: measure} if measure else {}
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


def findings(project: Project, issue: IssueState) -> list[Finding]:
    """The records of an issue that came along, and are void where they came from.

    What was void before the split or the merge did not come along: another laptop voided it
    without knowing of that.
    """
    out = []
    for record in issue.records if issue.state != "void" else ():
        name = str(record.get(CARRIED_FROM) or "") if not record.voided_by else ""
        old_id, _, old_record = name.rpartition("/")
        old = project.issue(old_id) if old_id else None
        before = next((r for r in old.records if r.record_id == old_record), None) if old else None
        if old is not None and before is not None and before.voided_by:
            params = {"record_kind": record.kind, "record": record.record_id[-_END:],
                      "issue": old.number}  # fmt: skip
            out.append(Finding("record_void_before", before.voided_by, params))
    return out


def _copies(
    project: Project,
    roots: Roots,
    old: IssueState,
    record: RecordState,
    living: Sequence[IssueState],
) -> Iterator[tuple[IssueState, str]]:
    """The issues that a record goes to, each with the id that its copy has there."""
    for heir in living:
        if record.get(_MEASURE) and not _measure(roots, old, record, heir):
            continue  # it speaks of a measure that this one has not
        yield heir, identity.record_carried(project.project_id, heir.entity_id, record.record_id)


def _measure(roots: Roots, old: IssueState, record: RecordState, heir: IssueState) -> str:
    """The heir's own copy of the measure that a record names; "" for none.

    However often what took the old issue's place was split or merged since.
    """
    named = next((r for r in old.records if r.record_id == record.get(_MEASURE)), None)
    if named is None:
        return ""
    origin = _origin(roots, old, named)
    copies = (r for r in heir.records_of("measure") if roots.of(r) == origin)
    return next((r.record_id for r in copies), "")


def _origin(roots: Roots, old: IssueState, record: RecordState) -> str:
    """Where a record of the old issue first stood."""
    return roots.of(record) or f"{old.entity_id}/{record.record_id}"
