"""What a photo's file says of itself, tag by tag, as read: nothing judged, nothing mended."""

from __future__ import annotations

from dataclasses import dataclass

from greenshield.domain.errors import Params


@dataclass(frozen=True, slots=True)
class ReadTag:
    """One tag.

    Attributes:
        number: in its directory; None where the group has no numbers, as XMP.
        name: in English as the standard or the maker has it; "" where nobody knows it.
        kind: of the value: ASCII, SHORT, RATIONAL, UNDEFINED …; "" where the group has none.
        value: as text. Numbers stand apart by blanks, ratios as they are, ``4350/100``.
        meaning: what the value says, where the standard or the maker tells: ``Rotated 90 CW``; of
            ratios the numbers; "" where it adds nothing.
        size: of the value in the file, bytes; 0 where that is not told.
        cut: ``value`` is only its beginning, or "" where it is binary.
        damaged: it can't be read; ``value`` is "".
    """

    number: int | None
    name: str
    kind: str
    value: str
    meaning: str = ""
    size: int = 0
    cut: bool = False
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """The tags of one directory, in the order of the file.

    Attributes:
        name: ``Image``, ``EXIF``, ``GPS``, ``Interoperability``, ``Thumbnail``, ``SubIFD0`` …,
            ``Image 2`` … of the pages of a TIFF file, ``MakerNote``, ``XMP``, ``XMP 2`` …; with
            ``block 2 `` … before it where a file holds more than one structure.
        tags: as many as are shown.
        left_out: tags beyond that.
    """

    name: str
    tags: tuple[ReadTag, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class AsRead:
    """Everything that a kept original says of itself.

    Attributes:
        sha256: by which the project knows the photo.
        file: path of the original.
        size: of the original now, bytes.
        file_type: by content: JPEG, HEIC, TIFF …
        intact: the original's bytes are those that were imported, by their SHA-256 just now.
        groups: in the order of the file; empty where it says nothing.
        remarks: codes and parameters of what could not be read.
    """

    sha256: str
    file: str
    size: int
    file_type: str
    intact: bool
    groups: tuple[ReadGroup, ...] = ()
    remarks: tuple[tuple[str, Params], ...] = ()
