"""What is refused on opening is left byte for byte as it was."""

import hashlib
import os
import sqlite3

import pytest
from helpers import projects

from greenshield.cli.main import main
from greenshield.domain.errors import UnreadableError
from greenshield.project.opening import open_project


def content(folder):
    files = (f for f in folder.rglob("*") if f.is_file())
    return {f.relative_to(folder): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def refused(folder):
    with pytest.raises(UnreadableError) as caught:
        open_project(folder, who="test")
    return caught.value.code


def statements(folder, *sql):
    db = sqlite3.connect(folder / "project.gpkg")
    for statement in sql:
        db.execute(statement)
    db.commit()
    db.close()


@pytest.fixture
def folder(tmp_path):
    projects.make(tmp_path / "p").close()
    return tmp_path / "p"


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_that_a_newer_project_is_left_as_it_was(folder, mode):
    statements(
        folder,
        f"PRAGMA journal_mode = {mode}",
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('greenshield', '9999_later', 'now')",
    )
    before = content(folder)
    assert refused(folder) == "project_newer"
    assert content(folder) == before


@pytest.mark.parametrize("kind", [0, 0x47504B47])
def test_that_another_program_s_file_is_left_as_it_was_and_gets_no_lock(tmp_path, kind):
    folder = tmp_path / "theirs"
    folder.mkdir()
    statements(
        folder, f"PRAGMA application_id = {kind}", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)"
    )
    before = content(folder)
    assert refused(folder) == "project_not_database"
    assert content(folder) == before
    assert [path.name for path in folder.iterdir()] == ["project.gpkg"]


def test_that_a_wrong_passphrase_leaves_all_as_it_was(tmp_path):
    projects.make(tmp_path / "p", passphrase="口令").close()
    before = content(tmp_path / "p")
    with pytest.raises(UnreadableError, match="passphrase_wrong"):
        open_project(tmp_path / "p", who="test", passphrase="口今")
    assert content(tmp_path / "p") == before


@pytest.mark.parametrize("size", [0, 100])
def test_that_an_empty_file_is_told_as_one(folder, capsys, size):
    data = (folder / "project.gpkg").read_bytes()[:size]
    (folder / "project.gpkg").write_bytes(data)
    assert refused(folder) == "project_file_empty"
    (folder / "project.sums").unlink()
    assert main(["verify", str(folder / "project.gpkg")]) in (3, 7)
    told = capsys.readouterr()
    assert "是空的或被截断" in told.out + told.err


def test_that_an_interrupted_write_is_undone_on_opening(folder):
    """A rollback journal, as a crash leaves on a file system without shared memory."""
    statements(folder, "PRAGMA journal_mode = DELETE")
    db = sqlite3.connect(folder / "project.gpkg", isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("PRAGMA cache_spill = 1")
    db.execute("BEGIN IMMEDIATE")
    db.execute("CREATE TABLE half (x)")
    db.executemany("INSERT INTO half VALUES (?)", [("x" * 4000,) for _ in range(50)])
    names = ("project.gpkg", "project.gpkg-journal")
    torn = {name: (folder / name).read_bytes() for name in names}
    db.execute("ROLLBACK")
    db.close()
    for name, data in torn.items():
        (folder / name).write_bytes(data)
    with projects.reopen(folder) as project:
        assert project.rows("SELECT name FROM sqlite_master WHERE name = 'half'") == []


@pytest.mark.parametrize(
    "trigger",
    [
        "BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END",
        "BEFORE INSERT ON EVENT BEGIN SELECT RAISE(IGNORE); END",
        "AFTER INSERT ON entity BEGIN UPDATE issue SET facility_name = 'x'; END",
    ],
)
def test_that_a_trigger_that_would_spoil_each_write_is_told_and_taken_away(folder, trigger, capsys):
    statements(folder, f"CREATE TRIGGER spy {trigger}")
    before = content(folder)
    assert refused(folder) == "project_trigger_strange"
    assert content(folder) == before
    open_project(folder, who="test", read_only=True).close()
    main(["verify", str(folder), "--rebuild"])
    with open_project(folder, who="test") as project:
        assert project.rows("SELECT name FROM sqlite_master WHERE name = 'spy'") == []


def test_that_a_trigger_that_comes_while_the_project_is_open_drops_nothing_in_silence(folder):
    with projects.reopen(folder) as project:
        before = project.journal.count()
        statements(
            folder, "CREATE TRIGGER spy BEFORE INSERT ON Event BEGIN SELECT RAISE(IGNORE); END"
        )
        with (
            pytest.raises(UnreadableError, match="project_trigger_strange") as told,
            project.action("me") as action,
        ):
            projects.add_issue(action, project, 1)
        assert told.value.params["trigger"] == "spy"
        assert project.journal.count() == before
        assert project.rows("SELECT 1 FROM issue") == []


def test_that_triggers_of_another_program_on_its_own_tables_hinder_nobody(folder):
    statements(
        folder, "CREATE TABLE layer_styles (x)",
        "CREATE TRIGGER styled AFTER INSERT ON layer_styles BEGIN SELECT 1; END",
    )  # fmt: skip
    open_project(folder, who="test").close()


# -- a folder that somebody made up ---------------------------------------------------------


def a_pipe(part, victim):
    os.mkfifo(part)


def a_link(part, victim):
    part.symlink_to(victim)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
@pytest.mark.parametrize("made", [a_link, a_pipe])
@pytest.mark.parametrize(
    "name", ["project.lock", "project.sums", "project.sums.partial", "project.gpkg-wal"]
)
def test_that_what_is_no_file_of_ours_is_neither_written_nor_waited_for(
    folder, tmp_path, name, made
):
    victim = tmp_path / "victim"
    victim.write_text("precious", "utf-8")
    (folder / name).unlink(missing_ok=True)
    made(folder / name, victim)
    assert refused(folder) == "project_part_foreign"
    assert victim.read_text("utf-8") == "precious"
    with pytest.raises(UnreadableError, match="project_part_foreign"):
        open_project(folder, who="test", read_only=True)
    assert main(["verify", str(folder)]) == UnreadableError.exit_code


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_that_no_second_lock_is_taken_on_a_database_by_a_link_to_it(folder, tmp_path):
    other = tmp_path / "q"
    other.mkdir()
    (other / "project.gpkg").symlink_to(folder / "project.gpkg")
    with projects.reopen(folder):
        assert refused(other) == "project_part_foreign"
    assert [path.name for path in other.iterdir()] == ["project.gpkg"]
    (tmp_path / "link").symlink_to(folder)  # the folder itself may be one: one lock
    open_project(tmp_path / "link", who="test").close()


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
@pytest.mark.parametrize("name", ["media", "orphans", "backups", "derived"])
def test_that_no_folder_of_ours_leads_elsewhere(folder, tmp_path, name):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "mine.jpg").write_bytes(b"mine")
    # Whoever died holding the lock makes the next one set aside what no event names.
    (folder / "project.lock").write_text("{}", "utf-8")
    if (folder / name).exists():
        (folder / name).rename(tmp_path / "before")
    (folder / name).symlink_to(pictures)
    assert refused(folder) == "project_part_foreign"
    assert (pictures / "mine.jpg").read_bytes() == b"mine"
