"""What somebody still has to do, and by when: one list for desks, calendars and what is due soon.

Derived from states, moves and records on a day that somebody asks about; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from greenshield.domain import deadlines, views
from greenshield.domain.actors import Actor
from greenshield.domain.waiting import SIGN, days_waited

SIGNATURE, DECISION, CHECK, DEADLINE, PUBLICITY, LOOKBACK, STEP = STEPS = (
    "signature", "decision", "check", "deadline", "publicity", "lookback", "step",
)  # fmt: skip
"""What brings an issue on: a second signature, a choice between two moves, the check, the
rectification by its deadline, the end of the publicity, a look-back, any other next step."""
MEASURE, OBJECTION, REFERRAL, PATROL = DUTIES = ("measure", "objection", "referral", "patrol")
"""What stands beside: a measure by its day, the answer to an objection, a referral that is not
concluded, a patrol of the plan."""
WHATS: Final = (*STEPS, *DUTIES)
DAYS: Final = {"check_due": CHECK, "deadline": DEADLINE, "pub_to": PUBLICITY}
"""What each field with a day asks for."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that somebody has to do.

    Attributes:
        what: of ``WHATS``.
        issue_id: whose it is, "" for a patrol.
        number: of the issue, or the patrol's name.
        record_id: the record that it is about, or the patrol; "" for the issue itself.
        move: the next step, as of ``waiting.Turn``; "" for a duty.
        tier, role: whose desk it lies on.
        who: the actor to whom it was given, "" for everybody of the role.
        by: the unit or person that is named for it in words, "" for none.
        due: ISO, or "".
        day_of: of a signature or a decision what its day asks for, of ``DAYS``; else "".
        since: since when it waits, ISO, or "".
        overdue: on the day asked about.
        done: it is over; told for calendars that hold it already.
        stage: of a referral how far it has come (``record_states``), else the issue's state.
        text: in words what is to be done: a measure's, an objection's, a referral's.
    """

    what: str
    issue_id: str
    number: str
    record_id: str = ""
    move: str = ""
    tier: str = ""
    role: str = ""
    who: str = ""
    by: str = ""
    due: str = ""
    day_of: str = ""
    since: str = ""
    overdue: bool = False
    done: bool = False
    stage: str = ""
    text: str = ""
    division_code: str = ""
    area: str = ""
    facility_name: str = ""

    @property
    def key(self) -> str:
        """The same for one obligation from one day to the next: of the issue or the record.

        A day stays the same while a signature or a decision is waited for.
        """
        what = self.day_of or self.what
        return ".".join(part for part in (self.issue_id, what, self.record_id) if part)

    def days(self, as_of: str) -> int | None:
        """Days that it has waited, None where nobody knows since when."""
        return days_waited(self.since, as_of)


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on one desk: of a person where it was given to one, else of a role.

    Attributes:
        tier, role, who: as of :class:`Obligation`.
        count, overdue: how many lie there, and how many of them are overdue.
        longest: days that the oldest has waited, None where nothing tells.
    """

    tier: str
    role: str
    who: str
    count: int
    overdue: int
    longest: int | None


def what_of(state: str, came_from: str | None, move: str) -> str:
    """What an issue's next step is.

    Args:
        state: of the workflow.
        came_from: of a suspended issue or one under a look-back the state before.
        move: the next step, as of ``waiting.Turn``.
    """
    if move == SIGN:
        return SIGNATURE
    if deadlines.is_checking(state, came_from):
        return CHECK
    if state == "publicized":
        return PUBLICITY
    if state == "lookback":
        return LOOKBACK
    return DEADLINE if views.is_undone(state, came_from) else STEP


def counts_in(what: str, state: str) -> bool:
    """Whether the day of what is to be done counts for an issue in a state: somebody is told it.

    Args:
        what: a day of ``DAYS``, or ``MEASURE``.
        state: of the workflow.
    """
    if what == MEASURE:
        return views.is_undone(state, "")
    return DAYS.get(deadlines.counting(state, "")) == what


def soon_until(as_of: str, days: int) -> str:
    """The last day that is *soon*, ISO: that of so many days after the one asked about."""
    return (date.fromisoformat(as_of) + timedelta(days=days)).isoformat()


def is_soon(due: str | None, as_of: str, days: int) -> bool:
    """True for a day from the one asked about to so many days after it, both counted in."""
    return bool(due) and as_of <= str(due) <= soon_until(as_of, days)


def urgent_first(found: Iterable[Obligation]) -> list[Obligation]:
    """Overdue ones first, by how long; then by their day, those without one last."""
    return sorted(
        found, key=lambda o: (not o.overdue, o.due or "9999", o.since or "9999", o.number, o.key)
    )


def prefix_of(actor: Actor) -> str:
    """The beginning of the division codes that a person works for: 229900 is 2299."""
    code = actor.division[:6]
    while code.endswith("00"):
        code = code[:-2]
    return "" if actor.tier == "national" else code


def is_for(one: Obligation, actor: Actor) -> bool:
    """Whether a person may see to an obligation: by role, division, and to whom it was given."""
    if not actor.active or one.role not in actor.roles:
        return False
    if not one.division_code.startswith(prefix_of(actor)):
        return False
    return one.who in ("", actor.actor_id)


def desks(found: Iterable[Obligation], as_of: str) -> list[Desk]:
    """How much lies on which desk, from the county up; the fullest first."""
    lying: dict[tuple[str, str, str], list[Obligation]] = {}
    for one in found:
        lying.setdefault((one.tier, one.role, one.who), []).append(one)
    out = []
    for (tier, role, who), several in lying.items():
        waited = [days for one in several if (days := one.days(as_of)) is not None]
        late = sum(one.overdue for one in several)
        out.append(Desk(tier, role, who, len(several), late, max(waited, default=None)))
    order = {"county": 0, "city": 1, "province": 2}
    return sorted(out, key=lambda d: (order.get(d.tier, 9), -d.count, d.role, d.who))
