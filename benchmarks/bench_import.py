"""Imports through the services: a workbook of 10,000 rows × 40 columns, and 60 photos of 4–8 MB.

Run with ``python benchmarks/bench_import.py [ledger|photos] [--profile]``. Each import goes into
a new project, on the disk, signed, with everything that a user waits for. Beside it, in the same
run and taking turns: openpyxl's bare read of the workbook; SHA-256 and copy of the same photos,
once as one would write it, and once as it must be if a power cut may not lose a photo (through to
the disk, and read again). Medians.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import os
import pstats
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests"))

from helpers.make_photos import exif_block, gps_ifd

from benchmarks import bench_ledger
from greenshield.services import ledger_import, new_project, people, photo_import
from greenshield.services.session import Session

PHOTOS, RUNS = 60, 3
COLUMNS, ROWS = bench_ledger.COLUMNS, bench_ledger.ROWS
SIDES = ((2880, 2160), (3264, 2448), (4000, 3000))


def write_photos(folder: Path) -> list[Path]:
    """Noisy pictures of three sizes, each file with its own EXIF and its own bytes."""
    noise = Image.frombytes("RGB", (1000, 750), os.urandom(1000 * 750 * 3))
    bodies = []
    for side in SIDES:
        whole = folder / "whole.jpg"
        noise.resize(side, Image.Resampling.BILINEAR).save(whole, quality=93)
        data = whole.read_bytes()
        bodies.append(data[data.index(b"\xff\xdb") :])  # everything behind the head
        whole.unlink()
    start = datetime(2026, 5, 3, 2, 0, 0, tzinfo=UTC)
    paths = []
    for n in range(PHOTOS):
        moment = start + timedelta(minutes=n)
        gps = gps_ifd(
            lon=126 + n / 1000, lat=43 + n / 1000, altitude=200, azimuth=n, gps_at=moment, error_m=5
        )
        exif = exif_block(taken_at=moment, offset="+00:00", subsec="123", focal_35mm=26, gps=gps)
        path = folder / f"IMG_{n:04}.jpg"
        Image.new("RGB", (8, 8)).save(path, exif=exif)
        small = path.read_bytes()
        head = small[: small.index(b"\xff\xdb")]
        remark = f"{n:06}".encode()
        comment = b"\xff\xfe" + (len(remark) + 2).to_bytes(2, "big") + remark
        path.write_bytes(head + comment + bodies[n % len(bodies)])
        paths.append(path)
    return paths


def hash_and_copy(paths: list[Path], folder: Path) -> None:
    folder.mkdir()
    for path in paths:
        with path.open("rb") as stream:
            hashlib.file_digest(stream, "sha256")
        shutil.copyfile(path, folder / path.name)


def hash_copy_sync_reread(paths: list[Path], folder: Path) -> None:
    folder.mkdir()
    for path in paths:
        digest = hashlib.sha256()
        with path.open("rb") as source, (folder / path.name).open("wb") as out:
            while block := source.read(1 << 20):
                digest.update(block)
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        with (folder / path.name).open("rb") as stream:
            assert hashlib.file_digest(stream, "sha256").hexdigest() == digest.hexdigest()


@dataclass(frozen=True)
class Took:
    """Seconds on the clock, and of processor time, which a busy machine leaves alone."""

    wall: float
    cpu: float


def timed(work: Callable[[], object]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def with_session(folder: Path, work: Callable[[Session], None]) -> Took:
    """What some work takes in a new project, closing it included."""
    project = new_project.create(folder, name="台账", division_code="220183", me="王芳")
    session = Session(project, people.everyone(project)[0])

    def all_of_it() -> None:
        with project:
            work(session)

    return timed(all_of_it)


def import_ledger(session: Session, path: Path) -> None:
    done = ledger_import.import_file(session, path, ledger_import.LedgerOptions())
    assert (done.created, done.refused) == (ROWS, 0), done.problems[:3]


def import_photos(session: Session, paths: list[Path]) -> None:
    done = photo_import.import_photos(session, paths)
    assert (done.added, done.located, done.refused) == (PHOTOS, PHOTOS, 0), done.problems[:3]


def bare_read(path: Path, *, read_only: bool) -> None:
    book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
    assert sum(1 for _ in book.active.iter_rows(values_only=True)) >= ROWS


def take_turns(ways: dict[str, Callable[[Path], Took]], folder: Path) -> dict[str, Took]:
    """Medians of each way; what lies in the write cache is flushed between the turns."""
    found: dict[str, list[Took]] = {name: [] for name in ways}
    for run in range(RUNS):
        for number, (name, way) in enumerate(ways.items()):
            place = folder / f"{run}-{number}"
            os.sync()
            found[name].append(way(place))
            shutil.rmtree(place, ignore_errors=True)
    return {
        name: Took(statistics.median(t.wall for t in all_), statistics.median(t.cpu for t in all_))
        for name, all_ in found.items()
    }


def show(medians: dict[str, Took], count: int, unit: str) -> None:
    ours, *floors = medians
    for name, took in medians.items():
        rate = f"{count / took.wall:8.0f} {unit}/s"
        print(f"{name:<40} {took.wall:7.2f} s {rate}   processor {took.cpu:6.2f} s")
    for floor in floors:
        wall, cpu = (
            medians[ours].wall / medians[floor].wall,
            medians[ours].cpu / medians[floor].cpu,
        )
        print(f"{ours + ' / ' + floor:<64} {wall:5.2f}x   processor {cpu:5.2f}x")


def bench_ledger_import(folder: Path) -> None:
    path = folder / "ledger.xlsx"
    bench_ledger.write_ledger(path)
    print(f"{ROWS} rows x {len(COLUMNS)} columns, median of {RUNS}")
    ways = {
        "ledger import": lambda p: with_session(p, lambda s: import_ledger(s, path)),
        "openpyxl, bare read": lambda _: timed(lambda: bare_read(path, read_only=False)),
        "openpyxl, bare read, read_only": lambda _: timed(lambda: bare_read(path, read_only=True)),
    }
    show(take_turns(ways, folder), ROWS, "rows")


def bench_photo_import(folder: Path) -> None:
    source = folder / "card"
    source.mkdir()
    paths = write_photos(source)
    sizes = [p.stat().st_size / 1e6 for p in paths]
    print(
        f"{PHOTOS} photos of {min(sizes):.1f} to {max(sizes):.1f} MB, warm cache, median of {RUNS}"
    )
    ways = {
        "photo import": lambda p: with_session(p, lambda s: import_photos(s, paths)),
        "SHA-256 + copy": lambda p: timed(lambda: hash_and_copy(paths, p)),
        "SHA-256 + copy + fsync + read again": lambda p: timed(
            lambda: hash_copy_sync_reread(paths, p)
        ),
    }
    show(take_turns(ways, folder), PHOTOS, "photos")


def profiled(folder: Path) -> None:
    """Where the ledger's import spends its time."""
    path = folder / "ledger.xlsx"
    bench_ledger.write_ledger(path)
    profile = cProfile.Profile()
    with_session(folder / "p", lambda s: profile.runcall(import_ledger, s, path))
    pstats.Stats(profile).sort_stats("cumulative").print_stats("greenshield", 45)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=("ledger", "photos"))
    parser.add_argument("--profile", action="store_true", help="of the ledger's import")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["GREENSHIELD_HOME"] = str(folder / "home")
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        if args.profile:
            profiled(folder)
            return
        if args.what in (None, "ledger"):
            bench_ledger_import(folder)
        if args.what in (None, "photos"):
            bench_photo_import(folder)


if __name__ == "__main__":
    main()
