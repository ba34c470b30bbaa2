"""A new project, and a session of its first actor."""

import pytest
from helpers.open_sessions import make_project, session_of


@pytest.fixture
def path(tmp_path):
    return make_project(tmp_path / "project")


@pytest.fixture
def session(path):
    with session_of(path) as opened:
        yield opened
