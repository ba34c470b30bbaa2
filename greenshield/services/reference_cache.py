"""The shapes and attributes of a reference layer, as they lie in ``derived/``.

One plain file a layer: a line of JSON that says how many there are, then three arrays (where each
shape ends, each row of attributes ends, the number of each feature), then the shapes as WKB and
the attributes as JSON. Whoever hands over a folder may have altered it: nothing in it is trusted
beyond what it is read as, and a file that does not fit is made anew from the layer's own.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import math
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from greenshield import atomic
from greenshield.domain.errors import SurroundingsError
from greenshield.formats.vectors import VectorFile

_MAGIC: Final = "greenshield-layer-1"
_MOST_BYTES: Final = 1 << 30
_HEAD: Final = 1 << 12
_LONGEST: Final = 2_000  # characters of one value
_MOST_COLUMNS: Final = 200

_ENCODED: Final = json.JSONEncoder(ensure_ascii=False).encode  # made once: dumps makes one a row

Geometries = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Layer:
    """A reference layer in memory.

    Attributes:
        shapes: degrees lon/lat EPSG:4490, shape (n,), none missing.
        numbers: of the features in their file, shape (n,).
        attributes: column -> value of each, as JSON text, shape (n,).
    """

    shapes: Geometries
    numbers: NDArray[np.int64]
    attributes: list[bytes]


def of_file(file: VectorFile) -> Layer:
    """What a vector file holds; features without a shape are left out."""
    kept = [f for f in file.features if f.geometry is not None and not f.geometry.is_empty]
    shapes = np.array([*(f.geometry for f in kept), None], dtype=object)[:-1]
    numbers = np.array([f.number for f in kept], dtype=np.int64)
    return Layer(shapes, numbers, [_text(f.attributes) for f in kept])


def save(path: Path, layer: Layer) -> None:
    """Writes it; a folder that can't be written is no trouble, since it is made anew each time."""
    blobs = [bytes(b) for b in shapely.to_wkb(layer.shapes)]
    head = json.dumps({"format": _MAGIC, "count": len(blobs)}).encode("ascii")
    ends = np.cumsum([len(b) for b in blobs], dtype="<i8")
    told = np.cumsum([len(t) for t in layer.attributes], dtype="<i8")
    arrays = [a.astype("<i8").tobytes() for a in (ends, told, layer.numbers)]
    content = b"".join([head, b"\n", *arrays, *blobs, *layer.attributes])
    with contextlib.suppress(SurroundingsError):
        if len(content) <= _MOST_BYTES:
            atomic.write(path, content)


def load(path: Path) -> Layer | None:
    """What stands there; None where there is nothing, or nothing that this program wrote whole."""
    try:
        data = _read(path)
        head = data[:_HEAD].partition(b"\n")[0]
        told = json.loads(head)
        count = told["count"]
        if told["format"] != _MAGIC or type(count) is not int or not 0 <= count <= len(data) // 24:
            return None
        return _layer(memoryview(data)[len(head) + 1 :], count)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, shapely.errors.ShapelyError):
        return None


def _layer(rest: memoryview, count: int) -> Layer | None:
    ends, told, numbers = np.frombuffer(rest[: 24 * count], dtype="<i8").reshape(3, count)
    body = rest[24 * count :]
    for each in (ends, told):
        if count and (each[0] < 0 or (np.diff(each) < 0).any()):
            return None
    whole = int(ends[-1]) if count else 0
    if whole + (int(told[-1]) if count else 0) != len(body):
        return None
    blobs = [bytes(b) for b in _cut(body[:whole], ends)]
    shapes = shapely.from_wkb(np.array([*blobs, None], dtype=object)[:-1])
    broken = shapely.is_missing(shapes) | ~np.isfinite(shapely.bounds(shapes)).all(axis=1)
    if broken.any():
        return None
    return Layer(shapes, numbers, [bytes(t) for t in _cut(body[whole:], told)])


def _cut(body: memoryview, ends: NDArray[np.int64]) -> list[memoryview]:
    starts = [0, *(int(e) for e in ends[:-1])]
    return [body[a : int(b)] for a, b in zip(starts, ends, strict=True)]


def _read(path: Path) -> bytes:
    """The bytes of a plain file; a link or a pipe in its place is not opened."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
                     | getattr(os, "O_BINARY", 0))  # fmt: skip
    with os.fdopen(handle, "rb") as stream:
        known = os.fstat(stream.fileno())
        if not stat.S_ISREG(known.st_mode) or known.st_size > _MOST_BYTES:
            raise OSError("no plain file")
        return stream.read()


def _text(attributes: Mapping[str, Any]) -> bytes:
    told = {str(k)[:_LONGEST]: _value(v) for k, v in list(attributes.items())[:_MOST_COLUMNS]}
    return _ENCODED(told).encode("utf-8", "replace")


def _value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)[:_LONGEST]


def attributes_of(text: bytes) -> dict[str, Any]:
    """One feature's attributes; none where the cache holds something else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
