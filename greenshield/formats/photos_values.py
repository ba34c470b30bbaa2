"""The values of EXIF tags as text, of bounded length, and what the standard says they mean.

Types and tags: Exif 3.0 (CIPA DC-008-2023), 4.6; names and meanings are exifread's, names that it
lacks Pillow's.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from typing import Any, Final

from exifread.tags.exif import EXIF_TAGS, GPS_TAGS, INTEROP_TAGS
from PIL import ExifTags

from greenshield.formats.photos_exif import coded_bytes, decoded

MAX_SHOWN = 1_000  # characters
MAX_NUMBERS = 64

KINDS: Final[dict[int, tuple[str, int, str]]] = {
    1: ("BYTE", 1, "B"),
    2: ("ASCII", 1, ""),
    3: ("SHORT", 2, "H"),
    4: ("LONG", 4, "I"),
    5: ("RATIONAL", 8, "II"),
    6: ("SBYTE", 1, "b"),
    7: ("UNDEFINED", 1, "B"),
    8: ("SSHORT", 2, "h"),
    9: ("SLONG", 4, "i"),
    10: ("SRATIONAL", 8, "ii"),
    11: ("FLOAT", 4, "f"),
    12: ("DOUBLE", 8, "d"),
    13: ("IFD", 4, "I"),
    16: ("LONG8", 8, "Q"),
    17: ("SLONG8", 8, "q"),
    18: ("IFD8", 8, "Q"),
    129: ("UTF-8", 1, ""),
}
"""Number of a type -> its name, bytes a value, and how :mod:`struct` calls it; "" for text."""

_TEXTS: Final = (2, 129)
_RATIOS: Final = (5, 10)
_CODED: Final = {0x9286, 0x001B, 0x001C}  # UserComment, GPSProcessingMethod, GPSAreaInformation
_UTF16: Final = range(0x9C9B, 0x9CA0)  # XPTitle to XPSubject, of Windows
_NAMED: Final[dict[str, tuple[dict[int, Any], dict[int, str]]]] = {
    "GPS": (dict(GPS_TAGS), {int(k): v for k, v in ExifTags.GPSTAGS.items()}),
    "Interoperability": (dict(INTEROP_TAGS), {}),
    "": (dict(EXIF_TAGS), {int(k): v for k, v in ExifTags.TAGS.items()}),
}


def name_of(directory: str, tag: int) -> str:
    """The name of a tag in a directory, or ""."""
    known, further = _NAMED.get(directory, _NAMED[""])
    return str(known[tag][0]) if tag in known else further.get(tag, "")


def text_of(directory: str, tag: int, kind: int, data: bytes, mark: str) -> tuple[str, str, bool]:
    """A value as text.

    Args:
        directory: which the tag is of.
        tag: its number.
        kind: number of its type, one of ``KINDS``.
        data: the value's bytes, or their beginning.
        mark: byte order, as :mod:`struct` has it.

    Returns:
        The text; what it means, or ""; whether the text is only a beginning, or binary left out.
    """
    if kind in _TEXTS:
        return _shown(decoded(data.split(b"\0", 1)[0]))
    if kind in (1, 7):
        found = _read_text(directory, tag, data)
        if found is not None:
            return _shown(found)
        if len(data) > MAX_NUMBERS:
            return "", "", True
    _, size, code = KINDS[kind]
    whole = data[: len(data) // size * size]
    numbers = struct.unpack(mark + code * (len(whole) // size), whole)
    cut = len(whole) // size > MAX_NUMBERS
    if kind in _RATIOS:
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))[:MAX_NUMBERS]
        return " ".join(f"{a}/{b}" for a, b in pairs), _quotients(pairs), cut
    digits = 7 if code == "f" else 12
    told = [f"{n:.{digits}g}" if isinstance(n, float) else str(n) for n in numbers[:MAX_NUMBERS]]
    return " ".join(told), _meaning(directory, tag, numbers), cut


def _shown(value: str) -> tuple[str, str, bool]:
    clean = value.strip(" \t\r\n\0")
    return clean[:MAX_SHOWN], "", len(clean) > MAX_SHOWN


def _read_text(directory: str, tag: int, data: bytes) -> str | None:
    """Bytes that are text by the standard, by custom, or by their looks; None for others."""
    if tag in _CODED and directory in ("EXIF", "GPS"):
        return coded_bytes(data)
    if tag in _UTF16 and directory.startswith("Image"):
        return data.decode("utf-16-le", "replace")
    bare = data.rstrip(b"\0")
    if len(bare) < 4 or any(c < 0x20 and c not in (9, 10, 13) for c in bare):
        return None
    try:
        return bare.decode()
    except UnicodeDecodeError:
        return None


def _quotients(pairs: Sequence[tuple[int, int]]) -> str:
    """Ratios as numbers; "" where one has the denominator zero."""
    if not pairs or not all(b for _, b in pairs):
        return ""
    return " ".join(f"{a / b:.12g}" for a, b in pairs)


def _meaning(directory: str, tag: int, numbers: Sequence[Any]) -> str:
    """What exifread's tables say that a value means, of all its numbers or not at all."""
    known, _ = _NAMED.get(directory, _NAMED[""])
    told = known[tag][1] if tag in known else None
    if not isinstance(told, dict) or not 0 < len(numbers) <= 8:
        return ""
    if not all(n in told for n in numbers if not (isinstance(n, float) and math.isnan(n))):
        return ""
    return " ".join(str(told[n]) for n in numbers).strip()
