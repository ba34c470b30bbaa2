"""How far the nearest boundary is from a patch that lies in none of its kind.

Asked when it is shown, not kept: boxes out of the R-trees tell which few shapes need to be read,
so the answer costs about as much for three thousand zones as for three.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from shapely.geometry.base import BaseGeometry

from greenshield.domain.state import IssueState
from greenshield.geo import box_distances, codec
from greenshield.geo.nearest import nearest
from greenshield.project.project import Project
from greenshield.project.projection.geometry import place_of
from greenshield.services import legal_context

LAYERS: Final = ("area", "zone", "redline", "control")
_AT_A_TIME: Final = 4


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest boundary of one layer.

    Attributes:
        layer: ``area``, ``zone``, ``redline`` or ``control``.
        zone_code: for layer ``zone``, else "".
        distance_m: on the ellipsoid, from the patch's outline to the boundary's.
    """

    layer: str
    id: str
    name: str
    zone_code: str
    distance_m: float

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {
            "id": self.id, "layer": self.layer, "name": self.name,
            "zone": self.zone_code or None, "distance_m": self.distance_m,
        }  # fmt: skip


def outside(
    project: Project, issue: IssueState, rows: Sequence[dict[str, Any]], day: str
) -> list[Near]:
    """For each layer that the patch does not meet, the nearest boundary in force on a day.

    Args:
        project: where it is.
        issue: the folded issue, with a patch or a position, else nothing is near.
        rows: what it lies in on that day, of ``legal_context.rows_on``.
        day: ISO date.
    """
    shape = place_of(issue.get, project.media)
    open_ = [layer for layer in LAYERS if layer not in {row["layer"] for row in rows}]
    if shape is None or shape.is_empty or not open_:
        return []
    boxes = legal_context.boxes_on(project, day)
    found = (
        _nearest(project, shape, [box for box in boxes if box["layer"] == layer]) for layer in open_
    )
    return [near for near in found if near is not None]


def _nearest(project: Project, shape: BaseGeometry, boxes: list[dict[str, Any]]) -> Near | None:
    """Reads shapes from the nearest box on, until no other box is as near as what was found."""
    best: Near | None = None
    for at_least, some in _by_distance(shape, boxes):
        if best is not None and best.distance_m <= at_least:
            break
        shapes = _shapes(project, [box["id"] for box in some], some[0]["layer"])
        found = nearest([shape], shapes)
        index, metres = int(found.area_index[0]), float(found.distance_m[0])
        if index >= 0 and (best is None or metres < best.distance_m):
            box = some[index]
            code = box["zone_code"] or ""
            best = Near(box["layer"], box["id"], box["name"] or "", code, metres)
    return best


def _by_distance(
    shape: BaseGeometry, boxes: list[dict[str, Any]]
) -> Iterator[tuple[float, list[dict[str, Any]]]]:
    """The boxes in order, some at a time, with metres that none of these is nearer than."""
    corners = np.array([[b["minx"], b["miny"], b["maxx"], b["maxy"]] for b in boxes])
    at_least = box_distances.at_least_m(shape.bounds, corners.reshape(-1, 4))
    order = np.argsort(at_least, kind="stable")
    for n in range(0, len(order), _AT_A_TIME):
        some = order[n : n + _AT_A_TIME]
        yield float(at_least[some[0]]), [boxes[i] for i in some]


def _shapes(project: Project, ids: Sequence[str], layer: str) -> Any:
    table = "zone" if layer == "zone" else "area"
    blobs = [project.rows(f"SELECT geom FROM {table} WHERE id = ?", i)[0]["geom"] for i in ids]
    return codec.decode_many(blobs)
