"""What an issue's photos prove: before/after pairs, and the shots that are still lacking.

Both ask the guards of the workflow, so that what is shown here is what a move will say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from greenshield.domain.actors import Actor
from greenshield.domain.casefile import CaseFile, SeenPhoto
from greenshield.domain.errors import Missing
from greenshield.domain.evidence import MoveRequest, PhotoEvidence, empty_entity
from greenshield.domain.guards import GUARDS
from greenshield.domain.guards.checking import doubted
from greenshield.domain.guards.photos import (
    USED_BEFORE,
    angle_apart,
    doubt,
    is_wide,
    taken_day,
)
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import IssueState
from greenshield.project.project import Project
from greenshield.services import (
    calendar,
    cases,
    lookup,
    photo_assigning,
    photo_difference,
    photo_doubts,
    photo_viewpoint,
    rules,
)
from greenshield.services.photo_difference import Difference

TOO_LATE = "before_too_late"
ANGLE = "angle_too_wide"
NO_AZIMUTH = "no_azimuth"
# Why a pair that counts is not the one to show.
APART = "viewpoints_apart"
TAKEN = "in_nearer_pair"
_LOOKBACK = "lookback"  # the phase, and the state in which somebody looks back
# Which guards ask for photos of a phase, and the move whose guards they are.
_PHASES = {
    "before": ("check", ("check_photos",)),
    "after": ("self_check", ("after_photos", "photo_pair")),
    "lookback": ("confirm", ("lookback_photos",)),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A photo of before and one of after.

    Attributes:
        before: hash.
        after: hash.
        angle_deg: between the two azimuths, 0–180; None where nobody knows it.
        counts: whether the rule set takes it as evidence.
        why_not: codes of why it does not: those of ``guards.photos.doubt``, or ``TOO_LATE``,
            ``ANGLE``, ``NO_AZIMUTH``.
        apart_m: between the two viewpoints; None where one has no position.
        alike: whether both are of one kind, far or near.
        shown: whether it is a pair of the report.
        remark: why it is not although it counts: ``APART``, ``TAKEN`` or "".
        difference: from the view of after to that of before.
    """

    before: str
    after: str
    before_day: str
    after_day: str
    angle_deg: float | None
    counts: bool
    why_not: tuple[str, ...]
    apart_m: float | None = None
    alike: bool = False
    shown: bool = False
    remark: str = ""
    difference: Difference | None = None

    @property
    def is_good(self) -> bool:
        """Whether it counts, and the viewpoints lie near enough to compare."""
        return self.counts and not self.remark


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a photo is evidence for one phase.

    Attributes:
        day: on which it was taken, Chinese calendar, "" where unknown.
        doubt: why it is none, with the figures; None where it is.
    """

    day: str
    doubt: Missing | None


@dataclass(frozen=True, slots=True)
class Shots:
    """The photos of one phase.

    Attributes:
        have: how many photos of each kind count as evidence.
        missing: what is lacking.
        left_out: the tagged photos that do not count, each with the reason.
    """

    phase: str
    have: dict[str, int]
    missing: tuple[Missing, ...]
    left_out: tuple[Missing, ...] = ()


def pairs(project: Project, issue: str) -> list[Pair]:
    """The before/after pairs of an issue, as ``pairs_of``.

    Raises:
        UsageError: an unknown or ambiguous issue.
    """
    return pairs_of(project, lookup.issue(project, issue))


def pairs_of(project: Project, issue: IssueState) -> list[Pair]:
    """The pairs to show, each photo in one of them; then those of the photos left over.

    Views of one kind go together first, then those that differ least
    (``photo_difference``); a photo gives its partner up to another where that makes one pair
    more. They lie no farther apart than the rule set's nearness, far views than its nearness of
    far views.
    """
    found = sorted(judged(project, issue).values(), key=_rank)
    good = [p for p in found if p.is_good]
    chosen = photo_assigning.chosen([(p.before, p.after) for p in good])
    shown = [replace(p, shown=True) for p in good if (p.before, p.after) in chosen]
    befores, afters = {b for b, _ in chosen}, {a for _, a in chosen}
    left = [p for p in found if not (p.before in befores and p.after in afters)]
    return shown + [replace(p, remark=p.remark or TAKEN) if p.counts else p for p in left]


def judged(project: Project, issue: IssueState) -> dict[tuple[str, str], Pair]:
    """Every photo of before with every one of after, by their hashes."""
    return judged_in(_case_of(project, issue, "self_check"))


def judged_in(case: CaseFile) -> dict[tuple[str, str], Pair]:
    """The same of a case."""
    reopened = case.last("reopen")
    since = "" if reopened is None else reopened.occurred_on
    done = [day for r in case.records("measure") if (day := r.text("done_on"))]
    return {
        (before.sha256, after.sha256): _pair(case, before, after, since, done)
        for after in case.photos("after")
        for before in case.photos("before")
        if before.sha256 != after.sha256
    }


def _rank(pair: Pair) -> tuple[bool, bool, float, str, str]:
    weight = 0.0 if pair.difference is None else pair.difference.weight
    return not pair.counts, not pair.alike, weight, pair.before, pair.after


def _pair(case: CaseFile, before: SeenPhoto, after: SeenPhoto, since: str, done: list[str]) -> Pair:
    """One pair, judged as the guard ``photo_pair`` judges."""
    ruleset = case.ruleset
    angle = angle_apart(before, after)
    why = [
        doubt(before, ruleset),
        doubt(after, ruleset, since=since),
    ]
    if taken_day(before) > min([*done, taken_day(after)]):
        why.append(TOO_LATE)
    if angle is None:
        why.append(NO_AZIMUTH)
    elif angle > ruleset.pair_max_angle_deg:
        why.append(ANGLE)
    told = tuple(dict.fromkeys(w for w in why if w))
    kinds = after.tag.kind, before.tag.kind
    found = photo_difference.between(seen(after), seen(before), ruleset, kinds)
    limit = ruleset.nearness_far_m if all(map(is_wide, kinds)) else ruleset.nearness_m
    is_apart = found.apart_m is None or found.apart_m > limit
    return Pair(
        before.sha256, after.sha256, taken_day(before), taken_day(after),
        None if angle is None else round(angle, 3), not told, told,
        apart_m=found.apart_m,
        alike=before.tag.kind == after.tag.kind,
        remark=APART if not told and is_apart else "",
        difference=found,
    )  # fmt: skip


def seen(photo: SeenPhoto) -> photo_viewpoint.PhotoView:
    """The view of a photo that is tagged."""
    return photo_viewpoint.of_fields(photo.sha256, photo.evidence.state.get)


def shots(project: Project, issue: str) -> list[Shots]:
    """What is there and what is lacking for each phase, by the rule set in force.

    Look-back photos are asked for while somebody looks back; those of one that is over are
    told without.

    Raises:
        UsageError: an unknown or ambiguous issue.
    """
    state = lookup.issue(project, issue)
    out = []
    for phase in _PHASES:
        case = case_of_phase(project, state, phase)
        found = shots_in(case, phase)
        if phase == _LOOKBACK and case.state != _LOOKBACK:
            if not any(case.photos(phase)):
                continue
            found = replace(found, missing=())
        shown = photo_doubts.explained(project, issue, found.left_out)
        out.append(replace(found, left_out=shown))
    return out


def case_of_phase(
    project: Project, issue: IssueState, phase: str, ruleset: RuleSet | None = None,
    photos: Mapping[str, PhotoEvidence] | None = None,
) -> CaseFile:  # fmt: skip
    """The case by which the photos of a phase are judged today.

    Args:
        project: where it is.
        issue: whose.
        phase: one of ``before``, ``after``, ``lookback``.
        ruleset: the one in force, where it is at hand.
        photos: the tagged photos, where they are at hand.
    """
    return _case_of(project, issue, _PHASES[phase][0], ruleset, photos)


def shots_in(case: CaseFile, phase: str) -> Shots:
    """What is there and what is lacking of one phase, without the figures of what is left out."""
    have: dict[str, int] = {}
    doubts: dict[str, str] = {}
    for photo in case.photos(phase):
        why = doubt_of(case, phase, photo)
        if why:
            doubts[photo.sha256] = why
        else:
            have[photo.tag.kind] = have.get(photo.tag.kind, 0) + 1
    missing = [m for name in _PHASES[phase][1] for m in GUARDS[name].ask(case)]
    asked = tuple(m for m in missing if m.code != "photo_not_counted")
    return Shots(phase, have, asked, tuple(doubted(phase, doubts)))


def verdicts(project: Project, issue: IssueState, on: str) -> dict[tuple[str, str], Verdict]:
    """Each tagged photo by phase and hash, judged by the rule set in force as of a day (ISO)."""
    request = MoveRequest("self_check", on)
    case = cases.case_of(project, issue, Actor(""), request, rules.in_force(project))
    out: dict[tuple[str, str], Verdict] = {}
    for phase in dict.fromkeys(t.phase for t in issue.live_tags()):
        for photo in case.photos(phase):
            why = doubt_of(case, phase, photo)
            found = photo_doubts.explained(
                project, issue.entity_id, doubted(phase, {photo.sha256: why} if why else {})
            )
            key, verdict = (phase, photo.sha256), Verdict(taken_day(photo), next(iter(found), None))
            if key not in out or not why:  # one of several ties that counts is enough
                out[key] = verdict
    return out


def doubt_of(case: CaseFile, phase: str, photo: SeenPhoto) -> str:
    """Why a photo of a phase does not count, as the guard of that phase judges it."""
    since = ""
    if phase == "lookback":
        closed = case.last("close")
        since = case.text("closed_on") if closed is None else closed.occurred_on
    elif phase == "after":  # a photo serves any measure that was done by then
        measures = [r for r in case.records("measure") if photo.tag.record_id in ("", r.record_id)]
        reopened = case.last("reopen")
        since = "" if reopened is None else reopened.occurred_on
        since = max(since, min((r.text("done_on") for r in measures), default=""))
    why = doubt(photo, case.ruleset, since=since, until=case.occurred_on)
    if not why and phase == "lookback" and case.tagged(photo.sha256, ("before", "during", "after")):
        return USED_BEFORE
    return why


def _case_of(
    project: Project, issue: IssueState, move: str, ruleset: RuleSet | None = None,
    photos: Mapping[str, PhotoEvidence] | None = None,
) -> CaseFile:  # fmt: skip
    """The case of a move that nobody makes yet, with all that guards of photos look at."""
    return CaseFile(
        issue, empty_entity("actor", ""), MoveRequest(move, calendar.today()),
        ruleset or rules.in_force(project),
        photos=cases.photos_of(project, issue) if photos is None else photos,
    )  # fmt: skip
