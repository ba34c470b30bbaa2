"""An older project's upgrade: told from backup to last table, stopped or killed anywhere."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from greenshield.domain.errors import SurroundingsError
from greenshield.project import engine
from greenshield.project.migrations import NAMES, steps
from greenshield.project.opening import open_project
from greenshield.project.rebuilding import differences

OLD = Path(__file__).parent / "schemas" / "0005.gpkg"
TOLD = ["keeping_backup", "upgrading_schema", "reading_events", "writing_tables",
        "measuring_overlays"]  # fmt: skip
KILLED = """
import os, signal, sys
from pathlib import Path
from greenshield.project import rebuilding
from greenshield.project.opening import open_project
rebuilding.EVERY = 1
folder, at, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
def step(what, done, total):
    if (what, done) == (at, number):
        os.kill(os.getpid(), signal.SIGKILL)
open_project(folder, who="me", step=step).close()
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "p").mkdir()
    shutil.copy(OLD, tmp_path / "p" / "project.gpkg")
    return tmp_path / "p"


def schema_of(folder):
    """The last step that the file has, and the day of one issue's events: as an older one reads."""
    db = engine.connect(folder / "project.gpkg", passphrase=None)
    try:
        assert db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.conn.execute("SELECT count(*) FROM event").fetchone()[0] > 0
        return [m.name for m in steps.applied(db)][-1]
    finally:
        db.conn.close()


def is_upgraded_whole(folder):
    with open_project(folder, who="me") as project:
        assert differences(project) == []
    assert schema_of(folder) == NAMES[-1]


def test_that_each_part_is_told_and_how_much_of_it(folder):
    told = []
    open_project(folder, who="me", step=lambda *said: told.append(said)).close()
    assert list(dict.fromkeys(what for what, _, _ in told)) == TOLD
    assert all(done < total for what, done, total in told if what == "writing_tables")
    again = []
    open_project(folder, who="me", step=lambda *said: again.append(said)).close()
    assert again == []  # it is upgraded by now


def test_that_who_only_looks_is_told_too(folder):
    told = []
    before = (folder / "project.gpkg").read_bytes()
    with open_project(folder, who="me", read_only=True, step=lambda *said: told.append(said)):
        pass
    assert list(dict.fromkeys(what for what, _, _ in told)) == ["copying_older", *TOLD[1:]]
    assert (folder / "project.gpkg").read_bytes() == before


@pytest.mark.parametrize("at", TOLD)
def test_that_stopped_anywhere_it_is_as_it_was_and_goes_on_another_time(folder, at):
    def step(what, done, total):
        if what == at:
            raise SurroundingsError("cancelled")

    with pytest.raises(SurroundingsError, match="cancelled"):
        open_project(folder, who="me", step=step)
    assert schema_of(folder) == "0005_reference_layers"
    is_upgraded_whole(folder)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize(
    ("at", "number"), [*((at, 0) for at in TOLD), ("reading_events", 7), ("writing_tables", 9)]
)
def test_that_killed_anywhere_it_opens_as_it_was_and_is_upgraded_another_time(folder, at, number):
    command = [sys.executable, "-c", KILLED, str(folder), at, str(number)]
    done = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with open_project(folder, who="me", read_only=True) as project:  # looked at before it is mended
        assert differences(project) == []
    assert schema_of(folder) == "0005_reference_layers"
    is_upgraded_whole(folder)
