"""Nothing that was altered hides: not behind other damage, and not behind its own repair."""

import shutil
import sqlite3

import pytest
from helpers.calls import as_json, said
from helpers.tampering import named, put_right, tamper

from greenshield.project import engine
from greenshield.services.verifying import verify

STYLES = "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleQML TEXT UNIQUE)"


def from_outside(folder, *statements):
    """Changes the schema too, with the gate open in the meantime."""
    db = engine.connect(folder / "project.gpkg")
    db.conn.execute("UPDATE write_gate SET open = 1")
    for statement in statements:
        db.conn.execute(statement)
    db.conn.execute("UPDATE write_gate SET open = 0")
    db.conn.close()


def rows(folder, sql):
    db = engine.connect(folder / "project.gpkg", read_only=True)
    found = db.conn.execute(sql).fetchall()
    db.conn.close()
    return found


@pytest.mark.parametrize(
    ("curtain", "schema"),
    [
        (STYLES, ("schema_added", "table layer_styles")),
        ("DROP TRIGGER event_delete", ("schema_missing", "trigger event_delete")),
        ("DROP TABLE zone", ("schema_missing", "table zone")),
        ("DROP TABLE rtree_area_geom", ("schema_missing", "table rtree_area_geom")),
        ("ALTER TABLE issue ADD COLUMN x", ("schema_altered", "table issue")),
    ],
)
def test_that_a_changed_schema_hides_no_altered_row(folder, curtain, schema):
    from_outside(
        folder, "UPDATE issue SET state = 'filed'", "DELETE FROM photo_tag", "DELETE FROM move",
        curtain,
    )  # fmt: skip
    found = named(folder)
    assert schema in found
    rows_named = {(c, w.partition(" ")[0]) for c, w in found if c.startswith("row_")}
    assert rows_named == {("row_altered", "issue"), ("row_missing", "photo_tag"),
                          ("row_missing", "move")}  # fmt: skip
    assert "database_damaged" not in {c for c, _ in found}


def test_that_contents_are_told_before_the_schema_and_lost_triggers_in_one_line(folder, capsys):
    names = [r[0] for r in rows(folder, "SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    drops = [f"DROP TRIGGER {name}" for name in names]
    from_outside(folder, *drops, "UPDATE issue SET state = 'filed'")
    code, told = as_json(capsys, "verify", folder)
    codes = [b["code"] for b in told["broken"]]
    assert code == 7
    assert codes.count("schema_missing") == len(names)
    assert codes.index("row_altered") < codes.index("schema_missing")
    code, out, _ = said(capsys, "verify", folder)
    assert code == 7
    assert out.count("触发器") == 1
    assert f"缺少 {len(names)} 个触发器" in out
    lines = out.splitlines()
    assert "issue" in lines[0]
    assert any(line.startswith("  → ") for line in lines)
    # The number is told, not its id alone.
    assert "QH-1" in out


def test_that_a_repair_says_what_was_altered_and_does_not_say_that_all_was_well(folder, capsys):
    tamper(folder, "UPDATE issue SET state = 'filed' WHERE clue_no = 'QH-2'")
    before = named(folder)
    code, told = as_json(capsys, "verify", folder, "--rebuild")
    assert (code, told["ok"], told["rebuilt"], told["broken"]) == (7, False, True, [])
    found = {(b["code"], b["where"]) for b in told["found"]}
    assert {f for f in found if f[0] != "page_altered"} == before
    assert told["mended"] + told["taken_over"] == told["found"]
    assert {b["code"] for b in told["taken_over"]} == {"page_altered"}
    assert {b["about"] for b in told["found"] if b["code"] == "row_altered"} == {"QH-2"}
    code, told = as_json(capsys, "verify", folder)
    assert (code, told["ok"]) == (0, True)
    code, told = as_json(capsys, "verify", folder, "--rebuild")
    assert (code, told["ok"], told["found"], told["mended"]) == (0, True, [], [])


def test_that_the_lines_of_a_repair_name_each_thing(folder, capsys):
    tamper(folder, "DELETE FROM photo_tag")
    missing = [w for c, w in named(folder) if c == "row_missing"]
    assert missing
    code, out, _ = said(capsys, "verify", folder, "--rebuild")
    assert code == 7
    assert "核验通过" not in out
    assert all(where in out for where in missing)
    assert "均已按事件恢复" in out


def test_that_a_flipped_byte_is_found_before_a_repair_takes_it_over(folder, capsys):
    file = folder / "project.gpkg"
    db = sqlite3.connect(file)
    db.execute("PRAGMA journal_mode = DELETE")
    db.close()
    data = bytearray(file.read_bytes())
    data[60:64] = b"\x00\x00\x00\x07"  # the user version, which nobody reads
    file.write_bytes(data)
    code, told = as_json(capsys, "verify", folder, "--rebuild")
    assert code == 7
    assert "page_altered" in {b["code"] for b in told["taken_over"]}
    assert told["mended"] == []
    assert as_json(capsys, "verify", folder)[0] == 0


def test_that_another_program_s_table_is_named_and_left_alone(folder, capsys):
    from_outside(
        folder,
        STYLES,
        "CREATE INDEX by_qml ON layer_styles (styleQML)",
        "INSERT INTO layer_styles VALUES (1, '<qgis/>')",
        "CREATE VIEW filed AS SELECT * FROM issue WHERE state = 'filed'",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles')",
        "CREATE TRIGGER spy AFTER INSERT ON issue BEGIN DELETE FROM finding; END",
        "UPDATE issue SET state = 'filed'",
    )
    added = {("schema_added", n) for n in ("table layer_styles", "index by_qml", "view filed")}
    assert named(folder) >= added | {("schema_added", "trigger spy")}
    code, told = as_json(capsys, "verify", folder, "--rebuild")
    assert code == 7
    assert {(b["code"], b["where"]) for b in told["broken"]} == added
    mended = {(b["code"], b["where"]) for b in told["mended"]}
    assert ("schema_added", "trigger spy") in mended
    assert "row_altered" in {code for code, _ in mended}
    assert named(folder) == added
    assert rows(folder, "SELECT * FROM layer_styles") == [(1, "<qgis/>")]
    sql = "SELECT identifier FROM gpkg_contents WHERE table_name = 'layer_styles'"
    assert rows(folder, sql) == [("layer_styles",)]


def test_that_a_foreign_table_hides_no_changed_row_of_the_frame(folder):
    from_outside(
        folder, STYLES, "UPDATE gpkg_contents SET srs_id = 4326 WHERE table_name = 'issue'"
    )
    assert ("frame_altered", "gpkg_contents") in named(folder)


@pytest.mark.parametrize("column", ["at", "actor", "kind", "entity_id", "lamport", "scope", "seq"])
def test_that_columns_of_events_are_written_again_from_what_was_signed(folder, capsys, column):
    value = 9999 if column in ("lamport", "seq") else "x"
    sql = f"UPDATE event SET {column} = ? WHERE rowid = (SELECT max(rowid) FROM event)"
    tamper(folder, (sql, (value,)))
    assert "event_column_altered" in {code for code, _ in named(folder)}
    put_right(folder, capsys)
    with pytest.raises(Exception, match="请在绿盾中修改"):
        from_outside(folder, "UPDATE event SET actor = 'y'")


def test_that_events_that_changed_places_are_put_back(folder, capsys):
    tamper(
        folder,
        "UPDATE event SET seq = -seq WHERE seq IN (2, 3)",
        "UPDATE event SET seq = 5 + seq WHERE seq < 0",
    )
    assert "event_column_altered" in {code for code, _ in named(folder)}
    put_right(folder, capsys)


def test_that_columns_of_an_event_with_a_false_signature_are_left_as_witnesses(folder, capsys):
    tamper(
        folder,
        "UPDATE event SET signature = zeroblob(64), actor = 'x' "
        "WHERE rowid = (SELECT max(rowid) FROM event)",
    )
    assert as_json(capsys, "verify", folder, "--rebuild")[0] == 7
    assert rows(folder, "SELECT count(*) FROM event WHERE actor = 'x'") == [(1,)]
    assert {"event_column_altered", "event_signature_false"} <= {c for c, _ in named(folder)}


def test_that_a_certificate_s_column_is_mended_by_what_the_headers_say(folder, capsys):
    sql = "UPDATE event SET kind = 'commented' WHERE kind = 'device_admitted'"
    tamper(folder, sql)
    put_right(folder, capsys)
    assert verify(folder).keys[0]["admitted"]


def test_that_a_damaged_index_hides_no_altered_row(folder, tmp_path):
    tamper(folder, "UPDATE issue SET state = 'filed'")
    data = bytearray((folder / "project.gpkg").read_bytes())
    page = rows(folder, "SELECT rootpage FROM sqlite_master WHERE name = 'event_by_lamport'")[0][0]
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    shutil.copytree(folder, tmp_path / "damaged")
    (tmp_path / "damaged" / "project.gpkg").write_bytes(data)
    codes = {code for code, _ in named(tmp_path / "damaged")}
    assert {"database_damaged", "row_altered"} <= codes
