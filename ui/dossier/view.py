"""One issue as the dossier shows it. Made in the worker, read in the window: knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.errors import Missing
from greenshield.services.lineage_seen import Planned


@dataclass(frozen=True, slots=True)
class Ready:
    """How one move stands.

    Attributes:
        move: its name in the workflow.
        target: the state that it leads to, "" where the table does not allow it.
        mine: the person at the window has a role that may make it.
        missing: what refuses it, for whoever may make it.
        warnings: what to know before.
    """

    move: str
    target: str
    mine: bool
    missing: tuple[Missing, ...] = ()
    warnings: tuple[Missing, ...] = ()

    @property
    def is_open(self) -> bool:
        """True where nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class TaggedPhoto:
    """One photo tied to the issue for one phase.

    Attributes:
        doubt: says why it is no evidence.
        odd: what is worth a look about it, by its file and beside other photos: codes and
            figures. These are no verdicts, and a photo that has some may well be evidence.
    """

    sha256: str
    phase: str
    kind: str
    name: str = ""
    taken_at: str = ""
    distance_m: float | None = None
    doubt: Missing | None = None
    odd: tuple[tuple[str, dict[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A file of the issue, with where it stands: a record, or the move that it came with."""

    sha256: str
    name: str
    size: int
    on: str
    record_kind: str = ""
    doc_kind: str = ""
    move: str = ""
    void: bool = False


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """One of several plans of a split or a merge that wait and differ.

    Attributes:
        plan: the beginning of its event's id, by which it is named.
        mover_name: who made it.
        on: the day, ISO.
        reason: in words.
        planned: what it makes; None where its file is not here yet.
    """

    plan: str
    mover_name: str
    on: str
    reason: str
    planned: tuple[Planned, ...] | None


@dataclass(frozen=True, slots=True)
class Waits:
    """A move that waits for a second signature.

    Attributes:
        planned: of a split or a merge, the issues that whoever signs makes; None where their plan
            is not here yet.
        plans: where several wait that differ each of them, of which one must be chosen.
    """

    move: str
    tier: str
    mover: str
    mover_name: str
    mine: bool
    planned: tuple[Planned, ...] | None = ()
    plans: tuple[WaitingPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """Everything about one issue but its history.

    Attributes:
        issue_id: which issue.
        state: of the workflow.
        fields: ledger fields that hold something, derived ones among them, by id.
        shown: as ``services.issue_show`` gives it.
        patch_m2: of the patch on the ellipsoid; None where the issue has no patch.
        ready: how each move stands that the table allows now, in its order.
        photos, shots: the tied photos; phase -> (how many count, what is lacking).
        papers: every file, newest first.
        conflicts: as ``services.conflicts`` lists them.
        waits: the move that waits for a signature, or None.
        done_so_far: id of a measure -> how much of it its progress tells as done, in its unit.
        names: id -> what people call it, of actors, records and photos.
    """

    issue_id: str
    state: str
    fields: Mapping[str, Any]
    shown: Mapping[str, Any]
    patch_m2: float | None = None
    ready: tuple[Ready, ...] = ()
    photos: tuple[TaggedPhoto, ...] = ()
    shots: Mapping[str, tuple[int, tuple[Missing, ...]]] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    conflicts: tuple[Mapping[str, Any], ...] = ()
    waits: Waits | None = None
    done_so_far: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    photo_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """What people call the issue: its number, before that its clue number."""
        return str(self.fields.get("issue_no") or self.fields.get("clue_no") or self.issue_id[:8])

    @property
    def records(self) -> list[Mapping[str, Any]]:
        """The records, void ones among them."""
        return list(self.shown["records"])

    def held(self, subject: str) -> Mapping[str, str]:
        """Field -> the move that relied on it, of ``issue`` or ``record:<id>``."""
        found: Mapping[str, str] = self.shown["held"].get(subject, {})
        return found

    def ready_for(self, move: str) -> Ready | None:
        """How one move stands, None where the table does not allow it now."""
        return next((r for r in self.ready if r.move == move), None)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a field may name."""

    actor_id: str
    name: str
    unit: str
    tier: str
    roles: tuple[str, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What fields may name: people, areas (newest versions), campaigns, patrols; id and name."""

    people: tuple[Person, ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    campaigns: tuple[tuple[str, str], ...] = ()
    patrols: tuple[tuple[str, str], ...] = ()

    def names(self, field_id: str) -> list[tuple[str, str]]:
        """Id and name of what a field may hold, in the order to offer; [] for other fields."""
        if field_id == "assignee":
            able = [p for p in self.people if p.active and "inspector" in p.roles]
            names = Counter(p.name for p in able)
            return [
                (p.actor_id, f"{p.name} ({p.unit})" if names[p.name] > 1 and p.unit else p.name)
                for p in able
            ]
        found = {"area_id": self.areas, "campaign_id": self.campaigns}
        found["patrol_id"] = self.patrols
        return list(found.get(field_id, ()))
