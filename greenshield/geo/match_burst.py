"""What photos taken together lend one another: a burst shows one thing.

Neighbours are photos of one camera, taken within a minute and fifty metres of each other. A
photo's score for a patch is drawn toward the mean of its neighbours': by 0.75 of the way where it
doesn't say itself which way it looked, by 0.15 where it does, for then it knows better.
Each photo has its own neighbours, so that a walk full of photos isn't one burst, and nothing
depends on the order in which photos come.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats
from greenshield.geo.match_values import Bools, Ints, Places

SECONDS: Final = 60.0
METRES: Final = 50.0
EACH_WAY: Final = 8  # neighbours before, and after, in time
WITHOUT_VIEW: Final = 0.75
WITH_VIEW: Final = 0.15


def neighbours(places: Places) -> tuple[Ints, Ints]:
    """Pairs of photos that are neighbours, each both ways, ascending by the first."""
    known = np.array([bool(c) for c in places.camera], dtype=bool) & places.usable
    who = np.flatnonzero(known & np.isfinite(places.moment))
    if len(who) < 2:
        return np.empty(0, np.intp), np.empty(0, np.intp)
    _, camera = np.unique([places.camera[i] for i in who], return_inverse=True)
    lon, lat = places.lonlat[who].T
    # By place and direction within a second: the same for any order of the photos.
    order = np.lexsort((places.azimuth[who], lat, lon, places.moment[who], camera))
    who, camera = who[order], camera[order]
    moment, spots = places.moment[who], places.lonlat[who]
    one, other = [], []
    for step in range(1, EACH_WAY + 1):
        near = camera[step:] == camera[:-step]
        near &= moment[step:] - moment[:-step] <= SECONDS
        first = np.flatnonzero(near)
        if not len(first):
            break
        first = first[_apart_m(spots[first], spots[first + step]) <= METRES]
        one += [who[first], who[first + step]]
        other += [who[first + step], who[first]]
    if not one:
        return np.empty(0, np.intp), np.empty(0, np.intp)
    pairs = np.concatenate(one), np.concatenate(other)
    by = np.lexsort((pairs[1], pairs[0]))
    return pairs[0][by], pairs[1][by]


def lent(
    photo: Ints, patch: Ints, score: Floats, of: tuple[Ints, Ints], patches: int
) -> tuple[Floats, Ints]:
    """The mean score of each photo's neighbours for the same patch.

    Args:
        photo: of each pair of photo and patch, ascending, shape (n,).
        patch: likewise.
        score: likewise.
        of: pairs of neighbours, as :func:`neighbours` gives them.
        patches: how many patches there are.

    Returns:
        The mean, where a neighbour that isn't near the patch counts as 0, NaN for a photo without
        neighbours; and how many neighbours it has; both of shape (n,).
    """
    one, other = of
    many = np.bincount(one, minlength=int(photo[-1]) + 1 if len(photo) else 0)
    count = many[photo].astype(np.intp)
    key = photo.astype(np.int64) * patches + patch
    order = np.argsort(key, kind="stable")
    start = np.searchsorted(photo, other, side="left")
    long = np.searchsorted(photo, other, side="right") - start
    total = int(long.sum())
    # Row by row: each neighbour's pairs, under the name of the photo that is lent to.
    row = np.repeat(start - np.cumsum(long) + long, long) + np.arange(total)
    wanted = np.repeat(one.astype(np.int64), long) * patches + patch[row]
    at = np.minimum(np.searchsorted(key[order], wanted), max(len(key) - 1, 0))
    hit = key[order][at] == wanted if len(key) else np.zeros(0, dtype=bool)
    summed = np.bincount(order[at[hit]], weights=score[row[hit]], minlength=len(photo))
    mean = np.full(len(photo), np.nan)
    np.divide(summed, count, out=mean, where=count > 0)
    return mean, count


def drawn(score: Floats, mean: Floats, has_view: Bools) -> Floats:
    """Scores drawn toward the neighbours' mean, NaN of which draws nothing."""
    weight = np.where(has_view, WITH_VIEW, WITHOUT_VIEW)
    out: Floats = np.where(np.isfinite(mean), score + weight * (mean - score), score)
    return out


def _apart_m(one: Floats, other: Floats) -> Floats:
    """Metres between places some metres apart, in the plane of the first."""
    m, p = ellipsoid.radii(np.radians(one[:, 1]))
    turn = np.radians((other - one + 180.0) % 360.0 - 180.0)
    out: Floats = np.hypot(turn[:, 0] * p, turn[:, 1] * m)
    return out
