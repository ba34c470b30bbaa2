"""A project whose folder is moved, deleted or put in another's place while it is open."""

import itertools
import os
import shutil

import pytest
from helpers import projects

from greenshield.domain.errors import SurroundingsError
from greenshield.project import page_sums, place
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


def test_that_the_log_of_a_replaced_file_is_not_read_as_that_of_the_new_one(tmp_path):
    folder = tmp_path / "p"
    projects.make(folder).close()
    with projects.reopen(folder) as project:
        replaced = folder / "new"
        shutil.copy(folder / "project.gpkg", replaced)
        with project.action("me") as action:
            issue = projects.add_issue(action, project, 1)
        reader = open_project(folder, who="reader", read_only=True)
        reader.db.conn.execute("BEGIN")
        assert reader.issue(issue) is not None  # the log can't be folded in while it reads
        replaced.replace(folder / "project.gpkg")
    reader.close()
    assert not (folder / "project.gpkg-wal").exists()
    with projects.reopen(folder) as project:
        assert project.issue(issue) is None
    (kept,) = (folder / "backups").iterdir()  # what was acknowledged is lost to nobody
    (tmp_path / "kept").mkdir()
    shutil.copy(kept, tmp_path / "kept" / "project.gpkg")
    with projects.reopen(tmp_path / "kept") as project:
        assert project.issue(issue) is not None


@pytest.mark.parametrize("number", [0, 7])
def test_that_a_drive_that_gives_files_other_numbers_refuses_no_write(
    tmp_path, monkeypatch, number
):
    """As network drives do, and systems that have no numbers."""
    folder = tmp_path / "p"
    projects.make(folder).close()
    asked = itertools.count(1)
    monkeypatch.setattr(
        place, "file_identity", lambda path: (1, next(asked) * number) if path.exists() else None
    )
    monkeypatch.setattr(place, "keeps_file_numbers", lambda _: False)
    with projects.reopen(folder) as project:
        with project.action("me") as action:
            projects.add_issue(action, project, 1)
        (folder / "project.lock").write_text("{}")  # another folder's, in the place of ours
        with pytest.raises(SurroundingsError, match="project_moved"):
            project.need_writable()
        (folder / "project.gpkg").unlink()
        with pytest.raises(SurroundingsError, match="project_moved"):
            project.need_writable()
