"""A project whose folder is moved, deleted or put in another's place while it is open."""

import os
import shutil

import pytest
from helpers import projects

from greenshield.domain.errors import SurroundingsError
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
        assert project.issue(issue) is not None  # what stands can be read on
    assert not (folder / "media" / "new").exists()
    if how is move:
        assert not folder.exists()
        with open_project(tmp_path / "elsewhere", who="test", read_only=True) as moved:
            assert [c.text for c in moved.issue(issue).comments] == []
