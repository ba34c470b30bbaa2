"""GeoPackage geometries, decoded some megabytes at a time as their rows come along."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import UnreadableError
from greenshield.formats.vectors_limits import check_bytes
from greenshield.formats.vectors_sketch import Sketch
from greenshield.geo import codec

_MOST: Final = 8 << 20  # bytes held undecoded


class Blobs:
    """Takes blobs one by one.

    Attributes:
        shapes: 2D, None for what is empty or can't be read.
        faults: index of a blob that can't be read -> why.
        sketch: of all coordinates, where they came to hand in reading.
    """

    def __init__(self, size: int) -> None:
        self.shapes: list[BaseGeometry | None] = []
        self.faults: dict[int, str] = {}
        self.sketch: Sketch | None = Sketch.of_bytes(size)
        self._waiting: list[bytes | None] = []
        self._held = 0
        self._all = 0

    def add(self, blob: bytes | None) -> None:
        """One more; a value of another kind is one that can't be read.

        Raises:
            OverLimitError: all together are more than is taken.
        """
        self._waiting.append(blob)
        if isinstance(blob, bytes):
            self._held += len(blob)
            self._all += len(blob)
            check_bytes(self._all)
        if self._held > _MOST:
            self.flush()

    def flush(self) -> None:
        """Decodes what waits; where one can't be read, they are taken one by one."""
        blobs, self._waiting, self._held = self._waiting, [], 0
        places = None
        try:
            found, places = codec.decode_flat(blobs)
        except UnreadableError:
            found = np.full(len(blobs), None, dtype=object)
            for i, blob in enumerate(blobs):
                try:
                    found[i] = None if blob is None else codec.decode(blob)
                except UnreadableError as error:
                    self.faults[len(self.shapes) + i] = error.code
        self.shapes += _flat(found)
        if places is None:
            self.sketch = None
        elif self.sketch is not None:
            self.sketch.add(places)


def _flat(shapes: codec.Geometries) -> list[BaseGeometry | None]:
    """In two dimensions, None for what is empty."""
    deep = shapely.has_z(shapes) | shapely.has_m(shapes)
    shapes[deep] = shapely.force_2d(shapes[deep])
    shapes[shapely.is_empty(shapes)] = None
    return list(shapes)
