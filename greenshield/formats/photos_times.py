"""When a photo was taken: by the camera, by GPS, by XMP, or at least by its file name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from greenshield.formats.photos_exif import (
    DATE_TIME,
    DIGITIZED,
    OFFSET,
    OFFSET_DIGITIZED,
    OFFSET_TAKEN,
    SUBSEC,
    SUBSEC_DIGITIZED,
    SUBSEC_TAKEN,
    TAKEN,
    Tags,
    camera_text,
    text,
)
from greenshield.formats.photos_positions import numbers
from greenshield.formats.photos_source import Remark

_GPS_TIME, _GPS_DATE = 7, 29
_STAMP = re.compile(
    r"(\d{4})[:/.\-](\d{1,2})[:/.\-](\d{1,2})[ T]+"
    r"(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_DATE = re.compile(r"(\d{4})[:/\-]?(\d{2})[:/\-]?(\d{2})(?!\d)")
_EPOCH_NAME = re.compile(r"(?:mmexport|wx_camera_|microMsg\.|^)(1\d{12})(?!\d)")
_UTC_NAME = re.compile(r"^PXL_")  # Google's camera names files by UTC
_DATED_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?:[-_ T.]|\s+at\s+|)"
    r"(\d{2})[-_.:]?(\d{2})[-_.:]?(\d{2})(?:[-_.]?(\d{3})(?!\d))?"
)
# A phone may repeat a fix that is minutes old; a clock that is further off is worth a look.
CLOCK_TOLERANCE = timedelta(minutes=10)
# Local time is between 12 hours behind UTC and 14 hours ahead of it.
_BEHIND, _AHEAD = timedelta(hours=-12), timedelta(hours=14)


@dataclass(slots=True)
class Times:
    """Times of a photo.

    Attributes:
        taken_at: ISO 8601 local time as the source gives it, or None.
        offset: its distance from UTC, like "+08:00", or None where the source gives none.
        source: ``exif``, ``exif_digitized``, ``xmp``, ``gps``, ``exif_modified``, ``filename``.
        gps_at: ISO 8601 UTC with "Z", or None.
    """

    taken_at: str | None = None
    offset: str | None = None
    source: str | None = None
    gps_at: str | None = None


def read_times(tags: Tags, xmp: dict[str, str], name: str, remarks: list[Remark]) -> Times:
    """The best time there is, and the GPS time beside it.

    Args:
        tags: EXIF tags.
        xmp: XMP properties.
        name: the file's name, used where nothing inside the file tells.
        remarks: gets what is odd.
    """
    out = Times(gps_at=_gps_time(tags, remarks))
    for place in ("EXIF", "Image"):
        _from_tag(out, tags, place, (TAKEN, SUBSEC_TAKEN, OFFSET_TAKEN), "exif", remarks)
        _from_tag(
            out, tags, place, (DIGITIZED, SUBSEC_DIGITIZED, OFFSET_DIGITIZED), "exif_digitized",
            remarks,
        )  # fmt: skip
    for key in ("DateTimeOriginal", "DateCreated", "CreateDate"):
        if out.taken_at is None and key in xmp:
            _set(out, xmp[key], "", "", "xmp")
    if out.taken_at is None and out.gps_at is not None:
        out.taken_at, out.offset, out.source = out.gps_at.removesuffix("Z"), "+00:00", "gps"
    if out.taken_at is None:
        _from_modified(out, tags, remarks)
    if out.taken_at is None:
        _from_name(out, name, remarks)
    _compare(out, remarks)
    if out.gps_at is None:
        _compare_days(out, tags, remarks)
    return out


def _from_tag(
    out: Times,
    tags: Tags,
    place: str,
    numbers_of: tuple[int, int, int],
    source: str,
    remarks: list[Remark],
) -> None:
    stamp = text(tags, place, numbers_of[0])
    if out.taken_at is not None or not stamp:
        return
    subsec, offset = camera_text(tags, numbers_of[1]), camera_text(tags, numbers_of[2])
    if not _set(out, stamp, subsec, offset, source) and any(c in "123456789" for c in stamp):
        # Blanks and zeros are how cameras say that their clock was never set.
        remarks.append(("photo_time_unreadable", {"text": stamp[:40]}))


def _from_modified(out: Times, tags: Tags, remarks: list[Remark]) -> None:
    stamp = text(tags, "Image", DATE_TIME)
    subsec, offset = camera_text(tags, SUBSEC), camera_text(tags, OFFSET)
    if stamp and _set(out, stamp, subsec, offset, "exif_modified"):
        remarks.append(("photo_time_of_last_change", {}))


def _set(out: Times, stamp: str, subsec: str, offset: str, source: str) -> bool:
    match = _STAMP.match(stamp)
    if match is None:
        return False
    moment = _moment(*match.groups()[:6])
    if moment is None:
        return False
    fraction = match[7] or (subsec if subsec.isascii() and subsec.isdigit() else "")
    out.taken_at = moment.isoformat() + (f".{fraction[:9]}" if fraction else "")
    out.offset = _offset(match[8] or "") or _offset(offset)
    out.source = source
    return True


def _moment(*parts: str | None) -> datetime | None:
    """The local time of year, month and day, and hour, minute and second where they are given."""
    year, month, day, *clock = (int(p or 0) for p in parts)
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    try:
        return datetime.combine(date(year, month, day), time(hour, minute, second))
    except ValueError:
        return None


def _offset(value: str) -> str | None:
    if value == "Z":
        return "+00:00"
    match = _OFFSET.fullmatch(value)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    return f"{match[1]}{match[2]}:{match[3]}"


def _gps_time(tags: Tags, remarks: list[Remark]) -> str | None:
    """GPS date and time as ISO 8601 UTC; both are needed."""
    stamp = text(tags, "GPS", _GPS_DATE)
    if not stamp or ("GPS", _GPS_TIME) not in tags:
        return None
    clock = numbers(tags, _GPS_TIME) or []
    day = _DATE.match(stamp)
    start = _moment(*day.groups()) if day else None
    known = [v for v in clock if v is not None]
    sane = len(known) == 3 == len(clock) and known[0] <= 24 and known[1] <= 60 and known[2] <= 61
    if start is None or not sane or min(known) < 0:
        remarks.append(("photo_gps_time_unreadable", {"text": stamp[:40]}))
        return None
    hours, minutes, seconds = known
    try:
        moment = start + timedelta(hours=hours, minutes=minutes, seconds=round(seconds, 6))
    except OverflowError:
        return None
    whole = moment.isoformat(timespec="microseconds")
    return whole.rstrip("0").rstrip(".") + "Z" if "." in whole else whole + "Z"


def _from_name(out: Times, name: str, remarks: list[Remark]) -> None:
    """A time that a phone or a messenger wrote into the file's name."""
    stem = name.rpartition(".")[0] or name
    epoch = _EPOCH_NAME.search(stem)
    if epoch:
        moment = datetime.fromtimestamp(int(epoch[1]) / 1000, UTC)
        out.taken_at = moment.replace(tzinfo=None).isoformat(timespec="milliseconds")
        out.offset = "+00:00"
    else:
        dated = _DATED_NAME.search(stem)
        local = _moment(*dated.groups()[:6]) if dated else None
        if dated is None or local is None:
            return
        out.taken_at = local.isoformat() + (f".{dated[7]}" if dated[7] else "")
        out.offset = "+00:00" if _UTC_NAME.match(stem) else None
    out.source = "filename"
    remarks.append(("photo_time_from_name", {"name": name}))


def _compare_days(out: Times, tags: Tags, remarks: list[Remark]) -> None:
    """Says where camera and GPS can't both be right though GPS tells the day alone."""
    stamp = text(tags, "GPS", _GPS_DATE)
    day = _DATE.match(stamp)
    start = _moment(*day.groups()) if day else None
    if start is None or out.taken_at is None or out.source in ("gps", "filename"):
        return
    away = datetime.fromisoformat(out.taken_at[:10]) - start
    if abs(away) > timedelta(days=1):
        remarks.append(("photo_time_contradicts_gps", {"camera": out.taken_at, "gps": stamp[:10]}))


def _compare(out: Times, remarks: list[Remark]) -> None:
    """Says where camera and GPS can't both be right."""
    if out.taken_at is None or out.gps_at is None or out.source in ("gps", "filename"):
        return
    local = datetime.fromisoformat(out.taken_at[:19])
    gps = datetime.fromisoformat(out.gps_at[:19])
    ahead = local - gps
    if out.offset is not None:
        sign = -1 if out.offset[0] == "-" else 1
        zone = timedelta(hours=int(out.offset[1:3]), minutes=int(out.offset[4:6])) * sign
        wrong = abs(ahead - zone) > CLOCK_TOLERANCE
    else:
        wrong = not _BEHIND - CLOCK_TOLERANCE <= ahead <= _AHEAD + CLOCK_TOLERANCE
    if wrong:
        remarks.append(("photo_time_contradicts_gps", {"camera": out.taken_at, "gps": out.gps_at}))
