"""Reads the WKB types that Shapely doesn't know: arcs are stroked, surfaces become polygons.

ISO 19125 / SQL-MM types 8 to 12 (circular string, compound curve, curve polygon, multicurve,
multisurface) and 15 to 17 (polyhedral surface, TIN, triangle). Arcs are circular in the plane
of the coordinates, as SQL-MM defines them, and stroked at one degree of the centre angle:
a stroked circle has 5e-5 less area than the round one.
"""

from __future__ import annotations

import math
import struct
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import UnreadableError

STEP: Final = math.radians(1)
_KNOWN: Final = frozenset({*range(1, 13), 15, 16, 17})
# What the parts of each type are, once stroked; a collection holds anything.
_PARTS: Final = {
    4: "Point",
    **dict.fromkeys((5, 9, 10, 11), "LineString"),
    **dict.fromkeys((6, 12, 15, 16), "Polygon"),
}
_Points = npt.NDArray[np.float64]


def header(body: bytes, at: int) -> tuple[bool, int, int, int]:
    """Reads one WKB geometry header, ISO or EWKB.

    Returns:
        Whether it is little endian, the base type (1 to 17), doubles a vertex, and where
        the content begins.

    Raises:
        UnreadableError: ``geometry_wkb_damaged`` for an unknown byte order or type.
        struct.error: the body ends here.
    """
    order = body[at] if at < len(body) else 1
    if order > 1:
        raise UnreadableError("geometry_wkb_damaged", reason=f"byte order {order}")
    code: int = struct.unpack_from("<I" if order else ">I", body, at + 1)[0]
    at += 5
    extra = (1 if code & 0x80000000 else 0) + (1 if code & 0x40000000 else 0)
    if code & 0x20000000:
        at += 4
    thousands, kind = divmod(code & 0x1FFFFFFF, 1000)
    if kind not in _KNOWN or thousands > 3:
        raise UnreadableError("geometry_wkb_damaged", reason=f"type {code}")
    return bool(order), kind, 2 + max(extra, (0, 1, 1, 2)[thousands]), at


def read(body: bytes) -> BaseGeometry:
    """A geometry from WKB of any type, in 2D. The caller has checked its nesting.

    Raises:
        UnreadableError: ``geometry_wkb_damaged``.
    """
    try:
        with np.errstate(invalid="ignore"):  # NaN is for repair.py to report
            return _Reader(body).geometry()
    except (struct.error, ValueError, shapely.GEOSException) as error:
        raise UnreadableError("geometry_wkb_damaged", reason=str(error)) from error


class _Reader:
    def __init__(self, body: bytes) -> None:
        self.body = body
        self.at = 0

    def geometry(self) -> BaseGeometry:
        little, kind, doubles, self.at = header(self.body, self.at)
        if kind == 1:
            xy = self._doubles(little, doubles, 1)[0]
            return shapely.Point() if np.isnan(xy).all() else shapely.Point(xy)
        if kind in (2, 8):
            points = self._points(little, doubles)
            return shapely.LineString(points if kind == 2 else stroke(points))
        count = self._count(little)
        if kind in (3, 17):
            rings = [self._points(little, doubles) for _ in range(count)]
            return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon()
        parts = [self.geometry() for _ in range(count)]
        return _assemble(kind, parts)

    def _count(self, little: bool) -> int:
        value: int = struct.unpack_from("<I" if little else ">I", self.body, self.at)[0]
        self.at += 4
        return value

    def _points(self, little: bool, doubles: int) -> _Points:
        return self._doubles(little, doubles, self._count(little))

    def _doubles(self, little: bool, doubles: int, count: int) -> _Points:
        size = 8 * doubles * count
        if self.at + size > len(self.body):
            raise ValueError("truncated")
        kind = "<f8" if little else ">f8"
        flat = np.frombuffer(self.body, dtype=kind, count=doubles * count, offset=self.at)
        self.at += size
        return flat.reshape(count, doubles)[:, :2].astype(np.float64)


def _assemble(kind: int, parts: list[BaseGeometry]) -> BaseGeometry:
    wanted = _PARTS.get(kind)
    if wanted is not None and any(p.geom_type != wanted for p in parts):
        raise ValueError(f"type {kind} holds parts of another type")
    if kind == 4:
        return shapely.MultiPoint(parts)
    if kind == 9:
        return shapely.LineString(_joined(parts))
    if kind == 10:
        rings = [shapely.get_coordinates(p) for p in parts]
        return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon()
    if kind in (5, 11):
        return shapely.MultiLineString(parts)
    if kind in (6, 12, 15, 16):
        return shapely.MultiPolygon(parts)
    return shapely.GeometryCollection(parts)


def _joined(parts: list[BaseGeometry]) -> _Points:
    """The pieces of a compound curve in a row, without the vertices that they share."""
    pieces = [shapely.get_coordinates(p) for p in parts]
    row = [pieces[0], *(p[1:] for p in pieces[1:])] if pieces else [np.empty((0, 2))]
    return np.concatenate(row)


def stroke(points: _Points) -> _Points:
    """A circular string (start, via, end, via, end …) as a line of vertices, arc by arc."""
    if len(points) == 0:
        return points
    if len(points) < 3 or len(points) % 2 == 0:
        raise ValueError("a circular string has 3, 5, 7 … points")
    row = [points[:1]]
    for i in range(0, len(points) - 2, 2):
        row.append(_arc(points[i], points[i + 1], points[i + 2]))
    return np.concatenate(row)


def _arc(start: _Points, via: _Points, end: _Points) -> _Points:
    """The vertices after ``start`` of the arc through three points, ``end`` exactly the last."""
    if not np.isfinite([start, via, end]).all():
        return np.array([via, end])
    b, c = via - start, end - start
    cross = b[0] * c[1] - b[1] * c[0]
    if not c.any():  # a full circle: via lies opposite
        centre, turn = start + b / 2, 2 * math.pi
    elif abs(cross) <= 1e-12 * math.hypot(*b) * math.hypot(*c):
        return np.array([via, end])  # in line
    else:
        bb, cc = b @ b, c @ c
        offset = np.array([c[1] * bb - b[1] * cc, b[0] * cc - c[0] * bb]) / (2 * cross)
        centre = start + offset
        first = math.atan2(*(start - centre)[::-1])
        last = math.atan2(*(end - centre)[::-1])
        turn = (last - first) % (2 * math.pi)
        if cross < 0:
            turn -= 2 * math.pi
    steps = max(2, math.ceil(abs(turn) / STEP))
    angles = np.linspace(0, turn, steps + 1)[1:-1]
    arm = start - centre
    turned = np.column_stack(
        [
            centre[0] + arm[0] * np.cos(angles) - arm[1] * np.sin(angles),
            centre[1] + arm[0] * np.sin(angles) + arm[1] * np.cos(angles),
        ]
    )
    return np.vstack([turned, end])
