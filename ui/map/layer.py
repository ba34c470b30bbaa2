"""A layer of the map in the window: its packs, its looks, and its paths for the painter."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from pyqtgraph.functions import arrayToQPath
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from ui.map.clip import blocks
from ui.map.flat import box_of, ranges, starts_of
from ui.map.layer_data import Box, Fixed, Flags, Floats, Ints, LayerData, Styles, merged
from ui.map.pack import HIDDEN, Level, Pack
from ui.map.packing import packed
from ui.map.style import Style

CACHED = 1_500_000  # vertices of paths that a part keeps ready, 24 bytes each


class Part:
    """A pack of a layer, with the looks that its features have now.

    Attributes:
        pack: its arrays.
        index: the layer's number of each feature, shape (features,).
        style: of each feature, HIDDEN for those not drawn, shape (features,).
        replaced: which of them another part draws, shape (features,).
    """

    def __init__(self, pack: Pack, index: Ints, style: Styles) -> None:
        self.pack, self.index, self.style = pack, index, style.copy()
        self.replaced = np.zeros(len(pack), np.bool_)
        self._paths: OrderedDict[tuple[float, int, int], QPainterPath] = OrderedDict()
        self._cached = 0
        self._blocks: dict[tuple[float, int], tuple[Ints, Fixed]] = {}

    def restyle(self, style: Styles) -> Ints:
        """Takes other looks; gives the features whose look is another now."""
        changed = np.flatnonzero(style != self.style)
        if len(changed):
            touched = np.zeros(len(style), np.bool_)
            touched[changed] = True
            stale = {
                (level.tolerance, int(chunk))
                for level in self.pack.levels
                for chunk in _chunks_of(level, touched)
            }
            self.style = style.copy()
            for key in [k for k in self._paths if k[:2] in stale]:
                self._cached -= self._paths.pop(key).elementCount()
        return changed

    def styles_in(self, level: Level, chunk: int) -> list[int]:
        """The looks that occur in a chunk, ascending."""
        features = level.feature[level.chunks[chunk] : level.chunks[chunk + 1]]
        return [int(s) for s in np.unique(self.style[features]) if s != HIDDEN]

    def path(self, level: Level, chunk: int, style: int) -> QPainterPath:
        """The outline of a chunk's features of one look, in units; kept for the next time."""
        key = (level.tolerance, chunk, style)
        path = self._paths.get(key)
        if path is not None:
            self._paths.move_to_end(key)
            return path
        begin, end = int(level.chunks[chunk]), int(level.chunks[chunk + 1])
        which = np.flatnonzero(self.style[level.feature[begin:end]] == style) + begin
        path = path_of(*rings_of(level, which))
        self._paths[key] = path
        self._cached += path.elementCount()
        while self._cached > CACHED and len(self._paths) > 1:
            self._cached -= self._paths.popitem(last=False)[1].elementCount()
        return path

    def box(self, features: Ints | None = None) -> Box | None:
        """Around those of the layer's features that this part draws, metres."""
        shown = self.style != HIDDEN
        if features is not None:
            shown &= np.isin(self.index, features)
        return self.pack.box_around(np.flatnonzero(shown))

    def blocks(self, level: Level, shape: int) -> tuple[Ints, Fixed]:
        """Blocks of a shape of very many vertices and their boxes; kept for the next time.

        The block starts count from the first vertex of the shape.
        """
        key = (level.tolerance, shape)
        if key not in self._blocks:
            xy, starts = rings_of(level, np.array([shape]))
            at = blocks(starts)
            self._blocks[key] = (at, box_of(xy, at))
        return self._blocks[key]


def rings_of(level: Level, which: Ints) -> tuple[Fixed, Ints]:
    """The vertices of some of a level's shapes, units, and where their rings begin, and the end."""
    if len(which) and int(which[-1]) - int(which[0]) + 1 == len(which):
        first, last = int(level.rings[which[0]]), int(level.rings[which[-1] + 1])
        starts = level.starts[first : last + 1].astype(np.int64)
        return level.xy[starts[0] : starts[-1]], starts - starts[0]
    rings = ranges(level.rings[which].astype(np.int64), level.rings[which + 1].astype(np.int64))
    begin, end = level.starts[rings].astype(np.int64), level.starts[rings + 1].astype(np.int64)
    return level.xy[ranges(begin, end)], starts_of(end - begin)


def path_of(xy: Fixed | Floats, starts: Ints) -> QPainterPath:
    """A path of rings or lines, filled by winding."""
    if not len(xy):
        return QPainterPath()
    connect = np.ones(len(xy), dtype=np.int32)
    connect[starts[1:] - 1] = 0
    x, y = xy[:, 0].astype(np.float64), xy[:, 1].astype(np.float64)
    path = arrayToQPath(x, y, connect, finiteCheck=False)
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def _chunks_of(level: Level, touched: Flags) -> Ints:
    at = np.flatnonzero(touched[level.feature])
    return np.unique(np.searchsorted(level.chunks, at, side="right") - 1)


class Layer:
    """One layer.

    Attributes:
        name, kind: as in its pack.
        palette: what the numbers in its styles stand for.
        visible, opacity: as the layer tree says; opacity 0 to 1.
        parts: the pack as it came, then what was changed since.
        fresh: False while it shows a stored state that nobody has yet compared with the project.
    """

    def __init__(self, pack: Pack, palette: list[Style], *, fresh: bool = True) -> None:
        self.name, self.kind, self.palette, self.fresh = pack.name, pack.kind, palette, fresh
        self.visible, self.opacity = True, 1.0
        self.parts = [Part(pack, np.arange(len(pack)), pack.style)]
        self.style = pack.style.copy()
        self._changed: LayerData | None = None
        self._new: dict[str, int] = {}

    def __len__(self) -> int:
        """How many features."""
        return len(self.style)

    def ids(self, features: Ints | Sequence[int]) -> list[str]:
        """The ids of features."""
        first = self.parts[0].pack
        new = {at: id_ for id_, at in self._new.items()}
        return [
            bytes(first.id_bytes[f]).decode() if f < len(first) else new[f]
            for f in np.asarray(features, dtype=np.int64).tolist()
        ]

    def find(self, ids: Sequence[str]) -> Ints:
        """The numbers of features with these ids, in their order; ids not there are left out."""
        numbers = self.parts[0].pack.find(ids)
        for at in np.flatnonzero(numbers < 0).tolist() if self._new else ():
            numbers[at] = self._new.get(str(ids[at]), -1)
        return numbers[numbers >= 0]

    def box(self, features: Ints | None = None) -> Box | None:
        """Around features, or all; Web Mercator metres; None where none has a place."""
        return around([part.box(features) for part in self.parts])

    def reach(self) -> int:
        """Pixels around a feature's box that its look may reach to."""
        widest = max((max(look.width, look.dot) for look in self.palette), default=1.0)
        return int(widest) + 4

    def restyle(self, style: Styles) -> Box | None:
        """Takes other looks; gives the box around the features whose look is another now.

        Raises:
            ValueError: where there are not as many as features.
        """
        style = np.asarray(style, dtype=np.uint8)
        if style.shape != self.style.shape:
            raise ValueError(f"{self.name}: {len(style)} styles of {len(self)} features")
        self.style = style.copy()
        boxes = []
        for part in self.parts:
            shown = style[part.index]
            shown[part.replaced] = HIDDEN
            changed = part.restyle(shown)
            boxes.append(part.pack.box_around(changed))
        return around(boxes)

    def update(self, changed: LayerData) -> None:
        """Takes features that are new or changed; one without a ring isn't drawn any more."""
        first = self.parts[0]
        ids = changed.ids.tolist()
        for id_, known in zip(ids, first.pack.find(ids).tolist(), strict=True):
            if known < 0 and id_ not in self._new:
                self._new[id_] = len(first.pack) + len(self._new)
        self._changed = changed if self._changed is None else merged(self._changed, changed)
        index = self.find(self._changed.ids.tolist())
        style = np.zeros(len(first.pack) + len(self._new), np.uint8)
        style[: len(self.style)] = self.style
        style[self.find(ids)] = changed.style
        part = Part(packed(self._changed), index, style[index])
        first.replaced[index[index < len(first.pack)]] = True
        self.parts = [first, part]
        self.style = style
        self.restyle(style)

    def look(self, style: int) -> Style:
        """An entry of the palette; the last one where the number is above all."""
        return self.palette[min(style, len(self.palette) - 1)]


def around(boxes: list[Box | None]) -> Box | None:
    """The box around boxes; None where there is none."""
    there = [box for box in boxes if box is not None]
    if not there:
        return None
    low_x, low_y, high_x, high_y = zip(*there, strict=True)
    return min(low_x), min(low_y), max(high_x), max(high_y)
