"""Reads the EXIF of 40 photos of about 5 MB several ways, and imports them, beside hash and copy.

The floor is what an import can't avoid: SHA-256 of each file and a copy of it, one file after
the other. It does not wait for the disk; ``hash + copy + fsync`` does, as whoever deletes the
card's files afterwards would want, and so does the import. Run with
``python benchmarks/bench_photos.py``; prints wall and processor time a file, files per second
and ratios, medians of five runs that take turns, so that a busy machine slows all alike. The
import works in several threads: its wall time is right only where the processors are free.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import exifread
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests"))

from helpers.make_photos import exif_block, gps_ifd

from greenshield.domain.actors import Actor
from greenshield.formats.photos import read_photo
from greenshield.formats.thumbnails import make_thumbnail
from greenshield.log.signing import DeviceKey
from greenshield.project.creating import create_project
from greenshield.project.project import Project
from greenshield.services.photo_import import import_photos
from greenshield.services.session import Session

COUNT, RUNS = 40, 5
FLOOR = "floor: SHA-256 + copy"
WHOLE = "import into a project, all of it"


def _write(folder: Path) -> list[Path]:
    noise = Image.frombytes("RGB", (1000, 750), os.urandom(1000 * 750 * 3))
    picture = noise.resize((3200, 2400), Image.Resampling.BILINEAR)
    start = datetime(2026, 5, 3, 2, 0, 0, tzinfo=UTC)
    paths = []
    for n in range(COUNT):
        moment = start + timedelta(minutes=n)
        gps = gps_ifd(
            lon=126 + n / 1000, lat=43 + n / 1000, altitude=200, azimuth=n, gps_at=moment, error_m=5
        )
        exif = exif_block(taken_at=moment, offset="+00:00", subsec="123", focal_35mm=26, gps=gps)
        path = folder / f"{n:04}.jpg"
        if n == 0:
            picture.save(path, quality=90, exif=exif)
            body = path.read_bytes()
            frame = body.index(b"\xff\xdb")  # everything behind the EXIF segment
        else:
            Image.new("RGB", (8, 8)).save(path, exif=exif)
            small = path.read_bytes()
            path.write_bytes(
                small[: small.index(b"\xff\xdb")] + body[frame:] + bytes(n)
            )  # sizes differ
        paths.append(path)
    return paths


def _exifread(path: Path) -> None:
    with path.open("rb") as handle:
        exifread.process_file(handle)


def _pillow(path: Path) -> None:
    with Image.open(path) as image:
        exif = image.getexif()
        exif.get_ifd(0x8769)
        exif.get_ifd(0x8825)


def _floor(path: Path) -> None:
    with path.open("rb") as handle:
        hashlib.file_digest(handle, "sha256")
    shutil.copyfile(path, path.with_suffix(".copy"))


def _settle_disk() -> None:
    """Waits until the disk has written what others left, so that nobody pays for another."""
    if hasattr(os, "sync"):
        os.sync()


def _fsynced(path: Path) -> None:
    _floor(path)
    handle = os.open(path.with_suffix(".copy"), os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _import(path: Path) -> None:
    _floor(path)
    read_photo(path)


def _new_project(folder: Path) -> Project:
    return create_project(
        folder, DeviceKey.generate(), name="bench", division_code="229901",
        device_name="bench", fields={},
    )  # fmt: skip


def _whole_import(photos: Path, project: Project) -> None:
    """All of it: copied, checked, read, signed, stored, waited for."""
    done = import_photos(Session(project, Actor("me", division="229901")), [photos])
    assert (done.added, done.refused) == (COUNT, 0), done


def _thumbnail(path: Path) -> None:
    make_thumbnail(path)


def _processor_seconds() -> float:
    """What all threads of this process took of the processors so far."""
    spent = os.times()
    return spent.user + spent.system


def _timed(work: Callable[[], None], runs: list[tuple[float, float]]) -> None:
    """Runs once on a quiet disk; adds wall and processor seconds a photo."""
    _settle_disk()
    begin, busy = time.perf_counter(), _processor_seconds()
    work()
    wall, spent = time.perf_counter() - begin, _processor_seconds() - busy
    runs.append((wall / COUNT, spent / COUNT))


def main() -> None:
    """Times every way and prints a table."""
    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    ways: dict[str, Callable[[Path], None]] = {
        FLOOR: _floor,
        "SHA-256 + copy + fsync": _fsynced,
        "SHA-256 + copy + read_photo": _import,
        "read_photo": lambda p: read_photo(p) and None,
        "exifread, all of it": _exifread,
        "Pillow's getexif": _pillow,
        "make_thumbnail 256": _thumbnail,
    }
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in [*ways, WHOLE]}
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "photos"
        folder.mkdir()
        paths = _write(folder)
        size = sum(p.stat().st_size for p in paths) / len(paths) / 1e6
        for run in range(RUNS):
            for name, way in ways.items():
                _timed(lambda way=way: [way(p) for p in paths] and None, seconds[name])
                for copy in folder.glob("*.copy"):
                    copy.unlink()
            with _new_project(Path(top) / f"project{run}") as project:
                _timed(lambda project=project: _whole_import(folder, project), seconds[WHOLE])
            shutil.rmtree(Path(top) / f"project{run}")
    floor = [statistics.median(values) for values in zip(*seconds[FLOOR], strict=True)]
    print(
        f"{COUNT} photos of {size:.1f} MB, warm cache, median of {RUNS}; load {os.getloadavg()[0]}"
    )
    print(
        f"{'':34} {'wall ms':>8} {'processor ms':>13} {'a second':>9}   x floor (wall, processor)"
    )
    for name, runs in seconds.items():
        wall, busy = (statistics.median(values) for values in zip(*runs, strict=True))
        shares = f"{wall / floor[0]:6.2f} {busy / floor[1]:6.2f}"
        print(f"{name:34} {wall * 1e3:8.2f} {busy * 1e3:13.2f} {1 / wall:9.0f}   {shares}")


if __name__ == "__main__":
    main()
