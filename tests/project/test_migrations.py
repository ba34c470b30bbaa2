"""Schema steps: every released file opens, a newer one is refused, a failed step leaves the old."""

import json
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from helpers import projects
from helpers.histories import histories, project_of
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.domain.ledger_columns import columns
from greenshield.project import engine, opening
from greenshield.project.inspection import inspect_tables
from greenshield.project.lock import WriteLock
from greenshield.project.migrations import NAMES, m0006_desk, steps
from greenshield.project.opening import open_project
from greenshield.project.rebuilding import differences
from greenshield.services import ledger_store

SAMPLES = sorted((Path(__file__).parent / "schemas").glob("*.gpkg"))
NEXT = "9999_next"


@pytest.fixture
def next_step(monkeypatch):
    """Registers one more schema step for the length of a test."""
    before = list(steps._migrations)

    def register(apply):
        steps(name=NEXT)(apply)
        monkeypatch.setattr(opening, "NAMES", (*NAMES, NEXT))

    yield register
    steps._migrations[:] = before


def add_column(db):
    db.conn.execute("ALTER TABLE campaign ADD COLUMN leader TEXT")
    db.conn.execute("UPDATE campaign SET year = year")  # only through the gate


def place(sample, folder):
    folder.mkdir()
    shutil.copy(sample, folder / "project.gpkg")
    return folder


def gate(project):
    return project.rows("SELECT open FROM write_gate")[0]["open"]


def test_that_every_released_schema_has_its_frozen_sample():
    assert [s.stem for s in SAMPLES] == [name.partition("_")[0] for name in NAMES]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.stem)
def test_that_a_file_of_each_released_schema_opens_whole_and_can_be_written(tmp_path, sample):
    told = json.loads(sample.with_suffix(".json").read_text("utf-8"))
    folder = place(sample, tmp_path / "p")
    with projects.reopen(folder) as project:
        assert project.project_id == told["project"]
        assert project.journal.count() == told["events"]
        assert project.digest() == told["digest"]
        for table, count in told["rows"].items():
            assert project.rows(f"SELECT count(*) AS n FROM {table}") == [{"n": count}], table
        assert inspect_tables(project) == []
        with project.action("me") as action:
            projects.add_issue(action, project, 99)
        assert inspect_tables(project) == []


def test_that_opening_to_read_changes_no_byte(tmp_path):
    folder = place(SAMPLES[-1], tmp_path / "p")
    with open_project(folder, who="me", read_only=True) as project:
        assert project.rows("SELECT count(*) AS n FROM issue") == [{"n": 8}]
    assert (folder / "project.gpkg").read_bytes() == SAMPLES[-1].read_bytes()


def test_that_a_newer_file_is_refused_and_left_alone(tmp_path):
    folder = place(SAMPLES[-1], tmp_path / "p")
    db = engine.connect(folder / "project.gpkg")
    db["_sqlite_migrations"].insert(
        {"migration_set": "greenshield", "name": "0999_future", "applied_at": "2031-01-01"}
    )
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.conn.close()
    before = (folder / "project.gpkg").read_bytes()
    for read_only in (False, True):
        with pytest.raises(UnreadableError) as caught:
            open_project(folder, who="me", read_only=read_only)
        assert caught.value.code == "project_newer"
        assert caught.value.params["steps"] == "0999_future"
    assert (folder / "project.gpkg").read_bytes() == before
    assert not (folder / "backups").exists()


@pytest.mark.parametrize("passphrase", [None, "云岭'口令"])
def test_that_a_backup_stands_before_a_step_is_taken(tmp_path, next_step, passphrase):
    with projects.make(tmp_path / "p", passphrase=passphrase) as project:
        projects.fill(project, blobs=False)
        digest, newest = project.digest(), NAMES[-1]
    next_step(add_column)
    with projects.reopen(tmp_path / "p", passphrase=passphrase) as project:
        assert project.rows("SELECT leader FROM campaign") == [{"leader": None}]
        assert (project.digest(), gate(project)) == (digest, 0)
        assert inspect_tables(project) == []
    backups = list((tmp_path / "p" / "backups").iterdir())
    assert [b.name for b in backups] == [f"project-{newest}.gpkg"]
    steps._migrations.pop()
    (tmp_path / "old").mkdir()
    shutil.copy(backups[0], tmp_path / "old" / "project.gpkg")
    if passphrase:
        with pytest.raises(UnreadableError):
            open_project(tmp_path / "old", who="me", passphrase="falsch")
    opening.NAMES = NAMES
    with projects.reopen(tmp_path / "old", passphrase=passphrase) as project:
        assert project.digest() == digest
        assert inspect_tables(project) == []


def test_that_the_backup_is_whole_beside_a_reader_that_holds_the_log(tmp_path, next_step):
    with projects.make(tmp_path / "p") as project:
        projects.fill(project, blobs=False)
    reader = open_project(tmp_path / "p", who="me", read_only=True)
    try:
        reader.db.conn.execute("BEGIN")
        reader.rows("SELECT count(*) FROM issue")
        with projects.reopen(tmp_path / "p") as project:
            with project.action("me") as action:
                projects.add_issue(action, project, 50)
            digest = project.digest()
        next_step(add_column)
        with projects.reopen(tmp_path / "p") as project:
            assert project.digest() == digest
    finally:
        reader.close()
    backup = engine.connect(tmp_path / "p" / "backups" / f"project-{NAMES[-1]}.gpkg")
    assert backup.conn.execute("SELECT count(*) FROM issue").fetchone()[0] == 9
    backup.conn.close()


def test_that_a_failing_step_leaves_the_old_file_usable(tmp_path, next_step):
    with projects.make(tmp_path / "p") as project:
        projects.fill(project, blobs=False)
        digest = project.digest()

    def fails(db):
        add_column(db)
        db.conn.execute("DELETE FROM issue")
        raise RuntimeError("in the middle")

    next_step(fails)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="in the middle"):
            open_project(tmp_path / "p", who="me")
    steps._migrations.pop()
    with projects.reopen(tmp_path / "p") as project:
        assert (project.digest(), gate(project)) == (digest, 0)
        assert inspect_tables(project) == []


@pytest.mark.parametrize("passphrase", [None, "山高水长"])
def test_that_a_reader_sees_an_older_project_upgraded_and_leaves_it_as_it_is(
    tmp_path, next_step, passphrase, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "aside"))
    (tmp_path / "aside").mkdir()
    with projects.make(tmp_path / "p", passphrase=passphrase) as project:
        projects.fill(project, blobs=False)
        digest = project.digest()
    before = (tmp_path / "p" / "project.gpkg").read_bytes()
    next_step(add_column)
    with open_project(tmp_path / "p", who="me", read_only=True, passphrase=passphrase) as project:
        assert project.read_only
        assert project.digest() == digest
        assert "leader" in {row["name"] for row in project.rows("PRAGMA table_info(campaign)")}
        (copy,) = (tmp_path / "aside").rglob("project.gpkg")
        assert copy.read_bytes().startswith(b"SQLite format 3") == (passphrase is None)
        assert copy.parent.stat().st_mode & 0o077 == 0
    assert list((tmp_path / "aside").iterdir()) == []
    assert (tmp_path / "p" / "project.gpkg").read_bytes() == before


@pytest.mark.parametrize("passphrase", [None, "山高水长"])
def test_that_readers_of_an_older_project_share_one_copy_and_dead_ones_are_swept(
    tmp_path, next_step, passphrase, monkeypatch
):
    aside = tmp_path / "aside"
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    for name in ("greenshield-older-1-left", "greenshield-older-1-held"):
        (aside / name).mkdir(parents=True)
        (aside / name / "project.gpkg").write_bytes(b"x")
        os.utime(aside / name, (1, 1))
    (aside / "greenshield-older-1-new").mkdir()
    (aside / "other").mkdir()
    held = WriteLock(aside / "greenshield-older-1-held" / "held.lock")
    held.acquire("another process")
    os.utime(aside / "greenshield-older-1-held", (1, 1))
    with projects.make(tmp_path / "p", passphrase=passphrase) as project:
        digest = project.digest()
    next_step(add_column)

    def opened(_=None, passphrase=passphrase):
        return open_project(tmp_path / "p", who="me", read_only=True, passphrase=passphrase)

    def copies():
        return sorted(f.parent.name.split("-")[2] for f in aside.rglob("project.gpkg"))

    with ThreadPoolExecutor(4) as pool:
        lanes = list(pool.map(opened, range(4)))
    assert copies() == sorted(["1", str(os.getpid())])
    assert {lane.digest() for lane in lanes} == {digest}
    if passphrase is not None:
        with pytest.raises(UnreadableError, match="passphrase_wrong"):
            opened(passphrase="other")
    for lane in lanes[1:]:
        lane.close()
        lane.close()
    assert lanes[0].digest() == digest
    os.utime(tmp_path / "p" / "project.gpkg")  # somebody wrote to it: it is another's copy
    with opened():
        assert len(copies()) == 3
    lanes[0].close()
    held.release()
    assert {f.name for f in aside.iterdir()} == {
        "greenshield-older-1-held", "greenshield-older-1-new", "other",
    }  # fmt: skip


def test_that_an_upgrade_that_can_keep_no_backup_is_not_begun(tmp_path, next_step, monkeypatch):
    with projects.make(tmp_path / "p") as project:
        projects.fill(project, blobs=False)
    next_step(add_column)
    (tmp_path / "p" / "backups").write_text("a file in the folder's place")
    with pytest.raises(SurroundingsError) as caught:
        open_project(tmp_path / "p", who="me")
    assert caught.value.code == "file_no_permission"


@pytest.mark.parametrize("mending", [False, True])
def test_that_no_strange_trigger_runs_with_an_upgrade(tmp_path, next_step, mending):
    """Refused before a byte changes; who mends has it taken away before the first step."""
    with projects.make(tmp_path / "p") as project, project.action("me") as action:
        action.create("campaign", "c", {"year": 2025, "title": "a"})
        project_id = project.project_id
    db = engine.connect(tmp_path / "p" / "project.gpkg")
    db.conn.execute(
        "CREATE TRIGGER spy AFTER UPDATE ON campaign BEGIN UPDATE project SET name = 'spoilt'; END"
    )
    db.conn.execute("PRAGMA journal_mode = DELETE")
    db.conn.close()
    before = (tmp_path / "p" / "project.gpkg").read_bytes()
    next_step(add_column)
    if mending:
        with open_project(tmp_path / "p", who="me", mending=True) as project:
            assert project.project_id == project_id
            assert project.rows("SELECT count(*) AS n FROM project WHERE name = 'spoilt'") == [
                {"n": 0}
            ]
            assert inspect_tables(project) == []
        return
    with pytest.raises(UnreadableError, match="project_trigger_strange"):
        open_project(tmp_path / "p", who="me")
    assert not (tmp_path / "p" / "backups").exists()
    assert (tmp_path / "p" / "project.gpkg").read_bytes()[100:] == before[100:]


def back_to_first(folder):
    """Makes a project what the first schema was; the moves in it stay."""
    db = engine.connect(folder / "project.gpkg")
    db.conn.execute("UPDATE write_gate SET open = 1")
    db.conn.execute("DROP INDEX issue_by_came_from")
    db.conn.execute("ALTER TABLE issue DROP COLUMN came_from")
    for column in ("waiting", "patrol"):
        db.conn.execute(f"DROP INDEX issue_by_{column}")
    for column in ("waiting_since", "patrol_id"):
        db.conn.execute(f"ALTER TABLE issue DROP COLUMN {column}")
    db.conn.execute("ALTER TABLE track DROP COLUMN patrols")
    for table in ("marker", "marker_check", "restriction", "reference_layer", "patrol"):
        db.conn.execute(f"DROP TABLE {table}")
        db.conn.execute("DELETE FROM gpkg_extensions WHERE table_name = ?", (table,))
        db.conn.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = ?", (table,))
        db.conn.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))
    for layer in ("marker", "patrol"):
        db.conn.execute(f"DROP TABLE rtree_{layer}_geom")
    db.conn.execute("DELETE FROM _sqlite_migrations WHERE name > '0001_first'")
    db.conn.execute("UPDATE write_gate SET open = 0")
    db.conn.close()


@settings(max_examples=8)
@given(st.lists(histories(), min_size=3, max_size=8))
def test_that_an_upgrade_knows_where_issues_came_from_and_since_when_they_wait(found):
    asked = "SELECT id, state, came_from, waiting_since FROM issue ORDER BY id"
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "p"
        with project_of(folder, found) as project:
            known = project.rows(asked)
        back_to_first(folder)
        with projects.reopen(folder) as project:
            assert project.rows(asked) == known
            assert inspect_tables(project) == differences(project) == []


def test_that_an_upgrade_looks_up_the_moves_of_each_issue_by_their_index(tmp_path):
    """A list of all moves gone through for each issue takes hours on a large project."""
    with projects.make(tmp_path / "p") as project:
        plan = [r["detail"] for r in project.rows(f"EXPLAIN QUERY PLAN {m0006_desk._FILL}")]
    assert [step for step in plan if step.startswith("SCAN")] == ["SCAN issue"]
    sought = [step for step in plan if step.startswith("SEARCH")]
    assert {step.partition("USING INDEX ")[2].split()[0] for step in sought} == {
        "event_by_entity", "move_by_issue",
    }  # fmt: skip
    assert not [step for step in plan if "TEMP B-TREE" in step]


def test_that_counts_of_the_standing_views_read_the_few_rows_that_came_from_elsewhere(tmp_path):
    with projects.make(tmp_path / "p") as project:
        projects.fill(project, blobs=False)
        for name in ledger_store.SPARSE:
            sql = ledger_store.sparse_sql(columns()[name])
            (plan,) = project.rows(f"EXPLAIN QUERY PLAN {sql}")
            assert "USING COVERING INDEX issue_by_came_from" in plan["detail"]
