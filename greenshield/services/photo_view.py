"""Where a photo was taken from and which way it looks, as far as it says."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain import dates
from greenshield.geo.camera import FOV_DEG
from greenshield.services.photo_direction import azimuth_of

_LONG_SIDE_MM: Final = 36.0  # of the frame that equivalent focal lengths speak of
_SHORT_SIDE_MM: Final = 24.0


@dataclass(frozen=True, slots=True)
class PhotoView:
    """The view of one photo; what it does not say is None or "".

    Attributes:
        name: of the file.
        day: on which it was taken, ISO, Chinese calendar.
        lon, lat: degrees EPSG:4490.
        azimuth_deg: which way it looks, clockwise from true north.
        azimuth_source: what that was made of, a code.
        fov_deg: the horizontal angle of view by the equivalent focal length.
        pitch_deg: above the horizon.
        altitude_m: as the file has it.
        error_m: how far off the position may be.
        position_source: a code.
    """

    sha256: str
    name: str = ""
    day: str = ""
    lon: float | None = None
    lat: float | None = None
    azimuth_deg: float | None = None
    azimuth_source: str = ""
    fov_deg: float | None = None
    pitch_deg: float | None = None
    altitude_m: float | None = None
    error_m: float | None = None
    position_source: str = ""

    @property
    def place(self) -> tuple[float, float] | None:
        """Longitude and latitude, None where it is not placed."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)

    @property
    def fov(self) -> float:
        """The angle of view, a phone's main camera's where the photo says none, degrees."""
        return FOV_DEG if self.fov_deg is None else self.fov_deg


def of_fields(sha256: str, get: Callable[[str], Any]) -> PhotoView:
    """The view that a photo's fields tell.

    Args:
        sha256: of the photo.
        get: gives a field's value by its name, None for none; values may be of any type.
    """
    lon, lat = _number(get("lon")), _number(get("lat"))
    if lon is None or lat is None:
        lon = lat = None
    names = ("azimuth_true_deg", "azimuth_deg")
    taken, offset = _text(get("taken_at")), _text(get("taken_at_offset"))
    return PhotoView(
        sha256,
        name=_text(get("name")),
        day=dates.china_time(taken, offset)[:10] if taken else "",
        lon=lon,
        lat=lat,
        azimuth_deg=azimuth_of({name: get(name) for name in names}),
        azimuth_source=_text(get("azimuth_source")),
        fov_deg=angle_of_view(get("focal_35mm"), get("width"), get("height")),
        pitch_deg=_number(get("pitch_deg")),
        altitude_m=_number(get("altitude_m")),
        error_m=_number(get("position_error_m")),
        position_source=_text(get("position_source")),
    )


def of_row(row: Mapping[str, Any]) -> PhotoView:
    """The view that a row of the table ``photo`` tells, with its column ``extra``."""
    extra = json.loads(row.get("extra") or "{}")
    return of_fields(str(row["sha256"]), {**extra, **row}.get)


def angle_of_view(focal_35mm: object, width: object = None, height: object = None) -> float | None:
    """The horizontal angle of view, degrees: 2 atan(w / 2f), w the frame's 36 mm, 24 upright.

    Equivalent focal lengths go by the frame's diagonal (CIPA DCG-001) or by its width, as makers
    please; between the two lie some degrees.

    Args:
        focal_35mm: mm, anything else for unknown.
        width: of the picture, pixels.
        height: of it.
    """
    focal = _number(focal_35mm)
    if focal is None or not 4.0 <= focal <= 2000.0:
        return None
    wide, high = _number(width), _number(height)
    upright = wide is not None and high is not None and high > wide
    side = _SHORT_SIDE_MM if upright else _LONG_SIDE_MM
    return round(math.degrees(2 * math.atan(side / (2 * focal))), 1)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
