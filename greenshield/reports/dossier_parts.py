"""The parts that a closure dossier is put together from: records, papers, moves.

Plain values that a caller fills from folded issues. Codes stay codes here: words are chosen
when the report is written. Dates are ISO 8601 text (a year or a month alone is allowed where
the ledger allows it), areas m² on the ellipsoid, positions degrees lon/lat in EPSG:4490.
"""

from __future__ import annotations

from dataclasses import dataclass

Number = int | float | str | None


@dataclass(frozen=True, slots=True)
class Party:
    """Who did something. ``verified`` is False for an actor that no hub has enrolled."""

    name: str
    unit: str = ""
    tier: str = ""
    role: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """One field check: who looked, when, what was found; ``is_true`` None where not said."""

    inspector: Party
    occurred_on: str
    is_true: bool | None = None
    text: str = ""
    photos: int = 0


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """One rectification measure with what was planned and what was done.

    Attributes:
        whole_of: of a part of a split, the number of the issue whose whole quantity this is, which
            nobody shared out; "" else.
    """

    code: str = ""
    text: str = ""
    quantity: Number = None
    unit: str = ""
    target: str = ""
    due_on: str = ""
    done_on: str = ""
    done_quantity: Number = None
    whole_of: str = ""


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """What was told of the works on the way, or found by a follow-up before or after them.

    Attributes:
        phase: code of ``works_phase``, "" where not said.
        measure: the one that it tells of, None for the whole.
        quantity: done, in the measure's unit.
        pct: done, percent.
    """

    on: str
    phase: str = ""
    measure: MeasureEntry | None = None
    quantity: Number = None
    pct: Number = None
    text: str = ""
    photos: int = 0


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A paper: plan, approval, notice, report.

    Attributes:
        chapter: where the report lists it: ``finding`` (basis), ``plan`` (plan and approval),
            ``measures`` (proof of what was done) or ``publicity``; "" leaves it to the kind.
        move: the move that it was given with, where no record names it.
        older: the number of the issue that it came from by a split or a merge, "" for this one's.
    """

    kind: str
    number: str = ""
    issuer: str = ""
    dated: str = ""
    name: str = ""
    sha256: str = ""
    chapter: str = ""
    move: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionEntry:
    """A deadline that was moved, and by which approval.

    ``granted_to``: the issue's number that a split or merge brought it from, and not this; else "".
    """

    from_date: str
    to_date: str
    approval: str = ""
    reason: str = ""
    granted_to: str = ""
    approved_on: str = ""


@dataclass(frozen=True, slots=True)
class OpinionEntry:
    """A signed opinion of one tier.

    Attributes:
        entered_by: who wrote it down, where that is nobody of the tier.
        counts: False where it is a transcript alone: written down by another tier, without
            the signed paper.
    """

    tier: str
    signer: Party
    text: str
    signed_on: str = ""
    entered_by: Party | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class PublicityEntry:
    """Where and how long the closing was made public."""

    first_day: str
    last_day: str
    medium: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class ObjectionEntry:
    """What somebody objected during publicity, and the answer ("" while open)."""

    who: str
    text: str
    raised_on: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ReferralEntry:
    """A case handed to police, discipline, procuratorate or a sector authority.

    ``state`` is ``draft``, ``sent``, ``received`` or ``concluded``.
    """

    type: str
    to: str
    state: str = ""
    number: str = ""
    sent_on: str = ""
    received_on: str = ""
    concluded_on: str = ""
    result: str = ""
    counted_with: str = ""


@dataclass(frozen=True, slots=True)
class PenaltyEntry:
    """An administrative penalty.

    ``counted_with`` is the number of the issue that its sum counts in, where a split left copies
    with several; of the other entries likewise.
    """

    number: str
    party: str = ""
    yuan: Number = None
    decided_on: str = ""
    counted_with: str = ""


@dataclass(frozen=True, slots=True)
class AccountabilityEntry:
    """How many persons of which rank were held to account, and how."""

    rank: str
    persons: Number = None
    kind: str = ""
    on: str = ""
    text: str = ""
    counted_with: str = ""


@dataclass(frozen=True, slots=True)
class CompensationEntry:
    """A case of compensation for ecological damage."""

    case_no: str
    yuan: Number = None
    state: str = ""
    counted_with: str = ""


@dataclass(frozen=True, slots=True)
class LookBackEntry:
    """A re-inspection after closing."""

    who: Party
    on: str
    result: str = ""
    text: str = ""
    photos: int = 0


@dataclass(frozen=True, slots=True)
class ConditionEntry:
    """One closing condition; ``evidence`` names the photos and documents that carry its tick.

    ``text`` is Chinese, or all there is; ``en`` its English.
    """

    text: str
    ticked: bool
    evidence: tuple[str, ...] = ()
    en: str = ""


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """One move of the workflow, as it was made.

    Attributes:
        occurred_on: Chinese calendar date on which it happened.
        recorded_at: moment of recording, ISO 8601, as the device's clock claimed it.
        adopted: True for a state taken over from an old ledger.
        consents, items: second signatures under it; of a return what is to be put right.
    """

    move: str
    from_state: str
    to_state: str
    actor: Party
    occurred_on: str
    recorded_at: str = ""
    reason: str = ""
    adopted: bool = False
    consents: tuple[Party, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexEntry:
    """One file of the annex, by name and hash; ``size`` in bytes."""

    name: str
    kind: str
    sha256: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which project, rule set and root key the report speaks for."""

    project: str
    division_code: str = ""
    division_name: str = ""
    ruleset: str = ""
    ruleset_sha256: str = ""
    root_fingerprint: str = ""
