"""A project, and the command line called on it in this process."""

import functools

import pytest
from helpers.calls import as_json, said
from helpers.project_copies import copy_project


@pytest.fixture
def project(tmp_path):
    return copy_project(tmp_path / "project")


@pytest.fixture
def run(capsys):
    """Runs a command with ``--json``: (exit code, what it printed)."""
    return functools.partial(as_json, capsys)


@pytest.fixture
def say(capsys):
    """Runs a command for people: (exit code, standard output, standard error)."""
    return functools.partial(said, capsys)
