"""The value that a closure report is made from: one issue, whole, with nothing looked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Missing
from greenshield.domain.workflow import CLOSED_STATES
from greenshield.reports.dossier_ground import (
    AreaEntry,
    ImageryEntry,
    OverlayEntry,
    PairEntry,
    PhotoEntry,
    Shape,
)
from greenshield.reports.dossier_parts import (
    AccountabilityEntry,
    AnnexEntry,
    CheckEntry,
    CompensationEntry,
    ConditionEntry,
    DocumentEntry,
    ExtensionEntry,
    LookBackEntry,
    MeasureEntry,
    MoveEntry,
    ObjectionEntry,
    OpinionEntry,
    PenaltyEntry,
    ProgressEntry,
    Provenance,
    PublicityEntry,
    ReferralEntry,
)
from greenshield.reports.pictures import Decode

LabelFunction = Callable[[str, str, str], str]
"""``(table, code, lang)`` -> the words for a code, or the code itself where the table doesn't
know it: what ``domain.codes.CodeTables.label`` does. Tables asked for: those of the ledger's and
the records' fields, ``tier``, ``zone``, ``area_kind``, ``photo_phase``,
``photo_kind``, ``time_source``, ``position_source``, ``referral_state``, ``annex_kind``."""

TellFunction = Callable[[str, dict[str, Any], str], str]
"""``(code, params, lang)`` -> the sentence for a message code (``greenshield.messages.text``)."""


@dataclass(frozen=True, slots=True)
class ClosureDossier:
    """Everything that the closure report (销号报告) of one issue prints.

    Attributes:
        state: the workflow state, the last undisputed one.
        fields: ledger field id -> shown value; codes are codes, several are a list.
        label: words for codes, see ``LabelFunction``.
        tell: sentences for the codes of ``missing``.
        decode: reads the photos, of which copies are printed.
        as_of: the day that the report speaks of, ISO date; also its file date.
        adopted: True where the present state rests on steps taken over from an old ledger
            (历史导入): these are never printed as evidenced.
        adopted_from: file, sheet and row that claimed them.
        adopted_steps: these steps, moves of the workflow, in order.
        adopted_proven: True where their conditions were met after all, for filing.
        moved_on: True where an adopted issue has left the state that the ledger claimed.
        predecessors: the numbers of the issues that it was split off or merged of.
        heirs: of one that was split or merged the numbers of what stands in its place today.
        took_over: True where it took its state over from its predecessors.
        disputed: True while two moves are in conflict.
        zones, redlines, controls: shapes of EPSG:4490 near the patch.
        patch: the patch 图斑 in EPSG:4490, None where only a point is known.
        point: lon/lat where there is no patch.
        opinion_tiers: the tiers that have a place for an opinion, in order, also when empty.
        limits: what negative lists bar or limit of the plan.
        missing: what closure readiness still lacks; printed while the issue is not closed.
    """

    issue_id: str
    state: str
    fields: Mapping[str, Any]
    label: LabelFunction
    tell: TellFunction
    decode: Decode
    provenance: Provenance
    as_of: str
    issue_no: str = ""
    clue_no: str = ""
    adopted: bool = False
    adopted_from: str = ""
    adopted_steps: tuple[str, ...] = ()
    adopted_proven: bool = False
    moved_on: bool = False
    predecessors: tuple[str, ...] = ()
    heirs: tuple[str, ...] = ()
    took_over: bool = False
    disputed: bool = False
    area: AreaEntry | None = None
    zones: tuple[Shape, ...] = ()
    redlines: tuple[Shape, ...] = ()
    controls: tuple[Shape, ...] = ()
    patch: BaseGeometry | None = None
    point: tuple[float, float] | None = None
    overlay: tuple[OverlayEntry, ...] = ()
    photos: tuple[PhotoEntry, ...] = ()
    pairs: tuple[PairEntry, ...] = ()
    imagery: tuple[ImageryEntry, ...] = ()
    checks: tuple[CheckEntry, ...] = ()
    measures: tuple[MeasureEntry, ...] = ()
    progress: tuple[ProgressEntry, ...] = ()
    documents: tuple[DocumentEntry, ...] = ()
    extensions: tuple[ExtensionEntry, ...] = ()
    opinions: tuple[OpinionEntry, ...] = ()
    opinion_tiers: tuple[str, ...] = ("authority", "county", "city", "province")
    publicity: tuple[PublicityEntry, ...] = ()
    objections: tuple[ObjectionEntry, ...] = ()
    referrals: tuple[ReferralEntry, ...] = ()
    penalties: tuple[PenaltyEntry, ...] = ()
    accountability: tuple[AccountabilityEntry, ...] = ()
    compensation: tuple[CompensationEntry, ...] = ()
    lookbacks: tuple[LookBackEntry, ...] = ()
    conditions: tuple[ConditionEntry, ...] = ()
    moves: tuple[MoveEntry, ...] = ()
    annex: tuple[AnnexEntry, ...] = ()
    limits: tuple[Missing, ...] = ()
    missing: tuple[Missing, ...] = ()
    findings: tuple[Missing, ...] = field(default=())

    @property
    def closed(self) -> bool:
        """True where the issue is closed and that closing was made here, not adopted."""
        claimed = self.adopted and (not self.moved_on or "close" in self.adopted_steps)
        return self.state in CLOSED_STATES and not claimed and not self.disputed

    @property
    def closes_ahead(self) -> str:
        """Of a closed issue the day of its closing where the report's day is before it, or ""."""
        if self.state not in CLOSED_STATES:
            return ""
        made = [m.occurred_on for m in self.moves if m.move == "close"]
        day = made[-1] if made else str(self.fields.get("closed_on") or "")
        return day if day > self.as_of else ""

    @property
    def is_draft(self) -> bool:
        """True where the report is no ground for closing; of an adopted closing it says so else."""
        claimed = self.adopted and self.state in CLOSED_STATES
        return bool(self.closes_ahead) or not (self.closed or claimed)

    @property
    def number(self) -> str:
        """What the report calls the issue: its number, else the clue number, else its id."""
        return self.issue_no or self.clue_no or self.issue_id
