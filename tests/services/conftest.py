"""A project, and a session of its first actor; the same with a clue that has a patch."""

import pytest
from helpers.open_sessions import PATCH, add_clue, add_province, make_project, session_of
from helpers.project_copies import copy_project


@pytest.fixture
def path(tmp_path):
    return copy_project(tmp_path / "project")


@pytest.fixture
def session(path):
    with session_of(path) as opened:
        yield opened


@pytest.fixture
def all_tiers(tmp_path):
    """A session of 张三 (county) in a project with people of every tier."""
    with session_of(make_project(tmp_path / "project")) as opened:
        add_province(opened)
        yield opened


@pytest.fixture
def clue_path(path):
    """The project with the clue QH-1, whose patch is ``PATCH``."""
    with session_of(path) as session:
        add_clue(session, "QH-1", PATCH)
    return path


@pytest.fixture
def clue_session(clue_path):
    with session_of(clue_path) as opened:
        yield opened
