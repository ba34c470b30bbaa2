"""Tells what kind of picture a file is, by its content, and finds its EXIF and XMP."""

from __future__ import annotations

import struct

from greenshield.domain.errors import UnreadableError
from greenshield.formats.photos_exif import (
    DNG_VERSION,
    HEIGHT,
    MAX_SUB_IFDS,
    RW2_BORDERS,
    RW2_JPEG,
    WIDTH,
    XMP,
    Tags,
    integer,
    read_tags,
)
from greenshield.formats.photos_heif import find_heif
from greenshield.formats.photos_isobmff import find_cr3, still_kind
from greenshield.formats.photos_jpeg import find_jpeg, find_raf
from greenshield.formats.photos_jxl import find_jxl
from greenshield.formats.photos_png import find_gif, find_png, find_webp
from greenshield.formats.photos_previews import raw_kind
from greenshield.formats.photos_source import MAX_XMP, ByteSource, ExifBlock, Found

# Lengths of the headers that Windows and OS/2 have written; the shortest has the sizes in 16 bits.
_BMP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)
_TIFF_KINDS = {
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"II+\0": "TIFF",  # BigTIFF
    b"MM\0+": "TIFF",
    b"IIRO": "ORF",
    b"IIRS": "ORF",
    b"MMOR": "ORF",
    b"IIU\0": "RW2",
}


def find(source: ByteSource) -> Found:
    """Recognises the file and finds what it holds.

    Args:
        source: the file.

    Returns:
        The file's kind, size and metadata blocks.

    Raises:
        UnreadableError: ``photo_empty``, or ``photo_not_an_image`` for what is no picture.
    """
    head = source.head
    if not head:
        raise UnreadableError("photo_empty")
    if head[:2] == b"\xff\xd8":
        return find_jpeg(source)
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return find_png(source)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return find_webp(source)
    if head[:4] in _TIFF_KINDS and len(head) >= 8:
        return _find_tiff(source)
    if head[:2] == b"\xff\x0a" or head[:12] == b"\0\0\0\x0cJXL \r\n\x87\n":
        return find_jxl(source)
    return _find_other(source)


def _find_other(source: ByteSource) -> Found:
    head = source.head
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return find_gif(source)
    if head[:16] == b"FUJIFILMCCD-RAW ":
        return find_raf(source)
    kind = still_kind(source)
    if kind == "CR3":
        return find_cr3(source)
    if kind:
        return find_heif(source, kind)
    if head[:2] == b"BM" and len(head) >= 26:
        return _find_bmp(head)
    raise UnreadableError("photo_not_an_image")


def _find_bmp(head: bytes) -> Found:
    (length,) = struct.unpack_from("<I", head, 14)
    if length not in _BMP_HEADERS:
        raise UnreadableError("photo_not_an_image")
    width, height = struct.unpack_from("<HH" if length == min(_BMP_HEADERS) else "<ii", head, 18)
    return Found("BMP", abs(width), abs(height))


def _find_tiff(source: ByteSource) -> Found:
    head = source.head
    kind = "CR2" if head[8:10] == b"CR" else _TIFF_KINDS[head[:4]]
    return Found(kind, exif=[ExifBlock(source.handle, source.size, 0)])


def complete_tiff(source: ByteSource, found: Found, tags: Tags) -> None:
    """Takes from a TIFF file's own tags what other containers keep outside: size, XMP, kind."""
    if ("Image", DNG_VERSION) in tags:
        found.file_type = "DNG"
    elif found.file_type == "TIFF":
        found.file_type = raw_kind(tags) or "TIFF"
    if found.file_type == "RW2":
        _complete_rw2(source, found, tags)
    for name in ("Image", *(f"SubIFD{n}" for n in range(MAX_SUB_IFDS))):
        # Raw files keep the full picture in a sub-directory; the largest one is the picture's.
        width, height = integer(tags, name, WIDTH), integer(tags, name, HEIGHT)
        if width and height and width * height > (found.width or 0) * (found.height or 0):
            found.width, found.height = width, height
    packet = tags.get(("Image", XMP))
    if packet is not None and not found.xmp:
        found.xmp = source.at(packet.offset, min(packet.length, MAX_XMP))


def _complete_rw2(source: ByteSource, found: Found, tags: Tags) -> None:
    """A Panasonic raw file: its size by the sensor's borders, and the camera's own JPEG in it."""
    top, left, bottom, right = (integer(tags, "Image", n) or 0 for n in RW2_BORDERS)
    if right > left and bottom > top:
        found.width, found.height = right - left, bottom - top
    inner = tags.get(("Image", RW2_JPEG))
    if inner is not None and source.at(inner.offset, 2) == b"\xff\xd8":
        found.previews.append((inner.offset, inner.length))
        for block in find_jpeg(source, inner.offset).exif[:1]:
            for key, tag in read_tags(block)[0].items():
                if key[0] != "Thumbnail":
                    tags.setdefault(key, tag)
