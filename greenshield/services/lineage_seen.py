"""What a split or a merge would make, as it is told: light, for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from greenshield.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class PartSeen:
    """A part as it would be.

    Attributes:
        clue_no: a number for it that nobody has yet.
        shape: WKB in hex, degrees lon/lat in EPSG:4490.
        m2: of the ellipsoid.
        share: of the old patch, 0 to 1.
    """

    clue_no: str
    shape: str
    m2: float
    share: float


@dataclass(frozen=True, slots=True)
class OldSeen:
    """An issue that would be replaced: number, state, m² of its patch or None."""

    issue_id: str
    number: str
    state: str
    m2: float | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of which issues.

    Attributes:
        olds: the issues that would be replaced.
        owed: they are registered: nothing changes before the city signs.
        state: that those in their place would begin with.
        deadline: that they would have, ISO; "" for none.
        amounts: field -> the amount of each old issue that has one, by its number, which counts
            once and is not told by records.
        replans: a plan that waits for its signature would be replaced.
        m2: of the old patches together; 0 where there is none.
        parts: of a split.
        left_m2: of the old patch that no part covers.
        twice_m2: that several parts cover.
        beyond_m2: of the parts that is no ground of the old patch.
        clue_no: of a merge: a number for the one in their place.
        remarks: of a merge: fields that differ and would be left open.
    """

    olds: tuple[OldSeen, ...]
    owed: bool
    state: str
    deadline: str
    amounts: dict[str, dict[str, Any]]
    replans: bool
    m2: float
    parts: tuple[PartSeen, ...] = ()
    left_m2: float = 0.0
    twice_m2: float = 0.0
    beyond_m2: float = 0.0
    clue_no: str = ""
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One issue of a plan that waits for its signature.

    Attributes:
        clue_no: its number.
        m2: of its patch; None where it has none.
        share: of the old patches together; None where there is none.
        amounts: field -> what it is to have of an amount that counts once.
    """

    clue_no: str
    m2: float | None
    share: float | None
    amounts: dict[str, Any]
