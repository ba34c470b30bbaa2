"""A small ledger of event bodies in memory, folded by hand: what the guards' tests stand on.

It keeps every body under its event id, so that a case can be rebuilt from pins alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from greenshield import reference
from greenshield.domain import readiness, workflow
from greenshield.domain.casefile import CaseFile
from greenshield.domain.evidence import (
    MoveRequest,
    Overlay,
    OverlayRow,
    PhotoEvidence,
    Restricted,
)
from greenshield.domain.locks import locked_by
from greenshield.domain.state import (
    DocumentRef,
    EntityState,
    FieldState,
    IssueState,
    MoveState,
    RecordState,
    TagState,
    Write,
)

ISSUE = "issue-1"
ACTORS = {
    "insp1": ("authority", ["inspector"]),
    "insp2": ("authority", ["inspector"]),
    "county1": ("county", ["county", "keeper"]),
    "county2": ("county", ["county"]),
    "city1": ("city", ["city"]),
    "city2": ("city", ["city"]),
    "prov1": ("province", ["province"]),
    "prov2": ("province", ["province"]),
}
INSIDE = Overlay(
    1000.0,
    (
        OverlayRow("area", "云岭", 1000.0, area_level="national", target_id="area-1"),
        OverlayRow("zone", "云岭", 600.0, zone_code="core", target_id="zone-1"),
    ),
)


def sha(name: str) -> str:
    """A stable hash for a name."""
    return hashlib.sha256(name.encode()).hexdigest()


def paper(name: str) -> DocumentRef:
    """A document reference."""
    return DocumentRef(sha(name), f"{name}.pdf", 10)


@dataclass
class Ledger:
    """One issue with all that stands around it."""

    ruleset: Any = None
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    fields: dict[str, FieldState] = field(default_factory=dict)
    records: dict[str, RecordState] = field(default_factory=dict)
    tags: dict[str, TagState] = field(default_factory=dict)
    moves: list[MoveState] = field(default_factory=list)
    actors: dict[str, EntityState] = field(default_factory=dict)
    photos: dict[str, EntityState] = field(default_factory=dict)
    distances: dict[str, float | None] = field(default_factory=dict)
    overlay: Overlay | None = INSIDE
    area: EntityState | None = None
    void_record: str = ""
    restricted: tuple[Restricted, ...] = ()

    def __post_init__(self) -> None:
        self.ruleset = self.ruleset or reference.ruleset("default-2026")
        for actor_id, (tier, roles) in ACTORS.items():
            self.actor(actor_id, tier=tier, roles=roles)
        self.area = self._entity(
            "area", "area-1", "county1", {"name": "云岭", "area_level": "national"}
        )

    # -- writing ---------------------------------------------------------------------------

    def event(self, actor: str, entity: str, body: dict[str, Any]) -> str:
        event_id = sha(f"event {len(self.events)}")[:32]
        self.events[event_id] = {**body, "_actor": actor, "_entity_id": entity}
        return event_id

    def _states(self, event_id: str, actor: str, values: dict[str, Any]) -> dict[str, FieldState]:
        return {
            name: FieldState(Write(event_id, value, actor, "dev", "", len(self.events)))
            for name, value in values.items()
        }

    def _entity(self, kind: str, entity_id: str, actor: str, values: dict[str, Any]) -> EntityState:
        event_id = self.event(actor, entity_id, {"fields": values})
        return EntityState(kind, entity_id, "", self._states(event_id, actor, values))

    def actor(self, actor_id: str, **values: Any) -> None:
        values = {"active": True, "unit": f"unit of {actor_id}", "name": actor_id} | values
        self.actors[actor_id] = self._entity("actor", actor_id, "county1", values)

    def set(self, actor: str = "county1", **values: Any) -> None:
        event_id = self.event(actor, ISSUE, {"fields": values, "saw": []})
        self.fields |= self._states(event_id, actor, values)

    def unset(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def add(
        self, actor: str, kind: str, on: str, papers: tuple[DocumentRef, ...] = (), **values: Any
    ) -> str:
        record_id = f"{kind}-{len(self.records)}"
        documents = [{"sha256": d.sha256, "name": d.name, "size": d.size} for d in papers]
        body = {"record": record_id, "kind": kind, "occurred_on": on, "fields": values,
                "documents": documents}  # fmt: skip
        event_id = self.event(actor, ISSUE, body)
        states = self._states(event_id, actor, values)
        self.records[record_id] = RecordState(
            record_id, kind, event_id, actor, on, states, tuple(papers)
        )
        return record_id

    def set_record(self, record_id: str, actor: str = "county1", **values: Any) -> None:
        event_id = self.event(actor, ISSUE, {"fields": values, "saw": [], "record": record_id})
        old = self.records[record_id]
        states = {**old.fields, **self._states(event_id, actor, values)}
        self.records[record_id] = RecordState(
            record_id, old.kind, old.event_id, old.actor, old.occurred_on,
            {k: v for k, v in states.items() if v.value is not None}, old.documents,
        )  # fmt: skip

    def drop(self, kind: str) -> None:
        self.records = {k: r for k, r in self.records.items() if r.kind != kind}

    def photo(
        self, name: str, actor: str = "insp1", away: float | None = 0.0, **values: Any
    ) -> str:
        facts = {
            "sha256": sha(name), "lon": 125.1, "lat": 43.2, "position_source": "exif",
            "taken_at_source": "exif", "azimuth_deg": 40.0, "taken_at": "2026-03-09T10:00:00",
            "warnings": [],
        }  # fmt: skip
        facts = {k: v for k, v in (facts | values).items() if v is not None}
        self.photos[sha(name)] = self._entity("photo", sha(name), actor, facts)
        self.distances[sha(name)] = away
        return sha(name)

    def set_photo(self, name: str, actor: str, **values: Any) -> None:
        old = self.photos[sha(name)]
        event_id = self.event(actor, sha(name), {"fields": values, "saw": []})
        fields = {**old.fields, **self._states(event_id, actor, values)}
        fields = {k: v for k, v in fields.items() if v.value is not None}
        self.photos[sha(name)] = EntityState("photo", sha(name), "", fields)

    def tag(self, name: str, phase: str, kind: str, actor: str = "insp1", record: str = "") -> str:
        body = {"photo": sha(name), "phase": phase, "kind": kind}
        tag_id = self.event(actor, ISSUE, body | ({"record": record} if record else {}))
        self.tags[tag_id] = TagState(tag_id, sha(name), phase, kind, actor, record)
        return tag_id

    def untag(self, name: str) -> None:
        self.tags = {k: t for k, t in self.tags.items() if t.photo != sha(name)}

    # -- reading ---------------------------------------------------------------------------

    @property
    def state(self) -> str:
        return self.moves[-1].to_state if self.moves else workflow.INITIAL

    def issue(self) -> IssueState:
        return IssueState(
            "issue", ISSUE, "220181", dict(self.fields), state=self.state,
            head=self.moves[-1].event_id if self.moves else "",
            records=tuple(self.records.values()), tags=tuple(self.tags.values()),
            moves=tuple(self.moves), locked=locked_by(self.moves),
        )  # fmt: skip

    def case(self, move: str, actor: str, on: str, **request: Any) -> CaseFile:
        return CaseFile(
            self.issue(),
            self.actors[actor],
            MoveRequest(move, on, **request),
            self.ruleset,
            actors=self.actors,
            photos={s: PhotoEvidence(s, p, self.distances[s]) for s, p in self.photos.items()},
            overlay=self.overlay,
            area=self.area,
            restricted=self.restricted,
        )

    def codes(self, move: str, actor: str, on: str, **request: Any) -> list[str]:
        return sorted({m.code for m in self.missing(move, actor, on, **request)})

    def missing(self, move: str, actor: str, on: str, **request: Any) -> list[Any]:
        return readiness.check(self.case(move, actor, on, **request), move)

    def body_of(self, event_id: str) -> dict[str, Any]:
        return self.events[event_id]

    # -- moving ----------------------------------------------------------------------------

    def make(self, move: str, actor: str, on: str, **request: Any) -> MoveState:
        """Makes a move that nothing refuses."""
        case = self.case(move, actor, on, **request)
        missing = readiness.check(case, move)
        assert missing == [], missing
        return self.put(case, move, actor)

    def put(self, case: CaseFile, move: str, actor: str) -> MoveState:
        """Records a move as the services do."""
        acting, request = case.acting(), case.request
        to_state = case.target()
        role = workflow.who_may(move, self.state, acting, self.ruleset, "national")
        body = self.move_body(case, move, actor, to_state, role)
        event_id = self.event(actor, ISSUE, body)
        made = MoveState(
            event_id, move, self.state, to_state, actor, role, acting.tier, acting.unit,
            request.occurred_on, "", request.reason, body["after"], self.ruleset.sha256,
            body["pins"], dict(request.data), request.documents,
        )  # fmt: skip
        self.moves.append(made)
        return made

    def move_body(
        self, case: CaseFile, move: str, actor: str, to_state: str, role: str
    ) -> dict[str, Any]:
        acting, request = case.acting(), case.request
        return {
            "move": move, "from": self.state, "to": to_state,
            "after": self.moves[-1].event_id if self.moves else "",
            "ruleset": self.ruleset.sha256, "occurred_on": request.occurred_on, "role": role,
            "tier": acting.tier, "unit": acting.unit, "reason": request.reason,
            "documents": [{"sha256": d.sha256, "name": d.name, "size": d.size}
                          for d in request.documents],
            "data": dict(request.data), "pins": case.pins(), "_actor": actor,
            "_entity_id": ISSUE,
        }  # fmt: skip
