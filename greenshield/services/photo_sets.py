"""What an issue's photos prove: before/after pairs, and the shots that are still lacking.

Both ask the guards of the workflow, so that what is shown here is what a move will say.
"""

from __future__ import annotations

from dataclasses import dataclass

from greenshield.domain.actors import Actor
from greenshield.domain.casefile import CaseFile, SeenPhoto
from greenshield.domain.errors import Missing
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.guards import GUARDS
from greenshield.domain.guards.photos import angle_between, azimuth, doubt, taken_day
from greenshield.project.project import Project
from greenshield.services import calendar, cases, lookup, rules

TOO_LATE = "before_too_late"
ANGLE = "angle_too_wide"
NO_AZIMUTH = "no_azimuth"
# Which guards ask for photos of a phase, and the move whose guards they are.
_PHASES = {
    "before": ("check", ("check_photos",)),
    "after": ("self_check", ("after_photos", "photo_pair")),
    "lookback": ("confirm", ("lookback_photos",)),
}
_LOOKED_BACK = ("closed", "filed", "lookback")


@dataclass(frozen=True, slots=True)
class Pair:
    """A photo of before and one of after.

    Attributes:
        before: hash.
        after: hash.
        angle_deg: between the two azimuths, 0–180; None where one has none.
        counts: whether the rule set takes it as evidence.
        why_not: codes of why it does not: those of ``guards.photos.doubt``, or ``TOO_LATE``,
            ``ANGLE``, ``NO_AZIMUTH``.
    """

    before: str
    after: str
    before_day: str
    after_day: str
    angle_deg: float | None
    counts: bool
    why_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shots:
    """The photos of one phase: how many there are of each kind, and what is lacking."""

    phase: str
    have: dict[str, int]
    missing: tuple[Missing, ...]


def pairs(project: Project, issue: str) -> list[Pair]:
    """Every pair of a before and an after photo, those that count first, then by angle.

    Raises:
        UsageError: an unknown or ambiguous issue.
    """
    case = _case(project, issue, "self_check")
    reopened = case.last("reopen")
    since = "" if reopened is None else reopened.occurred_on
    done = [day for r in case.records("measure") if (day := r.text("done_on"))]
    found = {
        (before.sha256, after.sha256): _pair(case, before, after, since, done)
        for after in case.photos("after")
        for before in case.photos("before")
        if before.sha256 != after.sha256
    }
    return sorted(
        found.values(),
        key=lambda p: (
            not p.counts, p.angle_deg is None, p.angle_deg or 0.0, p.before_day, p.after_day,
            p.before, p.after,
        ),
    )  # fmt: skip


def _pair(case: CaseFile, before: SeenPhoto, after: SeenPhoto, since: str, done: list[str]) -> Pair:
    """One pair, judged as the guard ``photo_pair`` judges."""
    ruleset = case.ruleset
    one, other = azimuth(before), azimuth(after)
    angle = None if one is None or other is None else angle_between(one, other)
    why = [
        doubt(before, near_m=ruleset.nearness_far_m),
        doubt(after, near_m=ruleset.nearness_m, since=since),
    ]
    if taken_day(before) > min([*done, taken_day(after)]):
        why.append(TOO_LATE)
    if angle is None:
        why.append(NO_AZIMUTH)
    elif angle > ruleset.pair_max_angle_deg:
        why.append(ANGLE)
    told = tuple(dict.fromkeys(w for w in why if w))
    return Pair(
        before.sha256, after.sha256, taken_day(before), taken_day(after),
        None if angle is None else round(angle, 3), not told, told,
    )  # fmt: skip


def shots(project: Project, issue: str) -> list[Shots]:
    """What is there and what is lacking for each phase, by the rule set in force.

    Look-back photos are asked for once the issue is closed.

    Raises:
        UsageError: an unknown or ambiguous issue.
    """
    out = []
    for phase, (move, guards) in _PHASES.items():
        case = _case(project, issue, move)
        if phase == "lookback" and case.state not in _LOOKED_BACK:
            continue
        have: dict[str, int] = {}
        for photo in case.photos(phase):
            have[photo.tag.kind] = have.get(photo.tag.kind, 0) + 1
        missing = [m for name in guards for m in GUARDS[name].ask(case)]
        out.append(Shots(phase, have, tuple(missing)))
    return out


def _case(project: Project, issue: str, move: str) -> CaseFile:
    """The case of a move that nobody makes yet."""
    state = lookup.issue(project, issue)
    request = MoveRequest(move, calendar.today())
    return cases.case_of(project, state, Actor(""), request, rules.in_force(project))
