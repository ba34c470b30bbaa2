"""TopoJSON unfolded into GeoJSON, one collection an object.

GDAL 3.9's own driver loses the first place of an arc that has a height (which sets off every
place after it) and the polygons in nested collections, so the arcs are joined here. Format:
github.com/topojson/topojson-specification, sections 2.1 to 2.3 and 4.1.
"""

from __future__ import annotations

import json
from itertools import accumulate
from typing import Any

from greenshield.domain.errors import Problem, UnreadableError

_DEPTH = 8  # collections within collections
_USES = 50  # of an arc; two a layer are the rule
_SPARE = 100_000  # places
_Place = list[float]


def unfold(text: str, shown: str) -> tuple[dict[str, str], list[Problem]]:
    """Unfold a topology.

    Args:
        text: the TopoJSON document.
        shown: the file's name as the user gave it.

    Returns:
        The GeoJSON text of each object by its name, and the features whose arcs can't be joined
        (they stay, without shape).

    Raises:
        UnreadableError: ``vector_damaged``: no topology; ``vector_layer_too_large``: arcs that are
            used again and again.
    """
    try:
        topology = json.loads(text)
        arcs = [_arc(arc, topology.get("transform")) for arc in topology["arcs"]]
        objects = dict(topology["objects"])
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise UnreadableError("vector_damaged", file=shown, format="TopoJSON") from error
    unfolder = _Unfolder(arcs, topology.get("transform"), shown)
    out: dict[str, str] = {}
    for name, member in objects.items():
        features = [unfolder.feature(g, n) for n, g in enumerate(_members(member), start=1)]
        whole: dict[str, Any] = {"type": "FeatureCollection", "features": features}
        if isinstance(topology.get("crs"), dict):
            whole["crs"] = topology["crs"]
        out[str(name)] = json.dumps(whole, ensure_ascii=False)
    return out, unfolder.problems


def _members(member: Any) -> list[Any]:
    """An object's features: a collection's members, or the one geometry that it is."""
    if isinstance(member, dict) and member.get("type") == "GeometryCollection":
        return list(member.get("geometries") or [])
    return [member]


def _arc(points: list[list[float]], transform: dict[str, Any] | None) -> list[_Place]:
    """An arc's places; with a transform they are steps from one place to the next."""
    xs, ys = [float(p[0]) for p in points], [float(p[1]) for p in points]
    if transform is None:
        return [[x, y] for x, y in zip(xs, ys, strict=True)]
    steps = zip(accumulate(xs), accumulate(ys), strict=True)
    return [_placed([x, y], transform) for x, y in steps]


def _placed(point: list[float], transform: dict[str, Any] | None) -> _Place:
    x, y = float(point[0]), float(point[1])
    if transform is None:
        return [x, y]
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    return [x * kx + dx, y * ky + dy]


class _Unfolder:
    """Turns a topology's objects into GeoJSON features."""

    def __init__(
        self, arcs: list[list[_Place]], transform: dict[str, Any] | None, shown: str
    ) -> None:
        self._arcs = arcs
        self._transform = transform
        self._shown = shown
        self._left = _SPARE + _USES * sum(map(len, arcs))
        self.problems: list[Problem] = []

    def feature(self, member: Any, number: int) -> dict[str, Any]:
        """The GeoJSON feature for one member of an object."""
        found = member if isinstance(member, dict) else {}
        properties = found.get("properties")
        feature: dict[str, Any] = {
            "type": "Feature",
            "properties": properties if isinstance(properties, dict) else {},
            "geometry": None,
        }
        if "id" in found:
            feature["id"] = found["id"]
        try:
            feature["geometry"] = self._geometry(found, _DEPTH)
        except (ValueError, TypeError, KeyError, IndexError) as error:
            params = {"reason": f"{type(error).__name__}: {error}"[:200]}
            problem = Problem("vector_geometry_unreadable", self._shown, number, "", params, False)
            self.problems.append(problem)
        return feature

    def _geometry(self, member: dict[str, Any], depth: int) -> dict[str, Any] | None:
        kind, arcs = member.get("type"), member.get("arcs")
        if kind is None or depth == 0:
            return None
        if kind == "GeometryCollection":
            parts = [self._geometry(g, depth - 1) for g in member.get("geometries") or []]
            return {"type": kind, "geometries": [p for p in parts if p is not None]}
        if kind == "Point":
            return {"type": kind, "coordinates": _placed(member["coordinates"], self._transform)}
        if kind == "MultiPoint":
            points = [_placed(p, self._transform) for p in member["coordinates"]]
            return {"type": kind, "coordinates": points}
        if not isinstance(arcs, list):
            raise ValueError(f"{kind} without arcs")
        made: Any
        if kind == "LineString":
            made = self._line(arcs)
        elif kind in ("MultiLineString", "Polygon"):
            made = [self._line(ring) for ring in arcs]
        elif kind == "MultiPolygon":
            made = [[self._line(ring) for ring in polygon] for polygon in arcs]
        else:
            raise ValueError(f"geometry of type {kind}")
        return {"type": kind, "coordinates": made}

    def _line(self, indexes: list[int]) -> list[_Place]:
        """Arcs joined end to end; ~i is arc i backwards; shared end places stand once."""
        out: list[_Place] = []
        for index in indexes:
            arc = self._arcs[index] if index >= 0 else self._arcs[~index][::-1]
            self._left -= len(arc)
            if self._left < 0:
                raise UnreadableError("vector_layer_too_large", file=self._shown, layer="TopoJSON")
            out.extend(arc[1:] if out else arc)
        return out
