"""Which photos wait for a person's choice: near a patch, and tied to no issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.geo.distances import distances_m
from greenshield.geo.matching import LARGEST_ERROR_M, RADIUS_M
from greenshield.project.project import Project
from greenshield.services import photo_match

_FEW: Final = 400  # so many photos are asked for one by one, more against all boxes at once
_BOXES = """
SELECT i.fid, r.minx, r.miny, r.maxx, r.maxy FROM rtree_issue_geom r JOIN issue i ON i.fid = r.id
WHERE NOT i.void AND i.state != 'void'
"""
_AT = " AND r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ?"

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a photo was taken: degrees EPSG:4490, and how far off that may be, metres."""

    sha256: str
    lon: float
    lat: float
    error_m: float | None = None

    @property
    def reach_m(self) -> float:
        """How far off a patch may be that the photo shows, as suggestions have it."""
        error = self.error_m if isinstance(self.error_m, int | float) else 0.0
        return RADIUS_M + min(abs(error), LARGEST_ERROR_M)


def spots_of(rows: Iterable[dict[str, Any]]) -> list[Spot]:
    """The rows that have a position."""
    return [
        Spot(r["sha256"], r["lon"], r["lat"], r["position_error_m"])
        for r in rows
        if r["lon"] is not None and r["lat"] is not None
    ]


def near_a_patch(project: Project, spots: Sequence[Spot]) -> set[str]:
    """The photos that have a patch within reach, those that ``photo_suggest`` would rank.

    A photo of these that is tied to none waits for a person. Closed issues count, void ones do
    not. Spatial indexes answer, and only patches near a photo are read and measured.
    """
    if not spots:
        return set()
    photo, fid = _one_by_one(project, spots) if len(spots) <= _FEW else _at_once(project, spots)
    if not len(photo):
        return set()
    wanted, which = np.unique(fid, return_inverse=True)
    shapes = _shapes(project, wanted)[which]
    lon = np.array([spots[i].lon for i in photo])
    lat = np.array([spots[i].lat for i in photo])
    reach = np.array([spots[i].reach_m for i in photo])
    known = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    near = np.zeros(len(photo), dtype=bool)
    near[known] = distances_m(lon[known], lat[known], shapes[known]) <= reach[known]
    return {spots[i].sha256 for i in np.unique(photo[near])}


def _one_by_one(project: Project, spots: Sequence[Spot]) -> tuple[Ints, Ints]:
    photo: list[int] = []
    fid: list[int] = []
    for index, spot in enumerate(spots):
        box = photo_match.box_round(spot.lon, spot.lat, spot.reach_m)
        for row in project.rows(_BOXES + _AT, *box):
            photo.append(index)
            fid.append(row["fid"])
    return np.array(photo, dtype=np.intp), np.array(fid, dtype=np.intp)


def _at_once(project: Project, spots: Sequence[Spot]) -> tuple[Ints, Ints]:
    rows = project.rows(_BOXES)
    if not rows:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    sides = np.array([[r[n] for n in ("minx", "miny", "maxx", "maxy")] for r in rows])
    tree = shapely.STRtree(shapely.box(*sides.T))
    lon = np.array([s.lon for s in spots])
    lat = np.array([s.lat for s in spots])
    reach = np.array([s.reach_m for s in spots])
    west, east, south, north = photo_match.boxes_round(lon, lat, reach)
    photo, box = tree.query(shapely.box(west, south, east, north))
    fids = np.array([r["fid"] for r in rows], dtype=np.intp)
    return photo, fids[box]


def _shapes(project: Project, fids: Ints) -> npt.NDArray[np.object_]:
    """The shapes of these rows of the issue table, in their order."""
    found: dict[int, Any] = {}
    for start in range(0, len(fids), 500):
        part = [int(f) for f in fids[start : start + 500]]
        marks = ",".join("?" * len(part))
        sql = f"SELECT fid, geom, lon, lat FROM issue WHERE fid IN ({marks})"
        for row in project.rows(sql, *part):
            found[row["fid"]] = photo_match.shape_of(row)
    out = np.empty(len(fids), dtype=object)
    out[:] = [found.get(int(f)) for f in fids]
    return out
