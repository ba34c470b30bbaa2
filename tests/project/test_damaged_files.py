"""A damaged database is told as one: never a fault of the program, never a traceback."""

import random
import shutil

import pytest
from helpers import projects

from greenshield.cli.main import main
from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.project import engine
from greenshield.services.verifying import verify

PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound") / "p"
    with projects.make(folder) as project, project.action("me") as action:
        for n in range(20):
            issue = projects.add_issue(action, project, n)
            action.emit("commented", "issue", issue, {"text": "已到现场" * 20})
    assert verify(folder).broken == []
    return folder


@pytest.fixture
def folder(tmp_path, sound):
    shutil.copytree(sound, tmp_path / "p")
    return tmp_path / "p"


def told(folder, data, **options):
    """What verification makes of other bytes in the database's place."""
    for beside in folder.glob("project.gpkg-*"):
        beside.unlink()
    (folder / "project.gpkg").write_bytes(data)
    try:
        return {broken.code for broken in verify(folder, **options).broken}
    except (UnreadableError, SurroundingsError) as error:
        return {error.code}


def flip_bytes(folder, flips, seed):
    """How many flipped bytes were noticed; none of them may be a fault of ours."""
    data = (folder / "project.gpkg").read_bytes()
    rng = random.Random(seed)
    pages = range(0, len(data), PAGE)
    # The first bytes of a page say what it is and where its cells are; the rest is content.
    places = [page + rng.randrange(40) for page in rng.choices(pages, k=flips // 5 * 2)]
    places += [rng.randrange(100, len(data)) for _ in range(flips // 5 * 3)]
    noticed = 0
    for place in places:
        flipped = bytearray(data)
        flipped[place] ^= 1 << rng.randrange(8)
        noticed += bool(told(folder, flipped))
    return noticed


def test_that_no_flipped_byte_is_a_fault_of_ours(folder):
    assert flip_bytes(folder, 40, 20)


@pytest.mark.soak
def test_that_none_of_thousands_of_flipped_bytes_is_a_fault_of_ours(folder):
    assert flip_bytes(folder, 5000, "many")


def test_that_zeroed_pages_and_lost_ends_are_told(folder):
    data = (folder / "project.gpkg").read_bytes()
    for page in range(PAGE, len(data), PAGE * 7):
        if any(data[page : page + PAGE]):
            assert told(folder, data[:page] + bytes(PAGE) + data[page + PAGE :]), page
    for end in (0, 100, 511, PAGE, PAGE + 1, len(data) // 2, len(data) - PAGE):
        assert told(folder, data[:end]), end


def root_page(folder, name):
    db = engine.connect(folder / "project.gpkg", read_only=True)
    row = db.conn.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    db.conn.close()
    return int(row[0])


TABLES = ["event", "event_by_entity", "issue", "entity", "quarantine"]


def lose(folder, table):
    """Overwrites a table's first page."""
    data = (folder / "project.gpkg").read_bytes()
    at = (root_page(folder, table) - 1) * PAGE
    return data[:at] + b"\xff" * PAGE + data[at + PAGE :]


@pytest.mark.parametrize("table", TABLES)
def test_that_a_lost_table_is_a_damaged_database(folder, table):
    assert told(folder, lose(folder, table)) & {"database_damaged", "project_damaged"}


@pytest.mark.parametrize("table", TABLES[1:])
def test_that_a_lost_table_is_made_again_from_the_events(folder, table):
    (folder / "project.gpkg").write_bytes(lose(folder, table))
    done = verify(folder, rebuild_tables=True)
    assert "database_damaged" in {b.code for b in done.found}
    assert done.broken == verify(folder).broken == []


def test_that_lost_events_are_not_passed_over(folder):
    broken = told(folder, lose(folder, "event"), rebuild_tables=True)
    assert broken >= {"database_not_mended", "page_altered"}


def test_that_the_command_line_says_so_too(folder, capsys):
    data = (folder / "project.gpkg").read_bytes()
    at = (root_page(folder, "event") - 1) * PAGE
    (folder / "project.gpkg").write_bytes(data[:at] + b"\xff" * PAGE + data[at + PAGE :])
    assert main(["verify", str(folder), "--lang", "en"]) == 7
    assert "the database is damaged" in capsys.readouterr().out


@pytest.mark.parametrize("column", ["header", "body", "signature", "kind", "seq", "entity_id"])
@pytest.mark.parametrize("value", [None, 500, 1.5, "文", b"\xff\xfe", 2**62])
def test_that_a_value_of_another_type_is_told(folder, column, value):
    db = engine.connect(folder / "project.gpkg")
    name = "SELECT sql FROM sqlite_master WHERE name = 'event_update'"
    trigger = db.conn.execute(name).fetchone()[0]
    db.conn.execute("DROP TRIGGER event_update")
    sql = f"UPDATE OR IGNORE event SET {column} = ? WHERE seq = 3"
    changed = db.conn.execute(sql, (value,)).rowcount
    db.conn.execute(trigger)
    db.conn.close()
    assert changed == (value is not None or column == "body")
    found = told(folder, (folder / "project.gpkg").read_bytes()) - {"page_altered"}
    assert bool(found) == bool(changed)


def test_that_text_that_is_no_text_is_told(folder):
    db = engine.connect(folder / "project.gpkg")
    db.conn.execute("UPDATE write_gate SET open = 1")
    db.conn.execute("UPDATE issue SET clue_no = CAST(x'ff41' AS TEXT)")
    db.conn.execute("UPDATE write_gate SET open = 0")
    db.conn.close()
    assert told(folder, (folder / "project.gpkg").read_bytes())
