"""The pictures that a camera embeds in a raw file, and what kind of raw file it is.

A raw file's own picture is the sensor's, which nothing here turns into colours; what is looked at
is the largest JPEG in it. Kinds are told by content, as the makers' files differ: a picture of a
colour filter array or a reduced picture before it (TIFF/EP, ISO 12234-2), and the maker's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from greenshield.formats import photos_exif as exif
from greenshield.formats.photos_exif import Tags, integer, text
from greenshield.formats.photos_jpeg import find_jpeg
from greenshield.formats.photos_source import ByteSource, ExifBlock, Found

_MAKERS: Final = (
    ("NIKON", "NEF"), ("SONY", "ARW"), ("PENTAX", "PEF"), ("RICOH", "PEF"), ("SAMSUNG", "SRW"),
    ("HASSELBLAD", "3FR"), ("PHASE ONE", "IIQ"), ("LEAF", "MOS"), ("EPSON", "ERF"),
    ("SEIKO EPSON", "ERF"), ("KODAK", "DCR"), ("EASTMAN KODAK", "DCR"),
)  # fmt: skip
TIFF_KINDS: Final = frozenset(kind for _, kind in _MAKERS)
"""Raw files that are TIFF files by their first bytes."""
RAW_KINDS: Final = TIFF_KINDS | {"CR2", "CR3", "DNG", "ORF", "RAF", "RW2"}
_SENSOR: Final = (32803, 34892)  # photometric interpretations: colour filter array, linear raw
_JPEG: Final = (6, 7)  # compressions
_LARGEST = 64 * 1024 * 1024  # bytes of an embedded JPEG
_SUBS = tuple(f"SubIFD{n}" for n in range(exif.MAX_SUB_IFDS))


def raw_kind(tags: Tags) -> str:
    """The kind of a raw file that is a TIFF by its first bytes; "" where it is a plain TIFF."""
    make = text(tags, "Image", exif.MAKE).upper()
    kind = next((kind for name, kind in _MAKERS if make.startswith(name)), "")
    if not kind:
        return ""
    sensor = any(integer(tags, d, exif.PHOTOMETRIC) in _SENSOR for d in ("Image", *_SUBS))
    reduced = integer(tags, "Image", exif.SUBFILE) == 1 and ("Image", exif.SUB_IFDS) in tags
    return kind if sensor or reduced else ""


def thumbnail(
    source: ByteSource, found: Found, tags: Tags, block: ExifBlock | None
) -> tuple[int, int] | None:
    """Where an embedded JPEG lies in the file, offset and length: a raw file's largest one.

    Args:
        source: the file.
        found: what its container holds.
        tags: its EXIF.
        block: the structure that they are of.
    """
    if found.file_type in RAW_KINDS:
        largest = max(
            (p for p in _pictures(source, found, tags, block)), default=None, key=lambda p: p[0]
        )
        if largest is not None:
            return largest[1]
    places = _places(tags, block, ("Thumbnail",))
    return next((p for p in places if p[1] <= _LARGEST and source.at(p[0], 2) == b"\xff\xd8"), None)


def _pictures(
    source: ByteSource, found: Found, tags: Tags, block: ExifBlock | None
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Pixels and place of each JPEG that can be looked at."""
    for start, length in (*found.previews, *_places(tags, block, ("Image", *_SUBS, "Thumbnail"))):
        inside = 4 < length <= _LARGEST and start + length <= source.size
        if not inside or source.at(start, 2) != b"\xff\xd8":
            continue
        inner = find_jpeg(source, start)
        # Sensors are also packed as JPEG, without loss or with more than 8 bits.
        if inner.width and inner.height and inner.shown:
            yield inner.width * inner.height, (start, length)


def _places(
    tags: Tags, block: ExifBlock | None, directories: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    """Offset and length of what directories point to as a JPEG."""
    if block is None or block.base is None:
        return
    for name in directories:
        pairs = [(exif.THUMB_OFFSET, exif.THUMB_LENGTH)]
        if integer(tags, name, exif.COMPRESSION) in _JPEG:
            pairs.append((exif.STRIP_OFFSET, exif.STRIP_LENGTH))
        for at, size in pairs:
            offset, length = integer(tags, name, at), integer(tags, name, size)
            if offset and length and 0 < offset <= block.size - length:
                yield block.base + offset, length
