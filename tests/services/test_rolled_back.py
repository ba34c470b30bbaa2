"""A project put back from a backup after a crash: never two histories under one key."""

import shutil
import subprocess
import sys

import pytest
from helpers.open_sessions import add_clue, make_project, session_of
from helpers.projects import patch
from helpers.rollback import events, put_back, write

from greenshield.domain.errors import SurroundingsError
from greenshield.log.chain import by_chain, check_chain
from greenshield.project.project import Project
from greenshield.services import whereabouts
from greenshield.services.verifying import verify

WORK = """
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from helpers.open_sessions import add_clue, session_of
from helpers.projects import patch
with session_of(Path(sys.argv[1])) as session:
    add_clue(session, sys.argv[2], patch(5))
    os._exit(9)
"""


def write_and_die(path, clue_no):
    paths = [p for p in sys.path if p]
    command = [sys.executable, "-c", WORK, str(path), clue_no, *paths]
    assert subprocess.run(command, check=False).returncode == 9


def assert_one_history(project_id, *found):
    together = {event.hash: event for events in found for event in events}
    for chain in by_chain(together.values()).values():
        assert check_chain(project_id, chain) == []


@pytest.fixture
def path(tmp_path):
    made = make_project(tmp_path / "p")
    write(made, "QH-1")
    return made


def test_that_a_rollback_after_a_crash_gets_a_new_device(tmp_path, path):
    shutil.copytree(path, tmp_path / "backup")
    device, _ = write(path, "QH-2")
    shutil.rmtree(path)
    shutil.copytree(tmp_path / "backup", path)
    write(path, "QH-3")
    shutil.rmtree(tmp_path / "backup")
    shutil.copytree(path, tmp_path / "backup")
    write_and_die(path, "QH-4")
    project_id, lost = events(path)
    put_back(tmp_path / "backup", path)
    other, is_new = write(path, "QH-5")
    assert is_new
    assert other != device
    assert_one_history(project_id, lost, events(path)[1])
    assert {b.code for b in verify(path).broken} == {"chain_shortened"}


def test_that_a_crash_without_a_rollback_keeps_the_device(path):
    device, _ = write(path, "QH-2")
    write_and_die(path, "QH-3")
    assert write(path, "QH-4") == (device, False)


def test_that_an_opening_that_writes_nothing_changes_nothing(path, own_home):
    before = (path / "project.gpkg").read_bytes()
    with session_of(path):
        pass
    assert (path / "project.gpkg").read_bytes() == before


def test_that_a_crash_between_the_two_marks_only_costs_a_device(path, monkeypatch):
    device, _ = write(path, "QH-2")

    def die(self, key, value):
        raise SystemExit(9)

    with monkeypatch.context() as during, session_of(path) as session:
        during.setattr(Project, "set_local", die)
        with pytest.raises(SystemExit):
            add_clue(session, "QH-3", patch(8))
        # What the end of a session would note is not written by who died.
        during.setattr(whereabouts, "save", lambda *_: None)
    with session_of(path) as session:
        assert (session.project.signer.device_id != device, session.new_device) == (True, True)
    assert verify(path).broken == []


def test_that_a_refused_mark_in_the_project_leaves_the_note_as_it_was(path, monkeypatch):
    device, _ = write(path, "QH-2")

    def full(self, key, value):
        raise SurroundingsError("disk_full", file="project.gpkg")

    with monkeypatch.context() as during, session_of(path) as session:
        during.setattr(Project, "set_local", full)
        with pytest.raises(SurroundingsError):
            add_clue(session, "QH-3", patch(8))
    assert write(path, "QH-3") == (device, False)
