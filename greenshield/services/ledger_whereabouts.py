"""What the places of new rows make doubtful: two at one place, one far from every boundary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from greenshield.domain.errors import Problem
from greenshield.formats.ledger import LedgerRow
from greenshield.geo.provinces import is_outside
from greenshield.project.project import Project
from greenshield.services import legal_context, lookup

# A bound of ours. A slip in the degrees is 80 km and more; what a county's ledger holds beside its
# protected areas lies nearer.
FAR_M: Final = 50_000.0
_DEGREE_M: Final = 111_320.0
_ALIKE: Final = 1e-7  # degrees, about a centimetre
_MOST: Final = 8  # shapes of one box that are compared: true lists have one, made ones thousands
_SIDES: Final = ("minx", "miny", "maxx", "maxy")

Boxes = NDArray[np.float64]


def at_one_place(file: str, rows: Sequence[LedgerRow]) -> list[Problem]:
    """A remark on each row whose point or patch is that of an earlier one.

    Args:
        file: its name.
        rows: in their order.
    """
    boxes = _boxes(rows)
    out: list[Problem] = []
    first: dict[tuple[float, ...], list[LedgerRow]] = {}
    for row, box in zip(rows, np.round(boxes, 7).tolist(), strict=True):
        if row.geometry is None:
            continue
        there = first.setdefault(tuple(box), [])
        like = next((one for one in there if _is_one(one, row)), None)
        if like is None:
            there += [row] if len(there) < _MOST else []
        else:
            params = {"first": like.row}
            out.append(Problem("ledger_place_twice", file, row.row, "", params, fatal=False))
    return out


def far(project: Project, file: str, day: str, rows: Sequence[LedgerRow]) -> list[Problem]:
    """A remark on each row that lies far from every boundary in force; one where most rows do.

    Distances are those to the boundaries' boxes: no boundary is nearer. Nothing is said of places
    outside of the province, which were told as such.

    Args:
        project: that holds the boundaries: areas, zones, red lines, control areas.
        file: the list's name.
        day: ISO.
        rows: in their order.
    """
    division = lookup.division(project)
    rows = [row for row in rows if row.geometry is not None]
    known = legal_context.boxes_on(project, day)
    if not rows or not known:
        return []
    places, outlines = _boxes(rows), np.array([[box[s] for s in _SIDES] for box in known])
    out = []
    for n in _alone(places, outlines):
        west, south = places[n][:2]
        if is_outside(division, west, south):
            continue
        metres = _gaps_m(places[n], outlines)
        nearest = int(metres.argmin())
        if metres[nearest] > FAR_M:
            params = {"area": known[nearest]["name"] or "—", "km": round(metres[nearest] / 1000)}
            out.append(Problem("ledger_place_far", file, rows[n].row, "", params, fatal=False))
    if 2 * len(out) > len(rows) > 1:
        params = {"count": len(out), "of": len(rows), "km": round(FAR_M / 1000)}
        return [Problem("ledger_list_far", file, None, "", params, fatal=False)]
    return out


def _boxes(rows: Sequence[LedgerRow]) -> Boxes:
    """West, south, east and north of each row's place, degrees; NaN of one without."""
    shapes = np.array([*(row.geometry for row in rows), None], dtype=object)[:-1]
    return np.asarray(shapely.bounds(shapes), dtype=np.float64).reshape(-1, 4)


def _is_one(one: LedgerRow, other: LedgerRow) -> bool:
    """Whether two shapes with one box are one: drawn from another corner it is the same."""
    a, b = one.geometry, other.geometry
    if a is None or b is None or a.geom_type != b.geom_type:
        return False
    return a.geom_type == "Point" or bool(a.normalize().equals_exact(b.normalize(), _ALIKE))


def _alone(places: Boxes, outlines: Boxes) -> list[int]:
    """The places around which no outline's box reaches, so that few are measured."""
    reach = FAR_M / _DEGREE_M
    across = reach / np.cos(np.radians(np.abs(places[:, [1, 3]]).max(axis=1) + reach))
    west, south, east, north = places.T
    around = shapely.box(west - across, south - reach, east + across, north + reach)
    met = shapely.STRtree(shapely.box(*outlines.T)).query(around)[0]
    return sorted(set(range(len(places))) - set(met.tolist()))


def _gaps_m(place: Boxes, outlines: Boxes) -> Any:
    """Metres from a place's box to boxes, on the sphere's tangent plane; true to a hundredth."""
    west, south, east, north = place
    lon = np.maximum(0.0, np.maximum(outlines[:, 0] - east, west - outlines[:, 2]))
    lat = np.maximum(0.0, np.maximum(outlines[:, 1] - north, south - outlines[:, 3]))
    return np.hypot(lon * np.cos(np.radians((south + north) / 2)), lat) * _DEGREE_M
