"""Where a photo was taken from and which way it looks, as far as it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain import dates
from greenshield.domain.field_spec import number
from greenshield.geo.camera import FOV_DEG
from greenshield.services import photo_view
from greenshield.services.photo_direction import azimuth_of, looks_down

_READ: Final = (
    "lon", "lat", "azimuth_true_deg", "azimuth_deg", "azimuth_ref", "gps_at", "taken_at",
    "pitch_deg", "focal_35mm", "width", "height", "orientation",
)  # fmt: skip


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
    fields = {name: get(name) for name in _READ}
    lon, lat = number(fields["lon"]), number(fields["lat"])
    if lon is None or lat is None:
        lon = lat = None
    taken, offset = _text(get("taken_at")), _text(get("taken_at_offset"))
    return PhotoView(
        sha256,
        name=_text(get("name")),
        day=dates.china_time(taken, offset)[:10] if taken else "",
        lon=lon,
        lat=lat,
        azimuth_deg=None if looks_down(fields) else azimuth_of(fields),
        azimuth_source=_text(get("azimuth_source")),
        fov_deg=None if fields["focal_35mm"] is None else photo_view.fov_deg(fields),
        pitch_deg=number(fields["pitch_deg"]),
        altitude_m=number(get("altitude_m")),
        error_m=number(get("position_error_m")),
        position_source=_text(get("position_source")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
