"""Makes the sheets of a guest on the map, in the process that knows geometry.

Imports of services are inside the functions: the window imports this module to name its calls, and
must not load what only the other process needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ui.map.calls_levels import pack
from ui.map.layer_data import Kind, LayerData
from ui.map.shown import Extras, Shown

LONGEST = 60  # letters of a label: an array of texts is as wide as the longest in every row


def sheets(
    name: str,
    shapes: npt.NDArray[np.object_],
    ids: Sequence[str],
    *,
    labels: Sequence[str] | None = None,
    styles: Sequence[str] = ("",),
    style: Sequence[int] | npt.NDArray[Any] | None = None,
) -> tuple[Shown, ...]:
    """The sheets of a guest, for ``Guests.put``: of shapes, of lines and of points.

    A feature whose shape is a collection is on each sheet that a part of it belongs to; with
    ``styles`` of ("polygon", "line", "point") and no ``style``, each sheet has a style of its own.

    Args:
        name: the guest's.
        shapes: of shapely, degrees lon/lat EPSG:4490, shape (n,); None for a feature without one.
        ids: of the features, all different, shape (n,).
        labels: of the features, "" for none, shape (n,).
        styles: their names, 254 at most.
        style: the place of each feature's style in ``styles``, shape (n,); the kind's where None.
    """
    from greenshield.services import map_arrays

    shapes = np.asarray(shapes, dtype=object)
    many = len(shapes)
    cut = [""] * many if labels is None else [label[:LONGEST] for label in labels]
    told = np.asarray(cut, dtype=np.str_)
    wanted = np.asarray(ids, dtype=np.str_)
    anchors = map_arrays.inner_places(shapes)
    made: list[Shown] = []
    flats: tuple[tuple[Kind, map_arrays.Flat], ...] = (
        ("polygon", map_arrays.polygons(shapes)),
        ("line", map_arrays.lines(shapes)),
        ("point", map_arrays.dots(shapes)),
    )
    for at, (kind, flat) in enumerate(flats):
        if not len(flat.owner):
            continue
        kept, owner = np.unique(flat.owner, return_inverse=True)
        own = min(at, len(styles) - 1)
        looks = np.full(len(kept), own) if style is None else np.asarray(style)[kept]
        looks = looks.astype(np.uint8)
        data = LayerData(f"{name}/{kind}", kind, wanted[kept], flat.xy, flat.starts, owner, looks)
        extras = Extras(tuple(styles), looks, told[kept], anchors[kept])
        made.append(Shown(pack(data), extras))
    return tuple(made)
