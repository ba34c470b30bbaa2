"""Levels of detail made for a raster that has none, and what is too large without them."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest
import rasterio
from helpers.make_basemaps import BLUE, RED, geotiff, halves, near
from PIL import Image
from rasterio.enums import ColorInterp

from greenshield.domain.errors import SurroundingsError
from greenshield.formats.basemaps import make_levels, open_basemap, preview
from greenshield.services.progress import cancelled

RGB = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
STORED = {
    "lines": {"compress": "deflate"},
    "tiles": {"tiled": True, "blockxsize": 256, "blockysize": 256, "compress": "deflate"},
}


def large(path, values=None, **stored):
    """5000 × 4000 pixels without overviews: more than is read for one piece."""
    return geotiff(path, halves(4000, 5000) if values is None else values, colours=RGB, **stored)


@pytest.mark.parametrize("how", STORED)
def test_that_a_large_raster_is_seen_whole_once_levels_are_made(how, tmp_path):
    path = large(tmp_path / "a.tif", **STORED[how])
    with closing(open_basemap(path, own=())) as basemap:
        assert basemap.facts.wants_levels
        assert [p.code for p in basemap.facts.problems] == ["basemap_wants_levels"]
        assert preview(basemap, 256) is None
    told = []
    folder = tmp_path / "derived" / "key"
    assert make_levels(path, folder, lambda done, total: told.append((done, total))) == 1
    assert told[-1][0] == told[-1][1]
    assert [d for d, _ in told] == sorted(d for d, _ in told)
    with closing(open_basemap(path, own=(), levels=folder)) as basemap:
        assert not basemap.facts.wants_levels
        pixels, _ = preview(basemap, 256)
        high, wide = pixels.shape[:2]
        assert near(tuple(pixels[high // 2, wide // 4]), (*RED, 255))
        assert near(tuple(pixels[high // 2, wide * 3 // 4]), (*BLUE, 255))
    assert [f.name for f in folder.parent.iterdir()] == ["key"]


def test_that_a_level_is_the_mean_of_what_it_stands_for(tmp_path):
    rng = np.random.default_rng(7)
    coarse = Image.fromarray(rng.integers(0, 256, (60, 100, 3), dtype=np.uint8))
    values = np.asarray(coarse.resize((2070, 1030), Image.Resampling.BICUBIC)).transpose(2, 0, 1)
    path = large(tmp_path / "a.tif", values, **STORED["tiles"])
    make_levels(path, tmp_path / "key", lambda *_: None)
    with rasterio.open(tmp_path / "key" / "000004.tif") as level:
        got = level.read().astype(float)
        assert level.crs.to_epsg() == 3857
        assert level.transform.a == pytest.approx(2070 / 518)
    picture = Image.fromarray(np.ascontiguousarray(values.transpose(1, 2, 0)))
    expected = np.asarray(picture.resize((518, 258), Image.Resampling.BOX)).transpose(2, 0, 1)
    assert got.shape == expected.shape
    apart = np.abs(got - expected)
    assert apart.mean() < 2.5
    assert apart.max() < 40.0  # borders are taken to whole pixels of the source


def test_that_levels_keep_no_data_apart(tmp_path):
    values = np.full((1, 4200, 4200), 50, "uint8")
    values[0, :, :2100] = 0
    path = geotiff(tmp_path / "a.tif", values, nodata=0, compress="deflate")
    make_levels(path, tmp_path / "key", lambda *_: None)
    with closing(open_basemap(path, own=(), levels=tmp_path / "key")) as basemap:
        pixels, _ = preview(basemap, 128)
        high, wide = pixels.shape[:2]
        assert pixels[high // 2, wide // 4, 3] == 0
        assert tuple(pixels[high // 2, wide * 3 // 4]) == (50, 50, 50, 255)


def test_that_a_cancelled_making_leaves_nothing(tmp_path):
    path = large(tmp_path / "a.tif", **STORED["tiles"])

    def stop(done, total):
        if done > total // 4:
            raise cancelled()

    with pytest.raises(SurroundingsError) as stopped:
        make_levels(path, tmp_path / "derived" / "key", stop)
    assert stopped.value.code == "cancelled"
    assert list((tmp_path / "derived").iterdir()) == []


def test_that_levels_of_another_raster_are_left_out(tmp_path):
    path = large(tmp_path / "a.tif", **STORED["tiles"])
    other = geotiff(tmp_path / "b.tif", halves(3000, 900, 4), compress="deflate")
    make_levels(other, tmp_path / "key", lambda *_: None)
    with closing(open_basemap(path, own=(), levels=tmp_path / "key")) as basemap:
        assert basemap.facts.wants_levels
