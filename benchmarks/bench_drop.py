"""A card of 1,000 photos of 4 to 8 MB dropped on the photo room of a real window.

Told are, of each drop: how long until its first pictures are painted, first in the form that asks
how to import, then in the room; the processor time of the turns of the window's event loop while
the import goes on (the middle one, of a hundred the longest, the longest); how long the import
takes; memory of both processes. Beside it SHA-256 of the same files, one after the other.

Run with ``python benchmarks/bench_drop.py [--photos N] [--turns N] [--data FOLDER]``. The card
takes 6 MB a photo, and so does each import; both are kept in FOLDER while it runs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
LON, LAT = 126.312765, 43.234066  # inside a clue of the sample county


def hashed(card: Path) -> float:
    """Seconds that SHA-256 of all files takes, read from the disk's cache or the disk."""
    began = time.perf_counter()
    for path in sorted(card.iterdir()):
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")
    return time.perf_counter() - began


def dropped(sample: Path, card: Path, folder: Path) -> dict[str, Any]:
    """One drop on a copy of the sample project, in a process of its own; what it noted."""
    copy, home = folder / "drop-project", folder / "drop-home"
    for made, source in ((copy, sample / "project"), (home, folder / "home")):
        shutil.rmtree(made, ignore_errors=True)
        shutil.copytree(source, made)
    done = subprocess.run(
        [sys.executable, str(HERE / "drop_session.py"), str(copy), str(card)],
        capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "GREENSHIELD_HOME": str(home), "PYTHONPATH": str(HERE.parent)},
    )  # fmt: skip
    for made in (copy, home):
        shutil.rmtree(made, ignore_errors=True)
    if done.returncode:
        raise SystemExit(f"the session failed: {done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def tell(found: dict[str, Any], floor_s: float) -> None:
    """Prints one drop."""
    for name, took in found["times"].items():
        print(f"  {name:<32}{took:>10.0f} ms")
    turns = sorted(found["turns"])
    worst = [turns[min(len(turns) - 1, int(len(turns) * share))] for share in (0.5, 0.99, 1)]
    print("  turns of the window, ms: middle {:.1f}, p99 {:.1f}, worst {:.1f}".format(*worst))
    window, worker = ([pair[at] for pair in found["memory"]] for at in (0, 1))
    for name, noted in (("window", window), ("worker", worker)):
        four = noted[0], statistics.median(noted), max(noted), noted[-1]
        told = "first {:.0f}, middle {:.0f}, most {:.0f}, last {:.0f}".format(*four)
        print(f"  memory of the {name}, MB: {told}")
    whole = found["times"]["the import is over"] / 1000
    print(f"  {found['added']} added, {found['added'] / whole:.0f} a second; SHA-256 of them "
          f"{floor_s:.1f} s: {whole / floor_s:.2f} x floor; load {found['load']:.1f}")  # fmt: skip


def main() -> None:
    """Makes the card, drops it, and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()
    from benchmarks.drop_data import card as made_card
    from benchmarks.home import own_home

    folder = own_home(asked.data)
    sample = folder / "drop-sample"
    if not (sample / "project").exists():
        demo = [sys.executable, "-m", "greenshield", "demo", str(sample), "--json"]
        environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
        subprocess.run(demo, check=True, capture_output=True, env=environment)
    card = made_card(folder, asked.photos, LON, LAT)
    for turn in range(asked.turns):
        print(f"drop {turn + 1} of {asked.photos} photos")
        tell(dropped(sample, card, folder), hashed(card))


if __name__ == "__main__":
    main()
