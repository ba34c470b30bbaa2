"""Closing on a full disk: the sums stay open and nothing is raised; the next close takes them."""

import contextlib
import shutil
import subprocess

import pytest
from helpers import projects

from greenshield.project import page_sums
from greenshield.project.page_check import inspect_pages


@pytest.fixture
def disk(tmp_path):
    """A file system of 160 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine lacks the right to mount a small file system")
    yield place
    subprocess.run([umount or "umount", "-l", str(place)], check=True)


def test_that_a_full_disk_at_closing_leaves_the_sums_open(disk):
    with projects.make(disk / "p") as project, project.transaction():
        # Closing frees the log's shared memory (32 kB); the sums of so many pages need more.
        project.set_local("ballast", "x" * (48 << 20))
    project = projects.reopen(disk / "p")
    with project.action("me") as action:
        projects.add_issue(action, project, 1)
    project.checkpoint()
    with (disk / "ballast").open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while out.write(b"\0" * 4096):
            pass
    project.close()
    assert page_sums.state(project.layout.sums) == "open"
    assert not list(project.layout.folder.glob("*.partial"))
    assert inspect_pages(project.layout) == (False, [])
    (disk / "ballast").unlink()
    with projects.reopen(disk / "p") as project:
        assert project.rows("SELECT count(*) AS n FROM issue") == [{"n": 1}]
    assert inspect_pages(project.layout) == (True, [])
