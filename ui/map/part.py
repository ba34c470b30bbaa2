"""A pack in the window: the looks that its features have now, and its paths for the painter."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QPainterPath

from ui.map.clip import blocks
from ui.map.flat import box_of, distinct
from ui.map.layer_data import Box, Fixed, Flags, Floats, Ints, Styles
from ui.map.pack import HIDDEN, Level, Pack
from ui.map.paths import paths_of, rings_of

if TYPE_CHECKING:
    from ui.map.thinning import Thinned

HUGE = 12_000  # vertices of a chunk that is cut to the view whenever it is drawn
CACHED = 1_500_000  # vertices of paths that a part keeps ready, 24 bytes each

THINNED = 12  # scales of which the dots are kept

Paths = list[tuple[int, QPainterPath]]


class Part:
    """A pack of a layer, with the looks that its features have now.

    Attributes:
        pack: its arrays.
        index: the layer's number of each feature, shape (features,).
        style: of each feature, HIDDEN for those not drawn, shape (features,).
        replaced: which of them another part draws, shape (features,).
        thinned: of levels and sizes of cells, the dots that are drawn.
    """

    def __init__(self, pack: Pack, index: Ints, style: Styles) -> None:
        self.pack, self.index, self.style = pack, index, style.copy()
        self.replaced = np.zeros(len(pack), np.bool_)
        self._paths: OrderedDict[tuple[float, int], tuple[Paths, int]] = OrderedDict()
        self._cached = 0
        self.thinned: OrderedDict[tuple[float, float], Thinned] = OrderedDict()
        self._blocks: dict[tuple[float, int], tuple[Ints, Fixed]] = {}

    def restyle(self, style: Styles) -> Ints:
        """Takes other looks; gives the features whose look is another now."""
        changed = np.flatnonzero(style != self.style)
        if len(changed):
            touched = np.zeros(len(style), np.bool_)
            touched[changed] = True
            self.style = style.copy()
            self.thinned.clear()
            for level in self.pack.levels:
                for chunk in _chunks_of(level, touched).tolist():
                    _, vertices = self._paths.pop((level.tolerance, chunk), ([], 0))
                    self._cached -= vertices
        return changed

    def is_ready(self, level: Level, chunk: int) -> bool:
        """Whether the paths of a chunk are kept, or are too large to be."""
        first, last = level.rings[level.chunks[chunk]], level.rings[level.chunks[chunk + 1]]
        large = int(level.starts[last]) - int(level.starts[first]) > HUGE
        return large or (level.tolerance, chunk) in self._paths

    def paths(self, level: Level, chunk: int) -> Paths:
        """The looks in a chunk and the outline of the features of each, in units; kept."""
        key = (level.tolerance, chunk)
        found = self._paths.get(key)
        if found is not None:
            self._paths.move_to_end(key)
            return found[0]
        begin, end = int(level.chunks[chunk]), int(level.chunks[chunk + 1])
        styles = self.style[level.feature[begin:end]]
        order = np.argsort(styles, kind="stable")
        order = order[styles[order] != HIDDEN]
        styles = styles[order]
        xy, starts = rings_of(level, order + begin)
        rings = np.cumsum(level.rings[order + begin + 1] - level.rings[order + begin])
        cuts = np.flatnonzero(np.diff(styles)) + 1
        groups = np.concatenate([[0], rings[cuts - 1], rings[-1:]]).astype(np.int64)
        looks = styles[np.concatenate([[0], cuts])].tolist() if len(styles) else []
        made = list(zip(looks, paths_of(xy, starts, groups) if looks else [], strict=True))
        self._paths[key] = (made, len(xy))
        self._cached += len(xy)
        while self._cached > CACHED and len(self._paths) > 1:
            self._cached -= self._paths.popitem(last=False)[1][1]
        return made

    def keep_thinned(self, key: tuple[float, float], found: Thinned) -> None:
        """Keeps the dots of a level that are drawn at a scale; those found first go first."""
        self.thinned[key] = found
        while len(self.thinned) > THINNED:
            self.thinned.popitem(last=False)

    def forget_paths(self) -> None:
        """Gives the memory of the paths back; they are made again when they are drawn."""
        self._paths.clear()
        self.thinned.clear()
        self._cached = 0

    def box(self, features: Ints | None = None) -> Box | None:
        """Around those of the layer's features that this part draws, metres."""
        shown = self.style != HIDDEN
        if features is None and shown.all():
            return self.pack.box_around()
        if features is not None:
            shown &= np.isin(self.index, features)
        return self.pack.box_around(np.flatnonzero(shown))

    def boxes(self) -> Floats:
        """The boxes of those that this part draws, metres, shape (n, 4)."""
        boxes = self.pack.boxes[self.style != HIDDEN]
        boxes = boxes[boxes[:, 0] <= boxes[:, 2]]
        return self.pack.metres(boxes)

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


def _chunks_of(level: Level, touched: Flags) -> Ints:
    at = np.flatnonzero(touched[level.feature])
    return distinct(np.searchsorted(level.chunks, at, side="right") - 1)
