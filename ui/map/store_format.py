"""How a kept layer is written: a header in JSON, then arrays one after the other.

What is read may have been written by anyone: every number that counts or points is checked
before it is used.
"""

from __future__ import annotations

import json
import struct
from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt

from ui.map.layer_data import KINDS, LIMIT
from ui.map.pack import Level, Pack

MAGIC = b"greenshield map 1\n"
ALIGN = 64
MOST_HEADER = 1 << 24
MOST_LEVELS = 64

Array = npt.NDArray[Any]
Arrays = dict[str, Array]

_LEVEL = tuple(each.name for each in fields(Level) if each.name != "tolerance")
_PACK = ("id_bytes", "id_order", "style", "boxes")


def written(pack: Pack, key: str, about: dict[str, Any], arrays: Arrays) -> bytes:
    """A layer as bytes."""
    parts: Arrays = {f"pack.{name}": getattr(pack, name) for name in _PACK}
    for at, level in enumerate(pack.levels):
        parts |= {f"level.{at}.{name}": getattr(level, name) for name in _LEVEL}
    parts |= {f"more.{name}": array for name, array in arrays.items()}
    listed, pieces, at = [], [], 0
    for name, array in parts.items():
        plain = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        listed.append([name, plain.dtype.str, list(plain.shape), at])
        piece = plain.tobytes()
        piece += bytes(-len(piece) % ALIGN)
        pieces.append(piece)
        at += len(piece)
    header = {
        "name": pack.name,
        "kind": pack.kind,
        "origin": list(pack.origin),
        "unit": pack.unit,
        "tolerances": [level.tolerance for level in pack.levels],
        "key": key,
        "about": about,
        "arrays": listed,
    }
    text = json.dumps(header, ensure_ascii=False).encode()
    text += b" " * (-(len(MAGIC) + 4 + len(text)) % ALIGN)
    return b"".join([MAGIC, struct.pack("<I", len(text)), text, *pieces])


def read(content: bytes) -> tuple[Pack, str, dict[str, Any], Arrays]:
    """A layer, its key and what was kept with it.

    Raises:
        ValueError: where that isn't one, or is damaged.
    """
    if not content.startswith(MAGIC) or len(content) < len(MAGIC) + 4:
        raise ValueError("no kept layer")
    (length,) = struct.unpack_from("<I", content, len(MAGIC))
    begin = len(MAGIC) + 4 + length
    if length > MOST_HEADER or begin > len(content):
        raise ValueError("a kept layer without its header")
    try:
        header = json.loads(content[len(MAGIC) + 4 : begin])
        parts = {
            str(name): _array(content, begin + int(at), str(dtype), shape)
            for name, dtype, shape, at in header["arrays"]
        }
        pack = _pack(header, parts)
        key, about = str(header["key"]), dict(header["about"])
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(f"a damaged layer: {error}") from error
    _check(pack)
    more = {name[5:]: array for name, array in parts.items() if name.startswith("more.")}
    return pack, key, about, more


def _array(content: bytes, at: int, dtype: str, shape: list[int]) -> Array:
    """One array, a copy of its own where Python's bytes don't lie as it must."""
    kind = np.dtype(dtype)
    if kind.kind not in "iufbSU" or kind.hasobject or kind.itemsize == 0:
        raise ValueError(f"no such array: {dtype}")
    sizes = [int(each) for each in shape]
    count = 1
    for size in sizes:
        if size < 0:
            raise ValueError("a negative size")
        count *= size
    if at < 0 or at + count * kind.itemsize > len(content):
        raise ValueError("an array beyond the end")
    return np.frombuffer(content, kind, count, at).reshape(sizes)


def _pack(header: dict[str, Any], parts: Arrays) -> Pack:
    tolerances = [float(each) for each in header["tolerances"]]
    if not 0 < len(tolerances) <= MOST_LEVELS or header["kind"] not in KINDS:
        raise ValueError("no levels, or no kind")
    levels = tuple(
        Level(tolerance, **{name: parts[f"level.{at}.{name}"] for name in _LEVEL})
        for at, tolerance in enumerate(tolerances)
    )
    x, y = header["origin"]
    return Pack(
        name=str(header["name"]),
        kind=header["kind"],
        origin=(float(x), float(y)),
        unit=float(header["unit"]),
        levels=levels,
        **{name: parts[f"pack.{name}"] for name in _PACK},
    )


def _check(pack: Pack) -> None:
    features = len(pack.style)
    _expect(np.isfinite([*pack.origin, pack.unit]).all() and 1e-6 <= pack.unit <= 1e3)
    _expect(max(abs(pack.origin[0]), abs(pack.origin[1])) <= LIMIT)
    _expect(pack.style.dtype == np.uint8 and pack.style.ndim == 1)
    _expect(pack.id_bytes.dtype.kind == "S" and pack.id_bytes.shape == (features,))
    _expect(pack.id_order.shape == (features,) and pack.boxes.shape == (features, 4))
    _within(pack.id_order, features)
    _expect(pack.boxes.dtype == np.int32)
    tolerances = [level.tolerance for level in pack.levels]
    _expect(tolerances == sorted(tolerances, reverse=True) and min(tolerances) >= 0)
    for level in pack.levels:
        _check_level(level, features)


def _check_level(level: Level, features: int) -> None:
    for name in _LEVEL:
        _expect(getattr(level, name).dtype == np.int32)
    _expect(level.xy.ndim == 2 and level.xy.shape[1] == 2)
    _starts(level.starts, len(level.xy))
    _starts(level.rings, len(level.starts) - 1)
    _expect(level.feature.shape == (len(level.rings) - 1,))
    _within(level.feature, features)
    _starts(level.chunks, len(level.feature))
    _expect(level.chunk_boxes.shape == (len(level.chunks) - 1, 4))
    _expect(level.dots.ndim == 1 and level.dot_xy.shape == (len(level.dots), 2))
    _within(level.dots, features)
    _starts(level.dot_chunks, len(level.dots))
    _expect(level.dot_boxes.shape == (len(level.dot_chunks) - 1, 4))


def _starts(starts: Array, end: int) -> None:
    """From 0 to the end, each piece with something in it."""
    _expect(starts.ndim == 1 and len(starts) > 0)
    _expect(starts[0] == 0 and starts[-1] == end and bool((np.diff(starts) > 0).all()))


def _within(numbers: Array, end: int) -> None:
    _expect(numbers.dtype == np.int32 and numbers.ndim == 1)
    _expect(not len(numbers) or (numbers.min() >= 0 and numbers.max() < end))


def _expect(holds: object) -> None:
    if not holds:
        raise ValueError("a layer whose arrays don't fit each other")
