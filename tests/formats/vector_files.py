"""Makes vector files for tests: two zones of a reserve, in whatever format and system."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import fiona
import numpy as np
from pyproj import CRS, Transformer

ZONES = {"长白山核心区": (128.0, 42.0), "一般控制区": (128.2, 42.0)}


def square(lon: float, lat: float, size: float = 0.1) -> list[list[float]]:
    """A closed ring, counter-clockwise, degrees."""
    return [
        [lon, lat],
        [lon + size, lat],
        [lon + size, lat + size],
        [lon, lat + size],
        [lon, lat],
    ]


def collection(**more: Any) -> dict[str, Any]:
    """The two zones as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": {"名称": name, "n": n},
            "geometry": {"type": "Polygon", "coordinates": [square(*corner)]},
        }
        for n, (name, corner) in enumerate(ZONES.items(), start=1)
    ]
    return {"type": "FeatureCollection", "features": features, **more}


def geojson(path: Path, **more: Any) -> Path:
    """The two zones as a GeoJSON file."""
    path.write_text(json.dumps(collection(**more), ensure_ascii=False), "utf-8")
    return path


def moved(ring: list[list[float]], code: int | None, swapped: bool) -> list[tuple[float, float]]:
    """A ring of degrees in another system, x before y unless swapped."""
    xy = np.array(ring)
    if code is not None:
        crs = CRS.from_epsg(code)
        to = Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True)
        xy = np.column_stack(to.transform(xy[:, 0], xy[:, 1]))
    return [(y, x) if swapped else (x, y) for x, y in xy.tolist()]


def written(
    path: Path,
    driver: str = "ESRI Shapefile",
    *,
    code: int | None = None,
    swapped: bool = False,
    crs: str = "EPSG:4490",
    encoding: str | None = None,
    layer: str | None = None,
) -> Path:
    """The two zones, written by GDAL.

    Args:
        path: where to.
        driver: GDAL's.
        code: of the system that the numbers are to stand in; None for degrees.
        swapped: y before x.
        crs: what the file is to declare, "" for nothing.
        encoding: of the texts.
        layer: its name.
    """
    schema = {"geometry": "Polygon", "properties": {"名称": "str:60", "n": "int"}}
    if driver == "DXF":
        schema["properties"] = {"Layer": "str"}
    if encoding is None and driver in ("ESRI Shapefile", "MapInfo File"):
        encoding = "UTF-8"
    options = {"encoding": encoding} if encoding else {}
    log = logging.getLogger("fiona")  # what GDAL says on writing is not what is tested
    level, log.level = log.level, logging.CRITICAL
    how = {"driver": driver, "schema": schema, "layer": layer, **options}
    with fiona.open(path, "w", crs=crs or None, **how) as sink:
        for n, (name, corner) in enumerate(ZONES.items(), start=1):
            ring = moved(square(*corner), code, swapped)
            geometry = {"type": "Polygon", "coordinates": [ring]}
            properties = {"Layer": name} if driver == "DXF" else {"名称": name, "n": n}
            sink.write({"type": "Feature", "properties": properties, "geometry": geometry})
    log.level = level
    return path


KML = """<?xml version="1.0" encoding="{encoding}"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>保护地</name>
<Folder><name>核心保护区</name><Placemark><name>长白山核心区</name>
<ExtendedData><Data name="级别"><value>国家级</value></Data>
<SchemaData schemaUrl="#s"><SimpleData name="面积">120.5</SimpleData></SchemaData></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>
128.0,42.0,0 128.1,42.0,0 128.1,42.1,0 128.0,42.1,0 128.0,42.0,0</coordinates></LinearRing>
</outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>
128.02,42.02 128.02,42.04 128.04,42.04 128.02,42.02</coordinates></LinearRing></innerBoundaryIs>
</Polygon></Placemark></Folder>
<Folder><name>一般控制区</name><Placemark><name>控制区</name><MultiGeometry>
<Polygon><outerBoundaryIs><LinearRing><coordinates>128.2,42.0 128.3,42.0 128.3,42.1 128.2,42.0
</coordinates></LinearRing></outerBoundaryIs></Polygon>
<Polygon><outerBoundaryIs><LinearRing><coordinates>128.4,42.0 128.5,42.0 128.5,42.1 128.4,42.0
</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark>
<Placemark><name>界桩</name><Point><coordinates>128.0,42.0</coordinates></Point></Placemark>
</Folder></Document></kml>
"""

GML = """<?xml version="1.0" encoding="utf-8"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://ogr.maptools.org/ http://127.0.0.1:9/zones.xsd">
<gml:featureMember><ogr:zones fid="zones.0"><ogr:geometryProperty>
<gml:Polygon srsName="urn:ogc:def:crs:EPSG::4490"><gml:outerBoundaryIs><gml:LinearRing>
<gml:coordinates>42.0,128.0 42.0,128.1 42.1,128.1 42.1,128.0 42.0,128.0</gml:coordinates>
</gml:LinearRing></gml:outerBoundaryIs></gml:Polygon></ogr:geometryProperty>
<ogr:mc>长白山核心区</ogr:mc></ogr:zones></gml:featureMember>
</ogr:FeatureCollection>
"""

TOPOLOGY: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.001, 0.001], "translate": [128.0, 42.0]},
    # Two squares that share the arc between them; its first place has a height.
    "arcs": [
        [[100, 0, 7], [0, 100]],
        [[100, 100], [-100, 0], [0, -100], [100, 0]],
        [[100, 0], [100, 0], [0, 100], [-100, 0]],
    ],
    "objects": {
        "zones": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"名称": "核心区"}},
                {
                    "type": "GeometryCollection",
                    "geometries": [{"type": "Polygon", "arcs": [[2, -1]]}],
                    "properties": {"名称": "控制区"},
                },
            ],
        },
        "posts": {"type": "Point", "coordinates": [50, 50], "properties": {"号": 1}},
    },
}
