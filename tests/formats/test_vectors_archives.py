"""Archives that are damaged, encrypted or made to hurt: refused by name, or read whole."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from vector_checks import refused
from vector_files import KML, collection, geojson, written

from greenshield.formats import vectors_archive
from greenshield.formats.vectors import list_layers, read_vectors


def zipped(path: Path, members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    return path


DATA = json.dumps(collection()).encode()


@pytest.mark.parametrize(
    "name",
    ["../a.geojson", "x/../../a.geojson", "/tmp/a.geojson", "C:\\a.geojson", "..\\a.geojson"],
)
def test_that_a_zip_that_climbs_is_refused(name: str, tmp_path: Path):
    path = zipped(tmp_path / "a.zip", {name: DATA})
    assert refused(path).code == "vector_archive_climbs"
    assert not (tmp_path.parent / "a.geojson").exists()


def test_that_names_that_no_system_takes_cost_no_other_file(tmp_path: Path):
    body = geojson(tmp_path / "a.geojson").read_text("utf-8")
    long = "保护地" * 100
    names = ["x", "x/a.geojson", "d/" * 3000 + "b.geojson", "c.geojson", "c.geojson/e.geojson"]
    parts = {p.suffix: p for p in written(tmp_path / "z.shp").parent.glob("z.*")}
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as bundle:
        for name in (*names, f"{long}.geojson", "f?.geojson:g.geojson"):
            bundle.writestr(name, body)
        for suffix, part in parts.items():
            bundle.write(part, f"{long}/{long}{suffix}")
    layers = list_layers(tmp_path / "a.zip")
    assert [layer.count for layer in layers] == [2] * 5
    assert {layer.name[:3] for layer in layers} == {"a", "c", "f_.", "保护地"}


def test_that_a_link_in_a_zip_is_not_followed(tmp_path: Path):
    geojson(tmp_path / "secret.geojson")
    info = zipfile.ZipInfo("a.geojson")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as bundle:
        bundle.writestr(info, str(tmp_path / "secret.geojson"))
    assert refused(tmp_path / "a.zip").code == "vector_archive_empty"


def test_that_a_zip_bomb_is_stopped_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(vectors_archive, "RATIO_FROM", 1024 * 1024)
    path = zipped(tmp_path / "a.zip", {"a.geojson": b"\x00" * (8 * 1024 * 1024)})
    assert refused(path).code == "vector_archive_too_large"
    monkeypatch.setattr(vectors_archive, "MAX_BYTES", 1000)
    path = zipped(tmp_path / "b.zip", {"a.geojson": os.urandom(5000)})
    assert refused(path).code == "vector_archive_too_large"
    monkeypatch.setattr(vectors_archive, "MAX_MEMBERS", 3)
    path = zipped(tmp_path / "c.zip", {f"{n}.txt": b"" for n in range(4)})
    assert refused(path).code == "vector_archive_too_large"


def test_that_a_size_that_lies_is_not_believed(tmp_path: Path):
    path = zipped(tmp_path / "a.zip", {"a.geojson": DATA}, zipfile.ZIP_STORED)
    raw = bytearray(path.read_bytes())
    entry = raw.index(b"PK\x01\x02")
    raw[entry + 24 : entry + 28] = (10**9).to_bytes(4, "little")
    path.write_bytes(raw)
    assert len(read_vectors(path).features) == 2


def test_that_an_encrypted_zip_says_so(tmp_path: Path):
    path = zipped(tmp_path / "a.zip", {"a.geojson": DATA})
    raw = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(magic) + offset] |= 1
    path.write_bytes(raw)
    assert refused(path).code == "vector_archive_encrypted"


def test_that_zips_in_zips_are_followed_once(tmp_path: Path):
    inner = zipped(tmp_path / "in.kmz", {"doc.kml": KML.format(encoding="utf-8").encode()})
    middle = zipped(tmp_path / "mid.zip", {"in.kmz": inner.read_bytes()})
    outer = zipped(tmp_path / "out.zip", {"mid.zip": middle.read_bytes()})
    assert len(read_vectors(middle).features) == 3
    assert refused(outer).code == "vector_archive_empty"
