"""Whether the positions of a file are those of a web map, told from outlines known otherwise.

Nothing in a file's own numbers tells. Where the same ground is drawn by something else that the
project holds, outlines that recur tell by how much the file is off; what can't be told is not
guessed. The bounds are our own choice, held to a labelled set
(``tests/geo/test_shift_judge.py``, a thousand cases of it in the slow tests).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.domain.standing import RIGHT, Standing
from greenshield.geo import shift_samples
from greenshield.geo.ellipsoid import Floats
from greenshield.geo.shift_hypotheses import NAMED, Hypothesis
from greenshield.geo.shift_move import candidates, moves, settled
from greenshield.geo.shift_samples import Outlines, Places
from greenshield.geo.shift_support import COUNTS_M, TOLERANCES, Fit, Supports, counted

_Geometries = npt.NDArray[np.object_]
_Ints = npt.NDArray[np.intp]

# Of the places must recur; that many times more than with any rival, and than on the ring.
_FINE = (0.2, 1.6, 1.3)
_FINE_M = 16.0  # tolerances above are of rough outlines, which fit by chance more easily
_COARSE = (0.3, 1.8, 1.3)
_LITTLE = 0.08  # where a part of an outline recurs, and nothing else does
_SPARSE = (_LITTLE, 3.0, 1.5)
_PART = 0.25  # of a shift that a tolerance may be: a larger one could not tell it from none
_PLACES = 12  # must recur
# Shifts that the recurring outline must be long, for a short one fits by chance: where a web
# map's own shift explains it; where rough outlines do; where one was sought that does, and finds
# two circles of one size anywhere. Then a few shapes that agree are worth as much.
_LENGTH, _ROUGH_LENGTH, _SOUGHT_LENGTH = 1.5, 6.0, 30.0
_SEVERAL = 3
# Of many circles a few fit at any move that is sought: half of the outlines must, or many shapes.
_SOUGHT_SHARE, _MANY = 0.5, 8
_MOSTLY = 0.7  # of the shapes that recur must agree


def judge(shapes: npt.ArrayLike, reference: npt.ArrayLike) -> Standing:
    """Compares the outlines of a file with those of something known otherwise.

    Args:
        shapes: polygons or lines as the file has them, degrees lon/lat EPSG:4490; valid or not.
            Points, None and empty ones say nothing.
        reference: the same, known otherwise. Not the same file again.

    Returns:
        ``unclear`` where too little recurs.
    """
    theirs = outlined(reference)
    return judge_near(shapes, shapely.bounds(theirs).reshape(-1, 4), lambda some: theirs[some])


def judge_near(
    shapes: npt.ArrayLike, bounds: Floats, load: Callable[[_Ints], _Geometries]
) -> Standing:
    """The same, of a reference of which only what is looked at is loaded.

    Args:
        shapes: as of :func:`judge`.
        bounds: of each shape of the reference: west, south, east, north; shape (n, 4).
        load: indices of some -> those shapes.
    """
    mine = outlined(shapes)
    if not len(mine) or not len(bounds):
        return Standing()
    some, about = shift_samples.near_each_other(mine, bounds)
    theirs = outlined(load(about)) if len(some) else np.array([], dtype=object)
    if not len(theirs):
        return Standing()
    places = shift_samples.along(mine[some])
    outlines = Outlines(theirs, places.lonlat)
    places = places.only(np.isfinite(outlines.distances(places.lonlat)))
    if len(places.shape) < _PLACES:
        return Standing()
    supports = Supports(
        lambda h: outlines.distances(h.truth(places.lonlat), COUNTS_M), places.lonlat
    )
    fit = _explained(supports, outlines, places)
    return Standing() if fit is None else _standing(fit, supports, outlines, places)


def outlined(shapes: npt.ArrayLike) -> _Geometries:
    """Those that have an outline or are lines."""
    out: _Geometries = np.array(shapes, dtype=object, ndmin=1)
    sound = ~(shapely.is_missing(out) | shapely.is_empty(out)) & (shapely.get_dimensions(out) > 0)
    kept: _Geometries = out[sound]
    return kept


def _explained(supports: Supports, outlines: Outlines, places: Places) -> Fit | None:
    """What stands alone; what takes long to try is tried where nothing else does."""
    at = places.lonlat
    return (
        _telling(supports, NAMED, places, _FINE_M)
        or _telling(supports, candidates(supports, outlines, at), places)
        or _telling(supports, moves(supports, outlines, at), places)
    )


def _telling(
    supports: Supports, among: Sequence[Hypothesis], places: Places, up_to_m: float = np.inf
) -> Fit | None:
    """The one that stands alone at the finest tolerance where any does."""
    for tolerance in TOLERANCES:
        found = [
            _fit(h, tolerance, supports, places)
            for h in among
            if tolerance <= up_to_m and (h.name == RIGHT or tolerance <= _PART * supports.size_m(h))
        ]
        good = [fit for fit in found if fit is not None]
        if good:
            return max(good, key=lambda fit: fit.support)
    return None


def _fit(
    hypothesis: Hypothesis, tolerance_m: float, supports: Supports, places: Places
) -> Fit | None:
    """How a hypothesis stands, where that is no chance."""
    support = supports.support(hypothesis, tolerance_m)
    is_coarse = tolerance_m > _FINE_M
    enough, over_rival, over_ring = _COARSE if is_coarse else _FINE
    if support < enough and not is_coarse:
        enough, over_rival, over_ring = _SPARSE
    recurs = supports.distances(hypothesis) <= 2 * tolerance_m
    if support < enough or recurs.sum() < _PLACES:
        return None
    rival = supports.rival(hypothesis, tolerance_m)
    if support < over_rival * rival:
        return None
    ring = supports.ring(hypothesis, tolerance_m)
    if support < over_ring * ring:
        return None
    fit = Fit(hypothesis, tolerance_m, support, rival, ring)
    if hypothesis.name == RIGHT:
        return fit
    shapes, agreeing = _shapes(fit, supports, places)
    if agreeing < _MOSTLY * shapes:
        return None
    was_sought = hypothesis.metres != (0.0, 0.0)
    least = _SOUGHT_LENGTH if was_sought else _ROUGH_LENGTH if is_coarse else _LENGTH
    if was_sought and agreeing >= _SEVERAL:
        least = _ROUGH_LENGTH
    if was_sought and recurs.mean() < _SOUGHT_SHARE and agreeing < _MANY:
        return None
    length = places.metres[recurs].sum()
    return fit if length >= least * supports.size_m(hypothesis) else None


def _shapes(fit: Fit, supports: Supports, places: Places) -> tuple[int, int]:
    """How many shapes recur, as they are or as the fit has them, and how many as it has them."""
    size = int(places.shape.max(initial=0)) + 1
    number = np.bincount(places.shape, minlength=size)
    with_it, without = (
        np.bincount(places.shape, counted(supports.distances(h), fit.tolerance_m), size)
        for h in (fit.hypothesis, NAMED[0])
    )
    recurs = np.maximum(with_it, without) >= 0.15 * np.maximum(number, 4)
    return int(recurs.sum()), int((recurs & (with_it >= without)).sum())


def _standing(fit: Fit, supports: Supports, outlines: Outlines, places: Places) -> Standing:
    truth = supports.distances(fit.hypothesis)
    recurs = truth <= 2 * fit.tolerance_m
    shapes, agreeing = _shapes(fit, supports, places)
    east = north = 0.0
    if fit.hypothesis.name != RIGHT:
        at = places.lonlat[recurs]
        east, north = supports.off_by(settled(fit.hypothesis, outlines, at, fit.tolerance_m))
    return Standing(
        verdict=fit.hypothesis.name,
        size_m=float(np.hypot(east, north)),
        bearing_deg=float(np.degrees(np.arctan2(east, north)) % 360),
        before_m=float(np.median(outlines.distances(places.lonlat[recurs]))),
        after_m=float(np.median(truth[recurs])),
        share=float(recurs.mean()),
        shapes=shapes,
        agreeing=agreeing,
        tolerance_m=fit.tolerance_m,
        confidence=1.0 - max(fit.rival, fit.ring / _FINE[2]) / fit.support,
    )
