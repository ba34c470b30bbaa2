"""A copy in ``media/`` is read again before it gets its name."""

import hashlib
from pathlib import Path

import pytest

from greenshield.domain.errors import SurroundingsError
from greenshield.project import media
from greenshield.project.media import MediaStore

SIZES = [0, 1, media._CHUNK - 1, media._CHUNK, 3 * media._CHUNK + 7]


@pytest.mark.parametrize("size", [*SIZES, media._COMPARED, media._COMPARED + 1])
def test_that_a_copy_is_the_file_whatever_its_size(tmp_path, size):
    source = tmp_path / "a.JPG"
    source.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
    kept = MediaStore(tmp_path / "media").keep(source)
    assert kept.size == size
    assert kept.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert kept.path.read_bytes() == source.read_bytes()
    assert [p.name for p in (tmp_path / "media").iterdir()] == [kept.sha256[:2]]


@pytest.mark.parametrize("size", [*SIZES[1:], media._COMPARED + 1])
@pytest.mark.parametrize("harm", ["flip_first", "flip_last", "cut", "grow"])
def test_that_a_disk_that_writes_something_else_is_found_out(tmp_path, monkeypatch, size, harm):
    source = tmp_path / "a.jpg"
    source.write_bytes(b"g" * size)

    def failing_disk(handle):
        (part,) = (tmp_path / "media").glob("*.part")
        body = part.read_bytes()
        part.write_bytes({
            "flip_first": b"h" + body[1:], "flip_last": body[:-1] + b"h",
            "cut": body[:-1], "grow": body + b"g",
        }[harm])  # fmt: skip

    monkeypatch.setattr("os.fsync", failing_disk)
    store = MediaStore(tmp_path / "media")
    with pytest.raises(SurroundingsError) as caught:
        store.keep(source)
    assert caught.value.code == "media_copy_differs"
    assert [p for p in Path(tmp_path / "media").rglob("*") if p.is_file()] == []
