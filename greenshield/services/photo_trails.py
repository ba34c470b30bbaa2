"""Where moments fall on the trails of those who walked: one trail at a time, never between two.

A trail is what one receiver recorded. Points of two walkers are never mixed: a position is told by
the trail that covers the moment, and where several do and stand apart, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from greenshield.formats.tracks import TrackFile
from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

Moments = NDArray[np.int64]

PLACED: Final = ""
OUTSIDE: Final = "photo_track_outside"  # before the first point or after the last one of all trails
GAP: Final = "photo_track_gap"  # between two points that are too long apart
AMBIGUOUS: Final = "photo_track_ambiguous"  # several trails that tell different places
LEAST_ERROR_M: Final = 10.0
AGREE_M: Final = 50.0  # walkers this near to each other went together


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """What one receiver recorded.

    Attributes:
        name: what a person calls it, such as its file.
        ms: milliseconds since 1970 UTC, shape (n,), rising.
        lon: degrees, shape (n,).
        lat: degrees, shape (n,).
        sha256: of its file, "" where it has none.
    """

    name: str
    ms: Moments
    lon: Floats
    lat: Floats
    sha256: str = ""

    @classmethod
    def of(cls, name: str, ms: Moments, lon: Floats, lat: Floats, sha256: str = "") -> Trail:
        """Puts points in order of time; of several at one moment the first stays."""
        _, first = np.unique(ms, return_index=True)
        return cls(name, ms[first], lon[first], lat[first], sha256)

    def at(self, ms: Moments, gap_ms: int) -> tuple[Floats, Floats, Floats, Floats]:
        """Where it was at some moments.

        Args:
            ms: milliseconds since 1970 UTC, shape (m,).
            gap_ms: between two points farther apart in time it tells nothing.

        Returns:
            Longitudes and latitudes in degrees, errors in metres, and the seconds between the
            two points about a moment (0 on a point), shape (m,) each. NaN where it tells nothing;
            the seconds are told in a gap too. As the error counts half the way between the two
            points, ``LEAST_ERROR_M`` at least: an estimate of ours, since a track's file tells
            none.
        """
        last = len(self.ms) - 1
        after = np.clip(np.searchsorted(self.ms, ms), 0, last)
        before = np.where(self.ms[after] == ms, after, np.maximum(after - 1, 0))
        inside = (ms >= self.ms[0]) & (ms <= self.ms[last])
        span = (self.ms[after] - self.ms[before]).astype(np.float64)
        share = np.divide(ms - self.ms[before], span, out=np.zeros(len(ms)), where=span > 0)
        turn = (self.lon[after] - self.lon[before] + 180.0) % 360.0 - 180.0
        lon = (self.lon[before] + share * turn + 180.0) % 360.0 - 180.0
        lat = self.lat[before] + share * (self.lat[after] - self.lat[before])
        apart = metres(self.lon[before], self.lat[before], self.lon[after], self.lat[after])
        error = np.maximum(LEAST_ERROR_M, apart / 2)
        told = inside & (span <= gap_ms)
        return (
            np.where(told, lon, np.nan),
            np.where(told, lat, np.nan),
            np.where(told, error, np.nan),
            np.where(inside, span / 1000.0, np.nan),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Where moments fall; arrays of shape (m,).

    Attributes:
        lon: degrees, NaN where no trail tells.
        lat: likewise.
        error_m: metres, NaN likewise.
        gap_s: seconds between the points about a moment; in a gap those of the shortest one.
        trail: index of the trail that tells, or -1.
        other: index of one that tells another place, where it is ambiguous, or -1.
    """

    lon: Floats
    lat: Floats
    error_m: Floats
    gap_s: Floats
    trail: NDArray[np.int64]
    other: NDArray[np.int64]

    def why_not(self, at: int) -> str:
        """Why nothing is told of a moment: a code, or ``PLACED``."""
        if self.other[at] >= 0:
            return AMBIGUOUS
        if self.trail[at] >= 0:
            return PLACED
        return OUTSIDE if np.isnan(self.gap_s[at]) else GAP


def spots(trails: Sequence[Trail], ms: Moments, gap_ms: int) -> Spots:
    """Where moments fall on some trails.

    Of trails that tell nearly the same place (``AGREE_M``, or their errors) the one whose points
    are nearest in time tells it, and how far the others are counts as its error.

    Args:
        trails: each of one walker.
        ms: milliseconds since 1970 UTC, shape (m,).
        gap_ms: as of :meth:`Trail.at`.
    """
    size = len(ms)
    lon, lat, error, gap = (np.full(size, np.nan) for _ in range(4))
    which, other = np.full(size, -1), np.full(size, -1)
    for number, trail in enumerate(trails):
        rows = np.flatnonzero((ms >= trail.ms[0]) & (ms <= trail.ms[-1]))
        if not len(rows):
            continue
        found = trail.at(ms[rows], gap_ms)
        told, known = ~np.isnan(found[0]), which[rows] >= 0
        off = metres(lon[rows], lat[rows], found[0], found[1])
        both = told & known
        apart = both & (off > np.fmax(AGREE_M, np.fmax(error[rows], found[2])))
        other[rows[apart]] = number
        better = told & (~known | (found[3] < gap[rows]))
        widest = np.where(both, np.fmax(off, np.fmax(error[rows], found[2])), found[2])
        error[rows[told]] = widest[told]
        lon[rows[better]], lat[rows[better]] = found[0][better], found[1][better]
        nearer = better | (~told & ~known & ~(gap[rows] <= found[3]))
        gap[rows[nearer]] = found[3][nearer]
        which[rows[better]] = number
    clear = other < 0
    lon, lat, error = (np.where(clear, values, np.nan) for values in (lon, lat, error))
    return Spots(lon, lat, error, gap, which, other)


def trails_of(track: TrackFile, name: str, sha256: str = "") -> list[Trail]:
    """The trails in a file: its segments that hold times; routes only where nothing was recorded.

    Segments that follow each other are one trail, for a receiver begins a new one after each loss
    of its signal; those that overlap in time are of different receivers.
    """
    chains: list[list[slice]] = []
    ends: list[tuple[int, str]] = []
    for start, stop, part, called in _timed(track):
        fits = [n for n, (end, _) in enumerate(ends) if end <= start]
        fits.sort(key=lambda n: (ends[n][1] != called, -ends[n][0]))
        if fits:
            chains[fits[0]].append(part)
            ends[fits[0]] = (stop, called)
        else:
            chains.append([part])
            ends.append((stop, called))
    out = []
    for number, chain in enumerate(chains):
        label = name if len(chains) == 1 else f"{name} · {ends[number][1] or number + 1}"
        ms, lon, lat = (
            np.concatenate([values[part] for part in chain])
            for values in (track.time.astype("datetime64[ms]"), track.lon, track.lat)
        )
        timed = ~np.isnat(ms)
        out.append(Trail.of(label, ms[timed].astype(np.int64), lon[timed], lat[timed], sha256))
    return out


def _timed(track: TrackFile) -> Iterator[tuple[int, int, slice, str]]:
    """First and last moment, place and name of the recorded segments that hold times, in order."""
    found: dict[bool, list[tuple[int, int, slice, str]]] = {True: [], False: []}
    for segment in track.segments:
        part = slice(segment.start, segment.stop)
        times = track.time[part]
        times = times[~np.isnat(times)].astype("datetime64[ms]").astype(np.int64)
        if len(times):
            row = (int(times.min()), int(times.max()), part, segment.name)
            found[segment.kind == "track"].append(row)
    yield from sorted(found[True] or found[False], key=lambda one: one[:2])


def metres(lon: Floats, lat: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Distances between near places, shape (m,): on the sphere of the ellipsoid's radii there."""
    m, p = ellipsoid.radii(np.radians((lat + lat2) / 2))
    east = ellipsoid.wrapped(np.radians(lon2 - lon)) * p
    out: Floats = np.hypot(east, np.radians(lat2 - lat) * m)
    return out
