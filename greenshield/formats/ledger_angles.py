"""Longitudes and latitudes: decimal degrees, degrees-minutes-seconds, with or without letters."""

from __future__ import annotations

import re

from greenshield.formats.ledger_bad import Bad, plain
from greenshield.formats.sheet_grid import Cell

# China's land and seas with room around: nothing else is a place of this ledger.
LON = (73.0, 136.0)
LAT = (3.0, 54.0)

# Degree, minute and second signs in all their shapes, to one ASCII sign each.
_MARKS = (
    dict.fromkeys("度°º˚゜", "*") | dict.fromkeys("分′'‘’`´ʹ", "'") | dict.fromkeys('秒″"”“ʺ', '"')
)
_LETTERS = re.compile(r"东经|北纬|经度|纬度|longitude|latitude|lon|lat|[EN]", re.IGNORECASE)
_BEYOND = re.compile(r"西经|南纬|^-|[WS]", re.IGNORECASE)
_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d+)?)\*?", re.ASCII)
_MARKED = re.compile(r"(\d{1,3})\*(?:(\d{1,2}(?:\.\d+)?)')?(?:(\d{1,2}(?:\.\d+)?)\")?", re.ASCII)
_SPACED = re.compile(r"(\d{1,3})[ \-](\d{1,2})[ \-](\d{1,2}(?:\.\d+)?)", re.ASCII)
_IN_PARTS = re.compile(r"\*[ 、]*'[ 、]*\"|\bd+ ?m+ ?s+\b|\bDMS\b", re.IGNORECASE)
_PACKED = re.compile(r"(\d{1,3})\.(\d{2})(\d{2})(\d*)", re.ASCII)


def parse_angle(cell: Cell, *, packed: bool = False) -> float | Bad:
    """Degrees, east or north.

    Args:
        cell: a number or text.
        packed: the column is headed as ``ddd.mmss``; without that, 121.3015 is decimal.

    Returns:
        Degrees; or Bad with ``ledger_angle_unread`` or ``ledger_angle_out_of_range`` (60 minutes
        or more, west, south, beyond China).
    """
    if isinstance(cell, bool):
        return Bad("ledger_angle_unread")
    if isinstance(cell, int | float) and not packed:
        return _degrees(float(cell), 0.0, 0.0)
    if isinstance(cell, int | float):
        return _from_text(format(float(cell), ".12f").rstrip("0").rstrip("."), packed)
    if isinstance(cell, str):
        return _from_text(plain_angle(cell), packed)
    return Bad("ledger_angle_unread")


def plain_angle(text: str) -> str:
    """Text with the many degree, minute and second signs made ``*``, ``'`` and ``"``."""
    text = "".join(_MARKS.get(char, char) for char in text)  # before NFKC, which splits ″ and ´
    return plain(text).replace("''", '"')  # two single quotes stand for seconds


def axis_of(text: str) -> str | None:
    """``lon`` or ``lat`` where the text names its hemisphere, else None."""
    if re.search(r"东经|西经|经度|lon|[EW]", text, re.IGNORECASE):
        return "lon"
    return "lat" if re.search(r"北纬|南纬|纬度|lat|[NS]", text, re.IGNORECASE) else None


def in_parts(header: str) -> bool:
    """Whether a header says that degrees, minutes and seconds stand below, each with its sign."""
    return _IN_PARTS.search(plain_angle(header)) is not None


def is_decimal(cell: Cell) -> bool:
    """Whether a cell holds degrees without any sign: 126.3015, which may also be 126°30′15″."""
    if isinstance(cell, str):
        return re.fullmatch(r"\d{1,3}\.\d+", plain(cell), re.ASCII) is not None
    return isinstance(cell, float) and cell < LON[1]


def _from_text(text: str, packed: bool) -> float | Bad:
    bare = _LETTERS.sub("", text)
    if _BEYOND.search(bare):
        return Bad("ledger_angle_out_of_range")
    flat = re.sub(r"[ :=]+", " ", bare).strip(" ,;")
    flat = re.sub(r"\s*([*'\"])\s*", r"\1", flat)
    if packed and (match := _PACKED.fullmatch(flat)):
        seconds = float(f"{match[3]}.{match[4] or '0'}")
        return _degrees(float(match[1]), float(match[2]), seconds)
    if match := _DECIMAL.fullmatch(flat):
        return _degrees(float(match[1]), 0.0, 0.0)
    match = _MARKED.fullmatch(flat) or _SPACED.fullmatch(flat)
    if match is None:
        return Bad("ledger_angle_unread")
    degrees, minutes, seconds_text = match.groups()
    if seconds_text and "." in (minutes or "."):
        return Bad("ledger_angle_unread")
    return _degrees(float(degrees), float(minutes or 0), float(seconds_text or 0))


def _degrees(degrees: float, minutes: float, seconds: float) -> float | Bad:
    if minutes >= 60 or seconds >= 60:
        return Bad("ledger_angle_out_of_range")
    value = degrees + minutes / 60 + seconds / 3600
    if not (LAT[0] <= value <= LAT[1] or LON[0] <= value <= LON[1]):
        return Bad("ledger_angle_out_of_range")
    return value
