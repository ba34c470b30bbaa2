"""How well a patch goes with a photo: a number from 0 to 1, a product of four parts.

The weights are our own choice, none is official. Each part is 1 where it speaks for the patch.

- *place*: 0.9 inside, and outside 0.9 / (1 + (d/120)²), where d is the distance less the
  position's error (15 m where the photo doesn't tell: a phone under open sky, doubled and a half).
  Where a photo tells a dilution of precision (DOP) alone, the error counts as 5 m for each unit of
  it, 15 m at least: a small DOP says that satellites stood well, not that the receiver is better
  than others.
- *trust*: √(50 / error) where the error exceeds 50 m, for then the position proves little.
- *view*: 1 inside, or where the middle of the picture meets the patch; else it falls with the
  angle between them to 0.3, by a bell of 18° (a phone's compass), the wider the nearer the patch
  is for the position's error; 0.9 where the photo doesn't tell.
- *day*: 1 while the patch is somebody's work, from its assignment until it is closed, and up to
  30 days off that, falling to 0.85 at 180 days; where no assignment is known, by the days from
  its due day alike; 0.95 where nothing is known.

The figures are those of which the fewest ties on labelled synthetic photos were wrong; see
``autotag`` in ``benchmarks/README.md``.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from greenshield.geo.ellipsoid import Floats

NEAR_M: Final = 120.0
TRUSTED_M: Final = 50.0
USUAL_ERROR_M: Final = 15.0
ERROR_PER_DOP_M: Final = 5.0
PLACE: Final = 0.9
VIEW_UNKNOWN: Final = 0.9
LOOKED_AWAY: Final = 0.3
COMPASS_DEG: Final = 18.0
ERROR_PART: Final = 0.6  # of the error told, which nine in ten positions keep, to one deviation
NEAR_DAYS: Final = 30
FAR_DAYS: Final = 180
DAY_FAR: Final = 0.85
DAY_UNKNOWN: Final = 0.95

Days = npt.NDArray[np.datetime64]


def scores(
    distance_m: Floats,
    inside: npt.NDArray[np.bool_],
    off_deg: Floats,
    error_m: Floats,
    days: Floats,
) -> Floats:
    """Scores of pairs of photo and patch, all arguments of shape (n,).

    Args:
        distance_m: from the position to the patch.
        inside: whether the position lies in the patch.
        off_deg: between the middle of the picture and the patch; NaN where unknown.
        error_m: of the position, as :func:`errors_m` gives it.
        days: between the photo and the patch's time; NaN where unknown.
    """
    off = np.maximum(distance_m - error_m, 0.0) / NEAR_M
    place = PLACE / (1 + off * off)
    trust = np.sqrt(TRUSTED_M / np.maximum(error_m, TRUSTED_M))
    known = np.interp(np.nan_to_num(days), [NEAR_DAYS, FAR_DAYS], [1.0, DAY_FAR])
    day = np.where(np.isfinite(days), known, DAY_UNKNOWN)
    out: Floats = place * trust * _views(distance_m, inside, off_deg, error_m) * day
    return out


def _views(
    distance_m: Floats, inside: npt.NDArray[np.bool_], off_deg: Floats, error_m: Floats
) -> Floats:
    by_error = np.degrees(np.arctan(ERROR_PART * error_m / np.maximum(distance_m, 1.0)))
    bell = np.exp(-((off_deg / np.hypot(COMPASS_DEG, by_error)) ** 2) / 2)
    view = LOOKED_AWAY + (1 - LOOKED_AWAY) * bell
    view = np.where(np.isfinite(off_deg), view, VIEW_UNKNOWN)
    out: Floats = np.where(inside, 1.0, view)
    return out


def errors_m(error_m: Floats, dop: Floats) -> Floats:
    """How far off positions may be: as told, else by the DOP, else the usual. NaN for untold."""
    by_dop = np.maximum(USUAL_ERROR_M, ERROR_PER_DOP_M * np.nan_to_num(dop))
    out: Floats = np.where(np.isfinite(error_m), error_m, by_dop)
    return out


def days_off(taken: Days, since: Days, until: Days, due: Days) -> Floats:
    """Days between photos and the time in which each patch was somebody's work.

    Args:
        taken: days of photos, all of shape (n,), NaT where unknown.
        since: from when each patch was assigned.
        until: until when, NaT while it goes on.
        due: the day on which it was to be checked; counts where ``since`` is unknown.

    Returns:
        Whole days, 0 within that time; NaN where unknown.
    """
    early, late = _days(since, taken), _days(taken, until)
    within = np.maximum(np.maximum(early, np.nan_to_num(late)), 0.0)
    out: Floats = np.where(np.isnat(since), np.abs(_days(taken, due)), within)
    return out


def _days(later: Days, earlier: Days) -> Floats:
    out: Floats = (later - earlier) / np.timedelta64(1, "D")
    return out
