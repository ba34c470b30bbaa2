"""Which way a photo looks, from true north, and what that was made of.

What the file says stays as it is (``azimuth_deg``, ``azimuth_ref``). Beside it stands
``azimuth_true_deg``, which all geometry uses: EXIF's or XMP's azimuth where it counts from true
north, or doesn't say from where (the norm knows no default; cameras that leave it out mostly mean
true north); turned by the World Magnetic Model where it counts from magnetic north, which takes
a place, and a day, of which any will do and the best known is taken; else the yaw of a drone's
gimbal.

DJI counts gimbal angles in the NED system, so from true north (*Mavic 3E/3T User Manual*, 2022,
"Photo File"; the SDK's ``KeyGimbalAttitude`` says so too, dji-sdk/Mobile-SDK-Android-V5 issues
259 and 550). One answer of its support says magnetic (Mobile-SDK-Android issue 1003): hence
``azimuth_source`` ``gimbal`` is shown wherever the direction is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from greenshield.domain.field_spec import number
from greenshield.domain.guards import photos as guard
from greenshield.geo.declination import NEWEST, declination

NAMES: Final = ("azimuth_true_deg", "azimuth_source", "declination_deg", "declination_model")
STEEPEST_DEG: Final = -80.0  # below it a camera looks down on a footprint, not along a direction
MAGNETIC, GIMBAL = "magnetic", "gimbal"
NO_DAY: Final = "photo_declination_no_day"


def of_file(fields: Mapping[str, Any], source: str | None) -> tuple[dict[str, Any], str]:
    """The direction of a photo as it is read.

    Args:
        fields: of the photo; numbers are possible ones.
        source: where its azimuth stands, ``exif`` or ``xmp``.

    Returns:
        Fields of ``NAMES``, none where the direction isn't known, and the code of why a
        magnetic azimuth could not be turned, or not as exactly as others; "" for none.
    """
    azimuth, yaw = fields.get("azimuth_deg"), fields.get("gimbal_yaw_deg")
    if azimuth is not None:
        if fields.get("azimuth_ref") == guard.MAGNETIC:
            return placed(fields, fields.get("lon"), fields.get("lat"))
        return {"azimuth_true_deg": azimuth, "azimuth_source": source or "exif"}, ""
    if yaw is None or looks_down(fields):
        return {}, ""
    return {"azimuth_true_deg": round(yaw % 360.0, 3) % 360.0, "azimuth_source": GIMBAL}, ""


def placed(fields: Mapping[str, Any], lon: Any, lat: Any) -> tuple[dict[str, Any], str]:
    """A magnetic azimuth turned for a place, nothing for other azimuths; with a remark's code.

    The day is the one that is best known: the satellites', the camera's, that of a file's name or
    a person's word. Where none is known it is the first of the newest model: a fixed day, so that
    two laptops turn one photo alike.
    """
    azimuth = number(fields.get("azimuth_deg"))
    if fields.get("azimuth_ref") != guard.MAGNETIC or azimuth is None:
        return {}, ""
    day = _day(fields)
    remark = "" if day else NO_DAY
    east, north = number(lon), number(lat)
    if east is None or north is None or abs(east) > 180 or abs(north) > 90:
        return {}, remark
    found = declination(east, north, day or NEWEST)
    if found.why_not:
        return {}, found.why_not
    return {
        "azimuth_true_deg": round((azimuth + found.deg) % 360.0, 2) % 360.0,
        "azimuth_source": MAGNETIC,
        "declination_deg": found.deg,
        "declination_model": found.model,
    }, remark or found.remark


def moved(fields: Mapping[str, Any], lon: Any, lat: Any) -> dict[str, Any]:
    """What changes of the direction with a place that is given later; all of ``NAMES`` or none.

    A photo whose azimuth is not a magnetic one keeps its direction, wherever it stands.
    """
    if fields.get("azimuth_ref") != guard.MAGNETIC or fields.get("azimuth_deg") is None:
        return {}
    turned, _ = placed(fields, lon, lat)
    return {name: turned.get(name) for name in NAMES}


def retimed(fields: Mapping[str, Any], taken: Mapping[str, Any]) -> dict[str, Any]:
    """What changes of the direction with a time that is said later; as :func:`moved`."""
    return moved({**fields, **taken}, fields.get("lon"), fields.get("lat"))


def looks_down(fields: Mapping[str, Any]) -> bool:
    """True where a drone's camera looks nearly straight down."""
    pitch = number(fields.get("pitch_deg"))
    return pitch is not None and pitch < STEEPEST_DEG


def azimuth_of(fields: Mapping[str, Any]) -> float | None:
    """The direction that geometry uses, from true north; None where nobody knows it.

    Older imports have no true one. What their files say is turned here where it is magnetic, and
    serves as it is where it is not; nothing that counts from magnetic north passes as true.
    """
    value = number(fields.get("azimuth_true_deg"))
    if value is None and fields.get("azimuth_ref") == guard.MAGNETIC:
        turned, _ = placed(fields, fields.get("lon"), fields.get("lat"))
        value = turned.get("azimuth_true_deg")
    elif value is None:
        value = number(fields.get("azimuth_deg"))
    return None if value is None else value % 360.0


def as_told(fields: Mapping[str, Any]) -> float | None:
    """The true direction, else what the file says: to be shown with what it counts from."""
    for name in ("azimuth_true_deg", "azimuth_deg"):
        value = number(fields.get(name))
        if value is not None:
            return value % 360.0
    return None


# The true direction of a row of ``photo``: whatever an event may hold, only a number is one, and
# one with more digits than a float holds, which SQLite reads as infinite, is none.
TRUE_SQL: Final = """
CASE WHEN json_type({photo}extra, '$.azimuth_true_deg') IN ('integer', 'real')
AND abs({photo}extra ->> 'azimuth_true_deg') < 9e999 THEN {photo}extra ->> 'azimuth_true_deg' END
"""


def _day(fields: Mapping[str, Any]) -> date | None:
    """The day by the satellites, else when it was taken by whatever tells that."""
    for name in ("gps_at", "taken_at"):
        try:
            return date.fromisoformat(str(fields.get(name))[:10])
        except ValueError:
            continue
    return None
