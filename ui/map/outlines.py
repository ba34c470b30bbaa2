"""Which features of a layer changed their shape, against the vertices that the layer draws."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ui.map.layer import Layer
from ui.map.layer_data import Floats, LayerData
from ui.map.paths import rings_of

_NOWHERE: Floats = np.zeros((0, 2))


def moved(layer: Layer, changed: LayerData) -> list[str]:
    """The ids of those that are elsewhere in ``changed``, new there, or there no more.

    A layer that was kept has coarse vertices only; of such every feature counts as moved.
    """
    ids = changed.id_list()
    owner = np.asarray(changed.owner)
    first = np.searchsorted(owner, np.arange(len(ids) + 1)).tolist()
    starts = np.asarray(changed.ring_starts).tolist()
    limit = 2 * layer.parts[0].pack.unit + 0.001  # a pack rounds to its unit
    known = _known(layer, ids)
    out = []
    for at, id_ in enumerate(ids):
        after = changed.xy[starts[first[at]] : starts[first[at + 1]]]
        before = known.get(id_, _NOWHERE)
        if before.shape != after.shape or (len(after) and np.abs(before - after).max() > limit):
            out.append(id_)
    return out


def _known(layer: Layer, ids: Sequence[str]) -> dict[str, Floats]:
    """The vertices of shapes at their finest, Web Mercator metres, shape (n, 2) each.

    All are looked for at once: to look through a large layer for each takes a tenth of a second.
    """
    wanted = dict(zip(layer.numbers(ids).tolist(), ids, strict=True))
    sought = np.zeros(len(layer), np.bool_)
    sought[[feature for feature in wanted if feature >= 0]] = True
    out: dict[str, Floats] = {}
    for part in layer.parts:
        level = part.pack.full
        rows = sought[part.index] & ~part.replaced
        for shape in np.flatnonzero(rows[level.feature]).tolist():
            id_ = wanted[int(part.index[level.feature[shape]])]
            out.setdefault(id_, part.pack.metres(rings_of(level, np.array([shape]))[0]))
    return out
