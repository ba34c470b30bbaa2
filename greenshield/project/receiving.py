"""Takes in events of other devices: checks each, keeps what nobody vouches for apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from greenshield.domain.errors import UnreadableError
from greenshield.log.chain import Broken, by_chain, check_chain, check_event
from greenshield.log.envelope import Event
from greenshield.log.kinds import PERMANENT, place_of, redaction_of
from greenshield.log.trust import Trust
from greenshield.project import roster
from greenshield.project.action import moves_geometry
from greenshield.project.changes import Changes
from greenshield.project.journal import certificates_of
from greenshield.project.project import Project

Places = set[tuple[str, str, str]]

# What may yet turn out well, or needs a person: kept apart instead of thrown away.
_WAITING = frozenset(
    [
        "event_device_unknown",
        "event_missing",
        "event_body_missing",
        "chain_forked",
        "chain_broken",
    ]
)


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
    names is stored without its body, whichever of the two came first.
    """
    out = Received()
    fresh = _new_ones(project, events, out)
    with project.transaction():
        waiting = [event for event, _ in project.journal.quarantined()]
        certificates = certificates_of([*fresh, *waiting])
        trust = project.journal.trust(project.project_id, certificates)
        redacted = project.journal.redactions() | _redactions([*fresh, *waiting], trust)
        accepted = _accept(project, [*fresh, *waiting], trust, redacted, out)
        project.journal.release(accepted)
        for event in accepted:
            _redact(project, event)
        out.accepted = len(accepted)
        out.changes = refold(project, accepted)
        if any(event.header.kind == "device_admitted" for event in accepted):
            roster.write(project.db.conn, project.journal.trust(project.project_id))
        out.quarantined = len(project.journal.quarantined())
    return out


def _new_ones(project: Project, events: Iterable[Event], out: Received) -> list[Event]:
    fresh: dict[str, Event] = {}
    for event in events:
        try:
            header = event.header
        except UnreadableError as error:
            out.refused.append(Broken(error.code, event.event_id))
            continue
        there = project.journal.at(header.device, header.scope, header.seq)
        if (there is not None and there.hash == event.hash) or event.hash in fresh:
            out.known += 1
        else:
            fresh[event.hash] = event
    return list(fresh.values())


def _redactions(events: list[Event], trust: Trust) -> Places:
    """What the redactions that came in name, those that truly are of admitted devices."""
    told = [e for e in events if e.header.kind == "redacted" and check_event(e, trust) is None]
    return {place for place in map(redaction_of, told) if place is not None}


def _redact(project: Project, event: Event) -> None:
    """Empties the body that an accepted redaction names, where it is here already."""
    place = redaction_of(event)
    found = project.journal.get(place[2]) if place is not None else None
    if found is not None and place_of(found) == place and found.header.kind not in PERMANENT:
        project.journal.redact(found.event_id)


def _check(event: Event, trust: Trust, redacted: Places) -> Broken | None:
    """What is wrong with an event by itself; a body may be left out by a redaction alone."""
    broken = check_event(event, trust)
    if broken is not None or event.body_bytes is not None:
        return broken
    if event.header.kind in PERMANENT or place_of(event) not in redacted:
        return Broken("event_body_missing", event.event_id)
    return None


def _accept(
    project: Project, events: list[Event], trust: Trust, redacted: Places, out: Received
) -> list[Event]:
    accepted: list[Event] = []
    for (device, scope), chain in by_chain(events).items():
        seq, prev = project.journal.head(device, scope)
        after = (seq, prev) if seq else None
        for event in chain:
            links = check_chain(project.project_id, [event], after=after)
            broken = _check(event, trust, redacted) or (links[0] if links else None)
            if broken is None:
                is_redacted = event.header.kind not in PERMANENT and place_of(event) in redacted
                project.journal.append(event.without_body() if is_redacted else event)
                accepted.append(event)
                after = (event.header.seq, event.hash)
            elif broken.code in _WAITING:
                project.journal.quarantine(event, broken.code)
            else:
                out.refused.append(broken)
    return accepted


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
