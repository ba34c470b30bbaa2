"""What lies beside a basemap under an innocent name: it can't take this process's locks away."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings

import pytest
from helpers.make_basemaps import RED, geotiff, halves, mbtiles, tile
from rasterio.errors import NotGeoreferencedWarning

from greenshield.domain.errors import RefusedError
from greenshield.formats.basemaps import open_basemap
from greenshield.formats.geotiff_levels import made
from greenshield.formats.geotiff_place import world_file
from greenshield.services import basemap_book, basemap_list, basemaps
from greenshield.services.basemap_shelf import levels_folder
from greenshield.services.basemaps import Wishes

fcntl = pytest.importorskip("fcntl")

_FAR = 1 << 40  # a byte that SQLite locks nothing at
_TRY = f"""
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, {_FAR})
    except OSError:
        sys.exit(7)
"""


def is_locked(file):
    """Whether another process finds the lock that this one took."""
    done = subprocess.run([sys.executable, "-c", _TRY, str(file)], check=False)
    assert done.returncode in (0, 7)
    return done.returncode == 7


@pytest.fixture
def project(session):
    """A project on whose database this process holds a lock."""
    found = session.project
    (found.layout.folder / "basemaps").mkdir(exist_ok=True)
    with found.layout.database.open("r+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX, 1, _FAR)
        assert is_locked(found.layout.database)
        yield found


def raster(project, *, placed):
    where = project.layout.folder / "basemaps" / "x.tif"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        return geotiff(where, halves(64, 64), crs="EPSG:3857" if placed else None)


@pytest.mark.parametrize("link", [os.symlink, os.link])
@pytest.mark.parametrize("name", ["x.tfw", "x.wld", "x.tif.ovr", "basemaps.json", "levels"])
def test_that_the_database_beside_a_basemap_is_not_opened(name, link, project):
    path = raster(project, placed=name not in ("x.tfw", "x.wld"))
    beside = path.parent / name
    if name == "levels":
        beside = levels_folder(project.layout, path) / "000004.tif"
        beside.parent.mkdir(parents=True)
    link(project.layout.database, beside)
    (item,) = basemap_list.items(project)
    assert item["status"] == ("unreadable" if name in ("x.tfw", "x.wld") else "ok")
    assert is_locked(project.layout.database)


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_that_the_database_is_not_opened_as_a_basemap(link, project, tmp_path):
    other = tmp_path / "x.mbtiles"
    link(project.layout.database, other)
    with pytest.raises(RefusedError) as told:
        open_basemap(other, own=project.layout.locked)
    assert told.value.code == "basemap_is_project"
    assert is_locked(project.layout.database)


def test_that_the_database_is_not_compared_with_a_file_of_its_size(session, project, tmp_path):
    size = project.layout.database.stat().st_size
    other = mbtiles(tmp_path / "x.mbtiles", {(0, 0, 0): tile(RED)})
    with other.open("r+b") as file:
        file.truncate(size)
    os.link(project.layout.database, project.layout.folder / "basemaps" / "x.mbtiles")
    assert basemaps.add(session, other, Wishes()).basemap_id == "x (2).mbtiles"
    assert is_locked(project.layout.database)


def test_that_no_levels_are_made_of_the_database(session, project):
    os.link(project.layout.database, project.layout.folder / "basemaps" / "x.tif")
    with pytest.raises(RefusedError) as told:
        basemaps.build_levels(session, "x.tif")
    assert told.value.code == "basemap_is_project"
    assert is_locked(project.layout.database)


def test_that_a_link_or_a_pipe_beside_is_not_opened(project, tmp_path):
    path = raster(project, placed=False)
    numbers = tmp_path / "numbers"
    numbers.write_text("1\n0\n0\n-1\n14000000\n5400000\n")
    path.with_suffix(".tfw").symlink_to(numbers)
    os.mkfifo(path.with_suffix(".wld"))
    assert world_file(path, ()) is None
    path.with_suffix(".tfw").unlink()
    os.link(numbers, path.with_suffix(".tfw"))  # another's file by a second name is a file
    assert world_file(path, ()) is not None
    os.mkfifo(tmp_path / "1.tif")
    assert made(tmp_path, ()) == []
    os.mkfifo(path.parent / "basemaps.json")
    assert [entry.id for entry in basemap_book.load(project).entries] == ["x.tif"]
