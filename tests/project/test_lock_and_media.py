"""The write lock, read-only openings, and the store of originals, on good days and bad."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from helpers import projects
from helpers.foreign import child_python
from helpers.harm import overwrite
from helpers.nobody import as_nobody

from greenshield.domain.errors import GreenShieldError, SurroundingsError, UnreadableError
from greenshield.log.scopes import photo_id
from greenshield.project.inspection import inspect_tables
from greenshield.project.media import MediaStore, hash_file
from greenshield.project.opening import open_project

HOLD = """
import sys, time
from pathlib import Path
from greenshield.project.opening import open_project
project = open_project(Path(sys.argv[1]), who="王五示例@二号机")
print("open", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path):
    with projects.make(tmp_path / "p") as project:
        projects.fill(project, issues=2, blobs=False)
    return tmp_path / "p"


@pytest.fixture
def holder(folder):
    command = [sys.executable, "-c", HOLD, str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], **pipes) as child:
        assert child.stdout.readline() == "open\n"
        yield child
        child.kill()


def test_that_the_lock_says_who_holds_it_and_his_death_frees_it(folder, holder):
    with pytest.raises(SurroundingsError) as caught:
        open_project(folder, who="me")
    assert caught.value.code == "project_locked"
    assert "王五示例@二号机" in caught.value.params["holder"]
    assert str(holder.pid) in caught.value.params["holder"]
    holder.kill()
    holder.wait()
    with open_project(folder, who="me") as project:
        assert inspect_tables(project) == []


def test_that_a_second_opening_reads_and_sees_what_is_committed(folder):
    with (
        projects.reopen(folder) as writer,
        open_project(folder, who="me", read_only=True) as reader,
    ):
        for n in range(5):
            with writer.action("me") as action:
                projects.add_issue(action, writer, 20 + n)
                assert reader.rows("SELECT count(*) AS n FROM issue") == [{"n": 2 + n}]
            assert reader.rows("SELECT count(*) AS n FROM issue") == [{"n": 3 + n}]
        with pytest.raises(SurroundingsError) as caught, reader.action("me"):
            pass
        assert caught.value.code == "project_read_only"
        assert caught.value.params["holder"].startswith("test (")
        with pytest.raises(GreenShieldError), reader.transaction():
            pass
        assert reader.digest() == writer.digest()


def test_that_a_lock_with_torn_or_foreign_text_still_locks_and_frees(folder):
    for text in (b"", b'{"who": "x', b"\xff\xfe", b"[]", b"x" * 100_000):
        (folder / "project.lock").write_bytes(text)
        with (
            open_project(folder, who="me"),
            pytest.raises(SurroundingsError) as caught,
        ):
            open_project(folder, who="other")
        assert "me" in caught.value.params["holder"]
    (folder / "project.lock").unlink()
    open_project(folder, who="me").close()


def test_that_a_folder_in_the_locks_place_is_told(folder):
    (folder / "project.lock").unlink()
    (folder / "project.lock").mkdir()
    with pytest.raises(SurroundingsError) as caught:
        open_project(folder, who="me")
    assert caught.value.code == "file_no_permission"


# -- originals ---------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path):
    return MediaStore(tmp_path / "media")


def test_that_a_copy_is_the_source_byte_for_byte_under_its_hash(store, tmp_path):
    data = os.urandom(3_000_001)
    source = tmp_path / "照片.JPG"
    source.write_bytes(data)
    kept = store.keep(source)
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert kept.path == store.folder / kept.sha256[:2] / f"{kept.sha256}.jpg"
    assert (kept.path.read_bytes(), kept.size, kept.is_new) == (data, len(data), True)
    assert source.read_bytes() == data
    assert store.read(kept.sha256) == data
    assert list(store.files()) == [kept.path]


def test_that_the_same_bytes_are_kept_once_whatever_their_name(store, tmp_path):
    for name in ("a.jpg", "b.jpeg", "c"):
        (tmp_path / name).write_bytes(b"same")
    kept = [store.keep(tmp_path / name) for name in ("a.jpg", "b.jpeg", "c")]
    kept.append(store.keep_bytes(b"same", ".wkb"))
    assert [k.is_new for k in kept] == [True, False, False, False]
    assert len({k.path for k in kept}) == len(list(store.files())) == 1


@pytest.mark.parametrize("keep", ["file", "bytes"])
def test_that_an_altered_copy_is_told_and_put_right_by_keeping_it_again(store, tmp_path, keep):
    source = tmp_path / "a.jpg"
    source.write_bytes(b"original")
    kept = store.keep(source)
    overwrite(kept.path, b"0riginal")
    for ask in (store.read, store.check):
        with pytest.raises(UnreadableError) as caught:
            ask(kept.sha256)
        assert caught.value.code == "media_altered"
    again = store.keep(source) if keep == "file" else store.keep_bytes(b"original", ".jpg")
    assert again.is_new
    assert store.read(kept.sha256) == b"original"
    assert len(list(store.files())) == 1


def test_that_a_source_that_grows_while_it_is_read_is_kept_as_it_was_read(store, tmp_path):
    source = tmp_path / "track.log"
    source.write_bytes(b"x" * 5_000_000)
    stop = threading.Event()

    def grow():
        with source.open("ab", buffering=0) as out:
            for _ in range(50_000):
                if stop.is_set():
                    break
                out.write(b"y" * 100)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        kept = [store.keep(source) for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    for one in kept:
        assert hash_file(one.path) == one.sha256
        assert one.path.stat().st_size == one.size
        assert set(one.path.read_bytes()) <= set(b"xy")
    assert len(list(store.files())) == len({one.sha256 for one in kept})


def test_that_what_is_no_file_is_told_and_leaves_nothing(store, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for source, code in (
        (tmp_path / "none", "file_not_found"),
        (tmp_path, "file_is_directory"),
        (tmp_path / "pipe", "file_unreadable"),
        (Path("/dev/zero"), "file_unreadable"),
    ):
        for ask in (store.keep, store.refer):
            with pytest.raises(GreenShieldError) as caught:
                ask(source)
            assert caught.value.code == code
    assert list(store.files()) == []


@pytest.mark.parametrize("name", ["", "..", "a" * 63, "../" + "a" * 61, "A" * 64, "*" * 64])
def test_that_only_a_hash_finds_a_file(store, name):
    store.keep_bytes(b"x", ".jpg")
    assert store.find(name) is None


def test_that_a_dead_process_leaves_no_part_files_and_no_orphans(folder):
    code = """
import os, sys
from pathlib import Path
from greenshield.project.opening import open_project
project = open_project(Path(sys.argv[1]), who="x")
project.media.keep_bytes(b"nobody relies on this", ".jpg")
(project.layout.media / "0123456789abcdef.part").write_bytes(b"half")
os._exit(0)
"""
    child_python(code, folder, cwd=Path(__file__).parents[2])
    assert list((folder / "media").glob("*.part")) != []
    relied = {p.name for p in (folder / "media").rglob("*.*") if p.suffix != ".part"}
    with projects.reopen(folder) as project:
        left = {p.name for p in project.media.files()}
        orphans = {p.name for p in (folder / "orphans").iterdir()}
        assert orphans == {hashlib.sha256(b"nobody relies on this").hexdigest() + ".jpg"}
        assert left == relied - orphans
        assert len(left) == 4


def keep_and_fail(project, refused):
    with project.action("me"):
        refused.append(project.media.keep_bytes(b"of a refused action", ".jpg"))
        raise RuntimeError


def test_that_a_file_of_a_refused_action_is_set_aside_on_closing(folder):
    with projects.reopen(folder) as project:
        refused = []
        with pytest.raises(RuntimeError):
            keep_and_fail(project, refused)
        with project.action("me") as action:
            kept = project.media.keep_bytes(b"of an action", ".jpg")
            photo = photo_id(project.project_id, projects.COUNTY, kept.sha256)
            action.create("photo", photo, {"sha256": kept.sha256})
    assert kept.path.exists()
    assert not refused[0].path.exists()
    assert (folder / "orphans" / refused[0].path.name).exists()


# -- surroundings ------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 4 MB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine lacks the right to mount a small file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill_disk(place):
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while out.write(b"\0" * 4096):
            pass
    return ballast


def write_much(project):
    with project.action("me") as action:
        for n in range(400):
            projects.add_issue(action, project, 50 + n, description="字" * 2000)


def test_that_a_full_disk_is_told_and_the_project_goes_on_when_there_is_room(small_disk):
    with projects.make(small_disk / "p") as project:
        projects.fill(project, issues=2, blobs=False)
        digest, events = project.digest(), project.journal.count()
        ballast = fill_disk(small_disk)
        for _ in range(3):
            with pytest.raises(SurroundingsError) as caught:
                write_much(project)
            assert caught.value.code == "disk_full"
            with pytest.raises(SurroundingsError) as caught:
                project.media.keep_bytes(b"z" * 3_000_000, ".jpg")
            assert caught.value.code == "disk_full"
        assert list(project.media.folder.glob("*.part")) == []
        assert (project.digest(), project.journal.count()) == (digest, events)
        ballast.unlink()
        with project.action("me") as action:
            projects.add_issue(action, project, 50)
        assert inspect_tables(project) == []
    with projects.reopen(small_disk / "p") as project:
        assert project.journal.count() == events + 1
        assert inspect_tables(project) == []


def test_that_no_project_is_left_where_there_is_no_room_for_one(small_disk):
    ballast = fill_disk(small_disk)
    assert shutil.disk_usage(small_disk).free == 0
    with pytest.raises(SurroundingsError) as caught:
        projects.make(small_disk / "p")
    assert caught.value.code == "disk_full"
    assert [p.name for p in small_disk.iterdir()] == ["ballast"]
    ballast.unlink()
    projects.make(small_disk / "p").close()


def try_all(folder):
    """What a user without rights is told, by what he tries."""
    folder, told = Path(folder), {}
    for name, attempt in (
        ("write", lambda: open_project(folder, who="x").close()),
        ("read", lambda: open_project(folder, who="x", read_only=True).close()),
        ("make", lambda: projects.make(folder / "new").close()),
        ("keep", lambda: MediaStore(folder / "media").keep_bytes(b"x", ".jpg")),
        ("source", lambda: MediaStore(Path(tempfile.mkdtemp())).keep(folder / "secret")),
    ):
        try:
            attempt()
            told[name] = "done"
        except SurroundingsError as error:
            told[name] = error.code
    return told


@pytest.fixture
def open_place():
    """A folder that every user can reach, unlike pytest's own."""
    place = Path(tempfile.mkdtemp(prefix="greenshield-open-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


def test_that_a_user_without_rights_is_told_so_and_changes_nothing(open_place, folder):
    shutil.copytree(folder, open_place / "p")
    (open_place / "p" / "secret").write_text("x")
    for path in (open_place / "p").rglob("*"):
        path.chmod(0o600 if path.is_file() else 0o700)
    told = as_nobody(try_all, str(open_place / "p"))
    assert set(told.values()) == {"file_no_permission"}
    before = (open_place / "p" / "project.gpkg").read_bytes()
    (open_place / "p" / "project.gpkg").chmod(0o644)
    told = as_nobody(try_all, str(open_place / "p"))
    assert told.pop("read") == "done"
    assert set(told.values()) == {"file_no_permission"}
    assert (open_place / "p" / "project.gpkg").read_bytes() == before
    assert sorted(p.name for p in (open_place / "p").iterdir()) == sorted(
        [*(p.name for p in folder.iterdir()), "secret"]
    )
