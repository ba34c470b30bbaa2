"""The issues at some places, by the boxes of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo import codec
from greenshield.project.project import Project
from greenshield.services import ledger_store

_BOXES = """SELECT i.id, r.minx, r.miny, r.maxx, r.maxy FROM rtree_issue_geom r
JOIN issue i ON i.fid = r.id WHERE NOT i.void AND i.state != 'void'"""
_AT_ONCE = 500
_CROWD = 50  # issues at one place: which one is meant can't be told by it
_WIDER = (-2e-5, -2e-5, 2e-5, 2e-5)  # degrees, some 2 m: a box in the tree is rounded


def issues_at(
    project: Project, places: Sequence[BaseGeometry]
) -> tuple[list[tuple[int, str]], dict[str, BaseGeometry]]:
    """Pairs of a place and an issue whose boxes meet, and the places of these issues.

    A place that meets more than fifty is left out.

    Args:
        project: that holds the issues; void ones are nowhere.
        places: points or patches, lon/lat in degrees EPSG:4490.
    """
    boxes = ledger_store.tuples(project, _BOXES)
    ids = [str(box[0]) for box in boxes]
    around = np.array([box[1:] for box in boxes], float).reshape(-1, 4)
    tree = shapely.STRtree(shapely.box(*(around + np.array(_WIDER)).T))
    at, hits = tree.query(list(places))
    crowded = np.bincount(at, minlength=len(places)) > _CROWD
    pairs = [
        (n, ids[hit]) for n, hit in zip(at.tolist(), hits.tolist(), strict=True) if not crowded[n]
    ]
    shapes = _shapes(project, {issue for _, issue in pairs})
    return [(n, issue) for n, issue in pairs if issue in shapes], shapes


def _shapes(project: Project, wanted: Collection[str]) -> dict[str, BaseGeometry]:
    blobs: dict[str, bytes] = {}
    ids = sorted(wanted)
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        sql = f"SELECT id, geom FROM issue WHERE id IN ({','.join('?' * len(part))})"
        blobs |= dict(ledger_store.tuples(project, sql, part))
    known = {issue: blob for issue, blob in blobs.items() if blob is not None}
    return dict(zip(known, codec.decode_many(known.values()), strict=True))
