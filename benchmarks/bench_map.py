"""The map beside QGIS's renderer: frames while panning and zooming, crisp pictures, memory.

Run: ``python benchmarks/bench_map.py [--picture FOLDER]``. 5 M vertices of zones with shared
borders, 160,000 patches of 4 M vertices and 100,000 photos at once, 1600 × 1000 pixels, offscreen.
The window is a process of its own that gets its layers as from the worker. QGIS is asked where
the system's Python has it (``apt-get install python3-qgis``), for every third view of the session.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import map_data
from ui.map import store
from ui.map.calls_levels import pack
from ui.map.pack import Pack

HERE = Path(__file__).resolve().parent
SYSTEM_PYTHON = "/usr/bin/python3"
EVERY = 3  # of the session's views, which QGIS draws
AIMS = {"pan": ("p99", 99, 8.0), "zoom": ("p99", 99, 16.0), "crisp": ("p95", 95, 50.0)}


def child(python: str, script: str, *arguments: str) -> dict:
    """What a script of ours measured in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "QT_QPA_PLATFORM": "offscreen"}
    if python == SYSTEM_PYTHON:
        environment.pop("PYTHONPATH")
    done = subprocess.run(
        [python, str(HERE / script), *arguments],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.lstrip("JSON ").startswith("{")]
    if not lines:
        raise SystemExit(f"{script} failed: {done.stderr[-2000:]}")
    return json.loads(lines[-1].removeprefix("JSON "))


def packed(folder: Path) -> tuple[list[Pack], list[np.ndarray], list]:
    """The layers, packed and written for the other processes."""
    layers, shapes = map_data.layers()
    packs = []
    for layer in layers:
        begun = time.process_time()
        packs.append(pack(layer))
        took = time.process_time() - begun
        vertices = f"{len(layer.xy) / 1e6:.1f} M vertices"
        print(f"levels of {layer.name}: {vertices}, {took:.1f} s of the worker's processor time")
    (folder / "packs").write_bytes(pickle.dumps(packs, 5))
    (folder / "session").write_text(json.dumps(map_data.session()))
    return packs, shapes, layers


def told(what: str, run: dict, aim: tuple[str, int, float] | None) -> None:
    """One line: the clock and the processor."""
    clock, work = np.array(run[what]), np.array(run[f"{what}_computed"])
    text = f"{what:<6} n={len(clock):<5}"
    for name, values in (("clock", clock), ("processor", work)):
        low, middle, high = np.percentile(values, [50, 95, 99])
        text += f" {name}: p50 {low:.1f} p95 {middle:.1f} p99 {high:.1f} max {values.max():.1f} ms;"
    if aim is not None:
        name, share, limit = aim
        kept = [float(np.percentile(values, share)) < limit for values in (clock, work)]
        words = ["missed", "kept"]
        text += (
            f" aim {name} < {limit:.0f}: {words[kept[0]]} by clock, {words[kept[1]]} by processor"
        )
    print(text, flush=True)


def written(path: Path, shapes: list[np.ndarray], layers: list) -> None:
    """The same layers as a GeoPackage, with a spatial index."""
    import fiona
    import shapely

    for layer, geometries in zip(layers, shapes, strict=True):
        kind = "Point" if layer.kind == "point" else "Polygon"
        schema = {"geometry": kind, "properties": {"style": "int"}}
        with fiona.open(
            path, "w", driver="GPKG", layer=layer.name, schema=schema, crs="EPSG:3857"
        ) as out:
            for at in range(0, len(geometries), 20_000):
                out.writerecords(
                    {
                        "geometry": shapely.geometry.mapping(geometry),
                        "properties": {"style": int(style)},
                    }
                    for geometry, style in zip(
                        geometries[at : at + 20_000], layer.style[at : at + 20_000], strict=True
                    )
                )


def has_qgis() -> bool:
    """Whether the system's Python can draw with QGIS."""
    if not Path(SYSTEM_PYTHON).exists():
        return False
    asked = [SYSTEM_PYTHON, "-c", "import qgis.core"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def beside_qgis(folder: Path, run: dict, reopened: dict, picture: Path | None) -> None:
    """The same views by QGIS, and ratios."""
    views = [run["first_view"], *run["views"][::EVERY]]
    (folder / "views").write_text(json.dumps(views))
    extra = [str(picture / "qgis.png")] if picture else []
    theirs = child(
        SYSTEM_PYTHON, "map_qgis.py", str(folder / "layers.gpkg"), str(folder / "views"), *extra
    )
    qgis, qgis_work = np.array(theirs["views"][1:]), np.array(theirs["computed"][1:])
    ours, work = (np.array(run[name][::EVERY])[: len(qgis)] for name in ("crisp", "crisp_computed"))
    print(f"QGIS {theirs['version']}, GeoPackage, parallel job, {len(qgis)} views")
    for what, mine, other in (("clock", ours, qgis), ("processor", work, qgis_work)):
        for name, share in (("p50", 50), ("p95", 95)):
            one, two = np.percentile(mine, share), np.percentile(other, share)
            print(
                f"a crisp view after a zoom, {name}, {what}: ours {one:.0f} ms, QGIS {two:.0f} ms; "
                f"ours is {one / two:.3f} of it"
            )
    first = theirs["open"] + theirs["views"][0]
    print(
        f"first picture of a project opened again: ours {reopened['crisp']:.0f} ms (coarse levels "
        f"kept), QGIS {first:.0f} ms; ours is {reopened['crisp'] / first:.3f} of it"
    )
    print(
        f"memory at most: ours {run['VmHWM']:.0f} MB, QGIS {theirs['VmHWM']:.0f} MB; "
        f"ours is {run['VmHWM'] / theirs['VmHWM']:.2f} of it"
    )


def main() -> None:
    """Makes the layers, plays the session, asks QGIS."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", type=Path, help="folder for the first view by each side")
    parser.add_argument("--without-qgis", action="store_true")
    options = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"load before: {load:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packs, shapes, layers = packed(folder)
        for each in packs:
            file = store.keep(folder / "kept", each, "bench")
            print(f"kept of {each.name}: {file.stat().st_size / 1e6:.1f} MB")
        del packs
        window = sys.executable
        run = child(window, "map_window.py", "play", str(folder / "packs"), str(folder / "session"))
        again = [
            child(window, "map_window.py", "reopen", str(folder / "kept"), "-") for _ in range(5)
        ]
        reopened = sorted(again, key=lambda each: each["crisp"])[2]
        for what in ("pan", "zoom", "crisp", "turns"):
            told(what, run, AIMS.get(what))
        for name, words in (("cold", "paths to make"), ("warm", "paths made")):
            low, high = np.percentile(run[f"least_{name}"], [50, 95])
            text = f"p50 {low:.1f} p95 {high:.1f} ms"
            print(f"a view drawn at once, least of 5, processor, {words}: {text}")
        late = np.mean(np.array(run["after_pan"]) > 0)
        print(f"frames of a pan that still waited for a strip: {late:.0%}")
        print(f"first picture, layers in memory: {run['first']:.0f} ms")
        print(
            f"opened again: kept levels read in {reopened['read']:.0f} ms, crisp "
            f"{reopened['crisp']:.0f} ms after the imports ({reopened['crisp_computed']:.0f} ms of "
            f"processor time), aim < 100; imports {reopened['imports']:.0f} ms"
        )
        print(
            f"memory of the window's process: {run['idle_mb']:.0f} MB empty, {run['VmRSS']:.0f} MB "
            f"after the session, {run['VmHWM']:.0f} MB at most, aim < 600"
        )
        if not options.without_qgis and has_qgis():
            written(folder / "layers.gpkg", shapes, layers)
            beside_qgis(folder, run, reopened, options.picture)
        else:
            print("QGIS is not here: apt-get install --no-install-recommends python3-qgis")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"load after: {load:.1f}")


if __name__ == "__main__":
    main()
