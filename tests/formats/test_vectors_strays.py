"""A few shapes that can't lie where the file's system says cost themselves, not the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from shapely.geometry import box, mapping

from greenshield.domain.errors import UnreadableError
from greenshield.formats.boundaries import read_boundaries
from greenshield.formats.vectors import read_vectors

SOUND = [box(126.3 + n / 100, 43.2, 126.305 + n / 100, 43.205) for n in range(22)]
OFF = shapely.Point(1626, 743).buffer(0.1)  # of more corners than all others together


def written(path: Path, shapes: list[shapely.Geometry]) -> Path:
    told = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"名称": f"区{n}"}, "geometry": mapping(shape)}
            for n, shape in enumerate(shapes, start=1)
        ],
    }
    told["crs"] = {"type": "name", "properties": {"name": "EPSG:4490"}}
    path.write_text(json.dumps(told), "utf-8")
    return path


@pytest.mark.parametrize(
    "off",
    [OFF, shapely.Point(43.2, 126.3).buffer(0.01), shapely.Point(500_000, 4_790_000).buffer(9)],
    ids=["beyond", "turned", "metres"],
)
def test_that_one_shape_out_of_the_degrees_is_refused_alone(tmp_path, off):
    path = written(tmp_path / "图斑.geojson", [*SOUND[:10], off, *SOUND[10:]])
    file = read_vectors(path, division="220000")
    assert [f.number for f in file.features if f.geometry is None] == [11]
    assert [(p.code, p.row) for p in file.problems] == [("vector_out_of_range", 11)]
    assert file.crs == "EPSG:4490"
    boundaries = read_boundaries(path, division="220000")
    assert (len(boundaries.features), boundaries.refused) == (22, 1)


def test_that_one_shape_among_undeclared_degrees_is_refused_alone(tmp_path):
    path = tmp_path / "图斑.csv"
    lines = ["名称,WKT", *(f'区{n},"{s.wkt}"' for n, s in enumerate([*SOUND, OFF]))]
    path.write_text("\n".join(lines), "utf-8")
    told = [f.geometry is None for f in read_vectors(path, division="220000").features]
    assert told == [False] * 22 + [True]


@pytest.mark.parametrize("count", [3, 22])
def test_that_many_of_them_tell_that_the_system_is_wrong(tmp_path, count):
    shapes = [*SOUND[: 22 - count], *[OFF] * count]
    with pytest.raises(UnreadableError, match="crs_contradicted"):
        read_vectors(written(tmp_path / "图斑.geojson", shapes), division="220000")
