"""Devices in memory that write one issue's events as a project does, without guards."""

from __future__ import annotations

from greenshield.domain import workflow
from greenshield.log.envelope import chain_start, seal
from greenshield.log.fold import fold, state_hash
from greenshield.log.kinds import KINDS
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import project_id_of

KEYS = [DeviceKey(bytes([n + 1]) * 32) for n in range(3)]
PROJECT = project_id_of(KEYS[0].public_key)


class Replica:
    """One device with what it has seen."""

    def __init__(self, key, name):
        self.key, self.name, self.events = key, name, []

    @property
    def state(self):
        return fold("issue", "i", self.events)

    def emit(self, kind, body):
        mine = [e for e in self.events if e.header.device == self.key.device_id]
        event = seal(
            self.key,
            scope="229901",
            seq=len(mine) + 1,
            lamport=max((e.header.lamport for e in self.events), default=0) + 1,
            at="2026-01-01T00:00:00.000Z",
            actor=self.name,
            action="x",
            kind=kind,
            schema=KINDS[kind].schema,
            entity_type="issue",
            entity="i",
            prev=mine[-1].hash if mine else chain_start(PROJECT, self.key.device_id, "229901"),
            body=body,
        )
        self.events.append(event)
        return event

    def set(self, record=None, **fields):
        bag = self.state.fields
        body = {"fields": fields}
        if record:
            body["record"] = record
            bag = next((r.fields for r in self.state.records if r.record_id == record), {})
        body["saw"] = [h for f in fields if f in bag for h in bag[f].heads]
        return self.emit("fields_set", body)

    def chains(self):
        """What a move pins of how far its author knew each chain."""
        heads = {}
        for h in (e.header for e in self.events):
            heads[h.device] = max(h.seq, heads.get(h.device, 0))
        return {"chains": {"229901": heads}}

    def move(self, name, to=None, passed=None, **data):
        state = self.state
        to = to or workflow.target(state.state, name, list(state.history()))
        if passed is None:
            passed = [m.event_id for m in state.pending()]
        return self.emit(
            "moved",
            {
                "move": name, "from": state.state, "to": to, "after": state.head,
                "ruleset": "", "occurred_on": "2026-01-01", "role": "county", "tier": "county",
                "unit": "", "reason": "", "documents": [], "data": data,
                "pins": self.chains(),
            } | ({"passed": passed} if passed else {}),
        )  # fmt: skip

    def consent(self, move, tier):
        body = {"move": move.event_id, "tier": tier, "occurred_on": "2026-01-02", "pins": {}}
        return self.emit("consented", body)

    def redact(self, event, **told):
        """Empties an event, here and wherever the redaction comes."""
        body = event.body
        kept = {k: body[k] for k in ("saw", "record") if k in body}
        kept |= {"fields": sorted(body["fields"])} if "fields" in body else {}
        made = self.emit("redacted", {"event": event.event_id, "reason": "x"} | (told or kept))
        self.events = [e.without_body() if e.hash == event.hash else e for e in self.events]
        return made

    def learn(self, other):
        known = {e.hash for e in self.events}
        self.events += [e for e in other.events if e.hash not in known]


def pair():
    one, two = Replica(KEYS[0], "甲"), Replica(KEYS[1], "乙")
    one.emit("created", {"fields": {"clue_no": "Q1", "remark": "一"}})
    two.learn(one)
    return one, two


def met(*replicas):
    for _ in range(2):
        for a in replicas:
            for b in replicas:
                a.learn(b)
    assert len({state_hash(r.state) for r in replicas}) == 1
    return replicas[0].state
