"""What an issue with a past (历史导入) has taken over from an old ledger and never made here.

A row of an old ledger claims a state, and with it every step of the main line that leads there,
from the field check on. Each of these steps stays *taken over* until the issue makes that step
here: its guards then ask for the evidence. A return drops the steps behind it, which must be
made anew. A later move never covers for an earlier step, nor does filing: the people and days
of the taken-over steps stay unknown. Filing does ask for all their conditions, so the evidence
is whole from then on, which :attr:`Adoption.conditions_met` tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from greenshield.domain.state import MoveState
from greenshield.domain.workflow import MOVES, STATES

# The steps that rest on evidence, in order; each leads to a state of the main line.
STEPS = (
    "check", "register", "plan", "approve_plan", "self_check", "city_review", "accept",
    "publicize", "close", "file",
)  # fmt: skip
_RANK = {step: STATES[MOVES[step].target].rank for step in STEPS}
# Moves that undo the steps behind the state that they lead to.
_BACKWARD = frozenset({"recheck", "reopen_clue", "send_back_plan", "return", "reopen"})


class MadeMove(Protocol):
    """What is read of a move: a folded one, or a row of the ``move`` table."""

    @property
    def move(self) -> str:
        """Its name."""

    @property
    def to_state(self) -> str:
        """The state that it leads to."""

    @property
    def data(self) -> dict[str, Any]:
        """Its own facts: of ``adopt`` the state ``came_from``, of ``succeed`` ``from_adopted``."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """How far an issue rests on an old ledger.

    Attributes:
        imported: True where an adopted row is how the issue came in, for good.
        state_claimed: True where its present state is the one that the row claims.
        steps: the moves of the main line that its present state rests on and that were taken
            over, in order.
        conditions_met: True once it was filed here, which asks for their evidence after all.
        heir: True where it took its state over from issues that were split or merged; what
            these had adopted stays adopted in it.
    """

    imported: bool = False
    state_claimed: bool = False
    steps: tuple[str, ...] = ()
    conditions_met: bool = False
    heir: bool = False

    @property
    def adopted(self) -> bool:
        """True where it is to be shown as adopted, never as evidenced."""
        return self.state_claimed or bool(self.steps)

    def unproven(self, step: str) -> bool:
        """True where this step was taken over, and nothing has proved it since."""
        return step in self.steps and not self.conditions_met


def of(history: Iterable[MadeMove]) -> Adoption:
    """How far an issue rests on an old ledger, from its done moves, first to last."""
    imported = claimed = met = heir = False
    taken: list[str] = []
    for made in history:
        claimed = made.move == "adopt"
        if claimed:
            imported, taken = True, _claimed(made)
        elif made.move == "succeed":
            heir, imported = True, made.data.get("from_adopted") is True
            taken = _claimed(made) if imported else []
        elif made.move in _BACKWARD:
            reached = STATES[made.to_state].rank if made.to_state in STATES else 0
            taken = [step for step in taken if _RANK[step] <= reached]
        elif made.move in taken:
            taken.remove(made.move)
        met = met or made.move == "file"
    return Adoption(imported, claimed, tuple(taken), met and bool(taken), heir)


def approved_on(history: Iterable[MoveState]) -> str:
    """The day on which the plan was approved, ISO; "" for none, or where nobody knows.

    Of an issue that took over from others it is the day of theirs.
    """
    days = [
        m.occurred_on if m.move == "approve_plan" else str(m.data.get("approved_on") or "")
        for m in history
        if m.move in ("approve_plan", "succeed")
    ]
    return max(days, default="")


def _claimed(made: MadeMove) -> list[str]:
    """The steps that a row's claimed state stands for; none for ``void``, whose past is unknown."""
    state = made.to_state
    if state in ("suspended", "lookback"):
        came_from = made.data.get("came_from")
        state = came_from if isinstance(came_from, str) else ""
    if state == "dismissed":
        return ["check"]
    rank = STATES[state].rank if state in STATES and state not in ("suspended", "void") else 0
    return [step for step in STEPS if _RANK[step] <= rank]
