"""Reads GPX 1.0 and 1.1 by gpxpy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import gpxpy
from gpxpy.gpx import GPX, GPXException, GPXRoutePoint, GPXTrackPoint

from greenshield.domain.errors import UnreadableError
from greenshield.formats.tracks_build import Builder, TrackFile, milliseconds

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_POINTS = frozenset({"trkpt", "rtept", "wpt"})
_DROPPED = frozenset(
    {"extensions", "fix", "sat", "hdop", "vdop", "pdop", "ageofdgpsdata", "dgpsid"}
)
_FAILURES = (
    GPXException,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    OverflowError,
    RecursionError,
)


def read_gpx(text: str, file: str) -> TrackFile:
    """Tracks, routes and waypoints of a GPX document.

    Args:
        text: the document, already known to hold no document type.
        file: the file's name, for problems.

    Raises:
        UnreadableError: ``track_damaged``.
    """
    builder = Builder(file)
    text = _DECLARATION.sub("", text, count=1)
    try:
        document = gpxpy.parse(text)
    except _FAILURES:
        # One broken point stops gpxpy; the rest of the day's walk should not be lost by it.
        document = _parse_cleaned(text, builder)
    for track in document.tracks:
        for segment in track.segments:
            _take(builder, segment.points, "track", track.name or "")
    for route in document.routes:
        _take(builder, route.points, "route", route.name or "")
    for point in document.waypoints:
        stamp = "" if point.time is None else point.time.isoformat().replace("+00:00", "Z")
        builder.waypoint(point.longitude, point.latitude, point.elevation, stamp, point.name or "")
    first = next((t.name for t in document.tracks if t.name), "")
    return builder.finish("gpx", document.name or first or "")


def _take(
    builder: Builder, points: Sequence[GPXTrackPoint | GPXRoutePoint], kind: str, name: str
) -> None:
    for number, p in enumerate(points, start=len(builder.lon) + 1):
        builder.point(p.longitude, p.latitude, p.elevation, milliseconds(p.time), number)
    builder.close(kind, name)


def _parse_cleaned(text: str, builder: Builder) -> GPX:
    """Takes out what gpxpy stumbles over, counting points, and parses again."""
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise UnreadableError("track_damaged", file=builder.file, reason=str(error)) from error
    row = 0
    for parent in list(root.iter()):
        parent.tag = parent.tag.rpartition("}")[2]
        for child in list(parent):
            local = child.tag.rpartition("}")[2]
            if local in _DROPPED:
                parent.remove(child)
            elif local in _POINTS:
                row += 1
                if not _is_number(child.get("lat")) or not _is_number(child.get("lon")):
                    builder.trouble("track_point_unreadable", row)
                    parent.remove(child)
            elif local == "ele" and not _is_number(child.text):
                parent.remove(child)
    try:
        return gpxpy.parse(ElementTree.tostring(root, encoding="unicode"))
    except _FAILURES as error:
        raise UnreadableError("track_damaged", file=builder.file, reason=str(error)) from error


def _is_number(text: str | None) -> bool:
    try:
        float(text or "")
    except ValueError:
        return False
    return True
