"""An entity's geometry out of its events: inline hex WKB, or a blob in ``media/`` by hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import UnreadableError
from greenshield.geo import codec
from greenshield.project.media import MediaStore

# The hex of this many bytes still leaves room for the other fields in a 64 kB event.
INLINE_BYTES = 16 * 1024

# Layer -> the type of its parts, and what they become together.
_LAYER_PARTS: dict[str, tuple[str, Callable[[list[BaseGeometry]], BaseGeometry] | None]] = {
    "area": ("Polygon", shapely.MultiPolygon),
    "zone": ("Polygon", shapely.MultiPolygon),
    "track": ("LineString", shapely.MultiLineString),
    "photo": ("Point", None),
    "marker": ("Point", None),
    "patrol": ("LineString", shapely.MultiLineString),
}


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
    except UnreadableError:
        return None
    return None


def for_layer(table: str, geometry: BaseGeometry | None) -> BaseGeometry | None:
    """The geometry as a layer of one declared type takes it (GeoPackage requirement 32).

    A single polygon becomes a multipolygon of one, of a collection the fitting parts are
    kept, and what does not fit the layer at all shows as none. ``issue`` takes any type.
    """
    wanted = _LAYER_PARTS.get(table)
    if wanted is None or geometry is None:
        return geometry
    part, make = wanted
    parts = [p for p in _flat(geometry) if p.geom_type == part]
    if make is None:
        return parts[0] if len(parts) == 1 else None
    return make(parts) if parts else None


def position(lon: object, lat: object) -> BaseGeometry | None:
    """The point of a pair of degrees, None where they are none."""
    if isinstance(lon, bool) or isinstance(lat, bool):
        return None
    if not isinstance(lon, int | float) or not isinstance(lat, int | float):
        return None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return None
    return shapely.Point(lon, lat)


def place_of(get: Callable[[str], Any], media: MediaStore) -> BaseGeometry | None:
    """The shape that fields give, else the point of their degrees; None where neither is known.

    Args:
        get: gives a field's value by its name, None where it has none.
        media: where large shapes are kept.
    """
    shape = from_field(get("geom"), media)
    return position(get("lon"), get("lat")) if shape is None else shape


def _flat(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    """The single geometries of a nested one."""
    parts = getattr(geometry, "geoms", None)
    if parts is None:
        yield geometry
        return
    for part in parts:
        yield from _flat(part)


def centre(geometry: BaseGeometry | None) -> tuple[float | None, float | None]:
    """A point inside the geometry, degrees lon/lat."""
    if geometry is None or geometry.is_empty:
        return (None, None)
    point = shapely.point_on_surface(geometry)
    return (round(point.x, 9), round(point.y, 9))


def vertices(geometry: BaseGeometry | None) -> int | None:
    """How many coordinates a geometry has."""
    return None if geometry is None else int(shapely.get_num_coordinates(geometry))
