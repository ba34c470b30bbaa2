"""Takes in events of other devices: checks each, keeps what nobody vouches for apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from greenshield.domain.errors import UnreadableError
from greenshield.log.chain import Broken
from greenshield.log.envelope import Event
from greenshield.log.kinds import PERMANENT, place_of, redaction_of
from greenshield.project import roster
from greenshield.project.action import moves_geometry
from greenshield.project.changes import Changes
from greenshield.project.judging import Verdicts, judge
from greenshield.project.project import Project


@dataclass(slots=True)
class Received:
    """What became of the events that came in.

    Attributes:
        accepted: new ones that were folded.
        known: ones that were there already.
        quarantined: ones kept apart: unknown device, a gap before them, a fork, or a body
            left out that no redaction speaks of.
        refused: ones that are not what they claim to be; nothing of them is kept.
        changes: what they changed.
    """

    accepted: int = 0
    known: int = 0
    quarantined: int = 0
    refused: list[Broken] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


def receive(project: Project, events: Iterable[Event]) -> Received:
    """Stores events that another device made, in one transaction.

    Any order, any number of times: known ones are no-ops. Events that waited in quarantine
    are tried again, since a certificate or a missing link may have come. What a redaction
    names is stored without its body, whichever of the two came first. Only certificates and
    redactions of accepted events count; those of one batch count for each other.
    """
    out = Received()
    fresh = _new_ones(project, events, out)
    with project.transaction():
        waiting = [event for event, _ in project.journal.quarantined() if _is_readable(event)]
        told = judge(project.project_id, project.journal, [*fresh, *waiting])
        _store(project, told)
        out.accepted = len(told.accepted)
        out.known += len(set(told.known).intersection(fresh))
        out.refused += [broken for _, broken in told.refused]
        out.changes = refold(project, told.accepted)
        if any(event.header.kind == "device_admitted" for event in told.accepted):
            project.forget_trust()
            roster.write(project.db.conn, project.trust())
        out.quarantined = len(project.journal.quarantined())
    return out


def _new_ones(project: Project, events: Iterable[Event], out: Received) -> list[Event]:
    """What is not stored yet, each copy once: two copies of one header may differ in truth."""
    fresh: dict[Event, None] = {}
    for event in events:
        try:
            header = event.header
        except UnreadableError as error:
            out.refused.append(Broken(error.code, event.event_id))
            continue
        there = project.journal.at(header.device, header.scope, header.seq)
        if (there is not None and there.hash == event.hash) or event in fresh:
            out.known += 1
        else:
            fresh[event] = None
    return list(fresh)


def _is_readable(event: Event) -> bool:
    try:
        return bool(event.header)
    except UnreadableError:
        return False


def _store(project: Project, told: Verdicts) -> None:
    journal = project.journal
    for event in told.accepted:
        is_redacted = event.header.kind not in PERMANENT and place_of(event) in told.redacted
        journal.append(event.without_body() if is_redacted else event)
    journal.release(told.accepted)
    journal.discard(event for event, _ in told.refused)
    for event, broken in told.waiting:
        journal.quarantine(event, broken.code)
    for event in told.accepted:
        _redact(project, event)


def _redact(project: Project, event: Event) -> None:
    """Empties the body that an accepted redaction names, where it is here already."""
    place = redaction_of(event)
    found = project.journal.get(place[2]) if place is not None else None
    if found is not None and place_of(found) == place and found.header.kind not in PERMANENT:
        project.journal.redact(found.event_id)


def refold(project: Project, events: Iterable[Event]) -> Changes:
    """Folds again every entity that events touch and writes its rows; inside a transaction."""
    touched: dict[tuple[str, str], bool] = {}
    for event in events:
        h = event.header
        key = (h.entity_type, h.entity)
        touched[key] = touched.get(key, False) or moves_geometry(event)
    created: dict[str, list[str]] = {}
    changed: dict[str, list[str]] = {}
    for (entity_type, entity_id), moved in touched.items():
        state = project.state(entity_type, entity_id)
        if state is None:
            continue
        there = project.rows(
            "SELECT 1 FROM entity WHERE entity_type = ? AND entity_id = ?", entity_type, entity_id
        )
        project.projector.write(state, is_new=not there, geometry_changed=moved)
        (changed if there else created).setdefault(entity_type, []).append(entity_id)
    project.overlays.refresh(key for key, moved in touched.items() if moved)
    return Changes(
        "received" if touched else "",
        {t: tuple(ids) for t, ids in created.items()},
        {t: tuple(ids) for t, ids in changed.items()},
    )
