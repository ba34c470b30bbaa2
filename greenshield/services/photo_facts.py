"""A photo's facts as the fields of its entity: bounded, typed, in EPSG:4490.

WGS 84, in which receivers report, and CGCS2000 (EPSG:4490) are taken as one: they differ by
some centimetres, a hundredth of what a photo's position is good for. GCJ-02 and BD-09
positions are brought back by ``geo.shift`` where the user says that they are such.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from greenshield.domain import dates
from greenshield.domain.fields_entities import PHOTO
from greenshield.domain.guards.photos import CONTRADICTION
from greenshield.formats.photos import PhotoFacts
from greenshield.geo import shift
from greenshield.services import photo_direction

Fields = dict[str, Any]
Warnings = list[list[Any]]

DATUMS = ("wgs84", "gcj02", "bd09")
_FROM = {"gcj02": shift.from_gcj02, "bd09": shift.from_bd09}
SHIFTED = frozenset(_FROM)
_TAKEN = (
    "file_type", "width", "height", "orientation", "taken_at", "taken_at_offset",
    "taken_at_source", "gps_at", "lon", "lat", "datum", "altitude_m", "azimuth_deg",
    "azimuth_ref", "position_source", "position_error_m", "dop", "relative_altitude_m", "make",
    "model", "lens", "focal_35mm", "software",
)  # fmt: skip
_RENAMED = {
    "gimbal_pitch": "pitch_deg", "gimbal_yaw": "gimbal_yaw_deg", "serial": "camera_serial",
}  # fmt: skip
HAND: Final = "hand"
_ENTERED: Final = "photo_position_entered"  # what a file says of a position that nobody measured
MEASURED_TIMES = ("exif", "exif_digitized", "xmp")
_OFFSET = re.compile(r"([+-]?)([0-9]{1,6}(?::[0-9]{2}){1,2})")
_MAX_TEXT, _MAX_WARNINGS = 200, 40


def fields_of(facts: PhotoFacts, sha256: str, size: int, datum: str = "wgs84") -> Fields:
    """The fields of the photo entity; what the photo does not say is left out.

    A position that the file itself says a person entered is one by hand.

    Args:
        facts: as read.
        sha256: of the file.
        size: of the file, bytes.
        datum: what its position is in, one of ``DATUMS``.
    """
    warnings: Warnings = [[code, _params(params)] for code, params in facts.warnings]
    found: Fields = {"sha256": sha256, "size": size}
    for name in (*_TAKEN, *_RENAMED):
        value = getattr(facts, name)
        if value not in (None, ""):
            found[_RENAMED.get(name, name)] = _text(value) if isinstance(value, str) else value
    if facts.turned is not None:  # what decides where both tell it
        found["orientation"] = facts.turned
    _drop_impossible(found, warnings)
    if "lon" in found and any(code == _ENTERED for code, _ in facts.warnings):
        found["position_source"] = HAND
    if "lon" in found and datum in _FROM:
        lon, lat = _FROM[datum](found["lon"], found["lat"])
        of_file = {"lon": round(found["lon"], 7), "lat": round(found["lat"], 7)}
        found |= {"lon": round(float(lon), 9), "lat": round(float(lat), 9), "datum": datum}
        warnings.append(["photo_datum_shifted", {"datum": datum, **of_file}])
    direction, remark = photo_direction.of_file(found, facts.azimuth_source)
    found |= direction
    if remark:
        warnings.append([remark, {}])
    if warnings:
        found["warnings"] = warnings[:_MAX_WARNINGS]
    return found


def moment_utc(fields: Fields) -> datetime | None:
    """When a photo was taken, for a track: by the satellites, else by the camera's clock.

    A camera time without an offset is taken as Chinese time. None where the time is only
    claimed (a file name, the last change), contradicts itself, or is beyond what a calendar
    holds.
    """
    if any(CONTRADICTION in warning_code(told) for told in remarks_in(fields)):
        return None
    at = fields.get("gps_at")
    if at is None and fields.get("taken_at_source") in MEASURED_TIMES:
        at = f"{fields['taken_at']}{fields.get('taken_at_offset', '')}"
    try:
        moment = datetime.fromisoformat(at) if at else None
        if moment is None:
            return None
        return moment.replace(tzinfo=moment.tzinfo or dates.CHINA).astimezone(UTC)
    except (ValueError, OverflowError):  # the first day of the year 1 is one of the year 0 in UTC
        return None


def by_camera_clock(fields: Fields) -> bool:
    """True where :func:`moment_utc` goes by the camera's clock, which may be off."""
    return "gps_at" not in fields


# The offset that the camera told with its time, of a row of ``photo``: whatever an event may hold,
# only a text is one.
OFFSET_SQL: Final = """
CASE json_type(extra, '$.taken_at_offset') WHEN 'text' THEN extra ->> 'taken_at_offset' END
AS taken_at_offset
"""


def taken_on(taken_at: str | None, offset: str | None) -> str | None:
    """The Chinese calendar date of a stored time, or None."""
    return dates.day_of(f"{taken_at}{offset or ''}") if taken_at else None


def remarks_in(fields: Mapping[str, Any]) -> list[Any]:
    """The stored warnings of a photo's fields, whatever another program may have put there."""
    found = fields.get("warnings")
    return found if isinstance(found, list) else []


def warning_code(warning: Any) -> str:
    """The code of a stored warning, which is a code or ``[code, params]``."""
    head = warning[0] if isinstance(warning, list) and warning else warning
    return head if isinstance(head, str) else ""


def warning_params(warning: Any) -> dict[str, Any]:
    """The parameters of a stored warning."""
    found = warning[1] if isinstance(warning, list) and len(warning) > 1 else None
    return found if isinstance(found, dict) else {}


def offset_of(text: str) -> timedelta | None:
    """A clock offset typed as ``+HH:MM`` or ``-HH:MM:SS``; None where it is none."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        return None
    sign = -1 if match[1] == "-" else 1
    parts = match[2].split(":")
    numbers = [int(p) for p in parts]
    if any(n > 59 for n in numbers[1:]):
        return None
    hours, minutes, seconds = (*numbers, 0)[:3]
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _drop_impossible(found: Fields, warnings: Warnings) -> None:
    """Takes out numbers that the field catalogue does not allow, and says so."""
    for name, value in list(found.items()):
        spec = PHOTO[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        low = -math.inf if spec.low is None else spec.low
        high = math.inf if spec.high is None else spec.high
        if not (math.isfinite(value) and low <= value <= high):
            del found[name]
            warnings.append(["photo_value_impossible", {"field": name, "value": str(value)[:40]}])


def _text(value: str) -> str:
    """Text that an event can carry, of bounded length."""
    return value.encode("utf-8", "replace").decode("utf-8")[:_MAX_TEXT]


def _params(params: dict[str, Any]) -> dict[str, Any]:
    """Parameters as plain JSON. The file's name is left out: two imports may differ in it."""
    out: dict[str, Any] = {}
    for key, value in params.items():
        if key == "name":
            continue
        if isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
            out[key] = value
        else:
            out[key] = _text(str(value))
    return out
