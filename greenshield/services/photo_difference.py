"""How the views of two photos differ, and how much that weighs.

The weight is a length in a space whose unit is what the rule set still takes as a pair: metres
between the viewpoints by its nearness (of far views by that of far views), degrees between the
azimuths by its largest angle. What one of the two doesn't say counts as a whole unit. Another kind
of view, another angle of view, another pitch and another height weigh half as much at the most: a
pair may have them. 0 is the same view; above 1 it is no good pair.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Final

from greenshield.domain.guards.photos import is_wide
from greenshield.domain.rulesets import RuleSet
from greenshield.geo import ellipsoid
from greenshield.services.photo_viewpoint import PhotoView

_LESSER: Final = 0.5  # the most that each lesser difference weighs
_OCTAVE: Final = 2.0  # an angle of view half as wide counts in full
_HEIGHT_M: Final = 50.0  # receivers tell heights three times worse than places


@dataclass(frozen=True, slots=True)
class Difference:
    """From the view of one photo to that of a model; None where either does not say.

    Attributes:
        apart_m: between the viewpoints.
        go_deg: the way from the photo's viewpoint to the model's, clockwise from true north.
        turn_deg: how far to turn to look as the model does: clockwise, so right, is positive;
            -180 to 180.
        higher_m: how much higher the model's viewpoint lies.
        pitch_deg: how much further up the model looks.
        zoom: the model's angle of view by the photo's: below 1 it shows less and larger.
        days: from the model to the photo.
        alike: whether both are of one kind; None where the kind of one is unknown.
        weight: as above.
    """

    apart_m: float | None
    go_deg: float | None
    turn_deg: float | None
    higher_m: float | None
    pitch_deg: float | None
    zoom: float | None
    days: int | None
    alike: bool | None
    weight: float


def between(
    photo: PhotoView, model: PhotoView, ruleset: RuleSet, kinds: tuple[str, str] = ("", "")
) -> Difference:
    """How a photo differs from the one that it is to be like.

    Args:
        photo: the later one.
        model: the earlier one.
        ruleset: gives the units of the weight.
        kinds: of the photo and of the model, "" for unknown.
    """
    apart = go = None
    if photo.place is not None and model.place is not None:
        go, _, apart = ellipsoid.geod().inv(*photo.place, *model.place)
        go = go % 360.0
    turn = None
    if photo.azimuth_deg is not None and model.azimuth_deg is not None:
        turn = turned(photo.azimuth_deg, model.azimuth_deg)
    higher = _less(model.altitude_m, photo.altitude_m)
    pitch = _less(model.pitch_deg, photo.pitch_deg)
    both = photo.fov_deg and model.fov_deg
    zoom = model.fov_deg / photo.fov_deg if both and photo.fov_deg and model.fov_deg else None
    alike = None if "" in kinds else kinds[0] == kinds[1]
    near, wide = ruleset.nearness_m, all(is_wide(kind) for kind in kinds)
    parts = [
        _share(apart, ruleset.nearness_far_m if wide else near, unknown=1.0),
        _share(turn, ruleset.pair_max_angle_deg, unknown=1.0),
        _LESSER if alike is False else 0.0,
        _lesser(_share(pitch, ruleset.pair_max_angle_deg)),
        _lesser(_share(higher, _HEIGHT_M)),
        _lesser(abs(math.log(zoom, _OCTAVE)) if zoom else 0.0),
    ]
    return Difference(
        _rounded(apart, 1), _rounded(go, 1), _rounded(turn, 3), _rounded(higher, 1),
        _rounded(pitch, 1), _rounded(zoom, 3), _days(model.day, photo.day), alike,
        round(math.hypot(*parts), 4),
    )  # fmt: skip


def turned(azimuth_deg: float, to_deg: float) -> float:
    """How far to turn from one direction to another: right is positive, -180 to 180 degrees."""
    turn = (to_deg - azimuth_deg) % 360.0
    return turn - 360.0 if turn > 180.0 else turn


def _share(value: float | None, unit: float, unknown: float = 0.0) -> float:
    if value is None:
        return unknown
    return abs(value) / unit if unit > 0 else (0.0 if value == 0 else math.inf)


def _lesser(share: float) -> float:
    return _LESSER * min(1.0, share)


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _days(first: str, last: str) -> int | None:
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return None
