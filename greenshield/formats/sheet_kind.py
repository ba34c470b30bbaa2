"""Tells what a file is by its first bytes, since endings of sheets lie often."""

from __future__ import annotations

import re
from pathlib import Path

from greenshield.domain.errors import SurroundingsError, UnreadableError, too_long

MAX_BYTES = 512 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What people attach by mistake; named so that the refusal can say what the file is.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\x00", "SQLite / GeoPackage"),
    (b"{\\rtf", "RTF"),
    (b"\x00\x00\x27\x0a", "Shapefile"),
)
# Sheets of programs of old. Two of them are texts: their marks would come in as rows of a table.
_OLD: tuple[tuple[bytes, str], ...] = (
    (b"\x09\x00\x04\x00", "Excel 2"),
    (b"\x09\x02\x06\x00", "Excel 3"),
    (b"\x09\x04\x06\x00", "Excel 4"),
    (b"\x09\x08", "Excel 5"),  # outside of its container
    (b"\x00\x00\x02\x00", "Lotus 1-2-3 / Quattro Pro"),
    (b"\x00\x00\x1a\x00", "Lotus 1-2-3"),
    (b"ID;P", "SYLK"),
    (b"TABLE\r\n0,1\r\n", "DIF"),
    (b"TABLE\n0,1\n", "DIF"),
)
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*[\[{]")


def load(path: Path) -> bytes:
    """The whole file's bytes.

    Raises:
        UnreadableError: ``sheet_missing``, ``sheet_is_directory``, ``sheet_not_a_file``,
            ``sheet_empty_file``,
            ``sheet_too_large`` (over 512 MB).
        SurroundingsError: ``sheet_no_permission``, ``sheet_io_failed``, ``name_too_long``.
    """
    name = path.name
    try:
        if path.is_dir():
            raise UnreadableError("sheet_is_directory", file=name)
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableError("sheet_not_a_file", file=name)
        if size > MAX_BYTES:
            raise UnreadableError("sheet_too_large", file=name, limit_mb=MAX_BYTES >> 20)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError("sheet_missing", file=name) from None
    except PermissionError:
        raise SurroundingsError("sheet_no_permission", file=name) from None
    except OSError as error:
        other = SurroundingsError("sheet_io_failed", file=name, reason=str(error))
        raise too_long(error) or other from None
    if not data.strip(b"\x00\t\r\n "):
        raise UnreadableError("sheet_empty_file", file=name)
    return data


def kind_of(data: bytes, name: str) -> str:
    """The kind of a table file: ``zip``, ``xls``, ``xml``, ``fods``, ``html`` or ``text``.

    Args:
        data: the file's bytes.
        name: its name, for the refusal only.

    Raises:
        UnreadableError: ``sheet_encrypted``; or ``sheet_too_old`` or ``sheet_unknown_kind``, each
            naming what it is.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(OLE):
        return _ole_kind(data, name)
    for start, what in _OLD:
        if data.startswith(start):
            raise UnreadableError("sheet_too_old", file=name, what=what)
    for start, what in _OTHERS:
        if data.startswith(start):
            raise UnreadableError("sheet_unknown_kind", file=name, what=what)
    return _text_kind(data, name)


def _ole_kind(data: bytes, name: str) -> str:
    """Streams are named in UTF-16 in the compound file's directory."""

    def has(stream: str) -> bool:
        return (stream + "\0").encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise UnreadableError("sheet_encrypted", file=name)
    if any(map(has, ("Workbook", "Book", "WORKBOOK", "BOOK"))):
        return "xls"
    if has("NativeContent_MAIN") or has("PerfectOffice_MAIN"):
        raise UnreadableError("sheet_too_old", file=name, what="Quattro Pro")
    what = "Word" if has("WordDocument") else "PowerPoint" if has("PowerPoint Document") else "OLE"
    raise UnreadableError("sheet_unknown_kind", file=name, what=what)


def _text_kind(data: bytes, name: str) -> str:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"mime-version:")):
        return "html"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "xml"
    if b"urn:oasis:names:tc:opendocument:xmlns:office" in head:
        return "fods"
    if head.startswith(b"<?xml") and b"<html" not in head:
        raise UnreadableError("sheet_unknown_kind", file=name, what="XML")
    if _JSON.match(head):
        raise UnreadableError("sheet_unknown_kind", file=name, what="JSON")
    if head.startswith(b"<") and (b"<table" in data[:65536].lower() or b"<html" in head):
        return "html"
    return "text"
