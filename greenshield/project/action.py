"""One user's action: one transaction, one or more signed events, and their effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from greenshield.domain.errors import RefusedError
from greenshield.domain.state import DocumentRef, EntityState, IssueState, RecordState
from greenshield.log import canonical, scopes
from greenshield.log.envelope import LIMIT, Event, Signer, chain_start, seal
from greenshield.log.file_hash import names_another_file
from greenshield.log.fold import fold_known
from greenshield.log.kinds import KINDS, PERMANENT, understood
from greenshield.log.trust import Certificate, Trust
from greenshield.project import identity, references, roster
from greenshield.project.changes import Changes

if TYPE_CHECKING:
    from greenshield.project.project import Project

GEOMETRY_FIELDS = frozenset({"geom", "lon", "lat"})


class Action:
    """Collects the events of one action. Made by :meth:`Project.action` alone.

    Attributes:
        action_id: what the events share.
        actor: the id of who acts, "" for the device itself.
        changes: what was changed, after the action ended.
        relied_on: hashes of the media files that its events name.
    """

    def __init__(self, project: Project, signer: Signer, actor: str, at: str) -> None:
        self.action_id = identity.fresh()
        self.actor = actor
        self.changes = Changes()
        self.relied_on: set[str] = set()
        self._project = project
        self._signer = signer
        self._at = at
        self._lamport = project.journal.lamport()
        self._heads: dict[str, tuple[int, str]] = {}
        self._chains: dict[str, dict[str, int]] = {}
        self._events: dict[tuple[str, str], list[Event]] = {}
        self._new: set[tuple[str, str]] = set()
        self._moved: set[tuple[str, str]] = set()
        self._dirty: dict[tuple[str, str], None] = {}
        self._written: dict[tuple[str, str], None] = {}
        self._states: dict[tuple[str, str], EntityState] = {}
        self._stored: dict[tuple[str, str], EntityState] = {}

    @property
    def ends(self) -> dict[tuple[str, str], tuple[int, str]]:
        """The ends of the chains that it wrote: (device, scope) -> (seq, header hash)."""
        device = self._signer.device_id
        return {(device, scope): end for scope, end in self._heads.items() if end[0]}

    # -- events ------------------------------------------------------------------------

    def emit(self, kind: str, entity_type: str, entity_id: str, body: dict[str, Any]) -> Event:
        """Signs and appends one event, in the scope that its entity's type and id give.

        Args:
            kind: one of ``greenshield.log.kinds``.
            entity_type: what it belongs to.
            entity_id: which one.
            body: as the kind asks.

        Raises:
            RefusedError: this device may not sign in that scope (``device_scope_missing``).
            ValueError: nobody could take or fold it: another body than the kind's, an entity
                type that it is not for, an id without a scope. The caller is at fault.
        """
        key = (entity_type, entity_id)
        events = self._load(key)
        trust = self._trust_for(kind, body)
        scope = self._scope(trust, kind, entity_type, entity_id)
        seq, prev = self._head(scope)
        # One device that claims the largest number there is must not end all writing: from
        # then on device and seq alone order what is shown.
        self._lamport = min(self._lamport + 1, LIMIT - 1)
        event = seal(
            self._signer,
            scope=scope,
            seq=seq + 1,
            lamport=self._lamport,
            at=self._at,
            actor=self.actor,
            action=self.action_id,
            kind=kind,
            schema=KINDS[kind].schema,
            entity_type=entity_type,
            entity=entity_id,
            prev=prev,
            body=body,
        )
        if (
            not understood(event)
            or scopes.is_foreign(event, trust.project, trust.shared_scope)
            or names_another_file(event, trust.project)
        ):
            raise ValueError(f"not to be signed: {kind} of {entity_type} {entity_id}")
        self._project.journal.append(event)
        if kind == "device_admitted":
            self._project.forget_trust()
        self._heads[scope] = (event.header.seq, event.hash)
        events.append(event)
        self.relied_on.update(sha256 for sha256, _ in references.of_event(event))
        known = self._states.pop(key, None)
        if known is not None and key not in self._dirty:
            self._stored[key] = known
        self._dirty[key] = None
        if moves_geometry(event):
            self._moved.add(key)
        return event

    def create(
        self,
        entity_type: str,
        entity_id: str,
        fields: Mapping[str, Any],
        *,
        origin: Mapping[str, Any] | None = None,
    ) -> Event:
        """Makes an entity, or adds a second import of one that is there."""
        body: dict[str, Any] = {"fields": dict(fields)}
        if origin:
            body["origin"] = dict(origin)
        return self.emit("created", entity_type, entity_id, body)

    def set_fields(
        self, entity_type: str, entity_id: str, fields: Mapping[str, Any], *, record: str = ""
    ) -> Event | None:
        """Writes fields of an entity or of one record; None where nothing differs.

        The event names the writes that its author had seen, so that a later meeting of
        replicas tells an edit from a conflict. A conflicting field is always written anew,
        which resolves it.
        """
        body = self._edit(entity_type, entity_id, fields, record)
        return self.emit("fields_set", entity_type, entity_id, body) if body else None

    def create_again(
        self, entity_type: str, entity_id: str, fields: Mapping[str, Any], origin: Mapping[str, Any]
    ) -> Event:
        """Adds a second import of an entity: its values are edits that saw what they replace.

        Returns:
            The event that names the import.
        """
        body = self._edit(entity_type, entity_id, fields)
        event = self.create(entity_type, entity_id, {}, origin=origin)
        if body:
            self.emit("fields_set", entity_type, entity_id, body)
        return event

    def _edit(
        self, entity_type: str, entity_id: str, fields: Mapping[str, Any], record: str = ""
    ) -> dict[str, Any]:
        """The body of a ``fields_set`` that writes what differs; empty where nothing does."""
        bag = self._bag(entity_type, entity_id, record)
        changed: dict[str, Any] = {}
        saw: dict[str, None] = {}
        for name, value in fields.items():
            old = bag.get(name)
            if old is not None and not old.rivals and _same(old.value, value):
                continue
            if old is None and value is None:
                continue
            changed[name] = value
            if old is not None:
                saw.update(dict.fromkeys(old.heads))
        if not changed:
            return {}
        body: dict[str, Any] = {"fields": changed, "saw": list(saw)}
        if record:
            body["record"] = record
        return body

    def add_record(
        self,
        issue_id: str,
        kind: str,
        fields: Mapping[str, Any],
        *,
        occurred_on: str,
        documents: Iterable[DocumentRef] = (),
    ) -> str:
        """Adds a record to an issue; the record's id."""
        record = identity.fresh()
        body = {
            "record": record,
            "kind": kind,
            "occurred_on": occurred_on,
            "fields": dict(fields),
            "documents": documents_body(documents),
        }
        self.emit("record_added", "issue", issue_id, body)
        return record

    def redact(self, event_id: str, reason: str) -> None:
        """Empties an event's body for good; its header stays in its chain.

        Which fields it wrote, and which writes it had seen, stays known.

        Raises:
            RefusedError: other events stand on this one (``redaction_refused``).
        """
        event = self._project.journal.get(event_id)
        if event is None:
            return
        h = event.header
        if h.kind in PERMANENT:
            raise RefusedError("redaction_refused", event=event_id, kind=h.kind)
        body = {"event": event_id, "reason": reason, **_what_wrote(event)}
        self.emit("redacted", h.entity_type, h.entity, body)
        self._project.journal.redact(event_id)
        key = (h.entity_type, h.entity)
        self._events[key] = [
            e.without_body() if e.event_id == event_id else e for e in self._events[key]
        ]
        self._states.pop(key, None)

    def chains(self, *scopes_known: str) -> dict[str, dict[str, int]]:
        """How far each chain of some scopes is known here: scope -> device -> the last seq."""
        out: dict[str, dict[str, int]] = {}
        for scope in scopes_known:
            if scope not in self._chains:
                self._chains[scope] = self._project.journal.lengths(
                    scope, self._project.trust().certificates
                )
            known = dict(self._chains[scope])
            seq = self._head(scope)[0]
            out[scope] = known | ({self._signer.device_id: seq} if seq else {})
        return out

    # -- what is there now --------------------------------------------------------------

    def state(self, entity_type: str, entity_id: str) -> EntityState | None:
        """What an entity is with this action's events so far; None where there is none."""
        key = (entity_type, entity_id)
        if key not in self._states:
            state = fold_known(entity_type, entity_id, self._load(key))
            if state is None:
                return None
            self._states[key] = state
        return self._states[key]

    def issue(self, issue_id: str) -> IssueState | None:
        """The same for an issue."""
        state = self.state("issue", issue_id)
        return state if isinstance(state, IssueState) else None

    # -- the end ------------------------------------------------------------------------

    def flush(self) -> None:
        """Folds what was touched since the last time and writes the tables."""
        for key in self._dirty:
            state = self.state(*key)
            if state is not None:
                is_new = key in self._new and key not in self._written
                moved = key in self._moved
                self._project.projector.write(
                    state, is_new=is_new, geometry_changed=moved, before=self._stored.get(key)
                )
                self._stored[key] = state
                self._written[key] = None
        self._project.overlays.refresh(self._moved)
        self._dirty.clear()
        self._moved.clear()

    def settle(self) -> Changes:
        """Writes what is left and says what was changed; called once, before the commit."""
        self.flush()
        if any(entity_type == "device" for entity_type, _ in self._written):
            roster.write(
                self._project.db.conn, self._project.journal.trust(self._project.project_id)
            )
        self.changes = Changes(
            self.action_id if self._written else "",
            _by_type(k for k in self._written if k in self._new),
            _by_type(k for k in self._written if k not in self._new),
        )
        return self.changes

    def _trust_for(self, kind: str, body: dict[str, Any]) -> Trust:
        """Who may sign; a device's first event may bring its own certificate."""
        trust = self._project.trust()
        if kind != "device_admitted" or self._signer.device_id in trust.certificates:
            return trust
        own = Certificate.from_dict(body)
        return self._project.journal.trust(self._project.project_id, [own])

    def _scope(self, trust: Trust, kind: str, entity_type: str, entity_id: str) -> str:
        """The chain to sign in; refused where no other replica would take it."""
        device = self._signer.device_id
        scope = scopes.scope_of(entity_type, entity_id, trust.shared_scope)
        if kind == "device_admitted" and not trust.covers(device, scope):
            scope = min(trust.rights.get(device, ()), default=scope)
        if not trust.covers(device, scope):
            raise RefusedError("device_scope_missing", device=device, scope=scope)
        return scope

    def _load(self, key: tuple[str, str]) -> list[Event]:
        if key not in self._events:
            self._events[key] = self._project.journal.of_entity(key[1], key[0])
            if not any(map(understood, self._events[key])):
                self._new.add(key)
        return self._events[key]

    def _head(self, scope: str) -> tuple[int, str]:
        if scope not in self._heads:
            device = self._signer.device_id
            head = self._project.journal.head(device, scope)
            if not head[0]:
                head = (0, chain_start(self._project.project_id, device, scope))
            self._heads[scope] = head
        return self._heads[scope]

    def _bag(self, entity_type: str, entity_id: str, record: str) -> dict[str, Any]:
        state = self.state(entity_type, entity_id)
        if state is None:
            return {}
        if not record:
            return state.fields
        records: tuple[RecordState, ...] = getattr(state, "records", ())
        return next((r.fields for r in records if r.record_id == record), {})


def _what_wrote(event: Event) -> dict[str, Any]:
    """What a redaction keeps of a write: the names of its fields, and what it had seen."""
    if not understood(event) or event.body is None:
        return {}
    body = event.body
    told: dict[str, Any] = {"fields": sorted(body["fields"])} if "fields" in body else {}
    return told | {name: body[name] for name in ("saw", "record") if told and name in body}


def moves_geometry(event: Event) -> bool:
    """True where an event may change what its entity lies in, or what lies in it."""
    if event.header.kind in ("voided", "redacted"):
        return True
    fields = event.body.get("fields") if understood(event) and event.body else None
    return isinstance(fields, dict) and bool(GEOMETRY_FIELDS & fields.keys())


def documents_body(documents: Iterable[DocumentRef]) -> list[dict[str, Any]]:
    """Document references as an event's body carries them."""
    return [{"sha256": d.sha256, "name": d.name, "size": d.size} for d in documents]


def _same(old: Any, new: Any) -> bool:
    return type(old) is type(new) and canonical.dumps(old) == canonical.dumps(new)


def _by_type(keys: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for entity_type, entity_id in keys:
        out.setdefault(entity_type, []).append(entity_id)
    return {t: tuple(ids) for t, ids in out.items()}
