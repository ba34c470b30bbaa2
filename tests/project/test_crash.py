"""Killed at any moment: what was acknowledged is there, whole actions, nothing half-written."""

import random
import shutil
import sys

import pytest
from helpers import projects
from helpers.crash_work import (
    NEXT,
    ROWS,
    SHORTEST_S,
    forget_next_step,
    pace,
    register_next_step,
    run_and_kill,
)

from greenshield.project import engine
from greenshield.project.media import hash_file
from greenshield.project.migrations import NAMES
from greenshield.project.opening import open_project
from greenshield.project.rebuilding import differences
from greenshield.project.references import of_events

pytestmark = [
    pytest.mark.lengthy,
    pytest.mark.skipif(
        sys.platform == "win32", reason="this machine lacks SIGKILL and a fork server"
    ),
]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crash") / "template"
    with projects.make(folder) as project:
        projects.fill(project, issues=6, blobs=False)
    return folder


def survive(folder, told, counts):
    """What must hold after a kill; ``counts`` gathers every action announced so far."""
    counts |= told.announced
    with projects.reopen(folder) as project:  # the lock is free at once
        found = {
            row["action_id"]: row["n"]
            for row in project.rows("SELECT action_id, count(*) AS n FROM event GROUP BY 1")
        }
        assert set(told.acknowledged) <= found.keys()
        assert {a: n for a, n in found.items() if counts.get(a, n) != n} == {}
        assert found.keys() <= counts.keys()
        assert project.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert project.rows("SELECT open FROM write_gate") == [{"open": 0}]
        assert differences(project) == []
        names = {path.name[:64]: path for path in project.media.files()}
        assert of_events(project.journal.all()).keys() == names.keys()
        assert all(hash_file(path) == name for name, path in names.items())
    assert (folder / "project.lock").read_bytes() == b""
    assert not (folder / "project.gpkg-wal").exists()


def kill_at_work(template, folder, work, kills, seed):
    """Kills a child many times in one kind of work; how many commits it acknowledged."""
    rng = random.Random(seed)
    acknowledged = 0
    shutil.copytree(template, folder)
    # On a busy machine the same moments of the work come later.
    within = max(SHORTEST_S, pace(work, folder))
    for number in range(kills):
        if number % 8 == 0:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(template, folder)
            with projects.reopen(folder) as project:
                rows = project.rows("SELECT action_id, count(*) AS n FROM event GROUP BY 1")
            counts = {row["action_id"]: row["n"] for row in rows}
        told = run_and_kill(work, folder, rng, within)
        assert not told.ended
        acknowledged += len(told.acknowledged)
        survive(folder, told, counts)
    return acknowledged


@pytest.mark.parametrize("work", ["import", "edit", "checkpoint"])
def test_that_kill_9_loses_nothing_acknowledged_and_leaves_nothing_half(template, tmp_path, work):
    assert kill_at_work(template, tmp_path / "p", work, 32, work) > 8


def kill_while_migrating(template, folder, kills, seed):
    """Kills a child in a schema step; how often the old and the new file were found."""
    rng = random.Random(seed)
    found = {"old": 0, "new": 0}
    with open_project(template, who="me") as project:
        digest = project.digest()
    for _ in range(kills):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        run_and_kill("migrate", folder, rng)
        if is_new(folder):
            found["new"] += 1
            backup = folder / "backups" / f"project-{NAMES[-1]}.gpkg"
            assert is_whole(backup, "old")
        else:
            found["old"] += 1
            with open_project(folder, who="today's program") as project:
                assert project.digest() == digest
                assert project.rows("SELECT open FROM write_gate") == [{"open": 0}]
        register_next_step()
        try:
            with open_project(folder, who="the newer program") as project:
                assert project.digest() == digest
                assert project.rows("SELECT open FROM write_gate") == [{"open": 0}]
                assert differences(project) == []
        finally:
            forget_next_step()
        assert is_whole(folder / "project.gpkg", "new")
        assert [p.name for p in (folder / "backups").iterdir()] == [f"project-{NAMES[-1]}.gpkg"]
    return found


def is_new(folder):
    db = engine.connect(folder / "project.gpkg")
    try:
        return db["_sqlite_migrations"].count_where("name = ?", [NEXT]) == 1
    finally:
        db.conn.close()


def is_whole(file, state):
    """Whether a database is wholly of the old or wholly of the new schema."""
    db = engine.connect(file)
    try:
        assert db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        signs = (
            db["_sqlite_migrations"].count_where("name = ?", [NEXT]) == 1,
            "extra_note" in db.table_names() and db["extra_note"].count == ROWS,
            "leader" in db["campaign"].columns_dict,
            db["sqlite_master"].count_where("name = 'extra_note_by_words'") == 1,
        )
        return set(signs) == {state == "new"}
    finally:
        db.conn.close()


def test_that_kill_9_in_a_schema_step_leaves_the_old_file_or_the_new(template, tmp_path):
    found = kill_while_migrating(template, tmp_path / "p", 24, "migrate")
    assert found["old"] > 0


@pytest.mark.soak
@pytest.mark.parametrize("work", ["import", "edit", "checkpoint"])
def test_that_a_thousand_kills_lose_nothing(template, tmp_path, work):
    kill_at_work(template, tmp_path / "p", work, 1200, f"soak {work}")


@pytest.mark.soak
def test_that_a_thousand_kills_in_a_schema_step_leave_the_old_file_or_the_new(template, tmp_path):
    found = kill_while_migrating(template, tmp_path / "p", 800, "soak")
    assert min(found.values()) > 20
