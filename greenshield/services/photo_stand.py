"""Where to stand and which way to look for each shot that is lacking.

A shot that is to have the view of an earlier photo is taken from that photo's place, along its
azimuth. Where there is no such photo, or it has no place, places are proposed round the patch from
which it fits into a phone's picture (``geo.standpoints``): near ones within the rule set's
nearness, far ones beyond it, within that of far views where the phase allows it. They are geometry
alone: whether a place can be reached is for those who stand there to see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from greenshield.domain.guards.photos import limit_m
from greenshield.domain.rulesets import RuleSet
from greenshield.geo import distances, standpoints
from greenshield.geo.camera import FOV_DEG
from greenshield.geo.declination import declination
from greenshield.project.project import Project
from greenshield.services import calendar, photo_lacking, rules
from greenshield.services.photo_lacking import Lacking
from greenshield.services.photo_shots import FAR, Shot
from greenshield.services.photo_viewpoint import PhotoView

PHOTO, PATCH = "photo", "patch"  # what a place was taken from

Place = tuple[float, float]

_FILLS: Final = {FAR: 0.5}  # the part of the picture's width that a patch may take
_FILL: Final = 0.9
_EDGE_M: Final = 8.0  # outside the patch at the least, so that all its edge is before the camera
_SLACK_M: Final = 10.0  # short of the rule set's limits: receivers err


@dataclass(frozen=True, slots=True)
class Stand:
    """One place to stand at.

    Attributes:
        lon, lat: degrees EPSG:4490.
        azimuth_deg: which way to look, clockwise from true north; None where nobody knows.
        magnetic_deg: the same by a compass there today, None where no model tells.
        fov_deg: horizontal angle of view; that of a phone where the model says none.
        pitch_deg: above the horizon, None where the model does not say.
        gap_m: from there to the patch, 0 inside; None where the issue has no place.
        basis: ``PHOTO`` or ``PATCH``.
        whole: whether all of the patch is in the picture; None of a photo's place.
        error_m: how far off the photo's place may be.
        position_source: where the photo's place comes from: one set by hand is not measured.
    """

    lon: float
    lat: float
    azimuth_deg: float | None
    magnetic_deg: float | None
    fov_deg: float
    pitch_deg: float | None
    gap_m: float | None
    basis: str
    whole: bool | None = None
    error_m: float | None = None
    position_source: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A shot that is lacking, and where it can be taken.

    Attributes:
        issue_id, number, name, state: of the issue.
        shot: what is lacking.
        model: the view that it is to have, None for none.
        stands: places, the best first; none where neither photo nor patch has a place.
    """

    issue_id: str
    number: str
    name: str
    state: str
    shot: Shot
    model: PhotoView | None
    stands: tuple[Stand, ...]


def of_issues(
    project: Project, issues: Sequence[str], *, phase: str = "", here: Place | None = None,
    on: str = "",
) -> list[Target]:  # fmt: skip
    """What is lacking of issues and where it can be taken, in the order of the issues.

    Args:
        project: open for reading.
        issues: their ids; unknown and void ones have nothing.
        phase: one of ``photo_shots.PHASES``; "" for the one that each issue's state is about.
        here: where somebody stands, lon/lat: proposed places near by come first.
        on: the day of the compass, ISO; "" for today.
    """
    ruleset = rules.in_force(project)
    found = photo_lacking.of_issues(project, issues, ruleset, phase=phase)
    day = date.fromisoformat(on or calendar.today())
    asked = [(of, shot) for of in found for shot in of.shots]
    stands = {at: _of_photo(of, shot, day) for at, (of, shot) in enumerate(asked)}
    open_ones = [at for at, found in stands.items() if not found and asked[at][0].shape is not None]
    proposed = _proposed([asked[at] for at in open_ones], ruleset, here, day)
    stands |= dict(zip(open_ones, proposed, strict=True))
    return [
        Target(of.issue_id, of.number, of.name, of.state, shot, of.views.get(shot.like), stands[at])
        for at, (of, shot) in enumerate(asked)
    ]


def _of_photo(of: Lacking, shot: Shot, day: date) -> tuple[Stand, ...]:
    """The place of the photo that a shot is to be like."""
    view = of.views.get(shot.like)
    if view is None or view.lon is None or view.lat is None:
        return ()
    lon, lat, azimuth, gap = view.lon, view.lat, view.azimuth_deg, None
    if of.shape is not None:
        gap = round(distances.distance_m(lon, lat, of.shape), 1)
        if azimuth is None and gap > 0:
            middle = of.shape.centroid
            azimuth = round(distances.bearing(lon, lat, middle.x, middle.y), 1)
    stand = Stand(
        lon, lat, azimuth, magnetic(lon, lat, azimuth, day), view.fov, view.pitch_deg, gap, PHOTO,
        error_m=view.error_m, position_source=view.position_source,
    )  # fmt: skip
    return (stand,)


def _proposed(
    placed: Sequence[tuple[Lacking, Shot]], ruleset: RuleSet, here: Place | None, day: date
) -> list[tuple[Stand, ...]]:
    """Places round patches, for all shots at once; each issue has a shape."""
    if not placed:
        return []
    spans = np.array([_span(ruleset, shot.phase, shot.kind) for _, shot in placed])
    fills = np.array([_FILLS.get(shot.kind, _FILL) for _, shot in placed])
    views = [of.views.get(shot.like) for of, shot in placed]
    looks = [np.nan if v is None or v.azimuth_deg is None else v.azimuth_deg for v in views]
    fov = np.array([FOV_DEG if v is None else v.fov for v in views])
    wanted = standpoints.Wanted(fov, fills, spans[:, 0], spans[:, 1], np.array(looks))
    shapes = np.array([of.shape for of, _ in placed], dtype=object)
    found = standpoints.propose(shapes, wanted, None if here is None else np.array(here))
    return [
        tuple(
            _stand(found, row, int(nth), float(fov[row]), day)
            for nth in np.flatnonzero(np.isfinite(found.lon[row]))
        )
        for row in range(len(placed))
    ]


def _stand(found: standpoints.Standpoints, row: int, nth: int, fov: float, day: date) -> Stand:
    lon, lat = round(float(found.lon[row, nth]), 7), round(float(found.lat[row, nth]), 7)
    azimuth = round(float(found.azimuth_deg[row, nth]), 1) % 360.0
    return Stand(
        lon, lat, azimuth, magnetic(lon, lat, azimuth, day), fov, None,
        round(float(found.gap_m[row, nth]), 1), PATCH, whole=bool(found.whole[row, nth]),
    )  # fmt: skip


def _span(ruleset: RuleSet, phase: str, kind: str) -> tuple[float, float]:
    """How far outside the patch a shot may be taken from: at the least and at the most, metres.

    A far view is taken from beyond the nearness of near ones where its own limit lies beyond that.
    """
    limit = limit_m(ruleset, phase, kind)
    most = limit - min(_SLACK_M, limit / 5)
    least = _EDGE_M
    if kind == FAR:
        wide = limit > ruleset.nearness_m
        least = ruleset.nearness_m + _SLACK_M if wide else limit / 2
    return min(least, most / 2 if kind != FAR else most), most


def magnetic(lon: float, lat: float, azimuth_deg: float | None, on: date) -> float | None:
    """A true azimuth as the needle of a compass shows it, None where no model tells."""
    if azimuth_deg is None:
        return None
    found = declination(lon, lat, on)
    return None if found.why_not else round((azimuth_deg - found.deg) % 360.0, 1) % 360.0
