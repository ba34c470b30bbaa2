"""Whether a place that a list gives for something known is still that something's place.

A patch that is drawn anew keeps most of its surface, one that grows keeps all of it, a narrow one
may come to lie beside itself; a point that is measured anew stays within what a thousandth of a
degree tells. What goes further is another place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo.overlay import cut

_Geometries = npt.NDArray[np.object_]
_Floats = npt.NDArray[np.float64]
_Bools = npt.NDArray[np.bool_]
Places = Sequence[BaseGeometry | None]

# No rule names these bounds; they are ours.
NEAR_M: Final = 30.0  # between two patches of one thing
POINT_M: Final = 100.0  # the same where one is a point: a thousandth of a degree
SHIFT_M: Final = 1_500.0  # the most by which the datums of web maps are apart (BD-09), rounded up
_SCRAP: Final = 0.05  # of either patch: what neighbours that were drawn carelessly share
_LITTLE: Final = 0.2  # of both together: less is no patch drawn anew
_MOST: Final = 0.5  # of both together: more is the other patch
_WITHIN: Final = 0.8  # of a patch that lies in another
_ON_M: Final = 10.0  # a point is where it was
_AT_M: Final = 1.0  # a point is exactly another's
_FEWEST: Final = 5  # places that have moved one way: fewer have done so by chance
_NEARLY_ALL: Final = 0.8  # of a list
_SPREAD: Final = 0.15  # of the way: the shift of a web map is not the same all over a county
_NOWHERE: Final = shapely.Point(np.nan, np.nan)
_DEGREE_M: Final = 111_320.0  # of a meridian


@dataclass(frozen=True, slots=True)
class Apart:
    """Places beside those that they are held against, pair by pair; all of shape (n,).

    Attributes:
        metres: between the two, 0 where they meet; nan where one of them is missing.
        of_old, of_new: the common surface as a share of each patch, 0 to 1; 0 for points.
        centres: metres between the middles.
        patches: whether both are patches.
    """

    metres: _Floats
    of_old: _Floats
    of_new: _Floats
    centres: _Floats
    patches: _Bools

    @property
    def alike(self) -> _Floats:
        """The common surface as a share of both together (intersection over union), 0 to 1."""
        with np.errstate(divide="ignore"):
            return np.asarray(1 / (1 / self.of_old + 1 / self.of_new - 1))

    @property
    def elsewhere(self) -> _Bools:
        """Which are another place than the one they are held against."""
        scrap = np.maximum(self.of_old, self.of_new) < _SCRAP
        moved = scrap & ((self.metres > NEAR_M) | (self.centres > POINT_M))
        return np.asarray(np.where(self.patches, moved, self.metres > POINT_M))

    @property
    def doubtful(self) -> _Bools:
        """Which might be another's place, should one be there; those elsewhere among them."""
        return np.asarray(np.where(self.patches, self.alike < _LITTLE, self.metres > _ON_M))

    @property
    def same(self) -> _Bools:
        """Which are the place that they are held against."""
        return np.asarray(np.where(self.patches, self.alike >= _MOST, self.metres <= _AT_M))

    def fit(self, own: Apart) -> _Bools:
        """Which fit the place they are held against though they are doubtful beside their own.

        Args:
            own: the same places beside their own, pair by pair.
        """
        scrap = np.maximum(own.of_old, own.of_new) < _SCRAP
        within = self.patches & scrap & own.elsewhere & (self.of_new >= _WITHIN)
        return np.asarray((self.same | within) & own.doubtful)


def apart(olds: Places, news: Places) -> Apart:
    """How places lie beside those that they are held against, pair by pair.

    Args:
        olds: points or patches, lon/lat in degrees; None is nowhere.
        news: as many.
    """
    one, other = _flat(olds, news)
    is_patch = (shapely.get_dimensions(one) == 2) & (shapely.get_dimensions(other) == 2)
    common = np.zeros(len(one))
    common[is_patch] = shapely.area(cut(one[is_patch], other[is_patch]))
    with np.errstate(divide="ignore", invalid="ignore"):
        of_old = np.nan_to_num(common / shapely.area(one), posinf=0.0).clip(0, 1)
        of_new = np.nan_to_num(common / shapely.area(other), posinf=0.0).clip(0, 1)
    centres = shapely.distance(shapely.centroid(one), shapely.centroid(other))
    return Apart(shapely.distance(one, other), of_old, of_new, centres, is_patch)


@dataclass(frozen=True, slots=True)
class Together:
    """A way by which most places have moved: a datum that was put right, or got wrong.

    Attributes:
        east, north: metres.
        of: which places have moved that way, of shape (n,).
    """

    east: float
    north: float
    of: _Bools

    @property
    def metres(self) -> float:
        """How far."""
        return float(np.hypot(self.east, self.north))


def together(olds: Places, news: Places, all_places: int) -> Together | None:
    """The one way by which a list's places have moved, None where there is none.

    Args:
        olds: points or patches, lon/lat in degrees; None is nowhere.
        news: as many.
        all_places: how many the list has, those that stayed among them.
    """
    one, other = _flat(olds, news)
    way = -shapely.get_coordinates(_centres(one)) + shapely.get_coordinates(_centres(other))
    known = np.isfinite(way).all(axis=1)
    if known.sum() < _FEWEST:
        return None
    middle = np.median(way[known], axis=0)
    far = float(np.hypot(*middle))
    with np.errstate(invalid="ignore"):
        of = np.hypot(*(way - middle).T) <= max(NEAR_M, _SPREAD * far)
    if far <= NEAR_M or of.sum() < max(_FEWEST, _NEARLY_ALL * all_places):
        return None
    return Together(float(middle[0]), float(middle[1]), np.asarray(of))


def _centres(shapes: _Geometries) -> _Geometries:
    """Their middles; of what is nowhere a point that is not a number."""
    found = shapely.centroid(shapes)
    found[shapely.is_missing(found) | shapely.is_empty(found)] = _NOWHERE
    return np.asarray(found)


def _flat(olds: Places, news: Places) -> tuple[_Geometries, _Geometries]:
    """Pairs in metres: over a pair the earth is flat, over the whole list it is not."""
    one, other = _array(olds), _array(news)
    lat = shapely.get_y(shapely.centroid(other))
    lon = shapely.get_x(shapely.centroid(other))
    scale = np.column_stack([np.cos(np.radians(lat)), np.ones(len(lat))]) * _DEGREE_M
    middle = np.column_stack([lon, lat])

    def moved(shapes: _Geometries) -> Any:
        at, index = shapely.get_coordinates(shapes, return_index=True)
        return shapely.set_coordinates(shapes.copy(), (at - middle[index]) * scale[index])

    return moved(one), moved(other)


def _array(shapes: Places) -> _Geometries:
    out = np.empty(len(shapes), dtype=object)
    out[:] = [None if shape is None else shapely.force_2d(shape) for shape in shapes]
    return out
