"""A card of 1,000 photos of 4 to 8 MB: hash, EXIF and embedded picture of each, and the import.

The floor is SHA-256 of the same files in as many threads as there are processors. Beside ours,
which reads each file once as the import does, stand exiftool, where it is installed, without any
hash, a process for each processor; and the loop that one would write, of exifread and Pillow,
with hash, in as many threads. Then the whole import with its copies on the disk, beside SHA-256
and copy of the files in threads, and the memory that it takes for more and more photos.

Run with ``python benchmarks/bench_card.py [--photos N] [--runs N] [--data FOLDER]``. The card
takes 6 MB a photo in FOLDER, and so does each import, while it runs; both are deleted after.
All that is compared takes turns; medians.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import logging
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import exifread
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import card_data
from greenshield.formats.photos import read_photo
from greenshield.project.project import Project

THREADS = os.cpu_count() or 2
FLOOR, OURS = "floor: SHA-256", "ours: hash, EXIF, embedded picture"
_TURN = 20  # photos
MEMORY_COUNTS = (1_000, 10_000)
Way = Callable[[list[Path]], None]
# Imports a folder in a process of its own, and tells its largest memory in MB.
CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from benchmarks.bench_card import import_all, new_project
def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
with new_project(Path(sys.argv[2])) as project:
    before = peak()
    import_all(Path(sys.argv[3]), project)
    print(before, peak())
"""


def _hashed(path: Path) -> None:
    with path.open("rb") as handle:
        hashlib.file_digest(handle, "sha256")


def _ours(path: Path) -> None:
    data = path.read_bytes()
    hashlib.sha256(data)
    facts = read_photo(io.BytesIO(data), path.name)
    assert facts.lon is not None
    assert facts.thumbnail is not None
    begin, length = facts.thumbnail
    assert data[begin : begin + length].startswith(b"\xff\xd8")


def _plain(path: Path) -> None:
    _hashed(path)
    with path.open("rb") as handle:
        tags = exifread.process_file(handle)
    assert tags["JPEGThumbnail"]
    with Image.open(path) as image:
        image.thumbnail((160, 160))


def _copied(path: Path) -> None:
    _hashed(path)
    shutil.copyfile(path, path.with_suffix(".copy"))


def _threads(one: Callable[[Path], None]) -> Way:
    def way(paths: list[Path]) -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(one, paths))

    return way


def _exiftool(paths: list[Path]) -> None:
    """A process for each processor; small pictures as they are, all else as it would be told."""
    words = ["exiftool", "-q", "-fast", "-json", "-n", "-b", "-all", "-ThumbnailImage"]
    told = [paths[n::THREADS] for n in range(THREADS)]
    running = [
        subprocess.Popen([*words, *map(str, some)], stdout=subprocess.DEVNULL) for some in told
    ]
    assert all(process.wait() == 0 for process in running)


def new_project(folder: Path) -> Project:
    """An empty project on the disk."""
    from greenshield.log.signing import DeviceKey
    from greenshield.project.creating import create_project

    return create_project(
        folder, DeviceKey.generate(), name="bench", division_code="229901",
        device_name="bench", fields={},
    )  # fmt: skip


def import_all(photos: Path, project: Project) -> None:
    """All of it: copied, checked, read, signed, stored, waited for."""
    from greenshield.domain.actors import Actor
    from greenshield.services.photo_import import import_photos
    from greenshield.services.session import Session

    done = import_photos(Session(project, Actor("me", division="229901")), [photos])
    assert done.refused == 0
    assert done.added == sum(1 for _ in photos.iterdir())


def _seconds(way: Way, paths: list[Path]) -> float:
    begin = time.perf_counter()
    way(paths)
    return time.perf_counter() - begin


def _processor_seconds() -> float:
    """What this process and those that it waited for took of the processors."""
    return sum(os.times()[:4])


def _reading(paths: list[Path], runs: int) -> None:
    """The floor and ours in turns of a few photos, so that a busy machine slows both alike."""
    ways: dict[str, tuple[Way, int]] = {
        FLOOR: (_threads(_hashed), len(paths)),
        OURS: (_threads(_ours), len(paths)),
        "exifread and Pillow, a plain loop": (_threads(_plain), min(100, len(paths))),
    }
    if shutil.which("exiftool"):
        ways["exiftool, no hash"] = (_exiftool, min(300, len(paths)))
    else:
        print("exiftool is not installed here, and not compared")
    wall: dict[str, list[float]] = {name: [] for name in ways}
    busy: dict[str, list[float]] = {name: [] for name in ways}
    together = [[FLOOR, OURS], *([name] for name in ways if name not in (FLOOR, OURS))]
    for run in range(runs):
        for names in together:
            count = ways[names[0]][1]
            for begin in range(0, count, _TURN):
                some = paths[begin : min(begin + _TURN, count)]
                for name in names if (begin // _TURN + run) % 2 else names[::-1]:
                    before = _processor_seconds()
                    wall[name].append(_seconds(ways[name][0], some) / len(some))
                    busy[name].append((_processor_seconds() - before) / len(some))
    floor = [statistics.median(times[FLOOR]) for times in (wall, busy)]
    print(
        f"{'':38}{'ms':>8} {'a second':>10}   of the floor's rate: on the clock, of the processor"
    )
    for name in ways:
        one, spent = statistics.median(wall[name]), statistics.median(busy[name])
        shares = f"{floor[0] / one:.2f} {floor[1] / spent:.2f}"
        print(f"{name:38}{one * 1e3:8.2f} {1 / one:10.0f}   {shares}")


def _importing(paths: list[Path], place: Path, runs: int) -> None:
    copied, imported = [], []
    for _ in range(runs):
        os.sync()
        copied.append(_seconds(_threads(_copied), paths))
        for path in paths:
            path.with_suffix(".copy").unlink()
        folder = place / "project"
        os.sync()
        with new_project(folder) as project:
            imported.append(_seconds(lambda _: import_all(paths[0].parent, project), paths))
        shutil.rmtree(folder)
    floor, ours = statistics.median(copied), statistics.median(imported)
    for name, seconds in (("SHA-256 + copy, not waited for", floor), ("whole import", ours)):
        print(f"{name:38}{seconds / len(paths) * 1e3:8.2f} ms {len(paths) / seconds:8.0f}/s")
    print(f"whole import / SHA-256 + copy: {ours / floor:.2f} x floor")


def _memory(photos: Path, place: Path) -> None:
    told = [(len(list(photos.iterdir())), "of 4 to 8 MB", _largest(photos, place))]
    for count in MEMORY_COUNTS:
        many = place / f"small-{count}"
        many.mkdir()
        picture = io.BytesIO()
        Image.new("RGB", (64, 48), (90, 120, 60)).save(picture, "JPEG")
        for n in range(count):
            (many / f"{n:05}.jpg").write_bytes(picture.getvalue() + n.to_bytes(4, "big"))
        told.append((count, "small ones", _largest(many, place)))
        shutil.rmtree(many)
    for count, kind, (before, largest) in told:
        print(f"memory of an import of {count} {kind}: {largest:.0f} MB, {before:.0f} MB before")


def _largest(photos: Path, place: Path) -> tuple[float, float]:
    folder = place / "project"
    root = str(Path(__file__).resolve().parents[1])
    words = [sys.executable, "-c", CHILD, root, str(folder), str(photos)]
    out = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    shutil.rmtree(folder)
    return float(out[0]), float(out[1])


def main() -> None:
    """Times every way and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()))
    args = parser.parse_args()
    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(dir=args.data) as top:
        paths = card_data.photos(Path(top) / "DCIM", args.photos)
        sizes = [path.stat().st_size / 1e6 for path in paths]
        print(
            f"{len(paths)} photos of {min(sizes):.1f} to {max(sizes):.1f} MB, {sum(sizes):.0f} MB; "
            f"{THREADS} processors, load {os.getloadavg()[0]:.1f}; medians of {args.runs}"
        )
        _reading(paths, args.runs)
        _importing(paths, Path(top), min(2, args.runs))
        _memory(paths[0].parent, Path(top))
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
