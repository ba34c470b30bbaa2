"""How much of their routes patrols walked: tracks of 10,000 points, from the project's blobs.

Run with ``python -m benchmarks patrols``. A route of 48 km follows each track by some twenty
metres, as people walk it. Beside it what one writes first: the track buffered and taken off, in
degrees, so not even metres. Both take turns; processor milliseconds a patrol, the least of
all turns.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from greenshield.geo import codec, coverage

CORRIDOR = 100.0
DEGREES = 0.001  # about the corridor
AT = (126.3, 43.2)


def made(rng, count, points):
    """Routes, and tracks as the project's tables hold them; one in four leaves half of it out."""
    routes, tracks = [], []
    for n in range(count):
        step = rng.normal((6e-5, 0.0), 3e-5, (points, 2))
        xy = np.cumsum(step, axis=0) + AT
        bends = xy[::200] + rng.normal(0.0, 2e-4, (len(xy[::200]), 2))
        routes.append(shapely.LineString(bends))
        walked = xy[: points // 2] if n % 4 == 0 else xy
        tracks.append(codec.encode(shapely.MultiLineString([walked])))
    return routes, tracks


def ours(route, blob):
    return coverage.of_route(route, [codec.decode(blob)], CORRIDOR).covered_m


def buffered(route, blob):
    return route.difference(codec.decode(blob).buffer(DEGREES)).length


def timed(work, routes, tracks):
    """Processor milliseconds for each patrol."""
    start = time.process_time()
    for route, track in zip(routes, tracks, strict=True):
        work(route, track)
    return (time.process_time() - start) * 1000 / len(routes)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--patrols", type=int, default=40)
    parser.add_argument("--points", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=5)
    args = parser.parse_args()
    routes, tracks = made(np.random.default_rng(6), args.patrols, args.points)
    mine, plain = [], []
    for _ in range(args.turns):
        mine.append(timed(ours, routes, tracks))
        few = slice(0, max(1, args.patrols // 10))
        plain.append(timed(buffered, routes[few], tracks[few]))
    ratio = min(mine) / min(plain)
    print(f"{args.patrols} patrols, {args.points} points each, processor time a patrol")
    print(f"covered {min(mine):8.2f} ms   track buffered {min(plain):8.1f} ms   {ratio:.3f} x")


if __name__ == "__main__":
    main()
