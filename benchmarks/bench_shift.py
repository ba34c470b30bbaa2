"""Whether a province's zones have a web map's shift, beside what one would write first.

Run: ``python benchmarks/bench_shift.py [--scale 1.0]``. The naive side measures every vertex of
sixty zones against every edge of the reference under the five named explanations, and takes the
least median; it has no notion of what can't be told. Both read the same shapes in one process.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench_geo import best, stars

from greenshield.geo import shift
from greenshield.geo.shift_hypotheses import NAMED
from greenshield.geo.shift_judge import judge


def naive(zones, known):
    """The explanation with the least median distance, in degrees."""
    lines = shapely.boundary(known)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    at = np.flatnonzero(line[1:] == line[:-1])
    tree = shapely.STRtree(shapely.linestrings(np.stack([xy[at], xy[at + 1]], axis=1)))
    vertices = shapely.get_coordinates(zones[:: max(1, len(zones) // 60)])
    medians = {}
    for named in NAMED:
        points = shapely.points(named.truth(vertices))
        _, far = tree.query_nearest(points, all_matches=False, return_distance=True)
        medians[named.name] = float(np.median(far))
    return min(medians, key=medians.__getitem__)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0)
    scale = parser.parse_args().scale
    rng = np.random.default_rng(20)
    known = stars(rng, max(int(3_000 * scale), 60), 1_500, 4_000, (122.0, 41.0, 131.0, 46.0))
    count = shapely.get_num_coordinates(known).sum()
    print(f"{len(known)} zones, {count} vertices, beside as many that are known")
    print(f"{'':<40}{'ours ms':>10}{'plain ms':>10}{'ratio':>9}")
    for label, there in (("right", None), ("gcj02", shift.to_gcj02), ("bd09", shift.to_bd09)):
        zones = known
        if there is not None:
            zones = shapely.transform(
                known, lambda xy, there=there: np.column_stack(there(*xy.T))
            )  # fmt: skip
        found, fast = best(lambda zones=zones: judge(zones, known), 3)
        plain, slow = best(lambda zones=zones: naive(zones, known), 1)
        if found.verdict != label or plain != label:
            raise SystemExit(f"{label}: {found.verdict}, plain {plain}")
        print(f"{label:<40}{fast * 1e3:>10.0f}{slow * 1e3:>10.0f}{slow / fast:>8.1f}x")


if __name__ == "__main__":
    main()
