"""What a photo's fields tell of its view: direction, angle, ground under a drone, camera, moment.

Rows of the table ``photo`` and fields of a photo that is being imported are read alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from greenshield.domain import dates
from greenshield.domain.field_spec import number
from greenshield.domain.guards.photos import MEASURED_TIMES
from greenshield.geo.camera import FOV_DEG, angle_of_view
from greenshield.geo.matching import PhotoPlace
from greenshield.services.photo_cameras import camera_of
from greenshield.services.photo_direction import azimuth_of, looks_down
from greenshield.services.photo_facts import taken_on

HAND: Final = "hand"
_SATELLITES: Final = "gps"
_OF_EXTRA: Final = (
    "azimuth_true_deg", "gps_at", "focal_35mm", "pitch_deg", "relative_altitude_m", "dop",
    "taken_at_offset", "camera_serial", "taker", "orientation",
)  # fmt: skip

# Columns of ``photo p`` that :func:`place_of` reads.
PLACE_SQL: Final = """
p.lon, p.lat, p.azimuth_deg, p.azimuth_ref, p.position_error_m, p.taken_at, p.taken_at_source,
p.position_source, p.width, p.height, p.make, p.model, """ + ", ".join(
    f"p.extra ->> '$.{name}' AS {name}" for name in _OF_EXTRA
)


def place_of(fields: Mapping[str, Any]) -> PhotoPlace | None:
    """A photo's fields as matching takes them; None where it is not placed.

    One that a person placed lends its neighbours nothing, nor takes from them, and what its
    receiver told of another place is left out.
    """
    lon, lat = number(fields.get("lon")), number(fields.get("lat"))
    if lon is None or lat is None:
        return None
    by_hand = fields.get("position_source") == HAND
    down, offset = looks_down(fields), fields.get("taken_at_offset")
    return PhotoPlace(
        lon,
        lat,
        azimuth_deg=None if down else azimuth_of(fields),
        error_m=number(fields.get("position_error_m")),
        taken_on=taken_on(fields.get("taken_at"), offset if isinstance(offset, str) else None),
        fov_deg=fov_deg(fields),
        dop=None if by_hand else number(fields.get("dop")),
        footprint_m=footprint_m(fields) if down else None,
        camera="" if by_hand else hand_of(fields),
        moment_s=moment_s(fields),
        by_hand=by_hand,
    )


def fov_deg(fields: Mapping[str, Any]) -> float:
    """The horizontal angle of view, degrees; that of a phone where the photo doesn't tell.

    A picture that is turned to be seen (EXIF orientation 5 to 8) was taken upright: what is its
    height as stored lies level.
    """
    focal = number(fields.get("focal_35mm"))
    if focal is None:
        return FOV_DEG
    wide, high = number(fields.get("width")) or 0.0, number(fields.get("height")) or 0.0
    if fields.get("orientation") in (5, 6, 7, 8):
        wide, high = high, wide
    return angle_of_view(focal, wide, high)


def footprint_m(fields: Mapping[str, Any]) -> float | None:
    """Half the width of the ground below a drone's camera that looks down; None where unknown."""
    height = number(fields.get("relative_altitude_m"))
    if height is None or height <= 0:
        return None
    return height * math.tan(math.radians(min(fov_deg(fields), 150.0) / 2))


def hand_of(fields: Mapping[str, Any]) -> str:
    """Which camera, in whose hand, took a photo; "" where nothing is told of either."""
    taker = fields.get("taker")
    told = [camera_of(fields), taker.strip() if isinstance(taker, str) else ""]
    return "\n".join(told) if any(told) else ""


def moment_s(fields: Mapping[str, Any]) -> float | None:
    """The camera's own time in seconds, where a device measured it: to compare with its others.

    What is told by satellites alone is brought to the clock of most cameras here.
    """
    taken, source = fields.get("taken_at"), fields.get("taken_at_source")
    if source not in MEASURED_TIMES or not isinstance(taken, str):
        return None
    if source == _SATELLITES:
        offset = fields.get("taken_at_offset")
        taken = dates.china_time(taken, offset if isinstance(offset, str) else "")
    try:
        at = datetime.fromisoformat(taken)
    except ValueError:
        return None
    if at.tzinfo is not None:
        at = at.astimezone(dates.CHINA)
    return at.replace(tzinfo=UTC).timestamp()
