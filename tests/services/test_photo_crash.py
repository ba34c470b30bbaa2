"""Imports that are killed, and disks that are full: what was stored stays, whole."""

import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import make_project, session_of

from greenshield.domain.errors import SurroundingsError
from greenshield.project.media import hash_file
from greenshield.project.rebuilding import differences
from greenshield.services import photo_list
from greenshield.services.photo_import import import_photos
from greenshield.services.verifying import verify

COUNT = 230
LONGEST = 1.2  # seconds; an import of the card takes about as long
CHILD = """
import sys
from pathlib import Path
from greenshield.services import photo_import
from greenshield.services.session import writing
class Tell:
    def step(self, what, done, total):
        print(done, flush=True)
with writing(Path(sys.argv[1])) as session:
    print("open", flush=True)
    photo_import.import_photos(session, [Path(sys.argv[2])], progress=Tell())
"""


@pytest.fixture(scope="module")
def card(tmp_path_factory):
    folder = tmp_path_factory.mktemp("card")
    for n in range(COUNT):
        jpeg_with_exif(folder / f"{n:04}.jpg", lon=126.3 + n / 1e4, lat=43.2, seed=n)
    return folder


def whole(session):
    """Fails where anything is half there; the hashes of the photos."""
    project = session.project
    found = {i["sha256"] for i in photo_list.photos(project).items}
    for sha256 in found:
        project.media.check(sha256)
    assert list(project.media.folder.glob("*.part")) == []
    pictures = {p.name[:64] for p in project.media.files() if p.suffix == ".jpg"}
    assert pictures == found
    assert differences(project) == []
    return found


@pytest.mark.parametrize("lines", range(5))
def test_that_a_killed_import_keeps_what_it_told_and_goes_on(tmp_path, card, lines):
    path = make_project(tmp_path / "p")
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), str(card)], stdout=subprocess.PIPE, text=True
    )
    try:
        told = [child.stdout.readline().strip() for _ in range(lines + 1)]
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
    assert told[0] == "open"
    acknowledged = int(told[-1]) if lines else 0
    with session_of(path) as session:
        before = whole(session)
        assert acknowledged <= len(before) <= COUNT
        done = import_photos(session, [card])
        assert (done.added, done.duplicates) == (COUNT - len(before), len(before))
        assert whole(session) == {hash_file(p) for p in card.iterdir()}


def kill_now_and_then(place, card, rounds, seed):
    """Kills imports at random moments, each going on where the last was cut off.

    Returns:
        How many photos were acknowledged before a kill, and how many imports were cut off in
        the middle.
    """
    rng = random.Random(seed)
    wanted = {hash_file(p) for p in card.iterdir()}
    path, before, told, halves = None, set(), 0, 0
    for number in range(rounds):
        if path is None:
            path, before = make_project(place / f"p{number}"), set()
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), str(card)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout.readline() == "open\n"
        time.sleep(rng.uniform(0, LONGEST))
        child.send_signal(signal.SIGKILL)
        said, _ = child.communicate()
        acknowledged = int(said.rpartition("\n")[0].rpartition("\n")[2] or 0)
        with session_of(path) as session:
            found = whole(session)
        assert before <= found <= wanted
        assert len(found) >= acknowledged
        verdict = verify(path)
        assert (verdict.broken, verdict.photos) == ([], len(found))
        told, halves, before = told + acknowledged, halves + (0 < len(found) < COUNT), found
        if found == wanted:
            shutil.rmtree(path)
            path = None
    return told, halves


def test_that_kills_at_random_moments_lose_and_leave_nothing(tmp_path, card):
    told, _ = kill_now_and_then(tmp_path, card, 3, "photos")
    assert told > 0


@pytest.mark.soak
def test_that_hundreds_of_kills_at_random_moments_lose_and_leave_nothing(tmp_path, card):
    told, halves = kill_now_and_then(tmp_path, card, 400, "many photos")
    print(f"400 kills, {halves} in the middle, {told} photos acknowledged before")
    assert min(told, halves) > 100


LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, 4_000_000))
from greenshield.domain.errors import SurroundingsError
from greenshield.services import photo_import
from greenshield.services.session import writing
with writing(Path(sys.argv[1])) as session:
    try:
        photo_import.import_photos(session, [Path(sys.argv[2])])
    except SurroundingsError as error:
        print(error.code, error.exit_code, error.params["added"], error.params["left"])
"""


def test_that_a_disk_that_takes_no_more_is_told_and_the_next_import_goes_on(tmp_path, card):
    """By a limit on the size of files, which needs nobody's rights."""
    path = make_project(tmp_path / "p")
    heavy = tmp_path / "heavy"
    heavy.mkdir()
    files = sorted(card.iterdir())[:60]
    for n, file in enumerate(files):
        (heavy / file.name).write_bytes(file.read_bytes() + bytes(5_000_000 if n == 30 else n))
    command = [sys.executable, "-c", LIMITED, str(path), str(heavy)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert said[:2] == ["photos_stopped_full", "6"]
    with session_of(path) as session:
        before = whole(session)
        assert len(before) == int(said[2]) == 60 - int(said[3]) >= 28
        done = import_photos(session, [heavy])
        assert (done.added, done.duplicates) == (60 - len(before), len(before))
        assert whole(session) == {hash_file(p) for p in heavy.iterdir()}


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 3 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    with suppress(OSError):
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            yield place
            subprocess.run([umount or "umount", "-l", str(place)], check=True)
            return
    pytest.skip("this machine lacks the right to mount a small file system")


def test_that_a_full_disk_is_told_and_nothing_half_done_stays(tmp_path, card, small_disk):
    path = make_project(small_disk / "p")
    heavy = tmp_path / "heavy"
    heavy.mkdir()
    for n, file in enumerate(sorted(card.iterdir())):
        (heavy / file.name).write_bytes(file.read_bytes() + bytes(15_000 + n))
    with pytest.raises(SurroundingsError) as caught, session_of(path) as session:
        import_photos(session, [heavy])
    assert caught.value.exit_code == 6
    assert caught.value.code in ("photos_stopped_full", "disk_full")
    subprocess.run(
        ["mount", "-o", "remount,size=60m", str(small_disk)], check=True, capture_output=True
    )
    with session_of(path) as session:
        before = whole(session)
        assert 0 < len(before) < COUNT
        done = import_photos(session, [heavy])
        assert (done.added, done.duplicates) == (COUNT - len(before), len(before))
        assert whole(session) == {hash_file(p) for p in heavy.iterdir()}


def test_that_the_project_is_small_enough_for_the_test_of_a_full_disk(tmp_path, card):
    """Else the disk would be full before the import began, and the test prove nothing."""
    path = make_project(tmp_path / "p")
    assert sum(f.stat().st_size for f in Path(path).rglob("*") if f.is_file()) < 1_500_000
