"""Shapefiles in GBK, GeoJSON and GeoPackage, written so that the bytes do not depend on the day."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fiona
from pyproj import CRS
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.polygon import orient

Shape = Polygon | MultiPolygon
Rows = Iterable[tuple[Shape, dict[str, Any]]]

_DBF_DATE = bytes((126, 1, 15))  # 2026-01-15: years since 1900, month, day
GBK_LANGUAGE_ID = 0x4D  # the dBASE language driver for PRC GBK
NO_LANGUAGE_ID = 0x00


def write_shapefile(
    path: Path, rows: Rows, fields: dict[str, str], *, crs: str, language_id: int, cpg: str
) -> None:
    """A shapefile whose attributes are GBK.

    Args:
        path: the .shp file.
        rows: shapes in ``crs``, with their attributes.
        fields: attribute name -> fiona type, such as ``str:40``.
        crs: the plane's or ellipsoid's code; its .prj is in Esri's dialect.
        language_id: what byte 29 of the .dbf says of the encoding (0 says nothing).
        cpg: the .cpg file's content, or "" for no such file.
    """
    records = [_feature(orient_esri(shape), attributes) for shape, attributes in rows]
    with fiona.open(
        path,
        "w",
        driver="ESRI Shapefile",
        schema={"geometry": "Polygon", "properties": fields},
        crs=crs,
        encoding="GBK",
    ) as sink:
        sink.writerecords(records)
    path.with_suffix(".prj").write_text(CRS(crs).to_wkt("WKT1_ESRI"), "ascii")
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[1:4] = _DBF_DATE
    table[29] = language_id
    path.with_suffix(".dbf").write_bytes(table)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg:
        path.with_suffix(".cpg").write_text(cpg, "ascii")


def write_geojson(path: Path, rows: Rows, name: str) -> None:
    """GeoJSON in lon/lat of EPSG:4490, which it names in the old ``crs`` member as GDAL does."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": a, "geometry": mapping(_right_handed(s))},
            ensure_ascii=False,
        )
        for s, a in rows
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
    path.write_text(
        '{"type": "FeatureCollection",\n'
        f'"name": {json.dumps(name, ensure_ascii=False)},\n"crs": {json.dumps(crs)},\n'
        '"features": [\n' + ",\n".join(lines) + "\n]}\n",
        "utf-8",
        newline="\n",
    )


def write_geopackage(path: Path, rows: Rows, fields: dict[str, str], layer: str) -> None:
    """A GeoPackage layer in lon/lat of EPSG:4490, its time stamps fixed."""
    records = [
        _feature(s if s.geom_type == "MultiPolygon" else MultiPolygon([s]), a) for s, a in rows
    ]
    path.unlink(missing_ok=True)
    with (
        _fixed_clock(),
        fiona.open(
            path,
            "w",
            driver="GPKG",
            layer=layer,
            schema={"geometry": "MultiPolygon", "properties": fields},
            crs="EPSG:4490",
        ) as sink,
    ):
        sink.writerecords(records)


@contextmanager
def _fixed_clock() -> Iterator[None]:
    """GDAL stamps ``gpkg_contents.last_change`` with OGR_CURRENT_DATE instead of the clock."""
    before = os.environ.get("OGR_CURRENT_DATE")
    os.environ["OGR_CURRENT_DATE"] = "2026-01-15T00:00:00.000Z"
    try:
        with fiona.Env(OGR_CURRENT_DATE="2026-01-15T00:00:00.000Z"):
            yield
    finally:
        if before is None:
            del os.environ["OGR_CURRENT_DATE"]
        else:
            os.environ["OGR_CURRENT_DATE"] = before


def _feature(shape: Shape, attributes: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": mapping(shape), "properties": attributes}


def _right_handed(shape: Shape) -> Shape:
    return _map_parts(shape, 1.0)


def orient_esri(shape: Shape) -> Shape:
    """Outer rings clockwise, as the shapefile's format asks."""
    return _map_parts(shape, -1.0)


def _map_parts(shape: Shape, sign: float) -> Shape:
    if isinstance(shape, Polygon):
        return orient(shape, sign)
    return MultiPolygon([orient(p, sign) for p in shape.geoms])
