"""A card of 1,000 photos of 4 to 8 MB: hash, EXIF and embedded picture of each, and the import.

The floor is SHA-256 of the same files in as many threads as the import has. Ours is what the
import itself calls before it copies (``photo_reading``). Beside it stand exiftool, where it is
installed, without any hash, a process for each processor; and the loop that one would write, of
exifread and Pillow, with hash, in as many threads. Then the whole import with its copies on the
disk, beside SHA-256 and copy of the files in threads, and the memory that it takes for more and
more photos.

Run with ``python benchmarks/bench_card.py [--photos N] [--runs N] [--data FOLDER]``. The card
takes 6 MB a photo in FOLDER, and so does each import, while it runs; both are deleted after.
All that is compared takes turns of a few photos, which were read before so that no disk is
waited for; ratios are medians of those of each turn with the floor's turn beside it.
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
from greenshield.formats.photos import PhotoFacts
from greenshield.formats.photos_ahead import Ahead
from greenshield.project.project import Project
from greenshield.services import photo_reading
from greenshield.services.photo_files import Candidate, candidates

PROCESSORS = os.cpu_count() or 2
THREADS = photo_reading.THREADS
FLOOR, OURS = "floor: SHA-256", "ours: hash, EXIF, embedded picture"
_TURN = 100  # photos
MEMORY_COUNTS = (1_000, 10_000)
Way = Callable[[list[Candidate]], None]
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


def _ours(some: list[Candidate]) -> None:
    for sha256, facts, small in photo_reading.each(some, _one):
        assert len(sha256) == 64
        assert facts.lon is not None
        assert small.startswith(b"\xff\xd8")


def _one(candidate: Candidate, ahead: Ahead | None) -> tuple[str, PhotoFacts, bytes]:
    held = photo_reading.read_held(candidate, ahead)
    assert held is not None
    assert held.facts.thumbnail is not None
    begin, length = held.facts.thumbnail
    return held.sha256, held.facts, held.data[begin : begin + length]


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
    def way(some: list[Candidate]) -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(one, [each.path for each in some]))

    return way


def _exiftool(some: list[Candidate]) -> None:
    """A process for each processor; small pictures as they are, all else as it would be told."""
    words = ["exiftool", "-q", "-fast", "-json", "-n", "-b", "-all", "-ThumbnailImage"]
    told = [[str(each.path) for each in some[n::PROCESSORS]] for n in range(PROCESSORS)]
    running = [subprocess.Popen([*words, *part], stdout=subprocess.DEVNULL) for part in told]
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


def _seconds(way: Way, some: list[Candidate]) -> float:
    begin = time.perf_counter()
    way(some)
    return time.perf_counter() - begin


def _processor_seconds() -> float:
    """What this process and those that it waited for took of the processors."""
    return sum(os.times()[:4])


def _reading(card: list[Candidate], runs: int) -> None:
    """Each way beside the floor in turns of a few photos, so that a busy machine slows both."""
    ways: dict[str, tuple[Way, int]] = {
        OURS: (_ours, len(card)),
        "exifread and Pillow, a plain loop": (_threads(_plain), min(200, len(card))),
    }
    if shutil.which("exiftool"):
        ways["exiftool, no hash"] = (_exiftool, min(200, len(card)))
    else:
        print("exiftool is not installed here, and not compared")
    floor = _threads(_hashed)
    print(f"{'':38}{'ms':>8} {'a second':>10}   of the floor's rate: clock, processor (low - high)")
    for name, (way, count) in ways.items():
        turns = []
        for run in range(runs):
            for begin in range(0, count, _TURN):
                some = card[begin : min(begin + _TURN, count)]
                floor(some)  # what follows finds them in memory
                first = (begin // _TURN + run) % 2
                measured = {one: _turn(one, some) for one in ((floor, way), (way, floor))[first]}
                turns.append((measured[floor], measured[way]))
        one = statistics.median(ours[0] for _, ours in turns)
        shares = [_shares([least[n] / ours[n] for least, ours in turns]) for n in (0, 1)]
        print(f"{name:38}{one * 1e3:8.2f} {1 / one:10.0f}   {'; '.join(shares)}")
        if name == OURS:
            one = statistics.median(least[0] for least, _ in turns)
            print(f"{FLOOR:38}{one * 1e3:8.2f} {1 / one:10.0f}   beside it")


def _turn(way: Way, some: list[Candidate]) -> tuple[float, float]:
    """Seconds a photo on the clock, and of the processors."""
    before = _processor_seconds()
    wall = _seconds(way, some)
    return wall / len(some), (_processor_seconds() - before) / len(some)


def _shares(ratios: list[float]) -> str:
    """The median, and the middle half."""
    low, middle, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return f"{middle:.2f} ({low:.2f} - {high:.2f})"


def _importing(card: list[Candidate], place: Path, runs: int) -> None:
    copied, imported = [], []
    for _ in range(runs):
        os.sync()
        copied.append(_seconds(_threads(_copied), card))
        for path in (each.path for each in card):
            path.with_suffix(".copy").unlink()
        folder = place / "project"
        os.sync()
        with new_project(folder) as project:
            imported.append(_seconds(lambda _: import_all(card[0].root, project), card))
        shutil.rmtree(folder)
    floor, ours = statistics.median(copied), statistics.median(imported)
    for name, seconds in (("SHA-256 + copy, not waited for", floor), ("whole import", ours)):
        print(f"{name:38}{seconds / len(card) * 1e3:8.2f} ms {len(card) / seconds:8.0f}/s")
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
        card = candidates([paths[0].parent], [])
        sizes = [each.size / 1e6 for each in card]
        print(
            f"{len(card)} photos of {min(sizes):.1f} to {max(sizes):.1f} MB, {sum(sizes):.0f} MB; "
            f"{PROCESSORS} processors, {THREADS} threads, load {os.getloadavg()[0]:.1f}; "
            f"medians of {args.runs} runs"
        )
        _reading(card, args.runs)
        _importing(card, Path(top), min(2, args.runs))
        _memory(paths[0].parent, Path(top))
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
