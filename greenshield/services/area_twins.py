"""Whether a boundary that is imported is the version that the project holds already.

The same boundary comes again in other bytes (saved anew, as another format) or with another
date. That is no second version unless a person says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from greenshield.services.area_book import Book, Known, in_force

_SAME_DEG: Final = 1e-8  # about a millimetre: what another format or a way through metres costs
# Where a boundary came from and since when it holds says nothing of what it is.
_NOT_ITSELF: Final = frozenset(
    ("source_crs", "source_file", "source_sha256", "source_layer", "valid_from", "valid_to",
     "version", "version_of", "area_id")
)  # fmt: skip


def twin(book: Book, kind: str, values: Mapping[str, Any], geometry: MultiPolygon) -> Known | None:
    """The version in force on the day of an import that is the same boundary, or None.

    Args:
        book: what the project holds.
        kind: ``area``, ``zone``, ``redline`` or ``control``.
        values: of the boundary, with ``valid_from`` where a day is given; else the newest
            version is looked at. Before the first version began, that one is.
        geometry: degrees lon/lat EPSG:4490.
    """
    code, name = values.get("code") or "", values["name"]
    area_id, zone = values.get("area_id", ""), values.get("zone_code", "")
    named = [k for k in book.versions(kind, code, name, area_id, zone) if k.name == name]
    itself = {n: v for n, v in values.items() if n not in _NOT_ITSELF}
    for known in _standing(named, values.get("valid_from", "")):
        same_file = known.source_sha256 == values["source_sha256"]
        if same_shape(geometry, book.shape_of(known)) and (same_file or book.says(known, itself)):
            return known
    return None


def same_shape(one: BaseGeometry, other: BaseGeometry | None) -> bool:
    """True where two shapes have the same rings, wherever these begin."""
    if other is None or shapely.get_num_coordinates(one) != shapely.get_num_coordinates(other):
        return False
    left, right = shapely.normalize(one), shapely.normalize(other)
    return bool(shapely.equals_exact(left, right, _SAME_DEG))


def _standing(versions: Sequence[Known], day: str) -> list[Known]:
    """Those in force on a day; before all of them, the first."""
    if day and versions and all(k.valid_from > day for k in versions):
        first = min(k.valid_from for k in versions)
        return [k for k in versions if k.valid_from == first]
    return in_force(versions, day)
