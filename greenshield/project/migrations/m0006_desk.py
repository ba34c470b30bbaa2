"""Schema 0006: patrols (常态化巡查), and since when an issue has stood where it stands.

A patrol's state, its coverage and its finds are asked for when they are read: no column repeats
them. Tracks name the patrols that they were walked for, and issues the patrol that found them.
"""

from __future__ import annotations

from typing import Any

_TABLES = (
    """CREATE TABLE patrol (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL, name TEXT, campaign_id TEXT,
  area_id TEXT, planned_from TEXT, planned_to TEXT, corridor_m REAL, inspectors TEXT,
  done_on TEXT, findings TEXT, remark TEXT, void INTEGER NOT NULL, extra TEXT NOT NULL,
  geom MULTILINESTRING)""",
    "CREATE UNIQUE INDEX patrol_by_id ON patrol (id)",
    "CREATE INDEX patrol_by_plan ON patrol (planned_from)",
    "ALTER TABLE track ADD COLUMN patrols TEXT",
    "ALTER TABLE issue ADD COLUMN patrol_id TEXT",
    "CREATE INDEX issue_by_patrol ON issue (patrol_id) WHERE patrol_id IS NOT NULL",
    "ALTER TABLE issue ADD COLUMN waiting_since TEXT",
    "CREATE INDEX issue_by_waiting ON issue (waiting_since, state) WHERE waiting_since IS NOT NULL",
)
_DAY = "'2026-01-01T00:00:00.000Z'"
_FRAME = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, "
    f"srs_id) VALUES ('patrol', 'features', 'patrol', '巡查计划路线 / planned patrols', {_DAY}, "
    "4490)",
    "INSERT INTO gpkg_geometry_columns VALUES ('patrol', 'geom', 'MULTILINESTRING', 4490, 0, 0)",
    "INSERT INTO gpkg_extensions VALUES ('patrol', 'geom', 'gpkg_rtree_index', "
    "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
)
# The day of the move that waits for a second signature, else of the last one in force, else of
# the day on which the issue came in, as the fold gives it from now on; none where nobody's turn
# comes. Moves in force stand in the order of their line.
_A_DAY = (
    "CASE WHEN date(m.occurred_on) IS m.occurred_on THEN m.occurred_on "
    "ELSE date(m.at, '+8 hours') END"
)
# Each is asked for by the index of an issue's moves: a list of all moves made first would be gone
# through again for every issue.
_LAST_DONE = "FROM move m WHERE m.issue_id = issue.id AND m.status = 'done' ORDER BY m.fid DESC"
_FILL = f"""
UPDATE issue SET waiting_since = coalesce(
  CASE WHEN NOT disputed THEN (
    SELECT {_A_DAY} FROM move m WHERE m.issue_id = issue.id AND m.status = 'pending'
    AND m.after = coalesce((SELECT m.event_id {_LAST_DONE} LIMIT 1), '')
    ORDER BY m.fid DESC LIMIT 1) END,
  (SELECT {_A_DAY} {_LAST_DONE} LIMIT 1),
  (SELECT min(date(e.at, '+8 hours')) FROM event e WHERE e.entity_id = issue.id
   AND e.entity_type = 'issue' AND e.kind = 'created'))
WHERE pending OR state NOT IN ('dismissed', 'filed', 'void')
"""
_REFUSE = "SELECT RAISE(ABORT, 'Change it in Green Shield / 请在绿盾中修改')"


def apply(db: Any) -> None:
    """Makes the table with its R-tree and gate, and the columns. ``db`` is of sqlite_utils."""
    for statement in (*_TABLES, *_FRAME, *_rtree("patrol"), _FILL):
        db.conn.execute(statement)
    for verb in ("INSERT", "UPDATE", "DELETE"):
        db.conn.execute(
            f"CREATE TRIGGER gate_patrol_{verb.lower()} BEFORE {verb} ON patrol "
            f"WHEN (SELECT open FROM write_gate) = 0 BEGIN {_REFUSE}; END"
        )


def _rtree(table: str) -> list[str]:
    """The R-tree of a layer and the full set of its triggers (GeoPackage 1.3, annex F.3)."""
    name = f"rtree_{table}_geom"
    box = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
    put = f"INSERT OR REPLACE INTO {name} VALUES (NEW.fid, {box});"
    full = "(NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))"
    empty = "(NEW.geom IS NULL OR ST_IsEmpty(NEW.geom))"
    drop_old = f"DELETE FROM {name} WHERE id = OLD.fid;"
    return [
        f"CREATE VIRTUAL TABLE {name} USING rtree(id, minx, maxx, miny, maxy)",
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} WHEN {full} BEGIN {put} END",
        f"CREATE TRIGGER {name}_update1 AFTER UPDATE OF geom ON {table} "
        f"WHEN OLD.fid = NEW.fid AND {full} BEGIN {put} END",
        f"CREATE TRIGGER {name}_update2 AFTER UPDATE OF geom ON {table} "
        f"WHEN OLD.fid = NEW.fid AND {empty} BEGIN {drop_old} END",
        f"CREATE TRIGGER {name}_update3 AFTER UPDATE ON {table} "
        f"WHEN OLD.fid != NEW.fid AND {full} BEGIN {drop_old} {put} END",
        f"CREATE TRIGGER {name}_update4 AFTER UPDATE ON {table} "
        f"WHEN OLD.fid != NEW.fid AND {empty} "
        f"BEGIN DELETE FROM {name} WHERE id IN (OLD.fid, NEW.fid); END",
        f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} "
        f"WHEN OLD.geom NOT NULL BEGIN {drop_old} END",
    ]
