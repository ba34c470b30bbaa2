"""What a project file calls its copy becomes a file's name, and never a path."""

import pytest
from helpers.open_sessions import add_clue, make_project, session_of
from helpers.projects import patch, reopen

from greenshield import paths
from greenshield.domain.errors import UnreadableError
from greenshield.services import copy_note
from greenshield.services.verifying import verify


@pytest.mark.parametrize("named", ["../../../evil", "", "..", "a/b", "a\0b", "x" * 300])
def test_that_a_copy_that_names_itself_by_a_path_is_given_a_name(tmp_path, own_home, named):
    path = make_project(tmp_path / "p")
    with reopen(path) as project, project.transaction():
        project.set_local("instance", named)
    before = {file for file in own_home.rglob("*") if file.suffix == ".json"}
    assert verify(path).broken == []
    with session_of(path) as session:
        add_clue(session, "QH-1", patch(1))
    notes = paths.state_dir() / "projects" / session.project.project_id
    made = {file for file in own_home.rglob("*") if file.suffix == ".json"} - before
    assert {file.parent for file in made} <= {notes}
    with session_of(path) as session:
        assert copy_note.names_a_copy(session.project.local("instance"))
        assert session.new_device is False


def test_that_a_project_that_names_itself_by_a_path_is_damaged(own_home):
    for given in ("../../evil", "", "a/b"):
        with pytest.raises(UnreadableError) as caught:
            copy_note.knows_device(given, "d")
        assert caught.value.code == "project_damaged"
