"""100,000 photos matched to 35,000 patches, beside what one would write with shapely or geopandas.

Run: ``python -m benchmarks matching [--scale 1.0]``. Ours is ``PatchIndex.rank_many``, by which
photos are tied at an import and suggested: patches within 500 m and the position's error, metres
on the ellipsoid, view wedge, assignment, DOP, burst neighbours; and ``standing_out``, which ranks
them and tells the ties with their reasons, as an import does. Beside it a
plain loop over an STRtree (the nearest patch of each photo, no view, no time, no second choice),
and ``geopandas.sjoin_nearest`` in projected metres, the same, where ``GREENSHIELD_GEOPANDAS`` names
a Python that has it. Each side in a process of its own, on the same files of shapes and points;
the peak of its memory is told with what the process had before.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

AIM_S = 2.0
OURS, LOOP, GEOPANDAS = "ours", "loop", "geopandas"


def made(folder, scale):
    """A province: patches clustered as real ones are, photos about them in bursts of five."""
    import shapely

    from benchmarks.bench_geo import stars

    rng = np.random.default_rng(20)
    patches = stars(rng, int(35_000 * scale), 40, 80, (122.0, 41.0, 131.0, 46.0))
    count = int(100_000 * scale)
    middles = shapely.get_coordinates(shapely.centroid(patches))
    visits = middles[rng.integers(0, len(patches), count // 5)] + rng.normal(
        0, 1e-3, (count // 5, 2)
    )
    spots = np.repeat(visits, 5, axis=0) + rng.normal(0, 5e-5, (count // 5 * 5, 2))
    azimuths = rng.uniform(0, 360, len(spots))
    azimuths[rng.random(len(spots)) < 0.3] = np.nan
    (folder / "patches.wkb").write_bytes(shapely.to_wkb(shapely.GeometryCollection(list(patches))))
    np.savez(
        folder / "photos.npz", spots=spots, azimuths=azimuths, errors=rng.uniform(3, 60, len(spots))
    )


def read(folder):
    import shapely

    patches = shapely.get_parts(shapely.from_wkb((folder / "patches.wkb").read_bytes()))
    return patches, dict(np.load(folder / "photos.npz"))


def ours(folder):
    from greenshield.geo.matching import Candidates, PatchIndex, PhotoPlace

    patches, found = read(folder)
    photos = [
        PhotoPlace(lon, lat, None if azimuth != azimuth else azimuth, error, "2025-06-10",
                   camera=f"phone {n // 400}", moment_s=n * 12.0 + n // 5 * 900.0)
        for n, ((lon, lat), azimuth, error) in enumerate(
            zip(found["spots"].tolist(), found["azimuths"].tolist(), found["errors"].tolist(),
                strict=True)
        )
    ]  # fmt: skip
    since = ["2025-06-01"] * len(patches)
    before = peak_mb()
    start, cpu = time.perf_counter(), time.process_time()
    index = PatchIndex(Candidates(patches, since=since))
    built = time.perf_counter() - start
    ranked = index.rank_many(photos)
    seconds, computed = time.perf_counter() - start, time.process_time() - cpu
    start = time.perf_counter()
    ties = sum(best is not None for best, _, _ in index.standing_out(photos))
    tied = time.perf_counter() - start
    first = np.unique(ranked.photo_index, return_index=True)[1]
    nearest = ranked.patch_index[np.lexsort((ranked.distance_m, ranked.photo_index))[first]]
    return told(
        seconds, computed, before, len(ranked.score), nearest, built=built, ties=ties, tied=tied
    )


def loop(folder):
    """A tree of the patches, then one question for each photo, in degrees of equal length."""
    import shapely

    patches, found = read(folder)
    before = peak_mb()
    start, cpu = time.perf_counter(), time.process_time()
    narrow = np.cos(np.radians(43.5))
    squeezed = shapely.transform(patches, lambda xy: xy * [narrow, 1.0])
    tree = shapely.STRtree(squeezed)
    nearest = []
    for lon, lat in found["spots"].tolist():
        here = shapely.Point(lon * narrow, lat)
        at = tree.query_nearest(here, max_distance=0.0056, all_matches=False)
        nearest.append(int(at[0]) if len(at) else -1)
    seconds, computed = time.perf_counter() - start, time.process_time() - cpu
    kept = np.array([n for n in nearest if n >= 0])
    return told(seconds, computed, before, len(kept), kept)


def geopandas_(folder):
    import geopandas
    import shapely

    patches, found = read(folder)
    before = peak_mb()
    start, cpu = time.perf_counter(), time.process_time()
    left = geopandas.GeoDataFrame(geometry=shapely.points(found["spots"]), crs=4490).to_crs(4526)
    right = geopandas.GeoDataFrame(geometry=patches, crs=4490).to_crs(4526)
    joined = geopandas.sjoin_nearest(left, right, max_distance=560.0)
    seconds, computed = time.perf_counter() - start, time.process_time() - cpu
    kept = joined[~joined.index.duplicated()]["index_right"].to_numpy()
    return told(seconds, computed, before, len(joined), kept)


def told(seconds, computed, before, pairs, nearest, **more):
    peak = peak_mb()
    return {"s": seconds, "cpu": computed, "before": before, "peak": peak, "pairs": pairs,
            "nearest": np.asarray(nearest).tolist(), **more}  # fmt: skip


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_process(python, side, folder):
    done = subprocess.run(
        [python, __file__, "--side", side, "--folder", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return None
    return json.loads(done.stdout)


def best(python, side, folder, turns):
    found = [in_process(python, side, folder) for _ in range(turns)]
    return min((f for f in found if f), key=lambda f: f["s"], default=None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--side", default="")
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    if args.side:
        sides = {OURS: ours, LOOP: loop, GEOPANDAS: geopandas_}
        print(json.dumps(sides[args.side](args.folder)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made(folder, args.scale)
        mine = best(sys.executable, OURS, folder, args.turns)
        other = os.environ.get("GREENSHIELD_GEOPANDAS", "")
        pairs = (
            ("a loop over an STRtree", best(sys.executable, LOOP, folder, 1)),
            (
                "geopandas.sjoin_nearest",
                best(other, GEOPANDAS, folder, args.turns) if other else None,
            ),
        )
    photos, patches = int(100_000 * args.scale), int(35_000 * args.scale)
    print(
        f"{photos} photos, {patches} patches, ranked: {mine['s']:.2f} s (processor "
        f"{mine['cpu']:.2f} s; the index {mine['built']:.2f} s), {mine['pairs']} pairs; "
        f"aim {AIM_S:.0f} s"
    )
    print(
        f"ranked again, {mine['ties']} ties with their reasons: {mine['tied']:.2f} s; "
        f"{mine['peak']:.0f} MB at most, {mine['before']:.0f} MB before"
    )
    for what, theirs in pairs:
        if theirs is None:
            print(f"{what}: not there")
            continue
        print(
            f"{what}: {theirs['s']:.2f} s (processor {theirs['cpu']:.2f} s), "
            f"{theirs['peak']:.0f} MB at most; ours is {mine['s'] / theirs['s']:.2f} of it"
        )


if __name__ == "__main__":
    main()
