"""Patches laid over zones: all at once beside geopandas and PostGIS, and one that changed.

Run: ``python benchmarks/bench_overlay.py [--scale 1.0] [--peer PYTHON] [--postgis DSN]``. PYTHON is
one that has geopandas (``GREENSHIELD_GEOPANDAS``, else this one), DSN a database with PostGIS
(``GREENSHIELD_POSTGIS``); neither is a dependency of the project. We and geopandas begin with WKB
in memory, nothing prepared or indexed, and end with square metres for each pair; we take turns,
each figure is the least of three. What changed is measured in a project on disk that holds the
same zones, by whole actions: signed, written, committed.
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

import geo_postgis
from bench_geo import stars

from greenshield.geo import codec
from greenshield.geo.overlay import overlay
from greenshield.project.identity import issue_of_clue
from greenshield.project.projection.geometry import from_field, to_field
from greenshield.services import issue_show, new_project
from greenshield.services.session import writing

HERE = Path(__file__).resolve().parent
COUNTY = "229901"
TURNS = 3
CHANGES = 25
ASIDE = np.array([1e-4, 0.0])


def once(patches, zones):
    start = time.perf_counter()
    found = overlay(shapely.from_wkb(patches), shapely.from_wkb(zones))
    return (time.perf_counter() - start) * 1e3, found


def peer(python, folder):
    """Milliseconds, pairs and m² of one turn of geopandas; None where it is not there."""
    command = [python, str(HERE / "geo_geopandas.py"), str(folder), "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    ms, pairs, m2 = done.stdout.split()
    return float(ms), int(pairs), float(m2)


def beside_peers(patches, zones, python, dsn):
    """Ours and geopandas take turns; a peer that is not there is named, not left out in silence."""
    blobs = {"patches": shapely.to_wkb(patches).tolist(), "zones": shapely.to_wkb(zones).tolist()}
    ours, frames = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for called, blob in blobs.items():
            (folder / f"{called}.wkb").write_bytes(pickle.dumps(blob))
        for _ in range(TURNS):
            ours.append(once(**blobs))
            frames.append(peer(python, folder))
        tables = geo_postgis.turns(dsn, blobs, folder, TURNS) if dsn else []
    ms, found = min(ours, key=lambda turn: turn[0])
    print(f"overlay with areas, cold: {ms:.0f} ms, {len(found.area_m2)} pairs")
    for what, turns, missing in (
        ("geopandas.overlay and equal areas", [f for f in frames if f is not None],
         f"{python} has no geopandas: name one that has by --peer or GREENSHIELD_GEOPANDAS"),
        ("PostGIS, indexed before the clock starts", tables,
         "no PostGIS: name a database by --postgis or GREENSHIELD_POSTGIS"),
    ):  # fmt: skip
        if not turns:
            print(missing)
            continue
        slow, pairs, m2 = min(turns)
        if pairs != len(found.area_m2) or abs(m2 / found.area_m2.sum() - 1) > 1e-4:
            raise SystemExit(f"{what}: the results differ: {pairs} pairs, {m2:.0f} m²")
        print(f"{what + ':':<44}{slow:>8.0f} ms {slow / ms:>8.1f}x")


def filled(session, patches, zones):
    project = session.project
    with project.action(session.who.actor_id) as action:
        for n, zone in enumerate(zones):
            fields = {"kind": "area", "name": f"区{n}", "geom": to_field(zone, project.media)}
            action.create("area", f"area-{n}", fields)
    with project.action(session.who.actor_id) as action:
        for n, patch in enumerate(patches):
            issue = issue_of_clue(project.project_id, COUNTY, "", f"C{n}")
            fields = {"clue_no": f"C{n}", "division_code": COUNTY, "source_code": "patrol"}
            action.create("issue", issue, fields | {"geom": to_field(patch, project.media)})


def timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def moved(session, entity_type, entity_id):
    """A shape set some metres aside, as a person's edit would."""
    project = session.project
    shape = from_field(project.state(entity_type, entity_id).get("geom"), project.media)
    aside = to_field(shapely.transform(shape, lambda xy: xy + ASIDE), project.media)
    with project.action(session.who.actor_id) as action:
        action.set_fields(entity_type, entity_id, {"geom": aside})


def told(what, values):
    ms = np.sort(values)
    print(f"{what}: median {np.median(ms):.1f} ms, largest of {len(ms)} {ms[-1]:.1f} ms")


def changed(session, what, keys):
    project = session.project
    with project.transaction():
        ms = [timed(lambda key=key: project.overlays.refresh([key])) for key in keys]
    told(f"overlay of one changed {what}", ms)
    ms = [timed(lambda key=key: moved(session, *key)) for key in keys]
    told(f"one changed {what}, signed and committed", ms)


def one_that_changed(patches, zones):
    """Whole actions, and the part of them that is the overlay."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["GREENSHIELD_HOME"] = str(Path(name) / "home")
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        path = Path(name) / "project"
        new_project.create(path, name="县", division_code=COUNTY, me="张三").close()
        with writing(path) as session:
            filled(session, patches, zones)
            project = session.project
            rows = project.rows("SELECT DISTINCT issue_id, target_id FROM overlay")
            chosen = rows[:: max(1, len(rows) // CHANGES)][:CHANGES]
            issues = [row["issue_id"] for row in chosen]
            changed(session, "patch", [("issue", i) for i in issues])
            changed(session, "zone", [("area", row["target_id"]) for row in chosen])
            told(
                "what a patch lies in, its shares and the nearest of each layer",
                [timed(lambda i=i: issue_show.overlay(project, project.issue(i))) for i in issues],
            )
            blobs = [r["geom"] for r in project.rows("SELECT geom FROM area")]
            told("for comparison, all zones decoded", [timed(lambda: codec.decode_many(blobs))])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--peer", default=os.environ.get("GREENSHIELD_GEOPANDAS", sys.executable))
    parser.add_argument("--postgis", default=os.environ.get("GREENSHIELD_POSTGIS", ""))
    given = parser.parse_args()
    rng = np.random.default_rng(20)
    box = (122.0, 41.0, 131.0, 46.0)
    patches = stars(rng, int(35_000 * given.scale), 40, 80, box)
    zones = stars(rng, max(int(3_000 * given.scale), 3), 1_500, 4_000, box)
    vertices = shapely.get_num_coordinates(zones).sum()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{len(patches)} patches, {len(zones)} zones, {vertices} vertices; load {load:.1f}")
    beside_peers(patches, zones, given.peer, given.postgis)
    one_that_changed(patches[: int(3_000 * given.scale)], zones)


if __name__ == "__main__":
    main()
