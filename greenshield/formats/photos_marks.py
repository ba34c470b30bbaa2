"""Marks in a photo's own file that it was changed, or its position made up, after the shutter.

Each mark says what stands in the file and no more. None is a verdict: a picture that was turned
or cropped in an editor may be true, and one without a mark may have been changed all the same.
What forensic practice looks at first is looked at here: the program that is named, times of
change, and sizes that differ (S. Kee, M. K. Johnson, H. Farid, "Digital image authentication from
JPEG headers", 2011). What many honest phones do as well (no maker note, standard quantisation
tables, a thumbnail with bars) raises nothing.
"""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from typing import Final

from greenshield.formats import photos_exif as exif
from greenshield.formats.photos_editors import known_editor
from greenshield.formats.photos_exif import Tags, coded_text, integer, text
from greenshield.formats.photos_positions import Position, numbers
from greenshield.formats.photos_source import ByteSource, Found, Remark

_APP12, _APP13 = 0xEC, 0xED
_ERROR: Final = 31  # GPSHPositioningError
_APART: Final = timedelta(minutes=1)  # long exposures and merged pictures take some seconds
_QUARTER: Final = timedelta(minutes=15)
_FARTHEST_ZONE: Final = timedelta(hours=14)
_AGENT = re.compile(rb"""softwareAgent(?:\s*=\s*["']|>)([^<"']{1,200})""")
_TOOLKIT = re.compile(rb"""xmptk\s*=\s*["']([^"']{0,200})["']""")
_SETTINGS = re.compile(rb"""crs:(?:HasSettings|AlreadyApplied)(?:\s*=\s*["']|>)\s*True""", re.I)
_MOCK = re.compile(
    r"mock(?!up)|\bfake|spoof|虚拟定位|模拟位置|模拟定位|伪造定位|修改定位|虚拟位置", re.I
)
_NO_MOCK = re.compile(  # bounded, so that no text takes long
    r"""mock\w{0,20}["']?\s{0,4}[:=]\s{0,4}["']?(?:false|0|no|null)\b""", re.I
)
# Sizes of these are the picture's; raw files hold several, and their margins differ.
_SIZED: Final = frozenset({"JPEG", "HEIC", "HEIF", "AVIF", "WEBP"})
# An image resource that Photoshop alone writes: the quality a JPEG was saved with (1030, "private"
# in Adobe's Photoshop File Formats Specification). Others stand in press cameras' files as well.
_SAVED_JPEG: Final = b"8BIM\x04\x06"
_MOST_NAMED: Final = 4
_MOST_TEXT: Final = 80


def read_marks(
    source: ByteSource, found: Found, tags: Tags, xmp: dict[str, str], position: Position
) -> list[Remark]:
    """The marks of one file, as codes of ``resources/messages/photo_marks.toml``.

    Args:
        source: the file, for segments that are no EXIF.
        found: what its container holds.
        tags: its EXIF.
        xmp: its XMP properties.
        position: as read; marks on a position are told only where there is one.
    """
    out = _of_software(source, found, tags, xmp)
    out += _of_times(tags)
    out += _of_size(found, tags)
    if position.lon is not None:
        out += _of_position(tags, xmp)
    return out


# -- programs -----------------------------------------------------------------------------


def _of_software(source: ByteSource, found: Found, tags: Tags, xmp: dict[str, str]) -> list[Remark]:
    named = [
        text(tags, "Image", exif.SOFTWARE),
        text(tags, "Image", exif.PROCESSING_SOFTWARE),
        text(tags, "Image", exif.HOST),
        xmp.get("CreatorTool", ""),
        *_of_packet(found.xmp),
    ]
    editors = [name for name in named if known_editor(name)]
    if not any("photoshop" in name.casefold() for name in editors):
        editors += _of_segments(source, found)
    out: list[Remark] = []
    if editors:
        some = list(dict.fromkeys(name[:_MOST_TEXT] for name in editors))[:_MOST_NAMED]
        out.append(("photo_edited_by", {"software": "; ".join(some)}))
    if b"crs:" in found.xmp and _SETTINGS.search(found.xmp):
        out.append(("photo_developed", {}))
    return out


def _of_packet(packet: bytes) -> list[str]:
    """Programs that an XMP packet names in its history, and as what wrote the packet."""
    told = _AGENT.findall(packet) if b"softwareAgent" in packet else []
    toolkit = _TOOLKIT.search(packet, 0, 2_000) if packet else None
    if toolkit is not None:
        told.append(toolkit[1])
    return [html.unescape(each.decode("utf-8", "replace")).strip() for each in told[:50]]


def _of_segments(source: ByteSource, found: Found) -> list[str]:
    """Photoshop and its kin, by the segments that they leave in a JPEG file."""
    for code, offset, length in found.segments:
        lead = source.at(offset, min(length, 4_096))
        if code == _APP12 and lead.startswith(b"Ducky"):
            return ["Adobe (Save for Web)"]
        if code == _APP13 and lead.startswith(b"Photoshop ") and _SAVED_JPEG in lead:
            return ["Adobe Photoshop"]
    return []


# -- times and size -----------------------------------------------------------------------


def _of_times(tags: Tags) -> list[Remark]:
    """Times of one file that a camera writes alike and that differ by over a minute.

    A difference of whole quarters of an hour is left out: some devices write one of them in UTC.
    """
    taken = text(tags, "EXIF", exif.TAKEN)
    changed = text(tags, "Image", exif.DATE_TIME)
    digitized = text(tags, "EXIF", exif.DIGITIZED)
    out: list[Remark] = []
    later = _later(taken, changed, _zones(tags, exif.OFFSET_TAKEN, exif.OFFSET))
    if later is not None:
        code = "photo_changed_later" if later > timedelta(0) else "photo_changed_before_taken"
        out.append((code, {"changed": changed[:19], "taken": taken[:19]}))
    if _later(taken, digitized, _zones(tags, exif.OFFSET_TAKEN, exif.OFFSET_DIGITIZED)) is not None:
        out.append(("photo_digitized_apart", {"digitized": digitized[:19], "taken": taken[:19]}))
    return out


def _zones(tags: Tags, one: int, other: int) -> tuple[str, str]:
    return text(tags, "EXIF", one), text(tags, "EXIF", other)


def _later(taken: str, other: str, zones: tuple[str, str]) -> timedelta | None:
    """How much later than the first a second time is; None where they agree, or none tells."""
    if not taken or not other or (taken[:19] == other[:19] and zones[0] == zones[1]):
        return None
    one, two = _moment(taken, zones), _moment(other, zones[::-1])
    if one is None or two is None:
        return None
    apart = two - one
    rest = abs(apart) % _QUARTER
    by_zone = abs(apart) <= _FARTHEST_ZONE and min(rest, _QUARTER - rest) <= timedelta(seconds=5)
    return None if abs(apart) <= _APART or by_zone else apart


def _moment(stamp: str, zones: tuple[str, str]) -> datetime | None:
    """A time of EXIF; by its offset, the first of ``zones``, where both times have one."""
    zone = zones[0] if all(zones) else "+00:00"
    try:
        return datetime.strptime(f"{stamp[:19]} {zone}", "%Y:%m:%d %H:%M:%S %z")
    except ValueError:
        return None


def _of_size(found: Found, tags: Tags) -> list[Remark]:
    """A picture of another size than the camera noted; one that was only turned is left out."""
    noted = (integer(tags, "EXIF", exif.EXIF_WIDTH), integer(tags, "EXIF", exif.EXIF_HEIGHT))
    real = (found.width, found.height)
    if found.file_type not in _SIZED or not all(noted) or not all(real):
        return []
    if noted in (real, real[::-1]):
        return []
    told = {"noted": f"{noted[0]}×{noted[1]}", "real": f"{real[0]}×{real[1]}"}
    return [("photo_size_unlike_exif", told)]


# -- position -----------------------------------------------------------------------------


def _of_position(tags: Tags, xmp: dict[str, str]) -> list[Remark]:
    out: list[Remark] = []
    method = coded_text(tags, "GPS", exif.GPS_METHOD) or xmp.get("GPSProcessingMethod", "")
    if method.upper() == "MANUAL":  # one of the four words of Exif 3.0, 4.6.7.1
        out.append(("photo_position_entered", {"method": method}))
    for told in (method, coded_text(tags, "EXIF", exif.USER_COMMENT)):
        mock = _MOCK.search(_NO_MOCK.sub("", told))
        if mock is not None:
            at = max(0, mock.start() - 20)
            out.append(("photo_position_mock", {"text": told[at : at + _MOST_TEXT]}))
            break
    satellites = text(tags, "GPS", exif.GPS_SATELLITES)
    if satellites and satellites.strip("0") == "":
        out.append(("photo_gps_no_satellites", {}))
    # A DOP of zero is no mark: plain phones write it beside a position of the network.
    if (numbers(tags, _ERROR) or [None])[0] == 0:
        out.append(("photo_gps_error_zero", {}))
    return out
