"""The project's tracks, of which a file is read once photos of its time are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from greenshield.domain.errors import GreenShieldError
from greenshield.formats.tracks import read_track
from greenshield.geo.ellipsoid import Floats
from greenshield.project.project import Project
from greenshield.services.photo_trails import Trail, trails_of

_TRACKS: Final = """
SELECT sha256, min(name) AS name, (julianday(started_at) - 2440587.5) * 86400.0 AS start,
(julianday(ended_at) - 2440587.5) * 86400.0 AS stop
FROM track WHERE NOT void AND sha256 IS NOT NULL GROUP BY sha256 ORDER BY sha256
"""


@dataclass(slots=True)
class _Track:
    name: str
    start: float
    stop: float
    trails: list[Trail] | None = None  # None where it was not read yet


class Tracks:
    """The tracks of one project that hold times."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, _Track] = {}

    def refresh(self) -> None:
        """Asks which there are; what was read of a file stays."""
        known, self._known = self._known, {}
        for row in self._project.rows(_TRACKS):
            start, stop = row["start"], row["stop"]
            if start is None or stop is None:
                continue
            found = _Track(str(row["name"] or row["sha256"][:12]), start, stop)
            if row["sha256"] in known:
                found.trails = known[row["sha256"]].trails
            self._known[row["sha256"]] = found

    def between(self, moments: Floats) -> list[Trail]:
        """The trails of the tracks that were walked at one of some moments at least.

        Args:
            moments: seconds since 1970 UTC, shape (n,), NaN where unknown.
        """
        times = np.sort(moments[~np.isnan(moments)])
        out: list[Trail] = []
        for sha256, track in self._known.items():
            first, last = np.searchsorted(times, (track.start - 1.0, track.stop + 1.0))
            if first == last:
                continue
            if track.trails is None:
                track.trails = self._read(sha256, track.name)
            out += track.trails
        return out

    def _read(self, sha256: str, name: str) -> list[Trail]:
        """A track whose file is missing or broken tells nothing; ``verify`` names it."""
        path = self._project.media.find(sha256)
        if path is None:
            return []
        try:
            return trails_of(read_track(path), name, sha256)
        except GreenShieldError:
            return []
