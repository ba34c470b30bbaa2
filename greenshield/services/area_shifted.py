"""The versions of a boundary that were imported with a web map's shift, which now is taken back.

A wrong position is no version of a boundary: it was never in force. So the version itself is
corrected, with every date and link that it has; what it was stays in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry import MultiPolygon

from greenshield.geo.datums import SHIFTED
from greenshield.services.area_book import Book, Known
from greenshield.services.area_twins import same_shape


def standing_off(
    book: Book,
    kind: str,
    datum: str,
    values: Mapping[str, Any],
    geometry: MultiPolygon,
    there: Known | None,
) -> tuple[str, ...]:
    """The ids of the versions that a correction is of.

    Args:
        book: what the project holds.
        kind: ``area``, ``zone``, ``redline`` or ``control``.
        datum: what a person says the file's positions are in; without that nothing is corrected.
        values: of the boundary.
        geometry: as corrected, degrees lon/lat EPSG:4490.
        there: what came from this feature of this file before, or None.
    """
    if not datum:
        return ()
    out = []
    if there is not None and not same_shape(geometry, book.shape_of(there)):
        out.append(there.entity_id)
    known = SHIFTED.get(datum)
    code, name = values.get("code") or "", values["name"]
    area_id, zone = values.get("area_id", ""), values.get("zone_code", "")
    for version in book.versions(kind, code, name, area_id, zone) if known else ():
        held = book.shape_of(version)
        if held is None or known is None or version.entity_id in out:
            continue
        if same_shape(geometry, shapely.transform(held, known.corrected)):
            out.append(version.entity_id)
    return tuple(out)
