"""Whether patches have a web map's shift, told from photos that were taken at them.

A phone knows where it is to some metres, and photos of a patch are taken in it or beside it. One
proves nothing, for the photographer may have stood anywhere; but where the photos of several
patches lie beside them, and lie in them once a web map's shift is taken back, that is no chance.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.domain.standing import RIGHT, Standing
from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats
from greenshield.geo.shift_hypotheses import NAMED, Hypothesis
from greenshield.geo.shift_support import Supports

_TOLERANCES: Final = (16.0, 32.0, 64.0)  # metres; a phone's error, and a few steps
_PATCHES: Final = 4  # and photos; fewer prove nothing
_SUPPORT: Final = 0.5
_OVER_RIVAL, _OVER_RING = 1.6, 1.25
_PART: Final = 0.25  # of the shift that a tolerance may be
_HOME_M: Final = 75.0


def judge_photos(patches: npt.ArrayLike, photos: Floats) -> Standing:
    """Compares patches with where their photos were taken.

    Args:
        patches: of each photo its patch, degrees lon/lat EPSG:4490, shape (n,).
        photos: their positions, shape (n, 2), degrees.

    Returns:
        ``unclear`` where they don't tell; ``shapes`` counts photos, not patches.
    """
    shapes = np.array(patches, dtype=object, ndmin=1)
    if len({id(shape) for shape in shapes}) < _PATCHES:
        return Standing()
    m, p = ellipsoid.radii(np.radians(photos[:, 1]))
    scale = np.radians(np.column_stack([p, m]))
    lonlat, photo = shapely.get_coordinates(shapes, return_index=True)

    def distances(hypothesis: Hypothesis) -> Floats:
        metres = (hypothesis.truth(lonlat) - photos[photo]) * scale[photo]
        about = shapely.set_coordinates(shapes.copy(), metres)
        out: Floats = shapely.distance(about, shapely.Point(0, 0))
        return out

    supports = Supports(distances, photos)
    for tolerance in _TOLERANCES:
        for hypothesis in NAMED:
            if _stands(hypothesis, tolerance, supports):
                return _standing(hypothesis, tolerance, supports)
    return Standing()


def _stands(hypothesis: Hypothesis, tolerance_m: float, supports: Supports) -> bool:
    support = supports.support(hypothesis, tolerance_m)
    if support < _SUPPORT:
        return False
    if hypothesis.name != RIGHT and tolerance_m > _PART * supports.size_m(hypothesis):
        return False
    if support < _OVER_RIVAL * supports.rival(hypothesis, tolerance_m):
        return False
    return support >= _OVER_RING * supports.ring(hypothesis, tolerance_m)


def _standing(hypothesis: Hypothesis, tolerance_m: float, supports: Supports) -> Standing:
    east, north = supports.off_by(hypothesis)
    after, before = supports.distances(hypothesis), supports.distances(NAMED[0])
    rival = supports.rival(hypothesis, tolerance_m)
    return Standing(
        verdict=hypothesis.name,
        size_m=float(np.hypot(east, north)),
        bearing_deg=float(np.degrees(np.arctan2(east, north)) % 360),
        before_m=float(np.median(before)),
        after_m=float(np.median(after)),
        share=float((after <= _HOME_M).mean()),
        shapes=len(after),
        agreeing=int((after <= np.maximum(before, 1.0)).sum()),
        tolerance_m=tolerance_m,
        confidence=1.0 - rival / supports.support(hypothesis, tolerance_m),
        by_photos=True,
    )
