"""The workflow of an issue: states and moves, as one table.

Everything else reads this table: the fold asks :func:`step`, refusals and readiness read the
guards by name (``guards/``), the window makes its buttons from it, ``diagram.py`` the docs.
Composed from the two provincial plans and published local closing procedures; it is no
official text, and what provinces do otherwise stands in rule sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from greenshield.domain.actors import Actor
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import ConsentState, MoveState

INITIAL = "clue"
BACK = "(back)"  # to the state it came from
ANY = "(any)"  # adopt and succeed: the state that the imported row, or the predecessor, tells

ACCEPTANCE_TIER = "(acceptance tier)"  # the role that the rule set names for the area's level
NEXT_REVIEW_TIER = "(next review tier)"  # the role that would make the next forward move


@dataclass(frozen=True, slots=True)
class State:
    """One state of an issue. ``rank`` orders the main line, ``phase`` is of the four phases."""

    code: str
    zh: str
    en: str
    phase: str
    rank: int


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table.

    Attributes:
        sources: the states it starts from.
        target: the state it leads to, or ``BACK``, or ``ANY``.
        who: roles that may make it, or one of ``ACCEPTANCE_TIER``, ``NEXT_REVIEW_TIER``.
        guards: names of guards in ``greenshield.domain.guards``, in the order they are told.
        inputs: names of the move's own facts, typed by ``fields`` under the entity "move".
        consent: the tier of the other actor who must sign too, or "".
        needs_reason: a reason in words must be given.
        needs_document: a document must be given with the move.
    """

    name: str
    zh: str
    en: str
    sources: tuple[str, ...]
    target: str
    who: tuple[str, ...]
    guards: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    consent: str = ""
    needs_reason: bool = False
    needs_document: bool = False


PHASES: dict[str, tuple[str, str]] = {
    "discover": ("监控发现", "monitor and discover"),
    "transfer": ("移交查处", "transfer and investigate"),
    "rectify": ("督促整改", "supervise rectification"),
    "report": ("移送上报", "report upward"),
}

STATES: dict[str, State] = {
    s.code: s
    for s in (
        State("clue", "待派发", "clue", "discover", 0),
        State("assigned", "待核查", "assigned", "discover", 1),
        State("checked", "已核查", "checked", "discover", 2),
        State("dismissed", "不予立案", "dismissed", "discover", 3),
        State("registered", "已入账", "registered", "transfer", 4),
        State("planned", "方案待审", "planned", "transfer", 5),
        State("rectifying", "整改中", "rectifying", "rectify", 6),
        State("self_checked", "县级自查通过", "self-checked", "rectify", 7),
        State("city_reviewed", "市级审核通过", "city-reviewed", "rectify", 8),
        State("accepted", "验收通过", "accepted", "rectify", 9),
        State("publicized", "公示中", "publicized", "rectify", 10),
        State("closed", "已销号", "closed", "report", 11),
        State("filed", "已备案", "filed", "report", 12),
        State("lookback", "回头看", "look-back", "report", 13),
        State("suspended", "暂缓", "suspended", "", 14),
        State("void", "撤销", "void", "", 15),
    )
}

CLOSED_STATES = frozenset({"closed", "filed", "lookback"})  # its closing stands
NOT_OPEN = ("dismissed", "closed", "filed", "void")
OPEN = tuple(code for code in STATES if code not in NOT_OPEN)
# A problem of which the rectification is not done: its deadline counts.
UNDONE = ("registered", "planned", "rectifying", "self_checked", "city_reviewed", "suspended")
_REVIEWED = ("self_checked", "city_reviewed", "accepted", "publicized")
# The states of a problem that is split or merged with a second signature, and those that its
# successors take over from it: nothing signed for the whole after its plan stands for a part.
WITH_HEIRS = ("registered", "planned", "rectifying", *_REVIEWED)
HEIR_STATES = ("registered", "rectifying")

MOVES: dict[str, Move] = {
    m.name: m
    for m in (
        Move(
            "assign", "派发", "assign", ("clue",), "assigned", ("county",),
            ("clue_complete", "assignment"),
        ),
        Move(
            "reassign", "改派", "reassign", ("assigned",), "assigned", ("county",),
            ("assignment", "assignment_differs"),
        ),
        Move(
            "check", "核查", "check", ("assigned",), "checked", ("inspector",),
            ("new_check_record", "check_photos"),
        ),
        Move(
            "recheck", "退回重查", "recheck", ("checked",), "assigned", ("county",),
            needs_reason=True,
        ),
        Move(
            "dismiss", "不予立案", "dismiss", ("checked",), "dismissed", ("county",),
            ("dismiss_outcome", "relied_check", "check_photos"),
            ("outcome", "duplicate_of", "relied_check"),
            consent="city", needs_reason=True,
        ),
        Move(
            "reopen_clue", "恢复线索", "reopen the clue", ("dismissed",), "assigned",
            ("city", "province"), needs_reason=True,
        ),
        Move(
            "register", "入账", "register", ("checked",), "registered", ("county",),
            ("register_facts", "relied_check"), ("relied_check",),
        ),
        Move(
            "plan", "报送方案", "plan", ("registered",), "planned", ("county",),
            ("five_precisions", "plan_facts", "plan_document", "not_barred"),
        ),
        Move(
            "send_back_plan", "退回方案", "send the plan back", ("planned",), "registered",
            ("county",), needs_reason=True,
        ),
        Move(
            "approve_plan", "批准方案", "approve the plan", ("planned",), "rectifying",
            ("county",),
            ("not_the_planner", "approval_document", "plan_duties", "not_barred"),
        ),
        Move(
            "self_check", "县级自查", "self-check", ("rectifying",), "self_checked",
            ("county",), ("measures_done", "result_figures", "after_photos", "photo_pair"),
        ),
        Move(
            "city_review", "市级审核", "city review", ("self_checked",), "city_reviewed",
            ("city",), ("on_site_record", "signed_opinion"),
        ),
        Move(
            "accept", "验收", "accept", ("city_reviewed",), "accepted", (ACCEPTANCE_TIER,),
            ("not_a_submitter", "closing_conditions"), ("ticks", "harm"),
        ),
        Move(
            "publicize", "公示", "publicize", ("accepted",), "publicized", (ACCEPTANCE_TIER,),
            ("notice", "publicity_days"),
        ),
        Move(
            "close", "销号", "close", ("publicized",), "closed", (ACCEPTANCE_TIER,),
            ("publicity_over", "no_open_objection", "closing_number", "referrals_concluded"),
        ),
        Move(
            "file", "备案", "file", ("closed",), "filed", ("province",),
            ("pack_verified", "adopted_conditions"),
            ("pack_sha256", "pack_verified", "ticks", "harm"),
        ),
        Move(
            "return", "退回整改", "return", _REVIEWED, "rectifying", (NEXT_REVIEW_TIER,),
            ("return_items", "later_deadline_extended"), ("items", "deadline"),
            needs_reason=True,
        ),
        Move(
            "look_back", "回头看", "look back", ("closed", "filed"), "lookback",
            ("city", "province"), ("lookback_who_when",), ("lookback_by", "lookback_on"),
        ),
        Move(
            "confirm", "巩固", "confirm", ("lookback",), BACK, ("city", "province"),
            ("result_consolidated", "lookback_photos"), ("result",),
        ),
        Move(
            "reopen", "重新整改", "reopen", ("lookback",), "rectifying", ("city", "province"),
            ("result_rebound", "new_deadline"), ("result", "deadline"),
        ),
        Move(
            "suspend", "暂缓", "suspend", tuple(s for s in OPEN if s != "suspended"),
            "suspended", ("province",), needs_document=True,
        ),
        Move(
            "resume", "恢复", "resume", ("suspended",), BACK, ("province",), needs_document=True,
        ),
        Move(
            "void", "撤销", "void", OPEN, "void", ("province",), ("new_evidence",),
            ("successors",), consent="province",
        ),
        Move(
            "replace", "拆并", "split or merge", ("clue", "assigned", "checked"), "void",
            ("county",), ("successors_named",), ("how", "successors"), needs_reason=True,
        ),
        Move(
            "supersede", "入账后拆并", "split or merge a problem", WITH_HEIRS, "void",
            ("county",), ("successors_named", "heirs_planned"),
            ("how", "successors", "plan_sha256"), consent="city", needs_reason=True,
        ),
        Move(
            "succeed", "承继", "succeed", (INITIAL,), ANY, ("county", "city", "province"),
            ("heir_of", "heir_holds"),
            ("how", "state", "of", "from_adopted", "approved_on", "deadline_held"),
        ),
        Move(
            "adopt", "历史导入", "adopt", (INITIAL,), ANY, ("county",), ("adopted_row",),
            ("state", "file_sha256", "sheet", "row", "came_from"),
        ),
    )
}  # fmt: skip

# Moves that a command of their own makes, with what belongs to them; nobody picks them from a list.
BY_COMMAND = frozenset({"adopt", "replace", "supersede", "succeed"})
FIRST = frozenset({"adopt", "succeed"})  # follow no other

# The moves that bring an issue into a state that it later leaves by BACK.
_WAY_IN = {"lookback": "look_back", "suspended": "suspend"}
_WAY_ON = {"self_checked": "city_review", "city_reviewed": "accept",
           "accepted": "publicize", "publicized": "close"}  # fmt: skip


def is_open(state: str) -> bool:
    """True for every state but ``dismissed``, ``closed``, ``filed`` and ``void``."""
    return state in OPEN


def legal(state: str, move: str) -> bool:
    """True where the table knows the move from this state."""
    row = MOVES.get(move)
    return row is not None and state in row.sources


def moves_from(state: str) -> list[Move]:
    """The moves that the table knows from a state, in its order."""
    return [m for m in MOVES.values() if state in m.sources]


class WayTaken(Protocol):
    """What ``origin`` reads of a move: a folded one, or a row of the ``move`` table."""

    @property
    def move(self) -> str:
        """Its name."""

    @property
    def from_state(self) -> str:
        """The state that it started from."""

    @property
    def to_state(self) -> str:
        """The state that it led to."""

    @property
    def data(self) -> dict[str, Any]:
        """Its own facts; of ``adopt`` the state that the row ``came_from``."""


def origin(state: str, history: Iterable[WayTaken]) -> str:
    """The state that ``lookback`` or ``suspended`` was entered from, "" where none is known.

    The history is the done moves, first to last. An adopted row tells by its ``came_from``.
    """
    way_in = _WAY_IN.get(state)
    found = ""
    for m in history:
        if m.move == way_in and m.to_state == state:
            found = m.from_state
        elif m.move == "adopt" and m.to_state == state:
            claimed = m.data.get("came_from")
            found = claimed if isinstance(claimed, str) else ""
    return found if way_in and legal(found, way_in) else ""


def target(state: str, move: str, history: Iterable[MoveState], claimed: str = "") -> str:
    """The state that a move leads to, "" where the table does not allow it.

    Only ``confirm`` and ``resume`` read the history (the done moves, first to last), and only
    ``adopt`` and ``succeed`` the state that the imported row or the predecessor tells.
    """
    if not legal(state, move):
        return ""
    to_state = MOVES[move].target
    if to_state == BACK:
        return origin(state, history)
    if to_state == ANY:
        return claimed if claimed in (HEIR_STATES if move == "succeed" else STATES) else ""
    return to_state


def step(move: str, state: str, to_state: str, history: Sequence[MoveState]) -> bool:
    """Is this move in the table? All that the fold asks.

    The history is the done moves before it, first to last; those of ``FIRST`` follow none.
    """
    if move in FIRST and history:
        return False
    return to_state != "" and target(state, move, history, to_state) == to_state


def roles_for(move: str, state: str, acceptance: str) -> tuple[str, ...]:
    """The roles that may make a move from a state.

    ``acceptance`` is the role that accepts issues of this area's level, by the rule set.
    """
    who = MOVES[move].who
    if who == (NEXT_REVIEW_TIER,):
        onward = _WAY_ON.get(state)
        return () if onward is None else roles_for(onward, state, acceptance)
    return (acceptance,) if who == (ACCEPTANCE_TIER,) else who


def who_may(move: str, state: str, actor: Actor, ruleset: RuleSet, area_level: str = "") -> str:
    """The role in which an actor may make a move from a state, "" where none allows it.

    ``area_level`` is that of the principal area, "" where the issue lies in none.
    """
    if not actor.active or not legal(state, move):
        return ""
    allowed = roles_for(move, state, ruleset.acceptance_role(area_level))
    return next((role for role in allowed if role in actor.roles), "")


def asks_acceptance(move: str) -> bool:
    """True where who may make a move depends on the area's level and the rule set."""
    row = MOVES.get(move)
    return row is not None and bool({ACCEPTANCE_TIER, NEXT_REVIEW_TIER} & set(row.who))


def is_signed(move: MoveState) -> bool:
    """True where a move needs no second signature or has it; until then it is pending.

    The second signature is another actor's event of the tier that the table asks for, or a
    paper signed by such a person: name, unit and the hash of the scan.
    """
    row = MOVES.get(move.move)
    if row is None or not row.consent:
        return True
    return any(c.tier == row.consent and _independent(c, move.actor) for c in move.consents)


def _independent(consent: ConsentState, mover: str) -> bool:
    if consent.document is not None and consent.document.sha256:
        return bool(consent.name.strip() and consent.unit.strip())
    return bool(consent.actor) and consent.actor != mover
