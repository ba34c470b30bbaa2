"""Which patches a photo may show, ranked, with the reasons.

Photos and patches are compared in arrays: an R-tree in ellipsoidal Mercator finds the
patches near a photo, ``match_score.py`` weighs them. A rank is a suggestion to a person; only
:func:`clear` says that one patch stands out enough to be taken without asking.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.geo import ellipsoid
from greenshield.geo.distances import bearing, distances_m
from greenshield.geo.ellipsoid import Floats
from greenshield.geo.match_score import NEAR_DAYS, days_apart, scores
from greenshield.geo.match_values import (
    Bools,
    Candidates,
    Day,
    Geometries,
    Ints,
    Match,
    PhotoPlace,
    Places,
    Ranked,
    days64,
)
from greenshield.geo.view import sectors

__all__ = ["Candidates", "Day", "Match", "PatchIndex", "PhotoPlace", "Ranked", "clear", "rank"]

RADIUS_M: Final = 500.0
KEPT: Final = 20  # patches weighed for one photo, the nearest
CLEAR_SCORE: Final = 0.6
CLEAR_LEAD: Final = 0.2
LARGEST_ERROR_M: Final = 1000.0


class PatchIndex:
    """Patches, indexed once and asked about many photos."""

    def __init__(self, candidates: Candidates) -> None:
        """Builds the index. Shapes across the antimeridian are not joined."""
        shapes: Geometries = np.empty(len(candidates.geometries), dtype=object)
        shapes[:] = candidates.geometries
        self._shapes: Geometries = shapely.force_2d(shapes)
        self._flat: Geometries = shapely.transform(self._shapes, ellipsoid.mercator)
        self._tree = shapely.STRtree(self._flat)
        self._due = days64(candidates.due if len(candidates.due) else [None] * len(shapes))
        ids = candidates.ids if len(candidates.ids) else range(len(shapes))
        order = np.argsort(np.asarray(ids), kind="stable")
        self._id_rank = np.empty(len(shapes), dtype=np.intp)
        self._id_rank[order] = np.arange(len(shapes))
        shapely.prepare(self._shapes)

    def rank(self, photo: PhotoPlace, radius_m: float = RADIUS_M) -> list[Match]:
        """The patches within a radius (and the position's error) of one photo, best first."""
        return self.matches(photo, self.rank_many([photo], radius_m))

    def rank_many(self, photos: Sequence[PhotoPlace], radius_m: float = RADIUS_M) -> Ranked:
        """The same for many photos at once.

        Args:
            photos: those without a finite position on the globe match nothing.
            radius_m: how far to look; each photo's error is added, up to 1 km.
        """
        places = Places(photos)
        reach = radius_m + np.minimum(np.nan_to_num(places.error), LARGEST_ERROR_M)
        photo, patch = self._near(places, reach)
        return self._weighed(places, photo, patch, reach)

    def matches(self, photo: PhotoPlace, ranked: Ranked, photo_index: int = 0) -> list[Match]:
        """One photo's part of a ranking, with the reasons told."""
        start, stop = np.searchsorted(ranked.photo_index, [photo_index, photo_index + 1])
        return [self._match(photo, ranked, row) for row in range(int(start), int(stop))]

    def everything(self, photo: PhotoPlace) -> list[Match]:
        """All patches ranked for one photo, however far."""
        places = Places([photo])
        with_shape = ~(shapely.is_empty(self._shapes) | shapely.is_missing(self._shapes))
        patch = np.flatnonzero(with_shape & places.usable.all())
        zero = np.zeros(len(patch), dtype=np.intp)
        return self.matches(photo, self._weighed(places, zero, patch, np.array([np.inf])))

    def _near(self, places: Places, reach: Floats) -> tuple[Ints, Ints]:
        """Index pairs of photos and the nearest patches within reach, at most KEPT a photo."""
        usable = np.flatnonzero(places.usable)
        here = places.lonlat[usable]
        points = shapely.points(ellipsoid.mercator(here))
        # Mercator's scale at the far side: within 5 km it grows by less than 1 % up to 85°.
        limit = 1.01 * reach[usable] * ellipsoid.A / ellipsoid.radii(np.radians(here[:, 1]))[1]
        point, patch = self._tree.query(points, predicate="dwithin", distance=limit)
        apart = shapely.distance(points[point], self._flat[patch])
        order = np.lexsort((apart, point))
        point, patch = point[order], patch[order]
        first = np.searchsorted(point, point, side="left")
        kept = np.arange(len(point)) - first < KEPT
        return usable[point[kept]], patch[kept]

    def _weighed(self, places: Places, photo: Ints, patch: Ints, reach: Floats) -> Ranked:
        lon, lat = places.lonlat[photo].T
        metres = distances_m(lon, lat, self._shapes[patch])
        near = metres <= reach[photo]
        photo, patch, metres = photo[near], patch[near], metres[near]
        inside = metres == 0
        # To the millimetre: the last bits differ between machines, and would decide ties.
        metres = np.round(metres, 3)
        in_view = self._in_view(places, photo, patch, metres, inside)
        days = days_apart(places.taken[photo], self._due[patch])
        score = np.round(scores(metres, inside, in_view, places.error[photo], days), 6)
        best = np.lexsort((self._id_rank[patch], metres, -score, photo))
        return Ranked(
            photo[best],
            patch[best],
            score[best],
            metres[best],
            inside[best],
            in_view[best],
            days[best],
        )

    def _in_view(
        self, places: Places, photo: Ints, patch: Ints, metres: Floats, inside: Bools
    ) -> npt.NDArray[np.int8]:
        seen = np.full(len(photo), -1, dtype=np.int8)
        seen[inside] = 1
        ask = np.flatnonzero(~inside & np.isfinite(places.azimuth[photo]))
        who = photo[ask]
        wedges = sectors(
            places.lonlat[who],
            places.azimuth[who],
            places.fov[who],
            metres[ask] + RADIUS_M,  # what lies nearest need not be what is seen
        )
        seen[ask] = shapely.intersects(wedges, self._shapes[patch[ask]])
        return seen

    def _match(self, photo: PhotoPlace, ranked: Ranked, row: int) -> Match:
        index = int(ranked.patch_index[row])
        inside, seen = bool(ranked.inside[row]), int(ranked.in_view[row])
        metres, days = float(ranked.distance_m[row]), float(ranked.days[row])
        reasons: list[tuple[str, dict[str, Any]]] = []
        if inside:
            reasons.append(("match_inside", {}))
        else:
            reasons.append(("match_distance", {"distance_m": round(metres, 1)}))
            reasons.append(self._view_reason(photo, index, seen))
        if photo.error_m is not None and np.isfinite(photo.error_m):
            reasons.append(("match_position_error", {"error_m": round(photo.error_m, 1)}))
        if np.isfinite(days):
            code = "match_date_near" if days <= NEAR_DAYS else "match_date_far"
            reasons.append((code, {"days": int(days)}))
        in_view = None if seen < 0 else bool(seen)
        return Match(index, float(ranked.score[row]), metres, inside, in_view, tuple(reasons))

    def _view_reason(self, photo: PhotoPlace, index: int, seen: int) -> tuple[str, dict[str, Any]]:
        if seen < 0 or photo.azimuth_deg is None:
            return "match_azimuth_unknown", {}
        values: dict[str, Any] = {"azimuth_deg": round(photo.azimuth_deg % 360)}
        if seen:
            return "match_in_view", values
        middle = self._shapes[index].centroid
        values["bearing_deg"] = round(bearing(photo.lon, photo.lat, middle.x, middle.y))
        return "match_not_in_view", values


def rank(photo: PhotoPlace, candidates: Candidates) -> list[Match]:
    """All candidates ranked for one photo, best first, however far they are."""
    return PatchIndex(candidates).everything(photo)


def clear(matches: Sequence[Match], threshold: float = CLEAR_SCORE) -> Match | None:
    """The first match where it alone stands out: good enough, and well ahead of the next."""
    if not matches or matches[0].score < threshold:
        return None
    if len(matches) > 1 and matches[0].score - matches[1].score < CLEAR_LEAD:
        return None
    return matches[0]
