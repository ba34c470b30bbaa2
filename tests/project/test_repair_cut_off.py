"""A crash between the repair of the schema and the rebuild leaves no empty tables behind."""

import subprocess
import sys

import pytest
from helpers import projects

from greenshield.project.inspection import inspect_tables
from greenshield.services.verifying import verify

_WORK = """
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from helpers import projects
from greenshield.project.repairing import restore_schema
project = projects.reopen(Path(sys.argv[1]))
restore_schema(project)
os._exit(1)
"""


@pytest.fixture
def cut_off(tmp_path):
    """A project whose table of issues was rewritten, and whose repair ended in the middle."""
    with projects.make(tmp_path / "p") as project:
        with project.action("me") as action:
            for n in range(3):
                projects.add_issue(action, project, n)
        with project.transaction():
            project.db.conn.execute("ALTER TABLE issue ADD COLUMN junk TEXT")
    paths = [p for p in sys.path if p]
    subprocess.run([sys.executable, "-c", _WORK, str(tmp_path / "p"), *paths], check=False)
    return tmp_path / "p"


def test_that_the_next_opening_makes_the_tables(cut_off):
    with projects.reopen(cut_off) as project:
        assert project.rows("SELECT count(*) AS n FROM issue") == [{"n": 3}]
        assert inspect_tables(project) == []


def test_that_verify_reads_the_events_and_names_the_rows_that_lack(cut_off):
    verdict = verify(cut_off)
    assert verdict.events > 0
    codes = [b.code for b in verdict.broken]
    assert codes.count("row_missing") >= 3
    assert "fold_altered" in codes
    verdict = verify(cut_off, rebuild_tables=True)
    assert verdict.broken == []
    assert "fold_altered" in {b.code for b in verdict.mended}
    assert verify(cut_off).ok
