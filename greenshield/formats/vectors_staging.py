"""Makes a vector file ready for GDAL in a folder of ours, so that nothing is written beside it.

The staged file has a plain name and only the companions that belong to it: links where the
system allows, copies else. Texts in another encoding than their format's are rewritten as
UTF-8; an XML document loses its references to schemas elsewhere.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import (
    encodings,
    vectors_geopackage,
    vectors_kml,
    vectors_shp,
    vectors_topojson,
)
from greenshield.formats import vectors_kind as kinds
from greenshield.formats.vectors_dbf import read_layout
from greenshield.formats.vectors_shapefile import parts_of
from greenshield.formats.vectors_sources import Source
from greenshield.formats.vectors_text import (
    collection,
    flattened,
    needs_flattening,
    plain_xml,
    text_of,
    whole_csv,
    with_fields,
)

STEM = "source"
_MOST = 2 << 30  # bytes of a text that is read whole
_MOST_APART = 512 << 20
_SUFFIXES = {
    kinds.SHAPEFILE: ".shp",
    kinds.GEOPACKAGE: ".gpkg",
    kinds.GEOJSON: ".geojson",
    kinds.ESRIJSON: ".json",
    kinds.GML: ".gml",
    kinds.GPX: ".gpx",
    kinds.DXF: ".dxf",
    kinds.FLATGEOBUF: ".fgb",
    kinds.CSV: ".csv",
}
_OPTIONS = {
    kinds.GML: {"DOWNLOAD_SCHEMA": "NO", "WRITE_GFS": "NO"},
    kinds.CSV: {"GEOM_POSSIBLE_NAMES": ",".join(kinds.WKT_COLUMNS), "KEEP_GEOM_COLUMNS": "NO"},
}


@dataclass(frozen=True, slots=True)
class Staged:
    """A file as GDAL is to open it.

    Attributes:
        source: where it comes from.
        path: in our folder.
        driver: GDAL's driver for it as staged.
        declared: the coordinate system's WKT where we read it ourselves, None where GDAL does.
        codec: how to decode texts that GDAL hands over as Latin-1; "" where they are right.
        encoding, encoding_source: of the texts, for people.
        is_own: read by us alone (``vectors_own.py``), without GDAL.
    """

    source: Source
    path: Path
    driver: str
    options: dict[str, str] = field(default_factory=dict)
    declared: str | None = None
    codec: str = ""
    encoding: str = "UTF-8"
    encoding_source: str = "format"
    problems: tuple[Problem, ...] = ()
    is_own: bool = False


def stage(source: Source, work: Path, shown: str, encoding: str | None) -> list[Staged]:
    """Stage one source; a TopoJSON file becomes one staged file for each of its objects.

    Args:
        source: the file.
        work: an empty folder of ours.
        shown: the file's name as the user gave it.
        encoding: what a person says the encoding is, or None.

    Raises:
        UnreadableError: the file is truncated, damaged, or holds no vector data.
        LookupError: ``encoding`` names none.
        OSError: the file can't be opened, or the disk is full.
    """
    folder = work / "staged"
    folder.mkdir()
    if source.driver == kinds.SHAPEFILE:
        return [_shapefile(source, folder, shown, encoding)]
    if source.driver == kinds.GEOPACKAGE:
        return [_geopackage(source, folder, shown)]
    if source.driver == kinds.GEODATABASE:
        return [Staged(source, source.path, source.driver)]
    if source.driver == kinds.MAPINFO:
        return [_mapinfo(source, folder, encoding)]
    if source.driver == kinds.POINTS:
        return [_points(source, folder, shown, encoding)]
    if source.driver in (*kinds.TEXTS, *kinds.XML):
        return _text(source, folder, shown, encoding)
    target = folder / (STEM + _SUFFIXES[source.driver])
    _link(source.path, target)
    return [Staged(source, target, source.driver)]


def _link(original: Path, target: Path) -> None:
    """A link to a file, or a copy where links aren't to be had."""
    with original.open("rb"):
        pass  # no permission is told here, in Python's words
    try:
        target.symlink_to(original.resolve())
    except (OSError, NotImplementedError):
        shutil.copyfile(original, target)


def _shapefile(source: Source, folder: Path, shown: str, encoding: str | None) -> Staged:
    main = source.path
    if main.suffix.casefold() == ".shx":
        raise UnreadableError("vector_sidecar_alone", file=shown, suffix=".shx")
    parts = parts_of(main, shown, encoding)
    _link(main, folder / (STEM + ".shp"))
    for part, suffix in ((parts.index_file, ".shx"), (parts.table, ".dbf")):
        if part is not None:
            _link(part, folder / (STEM + suffix))
    if parts.index:
        (folder / (STEM + ".shx")).write_bytes(parts.index)
    return Staged(
        source,
        folder / (STEM + ".shp"),
        source.driver,
        {"ENCODING": "ISO-8859-1"},
        parts.projection,
        parts.encoding.codec,
        parts.encoding.label,
        parts.encoding.source,
        parts.problems,
        _is_plain(folder, parts.table, shown),
    )


def _is_plain(folder: Path, table: Path | None, shown: str) -> bool:
    """Whether a staged Shapefile has but common kinds of shapes and columns."""
    layout = None if table is None else read_layout(table, shown)
    main, index = folder / (STEM + ".shp"), folder / (STEM + ".shx")
    return (layout is None or layout.is_plain) and vectors_shp.kinds(
        main, index
    ) <= vectors_shp.KINDS


def _geopackage(source: Source, folder: Path, shown: str) -> Staged:
    """Opened as immutable, so that SQLite makes no -wal or -shm; with a -wal it is copied."""
    target = folder / (STEM + ".gpkg")
    wal = source.path.with_name(source.path.name + "-wal")
    options = {}
    if wal.exists() and wal.stat().st_size:
        shutil.copyfile(source.path, target)
        shutil.copyfile(wal, target.with_name(target.name + "-wal"))
    else:
        _link(source.path, target)
        options = {"IMMUTABLE": "YES"}
    try:
        with vectors_geopackage.opened(target, immutable=bool(options)) as base:
            tables = vectors_geopackage.table_names(base)
            contents = vectors_geopackage.contents(base) if "gpkg_contents" in tables else set()
    except sqlite3.DatabaseError as error:
        raise UnreadableError("vector_damaged", file=shown, format="GeoPackage") from error
    if "gpkg_contents" not in tables:
        raise UnreadableError("vector_not_geopackage", file=shown)
    if contents and not contents & {"features", "attributes"}:
        raise UnreadableError("vector_is_raster", file=shown, format="GeoPackage")
    return Staged(source, target, source.driver, options, is_own=True)


def _points(source: Source, folder: Path, shown: str, encoding: str | None) -> Staged:
    """A list of points, as UTF-8."""
    _check_size(source, shown)
    data = source.path.read_bytes()
    found = text_of(data, xml=False, encoding=encoding)
    target = folder / (STEM + ".txt")
    target.write_text(found.of(data), "utf-8", newline="")
    told = (None, "", found.encoding, found.source, ())
    return Staged(source, target, source.driver, {}, *told, True)


def _mapinfo(source: Source, folder: Path, encoding: str | None) -> Staged:
    """A MapInfo file with its companions; where it names no character set, the bytes decide."""
    stem, main = source.path.stem.casefold(), source.path.suffix.casefold()
    texts = b""
    for other in source.path.parent.iterdir():
        suffix = other.suffix.casefold()
        wanted = suffix in {".tab", ".map", ".dat", ".id", ".ind", ".mif", ".mid"}
        if other.stem.casefold() == stem and wanted:
            _link(other, folder / (STEM + suffix))
            if suffix == (".mid" if main == ".mif" else ".dat"):
                texts = other.read_bytes()
    target = folder / (STEM + main)
    named = re.search(rb'charset\s+"([^"]*)"', target.read_bytes()[: kinds.HEAD], re.IGNORECASE)
    if named and named.group(1).lower() not in (b"", b"neutral"):
        return Staged(source, target, source.driver, encoding_source="declared")
    found = encodings.decide(re.findall(rb"[^\x00-\x1f\",]+", texts), (), encoding)
    told = (found.codec, found.label, found.source)
    return Staged(source, target, source.driver, {}, None, *told)


def _check_size(source: Source, shown: str) -> None:
    """Texts are taken into memory; those that we take apart need many times their size."""
    most = _MOST if source.driver in (kinds.GEOJSON, kinds.ESRIJSON) else _MOST_APART
    size = source.path.stat().st_size
    if size > most:
        raise UnreadableError(
            "vector_text_too_large", file=shown, size_mb=size >> 20, most_mb=most >> 20
        )


def _text(source: Source, folder: Path, shown: str, encoding: str | None) -> list[Staged]:
    """JSON and XML: linked where nothing needs to change, else rewritten."""
    _check_size(source, shown)
    data = source.path.read_bytes()
    found = text_of(data, xml=source.driver in kinds.XML, encoding=encoding)
    problems: list[Problem] = []
    if found.source == "content":
        params = {"found": found.encoding}
        problems.append(Problem("vector_text_recoded", shown, params=params, fatal=False))
    texts, driver = {source.title: found.rewritten}, source.driver
    if driver == kinds.KML:
        plain = plain_xml(found.of(data), shown)
        unfolded, bad = vectors_kml.unfold(plain, shown, source.title)
        texts, problems, driver = {**unfolded}, problems + bad, kinds.GEOJSON
    elif driver in kinds.XML:
        texts = {source.title: plain_xml(found.of(data), shown)}
    elif driver == kinds.ESRIJSON and len(data) <= _MOST_APART:
        texts = {source.title: with_fields(found.of(data), shown)}
    elif driver == kinds.GEOJSON and len(data) <= _MOST_APART and needs_flattening(data):
        texts = {source.title: flattened(found.of(data), shown)}
    elif driver == kinds.GEOJSON and b'"Topology"' in data[: kinds.HEAD]:
        # GDAL takes a file with that word for TopoJSON, wherever it stands.
        texts = {source.title: found.of(data).replace('"Topology"', r'"\u0054opology"')}
    elif driver == kinds.CSV:
        texts = {source.title: whole_csv(found.of(data), shown)}
    elif driver == kinds.GEOJSON_LINES:
        joined, bad = collection(found.of(data), shown)
        texts, problems, driver = {source.title: joined}, problems + bad, kinds.GEOJSON
    elif driver == kinds.TOPOJSON:
        unfolded, bad = vectors_topojson.unfold(found.of(data), shown)
        texts, problems, driver = {**unfolded}, problems + bad, kinds.GEOJSON
    options = _OPTIONS.get(driver, {})
    staged = []
    for number, (title, text) in enumerate(texts.items()):
        inner = folder / str(number)
        inner.mkdir()
        target = inner / (STEM + _SUFFIXES[driver])
        if text is None:
            _link(source.path, target)
        else:
            target.write_text(text, "utf-8", newline="")
        schema = source.path.with_suffix(".xsd")
        if driver == kinds.GML and schema.is_file():  # tells the columns' types
            found_schema = text_of(schema.read_bytes(), xml=True, encoding=None)
            plain = plain_xml(found_schema.of(schema.read_bytes()), shown)
            target.with_suffix(".xsd").write_text(plain, "utf-8", newline="")
        one = replace(source, title=title)
        told = (None, "", found.encoding, found.source, tuple(problems))
        staged.append(Staged(one, target, driver, options, *told))
    return staged
