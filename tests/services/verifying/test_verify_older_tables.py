"""A project of the first schema whose tables were changed by hand: all of it is named."""

import pytest
from helpers.tampering import named, tamper

from greenshield.project import engine
from greenshield.project.opening import open_project

FIRST = (
    *(
        f"DROP TABLE {table}"
        for table in (
            "rtree_marker_geom",
            "rtree_patrol_geom",
            "marker",
            "marker_check",
            "restriction",
            "reference_layer",
            "patrol",
        )
    ),
    *(
        f"DELETE FROM {table} WHERE table_name IN ('marker', 'marker_check', 'patrol')"
        for table in ("gpkg_geometry_columns", "gpkg_extensions", "gpkg_contents")
    ),
    "DROP INDEX issue_by_came_from",
    "ALTER TABLE issue DROP COLUMN came_from",
    "DROP INDEX issue_by_waiting",
    "DROP INDEX issue_by_patrol",
    "ALTER TABLE issue DROP COLUMN waiting_since",
    "ALTER TABLE issue DROP COLUMN patrol_id",
    "ALTER TABLE track DROP COLUMN patrols",
    "DELETE FROM _sqlite_migrations WHERE name > '0001_first'",
)
SPY = "CREATE TRIGGER spy AFTER UPDATE ON issue BEGIN DELETE FROM issue_search; END"


@pytest.fixture
def older(first_folder):
    tamper(first_folder, *FIRST)
    with open_project(first_folder, who="me", read_only=True) as project:
        (found,) = project.rows("SELECT id FROM issue WHERE clue_no = 'QH-1'")
    return first_folder, found["id"]


def test_that_an_older_project_is_whole_and_what_was_done_to_its_tables_is_named(older):
    path, issue = older
    assert named(path) == set()
    tamper(path, ("UPDATE issue SET remark = '改' WHERE id = ?", (issue,)))
    assert ("row_altered", f"issue {issue}") in named(path)
    tamper(path, "DELETE FROM local WHERE key = 'fold'", SPY)
    before = (path / "project.gpkg").read_bytes()
    assert named(path) == {
        ("row_altered", f"issue {issue}"),
        ("fold_altered", "local fold"),
        ("schema_added", "trigger spy"),
    }
    assert (path / "project.gpkg").read_bytes() == before
    db = engine.connect(path / "project.gpkg")
    db.conn.execute("UPDATE write_gate SET open = 1")
    db.conn.close()
    assert ("frame_altered", "write_gate") in named(path)


def test_that_what_verification_is_shown_is_shown_to_nobody_else(older):
    path, issue = older
    tamper(
        path,
        "DELETE FROM local WHERE key = 'fold'",
        ("UPDATE issue SET remark = '改' WHERE id = ?", (issue,)),
    )
    asked = "SELECT remark FROM issue WHERE id = ?"
    with (
        open_project(path, who="me", read_only=True, mending=True) as found,
        open_project(path, who="me", read_only=True) as shown,
    ):
        assert shown.rows(asked, issue) != found.rows(asked, issue) == [{"remark": "改"}]
