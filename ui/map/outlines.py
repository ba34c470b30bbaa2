"""Which features of a layer changed their shape, against the vertices that the layer draws."""

from __future__ import annotations

import numpy as np

from ui.map.layer import Layer
from ui.map.layer_data import Floats, LayerData
from ui.map.paths import rings_of


def moved(layer: Layer, changed: LayerData) -> list[str]:
    """The ids of those that are elsewhere in ``changed``, new there, or there no more.

    A layer that was kept has coarse vertices only; of such every feature counts as moved.
    """
    lengths = np.diff(changed.ring_starts)
    out = []
    for at, id_ in enumerate(changed.id_list()):
        after = changed.xy[np.repeat(np.asarray(changed.owner) == at, lengths)]
        before = vertices(layer, id_)
        limit = 2 * layer.parts[0].pack.unit + 0.001  # a pack rounds to its unit
        if before.shape != after.shape or not np.allclose(before, after, rtol=0, atol=limit):
            out.append(id_)
    return out


def vertices(layer: Layer, id_: str) -> Floats:
    """The vertices of a shape at its finest, Web Mercator metres, shape (n, 2)."""
    feature = layer.find([id_])
    for part in layer.parts if len(feature) else ():
        row = np.flatnonzero((part.index == feature[0]) & ~part.replaced)
        level = part.pack.full
        shape = np.flatnonzero(np.isin(level.feature, row))
        if len(shape):
            return part.pack.metres(rings_of(level, shape)[0])
    return np.zeros((0, 2))
