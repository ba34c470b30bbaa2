"""A project whose folder is moved, deleted or put in another's place while it is open."""

import os
import shutil

import pytest
from helpers import projects

from greenshield.domain.errors import SurroundingsError
from greenshield.project import page_sums
from greenshield.project.opening import open_project

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows moves no folder that is open")


def move(folder):
    folder.rename(folder.parent / "elsewhere")


def delete(folder):
    shutil.rmtree(folder)


def replace(folder):
    """As a program does that synchronises folders: a new file in the place of the old one."""
    new = folder / "new"
    shutil.copy(folder / "project.gpkg", new)
    new.replace(folder / "project.gpkg")


@pytest.mark.parametrize("how", [move, delete])
def test_that_no_file_is_copied_to_where_the_project_was(tmp_path, how):
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"photo")
    folder = tmp_path / "p"
    with projects.make(folder) as project:
        how(folder)
        for keep in (lambda: project.media.keep(photo),
                     lambda: project.media.keep_bytes(b"x", ".wkb")):  # fmt: skip
            with pytest.raises(SurroundingsError, match="project_moved"):
                keep()
    assert not folder.exists()  # so that it can be moved back


@pytest.mark.parametrize("how", [move, delete, replace])
def test_that_nothing_is_acknowledged_that_would_be_written_elsewhere(tmp_path, how):
    folder = tmp_path / "p"
    with projects.make(folder) as project:
        with project.action("me") as action:
            issue = projects.add_issue(action, project, 1)
        how(folder)
        with (
            pytest.raises(SurroundingsError, match="project_moved"),
            project.action("me") as action,
        ):
            action.emit("commented", "issue", issue, {"text": "lost"})
        with pytest.raises(SurroundingsError, match="project_moved"):
            project.need_writable()
        assert project.issue(issue) is not None  # what stands can be read on
    # What came into the place is somebody else's: no sums vouch for it.
    assert page_sums.state(folder / "project.sums") == ("open" if how is replace else "lost")
    if how is move:
        assert not folder.exists()
        with open_project(tmp_path / "elsewhere", who="test", read_only=True) as moved:
            assert [c.text for c in moved.issue(issue).comments] == []
