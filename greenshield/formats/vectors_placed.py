"""Takes the shapes of a whole file to EPSG:4490: all in one system, or each in its own zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import vectors_geometry as geometry
from greenshield.formats.vectors_rows import Rows
from greenshield.geo import crs as crs_rules
from greenshield.geo import crs_zones

_SHOWN = 20  # numbers of features in one remark
_SYSTEMS = frozenset(("crs_unknown", "crs_contradicted", "crs_given_contradicted"))
_FEW, _LEAST = 10, 3  # a tenth of the shapes, or one of three, may be out of its place alone


@dataclass(frozen=True, slots=True)
class Placed:
    """The shapes of a file in EPSG:4490.

    Attributes:
        shapes: by row, degrees lon/lat; None where there is none, or none that can be had.
        vertices: how many, closing ones included.
        crs: what the coordinates were in; several, parted by commas, where shapes differ.
        own: by row what that one shape's coordinates were in.
        source, accuracy_m: as ``geo.crs.Decision`` has them.
        remarks: what a person should know of it.
    """

    shapes: list[BaseGeometry | None]
    vertices: int
    crs: str
    own: list[str]
    source: str
    accuracy_m: float | None
    remarks: list[Problem]


def placed(rows: Rows, path: Path, crs: str | None, division: str | None) -> Placed:
    """The shapes of a file in EPSG:4490. Row problems are added to the rows'.

    Args:
        rows: with shapes in the file's own coordinates.
        path: of the file, to name it.
        crs: from a person, going before what the file declares.
        division: code of the project's division.

    Raises:
        UsageError: ``crs_not_known``.
        UnreadableError: as ``geo.crs.decide``, and ``crs_zones_mixed``.
    """
    given = _array(rows.geometries)
    sketch = rows.sketch
    xy = sketch.sample if sketch is not None else shapely.get_coordinates(given)
    named = crs_rules.parse(crs or rows.declared)
    boxes = shapely.bounds(given) if _may_part(rows, xy) else None
    zones = None
    try:
        if boxes is not None and named is not None:
            zones = crs_zones.parted(boxes, named, division, rows.numbers, str(path))
        if zones is not None and len(zones.zones):
            out = _by_zone(rows, given, zones, path, crs)
        else:
            decision = crs_rules.decide(xy, declared=rows.declared, given=crs, division=division)
            out = _in_one(rows, given, xy, decision, str(path))
            if zones is not None:
                out.remarks.append(_remark("crs_zones_one", path, crs=decision.name))
    except UnreadableError as error:
        strays = _strays(given, named)
        # A slip in a few shapes says nothing of the others.
        if error.code in _SYSTEMS and strays.any():
            kept = _without(rows, given, strays, "vector_out_of_range", str(path))
            return placed(replace(rows, geometries=kept, sketch=None), path, crs, division)
        raise _named(error, path, boxes) from error
    return replace(out, remarks=[*out.remarks, *_outside(rows, out, path, division)])


def _strays(given: geometry.Geometries, named: CRS | None) -> geometry.Flags:
    """The few shapes that can't lie where the system says, while nearly all others do.

    None where it isn't clear whether the system or the shapes are wrong.
    """
    boxes = shapely.bounds(given)
    told = np.isfinite(boxes).all(axis=1)
    strays = told & ~crs_rules.possible(boxes, named)
    count, of = int(strays.sum()), int(told.sum())
    is_few = count * _FEW <= of or (count == 1 and of >= _LEAST)
    return strays if is_few else np.zeros(len(given), bool)


def _array(shapes: Sequence[BaseGeometry | None]) -> geometry.Geometries:
    return np.array([*shapes, None], dtype=object)[:-1]


def _may_part(rows: Rows, xy: geometry.Places) -> bool:
    if rows.sketch is not None:
        return crs_zones.spans(rows.sketch.low, rows.sketch.high)
    finite = xy if np.isfinite(xy.sum()) else xy[np.isfinite(xy).all(axis=1)]
    return len(finite) > 0 and crs_zones.spans(finite.min(axis=0), finite.max(axis=0))


def _named(error: UnreadableError, path: Path, boxes: crs_zones.Boxes | None) -> UnreadableError:
    """The refusal with the file's name; of several zones any one tells the datum."""
    params = error.params | {"file": str(path)}
    if boxes is not None and params.get("proposals") == []:
        found = crs_zones.proposals(boxes)
        params |= {"proposals": found, "shown": ", ".join(found)}
    return UnreadableError(error.code, **params)


def _in_one(
    rows: Rows, given: geometry.Geometries, xy: geometry.Places,
    decision: crs_rules.Decision, shown: str,
) -> Placed:  # fmt: skip
    """All shapes in one system; impossible ones are taken out with a problem."""
    remarks = [replace(r, file=shown) for r in decision.remarks]
    own = [decision.name] * len(given)
    facts = (decision.name, own, decision.source, decision.accuracy_m, remarks)
    if rows.sketch is not None and geometry.stands(rows.sketch, decision):
        return Placed(rows.geometries, rows.sketch.count, *facts)
    xy = xy if rows.sketch is None else shapely.get_coordinates(given)
    given, xy = _finite(rows, given, xy, shown)
    shapes, lost = geometry.in_degrees(given, xy, decision)
    return Placed(_without(rows, shapes, lost, "vector_out_of_range", shown), len(xy), *facts)


def _by_zone(
    rows: Rows, given: geometry.Geometries, zones: crs_zones.Parted, path: Path, crs: str | None
) -> Placed:
    """Each shape in the zone that its eastings name."""
    shown = str(path)
    given, _ = _finite(rows, given, shapely.get_coordinates(given), shown)
    unclear = zones.zones == crs_zones.UNCLEAR
    _without(rows, given, unclear, "vector_zone_unclear", shown)
    count, remarks, own = 0, [], [""] * len(given)
    accuracies: list[float | None] = []
    for zone, code in zones.codes.items():
        at = np.flatnonzero(zones.zones == zone)
        xy = shapely.get_coordinates(given[at])
        decision = crs_rules.decide(xy, given=f"EPSG:{code}")
        shapes, lost = geometry.in_degrees(given[at], xy, decision)
        given[at] = shapes
        flags = np.zeros(len(given), bool)
        flags[at] = lost
        _without(rows, given, flags, "vector_out_of_range", shown)
        for index in at.tolist():
            own[index] = decision.name
        count += len(xy)
        accuracies.append(decision.accuracy_m)
        remarks += [replace(r, file=shown) for r in decision.remarks]
    known = [a for a in accuracies if a is not None]
    accuracy = max(known) if len(known) == len(accuracies) else None
    first = crs_rules.parse(crs or rows.declared)
    declared = "—" if first is None else crs_rules.name_of(first)
    names = [f"EPSG:{code}" for code in zones.codes.values()]
    remarks.insert(0, _remark("crs_zones_parted", path, declared=declared, zones=zones.told))
    source = "given" if crs else "declared" if declared in names else "corrected"
    return Placed(list(given), count, ", ".join(names), own, source, accuracy, remarks)


def _finite(
    rows: Rows, given: geometry.Geometries, xy: geometry.Places, shown: str
) -> tuple[geometry.Geometries, geometry.Places]:
    """The shapes, and all their coordinates, without those that have one that is no number."""
    broken = geometry.not_finite(given, xy)
    if broken.any():
        _without(rows, given, broken, "vector_not_finite", shown)
        xy = shapely.get_coordinates(given)
    return given, xy


def _without(
    rows: Rows, shapes: geometry.Geometries, flags: geometry.Flags, code: str, shown: str
) -> list[BaseGeometry | None]:
    """Takes flagged shapes out, with a problem for each."""
    for i in np.flatnonzero(flags):
        rows.problems.append(Problem(code, shown, rows.numbers[i], fatal=False))
    shapes[flags] = None
    return list(shapes)


def _outside(rows: Rows, out: Placed, path: Path, division: str | None) -> list[Problem]:
    """A remark on shapes far from the project's province, with their numbers."""
    if not division or any(r.code == "crs_outside_division" for r in out.remarks):
        return []
    boxes = shapely.bounds(_array(out.shapes))
    far = np.flatnonzero(crs_zones.outside(boxes, division))
    if not len(far):
        return []
    if len(far) == np.isfinite(boxes).all(axis=1).sum():
        return [_remark("crs_outside_division", path, division=division)]
    numbers = ", ".join(str(rows.numbers[n]) for n in far[:_SHOWN].tolist())
    more = " …" if len(far) > _SHOWN else ""
    return [
        _remark(
            "vector_features_outside", path,
            division=division, count=len(far), features=numbers + more,
        )
    ]  # fmt: skip


def _remark(code: str, path: Path, **params: object) -> Problem:
    return Problem(code, str(path), params=params, fatal=False)
