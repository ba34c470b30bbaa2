"""What is doubtful about a hundred thousand photos beside each other, and what a plain loop takes.

Run: ``python benchmarks/bench_trust.py [--scale 1.0]``. Twenty cameras, a photo a minute, one in a
thousand 9 km off. The plain side asks one thing of our seven alone: how fast each photo would have
been reached from the one before, by one geodesic a pair in a loop over the same rows.
"""

from __future__ import annotations

import argparse
import random
import sys
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

import pyproj

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench_geo import best

from greenshield.services import photo_trust_clock, photo_trust_place
from greenshield.services.photo_trust_series import Row, series_of

START = 1_777_777_200.0
GEOD = pyproj.Geod(ellps="GRS80")


def rows_of(count):
    made = random.Random(5)
    rows = []
    for n in range(count):
        camera, shot = divmod(n, max(1, count // 20))
        at = START + 60.0 * shot
        off = 0.08 if n % 1000 == 500 else 0.0
        rows.append(Row(
            sha256=f"{n:064x}", name=f"DSC_{shot:05d}.JPG", camera=(f"Camera #{camera}", "me"),
            by_serial=True, cam=at, local=at + 28_800.0, gps=at - made.random(),
            lon=126.0 + made.random() * 1e-4, lat=43.0 + shot * 1e-5 + off, error=5.0,
            azimuth=n * 40.0 % 360.0, zoned=1,
        ))  # fmt: skip
    made.shuffle(rows)
    return rows


def ours(rows):
    """The photos about which something is told."""
    series = series_of(rows)
    told = (*photo_trust_clock.doubts(series), *photo_trust_place.doubts(series, ()))
    return {series.sha256[at] for at, _, _ in told}


def plain(rows):
    """The photos reached faster than 60 m/s from the one before."""
    found = set()
    for one, other in pairwise(sorted(rows, key=attrgetter("camera", "gps"))):
        if one.camera == other.camera:
            away = GEOD.inv(one.lon, one.lat, other.lon, other.lat)[2]
            if away > 60.0 * max(1.0, other.gps - one.gps) + 300.0:
                found.add(other.sha256)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0)
    rows = rows_of(int(100_000 * parser.parse_args().scale))
    camera = [row for row in rows if row.camera == rows[0].camera]
    print(f"{'':<44}{'ours ms':>10}{'plain ms':>10}{'ratio':>9}")
    for label, some in (("all", rows), ("one camera, as after a photo came", camera)):
        found, fast = best(lambda some=some: ours(some), 3)
        loop, slow = best(lambda some=some: plain(some), 3)
        if not found <= loop or len(found) != len(some) // 1000:
            raise SystemExit(f"{label}: {len(found)} found, {len(loop)} by the loop")
        told = f"{len(some)} photos, {label}"
        print(f"{told:<44}{fast * 1e3:>10.0f}{slow * 1e3:>10.0f}{slow / fast:>8.1f}x")


if __name__ == "__main__":
    main()
