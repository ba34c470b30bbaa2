"""The peer of ``bench_overlay``: ``geopandas.overlay`` on the same shapes, in a Python that has it.

Run by ``bench_overlay``: ``PYTHON geo_geopandas.py FOLDER RUNS`` with ``patches.wkb`` and
``zones.wkb`` there, each a pickled list of WKB. Prints the least milliseconds, the number of pairs
and their square metres.
"""

from __future__ import annotations

import pickle
import sys
import time
from pathlib import Path

import geopandas


def main():
    folder, runs = Path(sys.argv[1]), int(sys.argv[2])
    patches, zones = (
        pickle.loads((folder / f"{name}.wkb").read_bytes()) for name in ("patches", "zones")
    )
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        left = geopandas.GeoDataFrame(
            {"patch": range(len(patches))},
            geometry=geopandas.GeoSeries.from_wkb(patches),
            crs="EPSG:4490",
        )
        right = geopandas.GeoDataFrame(
            {"zone": range(len(zones))},
            geometry=geopandas.GeoSeries.from_wkb(zones),
            crs="EPSG:4490",
        )
        pieces = geopandas.overlay(left, right, how="intersection")
        m2 = pieces.to_crs("EPSG:6933").area  # equal-area on the ellipsoid
        seconds.append(time.perf_counter() - start)
    print(min(seconds) * 1e3, len(pieces), m2.sum())


if __name__ == "__main__":
    main()
