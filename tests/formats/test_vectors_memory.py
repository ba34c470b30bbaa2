"""How much memory large boundaries take while they are read, and what is too large to be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import fiona
import numpy as np
import pytest
import shapely

from greenshield import messages
from greenshield.domain.errors import UnreadableError
from greenshield.formats import vectors_limits
from greenshield.formats.vectors import read_vectors
from greenshield.geo import codec, repair

_MEASURED = """
import sys
from pathlib import Path
from greenshield.formats.boundaries import read_boundaries
from greenshield.formats.vectors import read_vectors

def peak():
    status = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    return int(status.split()[0]) << 10

read_vectors(Path(sys.argv[1]))
before = peak()
read_boundaries(Path(sys.argv[2]))
print(peak() - before)
"""


def geopackage(path: Path, shapes: list[shapely.Geometry]) -> Path:
    schema = {"geometry": "Unknown", "properties": {"name": "str"}}
    with fiona.open(path, "w", driver="GPKG", schema=schema, crs="EPSG:4490"):
        pass
    base = sqlite3.connect(path)
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f'DROP TRIGGER "{name}"')
    rows = [(codec.encode(shape), "区") for shape in shapes]
    base.executemany(f'INSERT INTO "{path.stem}" (geom, name) VALUES (?, ?)', rows)
    base.commit()
    base.close()
    return path


def one_ring(vertices: int) -> shapely.Polygon:
    turn = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    far = 1 + 0.001 * np.sin(500 * turn)
    return shapely.Polygon(np.column_stack([120 + far * np.cos(turn), 40 + far * np.sin(turn)]))


def many_parts(parts: int) -> shapely.MultiPolygon:
    x, y = np.divmod(np.arange(parts), 1000)
    x, y = 110 + x * 0.01, 30 + y * 0.01
    return shapely.multipolygons(shapely.box(x, y, x + 0.005, y + 0.005))


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is asked of /proc")
@pytest.mark.parametrize(
    ("shape", "times"),
    [(lambda: one_ring(2_000_000), 10), (lambda: many_parts(150_000), 15)],
    ids=["ring", "parts"],
)
def test_that_boundaries_take_no_more_than_some_times_their_file(
    shape: Callable[[], shapely.Geometry], times: int, tmp_path: Path
):
    small = geopackage(tmp_path / "small.gpkg", [shapely.box(120, 40, 121, 41)])
    large = geopackage(tmp_path / "large.gpkg", [shape()])
    told = subprocess.run(
        [sys.executable, "-c", _MEASURED, small, large], capture_output=True, text=True, check=True
    )
    assert int(told.stdout) < times * large.stat().st_size


def test_that_a_layer_over_the_limit_is_refused_with_what_the_limit_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ring = one_ring(3000)
    with fiona.open(
        tmp_path / "a.shp", "w", driver="ESRI Shapefile", crs="EPSG:4490",
        schema={"geometry": "Polygon", "properties": {"n": "int"}},
    ) as sink:  # fmt: skip
        sink.writerecords(
            [{"geometry": ring.__geo_interface__, "properties": {"n": n}} for n in range(2)]
        )
    files = [geopackage(tmp_path / "a.gpkg", [ring, ring]), tmp_path / "a.shp"]
    assert [read_vectors(file).vertices for file in files] == [6002, 6002]
    for limit, value in (("MOST_BYTES", 60_000), ("MOST_CELLS", 1)):
        with monkeypatch.context() as patch:
            patch.setattr(vectors_limits, limit, value)
            for file in files:
                with pytest.raises(UnreadableError) as refused:
                    read_vectors(file)
                assert refused.value.code == "vector_layer_over_limit"
                assert refused.value.params["layer"] == "a"
                assert "{" not in messages.text(refused.value.code, refused.value.params, "zh")


def test_that_a_shape_over_the_limit_is_left_out_by_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(repair, "MOST_VERTICES", 1000)
    fine, large = repair.repair_many([one_ring(900), one_ring(1001)])
    assert fine.usable
    assert (large.reason, large.usable) == ("geometry_too_large", False)
    assert large.remarks[0].params == {"vertices": 1002, "limit": 1000}
