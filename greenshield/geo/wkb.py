"""WKB from anybody: checked for hostile nesting, read by GEOS, curves stroked where need be.

GEOS checks counts against the buffer, but it recurses once for each level of a collection and
overruns the stack at some ten thousand levels (180 kB); so collections are walked first.
Shapely knows no curves, polyhedral surfaces or triangles: ``wkb_curves.py`` reads those.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import UnreadableError
from greenshield.geo import wkb_curves

MAX_DEPTH: Final = 32
_POLYGON_LE: Final = b"\x01\x03\0\0\0"
_COUNT: Final = {True: struct.Struct("<I"), False: struct.Struct(">I")}


def read(body: bytes) -> BaseGeometry:
    """One geometry from WKB (ISO or EWKB), with Z and M as they come, curves stroked to 2D.

    Raises:
        UnreadableError: ``geometry_wkb_damaged`` or ``geometry_wkb_nested``.
    """
    if check(body):
        return wkb_curves.read(body)
    try:
        with np.errstate(invalid="ignore"):
            return shapely.from_wkb(body)
    except (shapely.GEOSException, ValueError) as error:
        raise UnreadableError("geometry_wkb_damaged", reason=str(error)) from error


def read_many(bodies: Sequence[bytes | None]) -> npt.NDArray[np.object_]:
    """Many geometries, None for None, as :func:`read`."""
    out: npt.NDArray[np.object_] = np.full(len(bodies), None, dtype=object)
    out[:] = bodies
    curved = [i for i, body in enumerate(bodies) if body is not None and check(body)]
    shapes = [wkb_curves.read(out[i]) for i in curved]
    out[curved] = None
    try:
        with np.errstate(invalid="ignore"):  # NaN is for repair.py to report
            out = shapely.from_wkb(out)
    except (shapely.GEOSException, ValueError) as error:
        raise UnreadableError("geometry_wkb_damaged", reason=str(error)) from error
    for i, shape in zip(curved, shapes, strict=True):
        out[i] = shape
    return out


def check(body: bytes) -> bool:
    """Refuses WKB that is too short, of no known type, or nested deeper than ``MAX_DEPTH``.

    Returns:
        Whether it holds types that GEOS or Shapely can't handle. A collection of curves would
        be read without complaint, and fail when its parts are asked for.
    """
    if len(body) < 5:
        raise UnreadableError("geometry_wkb_damaged", reason=f"{len(body)} bytes")
    if body[0] == 1 and body[2:5] == b"\0\0\0":
        kind = body[1]
        if kind in (1, 2, 3) or (kind == 6 and _plain_multipolygon(body)):
            return False  # the common ones: they can't nest
    walk = _Walk(body)
    walk.run()
    return walk.curved


def _plain_multipolygon(body: bytes) -> bool:
    """Whether all parts are little-endian 2D polygons; a False is no verdict yet."""
    unpack = _COUNT[True].unpack_from
    try:
        at = 9
        for _ in range(unpack(body, 5)[0]):
            if body[at : at + 5] != _POLYGON_LE:
                return False
            rings = unpack(body, at + 5)[0]
            at += 9
            for _ in range(rings):
                at += 4 + 16 * unpack(body, at)[0]
    except struct.error:
        return False
    return at <= len(body)


class _Walk:
    """Steps over a WKB value without recursion, counting how deep its collections go."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.at = 0
        self.curved = False

    def run(self) -> None:
        """Walks all of it.

        Raises:
            UnreadableError: truncated, of an unknown type, or nested too deep.
        """
        open_counts = [1]
        try:
            while open_counts:
                if open_counts[-1] == 0:
                    open_counts.pop()
                    continue
                open_counts[-1] -= 1
                inner = self._step()
                if inner:
                    open_counts.append(inner)
                    if len(open_counts) > MAX_DEPTH:
                        raise UnreadableError("geometry_wkb_nested", depth=MAX_DEPTH)
        except struct.error as error:
            raise UnreadableError("geometry_wkb_damaged", reason="truncated") from error

    def _count(self, little: bool) -> int:
        value: int = _COUNT[little].unpack_from(self.body, self.at)[0]
        self.at += 4
        return value

    def _step(self) -> int:
        """Steps over one header and its coordinates; returns how many geometries it holds."""
        little, kind, doubles, self.at = wkb_curves.header(self.body, self.at)
        self.curved |= kind >= 8
        if kind == 1:
            self.at += 8 * doubles
            return 0
        count = self._count(little)
        if kind in (2, 8):
            self.at += 8 * doubles * count
        elif kind in (3, 17):
            for _ in range(count):
                vertices = self._count(little)
                self.at += 8 * doubles * vertices
        else:
            return self._held(count)
        return self._held(0)

    def _held(self, count: int) -> int:
        # The smallest geometry is a header and a count, so a forged count shows here.
        if self.at + 9 * count > len(self.body):
            raise UnreadableError("geometry_wkb_damaged", reason="truncated")
        return count
