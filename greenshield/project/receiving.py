"""Takes in events of other devices: checks each, keeps what nobody vouches for apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from greenshield.domain.errors import GreenShieldError, UnreadableError
from greenshield.log.chain import Broken, by_chain, check_chain, check_event
from greenshield.log.envelope import Event
from greenshield.log.kinds import KINDS
from greenshield.log.trust import Trust
from greenshield.project.action import GEOMETRY_FIELDS
from greenshield.project.changes import Changes
from greenshield.project.journal import certificates_of
from greenshield.project.project import Project

# What may yet turn out well, or needs a person: kept apart instead of thrown away.
_WAITING = frozenset({"event_device_unknown", "event_missing", "chain_forked", "chain_broken"})


@dataclass(slots=True)
class Received:
    """What became of the events that came in.

    Attributes:
        accepted: new ones that were folded.
        known: ones that were there already.
        quarantined: ones kept apart: unknown device, a gap before them, a fork.
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
    are tried again, since a certificate or a missing link may have come.
    """
    out = Received()
    fresh = _new_ones(project, events, out)
    with project.transaction():
        waiting = [event for event, _ in project.journal.quarantined()]
        certificates = certificates_of([*fresh, *waiting])
        trust = project.journal.trust(project.project_id, certificates)
        accepted = _accept(project, [*fresh, *waiting], trust, out)
        project.journal.release(accepted)
        for event in accepted:
            if event.header.kind == "redacted" and event.body:
                project.journal.redact(str(event.body.get("event")))
        out.accepted = len(accepted)
        out.changes = refold(project, accepted)
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


def _accept(project: Project, events: list[Event], trust: Trust, out: Received) -> list[Event]:
    accepted: list[Event] = []
    for (device, scope), chain in by_chain(events).items():
        seq, prev = project.journal.head(device, scope)
        after = (seq, prev) if seq else None
        for event in chain:
            links = check_chain(project.project_id, [event], after=after)
            broken = check_event(event, trust) or (links[0] if links else None)
            if broken is None:
                project.journal.append(event)
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
        touched[key] = touched.get(key, False) or _moves_geometry(event)
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


def _moves_geometry(event: Event) -> bool:
    if event.header.kind == "redacted" or event.header.kind not in KINDS:
        return True
    try:
        body = event.body
    except GreenShieldError:
        return True
    fields = body.get("fields") if body else None
    return isinstance(fields, dict) and bool(GEOMETRY_FIELDS & fields.keys())
