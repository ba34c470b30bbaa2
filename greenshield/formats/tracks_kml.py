"""Reads lines and ``gx:Track`` of KML 2.x (OGC 12-007)."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from greenshield.domain.errors import UnreadableError
from greenshield.formats.tracks_build import Builder, TrackFile, milliseconds

MAX_KML = 64 * 1024 * 1024


def kml_in_zip(data: bytes, file: str) -> bytes:
    """The first KML document in a KMZ archive, which by convention is the main one.

    Raises:
        UnreadableError: ``track_damaged``, ``track_unknown_format``, ``track_too_large``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith(".kml")]
            if not names:
                raise UnreadableError("track_unknown_format", file=file)
            with archive.open(names[0]) as member:
                document = member.read(MAX_KML + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise UnreadableError("track_damaged", file=file, reason=str(error)) from error
    if len(document) > MAX_KML:
        raise UnreadableError("track_too_large", file=file, limit_mb=MAX_KML >> 20)
    return document


def read_kml(text: str, file: str) -> TrackFile:
    """Lines, tracks and points of a KML document.

    Args:
        text: the document, already known to hold no document type.
        file: the file's name, for problems.

    Raises:
        UnreadableError: ``track_damaged``.
    """
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise UnreadableError("track_damaged", file=file, reason=str(error)) from error
    builder = Builder(file)
    _walk(root, "", builder)
    return builder.finish("kml", (_child_text(root, "Document", "name") or Path(file).stem).strip())


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _child_text(element: Element, *path: str) -> str:
    for name in path:
        inner = next((c for c in element if _local(c) == name), None)
        if inner is None:
            return ""
        element = inner
    return element.text or ""


def _walk(root: Element, name: str, builder: Builder) -> None:
    """Visits all geometry; without recursion, since a document may be nested at will."""
    todo = [(root, name)]
    while todo:
        element, name = todo.pop()
        kind = _local(element)
        if kind == "Placemark":
            name = _child_text(element, "name").strip()
        if kind == "LineString":
            _take_line(element, name, builder)
        elif kind == "Track":
            _take_track(element, name, builder)
        elif kind == "Point":
            _take_point(element, name, builder)
        else:
            todo.extend((child, name) for child in reversed(element))


def _tuples(text: str) -> list[list[str]]:
    return [word.split(",") for word in text.split()]


def _numbers(words: list[str]) -> tuple[float, float, float | None] | None:
    """Longitude, latitude and altitude, or None."""
    try:
        values = [float(w) for w in words[:3] if w]
    except ValueError:
        return None
    if len(values) < 2:
        return None
    return values[0], values[1], values[2] if len(values) > 2 else None


def _add(builder: Builder, words: list[str], time: int | None) -> None:
    row = len(builder.lon) + 1
    place = _numbers(words)
    if place is None:
        builder.trouble("track_point_unreadable", row)
    else:
        builder.point(*place, time, row)


def _take_line(element: Element, name: str, builder: Builder) -> None:
    for words in _tuples(_child_text(element, "coordinates")):
        _add(builder, words, None)
    builder.close("route", name)


def _take_track(element: Element, name: str, builder: Builder) -> None:
    """``gx:Track``: as many ``when`` as ``gx:coord``, in the same order."""
    times = [_time(c.text or "") for c in element if _local(c) == "when"]
    places = [(c.text or "").split() for c in element if _local(c) == "coord"]
    for index, words in enumerate(places):
        _add(builder, words, times[index] if index < len(times) else None)
    builder.close("track", name)


def _take_point(element: Element, name: str, builder: Builder) -> None:
    words = _tuples(_child_text(element, "coordinates"))
    place = _numbers(words[0]) if words else None
    if place is not None:
        builder.waypoint(*place, "", name)


def _time(text: str) -> int | None:
    try:
        return milliseconds(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError):
        return None
