"""``verify`` names what was changed in the tables, the indexes and the schema; all is put right."""

import pytest
from helpers.calls import as_json
from helpers.tampering import named, put_right, tamper

from greenshield.project import engine
from greenshield.project.rebuilding import DERIVED

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
    for layer in ("area", "zone", "issue", "photo", "track", "marker", "patrol"):
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
    assert as_json(capsys, "verify", folder)[0] == 7
    put_right(folder, capsys)
