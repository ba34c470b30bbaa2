"""Reading 5 M vertices from a GeoPackage and a Shapefile into memory, beside geopandas and fiona.

Run: ``python benchmarks/bench_vectors.py [--vertices 5000000] [--rounds 5]``. All read the same two
files in one process, taking turns; each figure is the median, on the clock and of processor time,
and what was read is compared before a ratio is printed. Geopandas is beside it where it can be
imported (it is no part of the project's own environment).
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import fiona
import numpy as np
import shapely
from shapely.geometry import shape

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from greenshield.formats.vectors import read_vectors

try:
    import geopandas
except ImportError:  # a peer, not a part
    geopandas = None

_EACH = 500  # vertices a shape
_DRIVERS = {"GeoPackage": ("GPKG", ".gpkg"), "Shapefile": ("ESRI Shapefile", ".shp")}


def shapes(vertices: int) -> np.ndarray:
    """Multipolygons of 500 vertices each, all over a province; one in ten has a hole."""
    rng = np.random.default_rng(7)
    count = max(vertices // _EACH, 1)
    at = rng.uniform((122.0, 41.0), (131.0, 46.0), (count, 1, 2))
    turn = np.linspace(0, 2 * np.pi, _EACH - 1, endpoint=False)
    radius = 0.02 * (1 + 0.3 * np.sin(5 * turn + rng.uniform(0, 6, (count, 1))))
    ring = np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=-1) + at
    made = shapely.polygons(ring)
    holed = np.arange(count) % 10 == 0
    small = shapely.linearrings((ring[holed][:, ::10] - at[holed]) * 0.3 + at[holed])
    made[holed] = shapely.polygons(ring[holed], small[:, np.newaxis])
    return shapely.multipolygons(made[:, np.newaxis])


def written(folder: Path, made: np.ndarray) -> dict[str, Path]:
    """The shapes in both formats, with six columns as a register of zones has them."""
    logging.getLogger("fiona").setLevel(logging.CRITICAL)
    columns = {"name": "str:40", "code": "str:20", "level": "str:10", "n": "int", "m2": "float",
               "since": "date"}  # fmt: skip
    schema = {"geometry": "MultiPolygon", "properties": columns}
    out = {}
    for name, (driver, suffix) in _DRIVERS.items():
        out[name] = folder / f"zones{suffix}"
        declared = dict(schema, geometry="Polygon") if suffix == ".shp" else schema
        with fiona.open(
            out[name], "w", driver=driver, schema=declared, crs="EPSG:4490", encoding="UTF-8"
        ) as sink:
            sink.writerecords(
                {
                    "geometry": g.__geo_interface__,
                    "properties": {
                        "name": f"第{n}号一般控制区",
                        "code": f"{n:012d}",
                        "level": "国家级",
                        "n": n,
                        "m2": n * 1.5,
                        "since": "2021-03-04",
                    },
                }
                for n, g in enumerate(made)
            )
    return out


def by_fiona(path: Path) -> tuple[int, int]:
    """What one would write first."""
    with fiona.open(path) as source:
        found = [(shape(f.geometry), dict(f.properties)) for f in source]
    return len(found), int(shapely.get_num_coordinates([g for g, _ in found]).sum())


def by_geopandas(path: Path) -> tuple[int, int]:
    """What a user would pick."""
    frame = geopandas.read_file(path)
    return len(frame), int(shapely.get_num_coordinates(frame.geometry.values).sum())


def by_us(path: Path) -> tuple[int, int]:
    """Ours: attributes, shapes in EPSG:4490, all that is remarked."""
    file = read_vectors(path)
    return len(file.features), file.vertices


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vertices", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    readers = {"ours": by_us, "fiona": by_fiona}
    if geopandas is not None:
        readers["geopandas"] = by_geopandas
    else:
        print("geopandas: not here (a venv of its own with geopandas and this project has it)")
    print(f"load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="greenshield-") as folder:
        files = written(Path(folder), shapes(given.vertices))
        for name, path in files.items():
            spent: dict[str, list[tuple[float, float]]] = {reader: [] for reader in readers}
            seen = set()
            for _ in range(given.rounds):
                for reader, run in readers.items():
                    began, worked = time.perf_counter(), time.process_time()
                    seen.add(run(path))
                    ended, done = time.perf_counter(), time.process_time()
                    spent[reader].append((ended - began, done - worked))
            if len(seen) != 1:
                raise SystemExit(f"{name}: the readers differ: {seen}")
            middle = {
                reader: [statistics.median(one) for one in zip(*each, strict=True)]
                for reader, each in spent.items()
            }
            told = ", ".join(
                f"{reader} {clock:.2f} s (processor {work:.2f})"
                for reader, (clock, work) in middle.items()
            )
            print(f"{name}: {told}")
            for reader in list(middle)[1:]:
                clock, work = (a / b for a, b in zip(middle["ours"], middle[reader], strict=True))
                print(f"  {name}: ours / {reader}: {clock:.2f}x, processor {work:.2f}x")
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
