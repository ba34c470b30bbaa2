"""What of a track was walked in a patrol's days; its file tells where it reaches beyond them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain import dates
from greenshield.domain.errors import GreenShieldError
from greenshield.formats.tracks import read_track
from greenshield.formats.tracks_build import TrackFile
from greenshield.geo import codec
from greenshield.project.project import Project

_AHEAD_OF_UTC: Final = np.timedelta64(8, "h")  # Chinese time, as ``dates.CHINA``
_A_DAY: Final = np.timedelta64(24, "h")


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a patrol, as they count for its tracks.

    Attributes:
        first: ISO, "" for none.
        last: that of its plan, or of its end where that is later; "" for none.
    """

    first: str
    last: str

    @classmethod
    def of(cls, plan: Mapping[str, Any]) -> Days:
        """Of a row with ``planned_from``, ``planned_to`` and ``done_on``."""
        return cls(plan["planned_from"] or "", max(plan["planned_to"] or "", plan["done_on"] or ""))

    def touch(self, track: Mapping[str, Any]) -> bool:
        """Whether some of a track may have been walked in them.

        One without times may: nobody can say that it was not.
        """
        begin, end = dates.day_of(track["started_at"]), dates.day_of(track["ended_at"])
        if begin is None or end is None:
            return True
        return (not self.last or begin <= self.last) and end >= self.first

    def hold(self, track: Mapping[str, Any]) -> bool:
        """Whether all of a track lies in them, or it tells no time."""
        begin, end = dates.day_of(track["started_at"]), dates.day_of(track["ended_at"])
        if begin is None or end is None:
            return True
        return begin >= self.first and (not self.last or end <= self.last)


def walked(project: Project, track: Mapping[str, Any], days: Days) -> tuple[BaseGeometry, bool]:
    """The lines of a track that were walked in some days, degrees; False where nobody can tell.

    Then it is the whole track: its file, which alone has the times, is not here or can't be read.

    Args:
        project: where its file is kept.
        track: a row with ``geom``, ``sha256``, ``started_at`` and ``ended_at``.
        days: of the patrol.
    """
    whole = codec.decode(track["geom"])
    if days.hold(track):
        return whole, True
    path = project.media.find(str(track["sha256"] or ""))
    if path is None:
        return whole, False
    try:
        return _between(read_track(path), days), True
    except GreenShieldError:
        return whole, False


def _between(track: TrackFile, days: Days) -> BaseGeometry:
    """The runs of points that lie in some days; a point without a time is in none."""
    inside = ~np.isnat(track.time)
    if days.first:
        inside &= track.time >= _midnight(days.first)
    if days.last:
        inside &= track.time < _midnight(days.last) + _A_DAY
    lonlat = np.column_stack([track.lon, track.lat])
    lines = []
    for segment in track.segments:
        part = inside[segment.start : segment.stop]
        edges = np.flatnonzero(np.diff(np.concatenate([[False], part, [False]]).astype(np.int8)))
        for start, stop in edges.reshape(-1, 2) + segment.start:
            if stop - start > 1:
                lines.append(lonlat[start:stop])
    return shapely.MultiLineString(lines)


def _midnight(day: str) -> np.datetime64:
    """The moment at which a Chinese calendar day begins, UTC."""
    return np.datetime64(day, "ms") - _AHEAD_OF_UTC
