"""The project's patches as what photos are matched against."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo import codec, distances
from greenshield.geo.ellipsoid import Floats
from greenshield.geo.matching import Candidates, Match, PatchIndex, PhotoPlace
from greenshield.project.project import Project
from greenshield.services.photo_facts import taken_on

_PATCHES = """
SELECT id, issue_no, clue_no, state, geom, lon, lat, check_due, deadline FROM issue
WHERE NOT void AND state != 'void' AND (geom IS NOT NULL OR lon IS NOT NULL)
"""
_IN_BOX = """
AND fid IN (SELECT id FROM rtree_issue_geom WHERE maxx >= ? AND minx <= ? AND maxy >= ?
AND miny <= ?)
"""
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
        self._index = PatchIndex(Candidates(shapes, [p.issue_id for p in self.patches], due))

    def near(self, photo: PhotoPlace) -> list[tuple[Patch, Match]]:
        """The patches near a photo, best first."""
        return [(self.patches[m.index], m) for m in self._index.rank(photo)]

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


def place_of(fields: Mapping[str, Any]) -> PhotoPlace | None:
    """A photo's fields as matching takes them; None where it is not placed."""
    lon, lat = fields.get("lon"), fields.get("lat")
    if not isinstance(lon, int | float) or not isinstance(lat, int | float):
        return None
    return PhotoPlace(
        lon,
        lat,
        azimuth_deg=fields.get("azimuth_deg"),
        error_m=fields.get("position_error_m"),
        taken_on=taken_on(fields.get("taken_at"), fields.get("taken_at_offset")),
    )


def distance_m(project: Project, issue_id: str, sha256: str) -> float | None:
    """Metres from a photo to an issue's patch, 0 inside; None where either has no place."""
    photo = project.rows("SELECT lon, lat FROM photo WHERE sha256 = ? AND lon IS NOT NULL", sha256)
    patch = project.rows("SELECT geom, lon, lat FROM issue WHERE id = ?", issue_id)
    if not photo or not patch or patch[0]["lon"] is None:
        return None
    return distances.distance_m(photo[0]["lon"], photo[0]["lat"], shape_of(patch[0]))


def shape_of(row: Mapping[str, Any]) -> BaseGeometry:
    """The shape of an issue's row, a point for one that has no patch."""
    if row["geom"] is None:
        return shapely.Point(row["lon"], row["lat"])
    return codec.decode(row["geom"])


def matches_only(found: Sequence[tuple[Patch, Match]]) -> list[Match]:
    """The matches alone, for ``matching.clear``."""
    return [m for _, m in found]
