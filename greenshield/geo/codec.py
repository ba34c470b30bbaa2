"""GeoPackage binary geometry (OGC 12-128r, clause 2.1.3) and plain WKB hex.

What we write is canonical: little endian, two dimensions, vertices in the order given (evidence
is never reordered), an envelope for everything but points. What we read may be
foreign and is checked before it reaches GEOS: see ``wkb.py``.
"""

from __future__ import annotations

import binascii
import struct
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import UnreadableError
from greenshield.geo import wkb, wkb_rings

Geometries = npt.NDArray[np.object_]
Places = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]

SRS_ID: Final = 4490
_MAGIC: Final = b"GP\0"
_LITTLE, _XY, _EMPTY, _EXTENDED = 0x01, 0x02, 0x10, 0x20
_ENVELOPE_DOUBLES: Final = (0, 4, 6, 6, 8)
_HEADER: Final = struct.Struct("<3sBi")
_HEADER_XY: Final = struct.Struct("<3sBi4d")
_PLAIN: Final = _MAGIC + bytes([_LITTLE | _XY])
_OFFSET_XY: Final = _HEADER_XY.size


def encode(geometry: BaseGeometry, srs_id: int = SRS_ID) -> bytes:
    """One geometry as a GeoPackage blob; Z and M are dropped.

    Raises:
        UnreadableError: ``geometry_not_finite`` for NaN or infinite coordinates.
    """
    blob = encode_many([geometry], srs_id)[0]
    if blob is None:
        raise TypeError("a geometry is required, not None")
    return blob


def encode_many(
    geometries: Sequence[BaseGeometry | None] | Geometries, srs_id: int = SRS_ID
) -> list[bytes | None]:
    """Many geometries as GeoPackage blobs, None for None, as :func:`encode`."""
    shapes: Geometries = np.asarray(geometries, dtype=object)
    finite = np.isfinite(shapely.get_coordinates(shapes)).all()
    if not finite:
        raise UnreadableError("geometry_not_finite")
    bodies = shapely.to_wkb(shapes, output_dimension=2, byte_order=1, include_srid=False)
    empty = shapely.is_empty(shapes)
    pointlike = shapely.get_type_id(shapes) == 0
    boxes = shapely.bounds(shapes)[:, [0, 2, 1, 3]].tolist()  # min x, max x, min y, max y
    out: list[bytes | None] = []
    for body, box, is_empty, is_point in zip(bodies, boxes, empty, pointlike, strict=True):
        if body is None:
            out.append(None)
        elif is_empty:
            out.append(_HEADER.pack(_MAGIC, _LITTLE | _EMPTY, srs_id) + body)
        elif is_point:
            out.append(_HEADER.pack(_MAGIC, _LITTLE, srs_id) + body)
        else:
            out.append(_HEADER_XY.pack(_MAGIC, _LITTLE | _XY, srs_id, *box) + body)
    return out


def decode(blob: bytes) -> BaseGeometry:
    """The geometry in a GeoPackage blob, ours or foreign; curves are stroked (``wkb.py``).

    Raises:
        UnreadableError: ``geometry_blob_magic``, ``geometry_blob_version``,
            ``geometry_blob_envelope``, ``geometry_blob_short``, ``geometry_blob_extended``,
            ``geometry_wkb_damaged`` or ``geometry_wkb_nested``.
    """
    return wkb.read(blob[body_offset(blob) :])


def decode_many(blobs: Iterable[bytes | None]) -> Geometries:
    """Many blobs as an object array of geometries, None for None, as :func:`decode`."""
    return _decoded(list(blobs), flat=False)[0]


def decode_flat(blobs: Sequence[bytes | None]) -> tuple[Geometries, Places | None]:
    """Many blobs as :func:`decode_many`, where it costs nothing without heights.

    Returns:
        The geometries, and their coordinates in that order, shape (n, 2), where they came to
        hand on the way: to ask the geometries for them takes as long as to read them.
    """
    return _decoded(blobs, flat=True)


def _decoded(blobs: Sequence[bytes | None], *, flat: bool) -> tuple[Geometries, Places | None]:
    starts = [0 if blob is None else _start(blob) for blob in blobs]
    if wkb_rings.pays([len(blob) for blob in blobs if blob is not None]):
        read = wkb_rings.read(blobs, starts, flat=flat)
        if read is not None and not read.left:
            return read.shapes, read.places
        if read is not None:
            rest = [_body(blobs[i], starts[i]) for i in read.left]
            read.shapes[read.left] = wkb.read_many(rest)
            return read.shapes, None
    return wkb.read_many([_body(b, s) for b, s in zip(blobs, starts, strict=True)]), None


def _body(blob: bytes | None, start: int) -> bytes | None:
    return None if blob is None else blob[start:]


def _start(blob: bytes) -> int:
    """As :func:`body_offset`, at once for what we write."""
    plain = isinstance(blob, bytes) and blob[:4] == _PLAIN and len(blob) > _OFFSET_XY
    return _OFFSET_XY if plain else body_offset(blob)


def srs_id(blob: bytes) -> int:
    """The reference system that a blob names, by ``gpkg_spatial_ref_sys.srs_id``."""
    body_offset(blob)
    return int(struct.unpack_from("<i" if blob[3] & _LITTLE else ">i", blob, 4)[0])


def envelope(blob: bytes) -> Box | None:
    """The (min x, min y, max x, max y) of a blob, from its header where it has one.

    Returns:
        None for an empty geometry.

    Raises:
        UnreadableError: as :func:`decode`.
    """
    start = body_offset(blob)
    flags = blob[3]
    if flags & _EMPTY:
        return None
    if (flags >> 1) & 7:
        left, right, low, high = struct.unpack_from("<4d" if flags & _LITTLE else ">4d", blob, 8)
        if left <= right and low <= high:  # False for NaN: then the geometry is asked
            return left, low, right, high
    box = wkb.read(blob[start:]).bounds
    return None if len(box) != 4 or np.isnan(box[0]) else (box[0], box[1], box[2], box[3])


def body_offset(blob: bytes) -> int:
    """Checks a blob's header and tells where its WKB begins.

    Raises:
        UnreadableError: see :func:`decode`.
    """
    if not isinstance(blob, bytes) or blob[:2] != b"GP":
        raise UnreadableError("geometry_blob_magic")
    if len(blob) < 8:
        raise UnreadableError("geometry_blob_short", length=len(blob))
    if blob[2] != 0:
        raise UnreadableError("geometry_blob_version", version=blob[2])
    flags = blob[3]
    if flags & _EXTENDED:
        raise UnreadableError("geometry_blob_extended")
    kind = (flags >> 1) & 7
    if kind >= len(_ENVELOPE_DOUBLES):
        raise UnreadableError("geometry_blob_envelope", kind=kind)
    start = 8 + 8 * _ENVELOPE_DOUBLES[kind]
    if len(blob) < start + 5:  # the shortest WKB header
        raise UnreadableError("geometry_blob_short", length=len(blob))
    return start


def to_hex(geometry: BaseGeometry) -> str:
    """Canonical WKB in lower-case hex, for event bodies: NDR, 2D, vertex order as given."""
    if not np.isfinite(shapely.get_coordinates(geometry)).all():
        raise UnreadableError("geometry_not_finite")
    body: bytes = shapely.to_wkb(geometry, output_dimension=2, byte_order=1, include_srid=False)
    return body.hex()


def from_hex(text: object) -> BaseGeometry:
    """The geometry of WKB hex, whoever wrote it.

    Raises:
        UnreadableError: ``geometry_hex`` where it is no hex, else as :func:`decode`.
    """
    if not isinstance(text, str | bytes):
        raise UnreadableError("geometry_hex")
    try:
        body = binascii.unhexlify(text)
    except ValueError as error:
        raise UnreadableError("geometry_hex") from error
    return wkb.read(body)
