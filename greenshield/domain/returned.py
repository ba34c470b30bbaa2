"""A return that stands open: what a reviewer sent back, until the county checks it anew."""

from __future__ import annotations

from collections.abc import Iterable

from greenshield.domain.casefile import CaseFile, text_of
from greenshield.domain.errors import Missing
from greenshield.domain.guards.photos import taken_day
from greenshield.domain.records import KINDS
from greenshield.domain.state import MoveState

_ANSWER = "self_check"
_PHASES = ("during", "after")
_NO_ANSWER = ("opinion", "extension")  # records of the reviewer, or of more time


def standing(history: Iterable[MoveState]) -> MoveState | None:
    """The latest return that no check of the county's own followed, or None.

    Args:
        history: the done moves, first to last.
    """
    found = None
    for move in history:
        if move.move == "return":
            found = move
        elif move.move == _ANSWER:
            found = None
    return found


def items(move: MoveState) -> list[str]:
    """What a return asks to be put right, item by item."""
    told = move.data.get("items")
    return [text for one in told if (text := text_of(one))] if isinstance(told, list) else []


def unanswered(case: CaseFile) -> list[Missing]:
    """A remark on a ``self_check`` after a return, with nothing of the day of the return or later.

    Neither a photo of the works nor a record, nor the day on which a measure was done.
    """
    made = case.moves()
    if made and made[-1].move == _ANSWER and case.state == "self_checked":  # the check asked about
        made = made[:-1]
    back = standing(made)
    if back is None or _answered(case, back.occurred_on):
        return []
    params = {"day": back.occurred_on, "items": "; ".join(items(back))}
    return [Missing("return_unanswered", params, "after")]


def _answered(case: CaseFile, since: str) -> bool:
    if any(taken_day(photo) >= since for phase in _PHASES for photo in case.photos(phase)):
        return True
    days = [r.occurred_on for kind in KINDS if kind not in _NO_ANSWER for r in case.records(kind)]
    days += [record.text("done_on") for record in case.records("measure")]
    return max(days, default="") >= since
