"""Imports that are killed, and disks that are full: what was stored stays, whole."""

import shutil
import signal
import subprocess
import sys
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

COUNT = 230
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
