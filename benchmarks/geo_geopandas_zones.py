"""The peer of ``bench_zones``: a check of zones as one makes it with geopandas.

Run by ``bench_zones``: ``PYTHON geo_geopandas_zones.py FOLDER`` with ``zones.pickle`` there: WKB of
zones, the number of the area of each, WKB of areas. Overlaps are the zones laid over themselves,
what is outside and what is left are differences with the areas and with the dissolved zones. Prints
milliseconds, and the overlaps of more than 1 m².
"""

from __future__ import annotations

import pickle
import sys
import time
from pathlib import Path

import geopandas


def main():
    zones, owner, areas = pickle.loads((Path(sys.argv[1]) / "zones.pickle").read_bytes())
    start = time.perf_counter()
    shapes = geopandas.GeoSeries.from_wkb(zones)
    frame = geopandas.GeoDataFrame({"area": owner}, geometry=shapes, crs="EPSG:4490")
    frame["zone"] = range(len(frame))
    outlines = geopandas.GeoDataFrame(
        {"area": range(len(areas))}, geometry=geopandas.GeoSeries.from_wkb(areas), crs="EPSG:4490"
    )
    both = geopandas.overlay(frame, frame, how="intersection", keep_geom_type=True)
    both = both[(both.zone_1 < both.zone_2) & (both.area_1 == both.area_2)]
    held = frame.dissolve("area")
    left = outlines.geometry.difference(held.geometry)
    beyond = held.geometry.difference(outlines.geometry)
    m2 = [part.to_crs("EPSG:6933").area for part in (both, left, beyond)]  # equal-area
    print((time.perf_counter() - start) * 1e3, int((m2[0] > 1).sum()))


if __name__ == "__main__":
    main()
