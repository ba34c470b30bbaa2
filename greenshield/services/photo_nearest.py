"""For a photo that shows an issue afterwards: the photos of before that it is most like.

The photo may be tied as after, or not tied at all: then it is judged as if it were.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from greenshield.domain.evidence import PhotoEvidence
from greenshield.domain.state import IssueState, TagState
from greenshield.geo import distances
from greenshield.project.project import Project
from greenshield.project.projection.geometry import place_of
from greenshield.services import cases, lookup, photo_sets, photo_viewpoint, tagging
from greenshield.services.photo_pair import NOT_TIED
from greenshield.services.photo_sets import Pair
from greenshield.services.photo_viewpoint import PhotoView


@dataclass(frozen=True, slots=True)
class Nearest:
    """A photo of before beside the one that was asked about.

    Attributes:
        view: of the photo of before.
        kind: what that one shows.
        pair: the two as the rules judge them, with what differs. ``NOT_TIED`` is among the
            reasons where the later one is not tied as after.
    """

    view: PhotoView
    kind: str
    pair: Pair


def nearest(project: Project, issue: str, photo: str) -> list[Nearest]:
    """An issue's photos of before, those that a photo is most like first.

    Those that count as a pair come first, then by how little the views differ
    (``photo_difference``).

    Args:
        project: open for reading.
        issue: id, number, or a prefix of the id.
        photo: hash of a photo, or how it begins; one tied as before is compared with the others.

    Raises:
        UsageError: an unknown or ambiguous issue or photo.
    """
    state = lookup.issue(project, issue)
    sha256 = lookup.photo_sha256(project, photo)
    photos = dict(cases.photos_of(project, state))
    tied = [t for t in state.live_tags() if t.photo == sha256 and t.phase == "after"]
    if not tied:
        state = _as_if_tied(project, state, sha256, photos)
    case = photo_sets.case_of_phase(project, state, "after", photos=photos)
    kinds = {t.photo: t.kind for t in state.live_tags() if t.phase == "before"}
    out = []
    for (before, after), pair in photo_sets.judged_in(case).items():
        if after != sha256:
            continue
        known = photos.get(before)
        view = (
            PhotoView(before)
            if known is None
            else photo_viewpoint.of_fields(before, known.state.get)
        )
        out.append(Nearest(view, kinds[before], pair if tied else _untied(pair)))
    return sorted(out, key=_rank)


def _as_if_tied(
    project: Project, issue: IssueState, sha256: str, photos: dict[str, PhotoEvidence]
) -> IssueState:
    """The issue with the photo as one of after, as it would be tied; the photo is added."""
    if sha256 not in photos:
        photos[sha256] = _evidence(project, issue, sha256)
    kind = tagging.kind_by_distance(project, issue.entity_id, sha256)
    return replace(issue, tags=(*issue.tags, TagState("", sha256, "after", kind, "")))


def _evidence(project: Project, issue: IssueState, sha256: str) -> PhotoEvidence:
    state = tagging.photo_state(project, sha256)
    patch = place_of(issue.get, project.media)
    place = photo_viewpoint.of_fields(sha256, state.get).place
    away = None if patch is None or place is None else distances.distance_m(*place, patch)
    return PhotoEvidence(sha256, state, away)


def _untied(pair: Pair) -> Pair:
    return replace(pair, counts=False, why_not=(NOT_TIED, *pair.why_not), remark="")


def _rank(one: Nearest) -> tuple[bool, float, str]:
    found = one.pair.difference
    others = [why for why in one.pair.why_not if why != NOT_TIED]
    return bool(others), 0.0 if found is None else found.weight, one.view.sha256
