"""The disk of the user's own state is full: a coded error where that stops the work, else none."""

import contextlib
import shutil
import subprocess

import pytest
from helpers.open_sessions import make_project, session_of

from greenshield import paths, settings
from greenshield.cli.main import main
from greenshield.domain.errors import SurroundingsError
from greenshield.services import issues, lookup, whereabouts
from greenshield.services.session import reading

CLUE = {"clue_no": "QH-1", "source_code": "patrol", "lon": "126.35", "lat": "43.25"}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The user's own folder on a file system of 1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine lacks the right to mount a small file system")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(place / "home"))
    yield place
    subprocess.run([umount or "umount", "-l", str(place)], check=True)


def fill_disk(place):
    with (place / "ballast").open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while out.write(b"\0" * 4096):
            pass


def notes(project):
    return sorted((paths.state_dir() / "projects" / project.project_id).iterdir())


def test_that_a_note_of_the_whereabouts_that_finds_no_room_is_disk_full(home, tmp_path):
    with session_of(make_project(tmp_path / "p")) as session:
        whereabouts.save(session.project)
        before = notes(session.project)
        fill_disk(home)
        with pytest.raises(SurroundingsError) as caught:
            whereabouts.save(session.project)
        assert (caught.value.code, caught.value.exit_code) == ("disk_full", 6)
        assert caught.value.params["file"] == str(before[0])
        assert notes(session.project) == before  # nothing half written stays


def test_that_work_begun_is_done_though_the_note_at_its_end_finds_no_room(home, tmp_path):
    path = make_project(tmp_path / "p")
    with session_of(path) as session:
        issues.create(session, CLUE)
        fill_disk(home)
        issues.create(session, CLUE | {"clue_no": "QH-2"})
    with reading(path) as session:
        assert lookup.issue(session.project, "QH-2").state == "clue"


def test_that_nothing_is_written_where_the_note_before_it_finds_no_room(home, tmp_path):
    path = make_project(tmp_path / "p")
    with session_of(path) as session:
        device = session.project.signer.device_id
        issues.create(session, CLUE)
    before = (path / "project.gpkg").read_bytes()
    fill_disk(home)
    with session_of(path) as session, pytest.raises(SurroundingsError, match="disk_full"):
        issues.create(session, CLUE | {"clue_no": "QH-2"})
    assert (path / "project.gpkg").read_bytes() == before
    (home / "ballast").unlink()
    with session_of(path) as session:
        issues.create(session, CLUE | {"clue_no": "QH-2"})
        assert (session.project.signer.device_id, session.new_device) == (device, False)


def test_that_what_needs_the_users_own_disk_ends_with_exit_6(home, tmp_path, capsys):
    path = make_project(tmp_path / "p")
    shutil.copytree(path, tmp_path / "copy")
    fill_disk(home)
    with pytest.raises(SurroundingsError, match="disk_full"):
        settings.save(settings.load())
    words = ["actor", "use", str(path), "张三"]
    assert main(words) == 6
    # A copy needs a key of its own, which finds no room.
    clue = [f"{name}={value}" for name, value in CLUE.items()]
    assert main(["issue", "new", str(tmp_path / "copy"), *clue]) == 6
    told = capsys.readouterr()
    assert told.err.count("磁盘已满") == 2
    assert "Traceback" not in told.err
