"""What exifread decodes of a maker's own tags, bounded: names and values without meaning to us.

Makers don't publish their tags. Only those that exifread can name are told, since a note whose
form it takes for another maker's reads as nonsense without names.
"""

from __future__ import annotations

import struct
from typing import Any

from exifread.core.exceptions import ExifError
from exifread.core.exif_header import ExifHeader
from exifread.core.ifd_tag import IfdTag
from exifread.tags.fields import FieldType

from greenshield.domain.as_read import ReadGroup, ReadTag
from greenshield.formats.photos_source import ExifBlock
from greenshield.formats.photos_values import KINDS, MAX_SHOWN

_MAX_TAGS = 1_000
_MAX_VALUES = 512
_MAX_TEXT = 4_096
_HEAD = 64  # by as many bytes of a note exifread tells its form
_UNNAMED = "Tag 0x"
_NOTE = "EXIF MakerNote"
_BROKEN = (
    ValueError, IndexError, KeyError, TypeError, AttributeError, ArithmeticError, struct.error,
    MemoryError, ExifError,
)  # fmt: skip


class _EnoughError(Exception):
    """More tags than a camera writes."""


class _Notes(ExifHeader):
    """exifread's decoder of notes; a broken tag costs that tag, and work is bounded."""

    def __init__(self, block: ExifBlock, endian: str) -> None:
        super().__init__(block.stream, endian, 0, 0, strict=False)
        self._left = _MAX_TAGS

    def _process_tag(self, *args: Any, **named: Any) -> None:
        self._left -= 1
        if self._left < 0:
            raise _EnoughError
        try:
            super()._process_tag(*args, **named)
        except _BROKEN:
            return

    def _process_field(
        self, tag_name: str, count: int, field_type: int, type_length: int, offset: int
    ) -> list[Any]:
        most = min(count, _MAX_VALUES)
        return super()._process_field(tag_name, most, field_type, type_length, offset)

    def _process_ascii_field(self, ifd_name: str, tag_name: str, count: int, offset: int) -> Any:
        return super()._process_ascii_field(ifd_name, tag_name, min(count, _MAX_TEXT), offset)


def read_note(
    block: ExifBlock, order: str, offset: int, size: int, make: str, model: str
) -> ReadGroup | None:
    """The named tags of a maker's note; None where exifread can name none.

    Args:
        block: the structure that the note lies in.
        order: its byte order, "I" or "M".
        offset: of the note in the structure.
        size: of the note, bytes.
        make: as the camera tells it; by this exifread knows the note's form.
        model: likewise.
    """
    notes = _Notes(block, order)
    block.stream.seek(offset)
    head = list(block.stream.read(min(size, _HEAD)))
    ascii_, undefined = FieldType.ASCII, FieldType.UNDEFINED
    notes.tags["Image Make"] = IfdTag(make, 0x010F, ascii_, make, 0, 0)
    notes.tags["Image Model"] = IfdTag(model, 0x0110, ascii_, model, 0, 0)
    notes.tags[_NOTE] = IfdTag("", 0x927C, undefined, head, offset, size)
    try:
        notes.decode_maker_note()
    except (*_BROKEN, _EnoughError):
        pass  # what was decoded before is told
    tags = [
        _told(key.removeprefix("MakerNote "), tag)
        for key, tag in notes.tags.items()
        if key.startswith("MakerNote ") and _UNNAMED not in key
    ]
    return ReadGroup("MakerNote", tuple(tags)) if tags else None


def _plain(tag: IfdTag) -> str:
    """What exifread says of a value; its numbers without their brackets."""
    values = tag.values
    if tag.prefer_printable or not isinstance(values, list) or not values:
        return str(tag.printable)
    whole = [v[0] if isinstance(v, tuple) and v else v for v in values]
    digits = 7 if tag.field_type == FieldType.FLOAT_32 else 12
    return " ".join(f"{v:.{digits}g}" if isinstance(v, float) else str(v) for v in whole)


def _told(name: str, tag: IfdTag) -> ReadTag:
    value = _plain(tag).strip(" \t\r\n\0")
    kind = "" if tag.field_type == FieldType.PROPRIETARY else KINDS[int(tag.field_type)][0]
    number = tag.tag if kind else None
    shown = "".join(c if c.isprintable() else " " for c in value[:MAX_SHOWN])
    return ReadTag(number, name, kind, shown, "", tag.field_length, len(value) > MAX_SHOWN)
