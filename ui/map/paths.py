"""Paths for the painter, made from arrays: many in one go, as Qt itself would write them."""

from __future__ import annotations

import itertools
import struct

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath

from ui.map.flat import ranges, starts_of
from ui.map.layer_data import Fixed, Floats, Ints
from ui.map.pack import Level

_ELEMENT = np.dtype([("connects", ">i4"), ("x", ">f8"), ("y", ">f8")])
_WINDING = struct.pack(">ii", 0, 1)  # where the last ring began (not needed), the fill rule


def rings_of(level: Level, which: Ints) -> tuple[Fixed, Ints]:
    """The vertices of some of a level's shapes, units, and where their rings begin, and the end."""
    if len(which) and (np.diff(which) == 1).all():
        first, last = int(level.rings[which[0]]), int(level.rings[which[-1] + 1])
        starts = level.starts[first : last + 1].astype(np.int64)
        return level.xy[starts[0] : starts[-1]], starts - starts[0]
    rings = ranges(level.rings[which].astype(np.int64), level.rings[which + 1].astype(np.int64))
    begin, end = level.starts[rings].astype(np.int64), level.starts[rings + 1].astype(np.int64)
    return level.xy[ranges(begin, end)], starts_of(end - begin)


def path_of(xy: Fixed | Floats, starts: Ints) -> QPainterPath:
    """A path of rings or lines, filled by winding."""
    return paths_of(xy, starts, np.array([0, len(starts) - 1]))[0]


def paths_of(xy: Fixed | Floats, starts: Ints, groups: Ints) -> list[QPainterPath]:
    """Paths of runs of rings or lines, filled by winding.

    Qt reads a path from a stream as a count, its elements, the last ring's begin and the fill rule
    (pyqtgraph.functions.arrayToQPath does the same, a path at a time and filled by odd and even).

    Args:
        xy: vertices, shape (n, 2).
        starts: where each ring begins, and the end.
        groups: the first ring of each path, and the end.
    """
    elements = np.empty(len(xy), _ELEMENT)
    elements["connects"] = 1
    elements["connects"][starts[:-1]] = 0
    elements["x"] = xy[:, 0]
    elements["y"] = xy[:, 1]
    content = elements.tobytes()
    ends = (starts[groups] * _ELEMENT.itemsize).tolist()
    pieces = []
    for begin, end in itertools.pairwise(ends):
        pieces += [
            struct.pack(">i", (end - begin) // _ELEMENT.itemsize),
            content[begin:end],
            _WINDING,
        ]
    stream = QDataStream(QByteArray(b"".join(pieces)))
    out = []
    for begin, end in itertools.pairwise(ends):
        path = QPainterPath()
        if end > begin:
            stream >> path
        else:
            stream.skipRawData(4 + len(_WINDING))
        out.append(path)
    return out
