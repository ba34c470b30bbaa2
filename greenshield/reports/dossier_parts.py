"""The parts that a closure dossier is put together from.

Plain values that a caller fills from folded issues. Codes stay codes here: words are chosen
when the report is written. Dates are ISO 8601 text (a year or a month alone is allowed where
the ledger allows it), areas m² on the ellipsoid, positions degrees lon/lat in EPSG:4490.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem

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
class Shape:
    """A named piece of ground: a boundary, a zone, a red line. Geometry in EPSG:4490."""

    geometry: BaseGeometry
    name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """The reserve that the problem lies in, and the boundary version that was used.

    ``of_class`` is the class of a nature reserve (GB/T 14529).
    """

    name: str
    code: str = ""
    level: str = ""
    type: str = ""
    authority: str = ""
    approval_doc: str = ""
    established_on: str = ""
    version: str = ""
    valid_from: str = ""
    geometry: BaseGeometry | None = None
    of_class: str = ""


@dataclass(frozen=True, slots=True)
class OverlayEntry:
    """How much of the patch lies in one zone, red line or control area, or how far off it is.

    Attributes:
        share: of the patch, 0 to 1; None for a point.
        distance_m: to the nearest of its layer, where the patch meets none; else None.
    """

    layer: str
    name: str
    zone: str
    area_m2: float
    in_force_on: str = ""
    share: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class NorthEntry:
    """What the azimuth of a photo counts from.

    Attributes:
        source: code of ``azimuth_source``, "" where the azimuth is that of the file.
        is_magnetic: it counts from magnetic north and could not be turned.
        magnetic: the azimuth as the file tells it, degrees.
        declination: by which it was turned, degrees, east positive.
        model: by which that was found.
    """

    source: str = ""
    is_magnetic: bool = False
    magnetic: float | None = None
    declination: float | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    """A photo that belongs to the issue.

    Attributes:
        path: the original, or None where its bytes are not on this device.
        sha256: of the original; a file with another hash is never shown.
        azimuth: degrees clockwise from north, or None.
        north: from which north, and how that was found.
        taken_at: ISO moment in Chinese time, without an offset.
        warnings: what is doubtful about its position or time by its file alone.
        doubts: what is by other photos and tracks, as of the day the report was written.
        doubt: why it is no evidence for its phase, None where it is.
        older: the number of the issue that it was tied to before a split or a merge, "" for none.
    """

    sha256: str
    path: Path | None
    phase: str
    kind: str = ""
    lon: float | None = None
    lat: float | None = None
    azimuth: float | None = None
    north: NorthEntry = NorthEntry()
    taken_at: str = ""
    taken_at_source: str = ""
    position_source: str = ""
    taker: str = ""
    warnings: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    doubt: Problem | None = None
    older: str = ""


@dataclass(frozen=True, slots=True)
class PairEntry:
    """A before photo and an after photo of one view, by hash; ``angle`` between them in degrees."""

    before: str
    after: str
    angle: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class ImageryEntry:
    """A picture from above (satellite, drone) that somebody attached, before or after."""

    phase: str
    sha256: str
    path: Path | None
    taken_on: str = ""
    source: str = ""
    note: str = ""


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
