"""The plan of an import: what becomes of each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.errors import Problem
from greenshield.services.ledger_difference import Difference
from greenshield.services.ledger_existing import Existing


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row and what becomes of it.

    Attributes:
        row: its number in the sheet, or of the feature.
        values: all fields of a new issue; the fields to write of one that is there.
        there: the issue, where it is there already.
        blob: a large geometry's WKB, to be kept in media.
        claimed: the state to adopt, or "".
        came_from: the state before it, where adopting asks for one.
        found: what the row says otherwise than the issue that is there.
    """

    issue_id: str
    row: int
    values: dict[str, Any]
    there: Existing | None = None
    blob: bytes | None = None
    claimed: str = ""
    came_from: str = ""
    found: Difference | None = None

    @property
    def what(self) -> str:
        """``created``, ``updated`` or ``unchanged``."""
        if self.there is None:
            return "created"
        return "updated" if self.values or self.claimed else "unchanged"


@dataclass(slots=True)
class LedgerPlan:
    """The plan of a whole file."""

    rows: list[RowPlan] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: int = 0

    def count(self, what: str) -> int:
        """How many rows are ``created``, ``updated`` or ``unchanged``."""
        return sum(row.what == what for row in self.rows)
