"""Which patches a photo may show, ranked, with the reasons.

Photos and patches are compared in arrays: an R-tree in ellipsoidal Mercator finds the patches
near a photo, ``match_view.py`` tells which of them the camera looked at, ``match_score.py`` weighs
them, and ``match_burst.py`` lets photos that were taken together speak for each other. A rank is a
suggestion to a person; only :func:`clear` says that one patch stands out enough to be taken
without asking.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from greenshield.geo import ellipsoid, match_burst, match_reasons
from greenshield.geo.distances import distances_m
from greenshield.geo.ellipsoid import Floats
from greenshield.geo.match_score import days_off, errors_m, scores
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
    Times,
)
from greenshield.geo.match_view import Outlines, sight

__all__ = ["Candidates", "Day", "Match", "PatchIndex", "PhotoPlace", "Ranked", "clear", "rank"]

RADIUS_M: Final = 500.0
KEPT: Final = 20  # patches weighed for one photo, the nearest
CLEAR_SCORE: Final = 0.5
CLEAR_LEAD: Final = 0.4  # so that about one tie in a hundred errs, see benchmarks/README.md
LARGEST_ERROR_M: Final = 1000.0
_WIDE_M: Final = 2_000.0  # edges of a larger patch may bend in the plane by more than a decimetre
_TOUCHING_M: Final = 10.0  # farther off in the plane, nothing lies inside


class PatchIndex:
    """Patches, indexed once and asked about many photos."""

    def __init__(self, candidates: Candidates) -> None:
        """Builds the index. Shapes across the antimeridian are not joined."""
        shapes: Geometries = np.empty(len(candidates.geometries), dtype=object)
        shapes[:] = candidates.geometries
        self._shapes: Geometries = shapely.force_2d(shapes)
        self._flat: Geometries = shapely.transform(self._shapes, ellipsoid.mercator)
        self._tree = shapely.STRtree(self._flat)
        self._outlines = Outlines(self._shapes, self._flat)
        self._times = Times(candidates)
        ids = candidates.ids if len(candidates.ids) else range(len(shapes))
        order = np.argsort(np.asarray(ids), kind="stable")
        self._id_rank = np.empty(len(shapes), dtype=np.intp)
        self._id_rank[order] = np.arange(len(shapes))
        shapely.prepare(self._shapes)

    def rank(self, photo: PhotoPlace, radius_m: float = RADIUS_M) -> list[Match]:
        """The patches within a radius (and the position's error) of one photo, best first."""
        return self.matches(photo, self.rank_many([photo], radius_m))

    def rank_many(self, photos: Sequence[PhotoPlace], radius_m: float = RADIUS_M) -> Ranked:
        """The same for many photos at once, each with what its neighbours among them lend it.

        Args:
            photos: those without a finite position on the globe match nothing.
            radius_m: how far to look; each photo's error is added, up to 1 km.
        """
        places = Places(photos)
        reach = radius_m + np.minimum(np.nan_to_num(places.error), LARGEST_ERROR_M)
        photo, patch, metres, inside = self._near(places, reach)
        return self._weighed(places, photo, patch, metres, inside)

    def matches(self, photo: PhotoPlace, ranked: Ranked, photo_index: int = 0) -> list[Match]:
        """One photo's part of a ranking, with the reasons told."""
        start, stop = np.searchsorted(ranked.photo_index, [photo_index, photo_index + 1])
        return [self._match(photo, ranked, row) for row in range(int(start), int(stop))]

    def standing_out(
        self, photos: Sequence[PhotoPlace], lead: float = CLEAR_LEAD
    ) -> list[tuple[Match | None, float, int]]:
        """For each of many photos what :func:`clear` takes, if anything.

        Returns:
            One for each photo: the match, or None; how far it lies above the next; and how many
            patches are near. Reasons are told of what is taken alone, so that many photos cost
            little.
        """
        ranked = self.rank_many(photos)
        bounds = np.searchsorted(ranked.photo_index, np.arange(len(photos) + 1))
        many = np.diff(bounds)
        score = np.append(ranked.score, [0.0, 0.0])
        first = np.where(many > 0, score[bounds[:-1]], 0.0)
        ahead = np.round(first - np.where(many > 1, score[bounds[:-1] + 1], 0.0), 6)
        taken = (first >= CLEAR_SCORE) & (ahead >= lead)
        return [
            (self._match(photos[at], ranked, row) if take else None, above, near)
            for at, (row, take, above, near) in enumerate(
                zip(
                    bounds[:-1].tolist(), taken.tolist(), ahead.tolist(), many.tolist(), strict=True
                )
            )
        ]

    def everything(self, photo: PhotoPlace) -> list[Match]:
        """All patches ranked for one photo, however far."""
        places = Places([photo])
        with_shape = ~(shapely.is_empty(self._shapes) | shapely.is_missing(self._shapes))
        patch = np.flatnonzero(with_shape & places.usable.all())
        zero = np.zeros(len(patch), dtype=np.intp)
        lon, lat = places.lonlat[zero].T
        metres = distances_m(lon, lat, self._shapes[patch])
        return self.matches(photo, self._weighed(places, zero, patch, metres, metres == 0))

    def _near(self, places: Places, reach: Floats) -> tuple[Ints, Ints, Floats, Bools]:
        """Pairs of photos and the nearest patches within reach, at most KEPT a photo.

        With metres, 0 inside, and whether it is inside.
        """
        usable = np.flatnonzero(places.usable)
        here = places.lonlat[usable]
        xy = ellipsoid.mercator(here)
        points = shapely.points(xy)
        # Mercator's scale at the far side: within 5 km it grows by less than 1 % up to 85°.
        limit = 1.01 * reach[usable] * ellipsoid.A / ellipsoid.radii(np.radians(here[:, 1]))[1]
        boxes = shapely.box(*(xy - limit[:, None]).T, *(xy + limit[:, None]).T)
        point, patch = self._tree.query(boxes)  # by boxes: distances are asked for once
        apart = shapely.distance(points[point], self._flat[patch])
        close = apart <= limit[point]
        point, patch, apart = point[close], patch[close], apart[close]
        order = np.lexsort((apart, point))
        point, patch, apart = point[order], patch[order], apart[order]
        first = np.searchsorted(point, point, side="left")
        kept = np.arange(len(point)) - first < KEPT
        point, patch, apart = point[kept], patch[kept], apart[kept]
        metres, inside = self._measured(here[point], xy[point], patch, apart)
        near = metres <= reach[usable[point]]
        return usable[point[near]], patch[near], metres[near], inside[near]

    def _measured(
        self, here: Floats, xy: Floats, patch: Ints, apart: Floats
    ) -> tuple[Floats, Bools]:
        """Metres of distances in Mercator, and what lies inside.

        True to a centimetre within 500 m of patches up to 2 km large; larger ones are measured
        anew.
        """
        phi = np.radians(here[:, 1])
        m, p = ellipsoid.radii(phi)
        low, high = self._outlines.bounds[patch, 1], self._outlines.bounds[patch, 3]
        toward = np.clip(xy[:, 1], low, high) - xy[:, 1]
        # The scale half-way to where the patch begins.
        half_way = ellipsoid.radii(phi + toward * p / (2 * ellipsoid.A * m))[1]
        metres = apart * half_way / ellipsoid.A
        wide = np.flatnonzero(2 * self._outlines.radius[patch] * p / ellipsoid.A > _WIDE_M)
        metres[wide] = distances_m(here[wide, 0], here[wide, 1], self._shapes[patch[wide]])
        inside = np.zeros(len(patch), dtype=bool)
        close = np.flatnonzero(metres < _TOUCHING_M)
        inside[close] = shapely.intersects_xy(
            self._shapes[patch[close]], here[close, 0], here[close, 1]
        )
        metres[inside] = 0.0
        return metres, inside

    def _weighed(
        self, places: Places, photo: Ints, patch: Ints, metres: Floats, inside: Bools
    ) -> Ranked:
        # To the millimetre: the last bits differ between machines, and would decide ties.
        metres = np.round(metres, 3)
        xy = ellipsoid.mercator(places.lonlat)
        view = sight(places, xy, self._outlines, photo, patch, metres, inside)
        times = self._times
        days = days_off(
            places.taken[photo], times.since[patch], times.until[patch], times.due[patch]
        )
        error = errors_m(places.error, places.dop)[photo]
        own = np.round(scores(metres, inside, view.off_deg, error, days), 6)
        of = match_burst.neighbours(places)
        lent, many = match_burst.lent(photo, patch, own, of, len(self._shapes))
        score = np.round(match_burst.drawn(own, lent, view.seen >= 0), 6)
        best = np.lexsort((self._id_rank[patch], metres, -score, photo))
        lent = np.round(lent, 6)
        return Ranked(photo, patch, score, metres, inside, view.seen, days, lent, many).rows(best)

    def _match(self, photo: PhotoPlace, ranked: Ranked, row: int) -> Match:
        index = int(ranked.patch_index[row])
        inside, seen = bool(ranked.inside[row]), int(ranked.in_view[row])
        reasons = match_reasons.told(photo, self._shapes[index], self._times, ranked, row)
        in_view = None if seen < 0 else bool(seen)
        return Match(
            index,
            float(ranked.score[row]),
            float(ranked.distance_m[row]),
            inside,
            in_view,
            tuple(reasons),
        )


def rank(photo: PhotoPlace, candidates: Candidates) -> list[Match]:
    """All candidates ranked for one photo, best first, however far they are."""
    return PatchIndex(candidates).everything(photo)


def clear(matches: Sequence[Match], lead: float = CLEAR_LEAD) -> Match | None:
    """The first match where it alone stands out: well ahead of the next, and good enough.

    Args:
        matches: of one photo, best first.
        lead: how far its score must lie above the next one's, or above 0 where it is the only one.
    """
    if not matches or matches[0].score < CLEAR_SCORE:
        return None
    following = matches[1].score if len(matches) > 1 else 0.0
    return matches[0] if round(matches[0].score - following, 6) >= lead else None
