"""An entity's geometry out of its events: inline hex WKB, or a blob in ``media/`` by hash."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import GreenShieldError
from greenshield.geo import codec
from greenshield.project.media import MediaStore

# The hex of this many bytes still leaves room for the other fields in a 64 kB event.
INLINE_BYTES = 16 * 1024


def to_field(geometry: BaseGeometry, media: MediaStore) -> Any:
    """The value of a ``geom`` field: hex WKB, or ``{"blob": sha256}`` where it is large.

    Args:
        geometry: degrees lon/lat in EPSG:4490.
        media: where a large one is kept.
    """
    text = codec.to_hex(geometry)
    if len(text) // 2 <= INLINE_BYTES:
        return text
    return {"blob": media.keep_bytes(bytes.fromhex(text), ".wkb").sha256}


def from_field(value: Any, media: MediaStore) -> BaseGeometry | None:
    """The geometry of a ``geom`` field; None where there is none, or its blob is not here yet.

    Geometry from outside is hostile until read: what can't be decoded shows as none, and
    ``verify`` names it.
    """
    try:
        if isinstance(value, dict) and isinstance(value.get("blob"), str):
            return codec.from_hex(media.read(value["blob"]).hex())
        if isinstance(value, str) and value:
            return codec.from_hex(value)
    except GreenShieldError:
        return None
    return None


def centre(geometry: BaseGeometry | None) -> tuple[float | None, float | None]:
    """A point inside the geometry, degrees lon/lat."""
    if geometry is None or geometry.is_empty:
        return (None, None)
    point = shapely.point_on_surface(geometry)
    return (round(point.x, 9), round(point.y, 9))


def vertices(geometry: BaseGeometry | None) -> int | None:
    """How many coordinates a geometry has."""
    return None if geometry is None else int(shapely.get_num_coordinates(geometry))
