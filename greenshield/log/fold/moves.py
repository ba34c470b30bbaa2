"""Moves: a tree by what each follows; one child is done, two are a dispute.

The fold asks only two things of a move: is it in the workflow's table, and do two moves
follow one? Guards ran when it was made and run again at the hub and in ``verify``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from greenshield.domain import workflow
from greenshield.domain.state import Conflict, ConsentState, DocumentRef, EventId, MoveState
from greenshield.log import canonical
from greenshield.log.fold.digest import conflict_id
from greenshield.log.fold.passing import Headers, passed_over
from greenshield.log.fold.sources import Source

FIRST_STATE = "clue"


@dataclass(frozen=True, slots=True)
class FoldedMoves:
    """Every move with its status, and where the undisputed ones lead.

    ``moves`` stand in display order, the done ones among themselves as they follow each other:
    once some device claimed the largest lamport number, display order tells less.
    """

    moves: tuple[MoveState, ...]
    state: str
    head: EventId
    conflicts: tuple[Conflict, ...]


def documents_of(raw: Iterable[Any]) -> tuple[DocumentRef, ...]:
    """Document references of an event's body; malformed ones are left out."""
    found = []
    for item in raw:
        if isinstance(item, dict) and isinstance(item.get("sha256"), str):
            name, size = item.get("name", ""), item.get("size", 0)
            found.append(DocumentRef(item["sha256"], str(name), size if type(size) is int else 0))
    return tuple(found)


def fold_moves(issue_id: str, sources: Sequence[Source]) -> FoldedMoves:
    """Walks the tree of moves from the first state. ``sources`` stand in display order."""
    consents = _consents(sources)
    moves = {
        s.event_id: _move_of(s, tuple(consents.get(s.event_id, ())))
        for s in sources
        if s.header.kind == "moved"
    }
    decisions = [s for s in sources if s.header.kind == "move_decided"]
    headers = {s.event_id: s.header for s in sources if s.header.kind in ("moved", "consented")}
    return _Walk(issue_id, moves, headers, decisions).run()


def _consents(sources: Sequence[Source]) -> dict[EventId, list[ConsentState]]:
    out: dict[EventId, list[ConsentState]] = {}
    for s in sources:
        if s.header.kind != "consented":
            continue
        b = s.body
        documents = documents_of([b["document"]]) if "document" in b else ()
        out.setdefault(b["move"], []).append(
            ConsentState(
                s.event_id,
                s.header.actor,
                b["tier"],
                b["occurred_on"],
                documents[0] if documents else None,
                b.get("name", ""),
                b.get("unit", ""),
                b.get("proof", ""),
            )
        )
    return out


def _move_of(source: Source, consents: tuple[ConsentState, ...]) -> MoveState:
    b, h = source.body, source.header
    return MoveState(
        event_id=source.event_id, move=b["move"], from_state=b["from"], to_state=b["to"],
        actor=h.actor, role=b["role"], tier=b["tier"], unit=b["unit"],
        occurred_on=b["occurred_on"], at=h.at, reason=b["reason"], after=b["after"],
        ruleset=b["ruleset"], pins=b["pins"], data=b["data"],
        documents=documents_of(b["documents"]), consents=consents, status="",
        passed=tuple(b.get("passed", ())), proof=b.get("proof", ""),
    )  # fmt: skip


@dataclass(slots=True)
class _Walk:
    issue_id: str
    moves: dict[EventId, MoveState]
    headers: Headers
    decisions: list[Source]
    status: dict[EventId, str] = field(default_factory=dict)
    done: list[MoveState] = field(default_factory=list)

    def run(self) -> FoldedMoves:
        state, head, group = FIRST_STATE, "", frozenset([""])
        conflicts: tuple[Conflict, ...] = ()
        while True:
            twins = self._followers(group, state)
            if not twins:
                break
            chosen = self._choose(twins)
            if chosen is None:
                conflicts = (self._dispute(twins),)
                break
            first = chosen[0]
            self.done.append(first)
            state, head = first.to_state, first.event_id
            group = frozenset(m.event_id for m in chosen)
            for m in chosen:
                self.status[m.event_id] = "done" if m is first else "equal"
        return FoldedMoves(self._told(), state, head, conflicts)

    def _told(self) -> tuple[MoveState, ...]:
        line = iter(self.done)
        told = ((m, self.status.get(event_id, "lost")) for event_id, m in self.moves.items())
        return tuple(replace(next(line) if s == "done" else m, status=s) for m, s in told)

    def _followers(self, group: frozenset[EventId], state: str) -> list[list[MoveState]]:
        """The moves in force that follow a node, equal ones together as one.

        One that another in force passes over is lost, whatever signature comes later.
        """
        signed: list[MoveState] = []
        for m in self.moves.values():
            if m.after not in group:
                continue
            if m.from_state != state or not workflow.step(m.move, state, m.to_state, self.done):
                self.status[m.event_id] = "invalid"
            elif not workflow.is_signed(m):
                self.status[m.event_id] = "pending"
            else:
                signed.append(m)
        passed = {e for m in signed for e in passed_over(m, self.moves, self.headers)}
        for event_id in passed & self.status.keys():
            if self.status[event_id] == "pending":
                self.status[event_id] = "lost"
        twins: dict[bytes, list[MoveState]] = {}
        for m in signed:
            if m.event_id not in passed:
                twins.setdefault(_sameness(m), []).append(m)
        return list(twins.values())

    def _choose(self, twins: list[list[MoveState]]) -> list[MoveState] | None:
        """The moves to go on with, None where several contend and nobody has decided.

        A decision counts only between moves that contend, names all of them, and takes one.
        """
        if len(twins) == 1:
            return twins[0]
        ids = {m.event_id for same in twins for m in same}
        valid = self._valid(ids)
        named = {event_id for d in valid for event_id in d.body["among"]}
        takes = {d.body["take"] for d in valid if d.event_id not in named}
        if len(takes) != 1:
            return None
        take = takes.pop()
        return next(same for same in twins if any(m.event_id == take for m in same))

    def _valid(self, ids: set[EventId]) -> list[Source]:
        return [d for d in self.decisions if ids <= set(d.body["among"]) and d.body["take"] in ids]

    def _dispute(self, twins: list[list[MoveState]]) -> Conflict:
        ids = [m.event_id for same in twins for m in same]
        for event_id in ids:
            self.status[event_id] = "disputed"
        decided = [d.event_id for d in self._valid(set(ids))]
        names = (*ids, *decided)
        name = conflict_id(self.issue_id, "state", names)
        return Conflict(name, "issue", self.issue_id, "move", "state", names)


def _sameness(move: MoveState) -> bytes:
    """Equal for what two laptops did alike: adopted one row, split or merged into the same.

    Else the move's own id.
    """
    if move.move not in workflow.BY_COMMAND:
        return move.event_id.encode()
    data = dict(move.data)
    if isinstance(data.get("successors"), list):
        data["successors"] = sorted(map(str, data["successors"]))
    return canonical.dumps([move.move, move.to_state, data])
