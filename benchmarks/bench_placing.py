"""10,000 photos placed by a track of 100,000 points of one day: ours beside gpxpy's own way.

Ours is ``photo_trails.spots``, which tells position, error and gap of each, and why there is none;
also with ten walkers at once, whose places are compared. Beside it stands ``get_location_at`` of
gpxpy, for a few photos and scaled up, which interpolates nothing. The floor is NumPy's ``interp``
of longitude and latitude, which knows neither gaps nor errors.

Run with ``python benchmarks/bench_placing.py [--photos N] [--points N] [--runs N]``. Medians; all
that is compared takes turns.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import gpxpy.gpx
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from greenshield.services.photo_trails import Trail, spots

START = datetime(2026, 5, 1, 0, 0, tzinfo=UTC)
DAY_MS = 86_400_000
GAP_MS = 600_000
FEW = 20


def track(points: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A walk of a day: milliseconds since 1970 UTC, degrees."""
    rng = np.random.default_rng(7)
    begin = round(START.timestamp() * 1000)
    ms = begin + np.linspace(0, DAY_MS, points).astype(np.int64)
    steps = rng.normal(0, 1e-5, (points, 2)).cumsum(axis=0)
    return ms, 126.3 + steps[:, 0], 43.2 + steps[:, 1]


def gpx_of(ms: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> gpxpy.gpx.GPX:
    """The same walk as gpxpy has it."""
    segment = gpxpy.gpx.GPXTrackSegment()
    for at, x, y in zip(ms.tolist(), lon.tolist(), lat.tolist(), strict=True):
        moment = datetime.fromtimestamp(at / 1000, UTC)
        segment.points.append(gpxpy.gpx.GPXTrackPoint(y, x, time=moment))
    out = gpxpy.gpx.GPX()
    out.tracks.append(gpxpy.gpx.GPXTrack())
    out.tracks[0].segments.append(segment)
    return out


def timed(call: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    ms, lon, lat = track(given.points)
    at = np.random.default_rng(8).integers(ms[0], ms[-1], given.photos)
    trail = Trail.of("walk", ms, lon, lat)
    walkers = [Trail(f"{n}", ms + n, lon + n * 1e-6, lat) for n in range(10)]
    document = gpx_of(ms, lon, lat)
    some = [START + timedelta(milliseconds=int(v - ms[0])) for v in at[:FEW]]
    ways: dict[str, Callable[[], object]] = {
        "floor: two np.interp": lambda: (np.interp(at, ms, lon), np.interp(at, ms, lat)),
        "ours, one track": lambda: spots([trail], at, GAP_MS),
        "ours, ten tracks at once": lambda: spots(walkers, at, GAP_MS),
        "gpxpy get_location_at": lambda: [document.get_location_at(m) for m in some],
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(given.runs):
        for name, way in ways.items():
            scale = given.photos / FEW if name.startswith("gpxpy") else 1.0
            taken[name].append(timed(way) * scale)
    for name, found in taken.items():
        print(f"{name:<28}{statistics.median(found) * 1000:>14,.1f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
