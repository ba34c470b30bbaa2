"""What a track file becomes, and the collector that its readers fill."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from greenshield.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class Segment:
    """An unbroken run of points.

    Attributes:
        kind: ``track`` for what was walked, ``route`` for what was planned or drawn.
        name: as the file calls it.
        start: index of its first point.
        stop: index behind its last point.
    """

    kind: str
    name: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A single marked place; degrees, metres, ISO 8601 UTC. None where the file is silent."""

    lon: float
    lat: float
    ele: float | None
    time: str | None
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class TrackFile:
    """Points of a track file, in its own order.

    Attributes:
        file_format: ``gpx``, ``kml`` or ``nmea``.
        name: the track's own name, or "".
        lon: float64, shape (n,), degrees, WGS 84 as GPX, KML and NMEA prescribe.
        lat: float64, shape (n,), degrees.
        ele: float64, shape (n,), metres above the sea; NaN where unknown.
        time: datetime64[ms], shape (n,), UTC; NaT where unknown.
        segments: runs that cover all n points, each at least one point long.
        waypoints: single places beside them.
        problems: points that were left out, and why; the like are counted in one.
    """

    file_format: str
    name: str
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    ele: NDArray[np.float64]
    time: NDArray[np.datetime64]
    segments: tuple[Segment, ...]
    waypoints: tuple[Waypoint, ...]
    problems: tuple[Problem, ...]


def trouble_with(lon: float, lat: float) -> str:
    """The code of what is wrong with a position, or ""."""
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        return "track_point_out_of_range"
    return "track_point_zero_zero" if lon == 0 and lat == 0 else ""


def milliseconds(moment: datetime | None) -> int | None:
    """Milliseconds since 1970 UTC; a time without a zone is taken as UTC, as GPX prescribes."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


@dataclass(slots=True)
class Builder:
    """Collects points, segments and problems.

    Attributes:
        file: the file's name, for problems.
    """

    file: str
    lon: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    ele: list[float] = field(default_factory=list)
    time: list[int | None] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    waypoints: list[Waypoint] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    begun: int = 0

    def trouble(self, code: str, row: int) -> None:
        """Counts a point or line that was left out; its first row is remembered."""
        self.seen[code] += 1
        self.first.setdefault(code, row)

    def point(self, lon: float, lat: float, ele: float | None, time: int | None, row: int) -> bool:
        """Takes a point, or counts it as left out; says whether it was taken."""
        code = trouble_with(lon, lat)
        if code:
            self.trouble(code, row)
            return False
        self.lon.append(lon)
        self.lat.append(lat)
        self.ele.append(ele if ele is not None and math.isfinite(ele) else math.nan)
        self.time.append(time)
        return True

    def close(self, kind: str, name: str) -> None:
        """Ends the segment that the points since the last call make up."""
        if len(self.lon) > self.begun:
            self.segments.append(Segment(kind, name, self.begun, len(self.lon)))
            self.begun = len(self.lon)

    def waypoint(self, lon: float, lat: float, ele: float | None, time: str, name: str) -> None:
        """Takes a single place, or counts it as left out."""
        code = trouble_with(lon, lat)
        if code:
            self.trouble(code, len(self.waypoints) + 1)
            return
        usable = ele is not None and math.isfinite(ele)
        self.waypoints.append(Waypoint(lon, lat, ele if usable else None, time or None, name))

    def finish(self, file_format: str, name: str) -> TrackFile:
        """The finished value."""
        return TrackFile(
            file_format,
            name,
            np.array(self.lon, dtype=np.float64),
            np.array(self.lat, dtype=np.float64),
            np.array(self.ele, dtype=np.float64),
            np.array(
                [np.datetime64("NaT") if t is None else np.datetime64(t, "ms") for t in self.time],
                dtype="datetime64[ms]",
            ),
            tuple(self.segments),
            tuple(self.waypoints),
            tuple(
                Problem(code, self.file, self.first[code], params={"count": count}, fatal=True)
                for code, count in self.seen.items()
            ),
        )
