"""How well a patch goes with a photo: a number from 0 to 1, a product of four parts.

The weights are our own choice, none is official. Each part is 1 where it speaks for the patch.

- *place*: 1 inside; outside 0.9 / (1 + (d/50)²), where d is the distance less the position's
  error (15 m where the photo doesn't tell: a phone under open sky, doubled and a half). 50 m is the
  nearness of the shipped rule set.
- *trust*: √(50 / error) where the error exceeds 50 m, for then the position proves little.
- *view*: 1 inside or where the camera looked at the patch, 0.9 where it doesn't tell,
  0.5 where it looked away.
- *day*: 1 up to 30 days from the due day, falling to 0.85 at 180 days; 0.95 where unknown.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from greenshield.geo.ellipsoid import Floats

NEAR_M: Final = 50.0
USUAL_ERROR_M: Final = 15.0
OUTSIDE: Final = 0.9
VIEW_UNKNOWN: Final = 0.9
LOOKED_AWAY: Final = 0.5
NEAR_DAYS: Final = 30
FAR_DAYS: Final = 180
DAY_FAR: Final = 0.85
DAY_UNKNOWN: Final = 0.95


def scores(
    distance_m: Floats,
    inside: npt.NDArray[np.bool_],
    in_view: npt.NDArray[np.int8],
    error_m: Floats,
    days: Floats,
) -> Floats:
    """Scores of pairs of photo and patch, all arguments of shape (n,).

    Args:
        distance_m: from the position to the patch.
        inside: whether the position lies in the patch.
        in_view: 1 yes, 0 no, -1 unknown.
        error_m: of the position; NaN where unknown.
        days: between the photo and the patch's due day; NaN where unknown.
    """
    error = np.where(np.isfinite(error_m), error_m, USUAL_ERROR_M)
    off = np.maximum(distance_m - error, 0.0) / NEAR_M
    place = np.where(inside, 1.0, OUTSIDE / (1 + off * off))
    trust = np.sqrt(NEAR_M / np.maximum(error, NEAR_M))
    view = np.where(in_view > 0, 1.0, np.where(in_view < 0, VIEW_UNKNOWN, LOOKED_AWAY))
    known = np.interp(np.nan_to_num(days), [NEAR_DAYS, FAR_DAYS], [1.0, DAY_FAR])
    day = np.where(np.isfinite(days), known, DAY_UNKNOWN)
    out: Floats = place * trust * view * day
    return out


def days_apart(taken: npt.NDArray[np.datetime64], due: npt.NDArray[np.datetime64]) -> Floats:
    """Whole days between two arrays of days; NaN where either is unknown."""
    out: Floats = np.abs((taken - due) / np.timedelta64(1, "D"))
    return out
