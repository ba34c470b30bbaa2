"""The project's patches as what photos are matched against."""

from __future__ import annotations

import json
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain import views
from greenshield.geo import codec, distances, match_burst
from greenshield.geo.ellipsoid import Floats
from greenshield.geo.matching import Candidates, Match, PatchIndex, PhotoPlace
from greenshield.project.project import Project
from greenshield.services.photo_view import PLACE_SQL, place_of

_PATCHES = """
SELECT id, issue_no, clue_no, state, came_from, geom, lon, lat, check_due, deadline, closed_on,
(SELECT min(m.occurred_on) FROM move m WHERE m.issue_id = issue.id AND m.move = 'assign')
AS assigned_on,
(SELECT max(m.occurred_on) FROM move m WHERE m.issue_id = issue.id AND m.move = 'dismiss')
AS dismissed_on
FROM issue
WHERE NOT void AND state != 'void' AND (geom IS NOT NULL OR lon IS NOT NULL)
"""
_IN_BOX = """
AND fid IN (SELECT id FROM rtree_issue_geom WHERE maxx >= ? AND minx <= ? AND maxy >= ?
AND miny <= ?)
"""
_BESIDE = f"""
SELECT {PLACE_SQL} FROM photo p JOIN rtree_photo_geom r ON r.id = p.fid
WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? AND NOT p.void
AND p.sha256 IS NOT NULL
"""
_SPOTS = """
SELECT sha256, lon, lat FROM photo
WHERE lon IS NOT NULL AND sha256 IN (SELECT value FROM json_each(?)) GROUP BY sha256
"""
_DISMISSED: Final = frozenset({"dismissed"})
_M_PER_DEG: Final = 110_500.0  # of latitude, at least


@dataclass(frozen=True, slots=True)
class Patch:
    """An issue that a photo may belong to.

    Attributes:
        number: the issue number, else the clue number.
        state: its workflow state.
    """

    issue_id: str
    number: str
    state: str


class Patches:
    """All patches of a project, open and closed, or those round a place, indexed once."""

    def __init__(
        self, project: Project, around: tuple[float, float, float, float] | None = None
    ) -> None:
        """Reads them.

        Args:
            project: where they are.
            around: a box as :func:`box_round` gives it: only patches that touch it; None for all.
        """
        where = "" if around is None else _IN_BOX
        rows = project.rows(f"{_PATCHES} {where} ORDER BY id", *(around or ()))
        self.patches = [
            Patch(r["id"], r["issue_no"] or r["clue_no"] or "", r["state"]) for r in rows
        ]
        shapes = [shape_of(r) for r in rows]
        # An inspector's date where one is set: that is when a check's photos are taken.
        due = [r["check_due"] or r["deadline"] for r in rows]
        since, until = [r["assigned_on"] for r in rows], [_ended(r) for r in rows]
        ids = [p.issue_id for p in self.patches]
        self._index = PatchIndex(Candidates(shapes, ids, due, since, until))

    def near(
        self, photo: PhotoPlace, beside: Sequence[PhotoPlace] = ()
    ) -> list[tuple[Patch, Match]]:
        """The patches near a photo, best first, with what the photos beside it lend it."""
        ranked = self._index.rank_many([photo, *beside])
        return [(self.patches[m.index], m) for m in self._index.matches(photo, ranked)]

    def standing_out(
        self, photos: Sequence[PhotoPlace], lead: float
    ) -> list[tuple[Match | None, float, int]]:
        """What stands out for each of many photos, see ``PatchIndex.standing_out``."""
        return self._index.standing_out(photos, lead)

    def nearest(self, photo: PhotoPlace, limit: int) -> list[tuple[Patch, Match]]:
        """The best patches however far, for a photo that is near none."""
        found = self._index.everything(photo)
        nearest = sorted(found, key=operator.attrgetter("distance_m"))[:limit]
        return [(self.patches[m.index], m) for m in nearest]


def box_round(lon: float, lat: float, metres: float) -> tuple[float, float, float, float]:
    """West, east, south and north of a box that holds all within so many metres, degrees."""
    west, east, south, north = boxes_round(np.array(lon), np.array(lat), np.array(metres))
    return float(west), float(east), float(south), float(north)


def boxes_round(lon: Floats, lat: Floats, metres: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """The same of many places."""
    high = metres / _M_PER_DEG
    narrowest = np.cos(np.radians(np.minimum(89.0, np.abs(lat) + high)))
    wide = high / np.maximum(0.01, narrowest)
    return lon - wide, lon + wide, lat - high, lat + high


def beside(project: Project, place: PhotoPlace) -> list[PhotoPlace]:
    """The photos that may be neighbours of one, in time and place; itself among them or not.

    ``geo.match_burst`` says which of them are. One that stands at the same place, in the same
    direction, at the same moment is passed over: it is the photo itself, or its copy.
    """
    if place.moment_s is None or not place.camera:
        return []
    box = box_round(place.lon, place.lat, 2 * match_burst.METRES)
    found = (place_of(row) for row in project.rows(_BESIDE, *box))
    return [
        one
        for one in dict.fromkeys(p for p in found if p is not None and p != place)
        if one.camera == place.camera
        and one.moment_s is not None
        and abs(one.moment_s - place.moment_s) <= match_burst.SECONDS
    ]


def distance_m(project: Project, issue_id: str, sha256: str) -> float | None:
    """Metres from a photo to an issue's patch, 0 inside; None where either has no place."""
    return distances_m(project, issue_id, [sha256]).get(sha256)


def distances_m(project: Project, issue_id: str, photos: Iterable[str]) -> dict[str, float]:
    """The same of many photos, by their whole SHA-256; those without a place are left out."""
    patch = project.rows("SELECT geom, lon, lat FROM issue WHERE id = ?", issue_id)
    if not patch or patch[0]["lon"] is None:
        return {}
    rows = project.rows(_SPOTS, json.dumps(list(photos)))
    shapes = np.full(len(rows), shape_of(patch[0]), dtype=object)
    lon, lat = ([row[axis] for row in rows] for axis in ("lon", "lat"))
    found = distances.distances_m(lon, lat, shapes).tolist()
    return {row["sha256"]: away for row, away in zip(rows, found, strict=True)}


def shape_of(row: Mapping[str, Any]) -> BaseGeometry:
    """The shape of an issue's row, a point for one that has no patch."""
    if row["geom"] is None:
        return shapely.Point(row["lon"], row["lat"])
    return codec.decode(row["geom"])


def _ended(row: Mapping[str, Any]) -> str | None:
    """The day on which an issue was closed or dismissed; None while it goes on."""
    ended: str | None = None
    if views.is_closed(row["state"], row["came_from"]):
        ended = row["closed_on"]
    elif row["state"] in _DISMISSED:
        ended = row["dismissed_on"]
    return ended
