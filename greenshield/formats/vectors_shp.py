"""Reads the shapes of a .shp file by numpy: no GDAL, and no Python loop over vertices.

Layout: ESRI Shapefile Technical Description, July 1998. Z and M are passed over; rings of fewer
than three corners are left out. What is a shell and what is a hole: ``vectors_rings.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.formats.vectors_limits import check_bytes
from greenshield.formats.vectors_rings import assembled
from greenshield.formats.vectors_sketch import Sketch
from greenshield.geo import ragged

_POINTS: Final = (1, 11, 21)
_LINES: Final = (3, 13, 23)
_POLYGONS: Final = (5, 15, 25)
_MULTIPOINTS: Final = (8, 18, 28)
KINDS: Final = frozenset((0, *_POINTS, *_LINES, *_POLYGONS, *_MULTIPOINTS))
_HEADER: Final = 100  # bytes, of .shp and .shx alike
_LOT: Final = 8 << 20  # bytes
_BOX: Final = 36  # bytes from a record's type to its counts, for all but points

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


@dataclass(slots=True)
class Shapes:
    """The shapes of a file.

    Attributes:
        geometries: one a record, 2D, in the file's own coordinates; None for a null shape.
        faults: index of a record that can't be read -> why.
        dropped: index of a record -> how many of its rings were left out.
        turned: records whose holes don't run against their shells, as the format asks.
        sketch: of all coordinates, where they came to hand in reading.
    """

    geometries: list[BaseGeometry | None]
    faults: dict[int, str]
    dropped: dict[int, int]
    turned: int = 0
    sketch: Sketch | None = None


def kinds(main: Path, index: Path) -> frozenset[int]:
    """The shape types of a file's records."""
    data, starts, lengths = _records(main, index)
    fit = lengths >= 4
    return frozenset(np.unique(_ints(data, starts[fit])).tolist())


def read(main: Path, index: Path) -> Shapes:
    """All shapes of a file whose types are all in ``KINDS``.

    Args:
        main: the .shp.
        index: its .shx; every record that it names lies in the .shp.

    Raises:
        OverLimitError: more than is taken.
    """
    data, starts, lengths = _records(main, index)
    check_bytes(int(lengths.sum()))
    out = Shapes([None] * len(starts), {}, {})
    short = lengths < 4
    kind = np.zeros(len(starts), np.int64)
    kind[~short] = _ints(data, starts[~short])
    for i in np.flatnonzero(short & (lengths > 0)):
        out.faults[int(i)] = f"{lengths[i]} bytes"
    if np.isin(kind, (0, *_POLYGONS)).all():
        out.sketch = Sketch.of_bytes(len(data))
    _read_points(data, starts, lengths, np.flatnonzero(np.isin(kind, _POINTS)), out)
    multi = np.flatnonzero(np.isin(kind, _MULTIPOINTS))
    for i in multi[_whole(data, starts, lengths, multi, out, parts=False)]:
        count = int(_ints(data, starts[i : i + 1] + _BOX)[0])
        xy = np.frombuffer(data, "<f8", 2 * count, int(starts[i]) + _BOX + 4).reshape(-1, 2)
        out.geometries[i] = shapely.multipoints(xy) if count else None
    for types, make in ((_LINES, _lines), (_POLYGONS, _polygons)):
        some = np.flatnonzero(np.isin(kind, types))
        some = some[_whole(data, starts, lengths, some, out, parts=True)]
        for few in _some_at_once(some, lengths):
            out.turned += make(_parts(data, starts, few), few, out)
    return out


def _some_at_once(some: Ints, lengths: Ints) -> list[Ints]:
    """Records in lots of some megabytes; a larger one is a lot by itself."""
    if not len(some):
        return []
    lot = np.cumsum(lengths[some]) // _LOT
    return np.split(some, np.flatnonzero(np.diff(lot)) + 1)


def _records(main: Path, index: Path) -> tuple[Bytes, Ints, Ints]:
    """The file, where the content of each record begins, and how long it is; bytes."""
    data = np.memmap(main, np.uint8, "r")
    head = index.read_bytes()
    usable = (len(head) - _HEADER) // 8 * 8
    entries = np.frombuffer(head, ">u4", usable // 4, _HEADER).reshape(-1, 2).astype(np.int64) * 2
    starts, lengths = entries[:, 0] + 8, entries[:, 1]
    lengths = np.where(entries[:, 0] < _HEADER, 0, lengths)
    return data, starts, np.clip(lengths, 0, np.maximum(len(data) - starts, 0))


def _ints(data: Bytes, at: Ints) -> Ints:
    """Little-endian 32-bit numbers at byte positions, shape of ``at``."""
    four = data[at[..., np.newaxis] + np.arange(4)]
    out: Ints = np.ascontiguousarray(four).view("<i4")[..., 0].astype(np.int64)
    return out


def _read_points(data: Bytes, starts: Ints, lengths: Ints, some: Ints, out: Shapes) -> None:
    for i in some[lengths[some] < 20]:
        out.faults[int(i)] = f"{lengths[i]} bytes"
    some = some[lengths[some] >= 20]
    xy = np.ascontiguousarray(data[starts[some][:, np.newaxis] + 4 + np.arange(16)]).view("<f8")
    for i, point in zip(some.tolist(), shapely.points(xy.astype(np.float64)), strict=True):
        out.geometries[i] = None if shapely.is_empty(point) else point


def _whole(
    data: Bytes, starts: Ints, lengths: Ints, some: Ints, out: Shapes, *, parts: bool
) -> npt.NDArray[np.bool_]:
    """Which records hold as many places as they say; the others are faults."""
    head = _BOX + (8 if parts else 4)
    fits = lengths[some] >= head
    counts = np.zeros((len(some), 2), np.int64)
    at = starts[some[fits]]
    counts[fits, 1] = _ints(data, at + head - 4)
    if parts:
        counts[fits, 0] = _ints(data, at + _BOX)
    fits &= (counts >= 0).all(axis=1)
    fits &= head + 4 * counts[:, 0] + 16 * counts[:, 1] <= lengths[some]
    for i in some[~fits]:
        out.faults[int(i)] = f"{lengths[i]} bytes"
    return fits


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of some records: places, where each part begins, and which record it is of."""

    xy: Floats  # (places, 2)
    first: Ints  # (parts + 1,): the last one is the number of places
    record: Ints  # (parts,): position among the records asked for
    bad: Ints  # positions of records whose parts don't fit their places; theirs are left out


def _parts(data: Bytes, starts: Ints, some: Ints) -> _Parts:
    """The parts of records that were found whole."""
    part_count = _ints(data, starts[some] + _BOX)
    place_count = _ints(data, starts[some] + _BOX + 4)
    view = data.data  # cheaper to cut than an array
    head = starts[some] + _BOX + 8
    body = head + 4 * part_count
    begins = b"".join(
        view[a : a + 4 * n] for a, n in zip(head.tolist(), part_count.tolist(), strict=True)
    )
    places = b"".join(
        view[a : a + 16 * n] for a, n in zip(body.tolist(), place_count.tolist(), strict=True)
    )
    xy = np.frombuffer(places, "<f8").reshape(-1, 2).astype(np.float64, copy=False)
    record = np.repeat(np.arange(len(some)), part_count)
    within = np.frombuffer(begins, "<i4").astype(np.int64)
    base = np.cumsum(place_count) - place_count
    wrong = (within < 0) | (within > place_count[record])
    first = within + base[record]
    same = record[1:] == record[:-1]
    wrong[1:] |= same & (within[1:] < within[:-1])
    opens = np.append(True, ~same) if len(record) else np.zeros(0, bool)
    wrong |= opens & (within != 0)
    bare = (part_count == 0) & (place_count > 0)
    bad = np.union1d(record[wrong], np.flatnonzero(bare))
    ends = np.append(first[1:], 0)[: len(first)]
    is_last = np.append(~same, True)[: len(first)]
    ends[is_last] = (base + place_count)[record[is_last]]
    good = ~np.isin(record, bad)
    return _compact(xy, first[good], ends[good], record[good], bad)


def _compact(xy: Floats, first: Ints, ends: Ints, record: Ints, bad: Ints) -> _Parts:
    """The parts one behind the other, without places that belong to none."""
    lengths = ends - first
    begins = np.cumsum(lengths) - lengths
    if lengths.sum() != len(xy):
        xy = xy[np.repeat(first - begins, lengths) + np.arange(lengths.sum())]
    return _Parts(xy, np.append(begins, len(xy)), record, bad)


def _lines(parts: _Parts, some: Ints, out: Shapes) -> int:
    """Lines and multilines; a lone place is no line."""
    _blame(parts, some, out)
    lengths = np.diff(parts.first)
    good = np.flatnonzero(lengths >= 2)
    line = np.repeat(np.arange(len(good)), lengths[good])
    made = shapely.linestrings(ragged.chosen(parts.xy, lengths, good), indices=line)
    for position, lines in _grouped(parts.record[good], made):
        record = int(some[position])
        out.geometries[record] = lines[0] if len(lines) == 1 else shapely.multilinestrings(lines)
    return 0


def _polygons(parts: _Parts, some: Ints, out: Shapes) -> int:
    """Polygons and multipolygons; how many records have rings that run the wrong way."""
    _blame(parts, some, out)
    xy, first, record = _closed(parts)
    counts = np.diff(first)
    keep = counts >= 4
    _note_lost(record[~keep], some, out)
    broken = _broken(xy, counts, record)
    for position in broken.tolist():  # a shape by which its record is refused
        own = xy[np.repeat(record == position, counts)]
        with np.errstate(invalid="ignore"):
            out.geometries[int(some[position])] = shapely.linestrings(np.repeat(own, 2, axis=0))
    keep &= ~np.isin(record, broken)
    if not keep.any():
        return 0
    if not keep.all():
        xy = ragged.chosen(xy, counts, np.flatnonzero(keep))
    made = assembled(xy, counts[keep], record[keep])
    for i, shape in zip(some[made.owners].tolist(), made.shapes, strict=True):
        out.geometries[i] = shape
    for i in some[made.tangled].tolist():
        out.geometries[i] = None
        out.faults[i] = "rings"
    if out.sketch is not None:
        out.sketch.add(made.places)
    if len(made.tangled) or len(broken):
        out.sketch = None
    return len(made.turned)


def _note_lost(record: Ints, some: Ints, out: Shapes) -> None:
    """Counts rings that were left out, by the record of each."""
    positions, lost = np.unique(record, return_counts=True)
    out.dropped.update(zip(some[positions].tolist(), lost.tolist(), strict=True))


def _broken(xy: Floats, counts: Ints, record: Ints) -> Ints:
    """Positions of records with coordinates that are not finite."""
    if np.isfinite(xy.sum()):
        return np.empty(0, np.int64)
    bad = ~np.isfinite(xy).all(axis=1)
    return np.unique(np.repeat(record, counts)[bad])


def _blame(parts: _Parts, some: Ints, out: Shapes) -> None:
    for position in parts.bad.tolist():
        out.faults[int(some[position])] = "parts"


def _closed(parts: _Parts) -> tuple[Floats, Ints, Ints]:
    """The parts as closed rings: one that ends elsewhere gets its first place once more."""
    xy, first = parts.xy, parts.first
    lengths = np.diff(first)
    full = np.flatnonzero(lengths > 0)
    heads, tails = first[full], first[full + 1] - 1
    open_ = full[(xy[heads] != xy[tails]).any(axis=1)]
    if len(open_):
        xy = np.insert(xy, first[open_ + 1], xy[first[open_]], axis=0)
        longer = np.zeros(len(first), np.int64)
        longer[open_ + 1] = 1
        first = first + np.cumsum(longer)
    return xy, first, parts.record


def _grouped(
    owner: Ints, members: npt.NDArray[np.object_]
) -> list[tuple[int, npt.NDArray[np.object_]]]:
    """Members by owner; owners ascend."""
    if not len(owner):
        return []
    cuts = np.flatnonzero(np.diff(owner)) + 1
    owners = owner[np.append(0, cuts)].tolist()
    return list(zip(owners, np.split(members, cuts), strict=True))
