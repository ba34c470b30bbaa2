"""Tells by a file's own bytes which vector format it is, whatever its name says.

GDAL would try every driver that it has on a file, among them ones that open other files
or the network (OGR VRT, WFS, GPSBabel). So the format is settled here first, and GDAL is
then given that one driver.
"""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path

from greenshield.domain.errors import UnreadableError
from greenshield.formats import vectors_points

HEAD = 65536  # bytes looked at

SHAPEFILE = "ESRI Shapefile"
GEOPACKAGE = "GPKG"
GEODATABASE = "OpenFileGDB"
GEOJSON = "GeoJSON"
GEOJSON_LINES = "GeoJSONSeq"
TOPOJSON = "TopoJSON"
ESRIJSON = "ESRIJSON"
KML = "KML"
GML = "GML"
GPX = "GPX"
DXF = "DXF"
FLATGEOBUF = "FlatGeobuf"
MAPINFO = "MapInfo File"
CSV = "CSV"  # with shapes as WKT in a column
POINTS = "points"  # corner points as text: read by us
ZIP = "zip"

DRIVERS = (  # that GDAL is let use; TopoJSON, KML and sequences are made into GeoJSON first
    SHAPEFILE,
    GEOPACKAGE,
    GEODATABASE,
    GEOJSON,
    ESRIJSON,
    GML,
    GPX,
    DXF,
    FLATGEOBUF,
    MAPINFO,
    CSV,
)
TEXTS = (GEOJSON, GEOJSON_LINES, TOPOJSON, ESRIJSON, CSV)  # always UTF-8 by their standards
XML = (KML, GML, GPX)

_SHAPE_MAGIC = b"\x00\x00\x27\x0a"
_RASTERS = (
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"EHFA_HEADER_TAG", "ERDAS Imagine"),
    (b"\x00\x00\x00\x0cjP", "JPEG 2000"),
)
_ARCHIVES = (
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)
WKT_COLUMNS = ("WKT", "_WKT", "geom", "geometry", "the_geom", "shape", "geom_wkt")
_WKT_COLUMN = re.compile(rf"(?<!\w)({'|'.join(WKT_COLUMNS)})(?!\w)", re.IGNORECASE)
_WKT = re.compile(
    r"(POINT|LINESTRING|POLYGON|CURVE|SURFACE|COLLECTION|TIN|TRIANGLE)\s{0,4}(Z|M|ZM)?\s{0,4}\(",
    re.IGNORECASE,
)
_GEOJSON_TYPE = re.compile(
    r'"type"\s*:\s*"(Feature|(Multi)?(Point|LineString|Polygon)"|GeometryCollection)'
)
# A topology has no member of type Feature; in GeoJSON "Topology" may be a column's value.
_TOPOLOGY = re.compile(
    r"""\{\s*"(arcs|objects)"\s*:|(?:(?!"type"\s*:\s*"Feature)[\s\S])*?"type"\s*:\s*"Topology\""""
)
_PROLOG = re.compile(r"[>?\-\s]*(<!--|<\?|<!DOCTYPE)")
_ENDS = {"<!--": "-->", "<?": "?>", "<!DOCTYPE": ">"}
_TABLES = {".dbf", ".csv", ".txt", ".tsv", ".xls", ".xlsx", ".ods", ".et"}
_DATABASES = {".gpkg", ".gpkgx", ".sqlite", ".db"}  # an encrypted one begins with its salt
_LISTS = {".txt", ".csv", ".dat", ".xy", ".asc"}
_SIDECARS = {".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".qix", ".fix", ".atx"}


def kind_of(path: Path) -> str:
    """The GDAL driver that a file is for, or ``zip``.

    Raises:
        UnreadableError: empty, no vector format, or one that isn't read (each with its code).
        OSError: the file can't be opened.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    name, suffix = str(path), path.suffix.casefold()
    if not head:
        raise UnreadableError("vector_empty_file", file=name)
    if suffix in _SIDECARS:
        raise UnreadableError("vector_sidecar_alone", file=name, suffix=suffix)
    if suffix == ".dbf":
        raise UnreadableError("vector_table_alone", file=name)
    found = _binary(head, name) or _text(path, head, name)
    if found is None:
        if suffix == ".shp":
            raise UnreadableError("vector_damaged", file=name, format="Shapefile")
        if suffix == ".zip" or suffix == ".kmz":
            raise UnreadableError("vector_archive_damaged", file=name)
        if suffix in _DATABASES:
            raise UnreadableError("vector_database_sealed", file=name)
        if suffix in _TABLES:
            raise UnreadableError("vector_table_alone", file=name)
        raise UnreadableError("vector_format_unknown", file=name)
    return found


def _binary(head: bytes, name: str) -> str | None:
    """Formats with a magic number."""
    if head.startswith(_SHAPE_MAGIC):
        return SHAPEFILE
    if head.startswith(b"SQLite format 3\x00"):
        return GEOPACKAGE
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if head.startswith(b"fgb\x03fgb"):
        return FLATGEOBUF
    for magic, kind in _RASTERS:
        if head.startswith(magic):
            raise UnreadableError("vector_is_raster", file=name, format=kind)
    for magic, kind in _ARCHIVES:
        if head.startswith(magic):
            raise UnreadableError("vector_archive_kind", file=name, format=kind)
    if re.match(rb"AC1[0-9]{3}", head):
        raise UnreadableError("vector_is_dwg", file=name)
    if head.startswith(b"AutoCAD Binary DXF"):
        raise UnreadableError("vector_is_binary_dxf", file=name)
    return None


def _text(path: Path, head: bytes, name: str) -> str | None:
    """Formats that are text: XML, JSON, DXF, MapInfo."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    text = text.lstrip("\x00\x1e \t\r\n")
    is_wkt = path.suffix.casefold() == ".csv" and _has_wkt(text)
    is_list = path.suffix.casefold() in _LISTS and not is_wkt
    if is_list and vectors_points.looks_like(_words(head)):
        return POINTS
    if text.startswith("<"):
        return _xml(text, name)
    if text.startswith(("{", "[")):
        return _json(path, text, head)
    if _is_dxf(text):
        return DXF
    if is_wkt:
        return CSV
    if re.match(r"!table", text, re.IGNORECASE):
        if not re.search(r"type\s+native", text, re.IGNORECASE):
            raise UnreadableError("vector_refers_elsewhere", file=name)
        return MAPINFO
    if re.match(r"version\s+\d+\s", text, re.IGNORECASE) and path.suffix.casefold() == ".mif":
        return MAPINFO
    return None


def _has_wkt(text: str) -> bool:
    """Whether a table's heading names a column of shapes, and a row holds one."""
    heading, _, rows = text.partition("\n")
    return bool(_WKT_COLUMN.search(heading) and _WKT.search(rows))


def _words(head: bytes) -> str:
    """The beginning of a text in the encodings that lists of points have."""
    codecs_tried = ("utf-16",) if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "gb18030")
    for codec in codecs_tried:
        try:  # a character that is cut at the end of the bytes is no fault
            return codecs.getincrementaldecoder(codec)().decode(head)
        except UnicodeDecodeError:
            continue
    return head.decode(codecs_tried[-1], "replace")  # one bad byte in a name is no other format


def _xml(text: str, name: str) -> str | None:
    """The driver for an XML document, by its root element."""
    if re.search(r"<!ENTITY", text):
        raise UnreadableError("vector_xml_entities", file=name)
    if "<OGRVRT" in text or "<VRTDataset" in text or "<OGRWFSDataSource" in text:
        raise UnreadableError("vector_refers_elsewhere", file=name)
    root = re.match(r"<(?:[\w.-]+:)?([\w.-]+)([^>]*)", _after_prolog(text))
    if root is None:
        return None
    element, attributes = root.group(1).casefold(), root.group(2)
    if element in ("kml", "document", "placemark", "folder") and "kml" in text.casefold():
        return KML
    if element == "gpx":
        return GPX
    if element == "html":
        return None
    if "opengis.net/gml" in attributes or "opengis.net/gml" in text:
        return GML
    return None


def _after_prolog(text: str) -> str:
    """An XML text from its root element on; "" where that doesn't come."""
    at = 0
    while found := _PROLOG.match(text, at):
        end = text.find(_ENDS[found.group(1)], found.end())
        if end < 0:
            return ""
        at = end + 1
    return text[at:].lstrip(">-? \t\r\n")


def _is_dxf(text: str) -> bool:
    """Whether a text begins with a section, after comments, as drawings do."""
    lines = (line for line in text.splitlines() if line.strip())
    for line in lines:
        following = next(lines, "")
        if line.strip() != "999":
            return line.strip() == "0" and following.strip() == "SECTION"
    return False


def _json(path: Path, text: str, head: bytes) -> str | None:
    """The driver for a JSON document; a sequence of documents is told by its lines."""
    if head.startswith(b"\x1e"):
        return GEOJSON_LINES
    start = text[:20000]
    if _TOPOLOGY.match(text) and ('"arcs"' in text or '"geometry"' not in text):
        return TOPOJSON
    if re.search(r'"(geometryType)"\s*:\s*"esriGeometry', text):
        return ESRIJSON
    if _first_line_is_whole(path):
        return GEOJSON_LINES
    if '"features"' in start or '"coordinates"' in start or _GEOJSON_TYPE.search(text):
        return GEOJSON
    return None


def _first_line_is_whole(path: Path) -> bool:
    """True where the first line is a JSON object of its own and another one follows it."""
    with path.open("rb") as stream:
        line = stream.readline(4 * 1024 * 1024)
        following = stream.read(256).lstrip()
    if not following.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
