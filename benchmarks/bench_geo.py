"""Geometry beside what one would write first: areas, overlays, distances, the codec, matching.

Run: ``python benchmarks/bench_geo.py [--scale 1.0]``. Both sides run on the same shapes in one
process; each figure is the best of three runs (of one for the slow side), and the results are
compared before a ratio is printed. Scale 1 is a province: 35,000 patches, 3,000 zones.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import shapely
from pyproj import Geod

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from greenshield.geo import codec, measures
from greenshield.geo.matching import Candidates, PatchIndex, PhotoPlace
from greenshield.geo.nearest import nearest
from greenshield.geo.overlay import overlay

GEOD = Geod(a=6378137.0, rf=298.257222101)


def stars(rng, count, vertices, metres, box):
    """Star-shaped polygons, clustered as real patches are: four in five near 50 centres."""
    west, south, east, north = box
    centres = rng.uniform((west, south), (east, north), (50, 2))
    at = centres[rng.integers(0, 50, count)] + rng.normal(0, 0.05, (count, 2))
    free = rng.random(count) < 0.2
    at[free] = rng.uniform((west, south), (east, north), (int(free.sum()), 2))
    angles = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    wobble = 1 + 0.3 * np.sin(3 * angles + rng.uniform(0, 6, (count, 1)))
    radii = rng.lognormal(np.log(metres), 0.6, (count, 1)) * wobble
    east_m, north_m = radii * np.cos(angles), radii * np.sin(angles)
    x = at[:, :1] + np.degrees(east_m / 6.37e6) / np.cos(np.radians(at[:, 1:]))
    y = at[:, 1:] + np.degrees(north_m / 6.37e6)
    return shapely.polygons(np.stack([x, y], axis=-1))


def best(run, times):
    """The result and the least seconds of several runs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - start)
    return result, min(seconds)


def side_by_side(what, ours, naive, same):
    """Times both, checks that they agree, prints one line."""
    mine, fast = best(ours, 3)
    theirs, slow = best(naive, 1)
    if not same(mine, theirs):
        raise SystemExit(f"{what}: the results differ")
    print(f"{what:<58}{fast * 1e3:>10.0f}{slow * 1e3:>10.0f}{slow / fast:>8.1f}x")


def naive_overlay(patches, zones):
    """A tree, then one intersection and one Geod call a pair."""
    tree = shapely.STRtree(zones)
    found = {}
    for i, patch in enumerate(patches):
        for j in tree.query(patch, predicate="intersects"):
            piece = patch.intersection(zones[j])
            if piece.area > 0:
                found[i, int(j)] = abs(GEOD.geometry_area_perimeter(piece)[0])
    return found


def same_overlay(ours, theirs):
    pairs = zip(ours.patch_index.tolist(), ours.area_index.tolist(), strict=True)
    mine = dict(zip(pairs, ours.area_m2.tolist(), strict=True))
    whole = ours.patch_area_m2
    return mine.keys() == theirs.keys() and all(
        abs(m2 - theirs[pair]) <= 1e-4 * whole[pair[0]] + 1e-3 for pair, m2 in mine.items()
    )


def naive_nearest(patches, zones):
    """A tree of whole zones, nearest in degrees: what comes out is at times not the nearest."""
    return shapely.STRtree(zones).query_nearest(patches, all_matches=False)[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0)
    scale = parser.parse_args().scale
    rng = np.random.default_rng(20)
    box = (122.0, 41.0, 131.0, 46.0)
    patches = stars(rng, int(35_000 * scale), 40, 80, box)
    zones = stars(rng, max(int(3_000 * scale), 3), 1_500, 4_000, box)
    vertices = shapely.get_num_coordinates(zones).sum()
    print(f"{len(patches)} patches of 40 vertices, {len(zones)} zones, {vertices} vertices")
    print(f"{'':<58}{'ours ms':>10}{'plain ms':>10}{'ratio':>9}")
    middling = stars(rng, len(zones), 60, 10_000, box)
    coarse = stars(rng, len(zones), 12, 40_000, box)
    vast = stars(rng, len(zones), 12, 200_000, (90.0, 25.0, 120.0, 40.0))
    vast = vast[shapely.bounds(vast)[:, 3] < 60]
    every = (
        ("zones", zones), ("patches", patches), ("zones, edges of 1 km", middling),
        ("zones, edges of 20 km", coarse), ("zones, edges of 100 km", vast),
    )  # fmt: skip
    for name, shapes in every:
        side_by_side(
            f"area of all {name}: vectorised | Geod loop",
            lambda shapes=shapes: measures.areas_m2(shapes),
            lambda shapes=shapes: [abs(GEOD.geometry_area_perimeter(g)[0]) for g in shapes],
            lambda a, b: np.allclose(a, b, rtol=1e-9, atol=2e-4),
        )
    blobs = shapely.to_wkb(zones)
    side_by_side(
        "patches in zones with areas: overlay | tree + loop",
        lambda: overlay(patches, shapely.from_wkb(blobs)),
        lambda: naive_overlay(patches, shapely.from_wkb(blobs)),
        same_overlay,
    )
    some = patches[:1000]
    side_by_side(
        "nearest zone of 1,000 patches, in metres | tree, in degrees",
        lambda: nearest(some, zones),
        lambda: naive_nearest(some, zones),
        lambda a, b: float(np.mean(a.area_index == b)) > 0.5,
    )
    side_by_side(
        "GeoPackage blobs of all zones, write and read | bare WKB",
        lambda: codec.decode_many(codec.encode_many(zones)),
        lambda: shapely.from_wkb(shapely.to_wkb(zones)),
        lambda a, b: bool((a == b).all()),
    )
    middles = shapely.get_coordinates(shapely.centroid(patches))
    spots = middles[rng.integers(0, len(patches), int(100_000 * scale))]
    spots = spots + rng.normal(0, 0.001, spots.shape)
    photos = [PhotoPlace(x, y, float(a)) for (x, y), a in zip(
        spots.tolist(), rng.uniform(0, 360, len(spots)), strict=True)]  # fmt: skip
    _, built = best(lambda: PatchIndex(Candidates(patches)), 1)
    index = PatchIndex(Candidates(patches))
    ranked, seconds = best(lambda: index.rank_many(photos), 1)
    print(
        f"matching: index {built * 1e3:.0f} ms; {len(photos)} photos, {len(ranked.score)} pairs in "
        f"{seconds * 1e3:.0f} ms: {len(photos) / seconds:.0f} photos/s"
    )


if __name__ == "__main__":
    main()
