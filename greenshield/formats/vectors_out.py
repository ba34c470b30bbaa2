"""Writes shapes for other programs: a layer as GeoJSON or as a GeoPackage."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import fiona

_TYPES: Final = {float: "float", int: "int", str: "str"}


def as_geojson(collection: Mapping[str, Any]) -> bytes:
    """A feature collection as it is."""
    return json.dumps(collection, ensure_ascii=False).encode("utf-8")


def as_geopackage(collection: Mapping[str, Any], layer: str) -> bytes:
    """The same as a GeoPackage of one layer of multipolygons.

    Args:
        collection: a GeoJSON feature collection, degrees lon/lat EPSG:4490; all features have the
            same properties, of texts and numbers.
        layer: its name.
    """
    features = collection["features"]
    first = features[0]["properties"] if features else {}
    schema = {
        "geometry": "MultiPolygon",
        "properties": {name: _TYPES.get(type(value), "str") for name, value in first.items()},
    }
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "layer.gpkg"
        with fiona.open(
            file, "w", driver="GPKG", layer=layer, crs="EPSG:4490", schema=schema, encoding="UTF-8"
        ) as out:
            out.writerecords(features)
        return file.read_bytes()
