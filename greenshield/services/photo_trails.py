"""Where moments fall on the trails of those who walked: one trail at a time, never between two.

A trail is what one receiver recorded. Points of two walkers are never mixed: a position is told by
the trail that covers the moment, and where several do and stand apart, nothing is told. Nor is it
between two points so far apart that a photo could be anywhere on the way.
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
LEAP: Final = "photo_track_leap"  # between two points that are too far apart, or reached too fast
AMBIGUOUS: Final = "photo_track_ambiguous"  # several trails that tell different places
LEAST_ERROR_M: Final = 10.0
AGREE_M: Final = 50.0  # walkers this near to each other went together
# Five minutes on foot. A photo within a longer leg may be farther off than any rule set lets
# evidence stand outside its patch.
LONGEST_LEG_M: Final = 500.0
FASTEST_M_S: Final = 60.0  # cars, boats and drones of a patrol stay under 216 km/h
JITTER_M: Final = 50.0  # a receiver errs by as much from one second to the next


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

    def at(self, ms: Moments, gap_ms: int) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Where it was at some moments.

        Args:
            ms: milliseconds since 1970 UTC, shape (m,).
            gap_ms: between two points farther apart in time it tells nothing.

        Returns:
            Longitudes and latitudes in degrees, errors in metres, the seconds between the two
            points about a moment (0 on a point), and the metres between them where these are too
            many (``LONGEST_LEG_M``, ``FASTEST_M_S``), shape (m,) each. NaN where it tells
            nothing; the seconds are told in a gap too. As the error counts half the way between
            the two points, ``LEAST_ERROR_M`` at least: an estimate of ours, since a track's file
            tells none.
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
        near = inside & (span <= gap_ms)
        fast = (apart > JITTER_M) & (apart > FASTEST_M_S * span / 1000.0)
        leap = near & ((apart > LONGEST_LEG_M) | fast)
        told = near & ~leap
        return (
            np.where(told, lon, np.nan),
            np.where(told, lat, np.nan),
            np.where(told, error, np.nan),
            np.where(inside, span / 1000.0, np.nan),
            np.where(leap, apart, np.nan),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Where moments fall; arrays of shape (m,).

    Attributes:
        lon: degrees, NaN where no trail tells.
        lat: likewise.
        error_m: metres, NaN likewise.
        gap_s: seconds between the points about a moment; in a gap those of the shortest one.
        leap_m: metres between the points about a moment where these are too many, NaN elsewhere.
        trail: index of the trail that tells, or -1.
        other: index of one that tells another place, where it is ambiguous, or -1.
    """

    lon: Floats
    lat: Floats
    error_m: Floats
    gap_s: Floats
    leap_m: Floats
    trail: NDArray[np.int64]
    other: NDArray[np.int64]

    def why_not(self, at: int) -> str:
        """Why nothing is told of a moment: a code, or ``PLACED``."""
        if self.other[at] >= 0:
            return AMBIGUOUS
        if self.trail[at] >= 0:
            return PLACED
        if not np.isnan(self.leap_m[at]):
            return LEAP
        return OUTSIDE if np.isnan(self.gap_s[at]) else GAP


def spots(trails: Sequence[Trail], ms: Moments, gap_ms: int) -> Spots:
    """Where moments fall on some trails, whatever order these come in.

    Of trails that tell nearly the same place (``AGREE_M``, or their errors), each as the other,
    the one whose points are nearest in time tells it, and how far the others are counts as its
    error.

    Args:
        trails: each of one walker.
        ms: milliseconds since 1970 UTC, shape (m,).
        gap_ms: as of :meth:`Trail.at`.
    """
    size = len(ms)
    gap, leap = np.full(size, np.nan), np.full(size, np.nan)
    told = [np.empty((0, 6))]
    for number in sorted(range(len(trails)), key=lambda n: _rank(trails[n])):
        trail = trails[number]
        rows = np.flatnonzero((ms >= trail.ms[0]) & (ms <= trail.ms[-1]))
        if not len(rows):
            continue
        found = trail.at(ms[rows], gap_ms)
        gap[rows], leap[rows] = np.fmin(gap[rows], found[3]), np.fmin(leap[rows], found[4])
        tells = ~np.isnan(found[0])
        marks = (np.full(tells.sum(), number), rows[tells], *(f[tells] for f in found[:4]))
        told.append(np.column_stack(marks))
    return _agreed(np.concatenate(told), gap, leap)


def _agreed(told: Floats, gap: Floats, leap: Floats) -> Spots:
    """What several trails tell of each moment, all compared with all.

    Args:
        told: index of the trail, index of the moment, longitude, latitude, error and seconds
            between the points, shape (n, 6); of one moment in the order of the trails' ranks.
        gap: seconds between the points about each moment, NaN outside, shape (m,).
        leap: as of :class:`Spots`.
    """
    told = told[np.lexsort((told[:, 5], told[:, 1]))]
    number, row = told[:, 0].astype(np.int64), told[:, 1].astype(np.int64)
    lon, lat, error, gap_s = told[:, 2], told[:, 3], told[:, 4], told[:, 5]
    size = len(gap)
    out = [np.full(size, np.nan) for _ in range(3)]
    which, other = np.full(size, -1), np.full(size, -1)
    rows, first = np.unique(row, return_index=True)
    which[rows], gap[rows] = number[first], gap_s[first]
    for values, column in zip(out, (lon, lat, error), strict=True):
        values[rows] = column[first]
    best = first[np.searchsorted(rows, row)]
    away = metres(lon[best], lat[best], lon, lat)
    np.maximum.at(out[2], row, np.maximum(away, error))
    for shift in range(1, int(np.bincount(row).max(initial=0))):
        one, two = slice(None, -shift), slice(shift, None)
        off = metres(lon[one], lat[one], lon[two], lat[two])
        limit = np.maximum(AGREE_M, np.maximum(error[one], error[two]))
        apart = np.flatnonzero((row[one] == row[two]) & (off > limit))
        apart = apart[other[row[apart]] < 0][::-1]  # of several pairs of a moment the first stays
        which[row[apart]], other[row[apart]] = number[apart], number[apart + shift]
    clear = other < 0
    lon, lat, error = (np.where(clear, values, np.nan) for values in out)
    return Spots(lon, lat, error, gap, leap, which, other)


def _rank(trail: Trail) -> tuple[int, int, str, str, float]:
    """What trails are put in order by, so that what they tell hangs on nothing else."""
    return int(trail.ms[0]), int(trail.ms[-1]), trail.sha256, trail.name, float(trail.lon[0])


def trails_of(track: TrackFile, name: str, sha256: str = "") -> list[Trail]:
    """The trails in a file: its segments that hold times; routes only where nothing was recorded.

    Segments of one name that follow each other are one trail, for a receiver begins a new one after
    each loss of its signal; those that overlap in time, or are called otherwise, are of different
    receivers.
    """
    chains: list[list[slice]] = []
    ends: list[tuple[int, str]] = []
    for start, stop, part, called in _timed(track):
        fits = [n for n, (end, own) in enumerate(ends) if end <= start and own == called]
        if fits:
            latest = max(fits, key=lambda n: ends[n][0])
            chains[latest].append(part)
            ends[latest] = (stop, called)
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
