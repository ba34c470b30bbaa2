"""A layer of the map in the window: its packs, what was changed since, and its looks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ui.map.layer_data import Box, Floats, Ints, LayerData, Styles, merged
from ui.map.pack import HIDDEN, Pack
from ui.map.packing import packed
from ui.map.part import Part
from ui.map.style import Style


class Layer:
    """One layer.

    Attributes:
        name, kind: as in its pack.
        palette: what the numbers in its styles stand for.
        visible, opacity: as the layer tree says; opacity 0 to 1.
        hollow: whether it is drawn as outlines alone.
        parts: the pack as it came, then what was changed since.
        fresh: False while it shows a stored state that nobody has yet compared with the project.
        loose: whether it may lie anywhere: all of the map is not all of it.
    """

    def __init__(
        self, pack: Pack, palette: list[Style], *, fresh: bool = True, loose: bool = False
    ) -> None:
        self.loose = loose
        self.name, self.kind, self.palette, self.fresh = pack.name, pack.kind, palette, fresh
        self.visible, self.opacity = True, 1.0
        self.hollow = False
        self.parts = [Part(pack, np.arange(len(pack)), pack.style)]
        self.style = pack.style.copy()
        self._changed: LayerData | None = None
        self._new: dict[str, int] = {}

    def __len__(self) -> int:
        """How many features."""
        return len(self.style)

    @property
    def changed_vertices(self) -> int:
        """How many vertices came since the layer did."""
        return 0 if self._changed is None else len(self._changed.xy)

    def ids(self, features: Ints | Sequence[int]) -> list[str]:
        """The ids of features."""
        first, wanted = self.parts[0].pack, np.asarray(features, dtype=np.int64)
        known = wanted < len(first)
        if known.all():
            return [each.decode() for each in first.id_bytes[wanted].tolist()]
        new = {at: id_ for id_, at in self._new.items()}
        return [
            bytes(first.id_bytes[f]).decode() if f < len(first) else new[f] for f in wanted.tolist()
        ]

    def find(self, ids: Sequence[str]) -> Ints:
        """The numbers of features with these ids, in their order; ids not there are left out."""
        numbers = self.numbers(ids)
        return numbers[numbers >= 0]

    def numbers(self, ids: Sequence[str]) -> Ints:
        """The numbers of features with these ids, -1 for an id that isn't there."""
        numbers = self.parts[0].pack.find(ids)
        for at in np.flatnonzero(numbers < 0).tolist() if self._new else ():
            numbers[at] = self._new.get(str(ids[at]), -1)
        return numbers

    def box(self, features: Ints | None = None) -> Box | None:
        """Around features, or all; Web Mercator metres; None where none has a place."""
        return around([part.box(features) for part in self.parts])

    def box_in(self, within: Box) -> Box | None:
        """Around those features that meet a box, as far as they lie in it; None where none does."""
        boxes = self.boxes()
        low, high = boxes[:, :2], boxes[:, 2:]
        meets = (low <= within[2:]).all(axis=1) & (high >= within[:2]).all(axis=1)
        if not meets.any():
            return None
        x0, y0 = np.maximum(low[meets].min(axis=0), within[:2]).tolist()
        x1, y1 = np.minimum(high[meets].max(axis=0), within[2:]).tolist()
        return x0, y0, x1, y1

    def boxes(self) -> Floats:
        """The box of each feature that has a place and shows, metres, shape (n, 4)."""
        return np.concatenate([part.boxes() for part in self.parts])

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
        ids = changed.id_list()
        for id_, known in zip(ids, first.pack.find(ids).tolist(), strict=True):
            if known < 0 and id_ not in self._new:
                self._new[id_] = len(first.pack) + len(self._new)
        self._changed = changed if self._changed is None else merged(self._changed, changed)
        index = self.find(self._changed.id_list())
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
