"""How far a record beside an issue has come, told by its days; nothing of this is stored.

Referral 移送 (workflow.md): draft → sent → received → concluded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final

from greenshield.domain import dates
from greenshield.domain.errors import Missing

STATES: Final[Mapping[str, tuple[str, ...]]] = {
    "referral": ("draft", "sent", "received", "concluded"),
    "measure": ("open", "done"),
    "objection": ("open", "answered"),
}
"""The kinds whose state follows from their fields, and the states in order."""

_DATES: Final[Mapping[str, tuple[str, ...]]] = {
    "referral": ("sent_on", "received_on", "concluded_on"),
    "extension": ("from_date", "to_date"),
}
"""Days that can only follow each other."""

Get = Callable[[str], Any]


def state_of(kind: str, get: Get) -> str | None:
    """The state of a record, None for a kind that has none.

    Args:
        kind: of ``records.KINDS``.
        get: a field's value, or None.
    """
    if kind == "referral":
        reached = [s for s in STATES[kind][1:] if get(f"{s}_on")]
        return reached[-1] if reached else "draft"
    if kind == "measure":
        return "done" if get("done_on") else "open"
    if kind == "objection":
        return "answered" if str(get("answer") or "").strip() else "open"
    return None


def is_open(kind: str, get: Get) -> bool:
    """True for a record that somebody still has to bring to its end."""
    known = STATES.get(kind)
    return known is not None and state_of(kind, get) != known[-1]


def disordered(kind: str, get: Get, written: Mapping[str, Any]) -> list[Missing]:
    """The days of a record that come in another order than things can.

    Only pairs are told of which one is written now: what older programs let pass can be mended
    one field at a time.

    Args:
        kind: of the record.
        get: a field's value as it would be, or None.
        written: the fields that are being written.
    """
    told = [(name, get(name)) for name in _DATES.get(kind, ())]
    days = [(name, day) for name, day in told if dates.is_date(day)]
    return [
        Missing(
            "record_days_disordered",
            {"record_kind": kind, "field": late, "day": after, "decided_by": early,
             "before_day": before},
            late,
        )
        for (early, before), (late, after) in pairwise(days)
        if after < before and (early in written or late in written)
    ]  # fmt: skip


def skipped(kind: str, get: Get, written: Mapping[str, Any]) -> list[Missing]:
    """The first day of a record that stands empty while a later one is written: a step left out.

    Args:
        kind: of the record.
        get: a field's value as it would be, or None.
        written: the fields that are being written.
    """
    first, *later = _DATES.get(kind, ("",))
    if kind not in STATES or not later or get(first):
        return []
    told = [name for name in later if get(name) and (name in written or first in written)]
    params = {"record_kind": kind, "decided_by": first}
    return [Missing("record_step_skipped", params | {"field": name}, name) for name in told[:1]]
