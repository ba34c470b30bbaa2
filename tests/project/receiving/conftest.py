"""Two replicas of one project, of the root and of the device that it admitted."""

import pytest
from helpers import projects
from helpers.replicas import SECOND


@pytest.fixture
def one(tmp_path):
    with projects.make(tmp_path / "one") as project:
        projects.fill(project, issues=2)
        projects.let_in(project, SECOND)
        yield project


@pytest.fixture
def two(tmp_path, one):
    with projects.replica(tmp_path / "two", one, SECOND) as project:
        yield project
