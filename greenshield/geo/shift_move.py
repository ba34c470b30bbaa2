"""By which constant vector outlines are off, where no web map's shift explains them.

A datum that was taken without its parameters (Beijing 54 or Xian 80 for CGCS2000) moves a county
by tens of metres to two hundred. The best of a lattice of moves is settled by iterated least
squares of the distances across the outlines (point to line, as in the ICP of Chen and Medioni).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from greenshield.domain.standing import MOVED
from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats
from greenshield.geo.shift_hypotheses import NAMED, Hypothesis
from greenshield.geo.shift_samples import Outlines
from greenshield.geo.shift_support import TOLERANCES, Supports, counted

_FARTHEST: Final = 320.0  # metres
_STEP: Final = 40.0
_SOME: Final = 200  # places that the lattice is tried with
_TURNS: Final = 12
_ANNEALED: Final = (110.0, 40.0, 12.0)  # metres
_HINT: Final = 0.12  # of support; a hypothesis with less is not tried farther
_STRAY_PART, _STRAY_M = 0.45, 250.0  # of a web map's shift, and metres, that a reference may add
_LARGE_M, _STRAY_SMALL = 300.0, 0.2  # smaller shifts are as those of a datum: less is allowed
LEAST_M: Final = 15.0
"""Smaller moves than that are survey, not datum."""


def candidates(supports: Supports, outlines: Outlines, lonlat: Floats) -> list[Hypothesis]:
    """The named hypotheses, and each with the move that a reference of its own datum asks for.

    References are off too: those that came from Beijing 54 or Xian 80 by no parameters stand up
    to two hundred metres beside, and a web map's shift on top of that is still one.

    Args:
        supports: of all places.
        outlines: of the reference.
        lonlat: the places, shape (n, 2), degrees.
    """
    out = list(NAMED)
    for named in NAMED:
        near = named
        if supports.support(named, TOLERANCES[-1]) < _HINT:
            continue
        for tolerance in _ANNEALED:
            near = settled(near, outlines, lonlat, tolerance)
            if tolerance != _ANNEALED[0]:
                out += _as_called(supports, near)
    return out


def moves(supports: Supports, outlines: Outlines, lonlat: Floats) -> list[Hypothesis]:
    """The best constant vector of a lattice, settled; arguments as of :func:`candidates`."""
    some = lonlat[:: max(1, len(lonlat) // _SOME)]
    steps = np.arange(-_FARTHEST, _FARTHEST + 1, _STEP)
    best, most = NAMED[0], 0.0
    for east, north in np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2):
        if np.hypot(east, north) <= _FARTHEST:
            move = NAMED[0].beside(float(east), float(north))
            metres = outlines.distances(move.truth(some), 2 * _STEP)
            support = float(counted(metres, _STEP / 2).mean())
            if support > most:
                best, most = move, support
    out = []
    for tolerance in (_STEP, _STEP / 4):
        best = settled(best, outlines, lonlat, tolerance)
        out += _as_called(supports, best)
    return out


def _as_called(supports: Supports, found: Hypothesis) -> list[Hypothesis]:
    """What was found, by the name of what it comes near; nothing where it strayed from that."""
    extra = float(np.hypot(*found.metres))
    if found.back is not None:
        bare = Hypothesis(found.name, found.back)
        return [found] if extra <= _stray(supports, bare) else []
    if extra < LEAST_M:
        return [found]
    for named in NAMED[1:]:
        off = np.subtract(supports.off_by(named), found.metres)
        if np.hypot(*off) <= _stray(supports, named):
            return [Hypothesis(named.name, found.back, found.metres)]
    return [found.called(MOVED)] if extra <= _FARTHEST else []


def _stray(supports: Supports, named: Hypothesis) -> float:
    size = supports.size_m(named)
    return min(_STRAY_PART * size, _STRAY_M) if size >= _LARGE_M else _STRAY_SMALL * size


def settled(
    hypothesis: Hypothesis, outlines: Outlines, lonlat: Floats, tolerance_m: float
) -> Hypothesis:
    """A hypothesis and the small move that brings places nearest to their outlines.

    Args:
        hypothesis: to begin with.
        outlines: of the reference.
        lonlat: places as the file has them, shape (n, 2), degrees.
        tolerance_m: places farther off than a few of these don't count.
    """
    for _ in range(_TURNS):
        at = hypothesis.truth(lonlat)
        gap = _metres(at, outlines.nearest(at, 5 * tolerance_m))
        far = np.hypot(gap[:, 0], gap[:, 1])
        use = np.isfinite(far) & (far > 1e-6)
        across = gap[use] / far[use, None]  # towards the outline
        weight = counted(far[use], 1.5 * tolerance_m)
        normal = (across * weight[:, None]).T @ across
        step = np.linalg.lstsq(
            normal + 1e-6 * np.eye(2), (across * weight[:, None]).T @ far[use], rcond=None
        )[0]
        hypothesis = hypothesis.beside(-float(step[0]), -float(step[1]))
        if np.hypot(*step) < 0.02:
            break
    return hypothesis


def _metres(start: Floats, end: Floats) -> Floats:
    m, p = ellipsoid.radii(np.radians(start[:, 1]))
    off = np.radians(end - start)
    return np.column_stack([off[:, 0] * p, off[:, 1] * m])
