"""Two photos looked at as before and after, whichever they are."""

from __future__ import annotations

from greenshield.project.project import Project
from greenshield.services import (
    lookup,
    photo_difference,
    photo_pages,
    photo_sets,
    photo_viewpoint,
    rules,
)
from greenshield.services.photo_sets import Pair
from greenshield.services.photo_viewpoint import PhotoView

NOT_TIED = "not_tied_so"


def pair(project: Project, issue: str, before: str, after: str) -> Pair:
    """How two photos go together.

    Where the issue has them as before and after they are judged as ``photo_sets.pairs`` judges.
    Any others can be looked at side by side, but are no evidence: ``NOT_TIED``.

    Args:
        project: open for reading.
        issue: id, number, or a prefix of the id.
        before: hash of a photo, or how it begins.
        after: the same of the other.

    Raises:
        UsageError: an unknown or ambiguous issue or photo.
    """
    state = lookup.issue(project, issue)
    ends = tuple(lookup.photo_sha256(project, end) for end in (before, after))
    judged = photo_sets.judged(project, state)
    return judged[ends] if ends in judged else _loose(project, *ends)


def photos_of(project: Project, issue: str) -> list[str]:
    """The photos that are tied to an issue in any phase, by the time they were taken.

    Raises:
        UsageError: an unknown or ambiguous issue.
    """
    tied = dict.fromkeys(tag.photo for tag in lookup.issue(project, issue).live_tags())
    rows = photo_pages.rows(project, list(tied))
    return [str(row["sha256"]) for row in sorted(rows, key=lambda r: str(r["taken_at"] or ""))]


def _loose(project: Project, before: str, after: str) -> Pair:
    one, other = (_view(project, end) for end in (before, after))
    found = photo_difference.between(other, one, rules.in_force(project))
    angle = None if found.turn_deg is None else abs(found.turn_deg)
    return Pair(
        before, after, one.day, other.day, angle, counts=False, why_not=(NOT_TIED,),
        apart_m=found.apart_m, difference=found,
    )  # fmt: skip


def _view(project: Project, sha256: str) -> PhotoView:
    found = project.photo(sha256)
    return PhotoView(sha256) if found is None else photo_viewpoint.of_fields(sha256, found.get)
