"""Where somebody stands: typed, from a receiver's file, or from the newest thing that came in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from greenshield.domain import dates
from greenshield.domain.guards.photos import MEASURED_POSITIONS
from greenshield.formats.tracks import read_track
from greenshield.geo import codec
from greenshield.project.project import Project
from greenshield.services import calendar, lookup, photo_proven, positions
from greenshield.services.photo_facts import OFFSET_SQL

TYPED, FILE, PHOTO, TRACK = "typed", "file", "photo", "track"

_PHOTOS: Final = f"""
SELECT sha256, lon, lat, taken_at, taken_at_source, warnings, {OFFSET_SQL} FROM photo
WHERE NOT void AND lon IS NOT NULL AND taken_at IS NOT NULL
AND position_source IN (SELECT value FROM json_each(?))
AND substr(taken_at, 1, 10) <= ? ORDER BY taken_at DESC LIMIT 1000
"""
_TRACKS: Final = """
SELECT name, ended_at, geom FROM track WHERE NOT void AND ended_at IS NOT NULL AND geom IS NOT NULL
AND substr(ended_at, 1, 10) <= ? ORDER BY ended_at DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Here:
    """A place where somebody stands, or stood last.

    Attributes:
        lon, lat: degrees EPSG:4490.
        source: ``TYPED``, ``FILE``, ``PHOTO`` or ``TRACK``.
        name: of the file or track, hash of the photo, or "".
        at: when, Chinese time, ISO without an offset, "" where unknown.
    """

    lon: float
    lat: float
    source: str
    name: str = ""
    at: str = ""

    @property
    def place(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.lon, self.lat


def typed(project: Project, text: str) -> Here:
    """A place that somebody typed, in any notation that ``services.positions`` reads.

    Raises:
        UsageError: it can't be read.
    """
    found = positions.read(text, division=lookup.division(project))
    return Here(found.lon, found.lat, TYPED)


def last_of(path: Path) -> Here:
    """The last place in a receiver's file: GPX, KML, KMZ, or an NMEA log that still grows.

    Raises:
        UnreadableError, SurroundingsError: as ``formats.tracks.read_track``.
    """
    found = read_track(path)
    if not len(found.lon):
        last = found.waypoints[-1]
        return Here(last.lon, last.lat, FILE, path.name, _local(last.time))
    timed = ~np.isnat(found.time)
    at = int(np.argmax(np.where(timed, found.time, found.time.min()))) if timed.all() else -1
    moment = found.time[at]
    time = None if np.isnat(moment) else f"{np.datetime_as_string(moment, unit='s')}+00:00"
    return Here(float(found.lon[at]), float(found.lat[at]), FILE, path.name, _local(time))


def newest(project: Project) -> Here | None:
    """Where the newest photo was taken whose place was measured, or where the newest track ends.

    None where the project has neither. A clock ahead of today's makes nothing the newest, nor does
    a time that proves nothing.
    """
    today = calendar.today()
    tomorrow = (date.fromisoformat(today) + timedelta(days=1)).isoformat()  # somewhere on Earth
    found = [
        Here(row["lon"], row["lat"], PHOTO, row["sha256"], at)
        for row in project.rows(_PHOTOS, json.dumps(sorted(MEASURED_POSITIONS)), tomorrow)
        if (at := _shot_at(row))[:10] <= today and _is_proven(row)
    ]
    for row in project.rows(_TRACKS, tomorrow):
        ends = shapely.get_coordinates(codec.decode(row["geom"]))
        if len(ends):
            lon, lat = (float(v) for v in ends[-1])
            found.append(Here(lon, lat, TRACK, row["name"] or "", _local(row["ended_at"])))
    return max(found, key=lambda here: here.at, default=None)


def _is_proven(row: dict[str, Any]) -> bool:
    warnings = json.loads(row["warnings"]) if row["warnings"] else None
    return photo_proven.is_proven(row["taken_at_source"], warnings)


def _shot_at(row: dict[str, Any]) -> str:
    return dates.china_time(row["taken_at"], row["taken_at_offset"] or "")


def _local(time: str | None) -> str:
    return dates.china_time(time, "+00:00") if time else ""
