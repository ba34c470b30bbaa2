"""Writes shapes as a GeoPackage: a layer of patches, one of lines, one of points."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import fiona
from shapely.geometry import mapping

from greenshield.formats.shapes_out import Shape, ShapeColumn, by_layer, properties

# A multipolygon of one is not the polygon that came in: layers of any type keep what each is.
_ANY: Final = "Unknown"
_GEOMETRY: Final = {"points": "Point"}


def as_geopackage(shapes: Sequence[Shape], columns: Sequence[ShapeColumn]) -> bytes:
    """The file.

    Args:
        shapes: lon/lat degrees EPSG:4490.
        columns: of their values.
    """
    fields = {column.name: column.type for column in columns}
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "ledger.gpkg"
        for layer, found in by_layer(shapes).items() or {"points": []}.items():
            kind = _GEOMETRY.get(layer, _ANY)
            plain = all(shape.geometry.geom_type == "Point" for shape in found)
            schema = {"geometry": kind if plain else _ANY, "properties": fields}
            with fiona.open(
                file, "w", driver="GPKG", layer=layer, crs="EPSG:4490", schema=schema,
                encoding="UTF-8",
            ) as out:  # fmt: skip
                out.writerecords(
                    {"geometry": mapping(s.geometry), "properties": properties(columns, s)}
                    for s in found
                )
        return file.read_bytes()
