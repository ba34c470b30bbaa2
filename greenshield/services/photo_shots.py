"""The shots that an issue still lacks, one by one: far, near, and the views of before.

What is needed is what the guards of the workflow ask for. A photo of after from the viewpoint of
each photo of before is worth having beyond that: without one, that photo has nothing to be compared
with. Each tells why the photos that are there don't do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from greenshield.domain import workflow
from greenshield.domain.casefile import CaseFile, SeenPhoto
from greenshield.domain.errors import Missing
from greenshield.domain.workflow import CLOSED_STATES
from greenshield.services import photo_sets
from greenshield.services.photo_sets import Pair

BEFORE, AFTER, LOOKBACK = PHASES = ("before", "after", "lookback")
FAR, NEAR = "far", "near"
MORE: Final = "more"  # one more, far or near
ANY: Final = "any"  # one that shows what a measure made
SAME_VIEW: Final = "same_view"

_TOLD: Final = 3  # photos of after that are told not to do
_RECTIFYING: Final = workflow.STATES["rectifying"].rank
_PAIR_CODES = frozenset({"pair_missing", "pair_angle_too_wide"})
_NO_MORE = frozenset({"dismissed", "void"})


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo that is to be taken.

    Attributes:
        phase: one of ``PHASES``.
        what: ``FAR``, ``NEAR``, ``MORE``, ``ANY`` or ``SAME_VIEW``.
        kind: as what it is to be tied.
        needed: whether a move is refused without it; others are worth having. Of the views of
            before one is enough for the pair that a move asks for: the first is the needed one.
        like: the photo whose view it is to have, "" for none.
        record: the measure that it is to show, "" for all.
        why: why those that are there don't do.
    """

    phase: str
    what: str
    kind: str
    needed: bool
    like: str = ""
    record: str = ""
    why: tuple[Missing, ...] = ()


def phase_of(state: str, came_from: str = "") -> str:
    """For which phase photos are taken in a state, "" for none.

    Args:
        state: of the workflow.
        came_from: the state in which a suspended issue was.
    """
    state = came_from if state == "suspended" else state
    if state in CLOSED_STATES:
        return LOOKBACK
    known = workflow.STATES.get(state)
    if known is None or state in _NO_MORE:
        return ""
    return BEFORE if known.rank < _RECTIFYING else AFTER


def lacking(case: CaseFile, phase: str) -> list[Shot]:
    """What is lacking for a phase, what a move asks for first.

    Args:
        case: as ``photo_sets.case_of_phase`` makes it for the phase.
        phase: one of ``PHASES``.
    """
    shots = photo_sets.shots_in(case, phase)
    found = _after(case, shots) if phase == AFTER else _of_set(case, shots)
    return sorted(found, key=lambda shot: not shot.needed)


def _of_set(case: CaseFile, shots: photo_sets.Shots) -> Iterator[Shot]:
    """What lacks in a set of which far and near must be."""
    phase = shots.phase
    # Of a closed issue nothing asks for photos until somebody looks back.
    is_needed = phase != LOOKBACK or case.state not in CLOSED_STATES - {LOOKBACK}
    few = [m.params for m in shots.missing if m.code == "photos_too_few"]
    kinds = [m.params["kind"] for m in shots.missing if m.code == "photo_kind_missing"]
    for kind in kinds:
        like = _model(case, kind) if phase == LOOKBACK else ""
        yield Shot(phase, kind, kind, is_needed, like, why=_left_out(case, shots, kind))
    for params in few:
        for _ in range(params["wanted"] - params["have"] - len(kinds)):
            like = _model(case, NEAR) if phase == LOOKBACK else ""
            yield Shot(phase, MORE, NEAR, is_needed, like)


def _after(case: CaseFile, shots: photo_sets.Shots) -> Iterator[Shot]:
    """The views of before that have no counterpart, and what a measure lacks."""
    judged = photo_sets.judged_in(case)
    alone = [p for p in _befores(case) if not _has_counterpart(p, judged.values())]
    unshown = [m for m in shots.missing if m.code == "after_photo_missing"]
    pair_needed = any(m.code in _PAIR_CODES for m in shots.missing)
    needed = next((p.sha256 for p in alone if _serves(case, p)), "") if pair_needed else ""
    for photo in alone:
        why = _not_like(photo, judged.values())
        is_needed = photo.sha256 == needed
        yield Shot(AFTER, SAME_VIEW, photo.tag.kind, is_needed, photo.sha256, why=why)
    if not needed:  # a pair's photo of after shows what was done as well
        for one in unshown:
            why = _left_out(case, shots, "")
            yield Shot(AFTER, ANY, NEAR, True, record=one.params["record"], why=why)
        if pair_needed and not unshown:
            yield Shot(AFTER, ANY, NEAR, True, why=_left_out(case, shots, ""))
    there = {photo.tag.kind for photo in alone} | shots.have.keys()
    if not needed and (unshown or pair_needed):
        there.add(NEAR)
    for kind in (FAR, NEAR):
        if kind not in there:
            yield Shot(AFTER, kind, kind, False, why=_left_out(case, shots, kind))


def _befores(case: CaseFile) -> list[SeenPhoto]:
    """The photos of before, each once; those that can be part of a pair first, far ones first."""
    found = {photo.sha256: photo for photo in case.photos(BEFORE)}
    order = (FAR, NEAR)
    return sorted(
        found.values(),
        key=lambda p: (
            not _serves(case, p),
            order.index(p.tag.kind) if p.tag.kind in order else len(order),
            p.sha256,
        ),
    )


def _serves(case: CaseFile, photo: SeenPhoto) -> bool:
    """Whether a photo of before counts and says which way it looks."""
    has_azimuth = photo_sets.seen(photo).azimuth_deg is not None
    return has_azimuth and not photo_sets.doubt_of(case, BEFORE, photo)


def _has_counterpart(before: SeenPhoto, pairs: Iterable[Pair]) -> bool:
    return any(pair.before == before.sha256 and pair.is_good for pair in pairs)


def _not_like(before: SeenPhoto, pairs: Iterable[Pair]) -> tuple[Missing, ...]:
    """Why the photos of after make no pair with one of before, the nearest first."""
    mine = [pair for pair in pairs if pair.before == before.sha256]
    mine.sort(key=lambda pair: 0.0 if pair.difference is None else pair.difference.weight)
    out = []
    for pair in mine[:_TOLD]:
        why = ", ".join(code for code in (*pair.why_not, pair.remark) if code)
        params = {"photo": pair.after, "why": why, "angle_deg": pair.angle_deg,
                  "apart_m": pair.apart_m}  # fmt: skip
        out.append(Missing("shot_not_alike", params, AFTER))
    return tuple(out)


def _left_out(case: CaseFile, shots: photo_sets.Shots, kind: str) -> tuple[Missing, ...]:
    """The photos of a phase and a kind ("" for any) that are no evidence, with the reason."""
    of_kind = {p.sha256 for p in case.photos(shots.phase) if kind in ("", p.tag.kind)}
    return tuple(m for m in shots.left_out if m.params["photo"] in of_kind)


def _model(case: CaseFile, kind: str) -> str:
    """The photo whose view a look-back's photo is to have: one of after, else of before."""
    for phase in (AFTER, BEFORE):
        for photo in case.photos(phase):
            if photo.tag.kind == kind and photo_sets.seen(photo).place is not None:
                return photo.sha256
    return ""
