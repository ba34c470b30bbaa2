"""Figures of the ledger that follow from records: fines, persons held to account, compensation.

Where an issue has records of a kind that say something of a figure, these count; else what the
ledger itself says, as an import brought it. Where both speak and differ, that is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Protocol

from greenshield import reference
from greenshield.domain import counts
from greenshield.domain.field_spec import is_number
from greenshield.domain.state import IssueState, RecordState

_BETWEEN: Final = "、"
_PARTS: Final = re.compile(r"[、,，;；\s]+")
COUNTED_WITH: Final = "counted_with"
"""Of a record that a split left with several issues: the copy that sums count, as
``<issue>/<record>``."""
_CENT: Final = 0.005  # yuan: the same amount, however it was added up
COMPARED: Final = (
    "penalty_no", "fine_yuan", "acct_total", "acct_by_rank", "damage_case_no", "damage_yuan",
)  # fmt: skip
"""The figures that a ledger and records must tell alike; progress moves on by itself."""
KINDS: Final = ("penalty", "accountability", "compensation", "progress")
"""The kinds of record that tell figures."""


class Told(Protocol):
    """A record, folded or as its row tells it."""

    @property
    def record_id(self) -> str:
        """Its id."""

    @property
    def occurred_on(self) -> str:
        """The day, ISO."""

    def get(self, name: str, /) -> Any:
        """A field's value, or None."""


class Recorded(Protocol):
    """What has records: an issue, or its rows."""

    def records_of(self, kind: str, /) -> Sequence[Told]:
        """Those of one kind that are not voided, in display order."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of which the ledger's own field says otherwise than the records."""

    field: str
    ledger: Any
    records: Any

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {"field": self.field, "ledger": self.ledger, "records": self.records}


DURING: Final = "during"
"""The phase of progress (``works_phase``) in which something is done; none says the same."""


def of(issue: Recorded) -> dict[str, Any]:
    """The figures that the records of an issue tell, by field; no entry where they tell none."""
    penalties, persons = issue.records_of("penalty"), _counted(issue, "accountability")
    damages = issue.records_of("compensation")
    out = {
        "penalty_no": _joined(penalties, "number"),
        "fine_yuan": _sum(_counted(issue, "penalty"), "yuan"),
        "acct_total": _whole(_sum(persons, "persons")),
        "acct_by_rank": _by_rank(persons),
        "damage_case_no": _joined(damages, "case_no"),
        "damage_yuan": _sum(_counted(issue, "compensation"), "yuan"),
        **_progress(issue),
    }
    return {name: value for name, value in out.items() if value is not None}


def differing(issue: IssueState) -> tuple[Difference, ...]:
    """The figures of which the ledger's own field and the records differ."""
    told = of(issue)
    found = []
    for name in COMPARED:
        own = issue.get(name)
        if name in told and own not in (None, "", {}) and not same(name, own, told[name]):
            found.append(Difference(name, own, told[name]))
    return tuple(found)


def is_of_the_works(progress: Told) -> bool:
    """Whether progress tells what was done, not what a follow-up found before or after."""
    return progress.get("phase") in (None, "", DURING)


def done_so_far(issue: IssueState, measure: RecordState) -> float | None:
    """How much of a measure its progress records tell as done, added up; None for none.

    What a follow-up found before or after the works was not done then, and does not add to it.
    """
    told = [
        r for r in issue.records_of("progress")
        if r.get("measure") == measure.record_id and is_of_the_works(r)
    ]  # fmt: skip
    return _sum(told, "quantity")


def _counted(issue: Recorded, kind: str) -> list[Told]:
    """The records of a kind of which the amounts count in this issue."""
    return [r for r in issue.records_of(kind) if not r.get(COUNTED_WITH)]


def _progress(issue: Recorded) -> dict[str, Any]:
    """The latest progress of the whole: records of one measure alone say nothing of it.

    The share that a follow-up tells, such as of what grew by a year after, is none of the works'.
    """
    whole = [r for r in issue.records_of("progress") if not r.get("measure")]
    latest = sorted(whole, key=lambda r: (r.occurred_on, r.record_id))
    shares = [r.get("pct") for r in latest if is_number(r.get("pct")) and is_of_the_works(r)]
    notes = [r.get("text") for r in latest if isinstance(r.get("text"), str) and r.get("text")]
    return {
        "progress_pct": _whole(shares[-1]) if shares else None,
        "progress_note": notes[-1] if notes else None,
    }


def _joined(records: Sequence[Told], name: str) -> str | None:
    told = [str(r.get(name)).strip() for r in records if r.get(name)]
    return _BETWEEN.join(dict.fromkeys(told)) or None


def _sum(records: Sequence[Told], name: str) -> float | None:
    """Exact to what was typed: 0.1 and 0.2 are 0.3."""
    told = [Decimal(str(r.get(name))) for r in records if is_number(r.get(name))]
    return float(sum(told)) if told else None


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _by_rank(records: Sequence[Told]) -> dict[str, int] | None:
    out: dict[str, int] = {}
    for record in records:
        rank, persons = record.get("rank"), record.get("persons")
        if isinstance(rank, str) and is_number(persons):
            out[rank] = out.get(rank, 0) + int(persons)
    return out or None


def same(name: str, own: Any, told: Any) -> bool:
    """Whether a ledger says of a figure what the records tell, however it is written."""
    if name == "acct_by_rank":
        return _ranks(own) == _ranks(told)
    if is_number(told):
        return is_number(own) and abs(float(own) - float(told)) < _CENT
    return set(_PARTS.split(str(own).strip())) == set(_PARTS.split(str(told)))


def _ranks(value: Any) -> dict[str, int]:
    """Persons by the code of their rank; what another program wrote as it stands."""
    if not isinstance(value, Mapping):
        return {}
    return counts.by_code(value, reference.code_tables().table("acct_rank"))
