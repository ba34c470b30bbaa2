"""Levels of detail, made in the process that reads the project.

Imports of shapely are inside the functions: the window imports this module to name the call, and
must not load what only the other process needs.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ui.map.flat import starts_of
from ui.map.layer_data import Floats, Ints, LayerData
from ui.map.pack import Pack
from ui.map.packing import packed


def pack(data: LayerData) -> Pack:
    """A layer with its levels of detail, ready to be sent to the window."""
    return packed(data, simplified)


def simplified(xy: Floats, starts: Ints, tolerance: float) -> tuple[Floats, Ints]:
    """Rings or lines with fewer vertices, for display alone: rings may cross afterwards.

    Douglas-Peucker by GEOS, which is fifty times faster than one that keeps topology.

    Args:
        xy: shape (vertices, 2).
        starts: where each begins, and the end, shape (rings + 1,).
        tolerance: in the unit of ``xy``.
    """
    import shapely

    lengths = np.diff(starts)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    lines: Any = shapely.linestrings(xy, indices=owner)
    lines = shapely.simplify(lines, tolerance, preserve_topology=False)
    fewer: Any = shapely.get_coordinates(lines)
    return fewer, starts_of(shapely.get_num_coordinates(lines).astype(np.int64))
