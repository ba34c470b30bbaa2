"""Whether the area that a ledger's row states is that of the patch it brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shapely.geometry.base import BaseGeometry

from greenshield.geo import measures

# No law or standard that we know sets a bound. A tenth lets pass what rounding, another
# projection and a simplified outline change, and shows a wrong unit (亩 or 公顷 for m²).
BOUND = 0.1


def differing(
    stated: Sequence[tuple[Any, BaseGeometry | None]],
) -> Iterator[tuple[int, float, float]]:
    """Rows whose area by remote sensing differs from their patch's by more than a tenth.

    Args:
        stated: of each row the area, m² or None, and the patch in lon/lat or None.

    Yields:
        The row's place in ``stated``, the area that it states and that of its patch on the
        ellipsoid, m².
    """
    rows = [
        (n, float(area), shape)
        for n, (area, shape) in enumerate(stated)
        if isinstance(area, int | float) and shape is not None and shape.area > 0
    ]
    owns = measures.areas_m2([shape for _, _, shape in rows])
    for (n, area, _), own in zip(rows, owns, strict=True):
        if abs(area - own) > BOUND * own:
            yield n, area, float(own)
