"""Reads the tracks of handheld receivers, phones and loggers: GPX, KML, KMZ and NMEA."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.formats.tracks_build import Segment, TrackFile, Waypoint
from greenshield.formats.tracks_gpx import read_gpx
from greenshield.formats.tracks_kml import MAX_KML, kml_in_zip, read_kml
from greenshield.formats.tracks_nmea import SENTENCE, read_nmea

__all__ = ["Segment", "TrackFile", "Waypoint", "read_track"]

MAX_XML = MAX_KML
MAX_NMEA = 512 * 1024 * 1024
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_CHINESE = {"gbk", "gb2312", "gb18030", "cp936", "gb_2312-80", "x-gbk"}


def read_track(path: Path) -> TrackFile:
    """Reads a track file, whatever its ending says.

    Args:
        path: a GPX, KML, KMZ or NMEA file.

    Returns:
        Its points, with problems for those that were left out.

    Raises:
        UnreadableError: ``track_not_found``, ``track_is_a_folder``, ``track_empty``,
            ``track_unknown_format``, ``track_damaged``, ``track_doctype``,
            ``track_too_large``, ``track_without_points``, ``track_no_fix``.
        SurroundingsError: ``track_no_permission``, ``track_read_failed``.
    """
    try:
        found = _read(path)
    except FileNotFoundError as error:
        raise UnreadableError("track_not_found", file=path.name) from error
    except IsADirectoryError as error:
        raise UnreadableError("track_is_a_folder", file=path.name) from error
    except PermissionError as error:
        # Windows refuses to open a folder by this error; Path.is_dir would raise it again.
        if os.path.isdir(path):  # noqa: PTH112
            raise UnreadableError("track_is_a_folder", file=path.name) from error
        raise SurroundingsError("track_no_permission", file=path.name) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SurroundingsError("track_read_failed", file=path.name, reason=reason) from error
    if not len(found.lon) and not found.waypoints:
        unfixed = any(p.code == "track_line_no_fix" for p in found.problems)
        raise UnreadableError("track_no_fix" if unfixed else "track_without_points", file=path.name)
    return found


def _read(path: Path) -> TrackFile:
    with path.open("rb") as handle:
        head = handle.read(8192)
        handle.seek(0)
        if not head.strip(b"\0\xef\xbb\xbf \t\r\n"):
            raise UnreadableError("track_empty", file=path.name)
        if SENTENCE.search(head) and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            _limit(path, MAX_NMEA)
            return read_nmea(handle, path.name)
        _limit(path, MAX_XML)
        data = handle.read(MAX_XML + 1)
    if data[:4] == b"PK\x03\x04":
        data = kml_in_zip(data, path.name)
    data = _recoded(data)
    root = _root_name(data, path.name)
    reader = {"gpx": read_gpx, "kml": read_kml}.get(root)
    if reader is None and root in ("Placemark", "Document", "Folder", "LineString", "Track"):
        reader = read_kml
    if reader is None:
        raise UnreadableError("track_unknown_format", file=path.name)
    return reader(_text(data, path.name), path.name)


def _limit(path: Path, most: int) -> None:
    if path.stat().st_size > most:
        raise UnreadableError("track_too_large", file=path.name, limit_mb=most >> 20)


def _recoded(data: bytes) -> bytes:
    """GBK documents as UTF-8: the XML parsers know no Chinese encoding."""
    match = _ENCODING.match(data)
    if match is None or match[1].decode().lower() not in _CHINESE:
        return data
    body = data[: match.start(1)] + b"utf-8" + data[match.end(1) :]
    return body.decode("gb18030", errors="replace").encode()


def _root_name(data: bytes, file: str) -> str:
    """The name of the root element; a document type before it is refused, entities with it."""
    names: list[str] = []
    parser = ParserCreate()

    def start(name: str, _: dict[str, str]) -> None:
        names.append(name.rpartition(":")[2])
        raise _SeenError

    def refuse(*_: object) -> None:
        raise UnreadableError("track_doctype", file=file)

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except _SeenError:
        return names[0]
    except (ExpatError, ValueError):
        pass
    raise UnreadableError("track_unknown_format", file=file)


class _SeenError(Exception):
    """The root element has come."""


def _text(data: bytes, file: str) -> str:
    """The document as text, in the encoding that it declares."""
    match = _ENCODING.match(data)
    encoding = "utf-8-sig"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif match is not None and match[1].lower() not in (b"utf-8", b"utf8"):
        encoding = match[1].decode()
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise UnreadableError("track_damaged", file=file, reason=str(error)) from error
    # ElementTree refuses text that still declares an encoding of bytes.
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)
