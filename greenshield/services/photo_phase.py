"""Which phase a photo of an issue most likely shows, and why.

Four phases stand in the ledger: before, during and after the rectification, and the look-back. A
field check looks at what there is before anything is rectified, so its photos are of before; the
``check`` asks for such.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain import dates, workflow
from greenshield.domain.needs import PHASES
from greenshield.domain.sent_out import SENT
from greenshield.domain.state import IssueState, MoveState
from greenshield.project.project import Project
from greenshield.services import photo_proven
from greenshield.services.photo_facts import OFFSET_SQL, taken_on

Reason = tuple[str, dict[str, Any]]

_TIMES: Final = f"""
SELECT sha256, taken_at, taken_at_source, warnings, {OFFSET_SQL} FROM photo
WHERE sha256 IN (SELECT value FROM json_each(?))
"""
_LOOKED: Final = frozenset({"confirm", "reopen"})  # moves that end a look-back
_ORDER: Final = {code: at for at, code in enumerate((*PHASES, ""))}


@dataclass(frozen=True, slots=True)
class Offer:
    """A phase that is offered for a photo.

    Attributes:
        phase: before, during, after or lookback; "" where only a person can tell.
        why: code of the sentence that tells why.
        day: that the sentence names, ISO, or "".
    """

    phase: str
    why: str
    day: str = ""

    def reason(self) -> Reason:
        """The sentence's code and parameters."""
        return self.why, {"day": self.day} if self.day else {}


UNPROVEN: Final = Offer("", "phase_time_unproven")


class Phases:
    """Offers phases for photos of one issue, by their days; the issue is read once.

    By the state: before until a plan is approved, then during or after, look-back while one is
    going on; a suspended issue counts as in the state that it was suspended in. By the day too,
    where it is known: what was taken while a look-back went on, its first and last day among
    them, shows that look-back; what was taken before the plan was approved shows the time
    before, whatever the state now, and what was taken before any measure was done the work.
    """

    def __init__(self, issue: IssueState) -> None:
        history = list(issue.history())
        self._state = issue.state
        if self._state == "suspended":
            self._state = workflow.origin(self._state, history)
        known = workflow.STATES.get(self._state)
        self._planning = known is None or known.rank < workflow.STATES["rectifying"].rank
        self._first = {m.move: m.occurred_on for m in reversed(history)}
        self._first |= plan_taken_over(history)
        sent = (m.occurred_on for m in history if m.move in SENT)
        self._sent = max(sent, default="") if self._state == "assigned" else ""
        looked_at = (m.occurred_on for m in history if m.move == "look_back")
        self._looked_at = max(looked_at, default="")
        self._look_backs = _look_backs(history)
        done = [str(r.get("done_on")) for r in issue.records_of("measure") if r.get("done_on")]
        self._done = min(done, default="")

    def of(self, taken: str | None) -> Offer:
        """The phase for a photo.

        Args:
            taken: the day on which it was taken, ISO, Chinese calendar, or None.
        """
        if self._state == "lookback" and (taken is None or taken >= self._looked_at):
            return Offer("lookback", "phase_in_lookback", self._looked_at)
        for began, ended in self._look_backs:
            if taken is not None and began <= taken <= ended:
                return Offer("lookback", "phase_of_lookback", began)
        if self._planning and self._state != "lookback":
            if taken is not None and taken < self._sent:
                return Offer("before", "phase_before_check", self._sent)
            return Offer("before", "phase_not_planned")
        if taken is None:
            return Offer("after", "phase_without_day")
        if "approve_plan" not in self._first:  # an adopted issue: nobody knows what was when
            adopted = self._first.get("adopt") or self._first.get("succeed", "")
            if taken >= adopted:
                return Offer("after", "phase_since_adopted", adopted)
            return Offer("", "phase_before_adopted", adopted)
        approved = self._first["approve_plan"]
        if taken < approved:
            return Offer("before", "phase_before_plan", approved)
        if self._done and taken < self._done:
            return Offer("during", "phase_before_measure", self._done)
        if not self._done and self._state == "rectifying":
            return Offer("during", "phase_no_measure")
        return Offer("after", "phase_since_measure", self._done or approved)


def plan_taken_over(history: Iterable[MoveState]) -> dict[str, str]:
    """Of a heir the day on which the plan was approved that it takes over, where it tells one."""
    told = next((m.data.get("approved_on") for m in history if m.move == "succeed"), None)
    return {"approve_plan": str(told)} if dates.is_date(told) else {}


def _look_backs(history: Iterable[MoveState]) -> list[tuple[str, str]]:
    """The first and last day of each look-back that is over."""
    out, began = [], ""
    for move in history:
        if move.move == "look_back":
            began = move.occurred_on
        elif began and move.move in _LOOKED:
            out.append((began, move.occurred_on))
            began = ""
    return out


def offers(project: Project, issue: IssueState, photos: Iterable[str]) -> dict[str, Offer]:
    """What is offered for each of several photos, by their whole SHA-256.

    A photo without a time, or with one that proves nothing, is left to a person; one that a
    person said holds.
    """
    wanted = list(photos)
    days = {
        row["sha256"]: taken_on(row["taken_at"], row["taken_at_offset"])
        for row in project.rows(_TIMES, json.dumps(wanted))
        if _is_told(row)
    }
    phases = Phases(issue)
    return {p: phases.of(days[p]) if days.get(p) else UNPROVEN for p in wanted}


def _is_told(row: dict[str, Any]) -> bool:
    warnings = json.loads(row["warnings"]) if row["warnings"] else None
    return photo_proven.is_said_or_proven(row["taken_at_source"], warnings)


def counted(found: Iterable[Offer]) -> list[tuple[Offer, int]]:
    """Equal offers together with how many photos have each, by the order of the phases."""
    return in_order(Counter(found))


def in_order(counts: Mapping[Offer, int]) -> list[tuple[Offer, int]]:
    """Offers with how many photos have each, by the order of the phases."""
    return sorted(counts.items(), key=lambda c: (_ORDER[c[0].phase], c[0].why))
