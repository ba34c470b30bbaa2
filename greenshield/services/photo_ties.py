"""Ties of many photos to an issue, made and taken off in one action, and put back as they were.

A photo shows one phase of an issue: another phase takes the place of the one it had, unless both
are asked for. Nothing is deleted: what was replaced stands in the history, and an undo is another
action, whose events say the contrary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from typing import Any, Final

from greenshield.domain import edits
from greenshield.domain.errors import Problem, RefusedError, UsageError
from greenshield.domain.guards.photos import limit_m
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import IssueState, TagState
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import (
    issues,
    lookup,
    photo_autotag,
    photo_match,
    photo_phase,
    photo_remarked,
    rules,
    tagging,
)
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session
from greenshield.services.ways_back import way_back

BY_DAY: Final = "day"
_STEP: Final = 500
_PART: Final = 4000
_NEEDED: Final = "photo_phase_needed"
_UNTOLD: Final = {photo_phase.UNPROVEN.why: photo_autotag.UNDATED}
# Offers that rest on no day: a person who says otherwise knows better.
_GUESSES: Final = frozenset({"phase_without_day", "phase_since_adopted"})


@dataclass(frozen=True, slots=True)
class Tie:
    """A photo tied to an issue: as what, and for which phase."""

    photo: str
    phase: str
    kind: str


@dataclass(frozen=True, slots=True)
class Retied:
    """What an action on ties did.

    Attributes:
        issue: the id of the issue.
        made: ties that are new.
        gone: ties that were taken off, or replaced by one of another phase or kind.
        kept: the other ties of the same photos, which it left alone.
        changes: for whoever shows them.
    """

    issue: str
    made: tuple[Tie, ...] = ()
    gone: tuple[Tie, ...] = ()
    kept: tuple[Tie, ...] = ()
    changes: Changes = field(default_factory=Changes)


def tag_all(
    session: Session,
    photos: Sequence[str],
    issue: str,
    *,
    phase: str,
    kind: str = "",
    beside: bool = False,
    progress: Progress = SILENT,
) -> Retied:
    """Ties photos to an issue: all of them, or none; the same ties again change nothing.

    Args:
        session: who acts, where.
        photos: unique beginnings of their SHA-256.
        issue: which issue.
        phase: before, during, after or lookback, or a word for it; ``BY_DAY`` for what each
            photo's day tells.
        kind: far, near, detail or aerial, or a word for it; where "" the one that a photo is
            tied as by now, else by its distance.
        beside: ties for other phases stay; else they are replaced, as one of another kind
            always is.
        progress: told now and then; may stop it, and nothing is tied then.

    Raises:
        UsageError: an unknown photo, issue, phase or kind, no photo at all, or photos of which
            the day does not tell the phase (``photo_phase_needed``), or no time that proves
            anything tells the day (``photo_phase_unproven``).
        RefusedError: a move in force relied on a tie that would be replaced; where its phase
            alone differs (``photo_phase_held``) both can be had by ``beside``. The issue is void.
    """
    project = session.project
    state = lookup.issue(project, issue)
    issues.refuse_void(project, state)
    hashes = _hashes(project, photos)
    phases, kinds, why = dict[str, str](), dict[str, str](), dict[str, str]()
    for part in _parts(hashes, progress):
        told, untold = _phases(project, state, part, phase)
        away = {} if kind else photo_match.distances_m(project, state.entity_id, part)
        phases |= told
        kinds |= _kinds(project, state, part, kind, away)
        why |= {p: untold[p] for p in part if not told[p]}
    if why:
        first = next(iter(why))
        raise UsageError(why[first], count=len(why), photo=first[:12])
    new = [Tie(p, phases[p], kinds[p]) for p in hashes]
    return _retie(session, state, new, (), beside=beside, progress=progress)


def untag_all(
    session: Session,
    photos: Sequence[str],
    issue: str,
    phase: str = "",
    *,
    progress: Progress = SILENT,
) -> Retied:
    """Takes the ties of photos to an issue off, all or those of one phase; all, or none.

    Raises:
        UsageError: one of them is not tied to the issue (for that phase), or an unknown phase.
        RefusedError: a move in force relied on one of them.
    """
    project = session.project
    state = lookup.issue(project, issue)
    wanted = tagging.code_of("photo_phase", phase) if phase else ""
    hashes = _hashes(project, photos)
    meant = set(hashes)
    gone = [
        Tie(t.photo, t.phase, t.kind)
        for t in state.live_tags()
        if t.photo in meant and wanted in ("", t.phase)
    ]
    tied = {t.photo for t in gone}
    for sha256 in hashes:
        if sha256 not in tied:
            raise UsageError("photo_not_tagged", photo=sha256[:12], issue=issue)
    return _retie(session, state, (), gone, progress=progress)


def put_back(session: Session, done: Retied, progress: Progress = SILENT) -> Retied:
    """Undoes what an action on ties did: its ties are taken off, those it took off made again.

    What somebody else has changed meanwhile is left as it is: of a photo that has lost a tie that
    the action made, or has got one that was not there, nothing is made again.

    Raises:
        UsageError: the issue is unknown.
        RefusedError: a move in force relied on one of the ties since.
    """
    state = lookup.issue(session.project, done.issue)
    live = {Tie(t.photo, t.phase, t.kind) for t in state.live_tags()}
    touched = {t.photo for t in (*done.made, *done.gone)}
    expected = {*done.made, *done.kept}
    changed = {t.photo for t in live ^ expected if t.photo in touched}
    again = [t for t in done.gone if t.photo not in changed]
    return _retie(session, state, again, done.made, beside=True, progress=progress)


def _hashes(project: Project, photos: Iterable[str]) -> list[str]:
    found = lookup.photo_hashes(project, photos)
    if not found:
        raise UsageError("photo_needed")
    return found


def _phases(
    project: Project,
    state: IssueState,
    hashes: Sequence[str],
    phase: str,
    by_day: Mapping[str, photo_phase.Offer] | None = None,
) -> tuple[dict[str, str], dict[str, str]]:
    """The phase of each photo; by its day "" where only a person can tell, and the code of why."""
    if phase != BY_DAY:
        return dict.fromkeys(hashes, tagging.code_of("photo_phase", phase)), {}
    found = by_day or photo_phase.offers(project, state, hashes)
    why = {p: _UNTOLD.get(offer.why, _NEEDED) for p, offer in found.items()}
    return {photo: offer.phase for photo, offer in found.items()}, why


def _kinds(
    project: Project,
    state: IssueState,
    hashes: Sequence[str],
    kind: str,
    away: Mapping[str, float],
) -> dict[str, str]:
    """The kind of each photo: as named, as it is tied already, or by its metres from the patch."""
    if kind:
        return dict.fromkeys(hashes, tagging.code_of("photo_kind", kind))
    had, ruleset = {t.photo: t.kind for t in state.live_tags()}, rules.in_force(project)
    return {p: had.get(p) or tagging.kind_of_distance(ruleset, away.get(p)) for p in hashes}


def _parts(hashes: Sequence[str], progress: Progress) -> Iterator[Sequence[str]]:
    """Some thousand photos at a time, so that looking at very many can be stopped."""
    for start in range(0, len(hashes), _PART):
        progress.step("checking_ties", start, len(hashes))
        yield hashes[start : start + _PART]


def _retie(
    session: Session,
    state: IssueState,
    new: Iterable[Tie],
    gone: Iterable[Tie],
    *,
    beside: bool = False,
    progress: Progress = SILENT,
) -> Retied:
    """Makes and takes off ties in one action; what stands already, or is gone, is passed over.

    A new tie replaces the others of its photo: those for its phase only where ``beside``.
    """
    live = [(t, Tie(t.photo, t.phase, t.kind)) for t in state.live_tags()]
    stand, wanted, leaving = {tie for _, tie in live}, dict.fromkeys(new), set(gone)
    made = [t for t in wanted if t not in stand]
    phases = {(t.photo, t.phase) for t in wanted}
    photos = set() if beside else {t.photo for t in wanted}

    def is_off(tie: Tie) -> bool:
        if tie in wanted:
            return False
        return tie in leaving or tie.photo in photos or (tie.photo, tie.phase) in phases

    off = [(tag, tie) for tag, tie in live if is_off(tie)]
    if not made and not off:
        return Retied(state.entity_id)
    _need_free(state, [tag for tag, _ in off], phases if not leaving else set())
    with session.project.action(session.who.actor_id) as action:
        bodies = [("photo_untagged", {"tag": tag.tag_id}) for tag, _ in off]
        bodies += [("photo_tagged", asdict(tie)) for tie in made]
        for done, (kind, body) in enumerate(bodies):
            if done % _STEP == 0:
                progress.step("tying_photos", done, len(bodies))
            action.emit(kind, "issue", state.entity_id, body)
    removed = tuple(tie for _, tie in off)
    touched = {t.photo for t in (*made, *removed)}
    kept = (t for t in stand.difference(removed) if t.photo in touched)
    return Retied(
        state.entity_id, tuple(made), removed, tuple(sorted(kept, key=astuple)), action.changes
    )


def _need_free(
    state: IssueState, tags: Iterable[TagState], phases: Container[tuple[str, str]]
) -> None:
    """Refuses where a move in force relied on one of the ties.

    Args:
        state: the issue.
        tags: those that would be taken off.
        phases: photo and phase of what takes their place: a tie that is held for a phase that
            is not among these can stand beside it.
    """
    held = [(tag, missing) for tag in tags for missing in edits.untag_missing(state, tag.tag_id)]
    if not held:
        return
    missing = tuple(m for _, m in held)
    if phases and all((tag.photo, tag.phase) not in phases for tag, _ in held):
        params = {"count": len(held), "phase": held[0][0].phase}
        raise RefusedError("photo_phase_held", missing=missing, **params)
    raise RefusedError("facts_locked", missing=missing, way=way_back([state]))


def offered(
    project: Project, photos: Sequence[str], issue: str
) -> list[tuple[photo_phase.Offer, int]]:
    """Which phases the days of photos tell for an issue, and why, with how many have each.

    Raises:
        UsageError: an unknown photo or issue, or no photo.
    """
    state = lookup.issue(project, issue)
    found = photo_phase.offers(project, state, _hashes(project, photos))
    return photo_phase.counted(found.values())


def doubts(
    project: Project,
    photos: Sequence[str],
    issue: str,
    *,
    phase: str,
    kind: str = "",
    beside: bool = False,
) -> list[Problem]:
    """What there is to say of ties before they are made, see :func:`weighed`."""
    return weighed(project, photos, issue, phase=phase, kind=kind, beside=beside)[1]


def weighed(
    project: Project,
    photos: Sequence[str],
    issue: str,
    *,
    phase: str,
    kind: str = "",
    beside: bool = False,
    progress: Progress = SILENT,
) -> tuple[list[tuple[photo_phase.Offer, int]], list[Problem]]:
    """What :func:`offered` tells, and what there is to say of ties before they are made.

    Too far to count as evidence, without a place, another phase than the day tells, and what
    phase is replaced, or stays beside it.

    Args:
        project: where they are.
        photos: unique beginnings of their SHA-256.
        issue: which issue.
        phase: as for :func:`tag_all`.
        kind: as for :func:`tag_all`.
        beside: as for :func:`tag_all`.
        progress: told now and then; may stop it.

    Raises:
        UsageError: as :func:`tag_all`.
    """
    state = lookup.issue(project, issue)
    in_force, had = rules.in_force(project), _phases_had(state)
    said = "photo_tagged_twice" if beside else "photo_phase_replaced"
    counted: Counter[photo_phase.Offer] = Counter()
    out: list[Problem] = []
    if state.state == "void":
        out.append(Problem("photo_tagged_void", params={"issue": issue}, fatal=False))
    for part in _parts(_hashes(project, photos), progress):
        by_day = photo_phase.offers(project, state, part)
        counted.update(by_day.values())
        phases, why = _phases(project, state, part, phase, by_day)
        away = photo_match.distances_m(project, state.entity_id, part)
        kinds = _kinds(project, state, part, kind, away)
        drawn = photo_remarked.redrawn(project, part)
        for sha256 in part:
            code = phases[sha256]
            if not code:
                out.append(_remark(why[sha256], sha256, count=1, photo=sha256[:12]))
                continue
            out += _place_doubts(in_force, Tie(sha256, code, kinds[sha256]), away.get(sha256))
            out += drawn.get(sha256, ())
            offer = by_day[sha256]
            if offer.phase not in ("", code) and offer.why not in _GUESSES:
                out.append(_remark("photo_phase_not_of_day", sha256, phase=code, had=offer.phase))
            for other in sorted(had.get(sha256, set()) - {code}):
                out.append(_remark(said, sha256, phase=code, had=other))
    return photo_phase.in_order(counted), out


def summed(problems: Iterable[Problem]) -> list[tuple[Problem, int]]:
    """The first of each kind, with how many photos it is said of."""
    first: dict[str, Problem] = {}
    photos: dict[str, set[str]] = {}
    for problem in problems:
        first.setdefault(problem.code, problem)
        photos.setdefault(problem.code, set()).add(problem.file)
    return [(problem, len(photos[code])) for code, problem in first.items()]


def _phases_had(state: IssueState) -> dict[str, set[str]]:
    """For which phases each photo is tied by now."""
    out: dict[str, set[str]] = {}
    for tag in state.live_tags():
        out.setdefault(tag.photo, set()).add(tag.phase)
    return out


def _place_doubts(in_force: RuleSet, tie: Tie, away: float | None) -> list[Problem]:
    """Whether a tie will not count for the place of its photo, so many metres from the patch."""
    params: dict[str, Any] = {"phase": tie.phase, "kind": tie.kind}
    limit = limit_m(in_force, tie.phase, tie.kind)
    if away is None:
        return [_remark("photo_tagged_unplaced", tie.photo, **params)]
    if away > limit:
        params |= {"distance_m": f"{away:.0f}", "limit_m": f"{limit:g}"}
        return [_remark("photo_tagged_far", tie.photo, **params)]
    return []


def _remark(code: str, sha256: str, **params: Any) -> Problem:
    return Problem(code, sha256, params=params, fatal=False)
