"""Which issues a photo may belong to, ranked, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from greenshield.geo.distances import bearing
from greenshield.geo.matching import LARGEST_ERROR_M, RADIUS_M, Match, PhotoPlace
from greenshield.project.project import Project
from greenshield.services import lookup, photo_phase
from greenshield.services.photo_match import Patch, Patches, beside, box_round
from greenshield.services.photo_phase import Reason
from greenshield.services.photo_view import PLACE_SQL, place_of

_FAR: Final = 5
MOST: Final = 100  # photos that are asked about together
FARTHEST_M: Final = 5_000.0  # beyond it a photo shows nothing of a patch


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One issue that a photo may show.

    Attributes:
        number: the issue number, else the clue number.
        state: its workflow state; closed ones are suggested as well.
        score: 0 to 1, see ``geo.match_score``.
        distance_m: from the photo to the patch, 0 inside.
        in_view: whether the camera looked at it; None where it does not say.
        reasons: message codes with their values.
        bearing_deg: from the photo to the patch, clockwise from north.
        phase: which phase the photo most likely shows; "" where only a person can tell.
        phase_why: message code of why it does, with its values.
        photos: how many of the photos asked about it is suggested for.
    """

    issue_id: str
    number: str
    state: str
    score: float
    distance_m: float
    inside: bool
    in_view: bool | None
    reasons: tuple[tuple[str, dict[str, Any]], ...]
    bearing_deg: float = 0.0
    phase: str = ""
    photos: int = 1
    phase_why: Reason = ("", {})


def suggest(project: Project, photo: str) -> list[Suggestion] | None:
    """The issues near a photo, best first; where none is near, the nearest few within 5 km.

    Args:
        project: where it is.
        photo: a unique beginning of its SHA-256.

    Returns:
        The suggestions, or None where the photo has no position.

    Raises:
        UsageError: an unknown photo.
    """
    sha256 = lookup.photo_sha256(project, photo)
    row = project.rows(f"SELECT {PLACE_SQL} FROM photo p WHERE p.sha256 = ?", sha256)[0]
    place = place_of(row)
    if place is None:
        return None
    others = beside(project, place)
    # The spatial index gives the few round the photo: all of a province need not be read.
    reach = RADIUS_M + LARGEST_ERROR_M
    found = Patches(project, box_round(place.lon, place.lat, reach)).near(place, others)
    if not found:
        wide = Patches(project, box_round(place.lon, place.lat, FARTHEST_M))
        found = wide.nearest(place, _FAR)
    found = [(patch, m) for patch, m in found if m.distance_m <= FARTHEST_M]
    return [_suggestion(project, patch, match, place, sha256) for patch, match in found]


def _suggestion(
    project: Project, patch: Patch, match: Match, place: PhotoPlace, sha256: str
) -> Suggestion:
    issue = lookup.issue(project, patch.issue_id)
    offer = photo_phase.offers(project, issue, [sha256])[sha256]
    return Suggestion(
        patch.issue_id,
        patch.number,
        patch.state,
        match.score,
        match.distance_m,
        match.inside,
        match.in_view,
        (*match.reasons, ("suggest_state", {"state": patch.state})),
        _bearing(project, patch, place),
        offer.phase,
        phase_why=offer.reason(),
    )


def suggest_for(project: Project, photos: Sequence[str]) -> list[Suggestion]:
    """The issues that several photos may show together, those of the most photos first.

    Of equal ones the better mean score comes first. What is told of an issue is that of its best
    photo. Photos without a position are passed over, and those after the first ``MOST``.

    Args:
        project: where they are.
        photos: unique beginnings of their SHA-256.

    Raises:
        UsageError: an unknown photo.
    """
    found: dict[str, list[Suggestion]] = {}
    for photo in photos[:MOST]:
        for one in suggest(project, photo) or ():
            found.setdefault(one.issue_id, []).append(one)
    best = {
        issue: replace(max(some, key=lambda s: s.score), photos=len(some))
        for issue, some in found.items()
    }
    mean = {issue: sum(s.score for s in some) / len(some) for issue, some in found.items()}
    order = sorted(best, key=lambda issue: (-best[issue].photos, -mean[issue], issue))
    return [best[issue] for issue in order]


def any_placed(project: Project, photos: Sequence[str]) -> bool:
    """Whether one of these photos has a position at all.

    Raises:
        UsageError: an unknown photo.
    """
    hashes = [lookup.photo_sha256(project, photo) for photo in photos]
    placed = "SELECT 1 FROM photo WHERE sha256 = ? AND lon IS NOT NULL AND NOT void"
    return any(project.rows(placed, sha256) for sha256 in hashes)


def _bearing(project: Project, patch: Patch, place: PhotoPlace) -> float:
    """The direction from a photo to the point inside a patch."""
    row = project.rows("SELECT lon, lat FROM issue WHERE id = ?", patch.issue_id)[0]
    return bearing(place.lon, place.lat, row["lon"], row["lat"])
