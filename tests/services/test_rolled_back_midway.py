"""A backup made while somebody works, then a crash: never two histories under one key."""

import subprocess
import sys
from pathlib import Path

import pytest
from helpers.open_sessions import add_clue, make_project, session_of
from helpers.projects import patch
from helpers.rollback import events, put_back, write

from greenshield import paths
from greenshield.log.chain import by_chain, check_chain
from greenshield.services import head_log, whereabouts
from greenshield.services.verifying import verify

WORK = """
import os, shutil, sys
from pathlib import Path
sys.path[:0] = sys.argv[4:]
from helpers.open_sessions import add_clue, session_of
from helpers.projects import patch
from greenshield import paths
path, backup, full = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
with session_of(path) as session:
    add_clue(session, "QH-1", patch(1))
    session.project.checkpoint()
    shutil.copytree(path, backup)
    if full:
        (log,) = paths.state_dir().rglob("*.log")
        log.unlink()
        log.symlink_to(full)
    add_clue(session, "QH-2", patch(2))
    session.project.checkpoint()
    os._exit(9)
"""


@pytest.fixture
def path(tmp_path):
    made = make_project(tmp_path / "p")
    write(made, "QH-0")
    return made


def work_and_die(path, backup, full=""):
    more = [p for p in sys.path if p]
    command = [sys.executable, "-c", WORK, str(path), str(backup), full, *more]
    assert subprocess.run(command, check=False).returncode == 9


@pytest.mark.parametrize("full", ["", "/dev/full", "/nowhere/at/all"])
def test_that_a_backup_from_the_middle_of_an_opening_gets_a_new_device(tmp_path, path, full):
    if full and not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    work_and_die(path, tmp_path / "backup", full)
    project_id, lost = events(path)
    put_back(tmp_path / "backup", path)
    _, is_new = write(path, "QH-3")
    assert is_new
    together = {event.hash: event for event in [*lost, *events(path)[1]]}
    for chain in by_chain(together.values()).values():
        assert check_chain(project_id, chain) == []
    # Of what was not noted nobody can say that it was seen.
    assert {b.code for b in verify(path).broken} == (set() if full else {"chain_shortened"})


def test_that_verify_names_what_such_a_backup_lacks(tmp_path, path):
    work_and_die(path, tmp_path / "backup")
    assert verify(path).broken == []
    put_back(tmp_path / "backup", path)
    assert {b.code for b in verify(path).broken} == {"chain_shortened"}


def test_that_the_end_of_an_opening_is_noted_once(path, own_home):
    with session_of(path) as session:
        add_clue(session, "QH-1", patch(1))
        (log,) = paths.state_dir().rglob("*.log")
        token = session.project.local(whereabouts.mark_of(session.project.signer.device_id))
        (end,) = head_log.read(log, token).items()
        chain, head = end
        assert session.project.journal.head(*chain) == head
    assert not log.exists()


def test_that_only_a_whole_line_counts_and_only_that_opening_s(tmp_path):
    log = tmp_path / "x.log"
    head_log.start(log, "one")
    head_log.append(log, {("d", "220183"): (1, "a")})
    head_log.append(log, {("d", "220183"): (2, "b"), ("d", ""): (1, "c")})
    with log.open("ab") as out:
        out.write(b'["d", "220183", 3, "')
    assert head_log.read(log, "one") == {("d", "220183"): (2, "b"), ("d", ""): (1, "c")}
    assert head_log.read(log, "two") is None
    log.write_bytes(b"")
    head_log.append(log, {("d", "220183"): (4, "e")})
    assert head_log.read(log, "one") is None
    log.unlink()
    head_log.append(log, {("d", "220183"): (5, "f")})
    assert not log.exists()


def raise_after_a_clue(action):
    action.create("issue", "229901:1", {"clue_no": "QH-2"})
    raise ZeroDivisionError


def test_that_a_failed_action_notes_nothing(path):
    with session_of(path) as session:
        add_clue(session, "QH-1", patch(1))
        (log,) = paths.state_dir().rglob("*.log")
        before = log.read_bytes()
        with pytest.raises(ZeroDivisionError), session.project.action() as action:
            raise_after_a_clue(action)
        assert log.read_bytes() == before
