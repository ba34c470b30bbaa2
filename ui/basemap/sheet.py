"""A basemap as the window knows it: what its file says, and how the user wants it shown."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

Box = tuple[float, float, float, float]

WORLD = 20037508.342789244  # metres from the middle of Web Mercator to its edge
SIZE = 512  # pixels of a piece's side
FINEST_ZOOM = 24


@dataclass(frozen=True, slots=True)
class Sheet:
    """One basemap.

    Attributes:
        item: as ``basemap_list.items`` tells it.
        visible: whether it is shown.
        opacity: 0 to 1.
    """

    item: dict[str, Any]
    visible: bool = True
    opacity: float = 1.0

    @property
    def id(self) -> str:
        """Its id in the project."""
        return str(self.item["id"])

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.item["name"])

    @property
    def date(self) -> str:
        """Of which day, month or year it is; ISO text, or ""."""
        return str(self.item["date"])

    @property
    def is_sound(self) -> bool:
        """Whether its file can be read here."""
        return bool(self.item["status"] == "ok")

    @property
    def box(self) -> Box:
        """What it covers: min x, min y, max x, max y, Web Mercator metres."""
        west, south, east, north = self.item["box"]
        return west, south, east, north

    @property
    def focus(self) -> Box:
        """Where to look at it."""
        west, south, east, north = self.item["bounds"]
        return *_metres(west, south), *_metres(east, north)

    def with_looks(self, *, visible: bool | None = None, opacity: float | None = None) -> Sheet:
        """Shown in another way."""
        return replace(
            self,
            visible=self.visible if visible is None else visible,
            opacity=self.opacity if opacity is None else opacity,
        )

    def zoom_for(self, pixel: float) -> int | None:
        """The zoom whose pieces show best where a pixel is so many metres; None: too far off."""
        if pixel > self.item["coarsest_m"]:
            return None
        wanted = min(zoom_of(pixel * 1.25), zoom_of(self.item["finest_m"] * 1.01))
        while wanted > 0 and metres_a_pixel(wanted) > self.item["coarsest_m"]:
            wanted += 1
        return min(max(wanted, 0), FINEST_ZOOM)


def metres_a_pixel(zoom: int) -> float:
    """How long a pixel of a piece of this zoom is."""
    return 2 * WORLD / (1 << zoom) / SIZE


def zoom_of(pixel: float) -> int:
    """The coarsest zoom whose pieces' pixels are at most so long."""
    return max(0, math.ceil(math.log2(2 * WORLD / SIZE / pixel) - 1e-9))


def _metres(lon: float, lat: float) -> tuple[float, float]:
    radius = WORLD / math.pi
    return radius * math.radians(lon), radius * math.asinh(math.tan(math.radians(lat)))
