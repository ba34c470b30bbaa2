"""Imagery of the sample county for the window's tests: two dates, and a tile set."""

from __future__ import annotations

import shutil

import pytest
from affine import Affine
from helpers.make_basemaps import BLUE, GREEN, RED, geotiff, halves, mbtiles, tile
from rasterio.enums import ColorInterp

RGB = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
# West, north and metres a pixel of EPSG:4530, around the sample's second reserve.
_PLACE = (42_530_000.0, 4_795_000.0, 20.0)


@pytest.fixture
def sample_project(sample_project):
    """The sample without its own imagery."""
    shutil.rmtree(sample_project / "basemaps")
    return sample_project


@pytest.fixture
def imagery(tmp_path):
    """Two rasters of 2023 and 2024 that differ in colour; tile sets, one spoilt at the county."""
    folder = tmp_path / "imagery"
    folder.mkdir()
    west, north, pixel = _PLACE
    place = Affine(pixel, 0, west, 0, -pixel, north)
    first = halves(1000, 1000)
    second = first.copy()
    second[:] = [[[c]] for c in GREEN]
    for name, values, day in (
        ("旧影像.tif", first, "2023:05:01 10:00:00"), ("新影像.tif", second, "2024:05:03 10:00:00"),
    ):  # fmt: skip
        geotiff(
            folder / name, values, crs="EPSG:4530", affine=place, colours=RGB,
            tags={"TIFFTAG_DATETIME": day}, compress="deflate",
        )  # fmt: skip
    tiles = {(1, 1, 0): tile(RED), (1, 0, 0): tile(BLUE)}
    mbtiles(folder / "底图.mbtiles", tiles, {"name": "County tiles"})
    spoilt = {(0, 0, 0): tile(GREEN)[:60], (1, 0, 0): tile(RED)}
    mbtiles(folder / "坏.mbtiles", spoilt, {"name": "Spoilt"})
    return folder
