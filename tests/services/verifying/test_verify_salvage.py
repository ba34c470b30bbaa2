"""``verify --rebuild`` on a file of which a byte was flipped: nothing stays broken, no event goes.

The flips fall on bytes that hold something. Where the events themselves are hit, nothing can
mend them, and they stay named.
"""

import random
import shutil

import pytest
from helpers.calls import as_json, said
from helpers.open_sessions import COUNTY

from greenshield.domain.errors import UnreadableError
from greenshield.project import engine, page_sums
from greenshield.project.layout import Layout
from greenshield.project.salvaging import make_sound, reasons_of
from greenshield.services import new_project
from greenshield.services.verifying import verify

pytestmark = pytest.mark.lengthy

PAGE = 4096
EVENTS = "SELECT header, body, signature FROM event ORDER BY 1"


def events_of(folder, passphrase=None):
    return rows(folder, EVENTS, passphrase)


def rows(folder, sql, passphrase=None):
    db = engine.connect(folder / "project.gpkg", passphrase=passphrase, read_only=True)
    try:
        return db.conn.execute(sql).fetchall()
    finally:
        db.conn.close()


def alter(folder, *sql):
    """Writes as somebody who knows how, and leaves no sums that tell."""
    db = engine.connect(folder / "project.gpkg")
    for statement in sql:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.conn.close()
    page_sums.write_open(folder / "project.sums")


def flip(folder, at, bit=0):
    data = bytearray((folder / "project.gpkg").read_bytes())
    data[at] ^= 1 << bit
    (folder / "project.gpkg").write_bytes(data)


def flips(folder, count, seed):
    """Copies of a project, each with another byte flipped."""
    data, rng = (folder / "project.gpkg").read_bytes(), random.Random(seed)
    held = [at for at, byte in enumerate(data) if byte]
    in_front = [at for at in held if at < 100]
    for number in range(count):
        copy = folder.parent / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        at = rng.choice(in_front if number % 6 == 0 else held)
        flip(copy, at, rng.randrange(8))
        yield copy, at


def root_page(folder, name):
    return rows(folder, f"SELECT rootpage FROM sqlite_master WHERE name = '{name}'")[0][0]


def place_of(folder, words):
    """Where some bytes stand in the file, counted once."""
    return (folder / "project.gpkg").read_bytes().index(words)


def leaves_of(data, root):
    """The leaf pages below a page of a table."""
    start = (root - 1) * PAGE
    if data[start] == 13:
        return [root]
    count = int.from_bytes(data[start + 3 : start + 5], "big")
    cells = [
        int.from_bytes(data[start + 12 + 2 * n : start + 14 + 2 * n], "big") for n in range(count)
    ]
    below = [int.from_bytes(data[start + c : start + c + 4], "big") for c in cells]
    below.append(int.from_bytes(data[start + 8 : start + 12], "big"))
    return [leaf for page in below for leaf in leaves_of(data, page)]


def mend_flips(folder, count, *, sums):
    """What became of flipped copies: those that spared the events must be mended."""
    whole = events_of(folder)
    if not sums:
        page_sums.write_open(folder / "project.sums")
    done = {"sound": 0, "mended": 0, "event": 0}
    for copy, at in flips(folder, count, f"salvage {sums}"):
        unsound = reasons_of(Layout.of(copy), None)
        verdict = verify(copy, rebuild_tables=True)
        if any(b.code == "event_unreadable" for b in verdict.broken):
            done["event"] += 1
            continue
        now = events_of(copy)
        if now != whole:
            assert len(now) == len(whole), at
            assert verdict.broken, at
            done["event"] += 1
            continue
        assert verdict.broken == [], (at, verdict.broken)
        assert reasons_of(Layout.of(copy), None) == []
        assert verify(copy).ok, at
        done["mended" if unsound else "sound"] += 1
    return done


@pytest.mark.parametrize("sums", [True, False])
def test_that_a_flip_that_spares_the_events_is_mended(folder, sums):
    assert mend_flips(folder, 10, sums=sums)["mended"] > 2


@pytest.mark.soak
@pytest.mark.parametrize("sums", [True, False])
def test_that_every_of_many_flips_that_spare_the_events_is_mended(folder, sums):
    assert mend_flips(folder, 1000, sums=sums)["mended"] > 200


@pytest.mark.parametrize("sums", [True, False])
def test_that_a_column_of_the_steps_that_bears_another_name_is_mended(folder, capsys, sums):
    whole = events_of(folder)
    start = place_of(folder, b'CREATE TABLE "_sqlite_migrations"')
    flip(folder, start + (folder / "project.gpkg").read_bytes()[start:].index(b"name"), 1)
    if not sums:
        page_sums.write_open(folder / "project.sums")
    _, told = as_json(capsys, "ledger", "list", folder)
    assert told["error"]["code"] in ("project_damaged", "project_pages_damaged")
    assert verify(folder, rebuild_tables=True).broken == []
    assert events_of(folder) == whole
    assert verify(folder).ok


@pytest.mark.parametrize(
    ("begins", "letter"),
    [(b"CREATE INDEX event_admitting", b"admitted'"), (b"sqlite_autoindex_gpkg_contents_2", b"au")],
)
def test_that_an_index_that_says_otherwise_or_bears_another_name_is_made_anew(
    folder, begins, letter
):
    whole = events_of(folder)
    start = place_of(folder, begins)
    flip(folder, start + (folder / "project.gpkg").read_bytes()[start:].index(letter), 5)
    page_sums.write_open(folder / "project.sums")
    assert any(b.code == "schema_altered" for b in verify(folder).broken)
    assert verify(folder, rebuild_tables=True).broken == []
    assert events_of(folder) == whole
    assert verify(folder).ok


@pytest.mark.parametrize(
    ("begins", "letter", "bit"),
    [
        (b"CREATE TABLE 'issue_search_idx'", b"issue", 5),  # its name in other letters
        (b"CREATE VIRTUAL TABLE issue_search", b"5", 6),  # a module that there is not
    ],
)
def test_that_a_table_of_an_index_that_says_otherwise_is_made_anew(folder, begins, letter, bit):
    whole = events_of(folder)
    start = place_of(folder, begins)
    flip(folder, start + (folder / "project.gpkg").read_bytes()[start:].index(letter), bit)
    page_sums.write_open(folder / "project.sums")
    assert verify(folder).broken
    assert verify(folder, rebuild_tables=True).broken == []
    assert events_of(folder) == whole
    assert verify(folder).ok


def test_that_a_later_program_s_tables_and_indexes_are_none_of_ours_to_mend(folder):
    alter(
        folder,
        "DROP INDEX issue_by_state",
        "CREATE INDEX issue_by_state ON issue (state, id)",
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('greenshield', '0999_later', '2030-01-01')",
    )
    before = (folder / "project.gpkg").read_bytes()
    assert reasons_of(Layout.of(folder), None) == []
    with pytest.raises(UnreadableError, match="project_newer"):
        verify(folder, rebuild_tables=True)
    assert (folder / "project.gpkg").read_bytes() == before


def test_that_a_column_of_an_event_that_is_no_text_any_more_is_mended_by_its_header(folder):
    whole = events_of(folder)
    (told,) = rows(folder, "SELECT min(event_id), device_id FROM event")
    flip(folder, place_of(folder, "".join(told).encode()), 7)
    page_sums.write_open(folder / "project.sums")
    verdict = verify(folder, rebuild_tables=True)
    assert verdict.broken == []
    assert events_of(folder) == whole
    assert rows(folder, "SELECT min(event_id), device_id FROM event") == [told]
    assert verify(folder).ok


def test_that_an_index_that_tells_otherwise_is_made_anew_in_its_place(folder):
    root = root_page(folder, "photo_by_id")
    data = (folder / "project.gpkg").read_bytes()
    page = data[(root - 1) * PAGE : root * PAGE]
    flip(folder, (root - 1) * PAGE + max(i for i, byte in enumerate(page) if byte) - 3, 1)
    assert any("photo_by_id" in reason for reason in reasons_of(Layout.of(folder), None))
    verdict = verify(folder, rebuild_tables=True)
    assert verdict.broken == []
    assert any("photo_by_id" in str(b.params.get("reason")) for b in verdict.mended)
    assert not (folder / "backups").exists()
    assert verify(folder).ok


def test_that_a_damaged_schema_gives_way_and_the_damaged_file_is_kept_whole(folder, capsys):
    whole = events_of(folder)
    flip(folder, place_of(folder, b"CREATE TABLE event") + 8)
    damaged = (folder / "project.gpkg").read_bytes()
    code, told = as_json(capsys, "verify", folder)
    assert code == 7
    assert "malformed" in str(told["broken"])
    code, told = as_json(capsys, "verify", folder, "--rebuild")
    assert told["broken"] == []
    assert {b["code"] for b in told["remarks"]} == {"salvage_kept"}
    assert (folder / "backups" / "project-damaged-1.gpkg").read_bytes() == damaged
    assert events_of(folder) == whole
    assert not list(folder.glob(".project*"))
    code, told = as_json(capsys, "verify", folder)
    assert (code, told["broken"], told["bytes_compared"]) == (0, [], True)


def test_that_a_schema_page_of_nothing_but_zeros_gives_way(folder):
    whole, data = events_of(folder), bytearray((folder / "project.gpkg").read_bytes())
    page = place_of(folder, b"CREATE TABLE event") // PAGE
    data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    (folder / "project.gpkg").write_bytes(data)
    assert verify(folder, rebuild_tables=True).broken == []
    assert events_of(folder) == whole


def test_that_a_first_page_of_nothing_but_zeros_is_told_and_left_as_it_is(folder):
    data = bytes(PAGE) + (folder / "project.gpkg").read_bytes()[PAGE:]
    (folder / "project.gpkg").write_bytes(data)
    assert verify(folder, rebuild_tables=True).broken
    assert (folder / "project.gpkg").read_bytes() == data


def numbers_of(data, leaf):
    """Where on a leaf page of a table the numbers of its rows stand, which are below 128."""
    start = (leaf - 1) * PAGE
    for n in range(int.from_bytes(data[start + 3 : start + 5], "big")):
        at = start + int.from_bytes(data[start + 8 + 2 * n : start + 10 + 2 * n], "big")
        while data[at] & 0x80:  # the length of the row
            at += 1
        yield at + 1


@pytest.mark.parametrize("leaf", [0, -1])
def test_that_remains_on_a_page_that_counts_more_rows_than_it_has_are_no_events(folder, leaf):
    whole, data = events_of(folder), (folder / "project.gpkg").read_bytes()
    count = (leaves_of(data, root_page(folder, "event"))[leaf] - 1) * PAGE + 4
    flip(folder, count, next(bit for bit in range(2, 8) if not data[count] >> bit & 1))
    page_sums.write_open(folder / "project.sums")
    assert verify(folder, rebuild_tables=True).broken == []
    assert events_of(folder) == whole


@pytest.mark.parametrize("of", ["first", "last"])
def test_that_an_event_with_the_number_of_another_is_lost_no_more_than_that_one(folder, of):
    sql = "SELECT event_id, header, body, signature FROM event ORDER BY rowid"
    whole, data = rows(folder, sql), (folder / "project.gpkg").read_bytes()
    leaves = leaves_of(data, root_page(folder, "event"))
    places = {data[at]: at for leaf in leaves for at in numbers_of(data, leaf)}
    assert len(places) == len(whole)
    both = [n for n in places if n % 2 == 0 and n + 1 in places]
    flip(folder, places[both[0] if of == "first" else both[-1] + 1])
    page_sums.write_open(folder / "project.sums")
    assert verify(folder, rebuild_tables=True).broken == []
    assert rows(folder, sql) == whole


def test_that_nothing_is_replaced_where_an_event_can_t_be_read(folder, capsys):
    data = bytearray((folder / "project.gpkg").read_bytes())
    leaf = leaves_of(data, root_page(folder, "event"))[1]
    ids = [row[0] for row in rows(folder, "SELECT event_id FROM event ORDER BY rowid")]
    data[(leaf - 1) * PAGE : leaf * PAGE] = bytes(PAGE)
    (folder / "project.gpkg").write_bytes(data)
    sums = (folder / "project.sums").read_bytes()
    code, told = as_json(capsys, "verify", folder, "--rebuild")
    assert code == 7
    unread = {b["where"] for b in told["broken"] if b["code"] == "event_unreadable"}
    assert unread
    assert unread < set(ids)
    assert "salvage_events_unread" in {b["code"] for b in told["broken"]}
    assert "--rebuild" not in "".join(
        b["remedy"] for b in told["broken"] if not b["code"].startswith("page_")
    )
    assert "Error" not in str(told["broken"])
    assert (folder / "project.gpkg").read_bytes() == data
    assert (folder / "project.sums").read_bytes() == sums
    assert not (folder / "backups").exists()
    assert not list(folder.glob(".project*"))


def test_that_another_program_s_tables_come_along(folder):
    alter(
        folder,
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, qml TEXT)",
        "INSERT INTO layer_styles VALUES (7, '<qgis/>')",
        "CREATE INDEX styles_by_qml ON layer_styles (qml)",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles')",
    )
    flip(folder, place_of(folder, b"CREATE TRIGGER gate_issue_insert") + 9)
    verdict = verify(folder, rebuild_tables=True)
    assert {b.code for b in verdict.remarks} == {"salvage_kept"}
    assert rows(folder, "SELECT * FROM layer_styles") == [(7, "<qgis/>")]
    names = rows(folder, "SELECT 1 FROM gpkg_contents WHERE table_name = 'layer_styles'")
    assert names == [(1,)]
    assert rows(folder, "SELECT 1 FROM sqlite_master WHERE name = 'styles_by_qml'") == [(1,)]


def test_that_what_waits_in_the_log_is_not_lost(folder):
    database = folder / "project.gpkg"
    db = engine.connect(database)
    db.conn.execute("PRAGMA wal_autocheckpoint = 0")
    db.conn.execute("UPDATE write_gate SET open = 1")
    db.conn.execute("INSERT INTO local VALUES ('late', 'here')")
    db.conn.execute("UPDATE write_gate SET open = 0")
    held = {f.name: f.read_bytes() for f in folder.glob("project.gpkg*") if "shm" not in f.name}
    db.conn.close()
    for name, content in held.items():
        (folder / name).write_bytes(content)
    page_sums.write_open(folder / "project.sums")
    flip(folder, place_of(folder, b"CREATE TRIGGER gate_issue_insert") + 9)
    assert verify(folder, rebuild_tables=True).broken == []
    assert rows(folder, "SELECT value FROM local WHERE key = 'late'") == [("here",)]
    assert (folder / "backups" / "project-damaged-1.gpkg-wal").read_bytes() == held[
        "project.gpkg-wal"
    ]


@pytest.mark.parametrize("sums", [True, False])
def test_that_an_encrypted_project_gives_way_to_one_of_the_same_passphrase(tmp_path, sums):
    word, folder = "云岭'口令", tmp_path / "p"
    with new_project.create(folder, name="x", division_code=COUNTY, me="张三", passphrase=word):
        pass
    whole = events_of(folder, word)
    pages = rows(folder, "SELECT rootpage FROM sqlite_master WHERE name = 'issue_search'", word)
    assert pages == [(0,)]
    if not sums:
        page_sums.write_open(folder / "project.sums")
    root = rows(folder, "SELECT rootpage FROM sqlite_master WHERE name = 'photo_by_id'", word)
    flip(folder, root[0][0] * PAGE - 2000, 3)
    assert reasons_of(Layout.of(folder), word)
    assert reasons_of(Layout.of(folder), "other") == []
    assert verify(folder, passphrase=word, rebuild_tables=True).broken == []
    assert events_of(folder, word) == whole
    assert verify(folder, passphrase=word).ok
    assert not (folder / "project.gpkg").read_bytes().startswith(b"SQLite")


def test_that_an_encrypted_project_s_first_page_is_made_anew(tmp_path):
    word, folder = "口令", tmp_path / "p"
    with new_project.create(folder, name="x", division_code=COUNTY, me="张三", passphrase=word):
        pass
    whole = events_of(folder, word)
    for at in (3, 900):  # in the salt, which the sums hold too; and behind it
        flip(folder, at)
    assert verify(folder, passphrase=word, rebuild_tables=True).broken == []
    assert events_of(folder, word) == whole


def test_that_a_database_of_somebody_else_is_left_as_it_is(tmp_path):
    db = engine.connect(tmp_path / "project.gpkg", create=True)
    db.conn.execute("CREATE TABLE t (x)")
    db.conn.close()
    before = (tmp_path / "project.gpkg").read_bytes()
    layout = Layout.of(tmp_path)
    salvage = make_sound(layout, reasons_of(layout, None), who="test")
    assert (salvage.done, salvage.failed) == ("nothing", "salvage_no_events")
    assert (tmp_path / "project.gpkg").read_bytes() == before


@pytest.mark.parametrize("name", ["nosuch", "nosuch.zip"])
def test_that_a_mistyped_path_is_told_with_what_can_be_verified(tmp_path, name, capsys):
    code, out, told = said(capsys, "verify", tmp_path / name)
    assert code == 3
    assert str(tmp_path / name) in told
    assert "项目文件夹、档案包" in told
    assert said(capsys, "verify", tmp_path / name, "--rebuild") == (code, out, told)


def test_that_a_mistyped_project_is_told_as_info_tells_it(tmp_path, capsys):
    info = said(capsys, "info", tmp_path / "nosuch" / "project.gpkg")
    for more in ([], ["--rebuild"]):
        assert said(capsys, "verify", tmp_path / "nosuch" / "project.gpkg", *more) == info
    assert info[0] == 3
