"""The process that reads foreign files: it may die, stick or run out of memory, alone."""

from __future__ import annotations

import errno
import os
import signal
import time
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest
from vector_files import geojson, written

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.formats.vectors import read_vectors
from greenshield.formats.vectors_apart import READER, Reader
from greenshield.formats.vectors_sources import Source
from greenshield.formats.vectors_staging import Staged, stage


def staged(tmp_path: Path, file: Path) -> Staged:
    work = tmp_path / "work"
    work.mkdir(exist_ok=True)
    return stage(Source(file, "GeoJSON", file.stem), work, file.name, None)[0]


def every_layer(reader: Reader, file: Staged, shown: str) -> None:
    for layer in reader.layers_of(file, shown)[0]:
        reader.read_layer(layer, shown)


def test_that_a_reader_that_dies_is_told_and_the_next_file_is_read(tmp_path: Path):
    file = staged(tmp_path, geojson(tmp_path / "zones.geojson"))
    reader = Reader()
    (layer,), _ = reader.layers_of(file, "zones.geojson")
    assert reader._process is not None
    os.kill(reader._process.pid or 0, signal.SIGKILL)
    rows, _ = reader.read_layer(layer, "zones.geojson")
    assert len(rows.numbers) == 2
    os.kill(reader._process.pid or 0, signal.SIGSTOP)
    process, began = reader._process, time.monotonic()
    reader._longest_s = 0.2
    with pytest.raises(UnreadableError) as stuck:
        reader.read_layer(layer, "zones.geojson")
    assert stuck.value.code == "vector_reader_stuck"
    assert time.monotonic() - began < 60
    with pytest.raises(ValueError, match="closed"):
        process.is_alive()  # it was ended, not left behind
    reader._longest_s = 60.0
    assert len(reader.read_layer(layer, "zones.geojson")[0].numbers) == 2
    reader.stop()


def test_that_a_process_that_cant_be_started_is_told_and_tried_again(tmp_path, monkeypatch):
    file = staged(tmp_path, geojson(tmp_path / "zones.geojson"))
    reader = Reader()

    def full(self):
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    with monkeypatch.context() as patched:
        patched.setattr(SpawnProcess, "start", full)
        for _ in range(2):
            with pytest.raises(SurroundingsError, match="process_not_started"):
                reader.layers_of(file, "zones.geojson")
    assert len(reader.layers_of(file, "zones.geojson")[0]) == 1
    reader.stop()


def test_that_a_file_that_needs_more_memory_than_is_allowed_is_refused(tmp_path: Path):
    ring = ",".join(f"[{n / 1e6},{n % 7}]" for n in range(2_000_000))
    file = tmp_path / "large.geojson"
    file.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},'
        f'"geometry":{{"type":"LineString","coordinates":[{ring}]}}}}]}}',
        "utf-8",
    )
    reader = Reader(memory=600 << 20)
    with pytest.raises(UnreadableError) as caught:
        every_layer(reader, staged(tmp_path, file), file.name)
    assert caught.value.code in ("vector_reader_memory", "vector_reader_died", "vector_unreadable")
    reader.stop()


def test_that_errors_of_the_reader_come_back_as_they_were_raised(tmp_path: Path):
    broken = tmp_path / "zones.geojson"
    geojson(broken)
    broken.write_text(broken.read_text("utf-8")[:-40], "utf-8")
    with pytest.raises(UnreadableError) as caught:
        read_vectors(broken)
    assert caught.value.params["file"] == str(broken)
    assert "greenshield-" not in str(caught.value)


def test_that_common_formats_are_read_without_another_process(tmp_path: Path):
    READER.stop()
    for name, driver in (("zones.shp", "ESRI Shapefile"), ("zones.gpkg", "GPKG")):
        assert len(read_vectors(written(tmp_path / name, driver)).features) == 2
    assert READER._process is None
