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
from greenshield.project import engine, telling
from greenshield.project.migrations import NAMES, steps
from greenshield.project.opening import open_project
from greenshield.project.rebuilding import differences

OLD = Path(__file__).parent / "schemas" / "0005.gpkg"
TOLD = ["keeping_backup", "upgrading_schema", "emptying_tables", "reading_events",
        "writing_tables", "measuring_overlays"]  # fmt: skip
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


@pytest.fixture
def often(monkeypatch):
    """Single statements are looked at every few operations, as those of a large project are."""
    monkeypatch.setattr(telling, "_OPERATIONS", 50)


@pytest.mark.usefixtures("often")
def test_that_a_long_copy_says_how_much_of_it_is_done(folder, monkeypatch):
    monkeypatch.setattr(telling, "_MB", 1)
    told = []
    open_project(folder, who="me", step=lambda *said: told.append(said)).close()
    copied = [(done, total) for what, done, total in told if what == "keeping_backup"]
    size = OLD.stat().st_size
    assert len(copied) > 10
    assert {total for _, total in copied} == {size}
    assert copied == sorted(copied)  # so small a copy is written at its end alone
    assert sum(what == "upgrading_schema" for what, _, _ in told) > 10


def test_that_a_copy_is_told_in_megabytes_and_never_more_than_its_original(tmp_path):
    copy, original = tmp_path / "copy", tmp_path / "original"
    original.write_bytes(bytes(3_500_000))
    much = telling.megabytes(copy, original)
    told = [much()]
    for size in (1_999_999, 2_000_000, 4_000_000):
        copy.write_bytes(bytes(size))
        told.append(much())
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize(
    ("at", "read_only"),
    [*((at, False) for at in TOLD[:3]), *((at, True) for at in ["copying_older", *TOLD[1:3]])],
)
@pytest.mark.parametrize("stop", [SurroundingsError("cancelled"), KeyboardInterrupt()])
def test_that_a_statement_that_runs_is_stopped_and_nothing_stays(folder, at, stop, read_only):
    seen = []

    def step(what, done, total):
        seen.append(what)
        if seen.count(at) == 5:
            raise stop

    before = (folder / "project.gpkg").read_bytes()
    with pytest.raises(type(stop)):
        open_project(folder, who="me", read_only=read_only, step=step)
    assert seen.count(at) == 5
    assert schema_of(folder) == "0005_reference_layers"
    assert not list(folder.rglob("*.partial"))
    if read_only:
        assert (folder / "project.gpkg").read_bytes() == before
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
