"""Where a photo was taken and which way it looks, from GPS tags or XMP.

The rules: what ExifTool places is placed at the same spot. A position is *not* placed, and a
code says why, where it has no reference (N/S, E/W), lies outside the globe, is (0, 0) within a
thousandth of a degree, or where a part of it is missing or undefined. Nothing is guessed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from exifread.utils import Ratio

from greenshield.formats.photos_exif import Tags, text
from greenshield.formats.photos_source import Remark

_LAT_REF, _LAT, _LON_REF, _LON, _ALT_REF, _ALT = 1, 2, 3, 4, 5, 6
_STATUS, _DOP, _DIRECTION_REF, _DIRECTION, _DATUM, _ERROR = 9, 11, 16, 17, 18, 31
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")
# What stands between the numbers of an angle that was written as text.
_UNITS = re.compile(r"""[\s,;:°º'"′″’”度分秒]|\bdeg\b""")
_XMP_ANGLE = re.compile(r"(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?([NSEW])")
_NO_FIX_DEG = 0.001  # what converting and rounding make of a zero that stands for no fix
# The shore of the Dead Sea lies at -430 m; no mountain and no drone gets to ten kilometres.
_LOWEST_M, _HIGHEST_M = -500.0, 10_000.0
# Datums that agree with WGS 84, and so with CGCS2000, within what a photo's position is good for.
_USUAL_DATUMS = {"", "WGS84", "WGS1984", "CGCS2000", "ETRS89", "GDA94", "NAD83"}


@dataclass(slots=True)
class Position:
    """Place and view of a photo; degrees, metres. None where unknown or unusable."""

    lon: float | None = None
    lat: float | None = None
    altitude_m: float | None = None
    azimuth_deg: float | None = None
    azimuth_ref: str | None = None
    azimuth_source: str | None = None
    source: str | None = None
    error_m: float | None = None
    dop: float | None = None
    datum: str = ""


class _UnusableError(Exception):
    """A value can't be used: a message code and parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.remark: Remark = (code, params)


def _values(tags: Tags, tag: int, name: str, remarks: list[Remark]) -> list[float | None] | None:
    """A GPS tag's numbers, or None where it is absent; numbers that stand as text are told."""
    values = numbers(tags, tag)
    if values is None and ("GPS", tag) in tags:
        raise _UnusableError("photo_gps_not_a_number", tag=name)
    if values is not None and isinstance(tags["GPS", tag].values, (str, bytes)):
        remarks.append(("photo_gps_text", {"tag": name}))
    return values


def numbers(tags: Tags, tag: int, directory: str = "GPS") -> list[float | None] | None:
    """A tag's numbers.

    Args:
        tags: as read.
        tag: its number in the directory.
        directory: the directory.

    Returns:
        The numbers, each None where it is no finite number (a denominator of zero, NaN); or
        None where the tag is absent or is text that is not all numbers.
    """
    found = tags.get((directory, tag))
    if found is None:
        return None
    values: Any = found.values
    if isinstance(values, (str, bytes)):
        words = _UNITS.sub(" ", text(tags, directory, tag)).split()
        told = [ratio(w) for w in words]
        return told if told and None not in told else None
    return [_number(v) for v in values]


def _number(value: object) -> float | None:
    if type(value) is Ratio:  # nearly all are
        return value.numerator / value.denominator if value.denominator else None
    if isinstance(value, tuple):  # exifread hands floating-point values over as tuples
        value = value[0] if value else None
    if not isinstance(value, (int, float, Fraction)) or (
        isinstance(value, Fraction) and value.denominator == 0
    ):
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def read_position(tags: Tags, remarks: list[Remark]) -> Position:
    """Position and view from the GPS directory; what is odd is added to ``remarks``."""
    out = Position(datum=text(tags, "GPS", _DATUM))
    parts = []
    for tag, ref_tag, name, signs, limit in (
        (_LAT, _LAT_REF, "GPSLatitude", "NS", 90.0),
        (_LON, _LON_REF, "GPSLongitude", "EW", 180.0),
    ):
        try:
            parts.append(_angle(tags, tag, ref_tag, name, signs, limit, remarks))
        except _UnusableError as error:
            remarks.append(error.remark)
            parts.append(None)
    lat, lon = parts
    _place(out, lon, lat, "exif", remarks, either=("GPS", _LAT) in tags or ("GPS", _LON) in tags)
    _read_view(tags, out, remarks)
    if out.lon is not None and text(tags, "GPS", _STATUS)[:1].upper() == "V":
        remarks.append(("photo_gps_void", {}))
    if out.lon is not None and re.sub(r"[\s_-]", "", out.datum).upper() not in _USUAL_DATUMS:
        remarks.append(("photo_datum_unusual", {"datum": out.datum}))
    return out


def _place(
    out: Position,
    lon: float | None,
    lat: float | None,
    source: str,
    remarks: list[Remark],
    *,
    either: bool,
) -> None:
    if lon is None or lat is None:
        if either and not any(code.startswith("photo_gps_") for code, _ in remarks):
            remarks.append(("photo_gps_incomplete", {}))
    elif abs(lon) < _NO_FIX_DEG and abs(lat) < _NO_FIX_DEG:
        remarks.append(("photo_gps_zero_zero", {}))
    else:
        out.lon, out.lat, out.source = lon, lat, source


def _angle(
    tags: Tags, tag: int, ref_tag: int, name: str, signs: str, limit: float, remarks: list[Remark]
) -> float | None:
    """Degrees from degrees, minutes and seconds with their reference; None where absent."""
    values = _values(tags, tag, name, remarks)
    if values is None:
        return None
    degrees = _degrees(values, name)
    ref = text(tags, "GPS", ref_tag)[:1].upper()
    if not ref or ref not in signs:
        raise _UnusableError("photo_gps_no_reference", tag=name)
    if not 0 <= degrees <= limit:
        raise _UnusableError("photo_gps_out_of_range", tag=name, value=degrees)
    return -degrees if ref == signs[1] else degrees


def _degrees(values: list[float | None], name: str) -> float:
    if not 1 <= len(values) <= 3:
        raise _UnusableError("photo_gps_not_a_number", tag=name)
    # Some writers put the seconds into the minutes' fraction and leave the seconds 0/0.
    if len(values) == 3 and values[2] is None and values[1] is not None and values[1] % 1:
        values = values[:2]
    known = [v for v in values if v is not None]
    if len(known) < len(values):
        raise _UnusableError("photo_gps_zero_denominator", tag=name)
    if any(v > 60 or v < 0 for v in known[1:]):
        raise _UnusableError("photo_gps_out_of_range", tag=name, value=known)
    return math.fsum(v / 60**n for n, v in enumerate(known))


def _one(tags: Tags, tag: int, name: str, remarks: list[Remark]) -> float | None:
    """The first number of a tag, or None with a remark where it is unusable."""
    try:
        values = _values(tags, tag, name, remarks)
    except _UnusableError as error:
        remarks.append(error.remark)
        return None
    if values is None:
        return None
    if not values or values[0] is None:
        remarks.append(("photo_gps_zero_denominator", {"tag": name}))
        return None
    return values[0]


def _read_view(tags: Tags, out: Position, remarks: list[Remark]) -> None:
    altitude = _one(tags, _ALT, "GPSAltitude", remarks)
    if altitude is not None:
        _set_altitude(out, altitude, _altitude_reference(tags), remarks)
    azimuth = _one(tags, _DIRECTION, "GPSImgDirection", remarks)
    _set_azimuth(out, azimuth, text(tags, "GPS", _DIRECTION_REF), "exif", remarks)
    error = _one(tags, _ERROR, "GPSHPositioningError", remarks)
    out.error_m = error if error is not None and error >= 0 else None
    dop = _one(tags, _DOP, "GPSDOP", remarks)
    out.dop = dop if dop is not None and dop >= 0 else None


def _altitude_reference(tags: Tags) -> str:
    """What the altitude counts from, as the file has it; "" where it does not say."""
    found = tags.get(("GPS", _ALT_REF))
    if found is None or not len(found.values):
        return ""
    if isinstance(found.values, (str, bytes)):
        return text(tags, "GPS", _ALT_REF)[:20]
    return str(found.values[0])[:20]


def _set_altitude(out: Position, altitude: float, ref: str, remarks: list[Remark]) -> None:
    """Below the sea by 1 and 3; 2 and 3 count from the ellipsoid (Exif 3.0, GPSAltitudeRef)."""
    out.altitude_m = -abs(altitude) if ref in ("1", "3") else altitude
    if not ref:
        remarks.append(("photo_altitude_no_reference", {}))
    elif ref not in ("0", "1", "2", "3"):
        remarks.append(("photo_altitude_reference_unknown", {"value": ref}))
    if not _LOWEST_M <= out.altitude_m <= _HIGHEST_M:
        remarks.append(("photo_altitude_unlikely", {"value": out.altitude_m}))


def _set_azimuth(
    out: Position, azimuth: float | None, ref: str, source: str, remarks: list[Remark]
) -> None:
    if azimuth is None:
        return
    if not 0 <= azimuth <= 360:
        remarks.append(("photo_azimuth_out_of_range", {"value": azimuth}))
        return
    out.azimuth_deg, out.azimuth_source = azimuth, source
    out.azimuth_ref = ref[:1].upper() if ref[:1].upper() in ("T", "M") else None
    if out.azimuth_ref is None:
        remarks.append(("photo_azimuth_no_reference", {}))


def ratio(value: str) -> float | None:
    """A number from XMP: "206", "+45.00" or "1483900/1000"; None where it is none."""
    top, slash, bottom = value.strip().partition("/")
    if not _NUMBER.fullmatch(top) or (slash and not _NUMBER.fullmatch(bottom)):
        return None
    divisor = float(bottom) if slash else 1.0
    return float(top) / divisor if divisor else None


def add_xmp_position(out: Position, xmp: dict[str, str], remarks: list[Remark]) -> None:
    """Fills what EXIF left open: place, altitude and azimuth from an XMP packet."""
    if out.lon is None and out.lat is None:
        drone = xmp.get("GpsLongitude") or xmp.get("GpsLongtitude", "")
        lat = _xmp_angle(xmp.get("GPSLatitude", ""), "NS", 90)
        lon = _xmp_angle(xmp.get("GPSLongitude", ""), "EW", 180)
        if lat is None or lon is None:
            lat, lon = _signed(xmp.get("GpsLatitude", ""), 90), _signed(drone, 180)
        if lat is not None and lon is not None:
            _place(out, lon, lat, "xmp", remarks, either=False)
    if out.altitude_m is None and "GPSAltitude" in xmp:
        altitude = ratio(xmp["GPSAltitude"])
        if altitude is not None:
            _set_altitude(out, altitude, xmp.get("GPSAltitudeRef", "").strip()[:20], remarks)
    if out.azimuth_deg is None and "GPSImgDirection" in xmp:
        ref = xmp.get("GPSImgDirectionRef", "")
        _set_azimuth(out, ratio(xmp["GPSImgDirection"]), ref, "xmp", remarks)
    out.datum = out.datum or xmp.get("GPSMapDatum", "")
    if out.lon is not None and xmp.get("GpsStatus", "").strip().casefold() == "invalid":
        remarks.append(("photo_gps_void", {}))  # of DJI's drones


def _xmp_angle(value: str, signs: str, limit: float) -> float | None:
    match = _XMP_ANGLE.fullmatch(value.strip())
    if match is None or match[4] not in signs:
        return None
    degrees = sum(float(part) / 60**n for n, part in enumerate(match.groups()[:3]) if part)
    if degrees > limit:
        return None
    return float(-degrees if match[4] == signs[1] else degrees)


def _signed(value: str, limit: float) -> float | None:
    number = ratio(value)
    return number if number is not None and abs(number) <= limit else None
