"""A layer as it is drawn: levels of detail in chunks along a curve, in fixed-point numbers.

Places are whole numbers of ``unit`` metres from ``origin``: half the memory of float64, and the
same everywhere, so that a border which two zones share is the same line twice.
Made by ``ui.map.packing``, in the process that reads the project; imports numpy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ui.map.layer_data import Box, Fixed, Flags, Floats, Ints, Kind, Styles, Texts

Bytes = npt.NDArray[np.bytes_]
FINE_ENOUGH = 0.85  # of a pixel: the tolerance that is hardly seen (QGIS takes 1)
HIDDEN = 255  # the style of what isn't drawn and can't be hit


@dataclass(frozen=True, slots=True)
class Level:
    """What is drawn while a pixel is large enough for it.

    Attributes:
        tolerance: metres by which its rings may be off; 0 for every vertex.
        xy: vertices, units from the origin, shape (vertices, 2).
        starts: where each ring or line begins, and the end, shape (rings + 1,).
        feature: the layer's number of each feature drawn as a shape, shape (shapes,).
        rings: the first ring of each of them, and the end, shape (shapes + 1,).
        chunks: the first feature of each chunk, and the end, shape (chunks + 1,).
        chunk_boxes: min x, min y, max x, max y of each chunk, units, shape (chunks, 4).
        dots: the layer's number of each feature that is a point or too small for a shape.
        dot_xy: their places, the middles of their boxes, units, shape (dots, 2).
        dot_chunks, dot_boxes: as for shapes.
    """

    tolerance: float
    xy: Fixed
    starts: Fixed
    feature: Fixed
    rings: Fixed
    chunks: Fixed
    chunk_boxes: Fixed
    dots: Fixed
    dot_xy: Fixed
    dot_chunks: Fixed
    dot_boxes: Fixed


@dataclass(frozen=True, slots=True)
class Pack:
    """A layer, ready to be drawn.

    Attributes:
        name, kind, style: as in ``LayerData``.
        id_bytes: the ids in UTF-8, shape (features,).
        id_order: the features in the order of their ids.
        origin: Web Mercator metres.
        unit: metres.
        boxes: of each feature, units; the first number is above the third where it has no place.
        levels: the coarsest first, the last with every vertex.
    """

    name: str
    kind: Kind
    id_bytes: Bytes
    id_order: Fixed
    style: Styles
    origin: tuple[float, float]
    unit: float
    boxes: Fixed
    levels: tuple[Level, ...]

    def __len__(self) -> int:
        """How many features."""
        return len(self.style)

    @property
    def full(self) -> Level:
        """The level with every vertex."""
        return self.levels[-1]

    @property
    def ids(self) -> Texts:
        """The ids as text, shape (features,)."""
        return np.char.decode(self.id_bytes, "utf-8")

    @property
    def there(self) -> Flags:
        """Which features have a place, shape (features,)."""
        return self.boxes[:, 0] <= self.boxes[:, 2]

    def best(self, pixel: float) -> Level:
        """The coarsest level that is fine enough for pixels of this size (metres)."""
        for level in self.levels:
            if level.tolerance <= FINE_ENOUGH * pixel:
                return level
        return self.full

    def find(self, ids: Sequence[str]) -> Ints:
        """The numbers of features with these ids, in their order; -1 for an id that isn't there."""
        asked = _encoded(ids)
        if not len(asked) or not len(self):
            return np.full(len(asked), -1, np.int64)
        wide = self.id_bytes.dtype.itemsize
        too_long = np.char.str_len(asked) > wide if asked.dtype.itemsize > wide else False
        # In one width, or numpy copies every id of the layer into the other's.
        asked = asked.astype(self.id_bytes.dtype)
        at = np.searchsorted(self.id_bytes, asked, sorter=self.id_order)
        found = self.id_order[np.minimum(at, len(self) - 1)].astype(np.int64)
        return np.where((self.id_bytes[found] == asked) & ~np.asarray(too_long), found, -1)

    def units(self, box: Box) -> Floats:
        """A box of metres as units from the origin, shape (4,)."""
        return (np.asarray(box) - [*self.origin, *self.origin]) / self.unit

    def metres(self, xy: Floats | Fixed) -> Floats:
        """Units to Web Mercator metres, shape (n, 2) or (n, 4)."""
        shift = [*self.origin, *self.origin][: xy.shape[-1]]
        return np.asarray(xy * self.unit + shift, dtype=np.float64)

    def box_around(self, features: Ints | None = None) -> Box | None:
        """Min x, min y, max x, max y around features, metres; None where none has a place."""
        if features is None:  # the boxes of chunks hold every feature that has a place
            level = self.levels[0]
            boxes = np.concatenate([level.chunk_boxes, level.dot_boxes])
        else:
            boxes = self.boxes[features]
            boxes = boxes[boxes[:, 0] <= boxes[:, 2]]
        if not len(boxes):
            return None
        # Column by column: numpy is many times slower along an axis of two.
        low, high = boxes[:, :2].T, boxes[:, 2:].T
        ends = np.array([low[0].min(), low[1].min(), high[0].max(), high[1].max()])
        x0, y0, x1, y1 = self.metres(ends[None])[0].tolist()
        return x0, y0, x1, y1


def _encoded(ids: Sequence[str]) -> Bytes:
    """Ids as bytes; numpy itself turns ASCII into them, in a tenth of the time."""
    try:
        return np.array(ids, dtype=np.bytes_)
    except UnicodeEncodeError:
        return np.char.encode(np.asarray(ids, dtype=np.str_), "utf-8")


def meeting(boxes: npt.NDArray[np.generic], view: npt.ArrayLike) -> Ints:
    """The boxes that meet a box, as indices; all are min x, min y, max x, max y."""
    x0, y0, x1, y1 = np.asarray(view)
    meets = (boxes[:, 0] <= x1) & (boxes[:, 2] >= x0) & (boxes[:, 1] <= y1) & (boxes[:, 3] >= y0)
    return np.flatnonzero(meets)
