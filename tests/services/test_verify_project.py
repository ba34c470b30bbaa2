"""``verify`` on a project: whatever somebody changed is named, exit 7; nothing else is."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import projects
from helpers.open_sessions import add_clue, make_project, session_of

from greenshield.cli.main import main
from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.log.envelope import Event, signed_bytes
from greenshield.log.signing import DeviceKey
from greenshield.project import engine
from greenshield.project.inspection import FRAME
from greenshield.project.rebuilding import DERIVED, rebuild
from greenshield.services import moves
from greenshield.services.session import reading
from greenshield.services.verifying import verify

GATED_EVENT = ("event_insert", "event_update", "event_delete")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A project with a little of everything, whose one move went through its guards."""
    home = tmp_path_factory.mktemp("verify")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GREENSHIELD_HOME", str(home / "home"))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        path = make_project(home / "p")
        with session_of(path) as session:
            fill(session)
    return home


def fill(session):
    project, box = session.project, projects.patch(3, 0.05)
    issue = add_clue(session, "QH-1", projects.patch(5), facility_name="青禾示例采石场")
    add_clue(session, "QH-2", projects.patch(7), facility_name="云岭水电站")
    given = {"assignee": "李四", "check_due": "2026-06-01"}
    moves.move(session, "QH-1", "assign", occurred_on=projects.DAY, given=given)
    with project.action(session.who.actor_id) as action:
        area = {"kind": "area", "name": "云岭", "geom": projects.to_field(box, project.media)}
        action.create("area", "a1", area)
        action.create("zone", "z1", {"area_id": "a1", "zone_code": "core", "geom": area["geom"]})
        action.create("campaign", "c1", {"name": "绿盾", "year": 2026})
        action.add_record(issue, "measure", {"text": "拆除"}, occurred_on=projects.DAY)
        projects.add_photos(action, project, [issue])
        projects.add_track(action, project)
        projects.add_number_block(action)


@pytest.fixture
def folder(tmp_path, template, monkeypatch):
    """A copy that this user's notes take for the original."""
    shutil.copytree(template / "home", tmp_path / "home")
    shutil.copytree(template / "p", tmp_path / "p")
    for note in (tmp_path / "home").rglob("projects/*/*.json"):
        text = note.read_text("utf-8").replace(str(template / "p"), str(tmp_path / "p"))
        note.write_text(text, "utf-8")
    monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / "home"))
    return tmp_path / "p"


def cli(capsys, *args):
    """Exit code and JSON of one command."""
    capsys.readouterr()
    code = main([*map(str, args), "--json"])
    return code, json.loads(capsys.readouterr().out)


def named(folder):
    """What is broken: (code, where)."""
    return {(b.code, b.where) for b in verify(folder).broken}


def tamper(folder, *statements, without=()):
    """Changes the file as a person with an SQLite tool can, leaving the schema as it was."""
    db = engine.connect(folder / "project.gpkg")
    conn = db.conn
    conn.execute("UPDATE write_gate SET open = 1")
    dropped = []
    for trigger in (*GATED_EVENT, *without):
        sql = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (trigger,)).fetchone()
        dropped.append(sql[0])
        conn.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        sql, args = statement if isinstance(statement, tuple) else (statement, ())
        assert conn.execute(sql, args).rowcount != 0, sql
    for sql in dropped:
        conn.execute(sql)
    conn.execute("UPDATE write_gate SET open = 0")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()


def events(folder, where="1"):
    db = engine.connect(folder / "project.gpkg", read_only=True)
    sql = f"SELECT event_id, header, body, signature FROM event WHERE {where} ORDER BY lamport"
    found = db.conn.execute(sql).fetchall()
    db.conn.close()
    return found


def put_right(folder, capsys):
    """--rebuild, then nothing is wrong any more."""
    main(["verify", str(folder), "--rebuild", "--json"])
    capsys.readouterr()
    code, told = cli(capsys, "verify", folder)
    assert (code, told["ok"], told["broken"]) == (0, True, [])


def test_that_a_sound_project_is_ok_and_says_how_far_it_is_trusted(folder, tmp_path, capsys):
    code, told = cli(capsys, "verify", folder)
    assert (code, told["ok"], told["trust"], told["broken"]) == (0, True, "unknown", [])
    assert told["photos"] == 3
    assert told["events"] == len(events(folder))
    (tmp_path / "trusted.txt").write_text("ab" * 32 + "\n" + told["root"].upper() + "\n")
    for given in (told["root"], tmp_path / "trusted.txt"):
        code, told = cli(capsys, "verify", folder, "--trust", given)
        assert (code, told["trust"]) == (0, "root")
    code, told = cli(capsys, "verify", folder, "--trust", "ab" * 32)
    assert (code, told["ok"], told["trust"]) == (7, True, "no")


@pytest.mark.parametrize("part", ["header", "body", "signature"])
def test_that_a_flipped_byte_of_an_event_is_named(folder, capsys, part):
    rng = random.Random(part)
    for event_id, *parts in events(folder):
        data = bytearray(parts[("header", "body", "signature").index(part)])
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        (before,) = (p for p in [parts[("header", "body", "signature").index(part)]])
        sql = f"UPDATE event SET {part} = ? WHERE event_id = ?"
        tamper(folder, (sql, (bytes(data), event_id)))
        code, told = cli(capsys, "verify", folder)
        assert code == 7, (event_id, part)
        assert told["ok"] is False
        tamper(folder, (sql, (before, event_id)))
    assert verify(folder).ok


def test_that_a_body_taken_away_without_a_redaction_is_named(folder):
    event_id = events(folder, "kind = 'created' AND entity_type = 'area'")[0][0]
    tamper(folder, ("UPDATE event SET body = NULL WHERE event_id = ?", (event_id,)))
    assert ("event_body_missing", event_id) in named(folder)


@pytest.mark.parametrize("column", ["at", "actor", "kind", "entity_id", "lamport", "scope"])
def test_that_a_column_that_tells_otherwise_than_the_header_is_named(folder, column):
    event_id = events(folder)[4][0]
    value = 99 if column == "lamport" else "x"
    tamper(folder, (f"UPDATE event SET {column} = ? WHERE event_id = ?", (value, event_id)))
    assert ("event_column_altered", event_id) in named(folder)


def test_that_an_event_signed_by_another_key_is_named(folder):
    event_id, header, *_ = events(folder)[5]
    stranger = DeviceKey.generate()
    tamper(
        folder,
        (
            "UPDATE event SET signature = ? WHERE event_id = ?",
            (stranger.sign(signed_bytes(header)), event_id),
        ),
    )
    assert ("event_signature_false", event_id) in named(folder)


def test_that_the_events_of_a_stranger_are_named(folder):
    stranger = DeviceKey.generate()
    event = Event(*events(folder)[6][1:])
    with reading(folder) as session:
        project = session.project.project_id
    made = projects.sealed_again(event, stranger, project=project, seq=1)
    values = (made.event_id, stranger.device_id, made.header.scope, 1, *(
        getattr(made.header, n)
        for n in ("lamport", "at", "actor", "action", "kind", "schema", "entity_type", "entity")
    ), made.header_bytes, made.body_bytes, made.signature)  # fmt: skip
    tamper(folder, (f"INSERT INTO event VALUES ({','.join('?' * len(values))})", values))
    assert ("event_device_unknown", made.event_id) in named(folder)


def test_that_an_event_dropped_from_the_middle_is_named(folder, capsys):
    event_id = events(folder, "scope = (SELECT max(scope) FROM event)")[3][0]
    tamper(folder, ("DELETE FROM event WHERE event_id = ?", (event_id,)))
    assert "event_missing" in {code for code, _ in named(folder)}
    assert main(["verify", str(folder), "--rebuild", "--json"]) == 7
    assert "event_missing" in {code for code, _ in named(folder)}


def drop_the_last(folder):
    """The newest event gone and the tables made anew to fit, as a careful forger would."""
    event_id = events(folder)[-1][0]
    tamper(folder, ("DELETE FROM event WHERE event_id = ?", (event_id,)))
    told = named(folder)
    with projects.reopen(folder) as project:
        rebuild(project)
    return told


def test_that_a_lost_end_is_named_to_whoever_saw_it_and_by_the_tables_that_remember(folder):
    told = {code for code, _ in drop_the_last(folder)}
    assert {"chain_shortened", "row_added"} <= told
    assert {code for code, _ in named(folder)} == {"chain_shortened"}


def test_that_a_stranger_to_the_project_cannot_know_of_a_lost_end(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / "nobody"))
    drop_the_last(folder)
    # Nothing in the file tells: another copy, a receipt or a report's count of events does.
    assert named(folder) == set()


ADDED = {
    "conflict": "INSERT INTO conflict VALUES ('x','issue','x','field','remark','[]')",
    "finding": "INSERT INTO finding VALUES (NULL,'issue','x','code','e','{}')",
    "overlay": "INSERT INTO overlay VALUES ('x','area','a1',1.0)",
    "issue_number": "INSERT INTO issue_number VALUES ('x','','229901-2026-0001')",
    "device": "INSERT INTO device VALUES ('x','x','x','hub','[]','x','admitted')",
    "entity": "INSERT INTO entity VALUES ('issue','x','229901','x',0)",
    "campaign": "INSERT INTO campaign VALUES ('x','x',2026,'x','{}')",
    "move": "INSERT INTO move SELECT NULL,'x',issue_id,move,from_state,'closed',actor,role,tier,"
    "unit,occurred_on,at,reason,after,status FROM move",
}


@pytest.mark.parametrize("table", DERIVED)
def test_that_every_folded_table_is_compared_row_by_row_and_put_right(folder, capsys, table):
    db = engine.connect(folder / "project.gpkg", read_only=True)
    columns = [r[1:3] for r in db.conn.execute(f"PRAGMA table_info({table})")]
    filled = db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    db.conn.close()
    if table in ADDED:
        tamper(folder, ADDED[table])
        assert any(c == "row_added" and w.startswith(table) for c, w in named(folder))
        put_right(folder, capsys)
    if not filled:
        assert table in ADDED
        return
    for column, kind in columns:
        if column in ("fid", "geom") or (table == "finding" and column == "id"):
            continue
        changed = f"coalesce({column}, 0) + 7" if kind in ("INTEGER", "REAL") else "'altered'"
        sql = f"UPDATE {table} SET {column} = {changed} WHERE rowid = (SELECT min(rowid) FROM "
        sql += f"{table})"
        if table in ("entity", "issue_number", "overlay"):
            sql = f"UPDATE OR REPLACE {table} SET {column} = {changed}"
        tamper(folder, sql)
        found = {w.partition(" ")[0] for c, w in named(folder) if c.startswith("row_")}
        assert found == {table}, column
    put_right(folder, capsys)
    tamper(folder, f"DELETE FROM {table}")
    assert any(c == "row_missing" and w.startswith(f"{table} ") for c, w in named(folder))
    put_right(folder, capsys)


def test_that_a_shifted_shape_is_named_and_put_right(folder, capsys):
    for layer in ("area", "zone", "issue", "photo", "track"):
        db = engine.connect(folder / "project.gpkg", read_only=True)
        sql = f"SELECT fid, geom FROM {layer} WHERE geom IS NOT NULL"
        fid, blob = db.conn.execute(sql).fetchone()
        db.conn.close()
        moved = bytearray(blob)
        moved[-3] ^= 1
        tamper(folder, (f"UPDATE {layer} SET geom = ? WHERE fid = ?", (bytes(moved), fid)))
        assert any(c == "row_altered" and w.startswith(layer) for c, w in named(folder))
    put_right(folder, capsys)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("DELETE FROM rtree_issue_geom", ("spatial_index_altered", "rtree_issue_geom")),
        ("UPDATE rtree_area_geom SET minx = 0", ("spatial_index_altered", "rtree_area_geom")),
        ("UPDATE rtree_area_geom SET minx = maxx", ("spatial_index_altered", "rtree_area_geom")),
        (
            "INSERT INTO rtree_photo_geom VALUES (999, 1, 1, 1, 1)",
            ("spatial_index_altered", "rtree_photo_geom"),
        ),
        ("DELETE FROM issue_search WHERE rowid = 1", ("search_altered", "issue_search")),
        ("UPDATE issue_search SET words = 'x' WHERE rowid = 1", ("search_altered", "issue_search")),
        ("UPDATE gpkg_contents SET data_type = 'tiles'", ("frame_altered", "gpkg_contents")),
        ("DELETE FROM gpkg_extensions", ("frame_altered", "gpkg_extensions")),
        (
            "UPDATE gpkg_geometry_columns SET srs_id = 4326",
            ("frame_altered", "gpkg_geometry_columns"),
        ),
        (
            "UPDATE gpkg_spatial_ref_sys SET definition = 'x' WHERE srs_id = 4490",
            ("frame_altered", "gpkg_spatial_ref_sys"),
        ),
    ],
)
def test_that_an_index_or_a_frame_that_was_changed_is_named_and_put_right(
    folder, capsys, sql, expected
):
    tamper(folder, sql)
    assert named(folder) == {expected}
    put_right(folder, capsys)


def test_that_an_open_gate_is_named_and_shut(folder, capsys):
    db = engine.connect(folder / "project.gpkg")
    db.conn.execute("UPDATE write_gate SET open = 1")
    db.conn.close()
    assert named(folder) == {("frame_altered", "write_gate")}
    put_right(folder, capsys)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("DROP TRIGGER gate_issue_update", ("schema_missing", "trigger gate_issue_update")),
        ("DROP TRIGGER event_delete", ("schema_missing", "trigger event_delete")),
        (
            "DROP TRIGGER rtree_zone_geom_update2",
            ("schema_missing", "trigger rtree_zone_geom_update2"),
        ),
        ("DROP INDEX issue_by_state", ("schema_missing", "index issue_by_state")),
        ("DROP TABLE issue", ("schema_missing", "table issue")),
        ("DROP TABLE zone", ("schema_missing", "table zone")),
        ("DROP TABLE issue_search", ("schema_missing", "table issue_search")),
        ("DROP TABLE rtree_area_geom", ("schema_missing", "table rtree_area_geom")),
        ("DROP TABLE overlay", ("schema_missing", "table overlay")),
        ("CREATE TABLE notes (a TEXT)", ("schema_added", "table notes")),
        ("CREATE VIEW v AS SELECT 1", ("schema_added", "view v")),
        (
            "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM finding; END",
            ("schema_added", "trigger t"),
        ),
        ("ALTER TABLE campaign ADD COLUMN x", ("schema_altered", "table campaign")),
    ],
)
def test_that_a_changed_schema_is_named_and_put_right(folder, capsys, sql, expected):
    db = engine.connect(folder / "project.gpkg")
    db.conn.execute("UPDATE write_gate SET open = 1")
    db.conn.execute(sql)
    db.conn.execute("UPDATE write_gate SET open = 0")
    db.conn.close()
    assert expected in named(folder)
    assert cli(capsys, "verify", folder)[0] == 7
    put_right(folder, capsys)


def test_that_originals_flipped_removed_or_added_are_named(folder, capsys):
    files = sorted((folder / "media").rglob("*.jpg"))
    first, second, third = files[:3]
    first.write_bytes(bytes([first.read_bytes()[0] ^ 1]) + first.read_bytes()[1:])
    second.unlink()
    (folder / "media" / "ab").mkdir(exist_ok=True)
    (folder / "media" / "ab" / f"{'ab' * 32}.jpg").write_bytes(b"x")
    (folder / "media" / "notes.txt").write_bytes(b"x")
    third.rename(third.with_name(third.name + ".bak"))
    assert named(folder) >= {
        ("media_altered", f"{first.parent.name}/{first.name}"),
        ("media_missing", second.stem),
        ("media_added", f"ab/{'ab' * 32}.jpg"),
        ("media_added", "notes.txt"),
    }
    assert ("media_missing", third.stem) in named(folder)
    code, told = cli(capsys, "verify", folder)
    assert (code, told["ok"]) == (7, False)


def test_that_a_project_made_anew_under_another_root_is_not_trusted(folder, tmp_path, capsys):
    root = cli(capsys, "verify", folder)[1]["root"]
    forged = make_project(tmp_path / "forged")
    code, told = cli(capsys, "verify", forged, "--trust", root)
    assert (code, told["ok"], told["trust"]) == (7, True, "no")
    assert told["root"] != root
    assert cli(capsys, "verify", forged)[0] == 0


WRITER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from helpers import projects
from helpers.open_sessions import session_of
from greenshield.domain.state import DocumentRef
with session_of(Path(sys.argv[1])) as session:
    print("open", flush=True)
    for n in range(100, 10**6):
        with session.project.action(session.who.actor_id) as action:
            projects.add_issue(action, session.project, n)
            kept = session.project.media.keep_bytes(b"%d" % n, ".txt")
            paper = DocumentRef(kept.sha256, "x", 1)
            issue = projects.issue_id(session.project, n)
            action.add_record(issue, "measure", {}, occurred_on=projects.DAY, documents=[paper])
"""


def test_that_verifying_beside_a_writer_finds_nothing(folder):
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITER, str(folder), str(root / "tests"), str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout.readline() == "open\n"
            counts = []
            for _ in range(6):
                verdict = verify(folder)
                assert verdict.broken == []
                counts.append(verdict.events)
        finally:
            writer.kill()
    assert counts[-1] > counts[0]


# -- single bytes ------------------------------------------------------------------------


def content(folder):
    """Everything in the database that says something, local numbers and dates left out."""
    db = engine.connect(folder / "project.gpkg", read_only=True)
    try:
        db.conn.execute("CREATE VIRTUAL TABLE temp.w USING fts5vocab(main, issue_search, instance)")
        out = {"words": sorted(map(repr, db.conn.execute("SELECT * FROM temp.w")))}
        names = db.conn.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        out["schema"] = sorted(map(str, names))
        for kind, name, *_ in names:
            if kind == "table" and not _is_inner(name):
                columns = [r[1] for r in db.conn.execute(f'PRAGMA table_info("{name}")')]
                shown = FRAME.get(name, "*")
                if shown == "*":
                    shown = ",".join(f'"{c}"' for c in columns if c != "fid")
                out[name] = sorted(map(repr, db.conn.execute(f'SELECT {shown} FROM "{name}"')))
    finally:
        db.conn.close()
    return out


def _is_inner(name):
    """True for what nobody signs or reads: counters, notes, an index's pages with unused bytes.

    The boxes and words of the indexes are read through their tables.
    """
    if name in ("sqlite_sequence", "local", "_sqlite_migrations", "quarantine"):
        return True
    pages = ("_node", "_parent", "_rowid", "_data", "_idx", "_config")
    return name.startswith(("rtree_", "issue_search_")) and name.endswith(pages)


def what_verify_says(folder):
    try:
        return "named" if verify(folder).broken else "nothing"
    except (UnreadableError, SurroundingsError):
        return "refused"


def flip_bytes(folder, flips, seed):
    """Flips one bit at a time; how often that was named, refused, or changed nothing."""
    file = folder / "project.gpkg"
    data, rng = file.read_bytes(), random.Random(seed)
    shown = content(folder)
    told = {"named": 0, "refused": 0, "nothing": 0}
    for _ in range(flips):
        page = rng.randrange(len(data) // 4096) * 4096
        at = page + (rng.randrange(120) if rng.random() < 0.3 else rng.randrange(4096))
        flipped = bytearray(data)
        flipped[at] ^= 1 << rng.randrange(8)
        file.write_bytes(flipped)
        for beside in folder.glob("project.gpkg-*"):
            beside.unlink()
        outcome = what_verify_says(folder)
        if outcome == "nothing":
            assert content(folder) == shown, at
        told[outcome] += 1
    file.write_bytes(data)
    return told


def test_that_every_flipped_bit_of_the_database_is_named_or_changes_nothing(folder):
    told = flip_bytes(folder, 150, "bits")
    assert min(told.values()) > 0
    assert verify(folder).ok


@pytest.mark.soak
def test_that_every_of_many_flipped_bits_is_named_or_changes_nothing(folder):
    flip_bytes(folder, 6000, "many bits")
