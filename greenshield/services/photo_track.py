"""Where a photo without a position was taken, by the track of who walked with the camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from greenshield.domain.errors import UnreadableError
from greenshield.formats.tracks import read_track
from greenshield.geo.distances import distance_m
from greenshield.services.photo_facts import Fields, by_camera_clock, moment_utc

GAP: Final = timedelta(minutes=10)
_LEAST_ERROR_M: Final = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """The timed points of some tracks, in order of time.

    Attributes:
        ms: milliseconds since 1970 UTC, shape (n,), rising.
        lon: degrees, shape (n,).
        lat: degrees, shape (n,).
        clock_offset: what is added to the camera's clock to have the true time.
    """

    ms: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    clock_offset: timedelta = timedelta(0)

    @classmethod
    def read(cls, files: Sequence[Path], clock_offset: timedelta = timedelta(0)) -> Walk:
        """Reads track files; points without a time are left out.

        Raises:
            UnreadableError: one is no track (codes of ``read_track``), or has no times
                (``track_without_times``).
            SurroundingsError: no permission.
        """
        parts = []
        for file in files:
            found = read_track(file)
            timed = ~np.isnat(found.time)
            if not timed.any():
                raise UnreadableError("track_without_times", file=file.name)
            ms = found.time[timed].astype("datetime64[ms]").astype(np.int64)
            parts.append((ms, found.lon[timed], found.lat[timed]))
        ms = np.concatenate([p[0] for p in parts])
        lon = np.concatenate([p[1] for p in parts])
        lat = np.concatenate([p[2] for p in parts])
        _, first = np.unique(ms, return_index=True)
        return cls(ms[first], lon[first], lat[first], clock_offset)

    def place(self, fields: Fields) -> Fields:
        """The fields that place a photo by its time; none where the track does not tell.

        Between two points at most ``GAP`` apart the position is interpolated. As its error
        counts half the way between them, 10 m at least: an estimate of ours, since a
        track's file tells none.
        """
        at = moment_utc(fields)
        if at is None:
            return {}
        by_clock = by_camera_clock(fields)
        found = self._at(at + self.clock_offset if by_clock else at)
        if found is None:
            return {}
        lon, lat, error = found
        warnings = [*fields.get("warnings", []), ["photo_placed_by_track", {"error_m": error}]]
        if by_clock and self.clock_offset:
            seconds = int(self.clock_offset.total_seconds())
            warnings.append(["photo_clock_offset", {"seconds": seconds}])
        return {
            "lon": lon, "lat": lat, "position_source": "track", "position_error_m": error,
            "warnings": warnings,
        }  # fmt: skip

    def _at(self, moment: datetime) -> tuple[float, float, float] | None:
        """Degrees lon, lat and an error in metres; None before, after, or in a gap."""
        at = round(moment.timestamp() * 1000)
        after = int(np.searchsorted(self.ms, at))
        if after < len(self.ms) and self.ms[after] == at:
            return float(self.lon[after]), float(self.lat[after]), _LEAST_ERROR_M
        if after in (0, len(self.ms)):
            return None
        start, stop = int(self.ms[after - 1]), int(self.ms[after])
        if stop - start > GAP / timedelta(milliseconds=1):
            return None
        share = (at - start) / (stop - start)
        here, there = self._point(after - 1), self._point(after)
        lon = here[0] + share * _turn(here[0], there[0])
        lat = here[1] + share * (there[1] - here[1])
        apart = _metres(here, there)
        lon = (lon + 180.0) % 360.0 - 180.0
        return round(lon, 9), round(lat, 9), round(max(_LEAST_ERROR_M, apart / 2), 1)

    def _point(self, index: int) -> tuple[float, float]:
        return float(self.lon[index]), float(self.lat[index])


def _turn(west: float, east: float) -> float:
    """The shorter way round from one longitude to another, degrees."""
    return (east - west + 180.0) % 360.0 - 180.0


def _metres(here: tuple[float, float], there: tuple[float, float]) -> float:
    return distance_m(*here, shapely.Point(there))
