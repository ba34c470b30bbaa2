"""How zones fit: 650 areas of four zones each, beside geopandas.

Run: ``python benchmarks/bench_zones.py [--areas 650] [--peer PYTHON]``. PYTHON is one that has
geopandas (``GREENSHIELD_GEOPANDAS``, else this one). Three coverages: neighbours that share every
corner; that rounding parts by some millimetres; and one area in twenty with a zone that is 20 m
off. All begin with WKB in memory and end with square metres; they take turns, ours is the least of
three, the peer runs once.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from greenshield.geo.zone_fit import misfits

HERE = Path(__file__).resolve().parent
TURNS = 3
CORNERS = 1_200  # of each border
ROUNDING, FAULT = 2e-8, 2e-4  # degrees


def coverage(rng, count):
    """Two rings around each other, and a third that is cut in halves; WKB, owners, outlines."""
    zones, owner, areas = [], [], []
    side = int(np.ceil(np.sqrt(count)))
    turn = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    for area in range(count):
        middle = (110 + area % side * 0.25, 25 + area // side * 0.25)
        radius = 0.08 * (1 + 0.1 * np.sin(5 * turn) + 0.02 * rng.random(CORNERS))
        inner, between, rim = (
            np.round(np.column_stack([np.cos(turn), np.sin(turn)]) * (share * radius)[:, None]
                     + middle, 7)
            for share in (0.4, 0.7, 1.0)
        )  # fmt: skip
        half = CORNERS // 2
        east = np.concatenate([rim[: half + 1], between[: half + 1][::-1]])
        west = np.concatenate([rim[half:], rim[:1], between[:1], between[half:][::-1]])
        zones += [shapely.Polygon(inner), shapely.Polygon(between, [inner]),
                  shapely.Polygon(east), shapely.Polygon(west)]  # fmt: skip
        owner += [area] * 4
        areas.append(shapely.Polygon(rim))
    return np.array(zones), np.array(owner), np.array(areas)


def rounded(zones):
    """Each zone's corners off by some millimetres, the same corner otherwise in each."""
    return np.array([
        shapely.transform(zone, lambda xy, n=n: xy + ROUNDING * np.sin(xy[:, ::-1] * 1e8 * (n + 1)))
        for n, zone in enumerate(zones)
    ])  # fmt: skip


def faulty(zones):
    """The innermost zone of one area in twenty is moved."""
    out = zones.copy()
    for n in range(0, len(zones), 80):
        out[n] = shapely.transform(zones[n], lambda xy: xy + FAULT)
    return out


def once(zones, owner, areas):
    start = time.perf_counter()
    found = misfits(shapely.from_wkb(zones), owner, list(shapely.from_wkb(areas)))
    return (time.perf_counter() - start) * 1e3, sum(m.kind == "overlap" for m in found)


def peer(python, given):
    """Milliseconds and overlaps of geopandas; None where it is not there."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "zones.pickle").write_bytes(pickle.dumps(given))
        command = [python, str(HERE / "geo_geopandas_zones.py"), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    ms, overlaps = done.stdout.split()
    return float(ms), int(overlaps)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--areas", type=int, default=650)
    parser.add_argument("--peer", default=os.environ.get("GREENSHIELD_GEOPANDAS", sys.executable))
    given = parser.parse_args()
    zones, owner, areas = coverage(np.random.default_rng(7), given.areas)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(
        f"{len(zones)} zones, {shapely.get_num_coordinates(zones).sum()} vertices; load {load:.1f}"
    )
    outlines = shapely.to_wkb(areas).tolist()
    for what, shapes in (
        ("shared corners", zones), ("parted by rounding", rounded(zones)),
        ("one area in twenty faulty", faulty(zones)),
    ):  # fmt: skip
        blobs = shapely.to_wkb(shapes).tolist()
        ms, overlaps = min(once(blobs, owner, outlines) for _ in range(TURNS))
        print(f"zones checked, {what}: {ms:.0f} ms, {overlaps} overlaps")
        other = peer(given.peer, (blobs, owner.tolist(), outlines))
        if other is None:
            print(f"{given.peer} has no geopandas: name one by --peer or GREENSHIELD_GEOPANDAS")
            continue
        slow, found = other
        print(f"{'geopandas, overlay and differences:':<44}{slow:>8.0f} ms {slow / ms:>8.1f}x"
              f" ({found} overlaps)")  # fmt: skip


if __name__ == "__main__":
    main()
