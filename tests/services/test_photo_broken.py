"""A folder of broken files: one line each, counted on the way, stopped at will, little memory."""

import subprocess
import sys

import pytest
from helpers.open_sessions import session_of

from greenshield.domain.errors import SurroundingsError
from greenshield.services import photo_import
from greenshield.services.photo_import import import_photos
from greenshield.services.progress import cancelled


class Stopping:
    """Stops an import at once, and knows when."""

    def __init__(self):
        self.steps = []

    def step(self, _what, done, total):
        self.steps.append((done, total))
        raise cancelled()


def test_that_files_that_are_all_refused_are_counted_and_can_be_stopped(
    path, tmp_path, monkeypatch
):
    monkeypatch.setattr(photo_import, "_EMPTY_SECONDS", 0.0)
    card = tmp_path / "card"
    card.mkdir()
    for n in range(500):
        (card / f"{n}.jpg").write_bytes(b"no picture")
    stopping, done = Stopping(), photo_import.Imported()
    with session_of(path) as session, pytest.raises(SurroundingsError, match="cancelled"):
        import_photos(session, [card], progress=stopping, done=done)
    ((seen, total),) = stopping.steps
    assert (seen, total) == (done.refused, 500)
    assert 0 < seen < 500


BROKEN = """
import random, sys
from pathlib import Path
from greenshield.services.photo_import import import_photos
from greenshield.services.session import writing
STARTS = (b"", b"no",
          b"\\xff\\xd8\\xff\\xe1", b"\\x89PNG\\r\\n\\x1a\\n", b"II*\\0", b"RIFF____WEBP")
if __name__ == "__main__":
    rng, card, count = random.Random(5), Path(sys.argv[2]), int(sys.argv[3])
    card.mkdir()
    for n in range(count):
        start = STARTS[n % len(STARTS)]
        (card / f"{n}.jpg").write_bytes(start + rng.randbytes(rng.randrange(3000)) * (n % 6 > 1))
    def peak():
        return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
    with writing(Path(sys.argv[1])) as session:
        before = peak()
        done = import_photos(session, [card])
        told = {problem.file for problem in done.problems}
        print((peak() - before) // 1024, done.added + done.duplicates + done.refused, len(told))
"""


def many_broken(path, tmp_path, count):
    """Memory that importing broken files took, MB; each was counted, and named where refused."""
    command = [sys.executable, "-c", BROKEN, str(path), str(tmp_path / "broken"), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    grown, counted, named = map(int, done.stdout.split())
    assert counted == count
    assert named >= count // 3
    return grown


def test_that_a_folder_of_broken_files_costs_little_memory(path, tmp_path):
    assert many_broken(path, tmp_path, 300) < 60


@pytest.mark.soak
def test_that_ten_thousand_broken_files_cost_little_memory(path, tmp_path):
    assert many_broken(path, tmp_path, 10_000) < 90
