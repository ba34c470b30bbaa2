"""What a layer of the map is made of, as plain arrays that cross a pipe between processes.

Imports numpy alone: the process that reads a project makes it, the window draws it, and neither
has to load what the other needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Fixed = npt.NDArray[np.int32]
Styles = npt.NDArray[np.uint8]
Texts = npt.NDArray[np.str_]
Flags = npt.NDArray[np.bool_]
Box = tuple[float, float, float, float]
Kind = Literal["polygon", "line", "point"]

KINDS: tuple[Kind, ...] = ("polygon", "line", "point")
LIMIT = 4.0e7  # metres: a Web Mercator world is 2.004e7 in each direction


@dataclass(frozen=True, slots=True)
class LayerData:
    """The features of one layer.

    Attributes:
        name: the layer's id, such as ``issue``.
        kind: what its features are. The rings of a polygon are closed (the first vertex is
            repeated as the last) and in any order and direction: a place is inside where an odd
            number of a feature's rings holds it.
        ids: of each feature, dtype U, shape (features,); a list of text is made one.
        xy: all vertices, Web Mercator metres (EPSG:3857), shape (vertices, 2).
        ring_starts: where each ring, line or point begins in ``xy``, and the end, shape
            (rings + 1,).
        owner: the feature of each ring, ascending, shape (rings,). A feature without a ring has no
            place and isn't drawn.
        style: the palette's entry of each feature, shape (features,).
    """

    name: str
    kind: Kind
    ids: Texts | list[str]
    xy: Floats
    ring_starts: Ints
    owner: Ints
    style: Styles

    def __post_init__(self) -> None:
        """Brings the arrays to their types and compares their lengths.

        Raises:
            ValueError: where the arrays don't fit each other, or hold no places on the map.
        """
        put = object.__setattr__
        put(self, "ids", np.asarray(self.ids, dtype=np.str_).reshape(-1))
        put(self, "xy", np.asarray(self.xy, dtype=np.float64).reshape(-1, 2))
        put(self, "ring_starts", np.asarray(self.ring_starts, dtype=np.int64).reshape(-1))
        put(self, "owner", np.asarray(self.owner, dtype=np.int64).reshape(-1))
        put(self, "style", np.asarray(self.style, dtype=np.uint8).reshape(-1))
        self._check()

    def id_list(self) -> list[str]:
        """The ids as texts of Python's own."""
        ids: list[str] = np.asarray(self.ids).tolist()
        return ids

    def __len__(self) -> int:
        """How many features."""
        return len(self.ids)

    def _check(self) -> None:
        starts, owner = self.ring_starts, self.owner
        if self.kind not in KINDS:
            raise ValueError(f"{self.name}: no kind of layer: {self.kind!r}")
        if len(self.style) != len(self.ids):
            raise ValueError(f"{self.name}: {len(self.style)} styles of {len(self.ids)} features")
        if len(starts) != len(owner) + 1 or starts[0] != 0 or starts[-1] != len(self.xy):
            raise ValueError(f"{self.name}: ring_starts don't fit xy and owner")
        if (np.diff(starts) < (1 if self.kind == "point" else 2)).any():
            raise ValueError(f"{self.name}: a ring of too few vertices")
        if len(owner) and (owner[0] < 0 or owner[-1] >= len(self.ids)):
            raise ValueError(f"{self.name}: a ring of a feature that is not there")
        if (np.diff(owner) < 0).any():
            raise ValueError(f"{self.name}: owner is not ascending")
        if not (np.abs(self.xy) < LIMIT).all():  # also where a number is none
            raise ValueError(f"{self.name}: a vertex that is on no map")


def points(name: str, ids: list[str] | Texts, xy: Floats, style: Styles) -> LayerData:
    """A layer of points, one a feature.

    Args:
        name: the layer's id.
        ids: shape (n,).
        xy: Web Mercator metres, shape (n, 2).
        style: shape (n,).
    """
    n = len(xy)
    return LayerData(name, "point", ids, xy, np.arange(n + 1), np.arange(n), style)


def merged(old: LayerData, new: LayerData) -> LayerData:
    """The features of both; those of ``new`` in the place of those with the same id."""
    kept = np.flatnonzero(~np.isin(old.ids, new.ids))
    rings = np.flatnonzero(np.isin(old.owner, kept))
    lengths = np.diff(old.ring_starts)
    xy = old.xy[np.repeat(np.isin(old.owner, kept), lengths)]
    renumbered = np.searchsorted(kept, old.owner[rings])
    all_lengths = np.concatenate([lengths[rings], np.diff(new.ring_starts)])
    return LayerData(
        name=new.name,
        kind=new.kind,
        ids=np.concatenate([old.ids[kept], new.ids]),
        xy=np.concatenate([xy, new.xy]),
        ring_starts=np.concatenate([[0], np.cumsum(all_lengths)]),
        owner=np.concatenate([renumbered, new.owner + len(kept)]),
        style=np.concatenate([old.style[kept], new.style]),
    )
